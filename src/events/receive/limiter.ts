/** Work that strangers cause: so much at once, so much that waits, and no more. */
import { unavailable } from './group-commit.ts'

/** Throws `unavailable` (503) when too many wait already. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

export function createLimiter(bounds: { mostRunning: number; mostWaiting: number }): Limiter {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < bounds.mostRunning) running += 1
    else if (waiting.length < bounds.mostWaiting) {
      // Whoever ends hands his place on.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else throw unavailable('Too many webhooks came at once')
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
