/** Forgets connect sessions: their secrets as soon as they have expired, their rows after a month. */
import { createPeriodic, type Periodic } from '../../core/periodic.ts'
import { deleteOld, eraseExpired } from './connect-session-store.ts'
import type { ConnectRoom } from './connect-room.ts'

const hourMs = 3_600_000
const keptDays = 30
/** So many rows in a statement, and so many statements in a run, keep the database free for others. */
const batch = 500
const mostBatches = 20

type Parts = Pick<ConnectRoom, 'database' | 'clock' | 'log'>

/** Runs every ten minutes once it is started. */
export interface ConnectMaintenance extends Periodic {
  /** Erases and deletes now, a bounded number of rows. Throws what the database throws. */
  run(): Promise<void>
}

export function createConnectMaintenance({ database, clock, log }: Parts): ConnectMaintenance {
  async function run(): Promise<void> {
    const now = clock.now()
    await inBatches(() => eraseExpired(database.db, new Date(now), batch))
    const before = new Date(now - keptDays * 24 * hourMs)
    const deleted = await inBatches(() => deleteOld(database.db, before, batch))
    if (deleted > 0) log.info({ deleted }, 'old connect sessions were deleted')
  }

  const failure = 'the maintenance of connect sessions failed'
  return { run, ...createPeriodic({ everyMs: hourMs / 6, work: run, failure, log }) }
}

async function inBatches(work: () => Promise<number>): Promise<number> {
  let total = 0
  for (let round = 0; round < mostBatches; round++) {
    const done = await work()
    total += done
    if (done < batch) break
  }
  return total
}
