/**
 * Slows down whoever guesses passwords. Failures are counted by email and address together, so that a stranger
 * cannot lock somebody out, and by address alone, so that he cannot try one password on everybody. A try counts
 * from its beginning, because a guesser who sends many at once would have them all judged before one failed. Each node
 * counts for itself: with n nodes a guesser has n times as many tries, which scrypt's price still bounds.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/errors.ts'
import { parseAddress } from '../net/addresses.ts'

const windowMs = 15 * 60_000
const mostForPair = 10
const mostForAddress = 100
const mostCounted = 50_000

interface Failures {
  count: number
  readonly since: number
}

export interface LoginLimiter {
  /**
   * Counts a try as failed until it is known better.
   * @throws PlatformError `rate_limited` with Retry-After; nothing is counted then
   */
  begin(email: string, address: string): void
  succeeded(email: string, address: string): void
  /** The try ended without a judgement. */
  takenBack(email: string, address: string): void
  /**
   * A whole try: what `isRight` finds is counted, unless it throws.
   * @throws PlatformError `rate_limited` before anything is judged
   */
  judge(email: string, address: string, isRight: () => Promise<boolean>): Promise<boolean>
}

export function createLoginLimiter(clock: Clock): LoginLimiter {
  const counted = new LRUCache<string, Failures>({ max: mostCounted })
  const pair = (email: string, address: string) => `${email.toLowerCase()}\n${address}`

  function current(key: string): Failures | undefined {
    const failures = counted.get(key)
    return failures !== undefined && failures.since + windowMs > clock.now() ? failures : undefined
  }

  function refuse(failures: Failures): never {
    const waitMs = failures.since + windowMs - clock.now()
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    throw new PlatformError(
      'rate_limited',
      `Too many failed logins. Try again in ${Math.ceil(seconds / 60)} minutes`,
      { headers: { 'retry-after': String(seconds) } },
    )
  }

  function count(key: string): void {
    const failures = current(key)
    if (failures === undefined) counted.set(key, { count: 1, since: clock.now() })
    else failures.count += 1
  }

  function uncount(key: string): void {
    const failures = current(key)
    if (failures !== undefined && failures.count > 0) failures.count -= 1
  }

  const limiter: LoginLimiter = {
    begin(email, address) {
      const network = networkOf(address)
      const ofPair = current(pair(email, network))
      if (ofPair !== undefined && ofPair.count >= mostForPair) refuse(ofPair)
      const ofAddress = current(network)
      if (ofAddress !== undefined && ofAddress.count >= mostForAddress) refuse(ofAddress)
      count(pair(email, network))
      count(network)
    },
    succeeded(email, address) {
      const network = networkOf(address)
      counted.delete(pair(email, network))
      uncount(network)
    },
    takenBack(email, address) {
      const network = networkOf(address)
      uncount(pair(email, network))
      uncount(network)
    },
    async judge(email, address, isRight) {
      limiter.begin(email, address)
      let found: boolean
      try {
        found = await isRight()
      } catch (error) {
        limiter.takenBack(email, address)
        throw error
      }
      if (found) limiter.succeeded(email, address)
      return found
    },
  }
  return limiter
}

/** Who has an IPv6 address has the 2^64 around it; one of IPv4 in IPv6 dress stays itself. */
function networkOf(address: string): string {
  const parsed = parseAddress(address)
  if (parsed === undefined || parsed.family === 4) return address
  const network = parsed.value >> 64n
  return network === 0n ? address : network.toString(16)
}
