/**
 * A worker: does what is due, batch after batch, until nothing is left, then waits to be woken. Who adds work wakes it;
 * a slow beat looks by itself as well, because wake-ups between nodes may get lost and work becomes due by time.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

export interface WorkLoopParts {
  /** Said in the log when the work throws. */
  readonly failure: string
  /** Does one batch. True: there may be more, so it is called again at once. A throw is logged and tried again later. */
  readonly work: (signal: AbortSignal) => Promise<boolean>
  readonly log: Log
  /** How often it looks unasked, in milliseconds (default 2000). */
  readonly beatMs?: number
}

export interface WorkLoop {
  /** From now on; a second call changes nothing. */
  start(): void
  /** There is something to do. Costs nothing while the loop is busy or not started. */
  wake(): void
  /** Aborts the signal, and resolves after the batch under way. */
  close(): Promise<void>
}

const longestPauseMs = 5000

export function createWorkLoop({ failure, work, log, beatMs = 2000 }: WorkLoopParts): WorkLoop {
  const closing = new AbortController()
  let running: Promise<void> | undefined
  let isWoken = false
  let ring: (() => void) | undefined

  async function run(): Promise<void> {
    let failures = 0
    while (!closing.signal.aborted) {
      isWoken = false
      try {
        const isMore = await work(closing.signal)
        failures = 0
        if (!isMore) await idle()
      } catch (error) {
        if (closing.signal.aborted) return
        failures += 1
        log.error({ err: toError(error) }, failure)
        const pauseMs = Math.min(longestPauseMs, 50 * 2 ** failures)
        await delay(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(
          () => undefined,
        )
      }
    }
  }

  async function idle(): Promise<void> {
    if (isWoken || closing.signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, beatMs)
      timer.unref()
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    ring = undefined
  }

  return {
    start() {
      running ??= run()
    },
    wake() {
      isWoken = true
      ring?.()
    },
    async close() {
      closing.abort()
      ring?.()
      await running
    },
  }
}
