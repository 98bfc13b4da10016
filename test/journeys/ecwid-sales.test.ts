/** What leads to orders and follows them, through the hub: carts, calculations, promotions, reviews. */
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
const control = storeControl(running)
const storeId = 2403
let hub: Send

beforeAll(async () => {
  const sizes = { products: 12, orders: 20, customers: 8, carts: 5 }
  const store = await newStore(control, storeId, sizes)
  const instance = await connectByToken(platformClient(running), store)
  hub = hubClient(running, String(instance['token']))
})

const find = async (path: string, where: string): Promise<Row[]> =>
  rows(await hub('GET', path, { query: { where } }))

/** A record as the store itself has it. */
const stored = (kind: string, id: unknown) =>
  control('GET', `/stores/${storeId}/${kind}/${String(id)}`)

const pluck = (list: readonly Row[], name: string): unknown[] => list.map((row) => row[name])

describe('abandoned carts', () => {
  it('are listed newest first, in pages, cut to the wanted members', async () => {
    const all = rows(await hub('GET', '/carts'))
    expect(all).toHaveLength(5)
    const times = pluck(all, 'createTimestamp') as number[]
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    const first = await hub('GET', '/carts', { query: { pageSize: '2', fields: 'total' } })
    expect(Object.keys(rows(first)[0] ?? {}).toSorted()).toEqual(['cartId', 'total'])
    expect(first.headers['elements-total-count']).toBe('5')
    const nextPage = String(first.headers['elements-next-page-token'])
    const second = rows(await hub('GET', '/carts', { query: { nextPage, fields: 'total' } }))
    expect(pluck(second, 'cartId')).toEqual(pluck(all.slice(2, 4), 'cartId'))
  })

  it('are found by buyer, total, date, and without the removed ones', async () => {
    const all = rows(await hub('GET', '/carts'))
    const [cart] = all
    const mine = await find('/carts', `email = '${String(cart?.['email'])}'`)
    expect(pluck(mine, 'cartId')).toContain(cart?.['cartId'])
    expect(mine.every((row) => row['email'] === cart?.['email'])).toBe(true)
    const theirs = await find('/carts', `customerId = ${String(cart?.['customerId'])}`)
    expect(pluck(theirs, 'cartId')).toEqual(pluck(mine, 'cartId'))
    const total = Number(cart?.['total'])
    const dear = await find('/carts', `total >= ${total}`)
    expect(dear).toHaveLength(all.filter((row) => Number(row['total']) >= total).length)
    expect(await find('/carts', 'showHidden = false')).toHaveLength(4)
    expect(await find('/carts', "createDate < '2020-01-01'")).toEqual([])
    const refused = await hub('GET', '/carts', { query: { where: 'total = 5' } })
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
  })

  it('are read, hidden and shown again', async () => {
    const [cart] = await find('/carts', 'showHidden = false')
    const address = `/carts/${String(cart?.['cartId'])}`
    expect(record(await hub('GET', address))).toEqual(cart)
    const hidden = record(await hub('PATCH', address, { body: { hidden: true } }))
    expect(hidden).toMatchObject({ cartId: cart?.['cartId'], hidden: true, total: cart?.['total'] })
    expect(record(await stored('carts', cart?.['cartId']))).toMatchObject({ hidden: true })
    expect(record(await hub('PATCH', address, { body: { hidden: false } }))['hidden']).toBe(false)
    expect(await hub('PATCH', address, { body: {} })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
    expect(await hub('PATCH', address, { body: { hidden: 'yes' } })).toMatchObject({ status: 400 })
    expect((await hub('GET', '/carts/LOST')).status).toBe(404)
    expect((await hub('PATCH', '/carts/LOST', { body: { hidden: true } })).status).toBe(404)
    expect(await hub('DELETE', address)).toMatchObject({ status: 405 })
  })

  it('become an order, once', async () => {
    const [cart] = rows(await hub('GET', '/carts'))
    const address = `/carts/${String(cart?.['cartId'])}`
    const placed = record(await hub('POST', `${address}/place`))
    expect(placed).toMatchObject({ cartId: cart?.['cartId'] })
    const order = record(await hub('GET', `/orders/${String(placed['id'])}`))
    expect(order).toMatchObject({ total: cart?.['total'], paymentStatus: 'AWAITING_PAYMENT' })
    expect(record(await hub('GET', address))).toMatchObject({ recoveredPublicUid: order['id'] })
    expect(await hub('POST', `${address}/place`)).toMatchObject({
      status: 409,
      body: { code: 'vendor_conflict' },
    })
  })

  it('are not placed twice when the answer is lost', async () => {
    const fault = { match: 'POST /ecwid/api/v3/2403/carts', fault: 500, when: 'after' }
    record(await control('POST', '/faults', { body: fault }))
    const [, cart] = rows(await hub('GET', '/carts'))
    const before = rows(await hub('GET', '/orders')).length
    const answer = await hub('POST', `/carts/${String(cart?.['cartId'])}/place`)
    expect(answer).toMatchObject({ status: 502 })
    expect(rows(await hub('GET', '/orders'))).toHaveLength(before + 1)
  })
})

describe('calculating an order', () => {
  const body = {
    items: [{ name: 'Cup', price: 12.6, quantity: 2 }],
    shippingOption: { shippingRate: 5 },
    handlingFee: { value: 2 },
    discount: 3,
  }

  it('answers the totals and what can be chosen, and saves nothing', async () => {
    const before = rows(await hub('GET', '/orders')).length
    const answer = record(await hub('POST', '/orders/calculate', { body }))
    expect(answer).toMatchObject({
      orderNumber: 0,
      paymentStatus: 'INCOMPLETE',
      subtotal: 25.2,
      tax: 2.02,
      total: 31.22,
    })
    expect(pluck(answer['availableShippingOptions'] as Row[], 'shippingMethodName')).toContain(
      'Courier',
    )
    expect(rows(await hub('GET', '/orders'))).toHaveLength(before)
  })

  it('takes a coupon off that is in force and big enough', async () => {
    const coupon = { name: 'Ten', discountType: 'PERCENT', discount: 10, totalLimit: 20 }
    const { code } = record(await hub('POST', '/discount_coupons', { body: coupon }))
    const with10 = { ...body, couponCode: code }
    expect(record(await hub('POST', '/orders/calculate', { body: with10 }))).toMatchObject({
      couponDiscount: 2.52,
      total: 28.7,
    })
    const small = { ...with10, items: [{ name: 'Cup', price: 12.6, quantity: 1 }] }
    expect(record(await hub('POST', '/orders/calculate', { body: small }))).toMatchObject({
      couponDiscount: 0,
    })
  })

  it('completes lines from the catalog, where the price of the question wins', async () => {
    const [product] = rows(await hub('GET', '/products', { query: { pageSize: '1' } }))
    const asked = async (line: Row) => {
      const items = [{ productId: product?.['id'], quantity: 1, ...line }]
      return record(await hub('POST', '/orders/calculate', { body: { items } }))
    }
    expect(await asked({})).toMatchObject({ subtotal: product?.['price'] })
    expect(await asked({ price: 1.5 })).toMatchObject({ subtotal: 1.5 })
  })

  it('is asked again when the store fails, and refuses what cannot be counted', async () => {
    const fault = { match: 'order/calculate', fault: 500 }
    record(await control('POST', '/faults', { body: fault }))
    expect(record(await hub('POST', '/orders/calculate', { body }))['total']).toBe(31.22)
    expect((await hub('POST', '/orders/calculate', { body: {} })).status).toBe(400)
    const noQuantity = { items: [{ name: 'Cup', price: 1 }] }
    const refused = await hub('POST', '/orders/calculate', { body: noQuantity })
    expect(refused).toMatchObject({ status: 400, body: { code: 'vendor_rejected' } })
    expect(JSON.stringify(refused.body)).toContain('OrderItem.quantity is absent')
  })
})

describe('promotions', () => {
  const promotion = {
    name: 'Weekend',
    discountBase: 'SUBTOTAL',
    discountType: 'PERCENT',
    amount: 5,
    triggers: { subtotal: 30, customerGroups: [0] },
  }

  it('are listed whole and in pages', async () => {
    const all = rows(await hub('GET', '/promotions'))
    expect(pluck(all, 'name')).toEqual(['Ten percent from 50', 'Free courier from 100'])
    const page = await hub('GET', '/promotions', { query: { pageSize: '1', fields: 'id,amount' } })
    expect(rows(page)).toEqual([{ id: all[0]?.['id'], amount: 10 }])
    expect(page.headers['elements-total-count']).toBe('2')
    const ordered = await hub('GET', '/promotions', { query: { orderBy: 'name asc' } })
    expect(rows(ordered)).toEqual(all)
    expect(ordered.headers['elements-error']).toContain('orderBy was ignored')
  })

  it('are made, read, changed member by member, and removed', async () => {
    const made = record(await hub('POST', '/promotions', { body: promotion }))
    expect(made).toMatchObject({ ...promotion, enabled: true })
    const address = `/promotions/${String(made['id'])}`
    expect(record(await hub('GET', address))).toEqual(made)
    const body = { triggers: { subtotal: 40 }, enabled: false }
    const changed = record(await hub('PATCH', address, { body }))
    const expected = { enabled: false, triggers: { subtotal: 40, customerGroups: [0] } }
    expect(changed).toMatchObject(expected)
    expect(record(await stored('promotions', made['id']))).toMatchObject(expected)
    expect((await hub('DELETE', address)).status).toBe(200)
    expect((await stored('promotions', made['id'])).status).toBe(404)
    for (const [method, call] of [['GET'], ['DELETE'], ['PATCH', { body }]] as const) {
      expect(await hub(method, address, call)).toMatchObject({
        status: 404,
        body: { code: 'vendor_not_found' },
      })
    }
  })

  it('are found behind the hundredth', async () => {
    const ids: unknown[] = []
    for (let index = 0; index < 101; index += 1) {
      const body = { ...promotion, name: `Promotion ${index}` }
      ids.push(record(await hub('POST', '/promotions', { body }))['id'])
    }
    expect(rows(await hub('GET', '/promotions'))).toHaveLength(103)
    const last = record(await hub('GET', `/promotions/${String(ids.at(-1))}`))
    expect(last['name']).toBe('Promotion 100')
  })

  it('refuse what the vendor refuses', async () => {
    const { name: _name, ...nameless } = promotion
    expect((await hub('POST', '/promotions', { body: nameless })).status).toBe(400)
    const wrong = { ...promotion, discountBase: 'EVERYTHING' }
    const refused = await hub('POST', '/promotions', { body: wrong })
    expect(refused).toMatchObject({ status: 400, body: { code: 'vendor_rejected' } })
    expect(JSON.stringify(refused.body)).toContain('discountBase')
  })
})

describe('reviews', () => {
  it('are filtered, sorted and paged', async () => {
    const all = rows(await hub('GET', '/reviews', { query: { orderBy: 'createDate asc' } }))
    const times = pluck(all, 'createTimestamp') as number[]
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const [review] = all
    const waiting = await find('/reviews', "status = 'moderated'")
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting.every((row) => row['status'] === 'moderated')).toBe(true)
    const productId = String(review?.['productId'])
    const refused = await hub('GET', '/reviews', { query: { where: 'rating >= 4' } })
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
    expect(pluck(await find('/reviews', `productId = ${productId}`), 'id')).toContain(
      review?.['id'],
    )
    expect(await find('/reviews', `id = ${String(review?.['id'])}`)).toEqual([review])
    const page = await hub('GET', '/reviews', { query: { pageSize: '3', fields: 'rating' } })
    expect(rows(page)).toHaveLength(3)
    expect(page.headers['elements-total-count']).toBe(String(all.length))
  })

  it('are found by the public id of the order, or by its number', async () => {
    const [review] = rows(await hub('GET', '/reviews'))
    const orderId = String(review?.['orderId'])
    const found = await find('/reviews', `orderId = '${orderId}'`)
    expect(pluck(found, 'id')).toContain(review?.['id'])
    const order = record(await hub('GET', `/orders/${orderId}`))
    expect(await find('/reviews', `orderId = ${String(order['orderNumber'])}`)).toEqual(found)
    const refused = await hub('GET', '/reviews', { query: { where: "orderId = 'LOST'" } })
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
  })

  it('are read one by one, published, counted and deleted', async () => {
    const [review] = await find('/reviews', "status = 'moderated'")
    const address = `/reviews/${String(review?.['id'])}`
    expect(record(await hub('GET', address))).toEqual(review)
    const before = record(await hub('GET', '/reviews/filters_data'))
    const body = { status: 'published' }
    expect(record(await hub('PATCH', address, { body }))).toMatchObject({
      ...review,
      ...body,
      updateDate: expect.any(String) as string,
      updateTimestamp: expect.any(Number) as number,
    })
    expect(record(await stored('reviews', review?.['id']))).toMatchObject(body)
    const after = record(await hub('GET', '/reviews/filters_data'))
    expect(after).toMatchObject({
      allCount: before['allCount'],
      publishedCount: Number(before['publishedCount']) + 1,
    })
    expect((await hub('DELETE', address)).status).toBe(200)
    expect((await stored('reviews', review?.['id'])).status).toBe(404)
    const deleted = await hub('GET', '/reviews/deleted', {
      query: { where: "date >= '2020-01-01'", pageSize: '5' },
    })
    expect(pluck(rows(deleted), 'id')).toEqual([review?.['id']])
    expect(deleted.headers['elements-total-count']).toBe('1')
    expect(await find('/reviews/deleted', "date < '2020-01-01'")).toEqual([])
    expect((await hub('GET', address)).status).toBe(404)
    expect((await hub('GET', '/reviews/none')).status).toBe(404)
    expect((await hub('DELETE', address)).status).toBe(404)
    expect((await hub('PATCH', address, { body })).status).toBe(404)
  })

  it('show a change although the search of the store lags behind', async () => {
    const slow = await newStore(control, 2404, { orders: 10, customers: 5, searchLagMs: 60_000 })
    const instance = await connectByToken(platformClient(running), slow)
    const slowHub = hubClient(running, String(instance['token']))
    const where = "status = 'published'"
    const [review] = rows(await slowHub('GET', '/reviews', { query: { where } }))
    const address = `/reviews/${String(review?.['id'])}`
    const body = { status: 'moderated' }
    expect(record(await slowHub('PATCH', address, { body }))['status']).toBe('moderated')
    expect(record(await slowHub('GET', address))['status']).toBe('published')
  })

  it('are changed and deleted together', async () => {
    const all = rows(await hub('GET', '/reviews'))
    const reviewIds = pluck(all.slice(0, 2), 'id')
    const mass = (body: Row) => hub('PATCH', '/reviews/mass_update', { body })
    const selected = { selectMode: 'SELECTED', reviewIds, newStatus: 'moderated' }
    expect(record(await mass(selected))).toEqual({ updateCount: 2 })
    const waiting = await find('/reviews', "status = 'moderated'")
    expect(pluck(waiting, 'id')).toEqual(expect.arrayContaining(reviewIds))
    const filtered = { selectMode: 'ALL_FILTERED', currentFilters: { status: 'moderated' } }
    expect(record(await mass({ ...filtered, delete: true }))).toEqual({
      updateCount: waiting.length,
    })
    expect(await find('/reviews', "status = 'moderated'")).toEqual([])
    expect(record(await mass({ selectMode: 'ALL', newStatus: 'MODERATED' }))).toEqual({
      updateCount: all.length - waiting.length,
    })
  })

  it.each([
    [{ newStatus: 'published' }, 'selectMode'],
    [{ selectMode: 'EVERY', newStatus: 'published' }, 'selectMode'],
    [{ selectMode: 'ALL' }, 'newStatus'],
    [{ selectMode: 'ALL', newStatus: 'published', delete: true }, 'newStatus'],
    [{ selectMode: 'ALL', newStatus: 'hidden' }, 'newStatus'],
    [{ selectMode: 'ALL', delete: 'true' }, 'delete'],
    [{ selectMode: 'ALL', delete: true, reviewIds: [1] }, 'reviewIds'],
    [{ selectMode: 'SELECTED', delete: true }, 'reviewIds'],
    [{ selectMode: 'ALL_FILTERED', delete: true }, 'currentFilters'],
    [{ selectMode: 'ALL_FILTERED', delete: true, currentFilters: {} }, 'currentFilters'],
    [{ selectMode: 'ALL', delete: true, filters: {} }, 'filters'],
  ])('refuse the mass update %j before the vendor is asked', async (body, named) => {
    const before = await callsSeen(control, `/${storeId}/reviews`)
    const answer = await hub('PATCH', '/reviews/mass_update', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((answer.body as Row)['message']).toContain(named)
    expect(await callsSeen(control, `/${storeId}/reviews`)).toBe(before)
  })
})
