import { anything, assert, dictionary, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlatformError } from '../core/errors.ts'
import { readHeaders, readHeaderText } from './custom-headers.ts'

describe('custom headers', () => {
  it('get lower-case names and values as text', () => {
    const given = { 'X-Team': ' shop ', 'x-count': 3, 'x-on': true }
    expect(readHeaders(given, '/h')).toEqual({ 'x-team': 'shop', 'x-count': '3', 'x-on': 'true' })
    expect(readHeaderText('{"X-A":"b"}', '/h')).toEqual({ 'x-a': 'b' })
    expect(readHeaderText('  ', '/h')).toEqual({})
  })

  it.each([
    'Host',
    'connection',
    'Transfer-Encoding',
    'Content-Length',
    'content-type',
    'TE',
    'webhook-id',
    'Webhook-Signature',
    'Elements-Webhook-Id',
    'Hubwright-Hops',
    'a b',
    'x:y',
    '',
  ])('cannot be %j', (name) => {
    expect(() => readHeaders({ [name]: 'v' }, '/h')).toThrow(`'/h/${name}'`)
  })

  it.each(['a\r\nb: c', 'a\0', 'ü€'])('cannot have the value %j', (value) => {
    expect(() => readHeaders({ 'x-a': value }, '/h')).toThrow("'/h/x-a'")
  })

  it.each(['[]', 'x', '1', '{"a":[]}'])('cannot be the text %j', (text) => {
    expect(() => readHeaderText(text, '/h')).toThrow(PlatformError)
  })

  it('carry no line break, whatever is given', () => {
    assert(
      property(dictionary(string(), anything()), (given) => {
        let read: Record<string, string>
        try {
          read = readHeaders(given, '/h')
        } catch (error) {
          expect(error).toBeInstanceOf(PlatformError)
          return
        }
        for (const [name, value] of Object.entries(read)) expect(name + value).not.toMatch(/[\r\n]/)
      }),
    )
  })
})
