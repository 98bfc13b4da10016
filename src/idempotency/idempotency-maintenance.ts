/** Removes keys that expired, in small steps, so that no statement holds many rows. */
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
import type { Database } from '../storage/database.ts'
import { deleteExpiredKeys } from './idempotency-store.ts'

const everyMs = 600_000
const rowsOfStep = 1000

/** Runs every ten minutes once it is started. */
export interface IdempotencyMaintenance extends Periodic {
  /** Removes all that have expired by now; answers how many. Nodes may do it at once. */
  run(): Promise<number>
}

export function createIdempotencyMaintenance(parts: {
  database: Database
  log: Log
  /** Most rows of one statement. */
  step?: number
}): IdempotencyMaintenance {
  const step = parts.step ?? rowsOfStep
  let isClosed = false

  async function run(): Promise<number> {
    for (let removed = 0; ;) {
      const count = await deleteExpiredKeys(parts.database, step)
      removed += count
      if (count < step || isClosed) return removed
    }
  }

  async function work(): Promise<void> {
    const removed = await run()
    if (removed > 0) parts.log.debug({ removed }, 'expired idempotency keys were removed')
  }

  const failure = 'the maintenance of idempotency keys failed'
  const periodic = createPeriodic({ everyMs, work, failure, log: parts.log })
  return {
    run,
    start: () => periodic.start(),
    close() {
      isClosed = true
      return periodic.close()
    },
  }
}
