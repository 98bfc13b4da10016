import { expect, test } from 'vitest'
import { callsText } from './calls-text.ts'
import { shareText } from './share-text.ts'
import { shownPages } from './shown-pages.ts'

test.each([
  [0, 0, '0%'],
  [0, 9, '0%'],
  [1, 1000, '<1%'],
  [1, 8, '13%'],
  [999, 1000, '99%'],
  [3, 3, '100%'],
])('%i of %i is told as %s', (part, whole, told) => {
  expect(shareText(part, whole)).toBe(told)
})

test.each([
  [1, 0, '1 call, none failed'],
  [10, 3, '10 calls, 3 failed'],
  [2000, 1000, '2,000 calls, 1,000 failed'],
])('%i calls of which %i failed are told as %s', (count, failed, told) => {
  expect(callsText(count, failed)).toBe(told)
})

test('a table gets its pages in ever larger steps, and all in the end', () => {
  const steps = Array.from({ length: 500 }, (_, index) => shownPages(index + 1, false))
  expect([...new Set(steps)]).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
  expect(shownPages(500, true)).toBe(500)
  expect(shownPages(0, false)).toBe(0)
})
