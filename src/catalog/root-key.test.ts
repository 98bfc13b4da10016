import { describe, expect, it } from 'vitest'
import { isRootKey } from './root-key.ts'

describe('a root key', () => {
  it.each([
    '',
    'orders',
    '|orders',
    'order|',
    'order|data.order',
    'data.order|order',
    '|a[0].b',
    '|.x[*]',
    '|[0].a[1][2]',
  ])('may be %s', (text) => {
    expect(isRootKey(text)).toBe(true)
  })

  it.each(['a|b|c', 'a..b', 'a.', '|..', 'a[', 'a[x]', 'list[0]|', 'a]', '|a[*'])(
    'may not be %s',
    (text) => {
      expect(isRootKey(text)).toBe(false)
    },
  )
})
