/**
 * A batch of usage records in the shape that costs little to send and to take apart. Calls of one minute are much
 * alike, so what they share is written once (a kind) and each call adds only its own few figures.
 */
import type { UsageRecord } from './usage-record.ts'

type Own = 'requestId' | 'vendorCalls' | 'durationMs' | 'at'

export interface UsageKind extends Omit<UsageRecord, Own> {
  readonly kind: number
}

/** Columns as PostgreSQL array literals, and the kinds as JSON. */
export interface UsageBatch {
  readonly kinds: string
  readonly kindOf: string
  readonly requestIds: string
  readonly vendorCalls: string
  readonly durations: string
  readonly times: string
}

export function usageBatch(records: readonly UsageRecord[]): UsageBatch {
  const kinds = new Map<string, UsageKind>()
  const kindOf: number[] = []
  let last: { readonly record: UsageRecord; readonly kind: number } | undefined
  for (const record of records) {
    if (last === undefined || !isAlike(record, last.record)) {
      const key = kindKey(record)
      let kind = kinds.get(key)
      if (kind === undefined) {
        kind = kindFrom(record, kinds.size)
        kinds.set(key, kind)
      }
      last = { record, kind: kind.kind }
    }
    kindOf.push(last.kind)
  }
  return {
    kinds: kindsText([...kinds.values()]),
    kindOf: literal(kindOf),
    requestIds: literal(records.map((record) => plainId(record.requestId))),
    vendorCalls: literal(records.map((record) => record.vendorCalls)),
    durations: literal(records.map((record) => record.durationMs)),
    times: literal(records.map((record) => record.at)),
  }
}

/**
 * Everything that the records of a kind share; the connector follows the instance, the method the API. Fields are
 * parted by NUL, which none of the texts can hold.
 */
function kindKey(record: UsageRecord): string {
  const { organizationId, accountId, userId, instanceId, status } = record
  const who = `${organizationId} ${accountId} ${userId} ${instanceId} ${status}`
  const texts = `${record.hub}\0${record.api}\0${record.requestUri}\0${record.requestIp}\0${record.message ?? ''}`
  return `${who}\0${texts}\0${record.instanceName}\0${record.tags.join('\0')}`
}

/** Whether a record is surely of the kind of the one before; calls often come in rows, and this is quicker to see. */
function isAlike(record: UsageRecord, other: UsageRecord): boolean {
  return (
    record.instanceId === other.instanceId &&
    record.status === other.status &&
    record.requestUri === other.requestUri &&
    record.api === other.api &&
    record.userId === other.userId &&
    record.accountId === other.accountId &&
    record.organizationId === other.organizationId &&
    record.hub === other.hub &&
    record.requestIp === other.requestIp &&
    record.message === other.message &&
    record.instanceName === other.instanceName &&
    record.tags === other.tags
  )
}

function kindFrom(record: UsageRecord, kind: number): UsageKind {
  const { requestId: _id, vendorCalls: _calls, durationMs: _duration, at: _at, ...shared } = record
  return { kind, ...shared }
}

/**
 * PostgreSQL's text knows no NUL and no half of a surrogate pair, which a cut text may end with; one such text would
 * make the whole batch fail.
 */
function kindsText(kinds: readonly UsageKind[]): string {
  const text = JSON.stringify(kinds)
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text
  return JSON.stringify(kinds, (_key, value: unknown) =>
    // Through bytes, which puts the sign for an unknown character where half a pair stood.
    typeof value === 'string' ? Buffer.from(value.replaceAll('\u0000', '')).toString() : value,
  )
}

function literal(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}

/** Ids of our own making need no quotes in a literal; anything else must not get in. */
function plainId(requestId: string): string {
  if (/^[0-9a-f]{24}$/.test(requestId)) return requestId
  throw new Error('a request id is 24 hex characters')
}
