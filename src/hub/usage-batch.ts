/**
 * A batch of usage records in the shape that costs little to send and to take apart: each call's own few figures as
 * columns, and the kinds that the database may not know yet.
 */
import { kindKey, kindOf, storable, type KnownKinds, type UsageKind } from './usage-kinds.ts'
import type { UsageRecord } from './usage-record.ts'

/** Columns as PostgreSQL array literals. */
export interface UsageBatch {
  /** Kinds to be written, by key. */
  readonly newKinds: ReadonlyMap<string, UsageKind>
  readonly organizationIds: string
  readonly kindIds: string
  readonly requestIds: string
  /** Milliseconds since 1970. */
  readonly times: string
  readonly durations: string
  readonly statuses: string
  readonly vendorCalls: string
  readonly requestUris: string
  readonly messages: string
}

const dayMs = 86_400_000

export function usageBatch(records: readonly UsageRecord[], known: KnownKinds): UsageBatch {
  const newKinds = new Map<string, UsageKind>()
  const kindIds = records.map((record) => {
    const key = kindKey(record)
    const day = Math.floor(record.at / dayMs)
    const kind = newKinds.get(key) ?? known.peek(key)
    if (kind !== undefined && kind.lastDay >= day) return kind.id
    const made = kindOf(record, key, day)
    newKinds.set(key, made)
    return made.id
  })
  return {
    newKinds,
    kindIds: literal(kindIds),
    organizationIds: literal(records.map((record) => record.organizationId)),
    requestIds: literal(records.map((record) => plainId(record.requestId))),
    times: literal(records.map((record) => record.at)),
    durations: literal(records.map((record) => record.durationMs)),
    statuses: literal(records.map((record) => record.status)),
    vendorCalls: literal(records.map((record) => record.vendorCalls)),
    requestUris: literal(records.map((record) => quoted(record.requestUri))),
    messages: literal(records.map(({ message }) => (message === null ? 'NULL' : quoted(message)))),
  }
}

function literal(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}

/** Ids of our own making need no quotes in a literal; anything else must not get in. */
function plainId(requestId: string): string {
  if (/^[0-9a-f]{24}$/.test(requestId)) return requestId
  throw new Error('a request id is 24 hex characters')
}

function quoted(text: string): string {
  return `"${storable(text).replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
