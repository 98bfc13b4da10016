/** What a chart over time shows. */
export interface ChartSeries {
  readonly key: string
  readonly label: string
  readonly tone: Tone
}

export interface ChartPoint {
  /** Milliseconds since 1970, where the step begins. */
  readonly at: number
  /** In full, for the read-out and the table. */
  readonly label: string
  /** Short, below the chart. */
  readonly mark: string
  /** One for each series; undefined where there is nothing to show. */
  readonly values: readonly (number | undefined)[]
}

export const tones = ['good', 'bad', 'one', 'two', 'three', 'four', 'five', 'rest'] as const
/** A colour with a meaning or a place in the order. */
export type Tone = (typeof tones)[number]

/** "29 Nov, 14:00: Succeeded 12, Failed 1". */
export function pointInWords(
  { label, values }: ChartPoint,
  series: readonly ChartSeries[],
  format: (value: number) => string,
): string {
  const parts = series.flatMap(({ label: name }, index) => {
    const value = values[index]
    return value === undefined ? [] : [`${name} ${format(value)}`]
  })
  return `${label}: ${parts.length === 0 ? 'no calls' : parts.join(', ')}`
}
