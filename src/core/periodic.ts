/** Work that a room repeats by itself, such as removing what is too old. */
import { toError } from './errors.ts'
import type { Log } from './log.ts'

export interface Periodic {
  /** From now on; a second call changes nothing. */
  start(): void
  /** Resolves after the run under way, so that what it uses can be closed. */
  close(): Promise<void>
}

export interface PeriodicParts {
  readonly everyMs: number
  readonly work: () => Promise<unknown>
  /** Said in the log when the work throws; the next run comes all the same. */
  readonly failure: string
  readonly log: Log
}

/** Runs never overlap, and hold no process. */
export function createPeriodic({ everyMs, work, failure, log }: PeriodicParts): Periodic {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined

  async function run(): Promise<void> {
    try {
      await work()
    } catch (error) {
      log.error({ err: toError(error) }, failure)
    } finally {
      underWay = undefined
    }
  }

  return {
    start() {
      timer ??= setInterval(() => {
        underWay ??= run()
      }, everyMs).unref()
    },
    async close() {
      clearInterval(timer)
      timer = undefined
      await underWay
    },
  }
}
