/** What stores have besides catalog, orders and customers. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, type Json, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient
let now = Date.UTC(2026, 2, 1)

beforeAll(async () => {
  ecwid = await startEcwid(() => now)
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  now = Date.UTC(2026, 2, 1)
  await ecwid.control('POST', '/reset')
})

const get = async (path: string): Promise<Json> => (await ecwid.api('GET', path)).body
const items = (body: Json): Json[] => [...(body['items'] ?? [])]
const outcome = async (method: string, path: string, body?: unknown) => {
  const answer = await ecwid.api(method, path, body)
  return [answer.status, answer.body['errorCode']]
}

describe('carts', () => {
  it('are listed with hidden ones unless these are left out', async () => {
    expect(items(await get('/carts'))).toHaveLength(5)
    expect(items(await get('/carts?showHidden=false'))).toHaveLength(4)
    expect((await get('/carts'))['items']?.[0]?.['cartId']).toMatch(/^[0-9A-F-]{36}$/)
  })

  it('become an order once', async () => {
    const cartId = textOf(items(await get('/carts'))[0]?.['cartId'])
    const placed = await ecwid.api('POST', `/carts/${cartId}/place`, {})
    expect(placed.body).toMatchObject({ cartId })
    const order = await get(`/orders/${textOf(placed.body['id'])}`)
    expect(order).toMatchObject({ paymentStatus: 'AWAITING_PAYMENT' })
    expect(await get(`/carts/${cartId}`)).toMatchObject({ recoveredPublicUid: order['id'] })
    expect(await outcome('POST', `/carts/${cartId}/place`, {})).toEqual([
      409,
      'CONSTRAINT_VIOLATION',
    ])
    expect(await outcome('GET', '/carts/LOST')).toEqual([404, 'CHECKOUT_NOT_FOUND'])
  })
})

describe('reviews', () => {
  it('are filtered, published and removed, alone and together', async () => {
    const before = await get('/reviews/filters_data')
    const [moderated] = items(await get('/reviews?status=moderated'))
    const id = textOf(moderated?.['id'])
    expect(await outcome('PUT', `/reviews/${id}`, { status: 'published' })).toEqual([
      400,
      'WRONG_PARAMETER',
    ])
    expect((await ecwid.api('PUT', `/reviews/${id}`, { status: 'PUBLISHED' })).body).toEqual({
      updateCount: 1,
    })
    expect(await get(`/reviews?reviewId=${id}`)).toMatchObject({ items: [{ status: 'published' }] })
    const rest = Number(before['moderatedCount']) - 1
    const mass = { selectMode: 'ALL_FILTERED', currentFilters: { status: 'MODERATED' } }
    const removed = await ecwid.api('PUT', '/reviews/mass_update', { ...mass, delete: true })
    expect(removed.body).toEqual({ updateCount: rest })
    expect(await get('/reviews/filters_data')).toMatchObject({ moderatedCount: 0 })
    expect(items(await get('/reviews/deleted'))).toHaveLength(rest)
  })

  it.each([
    ['reviewId', 'id'],
    ['productId', 'productId'],
    ['rating', 'rating'],
  ])('are chosen for a mass update by a list of %s', async (filter, member) => {
    const all = items(await get('/reviews'))
    const value = all[0]?.[member]
    const like = all.filter((review) => review[member] === value)
    const mass = { selectMode: 'ALL_FILTERED', newStatus: 'MODERATED' }
    const update = (currentFilters: object) =>
      ecwid.api('PUT', '/reviews/mass_update', { ...mass, currentFilters })
    expect((await update({ [filter]: [value] })).body).toEqual({ updateCount: like.length })
    expect((await update({ [filter]: value })).status).toBe(400)
    expect((await update({ status: 'moderated' })).status).toBe(400)
    expect((await update({ createdTo: '1' })).body).toEqual({ updateCount: 0 })
  })
})

describe('filters and the order of products', () => {
  it('are counted alike by both verbs', async () => {
    const filterFields = 'price,onsale,categories,none'
    const posted = await ecwid.api('POST', '/products/filters', { params: { filterFields } })
    expect(posted.body).toEqual(await get(`/products/filters?filterFields=${filterFields}`))
    expect(Object.keys(posted.body['filters'] ?? {})).toEqual(['price', 'onsale', 'categories'])
    expect((await get('/products'))['total']).toBe(posted.body['productCount'])
    expect(await outcome('POST', '/products/filters', { params: {} })).toEqual([
      400,
      'WRONG_PARAMETER',
    ])
  })

  it('is what the owner says, also through the category', async () => {
    const made = await ecwid.api('POST', '/categories', {
      name: 'Sorted',
      productIds: [700102, 700100, 700101],
    })
    const path = `/products/sort?parentCategory=${textOf(made.body['id'])}`
    expect(await get(path)).toEqual({ sortedIds: [700102, 700100, 700101] })
    await ecwid.api('PUT', path, { sortedIds: [700101] })
    expect(await get(path)).toEqual({ sortedIds: [700101, 700100, 700102] })
    expect(await outcome('GET', '/products/sort')).toEqual([400, 'WRONG_PARAMETER'])
  })
})

describe('promotions, product types and checkout options', () => {
  it.each([
    ['/promotions', { name: 'x', discountBase: 'ITEM', discountType: 'PERCENT', amount: 5 }],
    ['/classes', { name: 'Shirts', attributes: [{ name: 'Fabric' }] }],
    ['/profile/shippingOptions', { title: 'Drone', flatRate: { rateType: 'ABSOLUTE', rate: 9 } }],
    ['/profile/paymentOptions', { checkoutTitle: 'Cash' }],
  ])('%s are made, changed and removed', async (path, body) => {
    const made = await ecwid.api('POST', path, body)
    expect(made.status).toBe(200)
    const address = `${path}/${textOf(made.body['id'])}`
    expect((await ecwid.api('PUT', address, body)).body).toEqual({ updateCount: 1 })
    expect((await ecwid.api('DELETE', address)).body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('DELETE', address)).status).toBe(404)
    expect((await ecwid.api('POST', path, {})).status).toBe(400)
  })

  it('a changed type loses the attributes that are not sent', async () => {
    const made = await ecwid.api('POST', '/classes', { name: 'a', attributes: [{ name: 'old' }] })
    const address = `/classes/${textOf(made.body['id'])}`
    await ecwid.api('PUT', address, { attributes: [{ name: 'new' }] })
    expect(await get(address)).toMatchObject({ name: 'a', attributes: [{ name: 'new' }] })
    const product = '/products/700100'
    const attributes = [{ name: 'new', value: 'x' }]
    await ecwid.api('PUT', product, { productClassId: made.body['id'], attributes })
    await ecwid.api('PUT', address, { attributes: [] })
    expect((await get(product))['attributes']).toEqual([])
    expect(await outcome('DELETE', '/classes/0')).toEqual([409, 'CONSTRAINT_VIOLATION'])
  })
})

describe('app storage', () => {
  it('keeps texts, of each app its own', async () => {
    expect((await ecwid.api('PUT', '/storage/colour', { value: 'blue' })).status).toBe(200)
    expect(await get('/storage/colour')).toEqual({ key: 'colour', value: 'blue' })
    const raw = await ecwid.raw('/ecwid/api/v3/1003/storage/size', {
      method: 'POST',
      headers: { authorization: 'Bearer secret_sandbox_1003', 'content-type': 'text/plain' },
      body: 'large',
    })
    expect(raw.body).toEqual({ createCount: 1 })
    expect(await get('/storage')).toEqual([
      { key: 'colour', value: 'blue' },
      { key: 'size', value: 'large' },
    ])
    const other = await ecwid.control('POST', '/stores/1003/tokens', { clientId: 'sandbox-app' })
    const token = textOf(other.body['token'])
    expect((await ecwid.api('GET', '/storage', undefined, { token })).body).toEqual([])
    await ecwid.api('DELETE', '/storage/colour')
    const gone = await ecwid.api('GET', '/storage/colour')
    expect([gone.status, gone.body['errorMessage']]).toEqual([404, 'Key not found'])
  })
})

describe('contacts of a customer', () => {
  it('are added behind the main address, changed and removed', async () => {
    const path = '/customers/9001/contacts'
    const [main] = items(await get(path))
    expect(main).toMatchObject({ id: 9001, type: 'EMAIL', default: true })
    const made = await ecwid.api('POST', path, { contact: '+351 1', type: 'PHONE', id: 77 })
    const one = `${path}/${textOf(made.body['id'])}`
    expect(made.body['id']).not.toBe(77)
    expect((await ecwid.api('PUT', one, { note: 'home' })).body).toEqual({ updateCount: 1 })
    expect(await get(one)).toMatchObject({ contact: '+351 1', type: 'PHONE', note: 'home' })
    expect(items(await get(path)).map(({ id }) => id)).toEqual([9001, made.body['id']])
    expect((await ecwid.api('DELETE', one)).body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('GET', one)).status).toBe(404)
    expect(await outcome('DELETE', `${path}/9001`)).toEqual([409, 'CONSTRAINT_VIOLATION'])
    expect(await outcome('POST', path, {})).toEqual([400, 'WRONG_PARAMETER'])
  })
})

describe('brands and dictionaries', () => {
  it('come whole, whatever page is asked', async () => {
    const brands = await get('/brands?limit=1&offset=5')
    expect(brands).toMatchObject({ offset: 0, limit: 0, items: [{ name: 'Blue Door' }] })
    const body = { name: 'Cup', price: 1, attributes: [{ alias: 'BRAND', value: 'Aster' }] }
    await ecwid.api('POST', '/products', body)
    const names = async (sortBy: string) =>
      items(await get(`/brands?sortBy=${sortBy}`)).map(({ name }) => name)
    expect(await names('NAME_ASC')).toEqual(['Aster', 'Blue Door'])
    expect(await names('PRODUCT_COUNT_DESC')).toEqual(['Blue Door', 'Aster'])
    expect([...(await get('/currencies?limit=1'))].length).toBeGreaterThan(100)
    expect([...(await get('/countries'))]).toContainEqual({ code: 'JP', name: 'Japan' })
    expect([...(await get('/states'))]).toContainEqual({ code: 'CA', name: 'California' })
    expect([...(await get('/states?countryCode=DE'))]).toEqual([])
  })
})

describe('batch', () => {
  const requests = [
    { id: 'a', path: '/products?limit=1', method: 'GET' },
    { id: 'b', path: '/products/999', method: 'GET' },
    { id: 'c', path: '/customer_groups', method: 'POST', body: { name: 'Batched' } },
  ]

  it('stops at the first failure unless told to go on', async () => {
    const stopped = await ecwid.api('POST', '/batch', requests)
    const answers = await get(`/batch?ticket=${textOf(stopped.body['ticket'])}`)
    expect(answers).toMatchObject({
      status: 'COMPLETED',
      totalRequests: 3,
      completedRequests: 2,
      responses: [
        { id: 'a', status: 'COMPLETED', httpStatusCode: 200, httpBody: { count: 1 } },
        { id: 'b', status: 'FAILED', httpStatusCode: 404 },
        { id: 'c', status: 'NOT_EXECUTED' },
      ],
    })
    const whole = await ecwid.api('POST', '/batch?stopOnFirstFailure=false', requests)
    const all = await get(`/batch?ticket=${textOf(whole.body['ticket'])}&escapedJson=true`)
    expect(all['responses']?.[2]).toMatchObject({ id: 'c', status: 'COMPLETED' })
    expect(textOf(all['responses']?.[2]?.['escapedHttpBody'])).toMatch(/^\{"id":\d+\}$/)
  })

  it('waits its turn, can be cancelled, and knows a repeated one', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { batchDelayMs: 5000 })
    const path = '/batch?groupId=g&deduplicationKey=k'
    const first = await ecwid.api('POST', path, requests)
    expect((await ecwid.api('POST', path, requests)).body).toEqual(first.body)
    const ticket = textOf(first.body['ticket'])
    expect(await get(`/batch?ticket=${ticket}`)).toMatchObject({ status: 'QUEUED' })
    now += 5000
    expect(await get(`/batch?ticket=${ticket}`)).toMatchObject({ status: 'COMPLETED' })
    const second = await ecwid.api('POST', '/batch?groupId=h', requests)
    expect((await ecwid.api('POST', '/batch/cancel-group?groupId=h')).body).toEqual({
      cancelCount: 1,
    })
    expect(await get(`/batch?ticket=${textOf(second.body['ticket'])}`)).toMatchObject({
      completedRequests: 0,
    })
  })

  it('refuses ids twice, more than 500 requests, and unknown tickets', async () => {
    const [one] = requests
    expect((await ecwid.api('POST', '/batch', [one, one])).status).toBe(400)
    const many = Array.from({ length: 501 }, (_, index) => ({ ...one, id: String(index) }))
    expect((await ecwid.api('POST', '/batch', many)).status).toBe(400)
    const unknown = await ecwid.api('GET', '/batch?ticket=none')
    expect([unknown.status, unknown.body['error_message']]).toEqual([404, "Batch 'none' not found"])
  })
})

describe('the arithmetic of an order', () => {
  it('adds fees and surcharges, takes off coupon, discount and gift card', async () => {
    const { body } = await ecwid.api('POST', '/order/calculate', {
      items: [{ name: 'Cup', price: 12.6, quantity: 2 }],
      shippingOption: { shippingRate: 5 },
      handlingFee: { value: 2 },
      customSurcharges: [{ id: 's', total: 1.5 }],
      discount: 3,
      taxesOnShipping: [{ name: 'Tax', value: 8, total: 0.4 }],
      giftCardRedemption: 10,
    })
    expect(body).toMatchObject({
      subtotal: 25.2,
      tax: 2.42,
      totalBeforeGiftCardRedemption: 33.12,
      giftCardRedemption: 10,
      total: 23.12,
    })
  })
})
