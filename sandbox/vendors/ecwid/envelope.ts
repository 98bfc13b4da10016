import { type Answer, json } from '../../answer.ts'
import type { ApiCall } from './api-call.ts'
import type { Collection, Row } from './collection.ts'
import { wrongParameter } from './errors.ts'
import { integerParameter, textParameter } from './parameters.ts'
import { parseResponseFields, selectFields } from './response-fields.ts'

/** Where a page begins and how long it may be. */
interface Page {
  readonly offset: number
  readonly limit: number
}

/** Reads `offset` and `limit`: 0 and 100 unless told, at most 100; `oldDefault` is the limit of 2014. */
function readPage(call: ApiCall, oldDefault = 10): Page {
  const offset = integerParameter(call.query, 'offset') ?? 0
  const standard = call.store.settings.era === 2014 ? oldDefault : 100
  const limit = integerParameter(call.query, 'limit') ?? standard
  if (offset < 0) throw wrongParameter("Wrong parameter 'offset' value: must not be negative")
  if (limit < 0) throw wrongParameter("Wrong parameter 'limit' value: must not be negative")
  return { offset, limit: Math.min(limit, 100) }
}

/** Everything that decides which rows are found, and in which order; the key of remembered searches. */
function searchKey(call: ApiCall, dependsOn: readonly number[]): string {
  const relevant = [...call.query]
    .filter(([name]) => !['offset', 'limit', 'responseFields', 'token'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return JSON.stringify([call.token.kind, dependsOn, relevant])
}

/** One kind of list: which rows to keep, how to order them, how to show one. */
interface Listing<T extends Row> {
  readonly rows: Collection<T>
  readonly keep: (row: T) => boolean
  readonly compare: (a: T, b: T) => number
  readonly show: (row: T) => unknown
  /**
   * What the conditions look at besides the rows: versions of other collections, the clock. A
   * remembered search counts only while these are the same.
   */
  readonly dependsOn?: readonly number[]
  /** Added behind the items. */
  readonly tail?: Record<string, unknown>
}

/** Answers a search with the vendor's envelope, cut down to `responseFields`. */
export function answerList<T extends Row>(call: ApiCall, listing: Listing<T>): Answer {
  const key = searchKey(call, listing.dependsOn ?? [])
  const found = listing.rows.search(key, listing.keep, listing.compare)
  return answerPage(call, found, listing.show, listing.tail)
}

/** The same for rows that were already found. */
export function answerPage<T>(
  call: ApiCall,
  found: readonly T[],
  show: (row: T) => unknown,
  tail: Record<string, unknown> = {},
): Answer {
  const { offset, limit } = readPage(call)
  const items = found.slice(offset, offset + limit).map((row) => show(row))
  return answerFields(call, {
    total: found.length,
    count: items.length,
    offset,
    limit,
    items,
    ...tail,
  })
}

/** Answers 200 with the part of a value that `responseFields` asks for. */
export function answerFields(call: ApiCall, value: unknown): Answer {
  const fields = textParameter(call.query, 'responseFields')
  return json(200, fields === undefined ? value : selectFields(value, parseResponseFields(fields)))
}

/** Joins conditions; those that are undefined do not count. */
export function allOf<T>(
  ...conditions: readonly (((row: T) => boolean) | undefined)[]
): (row: T) => boolean {
  const active = conditions.filter((condition) => condition !== undefined)
  return (row) => active.every((condition) => condition(row))
}
