/** The days of the events' tables, for tests that store events at once after the start. */
import { makeComingDays } from '../../src/jobs/partitions-store.ts'
import type { Database } from '../../src/storage/database.ts'

export async function makeEventDays(database: Pick<Database, 'transaction'>): Promise<void> {
  await database.transaction(async (trx) => {
    for (const name of ['events', 'event_keys'] as const) {
      await makeComingDays(trx, name, new Date())
    }
  })
}
