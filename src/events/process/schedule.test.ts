import { describe, expect, it } from 'vitest'
import { createBackgroundShare } from './background-share.ts'
import { pauseAfterFailure, pauseForVendor } from './schedule.ts'

function total(pause: (failures: number) => number | undefined): number {
  let sum = 0
  for (let failures = 0, ms = pause(0); ms !== undefined; failures += 1, ms = pause(failures))
    sum += ms
  return sum
}

describe('the pauses', () => {
  it('end: ours after minutes, those for the vendor after hours', () => {
    expect(total(pauseAfterFailure) / 60_000).toBeGreaterThan(15)
    expect(total(pauseAfterFailure) / 60_000).toBeLessThan(30)
    expect(total((failures) => pauseForVendor(failures)) / 3_600_000).toBeGreaterThan(3)
    expect(total((failures) => pauseForVendor(failures)) / 3_600_000).toBeLessThan(5)
  })

  it('honour what the vendor asks for, at most an hour', () => {
    expect(pauseForVendor(0, 40_000)).toBe(40_000)
    expect(pauseForVendor(0, 1000)).toBe(10_000)
    expect(pauseForVendor(0, 86_400_000)).toBe(3_600_000)
  })
})

describe('the share of background work', () => {
  it('is half of the quota, and comes back with time', () => {
    const clock = { at: 0, now: () => clock.at }
    const share = createBackgroundShare(clock)
    for (let call = 0; call < 5; call += 1) expect(share.take('a', 10)).toBe(0)
    expect(share.take('a', 10)).toBe(12_000)
    expect(share.take('b', 10)).toBe(0)
    clock.at = 11_000
    expect(share.take('a', 10)).toBe(1000)
    clock.at = 12_000
    expect(share.take('a', 10)).toBe(0)
    expect(share.take('a', 10)).toBe(12_000)
  })

  it('has no end where there is no quota', () => {
    const share = createBackgroundShare({ now: () => 0 })
    for (let call = 0; call < 100; call += 1) expect(share.take('a', undefined)).toBe(0)
  })
})
