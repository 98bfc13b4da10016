/**
 * Requests of the feed that wait for something to be told. Each is a promise and a timer: it holds no connection of the
 * database, and looks again when a notice says that something was stored for its organization, on whatever node.
 */
import { PlatformError } from '../core/errors.ts'

/** Of one organization, on one node; the others get what is there. */
export const mostWaiting = 50
/** A notice may get lost. */
const beatMs = 5000
/** In an organization where much is told that a filter leaves out, so long passes between two looks at most. */
const longestGapMs = 1000
const retryAfterS = 5

export interface Patience {
  readonly waitMs: number
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal
}

export interface Look<Found> {
  readonly found: Found
  /** There is something: the waiting is over. */
  readonly isThere: boolean
  /** Something was stored and cannot be shown yet, as an older transaction is still open. */
  readonly isHeld: boolean
}

export interface FeedWaiting {
  /**
   * What the last look found: the first with something, or the one after the time went by, the client left or the server
   * began to stop.
   * @throws rate_limited when too many wait already
   */
  until<Found>(
    organizationId: number,
    patience: Patience,
    look: () => Promise<Look<Found>>,
  ): Promise<Found>
  /** Takes the payload of a notice: ids of organizations; empty means any. */
  told(payload: string): void
  /** Requests that wait now. */
  waiting(): number
  /** Nobody waits any more from now on. */
  end(): void
}

interface Waiter {
  isTold: boolean
  ring: (() => void) | undefined
}

export function createFeedWaiting(): FeedWaiting {
  const waiters = new Map<number, Set<Waiter>>()
  let isOver = false

  function enter(organizationId: number, waiter: Waiter): boolean {
    const present = waiters.get(organizationId) ?? new Set()
    if (present.size >= mostWaiting) return false
    waiters.set(organizationId, present.add(waiter))
    return true
  }
  function leave(organizationId: number, waiter: Waiter): void {
    const present = waiters.get(organizationId)
    present?.delete(waiter)
    if (present?.size === 0) waiters.delete(organizationId)
  }
  function ring(some: Iterable<Waiter>): void {
    for (const waiter of some) {
      waiter.isTold = true
      waiter.ring?.()
    }
  }
  const all = () => [...waiters.values()].flatMap((present) => [...present])

  return {
    async until(organizationId, { waitMs, signal }, look) {
      const waiter: Waiter = { isTold: false, ring: undefined }
      const endMs = performance.now() + waitMs
      const hasTime = () => !isOver && !signal.aborted && performance.now() < endMs
      // Before the look: what is stored during it is looked for again. Who is one too many may have what is there.
      const hasRoom = enter(organizationId, waiter)
      try {
        for (let looks = 0; ; looks += 1) {
          waiter.isTold = false
          const { found, isThere, isHeld } = await look()
          if (isThere || !hasTime()) return found
          if (!hasRoom) throw crowded()
          const gapMs = Math.min(longestGapMs, 25 * 2 ** looks)
          await rest(waiter, Math.min(gapMs, endMs - performance.now()), signal, () => isOver)
          if (isHeld || waiter.isTold || !hasTime()) continue
          await rest(waiter, Math.min(beatMs, endMs - performance.now()), signal, () => true)
        }
      } finally {
        leave(organizationId, waiter)
      }
    },
    told(payload) {
      if (waiters.size === 0) return
      if (payload === '') ring(all())
      else for (const id of payload.split(',')) ring(waiters.get(Number(id)) ?? [])
    },
    waiting: () => all().length,
    end() {
      isOver = true
      ring(all())
    },
  }
}

/** Ends after so long, when the client leaves, or when it is rung and that may end it. */
function rest(
  waiter: Waiter,
  ms: number,
  signal: AbortSignal,
  mayEnd: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      waiter.ring = undefined
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    waiter.ring = () => {
      if (mayEnd()) end()
    }
  })
}

function crowded(): PlatformError {
  const message = `${mostWaiting} requests of your organization wait for the feed already; ask without 'wait', or let one process read for all`
  return new PlatformError('rate_limited', message, {
    headers: { 'retry-after': String(retryAfterS) },
  })
}
