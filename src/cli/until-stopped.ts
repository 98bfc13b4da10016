/** The life of a server process: it runs until a signal or a failure, and then ends in order and in time. */
import { toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** An orderly end takes less; who waits for us (a supervisor, a terminal) does so for ten seconds. */
const longestStopMs = 9000

/**
 * Starts, waits for SIGTERM or SIGINT, stops.
 * @returns the exit code: 0 after a signal, 1 after a failure
 */
export async function untilStopped(
  log: Log,
  start: (onFailure: (error: Error) => void) => Promise<{ stop(): Promise<void> }>,
): Promise<number> {
  let end: (code: number) => void = () => undefined
  const ended = new Promise<number>((resolve) => {
    end = resolve
  })
  const fail = (error: Error) => {
    log.error({ err: error }, 'the server cannot go on')
    end(1)
  }
  let signals = 0
  const onSignal = () => {
    signals += 1
    // Who asks a third time does not want to wait any longer.
    if (signals >= 3) process.exit(1)
    end(0)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  process.on('SIGHUP', onSignal)
  process.on('unhandledRejection', (reason) => {
    log.error({ err: toError(reason) }, 'a rejection was not handled')
  })
  process.on('uncaughtException', fail)

  const running = await start(fail)
  const code = await ended
  log.info({}, 'stopping')
  const late = setTimeout(() => {
    log.error({}, 'stopping took too long and was cut short')
    process.exit(code)
  }, longestStopMs)
  try {
    await running.stop()
    return code
  } catch (error) {
    log.error({ err: toError(error) }, 'stopping failed')
    return 1
  } finally {
    clearTimeout(late)
  }
}
