/** Stretches of time into which figures are gathered, all in UTC. */

/** Longest first. The length of a month, quarter or year is what it is at least. */
const lengthsMs = {
  year: 365 * 86_400_000,
  quarter: 90 * 86_400_000,
  month: 28 * 86_400_000,
  week: 7 * 86_400_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
} as const

export type AnalyticsInterval = keyof typeof lengthsMs

export const analyticsIntervals = Object.keys(lengthsMs) as readonly AnalyticsInterval[]

/** A chart shows about so many points; a finer interval is not chosen unasked. */
const mostComputed = 100
/** Nobody gets more points than this in one answer. */
export const mostPoints = 10_000

/** How many stretches a range touches at most. */
export function pointsIn(rangeMs: number, interval: AnalyticsInterval): number {
  return Math.floor(rangeMs / lengthsMs[interval]) + 2
}

/** The finest interval that gives a chart, for callers that name none. */
export function computedInterval(rangeMs: number): AnalyticsInterval {
  const finest = analyticsIntervals.findLast(
    (interval) => rangeMs / lengthsMs[interval] <= mostComputed,
  )
  return finest ?? 'year'
}
