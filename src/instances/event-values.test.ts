import { describe, expect, it } from 'vitest'
import { byKey } from './configuration.ts'
import { checkValues } from './configuration-values.ts'

const check = (key: string, value: string) => () => checkValues(new Map([[key, value]]), byKey([]))

describe('event.notification.instance.finder', () => {
  const key = 'event.notification.instance.finder'
  it.each(['shop.id|store.id', 'authorization.token|token', ' shop.id|storeId '])(
    'takes %j',
    (value) => {
      expect(check(key, value)).not.toThrow()
    },
  )
  it.each(['shop.id', 'shop.id|', '|store', 'a|b|c', 'a|.b', 'a|b..c', 'a|b c'])(
    'refuses %j and names the key',
    (value) => {
      expect(check(key, value)).toThrow(`'${key}'`)
    },
  )
})

describe('event.notification.callback.headers', () => {
  const key = 'event.notification.callback.headers'
  it.each(['{}', '{"X-Team":"shop","Authorization":"Bearer a"}', '{"x":"caf\u00E9"}'])(
    'takes %s',
    (value) => {
      expect(check(key, value)).not.toThrow()
    },
  )
  it.each([
    ['X-Team: shop', 'JSON object'],
    ['["a"]', 'JSON object'],
    ['{"a b":"c"}', 'no name of a header'],
    ['{"":"c"}', 'no name of a header'],
    ['{"Content-Length":"5"}', 'sets itself'],
    ['{"Webhook-Signature":"5"}', 'sets itself'],
    ['{"x":5}', 'a text'],
    [String.raw`{"x":"a\r\nSet-Cookie: b"}`, 'line breaks'],
    [JSON.stringify({ x: 'a'.repeat(5000) }), 'at most 4096'],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`x${n}`, 'a']))),
      'at most 30',
    ],
  ])('refuses %s', (value, reason) => {
    expect(check(key, value)).toThrow(reason)
  })
})

it('a user name of Basic authentication holds no colon', () => {
  expect(check('event.notification.basic.username', 'a:b')).toThrow("must not contain ':'")
  expect(check('event.notification.basic.username', 'ab')).not.toThrow()
})
