import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient
const base = '/ecwid/api/v1/1003'

beforeAll(async () => {
  ecwid = await startEcwid(() => Date.UTC(2026, 2, 1))
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const orders = (query: string) =>
  ecwid.raw(`${base}/orders?secure_auth_key=sandbox-order-key&${query}`)

describe('orders', () => {
  it('need the order key', async () => {
    expect((await ecwid.raw(`${base}/orders`)).status).toBe(403)
    expect((await ecwid.raw(`${base}/orders?secure_auth_key=sandbox-product-key`)).status).toBe(403)
    expect((await orders('')).status).toBe(200)
  })

  it('speak the old names and keep both clocks without offset', async () => {
    const { body } = await orders('order=412')
    const order = body['orders']?.[0]
    const modern = (await ecwid.api('GET', '/orders/412')).body
    expect(order).toMatchObject({
      number: 412,
      vendorNumber: '412',
      paymentStatus: 'QUEUED',
      fulfillmentStatus: 'NEW',
      totalCost: modern['total'],
      customerEmail: modern['email'],
    })
    const utc = textOf(modern['createDate']).slice(0, 19)
    expect(order?.['lastChangeDate']).toBe(utc)
    const apart = Date.parse(`${utc}Z`) - Date.parse(`${textOf(order?.['created'])}Z`)
    expect([4, 5]).toContain(apart / 3_600_000)
  })

  it('come in pages that name the next one', async () => {
    const first = (await orders('limit=50')).body
    expect(first).toMatchObject({ count: 50, total: 60 })
    const next = (await ecwid.raw(textOf(first['nextUrl']).slice(ecwid.sandbox.url.length))).body
    expect(next['count']).toBe(10)
    expect(next).not.toHaveProperty('nextUrl')
    const seen = [...(first['orders'] ?? []), ...(next['orders'] ?? [])].map((one) => one['number'])
    expect(new Set(seen).size).toBe(60)
  })

  it('are found by status in old and new words, date and buyer', async () => {
    const total = async (query: string) => Number((await orders(query)).body['total'])
    expect(await total('statuses=QUEUED')).toBe(await total('statuses=AWAITING_PAYMENT'))
    expect(await total('statuses=QUEUED')).toBeGreaterThan(0)
    expect(await total('statuses=ACCEPTED,NEW')).toBeLessThan(await total('statuses=ACCEPTED'))
    expect(await total('from_date=2026-03-01')).toBe(0)
    expect(await total('to_date=2026-03-01')).toBe(60)
    const buyer = textOf((await ecwid.api('GET', '/orders/412')).body['email'])
    expect(await total(`customer_email=${buyer}`)).toBeGreaterThan(0)
    expect((await orders('statuses=LOST')).status).toBe(400)
  })

  it('are shipped by a tracking code alone', async () => {
    const body = new URLSearchParams({
      secure_auth_key: 'sandbox-order-key',
      order: '412',
      new_payment_status: 'ACCEPTED',
      new_shipping_tracking_code: 'T-1',
    })
    const answer = await ecwid.raw(`${base}/orders`, { method: 'POST', body })
    expect(answer.body).toMatchObject({
      count: 1,
      orders: [
        {
          paymentStatus: 'ACCEPTED',
          oldPaymentStatus: 'QUEUED',
          fulfillmentStatus: 'SHIPPED',
          oldFulfillmentStatus: 'NEW',
          shippingTrackingCode: 'T-1',
        },
      ],
    })
    expect((await ecwid.api('GET', '/orders/412')).body).toMatchObject({
      paymentStatus: 'PAID',
      fulfillmentStatus: 'SHIPPED',
      trackingNumber: 'T-1',
    })
  })
})

describe('the catalog', () => {
  const key = 'secure_auth_key=sandbox-product-key'

  it('is public, but hidden products need the key', async () => {
    const count = async (query: string) =>
      [...(await ecwid.raw(`${base}/products?${query}`)).body].length
    expect(await count('')).toBe(29)
    expect(await count('hidden_products=true')).toBe(29)
    expect(await count(`hidden_products=true&${key}`)).toBe(30)
    expect((await ecwid.raw(`${base}/products?secure_auth_key=guess`)).status).toBe(403)
    expect((await ecwid.raw(`${base}/product?id=700103`)).status).toBe(404)
    expect((await ecwid.raw(`${base}/product?id=700103&${key}`)).status).toBe(200)
    expect([...(await ecwid.raw(`${base}/categories?parent=11`)).body]).toHaveLength(2)
    expect((await ecwid.raw(`${base}/profile`)).body['currency']).toBe('USD')
  })

  it('changes a product with the key', async () => {
    const put = (query: string) =>
      ecwid.raw(`${base}/product?id=700100&${query}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ quantity: 3, price: 5.5 }),
      })
    expect((await put('')).status).toBe(403)
    expect((await put(key)).status).toBe(200)
    expect((await ecwid.api('GET', '/products/700100')).body).toMatchObject({
      quantity: 3,
      price: 5.5,
    })
  })
})

it('is gone where the store’s switch says so', async () => {
  await ecwid.control('PUT', '/stores/1003/settings', { legacyApi: false })
  expect((await orders('')).status).toBe(404)
})
