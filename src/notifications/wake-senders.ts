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
  await noticeWith(trx, deliveriesChannel, namedIn(subscriptionIds))
}

/** Ids as a notice names them; empty, which means any, when they are too many. */
export function namedIn(ids: readonly number[]): string {
  const named = [...new Set(ids)].join(',')
  return named.length > longestNoticeBytes ? '' : named
}
