import { PlatformError } from '../core/errors.ts'

interface Waiter {
  grant(): void
  fail(error: Error): void
}

/** First come, first served: at most `limit` holders at once, the others wait in line. Holds timers; `close` frees all. */
export class Turns {
  readonly #limit: number
  #held = 0
  readonly #line: Waiter[] = []
  readonly #sleepers = new Set<() => void>()

  constructor(limit: number | undefined) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY
  }

  get isIdle(): boolean {
    return this.#held === 0 && this.#line.length === 0
  }

  /** A turn at once, or undefined when others are before us. The answer ends the turn. */
  takeNow(): (() => void) | undefined {
    if (this.#held >= this.#limit || this.#line.length > 0) return undefined
    return this.#start()
  }

  /** Waits at most `waitMs` for a turn, then throws `tooLate()`. */
  take(tooLate: () => Error, waitMs: number): Promise<() => void> {
    const now = this.takeNow()
    if (now !== undefined) return Promise.resolve(now)
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        grant: () => {
          clearTimeout(timer)
          resolve(this.#start())
        },
        fail: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      }
      const timer = setTimeout(
        () => {
          this.#line.splice(this.#line.indexOf(waiter), 1)
          reject(tooLate())
        },
        Math.max(0, waitMs),
      )
      this.#line.push(waiter)
    })
  }

  /** Sleeps; `close` wakes. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, delayMs)
      this.#sleepers.add(wake)
    })
  }

  close(): void {
    for (const wake of this.#sleepers) wake()
    const error = new PlatformError('unavailable', 'Hubwright is shutting down; try again')
    for (const waiter of this.#line.splice(0)) waiter.fail(error)
  }

  #start(): () => void {
    this.#held += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#held -= 1
      this.#line.shift()?.grant()
    }
  }
}
