import type { Kysely } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import type { Schema } from '../storage/schema.ts'
import { scopeOf } from './scope.ts'
import { readSubscription, type SubscriptionRow } from './subscription-store.ts'
import { noSubscription } from './subscriptions.ts'

/** The subscription, where something would be sent to it. Throws not_found, and conflict when it is not served. */
export async function servedSubscription(
  db: Kysely<Schema>,
  caller: Caller,
  id: number,
): Promise<SubscriptionRow> {
  const row = await readSubscription(db, scopeOf(caller), id)
  if (row === undefined) throw noSubscription(id)
  if (row.active) return row
  throw new PlatformError(
    'conflict',
    `The subscription ${id} is not served (${row.inactive_reason}). Enable it first with PUT /notifications/subscriptions/${id}/active`,
  )
}
