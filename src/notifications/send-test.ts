import type { Caller } from '../accounts/caller.ts'
import type { Database } from '../storage/database.ts'
import { addNotifications } from './add-notifications-store.ts'
import { notificationBody } from './notification-body.ts'
import { servedSubscription } from './served-subscription.ts'

const topic = 'test'
const severity = 'low'
const message = 'A test of this callback. Nothing happened.'

/**
 * Tells one subscription that nothing happened, to try it with: signed, tried again and kept as all notifications are.
 * Answers the id of the notification. Throws not_found, and conflict when the subscription is not served.
 */
export async function sendTest(
  { database }: { readonly database: Database },
  caller: Caller,
  subscriptionId: number,
): Promise<number> {
  const { account_id: accountId } = await servedSubscription(database.db, caller, subscriptionId)
  const { organizationId } = caller
  const [added] = await database.transaction((trx) =>
    addNotifications(trx, [
      {
        organizationId,
        accountId,
        subscriptionId,
        kind: 'custom',
        topic,
        severity,
        body: (id, createdDate) =>
          notificationBody({ message, topic, severity, from: 'hubwright' }, id, createdDate),
      },
    ]),
  )
  return added?.id ?? 0
}
