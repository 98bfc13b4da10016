/** Single mails. Each is a notification with one delivery, so that it is tried again and can be looked at. */
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import type { Database } from '../storage/database.ts'
import type { Vault } from '../vault/seal.ts'
import { addNotifications } from './add-notifications-store.ts'
import { isMailAddress } from './deliver/mail-transport.ts'
import { mailsTopic } from './notification.ts'
import { notificationBody } from './notification-body.ts'
import { mailSubscription } from './mail-subscription.ts'

export interface MailRequest {
  readonly to: string
  readonly from?: string | undefined
  readonly subject?: string | undefined
  readonly message?: string | undefined
}

/** Resolves when it is stored; answers the id of its notification. Throws invalid_request for what is no address. */
export async function sendMail(
  parts: { readonly database: Database; readonly vault: Vault },
  caller: Caller,
  { to, from, subject = '', message = '' }: MailRequest,
): Promise<number> {
  checkAddress(to, 'to')
  if (from !== undefined) checkAddress(from, 'from')
  const { organizationId, accountId } = caller
  const topic = mailsTopic
  const [added] = await parts.database.transaction(async (trx) => {
    const subscriptionId = await mailSubscription(trx, parts.vault, caller, to)
    return addNotifications(trx, [
      {
        organizationId,
        accountId,
        kind: 'custom',
        topic,
        severity: 'low',
        subscriptionId,
        body(id, createdDate) {
          const content = { message, topic, severity: 'low', from: from ?? '' } as const
          return notificationBody({ ...content, more: { subject, to } }, id, createdDate)
        },
      },
    ])
  })
  return added?.id ?? 0
}

function checkAddress(text: string, path: string): void {
  if (isMailAddress(text)) return
  const message = 'must be one mail address such as shop@example.com'
  const details = [{ path, message }]
  throw new PlatformError('invalid_request', `'${path}' ${message}`, { details })
}
