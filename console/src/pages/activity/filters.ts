/** Which calls a page of the activity shows: what stands in its address, and what that means for the API. Pure. */

export const periods = [
  { value: 'hour', label: 'Last hour', lengthMs: 3_600_000 },
  { value: 'day', label: 'Last 24 hours', lengthMs: 86_400_000 },
  { value: 'week', label: 'Last 7 days', lengthMs: 7 * 86_400_000 },
  { value: 'month', label: 'Last 30 days', lengthMs: 30 * 86_400_000 },
] as const

export type Period = (typeof periods)[number]['value'] | 'custom'

export interface Filters {
  /** Undefined: all. */
  readonly accountId: number | undefined
  /** Key. */
  readonly connector: string | undefined
  readonly instanceId: number | undefined
  readonly status: 'success' | 'failed' | undefined
  readonly period: Period
  /** ISO 8601; of a custom period only. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly text: string | undefined
}

/** From when to when. */
export type Span = Pick<Filters, 'period' | 'from' | 'to'>

type Query = Readonly<Record<string, string | undefined>>

/**
 * @param query texts of the address; what cannot be read counts as absent
 * @param usualAccount the account that the whole console shows, which the address may overrule
 */
export function readFilters(query: Query, usualAccount: number | undefined): Filters {
  const { status } = query
  return {
    accountId: accountIn(query, usualAccount),
    connector: query['connector'],
    instanceId: numberIn(query['instance']),
    status: status === 'success' || status === 'failed' ? status : undefined,
    ...spanIn(query, 'day'),
    text: query['text'],
  }
}

/** Undefined: all. */
export function accountIn({ account }: Query, usualAccount: number | undefined) {
  return account === 'all' ? undefined : (numberIn(account) ?? usualAccount)
}

export function spanIn(query: Query, usual: Exclude<Period, 'custom'>): Span {
  const period = periods.find(({ value }) => value === query['period'])?.value
  const from = instantIn(query['from'])
  const isCustom = query['period'] === 'custom' && from !== undefined
  return {
    period: isCustom ? 'custom' : (period ?? usual),
    from: isCustom ? from : undefined,
    to: isCustom ? instantIn(query['to']) : undefined,
  }
}

export function numberIn(text: string | undefined): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

function instantIn(text: string | undefined): string | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** From when to when; without an end it goes on. */
export function rangeOf(filters: Span, now: number): { from: string; to: string | undefined } {
  const known = periods.find(({ value }) => value === filters.period)
  if (known === undefined) return { from: filters.from ?? '', to: filters.to }
  return { from: new Date(now - known.lengthMs).toISOString(), to: undefined }
}

/** The parameters that the list of calls and their figures have in common. */
export function apiFilters({ accountId, connector, instanceId }: Filters) {
  return {
    ...(accountId === undefined ? {} : { 'accountIds[]': [accountId] }),
    ...(connector === undefined ? {} : { 'keys[]': [connector] }),
    ...(instanceId === undefined ? {} : { 'instanceIds[]': [instanceId] }),
  }
}

/** Words of the address for a chosen period. Somebody who wants other times begins with those he saw. */
export function periodChange(
  period: string | null,
  filters: Span,
): Record<'period' | 'from' | 'to', string | undefined> {
  if (period !== 'custom') return { period: period ?? undefined, from: undefined, to: undefined }
  const now = Date.now()
  return { period, from: rangeOf(filters, now).from, to: new Date(now).toISOString() }
}
