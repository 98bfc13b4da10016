/** Tells the owner that an event was given up, so that nobody waits for what never comes. */
import type { Kysely } from 'kysely'
import { raise } from '../../notifications/operations.ts'
import type { Schema } from '../../storage/schema.ts'
import type { Outcome } from './job.ts'

/** @param accounts of the events by their ids; of one whose day was dropped nobody is told */
export async function tellFailed(
  trx: Kysely<Schema>,
  outcomes: readonly Outcome[],
  accounts: ReadonlyMap<number, number>,
): Promise<void> {
  for (const { job, status, reason } of outcomes) {
    const { organizationId, instanceId, eventId } = job
    const accountId = accounts.get(eventId)
    if (status !== 'FAILED' || accountId === undefined) continue
    await raise(trx, {
      organizationId,
      accountId,
      instanceId,
      type: 'event.failed',
      data: { eventId, reason },
    })
  }
}
