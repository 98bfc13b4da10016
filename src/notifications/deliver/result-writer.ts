/** Writes results down in batches: those that come while a transaction runs share the next one. */
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { isConnectionLoss } from '../../storage/database-errors.ts'
import type { Database } from '../../storage/database.ts'
import { tellDisabled } from './tell-disabled-store.ts'
import { writeResults, type Result } from './result-store.ts'

export interface ResultWriter {
  /** True when it was written; false when the lease holds no more, or it cannot be written at all. */
  write(result: Result): Promise<boolean>
  /** Writes what is left, once; what cannot be written then is tried again by whoever leases next. */
  close(): Promise<void>
}

const mostOfBatch = 200
/** A batch that fails so often for another reason than a lost connection is given up. */
const mostFailures = 5
const longestPauseMs = 2000

interface Pending {
  readonly result: Result
  readonly done: (isWritten: boolean) => void
}

export function createResultWriter(parts: { database: Database; log: Log }): ResultWriter {
  const { database, log } = parts
  const pending: Pending[] = []
  let running: Promise<void> | undefined
  const closing = new AbortController()

  async function writeBatch(batch: readonly Pending[]): Promise<void> {
    const results = batch.map(({ result }) => result)
    const held = await database.transaction(async (trx) => {
      const written = await writeResults(trx, results)
      for (const disabled of written.disabled) await tellDisabled(trx, disabled)
      return written.held
    })
    for (const { result, done } of batch) done(held.has(result.lease.id))
  }

  async function run(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.splice(0, mostOfBatch)
      for (let failures = 1; ; failures += 1) {
        try {
          await writeBatch(batch)
          break
        } catch (error) {
          log.error({ err: toError(error) }, 'results of deliveries could not be written')
          const isHopeless = !isConnectionLoss(error) && failures >= mostFailures
          if (isHopeless || closing.signal.aborted) {
            for (const { done } of batch) done(false)
            break
          }
          const pauseMs = Math.min(longestPauseMs, 50 * 2 ** failures)
          await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined)
        }
      }
    }
    running = undefined
  }

  return {
    write(result) {
      return new Promise((done) => {
        pending.push({ result, done })
        running ??= run()
      })
    },
    async close() {
      closing.abort()
      await running
    },
  }
}
