import { describe, expect, it } from 'vitest'
import { refusalOfPath } from './request-path.ts'

describe('refusalOfPath', () => {
  it.each([
    '/a/../b',
    '/a/..',
    '/a/./b',
    '/%2e%2e/b',
    '/a/..%2fb',
    '/a/x%2f..%2fb',
    String.raw`/a/..\b`,
    '/a/..%5cb',
    '/a%00',
    '/a%0d%0ab',
    '/a%7f',
    '/%zz',
    '/%ff',
    '/a?b=%00',
    '/a?b=c?%00',
    '/a?b=1&c=x%0D%0AHost:%20evil',
    '/a?fields=id%0a',
  ])('refuses %s', (url) => {
    expect(refusalOfPath(url)).toMatch(/path|query/)
  })

  it.each([
    '/',
    '/a/b.c',
    '/a/..b',
    '/a/b..',
    '/a/...',
    '/a%2Fb',
    '/a%20b',
    '/ü',
    '/a?x=/../',
    '/a?x=%',
    '/a?where=a%3D1%0AAND%20b%3D2',
  ])('takes %s', (url) => {
    expect(refusalOfPath(url)).toBeUndefined()
  })
})
