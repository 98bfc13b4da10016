/** The timer behind `OpenInstances.readAhead`. */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

const everyMs = 5_000

export interface ReadAhead {
  /** Reads now, unless it does already; resolves when it is done, well or not. */
  run(): Promise<void>
  /** Runs every five seconds from now on, one at a time. */
  start(): void
  /** Resolves when none runs any more. */
  close(): Promise<void>
}

export function createReadAhead(readAhead: () => Promise<void>, log: Log): ReadAhead {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  function run(): Promise<void> {
    running ??= readAhead()
      // Whoever calls reads for himself, and is told what is wrong.
      .catch((error: unknown) => {
        log.debug({ err: toError(error) }, 'instances in use could not be read ahead')
      })
      .finally(() => {
        running = undefined
      })
    return running
  }

  return {
    run,
    start() {
      timer ??= setInterval(() => void run(), everyMs)
      timer.unref()
    },
    async close() {
      clearInterval(timer)
      timer = undefined
      await running
    },
  }
}
