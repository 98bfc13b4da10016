import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readPayload } from './payload.ts'

const read = (text: string, type = 'application/json') => readPayload(type, Buffer.from(text))
const raw = (text: string, type?: string) => read(text, type).raw('orders')

describe('a payload', () => {
  it.each([
    ['{"a":1}', '{"a":1,"objectType":"orders"}'],
    ['{}', '{"objectType":"orders"}'],
    [' { } \n', '{ "objectType":"orders"}'],
    ['\uFEFF{"a":1}', '{"a":1,"objectType":"orders"}'],
    // A number that JavaScript would round.
    ['{"id":12345678901234567890}', '{"id":12345678901234567890,"objectType":"orders"}'],
    ['{"objectType":"their own"}', '{"objectType":"their own"}'],
    ['[1,2]', '{"body":[1,2],"objectType":"orders"}'],
    ['not "JSON"', '{"body":"not \\"JSON\\"","objectType":"orders"}'],
    ['{"broken":', '{"body":"{\\"broken\\":","objectType":"orders"}'],
    ['{"__proto__":{"x":1}}', '{"body":"{\\"__proto__\\":{\\"x\\":1}}","objectType":"orders"}'],
    ['', '{"body":"","objectType":"orders"}'],
  ])('%j goes on as %s', (text, expected) => {
    expect(raw(text)).toBe(expected)
  })

  it('that is a form goes on as its fields', () => {
    const form = 'application/x-www-form-urlencoded; charset=utf-8'
    expect(read('id=7&tag=a&tag=b', form).value).toEqual({ id: '7', tag: ['a', 'b'] })
    expect(JSON.parse(raw('id=7', form))).toEqual({ id: '7', objectType: 'orders' })
  })

  it('is looked at by its beginning, whatever its content type says', () => {
    expect(read('{"a":1}', 'text/plain').value).toEqual({ a: 1 })
    expect(read('hello', 'text/plain').value).toBe('hello')
  })

  test('always goes on as JSON, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.string(), (text, type) => {
        const parsed = JSON.parse(read(text).raw(type)) as Record<string, unknown>
        expect(parsed).toHaveProperty('objectType')
      }),
    )
  })
})
