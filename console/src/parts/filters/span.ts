/** From when to when a list is shown: as the address says it, and as the API is asked. Pure. */

export const periods = [
  { value: 'hour', label: 'Last hour', lengthMs: 3_600_000 },
  { value: 'day', label: 'Last 24 hours', lengthMs: 86_400_000 },
  { value: 'week', label: 'Last 7 days', lengthMs: 7 * 86_400_000 },
  { value: 'month', label: 'Last 30 days', lengthMs: 30 * 86_400_000 },
] as const

export type Period = (typeof periods)[number]['value'] | 'custom'

/** From when to when. */
export interface Span {
  readonly period: Period
  /** ISO 8601; of a custom period only. */
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Texts of the address; what cannot be read counts as absent. */
type Query = Readonly<Record<string, string | undefined>>

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

export function instantIn(text: string | undefined): string | undefined {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** From when to when; without an end it goes on. */
export function rangeOf(filters: Span, now: number): { from: string; to: string | undefined } {
  const known = periods.find(({ value }) => value === filters.period)
  if (known === undefined) return { from: filters.from ?? '', to: filters.to }
  return { from: new Date(now - known.lengthMs).toISOString(), to: undefined }
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
