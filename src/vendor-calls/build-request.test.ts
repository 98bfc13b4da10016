import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import {
  connection,
  connector,
  fakeVendor,
  question,
  resource,
  type Received,
} from '../../test/support/fake-vendor.ts'
import type { Parameter, Resource } from '../catalog/element.ts'
import type { ResourceRequest } from './connection.ts'

async function sent(
  one: Resource,
  request: Partial<ResourceRequest> = {},
  words: Parameters<typeof connector>[1] = {},
  configuration: Record<string, string> = {},
): Promise<Received> {
  const shop = connector([one], words)
  const vendor = fakeVendor({ body: {} })
  const found = shop.element.resources?.[0] as Resource
  await vendor.calls.callResource(
    connection(shop, { configuration }),
    found,
    question({ method: one.method, path: one.path, ...request }),
  )
  return vendor.received[0] as Received
}

const parameter = (words: Parameter): Parameter => words

describe('the request that reaches the vendor', () => {
  test('carries query, path, header, value and configuration where the definition says', async () => {
    const request = await sent(
      resource({
        method: 'GET',
        path: '/orders/{id}',
        vendorPath: '/{shop.id}/order/{orderNumber}',
        parameters: [
          parameter({ type: 'query', vendorType: 'query', name: 'status', vendorName: 'state' }),
          parameter({ type: 'path', vendorType: 'path', name: 'id', vendorName: 'orderNumber' }),
          parameter({ type: 'value', vendorType: 'header', name: 'v3', vendorName: 'X-Version' }),
          parameter({ type: 'value', vendorType: 'query', name: 'full', vendorName: 'view' }),
          parameter({
            type: 'configuration',
            vendorType: 'header',
            name: 'shop.id',
            vendorName: 'X-Shop',
          }),
          parameter({
            type: 'header',
            vendorType: 'header',
            name: 'X-Trace',
            vendorName: 'X-Trace',
          }),
          parameter({ type: 'query', vendorType: 'path', name: 'never', vendorName: 'unused' }),
          parameter({ type: 'query', vendorType: 'no-op', name: 'quiet' }),
        ],
      }),
      {
        pathVariables: { id: 'A#/ 1' },
        query: { status: 'PAID & more', quiet: '1' },
        headers: { 'x-trace': 'abc' },
      },
    )
    expect(request.url).toBe(
      'https://vendor.test/api/1003/order/A%23%2F%201?state=PAID%20%26%20more&view=full',
    )
    expect(request.headers).toMatchObject({
      'x-version': 'v3',
      'x-shop': '1003',
      'x-trace': 'abc',
      accept: 'application/json',
      authorization: 'Bearer token-of-the-shop',
    })
    expect(request.body).toBeUndefined()
  })

  test('hands on nothing by which the client proves itself to us', async () => {
    const names = ['Authorization', 'Cookie', 'Proxy-Authorization']
    const request = await sent(
      resource({
        method: 'GET',
        path: '/orders',
        parameters: names.flatMap((name) => [
          parameter({ type: 'header', vendorType: 'query', name, vendorName: name }),
          parameter({ type: 'header', vendorType: 'header', name, vendorName: `X-${name}` }),
        ]),
      }),
      { headers: { authorization: 'User u', cookie: 'session=s', 'proxy-authorization': 'p' } },
    )
    expect(request.url).toBe('https://vendor.test/api/orders')
    expect(Object.keys(request.headers).filter((name) => name.startsWith('x-'))).toEqual([])
    expect(request.headers['authorization']).toBe('Bearer token-of-the-shop')
  })

  test('wraps the body under the request root and adds body fields without touching the client’s object', async () => {
    const body = Object.freeze({ email: 'a@example.com' })
    const request = await sent(
      resource({
        method: 'POST',
        path: '/customers',
        rootKey: 'customer|',
        parameters: [
          parameter({ type: 'body', vendorType: 'body', name: 'body' }),
          parameter({
            type: 'configuration',
            vendorType: 'bodyField',
            name: 'shop.id',
            vendorName: 'meta.shop',
          }),
        ],
      }),
      { body },
    )
    expect(JSON.parse(request.body as string)).toEqual({
      customer: { email: 'a@example.com', meta: { shop: '1003' } },
    })
    expect(body).toEqual({ email: 'a@example.com' })
    expect(request.headers['content-type']).toBe('application/json')
  })

  test('fills body templates so that a value cannot change their shape', async () => {
    const template = (name: string, type: string) =>
      resource({
        method: 'POST',
        path: '/query',
        parameters: [
          parameter({ type: 'value', vendorType: 'body', name }),
          parameter({
            type: 'value',
            vendorType: 'header',
            name: type,
            vendorName: 'content-type',
          }),
          parameter({ type: 'bodyField', vendorType: 'bodyToken', name: 'q', vendorName: 'q' }),
        ],
      })
    const body = { q: '"}, <b>' }
    const json = await sent(template('{"ask":"{q}","shop":{shop.id}}', 'application/json'), {
      body,
    })
    expect(JSON.parse(json.body as string)).toEqual({ ask: '"}, <b>', shop: 1003 })
    const xml = await sent(template('<ask>{q}</ask>', 'text/xml'), { body })
    expect(xml.body).toBe('<ask>&quot;}, &lt;b&gt;</ask>')
  })

  test('sends forms', async () => {
    const request = await sent(
      resource({
        method: 'POST',
        path: '/token',
        parameters: [
          parameter({ type: 'value', vendorType: 'form', name: 'code', vendorName: 'grant_type' }),
          parameter({ type: 'body', vendorType: 'form', name: 'body' }),
        ],
      }),
      { body: { code: 'a b&c' } },
    )
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(request.body).toBe('grant_type=code&code=a+b%26c')
  })

  test('passes the body of a write whose definition names no body parameter', async () => {
    const request = await sent(resource({ method: 'POST', path: '/things' }), { body: { a: 1 } })
    expect(request.body).toBe('{"a":1}')
  })

  test('fills base.url from the configuration', async () => {
    const request = await sent(
      resource({ method: 'GET', path: '/a' }),
      {},
      {},
      {
        'base.url': 'https://{site}.vendor.test/',
        site: 'north',
      },
    )
    expect(request.url).toBe('https://north.vendor.test/a')
  })

  test('keeps every path value inside its segment', async () => {
    const one = resource({ method: 'GET', path: '/orders/{id}' })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), async (id) => {
        const outcome = await sent(one, { pathVariables: { id } }).catch((error: unknown) => error)
        if (outcome instanceof Error) {
          expect(outcome).toMatchObject({ status: 400 })
          return
        }
        const url = new URL((outcome as Received).url)
        expect(url.origin).toBe('https://vendor.test')
        const [, ...rest] = url.pathname.split('/orders/')
        expect(rest).toHaveLength(1)
        expect(decodeURIComponent(rest[0] as string)).toBe(id)
        expect(url.search).toBe('')
      }),
    )
  })
})

describe('400', () => {
  const one = resource({
    method: 'GET',
    path: '/orders/{id}',
    parameters: [
      parameter({ type: 'query', vendorType: 'query', name: 'from', required: true }),
      parameter({ type: 'query', vendorType: 'query', name: 'count', dataType: 'integer' }),
      parameter({ type: 'query', vendorType: 'header', name: 'tag', vendorName: 'X-Tag' }),
    ],
  })
  test.each([
    ['a missing required parameter', { query: {} }, "'from' is required"],
    [
      'a word where a number belongs',
      { query: { from: '1', count: '5x' } },
      "'count' must be an integer",
    ],
    ['a line break on its way to a header', { query: { from: '1', tag: 'a\r\nb: c' } }, "'tag'"],
    ['a line break in a query value', { query: { from: 'a\r\nb' } }, "'from'"],
    ['a step upwards', { query: { from: '1' }, pathVariables: { id: '../x' } }, "'id'"],
    ['an empty path value', { query: { from: '1' }, pathVariables: { id: '' } }, "'id' is empty"],
    [
      'a very long path value',
      { query: { from: '1' }, pathVariables: { id: 'x'.repeat(600) } },
      'longer',
    ],
  ])('for %s', async (_name, request, words) => {
    await expect(sent(one, { pathVariables: { id: '7' }, ...request })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_request',
      message: expect.stringContaining(words) as string,
    })
  })

  const write = resource({
    method: 'PATCH',
    path: '/orders',
    parameters: [parameter({ type: 'body', vendorType: 'body', name: 'body', required: true })],
  })
  test.each([[null], [undefined], ['text'], [7], [[{ a: 1 }]]])('for the body %j', async (body) => {
    await expect(sent(write, { body })).rejects.toMatchObject({ status: 400 })
  })
})
