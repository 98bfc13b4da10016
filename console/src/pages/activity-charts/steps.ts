/** The steps of a chart: those that the API leaves out because nothing was called are put in. Pure but for the zone. */
import type { ChartPoint } from '../../parts/charts/chart.ts'

const lengthsMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
export type Interval = keyof typeof lengthsMs

const mostMinutesMs = 3 * lengthsMs.hour
const mostHoursMs = 8 * lengthsMs.day

export interface Range {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** Fine enough to see something, coarse enough to draw. */
export function intervalFor({ from, to }: Range): Interval {
  if (to - from <= mostMinutesMs) return 'minute'
  return to - from <= mostHoursMs ? 'hour' : 'day'
}

/** One point for each step, with the values of its row, or of none. */
export function pointsOf<Row extends { readonly timestamp: string }>(
  { from, to }: Range,
  interval: Interval,
  rows: readonly Row[],
  valuesOf: (row: Row | undefined) => readonly (number | undefined)[],
): ChartPoint[] {
  const length = lengthsMs[interval]
  const rowAt = new Map(rows.map((row) => [new Date(row.timestamp).getTime(), row]))
  const first = Math.floor(from / length) * length
  const count = Math.max(1, Math.floor((to - first) / length) + 1)
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * length
    return { at, ...wordsFor(at, interval, to - from), values: valuesOf(rowAt.get(at)) }
  })
}

function wordsFor(at: number, interval: Interval, lengthMs: number) {
  // The API's days are days of UTC.
  if (interval === 'day')
    return { label: `${dayOfUtc.format(at)} (UTC)`, mark: dayOfUtc.format(at) }
  const label = dayAndTime.format(at)
  return { label, mark: lengthMs > 2 * lengthsMs.day ? label : time.format(at) }
}

const dayOfUtc = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const clock = { hour: '2-digit', minute: '2-digit' } as const
const dayAndTime = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...clock })
const time = new Intl.DateTimeFormat('en-GB', clock)
