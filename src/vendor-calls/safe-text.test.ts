import { expect, it } from 'vitest'
import { headerValue } from './safe-text.ts'

it('carries what fits into a header', () => {
  expect(headerValue('Authorization', 'Bearer tök')).toBe('Bearer tök')
})

it("tells that the vendor's header is meant, not the caller's", () => {
  expect(() => headerValue('Authorization', 'Bearer secret_…')).toThrow(
    /vendor's header 'Authorization', such as a token of the configuration/,
  )
})
