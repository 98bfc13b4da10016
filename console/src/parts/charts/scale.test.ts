import { expect, it } from 'vitest'
import { labelEvery, marksUpTo } from './scale.ts'

it('marks round values from nothing to the most', () => {
  expect(marksUpTo(7)).toEqual([0, 2, 4, 6, 8])
  expect(marksUpTo(100)).toEqual([0, 25, 50, 75, 100])
  expect(marksUpTo(0.3)).toEqual([0, 0.1, 0.2, 0.3])
  expect(marksUpTo(0)).toEqual([0, 1])
})

it('labels so many places that labels do not touch', () => {
  expect(labelEvery(10, 1000, 80)).toBe(1)
  expect(labelEvery(100, 400, 80)).toBe(20)
})
