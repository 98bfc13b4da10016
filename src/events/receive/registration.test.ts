import { expect, it } from 'vitest'
import { pauseAfter } from './registration.ts'

it('the pauses between tries grow from ten seconds to six hours, and differ', () => {
  const pauses = Array.from({ length: 12 }, (_, n) => pauseAfter(n + 1, 0.5))
  expect(pauses.slice(0, 4)).toEqual([10, 30, 90, 270])
  expect(pauses.at(-1)).toBe(6 * 3600)
  expect(pauseAfter(1, 0)).toBe(8)
  expect(pauseAfter(1, 0.999)).toBeCloseTo(12, 1)
  expect(pauseAfter(1_000_000, 0.5)).toBe(6 * 3600)
})
