import { assert, json, property, string, uint8Array, anything, jsonValue } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlatformError } from './errors.ts'
import { parseJson } from './parse-json.ts'

function errorOf(input: string | Buffer): PlatformError {
  try {
    parseJson(input)
  } catch (error) {
    if (error instanceof PlatformError) return error
    throw error
  }
  throw new Error('It was accepted')
}

describe('parseJson', () => {
  it('reads what JSON.stringify writes, from text and from bytes', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(parseJson(text)).toEqual(JSON.parse(text))
        expect(parseJson(Buffer.from(`\uFEFF${text}`))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('answers every text with a value or with a place in it', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        try {
          parseJson(text)
        } catch (error) {
          expect(error).toBeInstanceOf(PlatformError)
          expect((error as PlatformError).code).toBe('invalid_json')
        }
      }),
    )
    assert(
      property(uint8Array(), (bytes) => {
        try {
          parseJson(Buffer.from(bytes))
        } catch (error) {
          expect((error as PlatformError).code).toBe('invalid_json')
        }
      }),
    )
  })

  it('finds a mistake in whatever was cut, at its end or before', () => {
    assert(
      property(json(), (text) => {
        const cut = text.trimEnd().slice(0, -1)
        let whole: boolean
        try {
          JSON.parse(cut)
          whole = true
        } catch {
          whole = false
        }
        if (!whole) expect(errorOf(cut).message).toMatch(/line \d+, column \d+: ./)
      }),
    )
  })

  it.each([
    [
      '{“key”:"ecwid"}',
      'line 1, column 2: replace the curly quotes (“) by straight double quotes (")',
    ],
    ['{"key":“ecwid”}', 'line 1, column 8: replace the curly quotes (“)'],
    ['{"key":"ecwid”}', 'line 1, column 8: the string that begins here has no closing quote'],
    ['{"a":"b"”}', 'line 1, column 9: a comma or } must follow; replace the curly quotes (”)'],
    ['{\n  "a": 1,\n}', 'line 3, column 1: remove the comma before }'],
    ['[1, 2, ]', 'line 1, column 8: remove the comma before ]'],
    ["{'a': 1}", "line 1, column 2: replace the quotes (') by double quotes"],
    ['{"a": \'b\'}', "line 1, column 7: replace the quotes (') by double quotes"],
    ['{a: 1}', 'line 1, column 2: a key in double quotes must stand here, not a'],
    ['{"a": NaN}', 'line 1, column 7: NaN is no JSON; write null or a number'],
    ['[-Infinity]', 'line 1, column 2: -Infinity is no JSON'],
    ['{"a": undefined}', 'line 1, column 7: undefined is no JSON; write null'],
    ['{"a": True}', 'line 1, column 7: write true in small letters'],
    ['{"a": 01}', 'line 1, column 7: "01" is no number'],
    ['{"a": .5}', 'line 1, column 7: ".5" is no number'],
    ['{"a": yes}', 'line 1, column 7: "yes" must stand in double quotes'],
    ['{"a" 1}', 'line 1, column 6: a colon must follow the key, not 1'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: a comma or } must follow, not "'],
    ['{"a": "b\nc"}', 'line 1, column 9: a line end stands inside a string; write \\n'],
    [
      '{"a": "b\tc"}',
      'line 1, column 9: a control character stands inside a string; write \\u0009',
    ],
    ['{"a": "C:\\dir"}', 'line 1, column 10: a backslash stands alone; write \\\\'],
    ['{"a": 1', 'line 1, column 8: the text ends too early; } is missing'],
    ['{"a":', 'line 1, column 6: the text ends too early; a value is missing'],
    ['[1,', 'line 1, column 4: the text ends too early; a value is missing'],
    ['[', 'line 1, column 2: the text ends too early; ] is missing'],
    ['', 'line 1, column 1: the body is empty'],
    ['  ', 'line 1, column 3: the body is empty'],
    ['{} {}', 'line 1, column 4: text follows after the end'],
    ['// hello\n{}', 'line 1, column 1: JSON has no comments'],
    ['{"a": 1}}', 'line 1, column 9: text follows'],
    ['[1}', 'line 1, column 3: a comma or ] must follow, not }'],
    ['hello', 'line 1, column 1: "hello" must stand in double quotes'],
    ['[,]', 'line 1, column 2: a value must stand here, not ,'],
    ['\u00a0{}', 'line 1, column 1: a value must stand here'],
  ])('tells what is wrong with %j', (text, message) => {
    expect(errorOf(text).message).toContain(`The JSON cannot be read at ${message}`)
  })

  it.each([
    ['{"__proto__": {"admin": true}}', '/__proto__'],
    ['{"a": [{"__proto__": null}]}', '/a/0/__proto__'],
    ['{"\\u005f_proto__": 1}', '/__proto__'],
    ['{"\\u005F\\u005Fproto\\u005f_": 1}', '/__proto__'],
    ['{"constructor": {"prototype": {"a": 1}}}', '/constructor'],
    ['{"c\\u006fnstructor": {"prototyp\\u0065": 1}}', '/constructor'],
  ])('refuses the keys of %s', (text, path) => {
    const error = errorOf(text)
    expect(error.message).toContain(`at ${path}, which is not allowed; remove it`)
    expect(error.details).toEqual([{ path, message: 'This key is not allowed' }])
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  it('lets harmless words pass', () => {
    const value = { text: '__proto__', constructor: 'ACME', a: { constructor: { name: 'x' } } }
    expect(parseJson(JSON.stringify(value))).toEqual(value)
  })

  it('allows 64 levels and no more', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(parseJson(nested(64))).toBeDefined()
    expect(errorOf(nested(65)).message).toMatch(/deeper than 64 levels/)
    expect(errorOf(nested(200_000)).message).toMatch(/deeper than 64 levels/)
    expect(errorOf('['.repeat(200_000)).message).toMatch(/the text ends too early/)
    const wide = JSON.stringify(Array.from({ length: 5000 }, () => [{}]))
    expect(parseJson(wide)).toHaveLength(5000)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(errorOf(Buffer.from([0x22, 0xff, 0x22])).message).toMatch(/not UTF-8/)
  })

  it('gives back plain values only', () => {
    assert(
      property(anything(), (value) => {
        const text = JSON.stringify(value)
        if (text === undefined || text.includes('proto')) return
        const prototype: unknown = Object.getPrototypeOf(parseJson(text) ?? {})
        expect([
          Object.prototype,
          Array.prototype,
          String.prototype,
          Number.prototype,
          Boolean.prototype,
        ]).toContain(prototype)
      }),
    )
  })
})
