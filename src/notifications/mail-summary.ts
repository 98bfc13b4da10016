/** Tells whoever got no more mails how many there would have been, in one mail. */
import type { Database } from '../storage/database.ts'
import { addNotifications } from './add-notifications-store.ts'
import { dueSummaries, endSummary, mostMails, type LeftOut } from './mail-quota-store.ts'
import { mailsTopic } from './notification.ts'
import { notificationBody } from './notification-body.ts'

/**
 * One transaction.
 * @returns how many were told; less than `step` when none are left
 */
export async function tellLeftOut(
  { database, publicUrl }: { readonly database: Database; readonly publicUrl: () => string },
  step: number,
): Promise<number> {
  return database.transaction(async (trx) => {
    const due = await dueSummaries(trx, step)
    const added = await addNotifications(
      trx,
      due.map((leftOut) => summaryOf(leftOut, publicUrl())),
    )
    for (const [index, { id }] of added.entries()) {
      const leftOut = due[index]
      if (leftOut !== undefined) await endSummary(trx, leftOut, id)
    }
    return due.length
  })
}

function summaryOf(
  { organizationId, accountId, subscriptionId, address, count }: LeftOut,
  publicUrl: string,
) {
  const subject = `${count} more ${count === 1 ? 'notification' : 'notifications'}`
  const message = [
    `${subject} would have been mailed to you. No more than ${mostMails} in an hour are mailed to one address.`,
    `They are kept: ${publicUrl}/deliveries?status=queued`,
  ].join('\n\n')
  const content = { message, topic: mailsTopic, severity: 'low', from: 'hubwright' } as const
  return {
    organizationId,
    accountId,
    subscriptionId,
    kind: 'custom',
    topic: mailsTopic,
    severity: 'low',
    body: (id: number, createdDate: string) =>
      notificationBody({ ...content, more: { subject, to: address } }, id, createdDate),
  } as const
}
