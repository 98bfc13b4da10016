/**
 * Slows down whoever guesses passwords. Failures are counted by email and address together, so that a stranger
 * cannot lock somebody out, and by address alone, so that he cannot try one password on everybody. Each node
 * counts for itself: with n nodes a guesser has n times as many tries, which scrypt's price still bounds.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/errors.ts'

const windowMs = 15 * 60_000
const mostForPair = 10
const mostForAddress = 100
const mostCounted = 50_000

interface Failures {
  count: number
  readonly since: number
}

export interface LoginLimiter {
  /** @throws PlatformError `rate_limited` with Retry-After */
  check(email: string, address: string): void
  failed(email: string, address: string): void
  succeeded(email: string, address: string): void
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

  return {
    check(email, address) {
      const ofPair = current(pair(email, address))
      if (ofPair !== undefined && ofPair.count >= mostForPair) refuse(ofPair)
      const ofAddress = current(address)
      if (ofAddress !== undefined && ofAddress.count >= mostForAddress) refuse(ofAddress)
    },
    failed(email, address) {
      count(pair(email, address))
      count(address)
    },
    succeeded: (email, address) => void counted.delete(pair(email, address)),
  }
}
