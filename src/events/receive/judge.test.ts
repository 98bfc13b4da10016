import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookWord } from '../../catalog/events-word.ts'
import { isSignedBy, readClaim, type Claim } from './judge.ts'
import { readPayload } from './payload.ts'

const secret = 'demo_client_secret_9f'
const known = '+l/UewTrhncMnhfv9f9k7y9+vU8BJBOGkeEYuKUq0G0='
const created = 1_772_357_460
const scheme = {
  header: 'x-sign',
  algorithm: 'sha256',
  encoding: 'base64',
  message: '{/eventCreated}.{/eventId}',
  secret: 'oauth.api.secret',
} as const
const word: WebhookWord = {
  address: 'app',
  signature: scheme,
  eventId: '/eventId',
  account: '/storeId',
  time: { pointer: '/eventCreated', unit: 'seconds', oldest: 93_600, ahead: 300 },
}
const body = `{"eventId":"1f2e3d4c-0000-4000-8000-0123456789ab","eventCreated":${created},"storeId":1003}`

function claim(
  change: {
    word?: Partial<WebhookWord>
    body?: string | Buffer
    headers?: Record<string, string>
    now?: number
  } = {},
) {
  const raw = Buffer.from(change.body ?? body)
  return readClaim(
    { ...word, ...change.word },
    {
      payload: readPayload('application/json', raw),
      headers: change.headers ?? { 'x-sign': known },
      raw,
      now: change.now ?? created * 1000 + 2000,
    },
  )
}
const isGood = (one: ReturnType<typeof readClaim>, by = secret, how: object = {}) =>
  typeof one === 'object' &&
  one.signed !== undefined &&
  isSignedBy({ ...scheme, ...how }, one.signed, by)

describe('a signature', () => {
  it('is that of the known vector', () => {
    const read = claim() as Claim
    expect(read).toMatchObject({
      eventId: '1f2e3d4c-0000-4000-8000-0123456789ab',
      account: '1003',
      occurredAt: new Date(created * 1000),
    })
    expect(isGood(read)).toBe(true)
    expect(isGood(read, 'another')).toBe(false)
    expect(isGood(read, '')).toBe(false)
  })

  it.each([
    ['missing', {}, 'unsigned'],
    ['empty', { 'x-sign': '' }, 'unsigned'],
    ['cut', { 'x-sign': known.slice(0, 40) }, 'malformed_signature'],
    ['longer', { 'x-sign': `${known}AAAA` }, 'malformed_signature'],
    ['hex instead of base64', { 'x-sign': 'ab'.repeat(32) }, 'malformed_signature'],
    ['with white space', { 'x-sign': ` ${known}` }, 'malformed_signature'],
  ])('%s is refused', (_name, headers, refusal) => {
    expect(claim({ headers })).toBe(refusal)
  })

  it.each(['sha1', 'sha256', 'sha512'] as const)(
    'covers body and headers by %s in hex',
    (algorithm) => {
      const how = {
        algorithm,
        encoding: 'hex',
        prefix: 'v1=',
        message: 'v0:{header:x-time}:{body}',
      } as const
      const hmac = createHmac(algorithm, secret).update(`v0:12:${body}`).digest('hex')
      const words = { signature: { ...scheme, ...how } }
      const good = claim({ word: words, headers: { 'x-sign': `v1=${hmac}`, 'x-time': '12' } })
      expect(isGood(good, secret, how)).toBe(true)
      const upper = claim({
        word: words,
        headers: { 'x-sign': `v1=${hmac.toUpperCase()}`, 'x-time': '12' },
      })
      expect(isGood(upper, secret, how)).toBe(true)
      const other = claim({ word: words, headers: { 'x-sign': `v1=${hmac}`, 'x-time': '13' } })
      expect(isGood(other, secret, how)).toBe(false)
      expect(claim({ word: words, headers: { 'x-sign': hmac, 'x-time': '12' } })).toBe(
        'malformed_signature',
      )
      expect(claim({ word: words, headers: { 'x-sign': `v1=${hmac}` } })).toBe('unreadable')
    },
  )

  it('of nobody is good for any other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(isGood(claim({ headers: { 'x-sign': text } }))).toBe(text === known)
      }),
    )
  })
})

describe('the time', () => {
  it.each([
    ['26 hours ago', 93_600, undefined],
    ['longer ago', 93_601, 'stale'],
    ['five minutes ahead', -300, undefined],
    ['further ahead', -301, 'future'],
  ])('of %s', (_name, age, refusal) => {
    const read = claim({ now: (created + age) * 1000 })
    expect(typeof read === 'string' ? read : undefined).toBe(refusal)
  })

  it.each(['null', '"soon"', '-5', '1.5', '""', '{}', '17723574600000000'])(
    '%s is none',
    (value) => {
      expect(claim({ body: body.replace(String(created), value) })).toBe('unreadable')
    },
  )

  it('may be a date', () => {
    const time = { pointer: '/at', unit: 'iso', oldest: 60, ahead: 0 } as const
    const at = '2026-03-01T09:31:00Z'
    const read = claim({
      word: { time },
      body: body.replace('{', `{"at":"${at}",`),
      now: Date.parse(at),
    })
    expect(read).toMatchObject({ occurredAt: new Date(at) })
    expect(claim({ word: { time }, body: body.replace('{', '{"at":"yesterday",') })).toBe(
      'unreadable',
    )
  })
})

describe('a body', () => {
  it.each([
    '',
    'null',
    '[]',
    '"x"',
    '{',
    body.replace('"1f2e', '"\\u0000'),
    body.replace('"1f2e', '"\\ud800'),
    body.replace('1f2e', 'x'.repeat(600)),
    body.replace('1003', 'null'),
    `{"a":${'['.repeat(100)}${']'.repeat(100)},${body.slice(1)}`,
    Buffer.from([0xff, 0xfe, 0x00]),
  ])('%# that lacks what is signed is refused', (hostile) => {
    expect(claim({ body: hostile })).toBe('unreadable')
  })

  it('of any bytes makes nothing throw', () => {
    const strange = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({ eventId: fc.anything(), eventCreated: fc.anything(), storeId: fc.anything() })
        .map((value) =>
          Buffer.from(
            JSON.stringify(value, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v)) ??
              '',
          ),
        ),
    )
    fc.assert(
      fc.property(
        strange,
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', ''),
        (raw, type) => {
          const read = readClaim(word, {
            payload: readPayload(type, raw),
            headers: { 'x-sign': known },
            raw,
            now: created * 1000,
          })
          if (typeof read === 'object')
            expect(isGood(read)).toBe(read.eventId === '1f2e3d4c-0000-4000-8000-0123456789ab')
        },
      ),
    )
  })

  it('need not name what the definition does not ask for', () => {
    const bare: WebhookWord = { address: 'instance' }
    const raw = Buffer.from('hello')
    expect(readClaim(bare, { payload: readPayload('', raw), headers: {}, raw, now: 5 })).toEqual({
      signed: undefined,
      eventId: undefined,
      account: undefined,
      occurredAt: new Date(5),
    })
  })
})
