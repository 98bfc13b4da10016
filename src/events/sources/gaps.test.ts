import { expect, it } from 'vitest'
import { gapReason } from './gaps.ts'

it('counts what all polls found since the last webhook', () => {
  const first = gapReason(1)
  expect(first).toBe("The vendor's webhooks do not arrive: 1 change was found by asking")
  const second = gapReason(2, first)
  expect(second).toContain(': 3 changes were found by asking')
  expect(gapReason(12, second)).toContain(': 15 changes')
})

it('begins anew after another reason', () => {
  expect(gapReason(2, 'The registration failed')).toContain(': 2 changes')
  expect(gapReason(2, undefined)).toContain(': 2 changes')
})
