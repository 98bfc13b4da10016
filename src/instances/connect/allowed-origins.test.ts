import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAncestors, refusalOfOrigin, refusalOfReturnUrl } from './allowed-origins.ts'

describe('an origin', () => {
  it.each([
    'https://app.example.com',
    'https://app.example.com:8443',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
  ])('%s may frame the widget', (origin) => {
    expect(refusalOfOrigin(origin)).toBeUndefined()
  })

  it.each([
    '',
    '*',
    'null',
    'https:',
    'app.example.com',
    'https://*.example.com',
    'https://*',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://APP.example.com',
    'https://app.example.com:443',
    'https://user@app.example.com',
    'https://a.test;script-src',
    'https://a.test,b.test',
    "https://'none'",
    'https://a.test https://b.test',
    'http://app.example.com',
    'http://localhost.evil.test',
    'ftp://app.example.com',
    'data:text/html,x',
    'http://[::1]:3000',
  ])('%s may not', (origin) => {
    expect(refusalOfOrigin(origin)).toBeTypeOf('string')
  })

  it('puts nothing but origins into the directive, whatever is stored', () => {
    expect(frameAncestors([])).toBe("frame-ancestors 'none'")
    expect(frameAncestors(['*', 'https://a.test; x'])).toBe("frame-ancestors 'none'")
    const anything = fc.array(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.domain().map((d) => `https://${d}`),
      ),
    )
    fc.assert(
      fc.property(anything, (origins) => {
        expect(frameAncestors(origins)).toMatch(
          /^frame-ancestors (?:'none'|https?:\/\/[a-z0-9.-]+(?::\d+)?(?: https?:\/\/[a-z0-9.-]+(?::\d+)?)*)$/,
        )
      }),
    )
  })
})

describe('a return address', () => {
  const allowed = ['https://app.example.com', 'http://localhost:3000']

  it.each([
    'https://app.example.com/',
    'https://app.example.com/done?x=1#y',
    'http://localhost:3000/done',
  ])('%s is one', (url) => {
    expect(refusalOfReturnUrl(url, allowed)).toBeUndefined()
  })

  it('is none on another origin, however it is written', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        if (new URL(url).origin === allowed[0]) return
        expect(refusalOfReturnUrl(url, allowed)).toBeTypeOf('string')
      }),
    )
  })

  it.each([
    'https://app.example.com',
    '/done',
    '//app.example.com/',
    'javascript:alert(1)',
    'https://user:pw@app.example.com/',
    'https://app.example.com\t.evil.test/',
    String.raw`https:\\app.example.com/`,
    'HTTPS://app.example.com/',
    `https://app.example.com/${'x'.repeat(2000)}`,
  ])('%s is refused', (url) => {
    expect(refusalOfReturnUrl(url, allowed)).toBeTypeOf('string')
  })

  it('is none that its own list would let through in clear text', () => {
    expect(refusalOfReturnUrl('http://a.test/', ['http://a.test'])).toContain('https://')
  })
})
