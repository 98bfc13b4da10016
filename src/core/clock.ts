/** Where the time comes from; tests hand in one that stands still or is moved by hand. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
