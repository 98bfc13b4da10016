/** What of an instance concerns the answers that are remembered for it (hub/answer-cache.ts). */
import { hash } from 'node:crypto'
import type { InstanceRecord } from './instance-record.ts'
import type { InstanceRow } from './instance-store.ts'

/** Highest `maxCacheSize`, in kilobytes of 1024 bytes. */
export const mostCacheKilobytes = 16_384
/** Highest `cacheTimeToLive`, in seconds: a day. */
export const longestCacheSeconds = 86_400
/** In force where `maxCacheSize` is 0. */
export const usualCacheKilobytes = 1024
/** In force where `cacheTimeToLive` is 0; short, as the vendor's shop goes on without us. */
export const usualCacheSeconds = 60

/** The settings in force. */
export interface InstanceCaching {
  readonly lifeMs: number
  readonly maxBytes: number
}

/** Undefined while answers are not remembered, which is the default. */
export function cachingOf(
  row: Pick<InstanceRow, 'caching_enabled' | 'max_cache_size' | 'cache_time_to_live'>,
): InstanceCaching | undefined {
  if (!row.caching_enabled) return undefined
  return {
    lifeMs: (row.cache_time_to_live || usualCacheSeconds) * 1000,
    maxBytes: (row.max_cache_size || usualCacheKilobytes) * 1024,
  }
}

/**
 * The same text for all instances of an organization that say they are connected to one account at the vendor, whether
 * the vendor confirmed it or not: a wrong claim only costs remembered answers. Without an account to name, those of one
 * connection; an instance that stands alone has a text of its own.
 */
export function vendorAccountOf(
  { row, connector, values }: InstanceRecord,
  budgetKey: string,
): string {
  const accountKey = connector?.element.hubwright?.accountKey
  const account = accountKey === undefined ? undefined : values[accountKey]
  const named =
    account === undefined || account === ''
      ? budgetKey
      : [row.organization_id, row.connector_key, account]
  return hash('sha256', JSON.stringify(named), 'base64')
}
