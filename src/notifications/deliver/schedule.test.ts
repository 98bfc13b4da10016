import { assert, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostTries, nextTryMs, restMs } from './schedule.ts'

const hourMs = 3_600_000

describe('the schedule', () => {
  it('lasts about 75 hours, and its first retry comes within 15 seconds', () => {
    const waits = Array.from({ length: mostTries }, (_, tries) => nextTryMs(tries, 0.5) ?? 0)
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / hourMs
    expect(hours).toBeGreaterThan(75)
    expect(hours).toBeLessThan(76)
    expect(waits.slice(0, 4)).toEqual([0, 5000, 60_000, 300_000])
    expect(nextTryMs(1, 0.999)).toBeLessThan(15_000)
    expect(nextTryMs(mostTries, 0.5)).toBeUndefined()
  })

  it('strays by a fifth at most, and never below what was asked for', () => {
    const tries = integer({ min: 0, max: mostTries - 1 })
    const floors = integer({ min: 0, max: 10 * hourMs })
    assert(
      property(tries, double({ min: 0, max: 0.999, noNaN: true }), floors, (n, random, floor) => {
        const plain = nextTryMs(n, 0.5) ?? 0
        const wait = nextTryMs(n, random, floor) ?? 0
        expect(wait).toBeGreaterThanOrEqual(Math.min(floor, hourMs))
        if (floor === 0) expect(Math.abs(wait - plain)).toBeLessThanOrEqual(plain * 0.2 + 1)
      }),
    )
  })
})

describe('the rest of an endpoint', () => {
  it('begins after five failures in a row and grows to five minutes', () => {
    expect(restMs(4, 0.5)).toBe(0)
    expect([5, 6, 7].map((failures) => restMs(failures, 0.5))).toEqual([5000, 10_000, 20_000])
    expect(restMs(1000, 0.5)).toBe(300_000)
  })

  it('is what the endpoint asked for, an hour at most', () => {
    expect(restMs(1, 0.5, 7000)).toBe(7000)
    expect(restMs(1, 0.5, 9 * hourMs)).toBe(hourMs)
  })
})
