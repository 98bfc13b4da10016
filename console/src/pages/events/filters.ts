/** Which events the page shows: what stands in its address, and what that means for the API. Pure. */
import { numberIn, rangeOf, spanIn, type Span } from '../../parts/filters/span.ts'
import { accountIn } from '../activity/filters.ts'
import { eventStates, type EventState } from '../../parts/state-words.ts'
import { sourceWords, type EventSource } from './words.ts'

export interface EventFilters extends Span {
  /** Undefined: all. */
  readonly accountId: number | undefined
  readonly instanceId: number | undefined
  /** Key. */
  readonly connector: string | undefined
  readonly source: EventSource | undefined
  readonly status: EventState | undefined
  readonly objectType: string | undefined
  readonly eventType: string | undefined
  readonly text: string | undefined
}

type Query = Readonly<Record<string, string | undefined>>

/** @param query texts of the address; what cannot be read counts as absent */
export function readEventFilters(query: Query, usualAccount: number | undefined): EventFilters {
  const { source, status } = query
  return {
    ...spanIn(query, 'week'),
    accountId: accountIn(query, usualAccount),
    instanceId: numberIn(query['instance']),
    connector: query['connector'],
    source: source !== undefined && source in sourceWords ? (source as EventSource) : undefined,
    status: status !== undefined && status in eventStates ? (status as EventState) : undefined,
    objectType: query['object'],
    eventType: query['type'],
    text: query['text'],
  }
}

/** The parameters of the list of events. */
export function eventQuery(filters: EventFilters, now: number) {
  const { accountId, instanceId, connector, source, status, objectType, eventType, text } = filters
  return {
    ...rangeOf(filters, now),
    accountId,
    instanceId,
    elementKey: connector,
    source,
    status,
    objectType,
    eventType,
    searchText: text,
  }
}

/** What takes all filters but the time away. */
export const noFilters = {
  account: undefined,
  instance: undefined,
  connector: undefined,
  source: undefined,
  status: undefined,
  object: undefined,
  type: undefined,
  text: undefined,
}

export function isFiltered(filters: EventFilters): boolean {
  const { instanceId, connector, source, status, objectType, eventType, text } = filters
  return [instanceId, connector, source, status, objectType, eventType, text].some(
    (one) => one !== undefined,
  )
}
