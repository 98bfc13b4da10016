/**
 * How much of an instance's quota work of our own may use: half of it, so that the customer's calls always find the other
 * half. A node counts what it asks itself; the quota as a whole is kept by vendor-calls.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../core/clock.ts'

interface Bucket {
  left: number
  at: number
}

const mostBuckets = 20_000

export interface BackgroundShare {
  /** Takes one call; answers 0, or how many milliseconds until there is one. */
  take(key: string, perMinute: number | undefined): number
}

export function createBackgroundShare(clock: Clock): BackgroundShare {
  const buckets = new LRUCache<string, Bucket>({ max: mostBuckets })
  return {
    take(key, perMinute) {
      if (perMinute === undefined) return 0
      const share = Math.max(1, perMinute / 2)
      const now = clock.now()
      const before = buckets.get(key) ?? { left: share, at: now }
      const grown = before.left + (Math.max(0, now - before.at) / 60_000) * share
      const left = Math.min(share, grown)
      if (left < 1) {
        buckets.set(key, before)
        return Math.max(1, Math.round(((1 - left) / share) * 60_000))
      }
      buckets.set(key, { left: left - 1, at: now })
      return 0
    },
  }
}
