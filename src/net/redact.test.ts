import { assert, constantFrom, property, string, tuple, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSecretName, redactHeaders, redactText, redactUrl, redactValue } from './redact.ts'

const userSecret = Buffer.alloc(32, 0xa7).toString('base64')
const organizationSecret = '0123456789abcdef0123456789abcdef'

describe('redactText', () => {
  it.each([
    [
      `Authorization: User ${userSecret}, Organization ${organizationSecret}`,
      [userSecret, organizationSecret],
    ],
    [`Bearer abcdefghijklmnop.qrst failed`, ['abcdefghijklmnop']],
    ['Basic dXNlcjpwYXNzd29yZA== was refused', ['dXNlcjpwYXNzd29yZA']],
    ['token secret_4kN3hG7tRqLw9ZxVbC2mPs8d is unknown', ['4kN3hG7tRqLw9ZxVbC2mPs8d']],
    [`{"client_secret":"hush-hush","a":1}`, ['hush-hush']],
    ['client_secret=hush-hush&grant_type=x', ['hush-hush']],
    ["password: 'correcthorse'", ['correcthorse']],
    ['access_token = abcd1234', ['abcd1234']],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', ['eyJzdWIi', 'c2lnbmF0']],
    ['see https://api.example.com/a?apiKey=k123&state=s456 for more', ['k123', 's456']],
    ['connect postgres://app:hush@db/hub failed', ['hush', 'app:']],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', ['MfKQ9r8']],
    ['opened with Connect hwc_HNDW9KEQobBzKprkk2LsyK0FjQVXgF4ywCx6n6xxBf4', ['HNDW9KEQ']],
    ['page /connect/1#hwc_HNDW9KEQobBzKprkk2LsyK0FjQVXgF4ywCx6n6xxBf4', ['HNDW9KEQ']],
  ])('takes the secrets out of %s', (text, secrets) => {
    const clean = redactText(text)
    for (const secret of secrets) expect(clean).not.toContain(secret)
    expect(clean).toContain('********'.slice(0, clean.includes('?') ? 0 : 8))
  })

  it.each([
    'No customer found with id 1234567890',
    'The vendor answered 500 within 12 ms at https://app.example.com/api/v3/1003/orders',
    'request 5f0c1d2e3a4b5c6d7e8f9a0b failed',
    'row 7f9c24e5-2f6a-4b61-9d0e-1d2c3b4a5f6e',
    'User not found',
    'The Element ecwid is unknown',
    'the token expired',
  ])('leaves %s as it is', (text) => {
    expect(redactText(text)).toBe(text)
  })

  it('takes out known secrets of any shape, also encoded', () => {
    const secrets = tuple(
      string({ minLength: 4, maxLength: 40 }),
      string(),
      constantFrom(
        (secret: string) => secret,
        (secret: string) => encodeURIComponent(secret),
        (secret: string) => JSON.stringify(secret),
        (secret: string) => Buffer.from(secret).toString('base64'),
      ),
    )
    assert(
      property(secrets, ([secret, around, encode]) => {
        const form = encode(secret)
        if (around.includes(form) || '********'.includes(secret)) return
        const clean = redactText(`${around} ${form} ${around}`, [secret])
        expect(clean.split(around).join('')).not.toContain(form)
      }),
    )
  })

  it('knows our own kinds of secrets', () => {
    assert(
      property(uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const secret = Buffer.from(bytes).toString('base64')
        expect(redactText(`the token ${secret} is wrong`)).toBe('the token ******** is wrong')
      }),
    )
  })

  it('cuts at 1 KB and stays quick for texts made to be slow', () => {
    expect(redactText('x y '.repeat(1000))).toHaveLength(1024)
    const started = performance.now()
    for (const text of [
      'http://'.repeat(10_000),
      `${'a'.repeat(50_000)}@`,
      'token='.repeat(10_000),
      `token ${' '.repeat(50_000)}=`,
      'A'.repeat(100_000),
      'eyJ'.repeat(30_000),
      'secret_'.repeat(10_000),
      'a+'.repeat(30_000),
      `https://a?${'&'.repeat(60_000)}`,
    ]) {
      redactText(text, ['hush'])
    }
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('redactUrl', () => {
  it.each([
    ['https://a.example/p?apiKey=1&apiSecret=2#f', 'https://a.example/p?apiKey&apiSecret'],
    ['/elements/shop/oauth/url?apiSecret=hush&x', '/elements/shop/oauth/url?apiSecret&x'],
    ['https://user:pw@a.example/', 'https://********@a.example/'],
    ['/plain', '/plain'],
    ['/p?', '/p?'],
  ])('%s becomes %s', (url, clean) => {
    expect(redactUrl(url)).toBe(clean)
  })
})

describe('redactHeaders', () => {
  it('masks by name and by value', () => {
    expect(
      redactHeaders(
        {
          Authorization: 'User x',
          cookie: 'a=b',
          'X-Api-Key': 'k',
          'x-shop-token': ['a', 'b'],
          accept: 'application/json',
          'x-note': 'it is hush-hush',
          none: undefined,
        },
        ['hush-hush'],
      ),
    ).toEqual({
      Authorization: '********',
      cookie: '********',
      'X-Api-Key': '********',
      'x-shop-token': '********',
      accept: 'application/json',
      'x-note': 'it is ********',
    })
  })
})

describe('isSecretName', () => {
  it.each([
    'password',
    'client_secret',
    'oauth.api.secret',
    'oauth.api.key',
    'apiKey',
    'refreshToken',
    'Set-Cookie',
    'masterKeys',
    'DATABASE_PASSWORD',
  ])('knows %s', (name) => {
    expect(isSecretName(name)).toBe(true)
  })
  it.each([
    'name',
    'oauth.token.url',
    'tokenType',
    'nextPageToken',
    'token_expires',
    'code',
    'key',
    'id',
  ])('does not take %s for one', (name) => {
    expect(isSecretName(name)).toBe(false)
  })
})

describe('redactValue', () => {
  it('copies what may be read and masks what may not', () => {
    const error = new Error(`refused ${userSecret}`, { cause: new Error('password=hush-hush') })
    const value = redactValue({
      id: 7,
      token: 'short',
      hasToken: true,
      nested: [{ apiKey: 'k', note: `Bearer ${'x'.repeat(20)}` }],
      url: '/a?b=hush',
      at: new Date(0),
      bytes: Buffer.from('hush'),
      err: Object.assign(error, { code: 'EPROTO', response: { body: 'hush' } }),
      big: 12n,
      call() {},
      when: new URL('https://a.example/?c=hush'),
      map: new Map([['a', 'hush']]),
      own: new (class Own {
        toJSON() {
          return { secret: 'hush', n: 1 }
        }
      })(),
    })
    expect(value).toMatchObject({
      id: 7,
      token: '********',
      hasToken: true,
      nested: [{ apiKey: '********', note: 'Bearer ********' }],
      url: '/a?b',
      at: '1970-01-01T00:00:00.000Z',
      bytes: '[4 bytes]',
      err: {
        type: 'Error',
        message: 'refused ********',
        code: 'EPROTO',
        cause: { type: 'Error', message: 'password=********' },
      },
      big: '12',
      when: 'https://a.example/?c',
      map: '[Map]',
      own: { secret: '********', n: 1 },
    })
    const text = JSON.stringify(value)
    expect(text).not.toContain('hush')
    expect(text).not.toContain(userSecret)
  })

  it('survives circles, getters that throw, and endless width', () => {
    const circle: Record<string, unknown> = {
      get bad() {
        throw new Error('no')
      },
      wide: Array.from({ length: 1000 }, (_, index) => index),
    }
    circle['self'] = circle
    const value = redactValue(circle) as Record<string, unknown[]>
    expect(value['bad']).toBe('[unreadable]')
    expect(value['wide']).toHaveLength(100)
    expect(JSON.stringify(value)).toContain('[too deep]')
  })
})
