import { describe, expect, it } from 'vitest'
import { readPayload } from './payload.ts'

const json = (text: string) => readPayload('application/json', Buffer.from(text))
const form = (text: string) =>
  readPayload('application/x-www-form-urlencoded; charset=utf-8', Buffer.from(text))

describe('readPayload', () => {
  it.each([
    ['{"a":{"b":["x",5]}}', '/a/b/1', '5'],
    ['{"a/b":{"~":true}}', '/a~1b/~0', 'true'],
    ['{"a":1003}', '/a', '1003'],
    ['{"a":9007199254740993}', '/a', '9007199254740993'],
    ['\uFEFF{"a":123456789012345678901234}', '/a', '123456789012345678901234'],
    ['{"a":1.5}', '/a', '1.5'],
    ['{"a":1e400}', '/a', undefined],
    ['{"a":1e21}', '/a', undefined],
    ['{"a":{}}', '/a', undefined],
    ['{"a":null}', '/a', undefined],
    ['{"a":"x"}', '/a/length', undefined],
    ['{"a":1}', '/toString', undefined],
    ['nonsense', '/a', undefined],
    ['{"constructor":1}', '/constructor', '1'],
  ])('finds in %s at %s: %s', (text, pointer, expected) => {
    expect(json(text).text(pointer)).toBe(expected)
  })

  it('finds by dotted paths, too', () => {
    expect(json('{"organization":{"login":"us"}}').textAt('organization.login')).toBe('us')
    expect(json('{"id":9007199254740993}').textAt('id')).toBe('9007199254740993')
  })

  it('reads forms, and JSON in the only field of one', () => {
    expect(form('owner_id=1003&event_type=new_order').text('/owner_id')).toBe('1003')
    expect(form('payload=%7B%22a%22%3A%7B%22b%22%3A5%7D%7D').text('/a/b')).toBe('5')
    expect(form('payload=%7B%22id%22%3A9007199254740993%7D').text('/id')).toBe('9007199254740993')
    expect(form('payload=%7Bnot&x=1').text('/payload')).toBe('{not')
    expect(form('__proto__=1&x=%C3%A9').value).toEqual({ x: '\u00E9' })
  })
})
