/**
 * Events of many requests in one transaction: what arrives while a commit runs shares the next one, so that a commit's
 * price is paid once for all of them. Whoever adds hears of success only after the commit.
 */
import { PlatformError, toError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { largestEvent, type NewEvent, type StoredEvent } from '../event.ts'

export interface GroupCommitParts {
  /** Stores them all or throws. May be called again with a part of them. */
  readonly commit: (batch: readonly NewEvent[]) => Promise<readonly StoredEvent[]>
  /** True when a value of the batch is one that can never be stored; whatever else fails concerns all of it. */
  readonly isBadValue: (error: unknown) => boolean
  readonly log: Log
  /** Longest that a request waits (default 5 s). */
  readonly longestWaitMs?: number
  /** Bytes and events that may wait (default 64 MB and 20,000). */
  readonly mostBytes?: number
  readonly mostEvents?: number
}

export interface GroupCommit {
  /**
   * Resolves when all of them are stored, with those that were new; throws `unavailable` (503) when that is not certain:
   * then they may have been stored, and are known when they are told again.
   */
  add(events: readonly NewEvent[]): Promise<readonly StoredEvent[]>
  /** What waits or is being committed, in events and bytes. */
  waiting(): { readonly events: number; readonly bytes: number }
  /** Resolves when nothing is under way; what comes later is refused. */
  close(): Promise<void>
}

const batchEvents = 500
const batchBytes = 2 * largestEvent

interface Entry {
  readonly event: NewEvent
  readonly resolve: (stored: readonly StoredEvent[]) => void
  readonly reject: (error: Error) => void
}

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  const { longestWaitMs = 5000, mostBytes = 64 * 1024 * 1024, mostEvents = 20_000 } = parts
  const queue: Entry[] = []
  let first = 0
  let bytes = 0
  let held = 0
  let running: Promise<void> | undefined
  let isClosed = false

  async function run(): Promise<void> {
    // Whatever else is read from sockets at this moment shares the commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (first < queue.length) await settle(next())
    queue.length = 0
    first = 0
    running = undefined
  }

  function next(): Entry[] {
    const from = first
    let size = 0
    while (first < queue.length && first - from < batchEvents) {
      size += queue[first]?.event.raw.length ?? 0
      if (size > batchBytes && first > from) break
      first += 1
    }
    const batch = queue.slice(from, first)
    if (first > 10_000) {
      queue.splice(0, first)
      first = 0
    }
    return batch
  }

  /** One event that the database cannot take must not keep the others out. */
  async function settle(batch: readonly Entry[]): Promise<void> {
    try {
      const stored = await parts.commit(batch.map(({ event }) => event))
      const fresh = new Map(stored.map((one) => [keyOf(one), one]))
      for (const { event, resolve } of batch) {
        const own = fresh.get(keyOf(event))
        resolve(own === undefined ? [] : [own])
      }
    } catch (error) {
      if (batch.length > 1 && parts.isBadValue(error)) {
        const middle = Math.ceil(batch.length / 2)
        await settle(batch.slice(0, middle))
        await settle(batch.slice(middle))
        return
      }
      parts.log.error({ err: toError(error), events: batch.length }, 'webhooks were not stored')
      for (const { reject } of batch) reject(toError(error))
    }
  }

  return {
    async add(events) {
      if (events.length === 0) return []
      // The bytes of one request are the same for all its instances.
      const size = events[0]?.raw.length ?? 0
      if (isClosed || bytes + size > mostBytes || held + events.length > mostEvents) {
        throw unavailable('Too many events wait to be stored')
      }
      bytes += size
      held += events.length
      const stored = Promise.all(
        events.map(
          (event) =>
            new Promise<readonly StoredEvent[]>((resolve, reject) =>
              queue.push({ event, resolve, reject }),
            ),
        ),
      ).finally(() => {
        bytes -= size
        held -= events.length
      })
      running ??= run()
      return (await inTime(stored, longestWaitMs)).flat()
    },
    waiting: () => ({ events: held, bytes }),
    async close() {
      isClosed = true
      await running
    },
  }
}

function keyOf(event: Pick<NewEvent, 'instanceId' | 'vendorEventId'>): string {
  return `${event.instanceId} ${event.vendorEventId}`
}

async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The commit took too long')), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    work.catch(() => undefined)
    throw unavailable('The event could not be stored', error)
  } finally {
    clearTimeout(timer)
  }
}

/** Vendors try again; a moment later is early enough. */
export function unavailable(message: string, cause?: unknown): PlatformError {
  return new PlatformError('unavailable', `${message}. Send it again later`, {
    headers: { 'retry-after': '10' },
    ...(cause === undefined ? {} : { cause }),
  })
}
