/** Forgets connect sessions: their secrets as soon as they have expired, their rows after a month. */
import { toError } from '../../core/errors.ts'
import { deleteOld, eraseExpired } from './connect-session-store.ts'
import type { ConnectRoom } from './connect-room.ts'

const hourMs = 3_600_000
const keptDays = 30
/** So many rows in a statement, and so many statements in a run, keep the database free for others. */
const batch = 500
const mostBatches = 20

type Parts = Pick<ConnectRoom, 'database' | 'clock' | 'log'>

export interface ConnectMaintenance {
  /** Erases and deletes now, a bounded number of rows. Throws what the database throws. */
  run(): Promise<void>
  /** Runs every ten minutes from now on. */
  start(): void
  close(): void
}

export function createConnectMaintenance({ database, clock, log }: Parts): ConnectMaintenance {
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    const now = clock.now()
    await inBatches(() => eraseExpired(database.db, new Date(now), batch))
    const before = new Date(now - keptDays * 24 * hourMs)
    const deleted = await inBatches(() => deleteOld(database.db, before, batch))
    if (deleted > 0) log.info({ deleted }, 'old connect sessions were deleted')
  }

  return {
    run,
    start() {
      timer ??= setInterval(() => {
        run().catch((error: unknown) => {
          log.error({ err: toError(error) }, 'the maintenance of connect sessions failed')
        })
      }, hourMs / 6)
      timer.unref()
    },
    close() {
      clearInterval(timer)
      timer = undefined
    },
  }
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
