import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlatformError } from '../core/errors.ts'
import { readInstanceRequest } from './instance-request.ts'
import { withoutTags } from './plain-text.ts'

describe('a posted instance', () => {
  it('is read member by member', () => {
    const request = readInstanceRequest({
      name: '<b>Shop</b> 7',
      element: { key: ' ecwid ', id: 42 },
      configuration: { a: true, b: 1.5, c: 'x', d: null },
      providerData: { code: 'c', debug: true, nested: { x: 1 } },
      tags: ['x', { name: 'y', id: 3 }, 'x', ''],
      externalAuthentication: 'initial',
      somethingElse: [1],
    })
    expect(request).toMatchObject({
      name: 'Shop 7',
      element: { key: 'ecwid' },
      tags: ['x', 'y'],
      externalAuthentication: 'initial',
      retrieveObjects: false,
    })
    expect([...(request.configuration ?? [])]).toEqual([
      ['a', 'true'],
      ['b', '1.5'],
      ['c', 'x'],
      ['d', null],
    ])
    expect([...(request.providerData ?? [])]).toEqual([
      ['code', 'c'],
      ['debug', 'true'],
    ])
  })

  it('with several mistakes names them all', () => {
    try {
      readInstanceRequest({
        name: 1,
        element: { key: '' },
        configuration: { '': 'x', 'a/b~c': {} },
      })
      expect.unreachable()
    } catch (error) {
      expect((error as PlatformError).details?.map(({ path }) => path)).toEqual([
        '/name',
        '/element/key',
        '/configuration/',
        '/configuration/a~1b~0c',
      ])
    }
  })

  it('says how answers are remembered, within limits', () => {
    expect(
      readInstanceRequest({ cachingEnabled: false, maxCacheSize: 16_384, cacheTimeToLive: 0 }),
    ).toMatchObject({ cachingEnabled: false, maxCacheSize: 16_384, cacheTimeToLive: 0 })
    expect(readInstanceRequest({})).toMatchObject({
      cachingEnabled: undefined,
      maxCacheSize: undefined,
      cacheTimeToLive: undefined,
    })
  })

  it.each([
    [{ cachingEnabled: 'true' }, '/cachingEnabled must be true or false'],
    [{ maxCacheSize: -1 }, '/maxCacheSize must be a whole number of kilobytes from 0 to 16384'],
    [{ maxCacheSize: 16_385 }, '/maxCacheSize must be'],
    [{ maxCacheSize: '5' }, '/maxCacheSize must be'],
    [{ cacheTimeToLive: 86_401 }, '/cacheTimeToLive must be a whole number of seconds from 0 to'],
    [{ cacheTimeToLive: 0.5 }, '/cacheTimeToLive must be'],
  ])('with %j is told what is wrong', (body, sentence) => {
    expect(() => readInstanceRequest(body)).toThrow(sentence)
  })

  it('of any shape is read or refused with a 400, nothing else', () => {
    const member = fc.oneof(fc.jsonValue(), fc.string(), fc.integer())
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          name: member,
          element: member,
          configuration: fc.oneof(fc.dictionary(fc.string(), member), member),
          providerData: member,
          tags: fc.oneof(fc.array(member), member),
          externalAuthentication: member,
          cachingEnabled: member,
          maxCacheSize: member,
          cacheTimeToLive: member,
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(body, (given) => {
        try {
          const { tags, configuration } = readInstanceRequest(given)
          for (const tag of tags ?? []) expect(tag).not.toBe('')
          for (const [key, value] of configuration ?? []) {
            expect(key.trim()).not.toBe('')
            expect(value === null || typeof value === 'string').toBe(true)
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request', status: 400 })
        }
      }),
    )
  })
})

describe('a name', () => {
  it.each([
    [{ name: 'a\r\nX-Injected: b' }, '/name'],
    [{ tags: ['fine', 'a\nb'] }, '/tags/1'],
    [{ tags: ['\u007f'] }, '/tags/0'],
  ])('%j has a line break or worse', (body, path) => {
    expect(() => readInstanceRequest(body)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: [expect.objectContaining({ path })],
      }) as Error,
    )
  })

  it.each([
    ['<script>alert(1)</script>Shop', 'alert(1)Shop'],
    ['a < b > c', 'a < b > c'],
    ['<<b>script>x', 'x'],
    ['5 <3 love', '5 <3 love'],
    ['<!-- hidden -->seen', 'seen'],
    ['  room  ', 'room'],
  ])('%s becomes %s', (given, kept) => {
    expect(withoutTags(given)).toBe(kept)
  })

  it('has no tag left, however they are nested', () => {
    const piece = fc.constantFrom('<', '>', 'b', '/', '!', ' ', 'script', '<b>', '</b>')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const kept = withoutTags(pieces.join(''))
        expect(kept).not.toMatch(/<[a-z/!?][^<>]*>/i)
        expect(withoutTags(kept)).toBe(kept)
      }),
    )
  })
})
