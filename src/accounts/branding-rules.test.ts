import { describe, expect, it } from 'vitest'
import { readBranding } from './branding-rules.ts'

const png = `data:image/png;base64,${'A'.repeat(1000)}==`

describe('a branding', () => {
  it.each<[string, string]>([
    ['primaryColor', '#0a84ff'],
    ['accent-color', 'rgb(10, 132, 255)'],
    ['font.family', '"Open Sans", Helvetica, sans-serif'],
    ['companyName', 'Acme: shops & more'],
    ['logo', png],
    ['favicon', 'https://cdn.example.com/icons/a.svg?v=2#x'],
    ['empty', ''],
  ])('takes %s %s as it is', (name, value) => {
    expect(readBranding({ [name]: value })).toEqual({ [name]: value })
  })

  it.each<[string, unknown, RegExp]>([
    ['color', 7, /must be a text/],
    ['color', null, /must be a text/],
    ['color', 'red; background: url(x)', /must not hold/],
    ['color', 'url (//evil.example)', /must not hold/],
    ['color', '</style><script>', /must not hold/],
    ['color', 'red\nblue', /must not hold/],
    ['color', 'x'.repeat(201), /at most 200 characters/],
    ['logo', 'javascript:alert(1)', /begins with https/],
    ['logo', ' JavaScript:alert(1)', /begins with https/],
    ['logo', 'http://example.com/logo.png', /begins with https/],
    ['logo', 'https://user:secret@example.com/logo.png', /credentials/],
    ['logo', 'https://example.com/"onload=', /quotes/],
    ['logo', `https://example.com/${'x'.repeat(2000)}`, /at most 2000/],
    ['logo', 'https://', /address/],
    ['logo', 'data:text/html;base64,AAAA', /picture in base64/],
    ['logo', `data:image/png;base64,${'A'.repeat(100_000)}`, /picture in base64/],
    ['a b', 'red', /must be named by a letter/],
    ['__proto__x', 'red', /must be named by a letter/],
    ['x'.repeat(65), 'red', /must be named by a letter/],
  ])('refuses %s %s', (name, value, message) => {
    expect(() => readBranding({ [name]: value, good: 'red' })).toThrow(message)
  })

  it('is bounded in names and as a whole, and names all that is wrong', () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_one, index) => [`n${index}`, 'a']))
    expect(() => readBranding(many)).toThrow(/at most 50 names/)
    const picture = `data:image/png;base64,${'A'.repeat(90_000)}`
    expect(() => readBranding({ a: picture, b: picture, c: picture })).toThrow(/as a whole/)
    expect(() => readBranding({ a: 1, b: '<' })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: [
          { path: '/a', message: 'must be a text' },
          { path: '/b', message: expect.stringMatching(/must not hold/) as string },
        ],
      }),
    )
  })
})
