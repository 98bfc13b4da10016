import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyticsIntervals, computedInterval, pointsIn } from './analytics-interval.ts'

const hour = 3_600_000

describe('the computed interval', () => {
  test.each([
    [0, 'second'],
    [60_000, 'second'],
    [hour, 'minute'],
    [24 * hour, 'hour'],
    [7 * 24 * hour, 'day'],
    [30 * 24 * hour, 'day'],
    [365 * 24 * hour, 'week'],
    [5 * 365 * 24 * hour, 'month'],
    [1000 * 365 * 24 * hour, 'year'],
  ])('of %i ms is a %s', (rangeMs, interval) => {
    expect(computedInterval(rangeMs)).toBe(interval)
  })

  test('never gives more points than a chart holds, and none coarser than needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 * 365 * 24 * hour }), (rangeMs) => {
        const interval = computedInterval(rangeMs)
        expect(pointsIn(rangeMs, interval)).toBeLessThanOrEqual(102)
        const finer = analyticsIntervals[analyticsIntervals.indexOf(interval) + 1]
        if (finer !== undefined) expect(pointsIn(rangeMs, finer)).toBeGreaterThan(101)
      }),
    )
  })
})
