import { expect, it } from 'vitest'
import { headerValue, pathValue } from './safe-text.ts'

it('carries what fits into a header', () => {
  expect(headerValue('Authorization', 'Bearer tök')).toBe('Bearer tök')
})

it("tells that the vendor's header is meant, not the caller's", () => {
  expect(() => headerValue('Authorization', 'Bearer secret_…')).toThrow(
    /vendor's header 'Authorization', such as a token of the configuration/,
  )
})

it.each(['..', '.', 'a/../b', 'a\\..', '%2e%2e', 'x%2F%2e%2E', '%252e%252e', 'a%255c..'])(
  'lets no value of a path step elsewhere, however it is wrapped: %s',
  (value) => {
    expect(() => pathValue('id', value)).toThrow(/may not step to another path/)
  },
)

it.each(['SHOP/#1', '100%', '..a', '%', '50%25', 'a b?c=d&e', 'ü'])('encodes %s', (value) => {
  expect(decodeURIComponent(pathValue('id', value))).toBe(value)
  expect(pathValue('id', value)).not.toMatch(/[/?#& ]/)
})
