import { expect, it } from 'vitest'
import { fateOf } from './fate.ts'

it.each([200, 201, 302, 400, 404, 409, 413, 422])('keeps an answer of status %i', (status) => {
  expect(fateOf({ status, mayHaveActed: false })).toBe('keep')
  expect(fateOf({ status, mayHaveActed: true })).toBe('keep')
})

it.each([401, 402, 403, 408, 429, 500, 502, 503])(
  'frees the key after a %i that did nothing, and takes it for unknown when something may have been done',
  (status) => {
    expect(fateOf({ status, mayHaveActed: false })).toBe('release')
    expect(fateOf({ status, mayHaveActed: true })).toBe('unknown')
  },
)
