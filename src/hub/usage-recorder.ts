/**
 * Usage records on their way to the database: a bounded buffer, written in batches off the hot path. When the
 * database cannot keep up, records are dropped and counted, never the call.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { isBadValue } from '../storage/database-errors.ts'
import type { UsageRecord } from './usage-record.ts'

export interface UsageRecorderParts {
  store: { insert(records: readonly UsageRecord[]): Promise<void> }
  log: Log
  /** Most records waiting (default 50 000). */
  capacity?: number
  /** Records of one statement (default 1 000). */
  batchSize?: number
  /** Longest a record waits when few come, in milliseconds (default 1 000). */
  flushEveryMs?: number
}

export interface UsageRecorder {
  /** Never throws, never waits. */
  record(record: UsageRecord): void
  /** Writes what waits; resolves when it is in the database or could not be put there. */
  flush(): Promise<void>
  counts(): { readonly written: number; readonly dropped: number; readonly waiting: number }
  close(): Promise<void>
}

export function createUsageRecorder(parts: UsageRecorderParts): UsageRecorder {
  const capacity = parts.capacity ?? 50_000
  const batchSize = parts.batchSize ?? 1_000
  const flushEveryMs = parts.flushEveryMs ?? 1_000
  let waiting: UsageRecord[] = []
  let written = 0
  let dropped = 0
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> | undefined

  function wake(): void {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      void flush()
    }, flushEveryMs)
    timer.unref()
  }

  /** How many of the batch were written. One that the database can never take is left out, not the others. */
  async function write(batch: readonly UsageRecord[]): Promise<number> {
    try {
      await parts.store.insert(batch)
      return batch.length
    } catch (error) {
      if (!isBadValue(error)) throw error
      const [only] = batch
      if (only === undefined || batch.length === 1) {
        const { requestId } = only ?? {}
        parts.log.error({ err: toError(error), requestId }, 'a usage record cannot be stored')
        return 0
      }
      const middle = Math.ceil(batch.length / 2)
      return (await write(batch.slice(0, middle))) + (await write(batch.slice(middle)))
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      let stored: number
      try {
        stored = await write(batch)
      } catch (error) {
        parts.log.warn(
          { err: toError(error), waiting: waiting.length },
          'usage records could not be written',
        )
        wake()
        return
      }
      waiting = waiting.slice(batch.length)
      written += stored
      dropped += batch.length - stored
    }
  }

  function flush(): Promise<void> {
    flushing ??= writeAll().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  return {
    record(record) {
      if (waiting.length >= capacity) {
        dropped += 1
        return
      }
      waiting.push(record)
      if (waiting.length >= batchSize && flushing === undefined) void flush()
      else wake()
    },
    async flush() {
      // A flush that runs may have taken its last batch before our record came.
      await flushing
      await flush()
    },
    counts: () => ({ written, dropped, waiting: waiting.length }),
    async close() {
      clearTimeout(timer)
      // A second chance after a moment, for a database that is just coming back.
      await flush()
      if (waiting.length > 0) {
        await delay(250)
        await flush()
      }
      clearTimeout(timer)
      dropped += waiting.length
      if (waiting.length > 0) {
        parts.log.warn({ dropped: waiting.length }, 'usage records were lost at shutdown')
      }
      waiting = []
    },
  }
}
