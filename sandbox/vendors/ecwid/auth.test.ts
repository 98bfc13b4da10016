import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient
let now = Date.UTC(2026, 2, 1)

beforeAll(async () => {
  ecwid = await startEcwid(() => now)
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
  await ecwid.control('POST', '/stores', { storeId: 2004, products: 1, orders: 0, customers: 0 })
})

it('takes the token from the header or the query', async () => {
  const path = '/ecwid/api/v3/1003/profile'
  expect((await ecwid.api('GET', '/profile')).status).toBe(200)
  expect((await ecwid.raw(`${path}?token=secret_sandbox_1003`)).status).toBe(200)
})

it.each([
  ['no token', null],
  ['an unknown token', 'secret_unknown'],
  ['a token of another store', 'secret_sandbox_2004'],
])('answers %s with 403 INVALID_API_TOKEN', async (_name, token) => {
  const answer = await ecwid.api('GET', '/profile', undefined, { token })
  expect([answer.status, answer.body['errorCode']]).toEqual([403, 'INVALID_API_TOKEN'])
})

it('answers an unknown store with 404', async () => {
  const answer = await ecwid.api('GET', '/profile', undefined, { storeId: 77 })
  expect([answer.status, answer.body['errorCode']]).toEqual([404, 'STORE_NOT_FOUND'])
})

it('answers a missing scope with 403 INSUFFICIENT_APP_SCOPE', async () => {
  const minted = await ecwid.control('POST', '/stores/1003/tokens', { scopes: ['read_orders'] })
  const token = textOf(minted.body['token'])
  expect((await ecwid.api('GET', '/orders', undefined, { token })).status).toBe(200)
  const answer = await ecwid.api('GET', '/products', undefined, { token })
  expect([answer.status, answer.body['errorCode']]).toEqual([403, 'INSUFFICIENT_APP_SCOPE'])
})

it('answers 402 without a body on a free plan, with a code when suspended', async () => {
  await ecwid.control('PUT', '/stores/1003/settings', { plan: 'free' })
  const free = await ecwid.api('GET', '/profile')
  expect([free.status, free.text]).toEqual([402, ''])
  await ecwid.control('PUT', '/stores/1003/settings', { plan: 'business', suspended: true })
  const suspended = await ecwid.api('GET', '/profile')
  expect([suspended.status, suspended.body['errorCode']]).toEqual([402, 'STORE_IS_SUSPENDED'])
})

it('answers 429 with Retry-After beyond the limit, for each token alone, until the minute is over', async () => {
  await ecwid.control('PUT', '/stores/1003/settings', { rateLimitPerMinute: 3 })
  const { body } = await ecwid.control('POST', '/stores/1003/tokens', {})
  const other = { token: textOf(body['token']) }
  const statuses = []
  for (let call = 0; call < 4; call += 1) statuses.push((await ecwid.api('GET', '/profile')).status)
  expect(statuses).toEqual([200, 200, 200, 429])
  expect((await ecwid.api('GET', '/profile', undefined, other)).status).toBe(200)
  now += 20_000
  const refused = await ecwid.api('GET', '/profile')
  expect(refused.headers.get('retry-after')).toBe('40')
  expect(refused.body['errorCode']).toBe('RATE_LIMITED')
  now += 40_000
  expect((await ecwid.api('GET', '/profile')).status).toBe(200)
})

it('answers a known path with another verb with 405, and an unknown one with 404', async () => {
  const answer = await ecwid.api('PATCH', '/products/700100', {})
  expect([answer.status, answer.body['errorCode']]).toEqual([405, 'METHOD_NOT_ALLOWED'])
  expect((await ecwid.api('GET', '/spells')).status).toBe(404)
})

it('answers another content type with 415 and a broken body with 400', async () => {
  const headers = { authorization: 'Bearer secret_sandbox_1003' }
  const path = '/ecwid/api/v3/1003/products'
  const text = await ecwid.raw(path, { method: 'POST', headers, body: 'name=x' })
  expect(text.status).toBe(415)
  const send = (body: string) =>
    ecwid.raw(path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
  for (const body of ['{"name":', '', '[]', '"x"', 'null']) {
    const answer = await send(body)
    expect([body, answer.status, answer.body['errorCode']]).toEqual([body, 400, 'WRONG_PARAMETER'])
  }
})

it('tells what the presented token may do', async () => {
  const minted = await ecwid.control('POST', '/stores/1003/tokens', { scopes: ['read_catalog'] })
  const token = textOf(minted.body['token'])
  const { body } = await ecwid.api('GET', '/application/token', undefined, { token })
  expect(body['permissions']).toEqual(['read_store_profile', 'read_catalog'])
})
