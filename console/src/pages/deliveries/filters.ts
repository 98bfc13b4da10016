/** Which deliveries the page shows: what stands in its address, and what that means for the API. Pure. */
import { instantIn, numberIn } from '../../parts/filters/span.ts'
import { deliveryStates, type DeliveryStatus } from '../../parts/state-words.ts'
import { kindWords, type NotificationKind } from './words.ts'

export const periods = [
  { value: 'kept', label: 'All that is kept', lengthMs: undefined },
  { value: 'hour', label: 'Last hour', lengthMs: 3_600_000 },
  { value: 'day', label: 'Last 24 hours', lengthMs: 86_400_000 },
] as const

export interface Filters {
  /** Of the callback; undefined: all. */
  readonly accountId: number | undefined
  readonly status: DeliveryStatus | undefined
  /** Id of the callback. */
  readonly callback: number | undefined
  readonly instanceId: number | undefined
  readonly kind: NotificationKind | undefined
  readonly period: (typeof periods)[number]['value'] | 'custom'
  /** ISO 8601; of a custom period only. */
  readonly from: string | undefined
  readonly to: string | undefined
}

type Query = Readonly<Record<string, string | undefined>>

/** @param query texts of the address; what cannot be read counts as absent */
export function readFilters(query: Query, accountId: number | undefined): Filters {
  const isCustom = query['period'] === 'custom'
  return {
    accountId,
    status: wordIn(deliveryStates, query['status']),
    callback: numberIn(query['callback']),
    instanceId: numberIn(query['instance']),
    kind: wordIn(kindWords, query['kind']),
    period: isCustom
      ? 'custom'
      : (periods.find(({ value }) => value === query['period'])?.value ?? 'kept'),
    from: isCustom ? instantIn(query['from']) : undefined,
    to: isCustom ? instantIn(query['to']) : undefined,
  }
}

function wordIn<Word extends string>(
  words: Readonly<Record<Word, unknown>>,
  text: string | undefined,
): Word | undefined {
  return text !== undefined && Object.hasOwn(words, text) ? (text as Word) : undefined
}

/** The parameters of the API. */
export function apiFilters(filters: Filters, now: number) {
  const { accountId, status, callback, instanceId, kind, period, from, to } = filters
  const lengthMs = periods.find(({ value }) => value === period)?.lengthMs
  const conditions = [
    ...(status === undefined ? [] : [`status = '${status}'`]),
    ...(callback === undefined ? [] : [`subscriptionId = ${callback}`]),
  ]
  return {
    accountId,
    instanceId,
    kind,
    where: conditions.length === 0 ? undefined : conditions.join(' and '),
    from: lengthMs === undefined ? from : new Date(now - lengthMs).toISOString(),
    to,
  }
}

/** Whether anything but the account narrows the list. */
export function isFiltered(filters: Filters): boolean {
  const { status, callback, instanceId, kind, period } = filters
  return period !== 'kept' || [status, callback, instanceId, kind].some((one) => one !== undefined)
}
