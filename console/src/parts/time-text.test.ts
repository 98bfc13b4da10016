import { describe, expect, it } from 'vitest'
import { day, isDay } from './time-text.ts'

describe('a day without a time', () => {
  it('is told from a point in time', () => {
    expect(isDay('2026-11-29')).toBe(true)
    expect(isDay('2026-11-29T00:00:00Z')).toBe(false)
  })

  it('is the same day in every zone', () => {
    // The order is the person's.
    expect(day(new Date('2026-11-29'))).toMatch(/^(?:29 Nov|Nov 29,) 2026$/)
  })
})
