import { EcwidError } from './errors.ts'

const windowMs = 60_000

interface Window {
  readonly startedAt: number
  count: number
}

/** Counts calls in windows of one minute, for each token alone. */
export class RateLimit {
  readonly #windows = new WeakMap<object, Window>()
  readonly #now: () => number

  /** `now` is in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Notes one call. `token` is the token itself, not its text: a token issued anew begins anew.
   * @throws RateLimited once it has used up its minute.
   */
  spend(token: object, perMinute: number): void {
    const now = this.#now()
    const known = this.#windows.get(token)
    const open = known !== undefined && now - known.startedAt < windowMs
    const window = open ? known : { startedAt: now, count: 0 }
    this.#windows.set(token, window)
    window.count += 1
    if (window.count > perMinute) {
      throw new RateLimited(Math.max(1, Math.ceil((window.startedAt + windowMs - now) / 1000)))
    }
  }
}

/** The refusal of a call beyond the limit, with the seconds to wait. */
export class RateLimited extends EcwidError {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super(429, 'RATE_LIMITED', 'Too many requests')
    this.retryAfterSeconds = retryAfterSeconds
  }
}
