/** An old instance with the keys of the retired API, through the same paths as today's. */
import SwaggerParser from '@apidevtools/swagger-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByKeys,
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Row,
  type Send,
} from './ecwid-client.ts'

const running = await startPlatform()
const platform = platformClient(running)
const control = storeControl(running)
const storeId = 2501
/** With the legacy keys, and with today's token, on the same store. */
let hub: Send
let today: Send
let id: string
let token: string

beforeAll(async () => {
  const store = await newStore(control, storeId, { products: 12, orders: 60, customers: 20 })
  const instance = await connectByKeys(platform, storeId)
  id = String(instance['id'])
  token = String(instance['token'])
  hub = hubClient(running, token)
  today = hubClient(running, String((await connectByToken(platform, store))['token']))
})

const ids = (list: readonly Row[]): unknown[] => list.map((row) => row['id'])

async function find(path: string, where: string): Promise<Row[]> {
  return rows(await hub('GET', path, { query: { where, pageSize: '200' } }))
}

async function someOrder(keep: (order: Row) => boolean): Promise<Row> {
  const found = rows(await hub('GET', '/orders', { query: { pageSize: '200' } })).find(keep)
  if (found === undefined) throw new Error('the store has no such order')
  return found
}

describe('orders by the legacy keys', () => {
  it('have the names, statuses and amounts of today', async () => {
    const old = await someOrder((order) => 'billingPerson' in order)
    const public_ = encodeURIComponent(String(old['vendorOrderNumber']))
    const same = record(await today('GET', `/orders/${public_}`))
    for (const name of [
      'orderNumber',
      'email',
      'subtotal',
      'total',
      'tax',
      'paymentStatus',
      'customerId',
      'updateDate',
      'updateTimestamp',
    ]) {
      expect(old[name], name).toEqual(same[name])
    }
    expect(old['id']).toBe(String(old['orderNumber']))
    expect(old['vendorOrderNumber']).toBe(same['id'])
    const names = (order: Row): unknown[] => (order['items'] as Row[]).map((item) => item['name'])
    expect(names(old)).toEqual(names(same))
    for (const gone of ['totalCost', 'number', 'lastChangeDate', 'customerEmail']) {
      expect(old).not.toHaveProperty(gone)
    }
    expect(record(await hub('GET', `/orders/${String(old['id'])}`))).toEqual(old)
  })

  it('are walked page by page with the vendor doing the paging', async () => {
    const seen: unknown[] = []
    let nextPage: string | undefined
    do {
      const query: Record<string, string> = { pageSize: '25', fields: 'id,total' }
      if (nextPage !== undefined) query['nextPage'] = nextPage
      const answer = await hub('GET', '/orders', { query })
      seen.push(...ids(rows(answer)))
      nextPage = answer.headers['elements-next-page-token']
    } while (nextPage !== undefined)
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })

  it('are found by status in both vocabularies, number, customer, mail address and time', async () => {
    const paid = await find('/orders', "statuses = 'ACCEPTED'")
    expect(paid.length).toBeGreaterThan(0)
    expect(new Set(paid.map((order) => order['paymentStatus']))).toEqual(new Set(['PAID']))
    expect(ids(await find('/orders', "statuses = 'PAID'"))).toEqual(ids(paid))
    const some = await someOrder((order) => order['customerId'] !== undefined)
    expect(ids(await find('/orders', `order = ${String(some['id'])}`))).toEqual([some['id']])
    const theirs = await find('/orders', `customer_id = ${String(some['customerId'])}`)
    expect(ids(theirs)).toContain(some['id'])
    expect(ids(await find('/orders', `customer_email = '${String(some['email'])}'`))).toContain(
      some['id'],
    )
    const guests = await find('/orders', 'customer_id IS NULL')
    expect(guests.every((order) => order['customerId'] === undefined)).toBe(true)
    const changed = Number(some['updateTimestamp'])
    expect(
      ids(await find('/orders', `updateDate >= ${changed} AND updateDate <= ${changed}`)),
    ).toContain(some['id'])
    expect(await find('/orders', "to_date = '2001-01-01'")).toEqual([])
    const wrong = await hub('GET', '/orders', { query: { where: "statuses = 'LOST'" } })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
  })

  it('change in status and tracking, and are answered as read back', async () => {
    const { id } = await someOrder((order) => order['fulfillmentStatus'] === 'AWAITING_PROCESSING')
    const address = `/orders/${String(id)}`
    const body = { paymentStatus: 'ACCEPTED', fulfillmentStatus: 'DELIVERED' }
    expect(record(await hub('PATCH', address, { body }))).toMatchObject({
      id,
      paymentStatus: 'PAID',
      fulfillmentStatus: 'DELIVERED',
    })
    const tracked = record(await hub('PATCH', address, { body: { shippingTrackingCode: 'T1' } }))
    expect(tracked).toMatchObject({ trackingNumber: 'T1', fulfillmentStatus: 'SHIPPED' })
    const cancelled = record(await hub('PATCH', address, { query: { action: 'cancel' } }))
    expect(cancelled).toMatchObject({
      paymentStatus: 'CANCELLED',
      fulfillmentStatus: 'WILL_NOT_DELIVER',
    })
    const open = record(await hub('PATCH', address, { query: { action: 'reopen' } }))
    expect(open).toMatchObject({
      paymentStatus: 'AWAITING_PAYMENT',
      fulfillmentStatus: 'AWAITING_PROCESSING',
    })
    const before = await callsSeen(control, `POST /ecwid/api/v1/${storeId}/orders`)
    expect(record(await hub('PATCH', address, { query: { action: 'reopen' } }))).toEqual(open)
    expect(await callsSeen(control, `POST /ecwid/api/v1/${storeId}/orders`)).toBe(before)
  })

  it('show one payment', async () => {
    const order = await someOrder((one) => one['paymentStatus'] === 'PAID')
    expect(rows(await hub('GET', `/orders/${String(order['id'])}/payments`))).toMatchObject([
      { paymentStatus: 'PAID', total: order['total'] },
    ])
  })

  it.each([
    ['GET', '/orders/999999999', undefined, 404],
    ['GET', '/orders/AB1CD', undefined, 400],
    ['PATCH', '/orders/999999999', { paymentStatus: 'PAID' }, 404],
    ['PATCH', '/orders/AB1CD', { paymentStatus: 'PAID' }, 400],
    ['PATCH', '/orders/1', {}, 400],
    ['GET', '/orders/999999999/payments', undefined, 404],
  ])('%s %s with %j is %i', async (method, path, body, status) => {
    const answer = await hub(method, path, body === undefined ? {} : { body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  })
})

describe('customers by the legacy keys', () => {
  it('are those who have ordered, each once, counted', async () => {
    const all = rows(await hub('GET', '/customers', { query: { pageSize: '200' } }))
    expect(all.length).toBeGreaterThan(3)
    expect(new Set(ids(all)).size).toBe(all.length)
    const [first] = all
    const one = record(await hub('GET', `/customers/${String(first?.['id'])}`))
    expect(one).toEqual(first)
    const orders = rows(await hub('GET', `/customers/${String(first?.['id'])}/orders`))
    expect(orders).toHaveLength(Number(first?.['totalOrderCount']))
    expect(orders.every((order) => order['customerId'] === first?.['id'])).toBe(true)
    const same = record(await today('GET', `/customers/${String(first?.['id'])}`))
    expect(same['email']).toBe(first?.['email'])
  })

  it('come in pages and are found by id and mail address', async () => {
    const page = await hub('GET', '/customers', { query: { pageSize: '2', fields: 'id,email' } })
    expect(rows(page)).toHaveLength(2)
    expect(page.headers['elements-next-page-token']).toBeDefined()
    const [customer] = rows(page)
    const id = String(customer?.['id'])
    expect(ids(await find('/customers', `customer_id = ${id}`))).toEqual([customer?.['id']])
    const email = String(customer?.['email'])
    expect(ids(await find('/customers', `email = '${email}'`))).toEqual([customer?.['id']])
    expect(await find('/customers', 'customer_id = 999999999')).toEqual([])
    expect((await hub('GET', '/customers/999999999')).status).toBe(404)
    expect((await hub('GET', '/customers/999999999/orders')).status).toBe(404)
  })
})

describe('the catalog by the legacy keys', () => {
  it('lists products, hidden ones too unless they are left out', async () => {
    const all = rows(await hub('GET', '/products', { query: { pageSize: '200' } }))
    expect(all).toHaveLength(12)
    const shown = await find('/products', 'hidden_products = false')
    expect(shown.every((product) => product['enabled'] === true)).toBe(true)
    expect(shown.length).toBeLessThan(12)
    const page = await hub('GET', '/products', { query: { pageSize: '5', page: '3' } })
    expect(rows(page)).toHaveLength(2)
  })

  it('reads one product, and changes it', async () => {
    const [first] = await find('/products', 'hidden_products = false')
    const address = `/products/${String(first?.['id'])}`
    expect(record(await hub('GET', address))).toMatchObject({
      id: first?.['id'],
      categoryIds: expect.any(Array) as unknown[],
    })
    const body = { price: 4.5, quantity: 3 }
    expect(record(await hub('PATCH', address, { body }))).toMatchObject(body)
    expect(record(await today('GET', address))).toMatchObject(body)
    expect((await hub('GET', '/products/99999999')).status).toBe(404)
    expect((await hub('PATCH', '/products/99999999', { body })).status).toBe(404)
  })

  it('lists categories and reads one', async () => {
    const all = rows(await hub('GET', '/categories'))
    expect(all.length).toBeGreaterThan(5)
    const roots = await find('/categories', 'parent = 0')
    expect(roots.every((category) => category['parentId'] === undefined)).toBe(true)
    expect(record(await hub('GET', `/categories/${String(all[0]?.['id'])}`))).toMatchObject({
      id: all[0]?.['id'],
      name: all[0]?.['name'],
    })
  })
})

describe('what the legacy keys cannot do', () => {
  it.each([
    ['POST', '/orders', { total: 1 }],
    ['POST', '/products', { name: 'x' }],
    ['POST', '/customers', { email: 'a@example.com' }],
    ['PATCH', '/customers/9001', { taxExempt: true }],
    ['DELETE', '/orders/1', undefined],
    ['DELETE', '/products/700100', undefined],
    ['GET', '/orders/deleted', undefined],
    ['GET', '/orders/1/refunds', undefined],
    ['GET', '/discount_coupons', undefined],
    ['GET', '/carts', undefined],
    ['POST', '/carts/A/place', undefined],
    ['POST', '/orders/calculate', { items: [] }],
    ['GET', '/reviews', undefined],
    ['PATCH', '/reviews/mass_update', { selectMode: 'ALL', delete: true }],
    ['GET', '/reviews/deleted', undefined],
    ['GET', '/promotions/1', undefined],
    ['PATCH', '/classes/0', { name: 'x' }],
    ['POST', '/products/filters', { params: { filterFields: 'price' } }],
    ['GET', '/products/sort', undefined],
    ['GET', '/profile/shippingOptions', undefined],
    ['GET', '/profile/paymentOptions', undefined],
    ['POST', '/storage', { key: 'a', value: 'b' }],
    ['POST', '/batch', [{ id: 'a', path: '/orders', method: 'GET' }]],
  ])('%s %s is a 400 that names OAuth', async (method, path, body) => {
    const before = await callsSeen(control, `/${storeId}/`)
    const answer = await hub(method, path, body === undefined ? {} : { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'authentication_not_supported' } })
    expect((answer.body as Row)['message']).toContain('oauth2')
    expect(await callsSeen(control, `/${storeId}/`)).toBe(before)
  })

  it.each([
    ['/orders/1', { email: 'b@example.com' }, 'email'],
    ['/products/700100', { quantityDelta: 1 }, 'quantityDelta'],
  ])('PATCH %s with %j names what needs OAuth', async (path, body, name) => {
    const answer = await hub('PATCH', path, { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    const { message } = answer.body as { message: string }
    expect(message).toContain(name)
    expect(message).toContain('oauth2')
  })
})

describe('the documents of an old instance', () => {
  interface Document {
    paths: Record<string, Record<string, { parameters: { name: string }[] }>>
  }
  const own = (path: string): ReturnType<Send> => running.request('GET', path, { token })
  const document = async (answer: ReturnType<Send>): Promise<Document> => {
    const body = record(await answer) as unknown as Document
    await SwaggerParser.validate(structuredClone(body) as never)
    return body
  }
  const resources = ({ paths }: Document): string[] =>
    Object.keys(paths).filter((path) => !/ping|objects|objectName/.test(path))

  it.each(['', '?version=3.1'])('show what the legacy keys reach (docs%s)', async (query) => {
    const whole = await document(platform('GET', `/instances/${id}/docs${query}`))
    expect(resources(whole)).toEqual([
      '/categories',
      '/categories/{id}',
      '/customers',
      '/customers/{id}',
      '/customers/{id}/orders',
      '/orders',
      '/orders/{id}',
      '/orders/{orderId}/payments',
      '/products',
      '/products/{id}',
    ])
    expect(Object.keys(whole.paths['/orders/{id}'] ?? {})).toEqual(['get', 'patch'])
    expect(Object.keys(whole.paths['/products'] ?? {})).toEqual(['get'])
    expect(await document(own(`/instances/docs${query}`))).toEqual(whole)
  })

  it('are those of its own variant, also by operation', async () => {
    const operation = record(await platform('GET', `/instances/${id}/docs/updateOrderById`))
    const today = record(await platform('GET', '/elements/ecwid/docs/updateOrderById'))
    expect(operation['paths']).not.toEqual(today['paths'])
    expect(record(await own('/instances/docs/updateOrderById'))).toEqual(operation)
    for (const path of [`/instances/${id}/docs`, '/instances/docs']) {
      const models = record(await own(`${path}/updateOrderById/definitions`))
      expect(models).toEqual(operation['definitions'])
      for (const gone of ['createOrder', 'getDiscount_coupons', 'createOrder/definitions']) {
        expect((await own(`${path}/${gone}`)).status, gone).toBe(404)
      }
    }
  })

  it('name its objects, with the fields of its variant', async () => {
    const names = (await hub('GET', '/objects')).body
    expect(names).toEqual([
      'categories',
      'customers',
      'customersOrders',
      'orders',
      'ordersPayments',
      'products',
    ])
    expect((await today('GET', '/objects')).body).toContain('discount_coupons')
    for (const [send, createable] of [
      [hub, false],
      [today, true],
    ] as const) {
      const metadata = record(await send('GET', '/objects/orders/metadata'))
      const email = (metadata['fields'] as Row[]).find(({ path }) => path === 'email')
      expect(email).toMatchObject({ createable })
    }
    expect((await hub('GET', '/objects/discount_coupons/metadata')).status).toBe(404)
  })

  it('describe one object, and none that it does not have', async () => {
    const orders = await document(hub('GET', '/objects/orders/docs'))
    expect(resources(orders)).toEqual(['/orders', '/orders/{id}'])
    expect(Object.keys(orders.paths['/orders'] ?? {})).toEqual(['get'])
    expect((await hub('GET', '/objects/discount_coupons/docs')).status).toBe(404)
  })
})

it('answers a ping, and never shows a key', async () => {
  expect(record(await hub('GET', '/ping'))).toMatchObject({ valid: true })
  const answer = await hub('GET', '/orders', { query: { pageSize: '5' } })
  expect(JSON.stringify([answer.body, answer.headers])).not.toContain('sandbox-order-key')
})
