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

const items = (body: Json): Json[] => [...(body['items'] ?? [])]
const pluck = (body: Json, name: string): unknown[] => items(body).map((item) => item[name])
const get = async (path: string) => (await ecwid.api('GET', path)).body

describe('the envelope', () => {
  it('tells total, count, offset and limit', async () => {
    const { items: rows, ...head } = await get('/products?offset=25&limit=10')
    expect(head).toEqual({ total: 30, count: 5, offset: 25, limit: 10 })
    expect([...(rows ?? [])]).toHaveLength(5)
  })

  it('gives 100 unless told, and never more', async () => {
    expect((await get('/products'))['limit']).toBe(100)
    expect((await get('/products?limit=5000'))['limit']).toBe(100)
    await ecwid.control('PUT', '/stores/1003/settings', { era: 2014 })
    expect((await get('/products'))['limit']).toBe(10)
  })

  it('is empty with the same total beyond the end', async () => {
    expect(await get('/orders?offset=5000')).toMatchObject({ total: 53, count: 0, items: [] })
  })

  it.each([
    '/products?limit=ten',
    '/products?offset=-1',
    '/products?offset=1.5',
    '/products?enabled=maybe',
    '/products?sortBy=SIZE',
    '/products?updatedFrom=yesterday',
    '/orders?createdFrom=2026-02-30',
    '/orders?paymentStatus=QUEUED',
    '/customers?customerGroupIds=x',
    '/products?responseFields=items(id',
  ])('answers %s with 400 WRONG_PARAMETER', async (path) => {
    const answer = await ecwid.api('GET', path)
    expect([answer.status, answer.body['errorCode']]).toEqual([400, 'WRONG_PARAMETER'])
  })

  it('names the accepted words of a boolean', async () => {
    expect((await get('/products?inStock=maybe'))['errorMessage']).toBe(
      "Wrong parameter 'inStock' value: expected one of 'true','false','yes','no','on','off','1','0'",
    )
  })
})

describe('responseFields', () => {
  it('cuts lists and single reads to what is named', async () => {
    const list = await get(
      '/products?limit=1&sortBy=NAME_ASC&responseFields=total,items(id,options(name))',
    )
    expect(Object.keys(list)).toEqual(['total', 'items'])
    expect(Object.keys(items(list)[0] ?? {})).toEqual(['id', 'options'])
    expect(await get('/products/700100?responseFields=id,options(choices(text)),nothing')).toEqual({
      id: 700_100,
      options: [{ choices: [{ text: 'S' }, { text: 'M' }, { text: 'L' }] }],
    })
  })
})

describe('dates', () => {
  it('come as text in UTC and as unix seconds', async () => {
    const order = await get('/orders/412')
    expect(order['createDate']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/)
    expect(
      Date.parse(textOf(order['createDate']).replace(' +0000', 'Z').replace(' ', 'T')) / 1000,
    ).toBe(order['createTimestamp'])
  })

  it('are taken in four forms, both bounds included', async () => {
    const created = await ecwid.api('POST', '/products', { name: 'Now', price: 1 })
    const id = created.body['id']
    now += 5000
    await ecwid.api('POST', '/products', { name: 'Later', price: 1 })
    const moment = Date.UTC(2026, 2, 1) / 1000
    for (const from of [
      String(moment),
      '2026-03-01 00:00:00 +0000',
      '2026-03-01 04:00:00 +0400',
      '2026-03-01 00:00:00',
      '2026-03-01',
    ]) {
      const query = new URLSearchParams({ createdFrom: from, createdTo: from })
      expect([from, pluck(await get(`/products?${query.toString()}`), 'id')]).toEqual([from, [id]])
    }
  })
})

describe('searches', () => {
  it('sort products as asked', async () => {
    const prices = pluck(await get('/products?sortBy=PRICE_ASC'), 'price') as number[]
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
    const stamps = pluck(
      await get('/products?sortBy=UPDATED_TIME_ASC'),
      'updateTimestamp',
    ) as number[]
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b))
  })

  it('find products by number, code, word, category, state and price', async () => {
    expect(pluck(await get('/products?productId=700103,700105,1'), 'id')).toHaveLength(2)
    expect(pluck(await get('/products?sku=CUP-1'), 'id')).toEqual([700_100])
    expect(pluck(await get('/products?sku=BOW-2-L'), 'id')).toEqual([700_101])
    expect(pluck(await get('/products?enabled=false'), 'id')).toEqual([700_103])
    expect(pluck(await get('/products?isGiftCard=yes'), 'id')).toEqual([700_105])
    expect(pluck(await get('/products?onsale=onsale'), 'id')).toEqual([700_107])
    expect(pluck(await get('/products?inventory=outofstock'), 'id')).toEqual([700_108])
    expect(pluck(await get('/products?externalReferenceId=ERP-4711'), 'id')).toEqual([700_111])
    const bowls = await get('/products?keyword=bow*')
    expect(pluck(bowls, 'sku').every((sku) => String(sku).startsWith('BOW'))).toBe(true)
    const cheap = pluck(await get('/products?priceTo=20&priceFrom=10'), 'price') as number[]
    expect(cheap.length).toBeGreaterThan(0)
    expect(cheap.every((price) => price >= 10 && price <= 20)).toBe(true)
  })

  it('find products below a category only when asked to', async () => {
    const own = await get('/products?category=11')
    const deep = await get('/products?category=11&includeProductsFromSubcategories=true')
    expect(Number(deep['total'])).toBeGreaterThan(Number(own['total']))
    expect(deep['total']).toBe((await get('/categories/11'))['productCount'])
  })

  it('hide unfinished orders unless they are named, and give the newest first', async () => {
    const all = await get('/orders')
    expect(pluck(all, 'paymentStatus')).not.toContain('INCOMPLETE')
    const stamps = pluck(all, 'createTimestamp') as number[]
    expect(stamps).toEqual(stamps.toSorted((a, b) => b - a))
    const named = await get('/orders?paymentStatus=INCOMPLETE,PAID')
    expect(new Set(pluck(named, 'paymentStatus'))).toEqual(new Set(['INCOMPLETE', 'PAID']))
  })

  it('find orders by mail, product, id, total and word', async () => {
    const order = await get('/orders/412')
    const email = textOf(order['email'])
    const found = await get(`/orders?email=${encodeURIComponent(email.toUpperCase())}`)
    expect(new Set(pluck(found, 'email'))).toEqual(new Set([email]))
    expect(pluck(await get('/orders?ids=412'), 'id')).toEqual(['412'])
    expect(pluck(await get('/orders?keywords=tx_1000'), 'id')).toEqual(['412'])
    const customerId = Number(order['customerId'])
    expect(new Set(pluck(await get(`/orders?customerId=${customerId}`), 'customerId'))).toEqual(
      new Set([customerId]),
    )
    const totals = pluck(await get('/orders?totalFrom=50&totalTo=100'), 'total') as number[]
    expect(totals.length).toBeGreaterThan(0)
    expect(totals.every((total) => total >= 50 && total <= 100)).toBe(true)
  })

  it('find customers by mail, group and number of orders', async () => {
    expect(pluck(await get('/customers?email=buyer1@'), 'email')).toEqual(['buyer1@example.com'])
    expect(await get('/customers?email=buyer1&useExactEmailMatch=true')).toMatchObject({ total: 0 })
    expect(new Set(pluck(await get('/customers?customerGroupIds=1'), 'customerGroupName'))).toEqual(
      new Set(['Wholesale']),
    )
    const busy = await get('/customers?minOrderCount=3&sortBy=ORDER_COUNT_DESC')
    const counts = pluck(busy, 'totalOrderCount') as number[]
    expect(counts.every((count) => count >= 3)).toBe(true)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  })

  it('give roots, children or hidden categories', async () => {
    const roots = await get('/categories?parent=0')
    expect(items(roots).every((category) => category['parentId'] === undefined)).toBe(true)
    expect(pluck(await get('/categories?parent=11'), 'name')).toEqual(['Cups', 'Plates and bowls'])
    expect(await get('/categories')).toMatchObject({ total: 7 })
    expect(await get('/categories?hidden_categories=true')).toMatchObject({ total: 8 })
  })

  it('find coupons by code, type and computed status', async () => {
    expect(pluck(await get('/discount_coupons?code=SAVE3'), 'discountType')).toEqual(['SHIPPING'])
    expect(await get('/discount_coupons?discount_type=PERCENT')).toMatchObject({ total: 4 })
    expect(await get('/discount_coupons?availability=EXPIRED')).toMatchObject({ total: 5 })
  })
})

describe('a repeated search', () => {
  it('sees what other rows and the clock have changed meanwhile', async () => {
    const email = 'buyer1@example.com'
    const busy = '/customers?email=buyer1@&minOrderCount='
    const before = Number(
      (await get('/customers?email=buyer1@'))['items']?.[0]?.['totalOrderCount'],
    )
    expect(await get(`${busy}${before + 1}`)).toMatchObject({ total: 0 })
    const order = {
      email,
      subtotal: 1,
      total: 1,
      paymentStatus: 'PAID',
      fulfillmentStatus: 'SHIPPED',
    }
    await ecwid.api('POST', '/orders', order)
    expect(await get(`${busy}${before + 1}`)).toMatchObject({ total: 1 })

    const deep = '/products?category=12&includeProductsFromSubcategories=true'
    const below = Number((await get(deep))['total'])
    await ecwid.api('PUT', '/categories/11', { parentId: 12 })
    expect(Number((await get(deep))['total'])).toBeGreaterThan(below)

    const coupon = { name: 'Short', code: 'SHORT', expirationDate: '2026-03-01 00:00:30' }
    await ecwid.api('POST', '/discount_coupons', coupon)
    const expired = '/discount_coupons?code=SHORT&availability=EXPIRED'
    expect(await get(expired)).toMatchObject({ total: 0 })
    now += 31_000
    expect(await get(expired)).toMatchObject({ total: 1 })
  })

  it('does not show the public what the owner sees', async () => {
    expect(await get('/products')).toMatchObject({ total: 30 })
    const minted = await ecwid.control('POST', '/stores/1003/tokens', { kind: 'public' })
    const token = textOf(minted.body['token'])
    const seen = await ecwid.api('GET', '/products', undefined, { token })
    expect(seen.body).toMatchObject({ total: 29 })
  })
})

it('shows writes in lists only after the search lag, by id at once', async () => {
  await ecwid.control('PUT', '/stores/1003/settings', { searchLagMs: 2000 })
  const { body } = await ecwid.api('POST', '/products', { name: 'Slow', price: 1, sku: 'SLOW' })
  expect(await get(`/products/${Number(body['id'])}`)).toMatchObject({ name: 'Slow' })
  expect(await get('/products?sku=SLOW')).toMatchObject({ total: 0 })
  now += 2000
  expect(await get('/products?sku=SLOW')).toMatchObject({ total: 1 })
})

it('knows the keys of older years only when told so', async () => {
  const order = async () => Object.keys(await get('/orders/412'))
  expect(await order()).toEqual(expect.arrayContaining(['id', 'internalId', 'createTimestamp']))
  await ecwid.control('PUT', '/stores/1003/settings', { era: 2021 })
  expect(await order()).not.toContain('internalId')
  expect(await get('/customers')).not.toHaveProperty('allCustomerCount')
  expect(await get('/customers/9001')).not.toHaveProperty('contacts')
  await ecwid.control('PUT', '/stores/1003/settings', { era: 2014 })
  expect(await order()).not.toContain('id')
  expect((await get('/orders/412'))['createDate']).toMatch(/ -0800$/)
})

it('seeds the same store from the same seed and clock', async () => {
  const read = async () => [await get('/products'), await get('/orders'), await get('/customers')]
  const first = await read()
  await ecwid.control('POST', '/stores', { storeId: 1003 })
  const second = await read()
  expect(second).toEqual(first)
  await ecwid.control('POST', '/stores', { storeId: 1003, seed: 'another' })
  expect((await read())[0]).not.toEqual(first[0])
})
