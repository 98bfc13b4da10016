import { describe, expect, it } from 'vitest'
import { parseRootKey } from './root-key.ts'

describe('a root key', () => {
  it.each([
    [undefined, [], []],
    ['', [], []],
    ['orders', [], [{ member: 'orders' }]],
    ['|orders', [], [{ member: 'orders' }]],
    ['order|', [{ member: 'order' }], []],
    ['order|data.order', [{ member: 'order' }], [{ member: 'data' }, { member: 'order' }]],
    ['|a[0].b', [], [{ member: 'a' }, { index: 0 }, { member: 'b' }]],
    ['|.x[*]', [], [{ member: 'x' }, { each: true }]],
  ])('%s', (text, request, response) => {
    expect(parseRootKey(text)).toEqual({ request, response })
  })

  it.each(['a|b|c', 'a..b', 'a.', 'a[', 'a[x]', 'list[0]|', 'a]'])('%s is none', (text) => {
    expect(parseRootKey(text)).toBeUndefined()
  })
})
