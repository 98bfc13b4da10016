import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { connection, connector, fakeVendor, resource } from '../../test/support/fake-vendor.ts'
import type { ProxyRequest } from './proxy.ts'

const shop = connector([resource({ method: 'GET', path: '/a' })], {
  hubwright: {
    authentication: {
      oauth2: {
        label: 'Token',
        place: [
          { in: 'header', name: 'X-Key', value: 'Key {oauth.user.token}' },
          { in: 'query', name: 'token', value: '{oauth.user.token}' },
        ],
      },
    },
  },
})

async function pass(
  request: Partial<ProxyRequest>,
  script: Parameters<typeof fakeVendor>[0] = { body: {} },
) {
  const vendor = fakeVendor(script)
  const answer = await vendor.calls.proxy(connection(shop), {
    method: 'GET',
    path: '/profile',
    query: '',
    headers: {},
    body: undefined,
    deadline: 30_000,
    ...request,
  })
  return { answer, received: vendor.received }
}

describe('pass-through', () => {
  test('sends path, query and body as written, with our credentials and without the client’s', async () => {
    const body = Buffer.from('{"a": 1}')
    const { received } = await pass({
      method: 'POST',
      path: '/orders/A%2F1/%23x',
      query: 'a=b%20c&token=stolen&a=d',
      headers: {
        authorization: 'User u, Element e',
        cookie: 'c',
        host: 'here',
        connection: 'close, x-hop',
        'x-hop': '1',
        'x-key': 'mine',
        'x-forwarded-for': '1.2.3.4',
        'elements-version': 'Helium',
        'content-type': 'application/json',
        'content-length': '8',
        'x-other': 'kept',
      },
      body,
    })
    expect(received[0]?.url).toBe(
      'https://vendor.test/api/orders/A%2F1/%23x?a=b%20c&a=d&token=token-of-the-shop',
    )
    expect(received[0]?.headers).toEqual({
      'content-type': 'application/json',
      'x-other': 'kept',
      'x-key': 'Key token-of-the-shop',
      'accept-encoding': 'gzip, deflate',
    })
    expect(received[0]?.body).toBe(body)
  })

  test('answers the vendor’s status, bytes and headers, errors too, without what is not the client’s', async () => {
    const text = '{ "errorMessage" : null }'
    const { answer } = await pass(
      {},
      {
        status: 418,
        text,
        headers: {
          etag: 'e',
          'set-cookie': 'c=1',
          connection: 'x-y',
          'x-y': '1',
          'elements-error': 'x',
          'content-encoding': 'gzip',
        },
      },
    )
    expect(answer.status).toBe(418)
    expect(answer.body.toString()).toBe(text)
    expect(answer.headers).toEqual({ 'content-type': 'application/json', etag: 'e' })
  })

  test('carries keys that the definition puts on every request, and is refused where only resources know how', async () => {
    const custom = (words: Parameters<typeof connector>[1]) =>
      connection(
        connector([], {
          authentication: { type: 'custom' },
          configuration: [
            { key: 'base.url', name: 'Base URL', defaultValue: 'https://vendor.test/api' },
            { key: 'api.key', name: 'Key', type: 'PASSWORD' },
          ],
          ...words,
        }),
        { authenticationType: 'custom', configuration: { 'api.key': 'the-key' } },
      )
    const request: ProxyRequest = {
      method: 'GET',
      path: '/a',
      query: 'key=mine&b=1',
      headers: {},
      body: undefined,
      deadline: 30_000,
    }
    const vendor = fakeVendor({ body: {} })
    await expect(vendor.calls.proxy(custom({}), request)).rejects.toMatchObject({
      status: 400,
      code: 'authentication_not_supported',
    })
    expect(vendor.received).toHaveLength(0)
    const keyed = custom({
      parameters: [
        { type: 'configuration', vendorType: 'query', name: 'api.key', vendorName: 'key' },
        { type: 'value', vendorType: 'header', name: 'v2', vendorName: 'X-Version' },
      ],
    })
    await vendor.calls.proxy(keyed, request)
    expect(vendor.received[0]?.url).toBe('https://vendor.test/api/a?b=1&key=the-key')
    expect(vendor.received[0]?.headers['x-version']).toBe('v2')
  })

  test('answers a 304 without asking again', async () => {
    expect((await pass({}, { status: 304 })).received).toHaveLength(1)
  })

  test.each([
    '../x',
    'a/../../x',
    '%2e%2e/x',
    '.%2E/x',
    '..%2fx',
    '%252e%252e%252fx',
    '..\\x',
    'https://evil.test/',
    'https:%2f%2fevil.test/',
    '//evil.test/x',
    '%2F%2Fevil.test',
    'a%00b',
    'a%0d%0ab',
    'a#b',
    'bad%zz',
  ])('refuses %s', async (path) => {
    await expect(pass({ path: `/${path}` })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_request',
    })
  })

  test('never leaves base.url, whatever the path', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      'a',
      '@',
      ':',
      'evil.test',
      '?',
      ';',
      ' ',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const outcome = await pass({ path: `/${pieces.join('')}` }).catch((error: unknown) => error)
        if (outcome instanceof Error) {
          expect(outcome).toMatchObject({ status: 400 })
          return
        }
        const { received } = outcome as Awaited<ReturnType<typeof pass>>
        const url = new URL(received[0]?.url ?? '')
        expect(url.origin).toBe('https://vendor.test')
        expect(`${url.pathname}/`.startsWith('/api/')).toBe(true)
      }),
    )
  })
})
