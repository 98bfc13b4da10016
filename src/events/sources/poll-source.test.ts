import { expect, test } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import { backoffS } from './poll-source.ts'

const source = { failures: 0, periodS: 60 }
const limited = (retryAfter: string) =>
  new PlatformError('vendor_rate_limited', 'Too many requests', {
    headers: { 'retry-after': retryAfter },
  })

test('a failed poll is tried again after a time that grows up to the period', () => {
  expect(backoffS(source, new Error('x'), 0.5)).toBe(15)
  expect(backoffS({ ...source, failures: 1 }, new Error('x'), 0.5)).toBe(30)
  expect(backoffS({ ...source, failures: 9 }, new Error('x'), 0.5)).toBe(60)
})

test('a vendor that asks for more than the period has it, up to an hour', () => {
  expect(backoffS(source, limited('5'), 0.5)).toBe(15)
  expect(backoffS(source, limited('900'), 0.5)).toBe(900)
  expect(backoffS(source, limited('90000'), 0.5)).toBe(3600)
  expect(backoffS(source, limited('soon'), 0.5)).toBe(15)
})
