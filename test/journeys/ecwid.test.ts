import { beforeAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  callsSeen,
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
/** Most tests share this store and this instance. */
let hub: Send
const storeId = 2001

beforeAll(async () => {
  const store = await newStore(control, storeId, {
    products: 45,
    orders: 40,
    customers: 12,
    orderNumberPrefix: 'SHOP/#',
    currency: 'EUR',
    timezone: 'Europe/Madrid',
  })
  const instance = await connectByToken(platform, store)
  hub = hubClient(running, String(instance['token']))
})

const ids = (list: readonly Row[]): unknown[] => list.map((row) => row['id'])

async function inStore(kind: string, id: unknown): Promise<Row> {
  const address = `/stores/${storeId}/${kind}/${encodeURIComponent(String(id))}`
  return record(await control('GET', address))
}

describe('connecting', () => {
  it('takes a store id with a ready secret token, and shows what it learned, not the token', async () => {
    const store = await newStore(control, 2002, { currency: 'EUR', timezone: 'Europe/Madrid' })
    const instance = await connectByToken(platform, store)
    expect(instance).toMatchObject({
      valid: true,
      disabled: false,
      element: { id: 52, key: 'ecwid' },
      configuration: {
        'ecwid.store.id': '2002',
        'oauth.user.token': '********',
        'ecwid.store.currency': 'EUR',
        'ecwid.store.timezone': 'Europe/Madrid',
      },
    })
    expect(JSON.stringify(instance)).not.toContain(store.token)
  })

  it.each([
    ['a token that the store does not know', 'secret_nobody_knows_me', 401],
    ['a public token', 'public_everybody_has_me', 400],
  ])('refuses %s and stores nothing', async (_title, token, status) => {
    await newStore(control, 2003)
    const answer = await platform('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: 'Never made',
        externalAuthentication: 'initial',
        configuration: { 'ecwid.store.id': '2003', 'oauth.user.token': token },
      },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    const found = await platform('GET', '/instances', { query: { searchText: 'Never made' } })
    expect(found.status).toBe(404)
  })

  it('says that a paid plan is needed when the store has none', async () => {
    const store = await newStore(control, 2004, { plan: 'free' })
    const answer = await platform('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: 'Free',
        externalAuthentication: 'initial',
        configuration: { 'ecwid.store.id': '2004', 'oauth.user.token': store.token },
      },
    })
    expect(answer).toMatchObject({ status: 402, body: { code: 'vendor_payment_required' } })
    expect((answer.body as Row)['message']).toContain('paid plan')
  })

  it('checks legacy keys, and names the way to go where they do not reach', async () => {
    const body = {
      element: { key: 'ecwid' },
      name: 'Legacy',
      configuration: {
        'ecwid.order.key': 'sandbox-order-key',
        'ecwid.product.key': 'sandbox-product-key',
        'ecwid.store.id': '1003',
      },
      tags: ['old'],
    }
    const instance = record(await platform('POST', '/instances', { body }))
    expect(instance).toMatchObject({
      element: { typeOauth: false },
      configuration: { 'ecwid.order.key': '********', 'ecwid.product.key': '********' },
    })
    const legacy = hubClient(running, String(instance['token']))
    expect(rows(await legacy('GET', '/orders')).length).toBeGreaterThan(0)
    const answer = await legacy('GET', '/discount_coupons')
    expect(answer).toMatchObject({ status: 400, body: { code: 'authentication_not_supported' } })
    expect((answer.body as Row)['message']).toContain('oauth2')

    const wrong = structuredClone(body)
    wrong.configuration['ecwid.product.key'] = 'not-the-key'
    const refused = await platform('POST', '/instances', { body: wrong })
    expect(refused.status).toBe(401)
    expect((refused.body as Row)['providerMessage']).toContain('secure_auth_key')
  })

  it('names all missing entries of the legacy way at once', async () => {
    const answer = await platform('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: 'Empty',
        configuration: { 'authentication.type': 'custom' },
      },
    })
    expect(answer.status).toBe(400)
    for (const key of ['ecwid.store.id', 'ecwid.order.key', 'ecwid.product.key']) {
      expect((answer.body as Row)['message']).toContain(key)
    }
  })
})

describe('lists', () => {
  it.each(['/products', '/orders', '/customers'])(
    '%s: two pages are one page of twice the size',
    async (path) => {
      const first = await hub('GET', path, { query: { page: '1', pageSize: '3' } })
      const token = first.headers['elements-next-page-token'] ?? ''
      expect(token).not.toBe('')
      const second = await hub('GET', path, {
        query: { pageSize: '3', nextPage: token, page: '2' },
      })
      const byNumber = await hub('GET', path, { query: { pageSize: '3', page: '2' } })
      const both = await hub('GET', path, { query: { pageSize: '6', page: '1' } })
      expect([...rows(first), ...rows(second)]).toEqual(rows(both))
      expect(rows(byNumber)).toEqual(rows(second))
      expect(first.headers['elements-returned-count']).toBe('3')
    },
  )

  it('are walked to their end without losing or repeating a record', async () => {
    const seen: unknown[] = []
    let nextPage: string | undefined
    do {
      const query: Record<string, string> = { pageSize: '7', returnTotalCount: 'true' }
      if (nextPage !== undefined) query['nextPage'] = nextPage
      const answer = await hub('GET', '/products', { query })
      expect(answer.headers['elements-total-count']).toBe('45')
      seen.push(...ids(rows(answer)))
      nextPage = answer.headers['elements-next-page-token'] ?? undefined
    } while (nextPage !== undefined)
    expect(seen).toHaveLength(45)
    expect(new Set(seen).size).toBe(45)
  })

  it('cut a page that is too large and say so', async () => {
    const answer = await hub('GET', '/products', { query: { pageSize: '400' } })
    expect(rows(answer)).toHaveLength(45)
    expect(answer.headers['elements-error']).toContain('100')
  })

  it('give every record an id that its own address takes', async () => {
    for (const path of ['/products', '/orders', '/customers']) {
      const [one] = rows(await hub('GET', path, { query: { pageSize: '1' } }))
      const id = encodeURIComponent(String(one?.['id']))
      expect(record(await hub('GET', `${path}/${id}`))['id']).toEqual(one?.['id'])
    }
  })

  it('answer only the wanted fields, and the id', async () => {
    const answer = await hub('GET', '/orders', {
      query: { fields: 'total,billingPerson.name', pageSize: '2' },
    })
    for (const order of rows(answer)) {
      expect(Object.keys(order).sort()).toEqual(
        ['billingPerson', 'id', 'total'].filter((name) => name in order),
      )
    }
    const { calls } = record(await control('GET', '/calls', { query: { path: '/orders' } })) as {
      calls: { query: Row }[]
    }
    expect(calls.at(-1)?.query['responseFields']).toContain('items(total,billingPerson(name)')
  })

  it('come in the order that was asked for', async () => {
    const prices = rows(await hub('GET', '/products', { query: { orderBy: 'price desc' } })).map(
      (product) => Number(product['price']),
    )
    expect(prices).toEqual([...prices].sort((a, b) => b - a))
    const answer = await hub('GET', '/orders', { query: { orderBy: 'total asc' } })
    expect(answer.headers['elements-error']).toContain('orderBy')
    expect((await hub('GET', '/products', { query: { orderBy: 'weight asc' } })).status).toBe(400)
  })
})

describe('where', () => {
  const find = async (path: string, where: string): Promise<Row[]> =>
    rows(await hub('GET', path, { query: { where, pageSize: '100' } }))

  it('finds orders by date in every form', async () => {
    const [newest] = rows(await hub('GET', '/orders', { query: { pageSize: '1' } }))
    const second = Number(newest?.['createTimestamp'])
    const text = String(newest?.['createDate']).slice(0, 19)
    const day = text.slice(0, 10)
    for (const literal of [
      `'${text}'`,
      `'${text} +0000'`,
      `'${text.replace(' ', 'T')}Z'`,
      String(second),
    ]) {
      expect(ids(await find('/orders', `date = ${literal}`))).toContain(newest?.['id'])
      expect(ids(await find('/orders', `from_date = ${literal}`))).toEqual([newest?.['id']])
    }
    expect(ids(await find('/orders', `date = '${day}'`))).toContain(newest?.['id'])
    expect(ids(await find('/orders', `to_date = '${day}'`))).toContain(newest?.['id'])
    expect(ids(await find('/orders', `createDate < '${text}'`))).not.toContain(newest?.['id'])
  })

  it('finds orders by both kinds of status, by old words, and unfinished ones by name', async () => {
    const all = rows(await hub('GET', '/orders', { query: { pageSize: '100' } }))
    expect(all.some((order) => order['paymentStatus'] === 'INCOMPLETE')).toBe(false)
    const unfinished = await find('/orders', "statuses in ('INCOMPLETE')")
    expect(new Set(unfinished.map((order) => order['paymentStatus']))).toEqual(
      new Set(['INCOMPLETE']),
    )
    const paid = all.find((order) => order['paymentStatus'] === 'PAID') as Row
    const goods = String(paid['fulfillmentStatus'])
    const both = await find('/orders', `statuses in ('ACCEPTED','${goods}')`)
    expect(ids(both)).toEqual(
      ids(
        all.filter(
          (order) => order['paymentStatus'] === 'PAID' && order['fulfillmentStatus'] === goods,
        ),
      ),
    )
  })

  it('finds orders by id, by a range of orders, by customer and mail address', async () => {
    const all = rows(await hub('GET', '/orders', { query: { pageSize: '100' } }))
    const some = all[5] as Row
    const later = all[2] as Row
    expect(ids(await find('/orders', `order = '${String(some['id'])}'`))).toEqual([some['id']])
    const range = await find(
      '/orders',
      `from_order = '${String(some['id'])}' AND to_order = '${String(later['id'])}'`,
    )
    expect(ids(range)).toEqual(ids(all.slice(2, 6)))
    const bought = all.find((order) => order['customerId'] !== undefined) as Row
    const theirs = await find('/orders', `customer_id = ${String(bought['customerId'])}`)
    expect(ids(theirs)).toContain(bought['id'])
    const mailed = await find('/orders', `customer_email = '${String(bought['email'])}'`)
    expect(ids(mailed)).toContain(bought['id'])
  })

  it('finds customers by id and by exact mail address', async () => {
    const [customer] = rows(await hub('GET', '/customers', { query: { pageSize: '1' } }))
    const id = String(customer?.['id'])
    expect(ids(await find('/customers', `customer_id = ${id}`))).toEqual([customer?.['id']])
    expect(await find('/customers', 'customer_id = 999999999')).toEqual([])
    expect(ids(await find('/customers', "customer_email = 'buyer1@example.com'"))).toHaveLength(1)
    const alike = await find('/customers', "customer_email like '%buyer1%'")
    expect(alike.length).toBeGreaterThan(1)
  })

  it('finds products by category and hides disabled ones on request', async () => {
    const all = rows(await hub('GET', '/products', { query: { pageSize: '100' } }))
    const visible = await find('/products', 'hidden_products = false')
    expect(visible.length).toBeLessThan(all.length)
    expect(visible.every((product) => product['enabled'] === true)).toBe(true)
    expect(await find('/products', 'hidden_products = true')).toHaveLength(all.length)
    const inOne = all.find((product) => (product['categoryIds'] as unknown[]).length > 0) as Row
    const category = (inOne['categoryIds'] as number[])[0]
    expect(ids(await find('/products', `category = ${category}`))).toContain(inOne['id'])
  })

  it('tells what it ignored, and refuses what cannot be meant', async () => {
    const odd = await hub('GET', '/products', { query: { where: "shelf = 'A'" } })
    expect(rows(odd)).toHaveLength(45)
    expect(odd.headers['elements-error']).toContain('shelf')
    const broken = await hub('GET', '/orders', { query: { where: "statuses = 'LOST'" } })
    expect(broken).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
  })
})

describe('products', () => {
  it('are created, changed and deleted in the store itself', async () => {
    const made = record(
      await hub('POST', '/products', {
        body: { name: 'Blue cup', sku: 'HW-BLUE', price: 12.5, quantity: 8, compareAtPrice: 15 },
      }),
    )
    expect(made).toMatchObject({ name: 'Blue cup', sku: 'HW-BLUE', compareToPrice: 15 })
    const path = `/products/${String(made['id'])}`
    expect(await inStore('products', made['id'])).toMatchObject({ name: 'Blue cup', quantity: 8 })

    const changed = record(await hub('PATCH', path, { body: { price: 11, name: 'Bluer cup' } }))
    expect(changed).toMatchObject({ id: made['id'], price: 11, name: 'Bluer cup', sku: 'HW-BLUE' })
    expect(await inStore('products', made['id'])).toMatchObject({ price: 11, quantity: 8 })

    const sold = record(await hub('PATCH', path, { body: { quantityDelta: -3 } }))
    expect(sold).toMatchObject({ quantity: 5 })

    const gone = await hub('DELETE', path)
    expect(gone).toMatchObject({ status: 200, body: undefined })
    const there = await control('GET', `/stores/${storeId}/products/${String(made['id'])}`)
    expect(there.status).toBe(404)
    expect(await hub('GET', path)).toMatchObject({
      status: 404,
      body: { code: 'vendor_not_found' },
    })
    expect((await hub('DELETE', path)).status).toBe(404)
    expect((await hub('PATCH', path, { body: { price: 1 } })).status).toBe(404)
    expect((await hub('PATCH', path, { body: { quantityDelta: 1 } })).status).toBe(404)
  })

  it('keep the class of a refusal and the words of the store', async () => {
    const body = { name: 'Twin', sku: 'HW-TWIN', price: 1 }
    record(await hub('POST', '/products', { body }))
    const twice = await hub('POST', '/products', { body })
    expect(twice).toMatchObject({ status: 409, body: { code: 'vendor_conflict' } })
    expect(String((twice.body as Row)['providerMessage'])).toContain('HW-TWIN')
    expect((await hub('POST', '/products', { body: [] })).status).toBe(400)
    expect((await hub('PATCH', '/products/1', { body: {} })).status).toBe(400)
  })
})

describe('customers', () => {
  it('are created, changed and deleted in the store itself', async () => {
    const made = record(
      await hub('POST', '/customers', {
        body: {
          email: 'new@example.com',
          password: 'correct horse',
          billingPerson: { name: 'Ana Vega', city: 'Town', countryCode: 'ES' },
        },
      }),
    )
    expect(made).toMatchObject({ email: 'new@example.com', name: 'Ana Vega' })
    expect(made).not.toHaveProperty('password')
    const path = `/customers/${String(made['id'])}`
    const changed = record(await hub('PATCH', path, { body: { billingPerson: { city: 'Hill' } } }))
    expect(changed).toMatchObject({
      id: made['id'],
      billingPerson: { name: 'Ana Vega', city: 'Hill', countryCode: 'ES' },
    })
    expect(rows(await hub('GET', `${path}/orders`))).toEqual([])
    expect((await hub('DELETE', path)).status).toBe(200)
    expect((await hub('GET', path)).status).toBe(404)
    expect((await hub('GET', `${path}/orders`)).status).toBe(404)
  })

  it('have their orders', async () => {
    const all = rows(await hub('GET', '/orders', { query: { pageSize: '100' } }))
    const { customerId } = all.find((order) => order['customerId'] !== undefined) as Row
    const theirs = rows(
      await hub('GET', `/customers/${String(customerId)}/orders`, { query: { pageSize: '100' } }),
    )
    expect(theirs.length).toBeGreaterThan(0)
    expect(theirs.every((order) => order['customerId'] === customerId)).toBe(true)
    expect(theirs.every((order) => typeof order['id'] === 'string')).toBe(true)
  })

  it('need a mail address that nobody has', async () => {
    expect((await hub('POST', '/customers', { body: {} })).status).toBe(400)
    const taken = await hub('POST', '/customers', { body: { email: 'buyer1@example.com' } })
    expect(taken).toMatchObject({ status: 409, body: { code: 'vendor_conflict' } })
  })
})

describe('orders', () => {
  const newOrder = {
    email: 'buyer@example.com',
    subtotal: 20,
    total: 20,
    paymentStatus: 'AWAITING_PAYMENT',
    fulfillmentStatus: 'NEW',
    paymentMethod: 'Bank transfer',
    items: [
      { name: 'Cup', price: 6, quantity: 2 },
      { name: 'Saucer', price: 8, quantity: 1 },
    ],
    billingPerson: { name: 'Ana Vega', city: 'Town' },
  }
  const made = async (): Promise<{ order: Row; path: string }> => {
    const order = record(await hub('POST', '/orders', { body: newOrder }))
    return { order, path: `/orders/${encodeURIComponent(String(order['id']))}` }
  }

  it('are created and answered whole, by an id with the prefix of the store', async () => {
    const { order, path } = await made()
    expect(String(order['id'])).toMatch(/^SHOP\/#/)
    expect(order).toMatchObject({ total: 20, fulfillmentStatus: 'AWAITING_PROCESSING' })
    expect(await inStore('orders', order['id'])).toMatchObject({ total: 20 })
    const byNumber = record(await hub('GET', `/orders/${String(order['orderNumber'])}`))
    expect(byNumber['id']).toBe(order['id'])
    expect((await hub('DELETE', path)).status).toBe(200)
    expect((await hub('GET', path)).status).toBe(404)
  })

  it('keep their lines and addresses when a part of them changes', async () => {
    const { order, path } = await made()
    const [cup, saucer] = order['items'] as [Row, Row]
    const changed = record(
      await hub('PATCH', path, {
        body: {
          items: [{ id: saucer['id'], quantity: 4 }],
          billingPerson: { city: 'Hill' },
          shippingTrackingCode: 'TR-1',
        },
      }),
    )
    expect(changed).toMatchObject({
      trackingNumber: 'TR-1',
      billingPerson: { name: 'Ana Vega', city: 'Hill' },
      items: [
        { id: cup['id'], name: 'Cup', quantity: 2 },
        { id: saucer['id'], name: 'Saucer', quantity: 4 },
      ],
    })
    const lines = await hub('PATCH', path, { body: { items: [{ name: 'Cup', quantity: 1 }] } })
    expect(lines).toMatchObject({ status: 400, body: { details: [{ path: '/items/0/id' }] } })
  })

  it('are cancelled, reopened and closed', async () => {
    const { path } = await made()
    const act = async (action: string): Promise<Row> =>
      record(await hub('PATCH', path, { query: { action } }))
    expect(await act('cancel')).toMatchObject({
      paymentStatus: 'CANCELLED',
      fulfillmentStatus: 'WILL_NOT_DELIVER',
    })
    expect(await act('reopen')).toMatchObject({
      paymentStatus: 'AWAITING_PAYMENT',
      fulfillmentStatus: 'AWAITING_PROCESSING',
    })
    record(await hub('PATCH', path, { body: { paymentStatus: 'PAID' } }))
    expect(await act('close')).toMatchObject({
      paymentStatus: 'PAID',
      fulfillmentStatus: 'DELIVERED',
    })
    expect(await act('reopen')).toMatchObject({
      paymentStatus: 'PAID',
      fulfillmentStatus: 'AWAITING_PROCESSING',
    })
    const other = await hub('PATCH', path, { query: { action: 'archive' } })
    expect(other).toMatchObject({ status: 400, body: { details: [{ path: 'action' }] } })
  })

  it('show their payment and their refunds', async () => {
    const { order, path } = await made()
    expect(rows(await hub('GET', `${path}/refunds`))).toEqual([])
    expect(rows(await hub('GET', `${path}/payments`))).toMatchObject([
      { paymentMethod: 'Bank transfer', paymentStatus: 'AWAITING_PAYMENT', total: 20 },
    ])
    record(await hub('PATCH', path, { body: { paymentStatus: 'PAID' } }))
    const encoded = encodeURIComponent(String(order['id']))
    record(
      await control('POST', `/stores/${storeId}/orders/${encoded}/refund`, {
        body: { amount: 5, reason: 'Scratched' },
      }),
    )
    const refunds = rows(await hub('GET', `${path}/refunds`))
    expect(refunds).toMatchObject([
      { paymentMethod: 'Bank transfer', amount: 5, reason: 'Scratched' },
    ])
    expect((await hub('GET', '/orders/NOBODY/payments')).status).toBe(404)
  })

  it('answer with the id alone, not with an error, when only reading back fails', async () => {
    await control('POST', '/faults', {
      body: { match: `GET /api/v3/${storeId}/orders/`, fault: 400, times: 1 },
    })
    const answer = await hub('POST', '/orders', { body: newOrder })
    expect(answer.status).toBe(200)
    const { id } = answer.body as Row
    expect(answer.body).toEqual({ id })
    expect(answer.headers['elements-error']).toContain(String(id))
    expect(await inStore('orders', id)).toMatchObject({ total: 20 })
  })
})

describe('what every connector has', () => {
  it('answers a ping, its objects and their fields', async () => {
    expect(record(await hub('GET', '/ping'))).toMatchObject({ endpoint: 'ecwid', valid: true })
    expect((await hub('GET', '/objects')).body).toEqual(
      expect.arrayContaining([
        'customers',
        'customersOrders',
        'orders',
        'ordersPayments',
        'ordersRefunds',
        'products',
      ]),
    )
    const { fields } = record(await hub('GET', '/objects/orders/metadata')) as { fields: Row[] }
    expect(fields.map((field) => field['vendorPath'])).toEqual(
      expect.arrayContaining(['id', 'orderNumber', 'billingPerson.city']),
    )
  })

  it('passes on what it has no resource for', async () => {
    const stats = record(await hub('GET', '/proxy/latest-stats'))
    expect(stats).toHaveProperty('productsUpdated')
    const [product] = rows(await hub('GET', '/products', { query: { pageSize: '1' } }))
    const path = `/proxy/products/${String(product?.['id'])}`
    const changed = record(await hub('PUT', path, { body: { subtitle: 'By hand' } }))
    expect(changed).toEqual({ updateCount: 1 })
    expect(await inStore('products', product?.['id'])).toMatchObject({ subtitle: 'By hand' })
    const missing = await hub('GET', '/proxy/products/1')
    expect(missing).toMatchObject({ status: 404, body: { errorCode: 'PRODUCT_NOT_FOUND' } })
  })
})

describe('an old store', () => {
  it('whose orders have numbers only still has ids that work', async () => {
    const store = await newStore(control, 2005, { era: 2014, idStyle: 'consecutive', orders: 5 })
    const instance = await connectByToken(platform, store)
    const old = hubClient(running, String(instance['token']))
    const [order] = rows(await old('GET', '/orders', { query: { pageSize: '1' } }))
    expect(typeof order?.['id']).toBe('string')
    const path = `/orders/${encodeURIComponent(String(order?.['id']))}`
    expect(record(await old('GET', path))['orderNumber']).toBe(order?.['orderNumber'])
  })
})

describe('when the store says no', () => {
  async function connected(id: number, settings: Row = {}): Promise<{ own: Send; instance: Row }> {
    const store = await newStore(control, id, { products: 3, orders: 0, ...settings })
    const instance = await connectByToken(platform, store)
    return { own: hubClient(running, String(instance['token'])), instance }
  }

  it('a dead token stops all further calls until the store is connected again', async () => {
    const { own, instance } = await connected(2010)
    record(await control('DELETE', '/stores/2010/tokens'))
    const first = await own('GET', '/products')
    expect(first).toMatchObject({ status: 401, body: { code: 'reauth_required' } })
    const before = await callsSeen(control, '/2010/')
    for (const path of ['/products', '/orders', '/customers/1']) {
      expect((await own('GET', path)).status).toBe(401)
    }
    expect(await callsSeen(control, '/2010/')).toBe(before)

    const issued = record(await control('POST', '/stores/2010/tokens', { body: {} }))
    const again = record(
      await platform('PATCH', `/instances/${String(instance['id'])}`, {
        body: { configuration: { 'oauth.user.token': issued['token'] } },
      }),
    )
    expect(again).toMatchObject({ id: instance['id'], token: instance['token'] })
    expect(rows(await own('GET', '/products'))).toHaveLength(3)
  })

  it('a missing scope is 403 with the way out, and the instance stays connected', async () => {
    record(await control('POST', '/stores', { body: { storeId: 2011, products: 3 } }))
    const issued = record(
      await control('POST', '/stores/2011/tokens', { body: { scopes: ['read_catalog'] } }),
    )
    const instance = await connectByToken(platform, {
      storeId: 2011,
      token: String(issued['token']),
    })
    const own = hubClient(running, String(instance['token']))
    const refused = await own('POST', '/products', { body: { name: 'x', price: 1 } })
    expect(refused).toMatchObject({ status: 403, body: { code: 'vendor_forbidden' } })
    expect((refused.body as Row)['message']).toContain('oauth.scope')
    expect(rows(await own('GET', '/products'))).toHaveLength(3)
  })

  it('a plan that lost API access is 402', async () => {
    const { own } = await connected(2012)
    record(await control('PUT', '/stores/2012/settings', { body: { plan: 'free' } }))
    const answer = await own('GET', '/products')
    expect(answer).toMatchObject({ status: 402, body: { code: 'vendor_payment_required' } })
    expect((answer.body as Row)['message']).toContain('paid plan')
  })

  it('a short 429 is waited out, a long one is passed on with Retry-After', async () => {
    const { own } = await connected(2013)
    const match = '/2013/products'
    await control('POST', '/faults', { body: { match, fault: 429, retryAfterSeconds: 1 } })
    expect(rows(await own('GET', '/products'))).toHaveLength(3)
    await control('POST', '/faults', { body: { match, fault: 429, retryAfterSeconds: 120 } })
    const answer = await own('GET', '/products')
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(60)
    const before = await callsSeen(control, '/2013/')
    expect((await own('GET', '/customers')).status).toBe(429)
    expect(await callsSeen(control, '/2013/')).toBe(before)
  })

  it('a passing failure is hidden from readers, and never makes a second order', async () => {
    const { own } = await connected(2014)
    await control('POST', '/faults', { body: { match: 'GET /2014/products', fault: 500 } })
    await control('POST', '/faults', { body: { match: '/2014/products', fault: 500 } })
    expect(rows(await own('GET', '/products'))).toHaveLength(3)
    await control('POST', '/faults', {
      body: { match: 'POST /ecwid/api/v3/2014/orders', fault: 500, when: 'after' },
    })
    const answer = await own('POST', '/orders', {
      body: {
        email: 'a@example.com',
        subtotal: 1,
        total: 1,
        paymentStatus: 'PAID',
        fulfillmentStatus: 'SHIPPED',
        items: [{ name: 'Cup', price: 1, quantity: 1 }],
      },
    })
    expect(answer).toMatchObject({ status: 502, body: { code: 'vendor_failed' } })
    expect(record(await control('GET', '/stores/2014/orders'))['total']).toBe(1)
  })

  it.each(['truncate', 'html', 'empty', 'notjson'])(
    'an answer that is %s is 502',
    async (fault) => {
      const storeNumber = 2020 + ['truncate', 'html', 'empty', 'notjson'].indexOf(fault)
      const { own } = await connected(storeNumber)
      await control('POST', '/faults', {
        body: { match: `/${storeNumber}/products`, fault, times: 5 },
      })
      const answer = await own('GET', '/products')
      expect(answer).toMatchObject({ status: 502, body: { code: 'vendor_answer_unreadable' } })
      await control('DELETE', '/faults')
    },
  )

  it('a search that lags does not hide a record from its own address', async () => {
    const { own } = await connected(2015, { searchLagMs: 60_000 })
    const product = record(await own('POST', '/products', { body: { name: 'New', price: 1 } }))
    expect(product['name']).toBe('New')
    expect(rows(await own('GET', '/products'))).toHaveLength(3)
    expect(record(await own('GET', `/products/${String(product['id'])}`))['name']).toBe('New')
  })
})
