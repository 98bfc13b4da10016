import type { Kysely } from 'kysely'
import { longestNoticeBytes, noticeWith } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import { deliveriesChannel } from './notification.ts'

/** Tells all nodes which subscriptions have something due or were changed, when the transaction commits. */
export async function wakeSenders(
  trx: Kysely<Schema>,
  subscriptionIds: readonly number[],
): Promise<void> {
  if (subscriptionIds.length === 0) return
  const named = [...new Set(subscriptionIds)].join(',')
  await noticeWith(trx, deliveriesChannel, named.length > longestNoticeBytes ? '' : named)
}
