/** The question of an analytics route: which time, in which steps, whose calls. */
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import {
  analyticsIntervals,
  computedInterval,
  mostPoints,
  pointsIn,
  type AnalyticsInterval,
} from '../../../core/analytics-interval.ts'
import type { AnalyticsRange } from '../../../hub/usage-analytics-store.ts'
import { instant } from './instant.ts'

const week = 7 * 24 * 3600 * 1000

/** Which calls are counted; the old platform knows the first only. */
const callFilters = {
  'accountIds[]': Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
  'keys[]': Type.Optional(
    Type.Array(Type.String({ maxLength: 500 }), {
      minItems: 1,
      maxItems: 100,
      description: 'Only calls of these connectors, by key',
    }),
  ),
  'instanceIds[]': Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: 100,
      description: 'Only calls of these instances',
    }),
  ),
}

export const AnalyticsQuery = Type.Object({
  from: Type.String({ description: 'ISO 8601' }),
  to: Type.String({ description: 'ISO 8601' }),
  interval: Type.Optional(
    Type.String({
      description: `One of ${analyticsIntervals.join(', ')}, in any case; without it the finest that gives at most a hundred points`,
      maxLength: 20,
    }),
  ),
  ...callFilters,
})

export const RangeQuery = Type.Object({
  from: Type.Optional(Type.String({ description: 'ISO 8601; default a week ago' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601; default now' })),
})

/** A range without steps, of some calls. */
export const FilteredRangeQuery = Type.Object({ ...RangeQuery.properties, ...callFilters })

/** Which calls a question is about. */
export function filtersOf(
  query: Static<typeof FilteredRangeQuery>,
): Pick<AnalyticsRange, 'accountIds' | 'connectorKeys' | 'instanceIds'> {
  return {
    accountIds: query['accountIds[]'],
    connectorKeys: query['keys[]'],
    instanceIds: query['instanceIds[]'],
  }
}

/** Throws 400 for what is no date, ends before it begins, or has too many steps. */
export function steppedRange(
  query: Static<typeof AnalyticsQuery>,
  now: number,
): { range: AnalyticsRange; interval: AnalyticsInterval } {
  const range = { ...rangeOf(query, now), ...filtersOf(query) }
  const length = range.to.getTime() - range.from.getTime()
  const interval =
    query.interval === undefined ? computedInterval(length) : intervalNamed(query.interval)
  if (pointsIn(length, interval) > mostPoints) {
    throw refused(
      'interval',
      `'interval' ${interval} gives more than ${mostPoints} points for this time; take a longer one, or leave it out`,
    )
  }
  return { range, interval }
}

/** `usualMs` is how long the range is when only its end is known. Throws 400 like `steppedRange`. */
export function rangeOf(
  query: Static<typeof RangeQuery>,
  now: number,
  usualMs = week,
): { from: Date; to: Date } {
  const to = instant(query.to, 'to') ?? new Date(now + 1000)
  const from = instant(query.from, 'from') ?? new Date(Math.min(now, to.getTime()) - usualMs)
  if (from <= to) return { from, to }
  throw refused('from', "'from' must not be after 'to'")
}

function intervalNamed(text: string): AnalyticsInterval {
  const found = analyticsIntervals.find((interval) => interval === text.toLowerCase())
  if (found !== undefined) return found
  throw refused('interval', `'interval' must be one of ${analyticsIntervals.join(', ')}`)
}

function refused(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path, message }] })
}
