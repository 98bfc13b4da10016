/** Removes keys that expired, in small steps, so that no statement holds many rows. */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { deleteExpiredKeys } from './idempotency-store.ts'

const everyMs = 600_000
const rowsOfStep = 1000

export interface IdempotencyMaintenance {
  /** Removes all that have expired by now; answers how many. Nodes may do it at once. */
  run(): Promise<number>
  /** Runs every ten minutes from now on. */
  start(): void
  /** Ends after the step under way. */
  close(): Promise<void>
}

export function createIdempotencyMaintenance(parts: {
  database: Database
  log: Log
  /** Most rows of one statement. */
  step?: number
}): IdempotencyMaintenance {
  const step = parts.step ?? rowsOfStep
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined
  let isClosed = false

  async function run(): Promise<number> {
    for (let removed = 0; ;) {
      const count = await deleteExpiredKeys(parts.database, step)
      removed += count
      if (count < step || isClosed) return removed
    }
  }

  async function runAndTell(): Promise<void> {
    try {
      const removed = await run()
      if (removed > 0) parts.log.debug({ removed }, 'expired idempotency keys were removed')
    } catch (error) {
      parts.log.error({ err: toError(error) }, 'the maintenance of idempotency keys failed')
    }
  }

  return {
    run,
    start() {
      timer ??= setInterval(() => {
        underWay ??= runAndTell().finally(() => (underWay = undefined))
      }, everyMs)
      timer.unref()
    },
    async close() {
      isClosed = true
      clearInterval(timer)
      await underWay
    },
  }
}
