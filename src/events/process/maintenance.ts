/** Removes what events are compared with when it is too old to matter, in small steps. */
import type { Log } from '../../core/log.ts'
import { createPeriodic, type Periodic } from '../../core/periodic.ts'
import { removeOldWrites } from '../../hub/own-writes-store.ts'
import type { Database } from '../../storage/database.ts'
import { removeOldTold } from './told-records-store.ts'

const everyMs = 600_000
const rowsOfStep = 1000

/** Runs every ten minutes once it is started. */
export interface ProcessMaintenance extends Periodic {
  /** Removes all that is too old by now; answers how many rows. Nodes may do it at once. */
  run(): Promise<number>
}

export function createProcessMaintenance(parts: {
  readonly database: Pick<Database, 'db'>
  readonly log: Log
}): ProcessMaintenance {
  const { db } = parts.database
  const closing = new AbortController()

  async function run(): Promise<number> {
    let removed = 0
    for (const step of [removeOldWrites, removeOldTold]) {
      let count: number
      do {
        count = await step(db, rowsOfStep)
        removed += count
      } while (count === rowsOfStep && !closing.signal.aborted)
    }
    return removed
  }

  const failure = 'what events are compared with could not be cleared'
  const periodic = createPeriodic({ everyMs, work: run, failure, log: parts.log })
  return {
    run,
    start: () => periodic.start(),
    close() {
      closing.abort()
      return periodic.close()
    },
  }
}
