import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type EcwidClient, startEcwid } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

it('makes stores of any size with a token of their own', async () => {
  const made = await ecwid.control('POST', '/stores', {
    storeId: 42,
    seed: 'x',
    products: 3,
    orders: 4,
    customers: 2,
    currency: 'EUR',
  })
  expect(made.body['counts']).toMatchObject({ products: 3, orders: 4, customers: 2 })
  const profile = await ecwid.api('GET', '/profile', undefined, { storeId: 42 })
  expect(profile.body['formatsAndUnits']).toMatchObject({ currency: 'EUR' })
  await ecwid.control('DELETE', '/stores/42')
  expect((await ecwid.api('GET', '/profile', undefined, { storeId: 42 })).status).toBe(404)
})

it('makes an empty store', async () => {
  await ecwid.control('POST', '/stores', { storeId: 43, products: 0, orders: 0, customers: 0 })
  for (const path of ['/products', '/orders', '/customers']) {
    const { body } = await ecwid.api('GET', path, undefined, { storeId: 43 })
    expect(body).toMatchObject({ total: 0, items: [] })
  }
})

it('shows entities as they are, whatever the search shows', async () => {
  await ecwid.control('PUT', '/stores/1003/settings', { searchLagMs: 60_000 })
  const { body } = await ecwid.api('POST', '/products', { name: 'Fresh', price: 1 })
  const id = Number(body['id'])
  const read = async (path: string) => (await ecwid.control('GET', `/stores/1003/${path}`)).body
  expect(await read(`products/${id}`)).toMatchObject({ id, name: 'Fresh' })
  expect(await read('products')).toMatchObject({ total: 31 })
  expect(await read('orders/412')).toMatchObject({ id: '412' })
  await ecwid.api('DELETE', `/products/${id}`)
  expect((await ecwid.control('GET', `/stores/1003/products/${id}`)).status).toBe(404)
  expect((await ecwid.control('GET', '/stores/1003')).body['deleted']).toMatchObject({
    products: [{ id }],
  })
  for (const kind of ['customers', 'categories', 'customer_groups', 'discount_coupons']) {
    const { items } = await read(kind)
    const first = Number(items?.[0]?.['id'])
    expect([kind, (await read(`${kind}/${first}`))['id']]).toEqual([kind, first])
  }
})

it.each([
  ['POST', '/stores', { storeId: '7' }, 400],
  ['POST', '/stores', { storeId: 7, prodcuts: 3 }, 400],
  ['PUT', '/stores/1003/settings', { plan: 'golden' }, 400],
  ['GET', '/stores/9', undefined, 404],
  ['GET', '/stores/1003/spells', undefined, 404],
  ['PUT', '/stores/1003/webhook', { url: 'ftp://x', clientSecret: 'y' }, 400],
])('answers %s %s %j with %i and a reason', async (method, path, body, status) => {
  const answer = await ecwid.control(method, path, body)
  expect([answer.status, answer.body['message']]).toEqual([status, expect.any(String)])
})

it('ends the tokens of a store', async () => {
  const { body } = await ecwid.control('GET', '/stores/1003/tokens')
  expect([...(body['tokens'] ?? [])]).toHaveLength(2)
  expect((await ecwid.control('DELETE', '/stores/1003/tokens')).body).toEqual({ revoked: 2 })
  expect((await ecwid.api('GET', '/profile')).status).toBe(403)
})

it('takes a reset that announces JSON and sends nothing', async () => {
  const headers = { 'content-type': 'application/json' }
  expect((await ecwid.raw('/_control/ecwid/reset', { method: 'POST', headers })).status).toBe(200)
})
