/**
 * Traces on their way to the database, as usage records go: a bounded buffer, written in batches off the way of the
 * calls. When the database cannot keep up, traces are dropped and counted, never the call.
 */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { mayPassLater } from '../storage/database-errors.ts'
import type { SealedTrace } from './trace-store.ts'

export interface TraceRecorderParts {
  store: { insert(traces: readonly SealedTrace[]): Promise<void> }
  log: Log
  /** Most bytes that wait (default 32 MB). */
  capacity?: number
  /** Longest a trace waits when few come, in milliseconds (default 1 000). */
  flushEveryMs?: number
}

export interface TraceRecorder {
  /** Never throws, never waits. */
  record(trace: SealedTrace): void
  /** Resolves when what waited is written or could not be. */
  flush(): Promise<void>
  counts(): { readonly written: number; readonly dropped: number; readonly waiting: number }
  close(): Promise<void>
}

const mostOfBatch = 100
const bytesOfBatch = 4 * 1024 * 1024

export function createTraceRecorder(parts: TraceRecorderParts): TraceRecorder {
  const { store, log } = parts
  const capacity = parts.capacity ?? 32 * 1024 * 1024
  const waiting: SealedTrace[] = []
  let bytes = 0
  let written = 0
  let dropped = 0
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> | undefined
  /** The database was asked in vain: the timer asks again, not every new trace. */
  let isHeldUp = false

  function wake(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, parts.flushEveryMs ?? 1_000).unref()
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch(waiting)
      try {
        await store.insert(batch)
        written += batch.length
        isHeldUp = false
      } catch (error) {
        if (mayPassLater(error)) {
          isHeldUp = true
          log.warn({ err: toError(error), waiting: waiting.length }, 'traces could not be written')
          wake()
          return
        }
        // Nothing says that it would go better the next time, and others wait behind it.
        log.error({ err: toError(error), count: batch.length }, 'traces cannot be stored')
        dropped += batch.length
      }
      waiting.splice(0, batch.length)
      for (const { sealed } of batch) bytes -= sealed.length
    }
  }

  function flush(): Promise<void> {
    flushing ??= writeAll().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  return {
    record(trace) {
      if (bytes + trace.sealed.length > capacity) {
        dropped += 1
        return
      }
      waiting.push(trace)
      bytes += trace.sealed.length
      if (bytes >= bytesOfBatch && !isHeldUp) void flush()
      else wake()
    },
    async flush() {
      // A flush that runs may have taken its last batch before our trace came.
      await flushing
      await flush()
    },
    counts: () => ({ written, dropped, waiting: waiting.length }),
    async close() {
      await flush()
      clearTimeout(timer)
      if (waiting.length === 0) return
      log.warn({ dropped: waiting.length }, 'traces were lost at shutdown')
      dropped += waiting.splice(0).length
      bytes = 0
    },
  }
}

function nextBatch(waiting: readonly SealedTrace[]): SealedTrace[] {
  let size = 0
  const end = waiting.findIndex(({ sealed }, index) => {
    size += sealed.length
    return index > 0 && (size > bytesOfBatch || index >= mostOfBatch)
  })
  return waiting.slice(0, end < 0 ? waiting.length : end)
}
