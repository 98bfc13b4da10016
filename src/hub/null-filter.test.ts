import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutNulls } from './null-filter.ts'

test('drops members that are null at every depth and keeps elements of lists', () => {
  const value = { a: null, b: { c: null, d: [null, { e: null, f: 1 }] }, g: 0, h: '' }
  expect(withoutNulls(value)).toEqual({ b: { d: [null, { f: 1 }] }, g: 0, h: '' })
  expect(value.b.c).toBeNull()
})

test('gives back the very value when there is nothing to drop, and never leaves a null member', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const kept = withoutNulls(value)
      expect(hasNullMember(kept)).toBe(false)
      expect(kept === value).toBe(!hasNullMember(value))
    }),
  )
})

function hasNullMember(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasNullMember)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => member === null || hasNullMember(member))
}
