import type { ChartSeries, Tone } from '../../parts/charts/chart.ts'

/** Calls of one step by connector, as the API answers them: `{ecwid: 3, count: 3, timestamp}`. */
export interface ConnectorStep {
  readonly timestamp: string
  readonly count: number
}

const ownTones: readonly Tone[] = ['one', 'two', 'three', 'four', 'five']

/** The busiest connectors with a colour of their own, and all others together. Pure. */
export function connectorSeries(
  steps: readonly ConnectorStep[],
  nameOf: (key: string) => string,
): {
  series: ChartSeries[]
  valuesOf(step: ConnectorStep | undefined): number[]
} {
  const totals = new Map<string, number>()
  for (const step of steps) {
    for (const [key, count] of countsOf(step)) totals.set(key, (totals.get(key) ?? 0) + count)
  }
  const keys = [...totals].toSorted((one, other) => other[1] - one[1]).map(([key]) => key)
  const own = keys.slice(0, ownTones.length)
  const hasOthers = keys.length > own.length
  const series = own.map((key, index) => ({
    key,
    label: nameOf(key),
    tone: ownTones[index] ?? 'rest',
  }))
  return {
    series: hasOthers ? [...series, { key: '', label: 'Others', tone: 'rest' }] : series,
    valuesOf(step) {
      const counts = new Map(step === undefined ? [] : countsOf(step))
      const values = own.map((key) => counts.get(key) ?? 0)
      const known = values.reduce((sum, value) => sum + value, 0)
      return hasOthers ? [...values, (step?.count ?? 0) - known] : values
    },
  }
}

function countsOf(step: ConnectorStep): [string, number][] {
  return Object.entries(step).flatMap(([key, value]: [string, unknown]) =>
    key === 'count' || key === 'timestamp' || typeof value !== 'number' ? [] : [[key, value]],
  )
}
