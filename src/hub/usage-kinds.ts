/** Kinds of usage records: what calls share is written once a day at most, and each call names it. */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { UsageRecord } from './usage-record.ts'

/** A row of `usage_kinds`. */
export interface UsageKind extends Omit<UsageRecord, OwnToCall> {
  /** 32 hex characters, made of the rest. */
  readonly id: string
  /** The newest day with a call of it, days since 1970 (UTC). */
  readonly lastDay: number
}

type OwnToCall =
  'requestId' | 'requestUri' | 'status' | 'vendorCalls' | 'durationMs' | 'message' | 'at'

/** What this node knows to be in the database, by key. */
export type KnownKinds = LRUCache<string, { readonly id: string; readonly lastDay: number }>

const mostKnown = 50_000

export function createKnownKinds(): KnownKinds {
  return new LRUCache({ max: mostKnown })
}

/**
 * Everything that the records of a kind share; the connector follows the instance, the method the API. Fields are
 * parted by NUL, which none of the texts can hold.
 */
export function kindKey(record: UsageRecord): string {
  const { organizationId, accountId, userId, instanceId, tags } = record
  const who = `${organizationId} ${accountId} ${userId} ${instanceId}\0${record.instanceName}`
  const what = `${record.hub}\0${record.api}\0${record.requestIp}`
  return tags.length === 0 ? `${who}\0${what}` : `${who}\0${what}\0${tags.join('\0')}`
}

export function kindOf(record: UsageRecord, key: string, lastDay: number): UsageKind {
  const { organizationId, accountId, userId, instanceId, connectorKey, method, requestIp } = record
  return {
    id: hash('sha256', key).slice(0, 32),
    lastDay,
    organizationId,
    accountId,
    userId,
    instanceId,
    connectorKey,
    method,
    requestIp,
    instanceName: storable(record.instanceName),
    hub: storable(record.hub),
    api: storable(record.api),
    tags: record.tags.map(storable),
  }
}

/**
 * PostgreSQL's text knows no NUL and no half of a surrogate pair, which a cut text may end with; one such text would
 * make the whole batch fail.
 */
export function storable(text: string): string {
  if (!/[\0\ud800-\udfff]/.test(text)) return text
  // Through bytes, which puts the sign for an unknown character where half a pair stood.
  return Buffer.from(text.replaceAll('\0', '')).toString()
}
