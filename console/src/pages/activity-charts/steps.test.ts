import { describe, expect, it } from 'vitest'
import { connectorSeries } from './connector-series.ts'
import { intervalFor, pointsOf } from './steps.ts'

const hour = 3_600_000
const from = Date.UTC(2026, 2, 15, 10, 30)

describe('the steps of a chart', () => {
  it('are as fine as one can see', () => {
    expect(intervalFor({ from, to: from + hour })).toBe('minute')
    expect(intervalFor({ from, to: from + 7 * 24 * hour })).toBe('hour')
    expect(intervalFor({ from, to: from + 30 * 24 * hour })).toBe('day')
  })

  it('are whole, with those in which nothing was called', () => {
    const rows = [{ timestamp: '2026-03-15T11:00:00.000Z', count: 4 }]
    const points = pointsOf({ from, to: from + 2 * hour }, 'hour', rows, (row) => [row?.count])
    expect(points.map(({ at, values }) => [new Date(at).toISOString(), ...values])).toEqual([
      ['2026-03-15T10:00:00.000Z', undefined],
      ['2026-03-15T11:00:00.000Z', 4],
      ['2026-03-15T12:00:00.000Z', undefined],
    ])
  })

  it('name days as days of UTC', () => {
    const [point] = pointsOf({ from, to: from + hour }, 'day', [], () => [])
    expect(point).toMatchObject({ label: '15 Mar (UTC)', mark: '15 Mar' })
  })
})

it('gives the busiest connectors a colour and gathers the others', () => {
  const step = { timestamp: '', count: 28, a: 7, b: 6, c: 5, d: 4, e: 3, f: 2, g: 1 }
  const { series, valuesOf } = connectorSeries([step], (key) => key.toUpperCase())
  expect(series.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'E', 'Others'])
  expect(valuesOf(step)).toEqual([7, 6, 5, 4, 3, 3])
  expect(valuesOf(undefined)).toEqual([0, 0, 0, 0, 0, 0])
})
