/** What a store is set up with, through the hub: product types, filters, order of products, checkout, storage, batch. */
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
const storeId = 2405
let hub: Send

beforeAll(async () => {
  hub = await connected(storeId, {})
})

/** The hub for a new store whose token has these scopes; all of them unless told. */
async function connected(id: number, token: Row): Promise<Send> {
  const store = await newStore(control, id, { products: 12, orders: 6, customers: 5 })
  const issued = record(await control('POST', `/stores/${id}/tokens`, { body: token }))
  const instance = await connectByToken(platformClient(running), {
    ...store,
    token: String(issued['token']),
  })
  return hubClient(running, String(instance['token']))
}

/** A record as the store itself has it. */
const stored = (kind: string, id: unknown) =>
  control('GET', `/stores/${storeId}/${kind}/${encodeURIComponent(String(id))}`)

const names = (list: unknown): unknown[] => (list as Row[]).map((row) => row['name'])

describe('product types', () => {
  it('are listed, in pages too', async () => {
    const all = rows(await hub('GET', '/classes'))
    expect(all).toMatchObject([{ id: 0 }, { name: 'Pottery' }])
    const page = await hub('GET', '/classes', { query: { pageSize: '1', fields: 'id' } })
    expect(rows(page)).toEqual([{ id: 0 }])
    expect(page.headers['elements-total-count']).toBe('2')
  })

  it('are made, read, changed and removed', async () => {
    const body = { name: 'Shirts', attributes: [{ name: 'Fabric' }] }
    const made = record(await hub('POST', '/classes', { body }))
    expect(made).toMatchObject({ name: 'Shirts', attributes: [{ name: 'Fabric', type: 'CUSTOM' }] })
    const address = `/classes/${String(made['id'])}`
    const changed = record(await hub('PATCH', address, { body: { name: 'Tops' } }))
    expect(changed).toEqual({ ...made, name: 'Tops' })
    expect(record(await hub('GET', address))).toEqual(changed)
    expect(record(await stored('classes', made['id']))).toEqual(changed)
    expect((await hub('DELETE', address)).status).toBe(200)
    for (const method of ['GET', 'DELETE']) expect((await hub(method, address)).status).toBe(404)
    expect((await hub('PATCH', address, { body: { name: 'x' } })).status).toBe(404)
    expect(await hub('DELETE', '/classes/0')).toMatchObject({ status: 409 })
  })

  it('lose no attribute and no value by a change', async () => {
    const attributes = [{ name: 'Fabric' }, { name: 'Fit' }]
    const type = record(await hub('POST', '/classes', { body: { name: 'Coats', attributes } }))
    const [fabric] = type['attributes'] as Row[]
    const product = record(
      await hub('POST', '/products', {
        body: {
          name: 'Coat',
          price: 90,
          productClassId: type['id'],
          attributes: [{ name: 'Fit', value: 'wide' }],
        },
      }),
    )
    const address = `/classes/${String(type['id'])}`
    const change = {
      attributes: [
        { id: fabric?.['id'], name: 'Cloth' },
        { name: 'Fit', show: 'NOTSHOW' },
        { name: 'Care' },
      ],
    }
    const changed = record(await hub('PATCH', address, { body: change }))
    expect(names(changed['attributes'])).toEqual(['Cloth', 'Fit', 'Care'])
    expect((changed['attributes'] as Row[])[0]?.['id']).toBe(fabric?.['id'])
    const one = `/products/${String(product['id'])}`
    expect(record(await hub('GET', one))['attributes']).toMatchObject([{ value: 'wide' }])
    // What the hub keeps from happening: the vendor's own update deletes what it does not name.
    await hub('PUT', `/proxy${address}`, { body: { attributes: [{ name: 'Care' }] } })
    expect(record(await hub('GET', one))['attributes']).toEqual([])
  })

  it.each([
    [{}, 'body'],
    [{ attributes: { name: 'x' } }, 'attributes'],
    [{ attributes: [{ show: 'DESCR' }] }, 'attributes.0.name'],
    [{ attributes: [{ id: 99_999, name: 'x' }] }, 'attributes.0.id'],
  ])('refuse the change %j', async (body, named) => {
    const answer = await hub('PATCH', '/classes/0', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((answer.body as Row)['message']).toContain(named)
  })
})

describe('filters of products', () => {
  it('are counted under the conditions of a search', async () => {
    const [product] = rows(await hub('GET', '/products', { query: { where: 'enabled = true' } }))
    const [category] = (product?.['categoryIds'] ?? []) as number[]
    const params = {
      filterFields: [
        'price',
        'inventory',
        'onsale',
        'categories',
        'option_Size',
        'attribute_Brand',
      ],
      category,
      enabled: true,
    }
    const answer = record(await hub('POST', '/products/filters', { body: { params } }))
    const where = `category = ${String(category)} and enabled = true`
    const inside = rows(await hub('GET', '/products', { query: { where } }))
    expect(answer['productCount']).toBe(inside.length)
    const filters = answer['filters'] as Record<string, Row>
    const prices = inside.map((row) => Number(row['price']))
    expect(filters['price']).toMatchObject({
      minValue: Math.min(...prices),
      maxValue: Math.max(...prices),
    })
    expect(filters['categories']?.['values']).toContainEqual({
      id: category,
      title: expect.any(String) as string,
      productCount: inside.length,
    })
    expect(Object.keys(filters)).toEqual(params.filterFields)
  })

  it.each([[{}], [{ params: {} }], [{ params: { filterFields: 'price', category: {} } }]])(
    'refuse %j',
    async (body) => {
      const answer = await hub('POST', '/products/filters', { body })
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      expect((answer.body as Row)['message']).toContain('params.')
    },
  )
})

describe('the order of the products of a category', () => {
  it('is read, changed, and followed by the search', async () => {
    const category = record(await hub('POST', '/categories', { body: { name: 'Sorted' } }))
    const productIds = rows(await hub('GET', '/products', { query: { pageSize: '3' } })).map(
      (row) => row['id'],
    )
    const id = String(category['id'])
    await hub('POST', `/categories/${id}/assignProducts`, { body: { productIds } })
    const query = { parentCategory: id }
    const before = record(await hub('GET', '/products/sort', { query }))
    expect(new Set(before['sortedIds'] as unknown[])).toEqual(new Set(productIds))
    const sortedIds = (before['sortedIds'] as unknown[]).toReversed()
    const body = { sortedIds }
    expect(record(await hub('PATCH', '/products/sort', { query, body }))).toEqual(body)
    const found = await hub('GET', '/products', { query: { where: `category = ${id}` } })
    expect(rows(found).map((row) => row['id'])).toEqual(sortedIds)
    expect((await hub('GET', '/products/sort')).status).toBe(400)
    expect((await hub('GET', '/products/sort', { query: { parentCategory: '9' } })).status).toBe(
      404,
    )
    expect((await hub('PATCH', '/products/sort', { query, body: {} })).status).toBe(400)
  })
})

describe('ways to ship and to pay', () => {
  it.each([
    [
      '/profile/shippingOptions',
      'shipping_options',
      { title: 'Drone', fulfilmentType: 'delivery', flatRate: { rateType: 'ABSOLUTE', rate: 9 } },
      { flatRate: { rate: 11 } },
      { title: 'Drone', flatRate: { rateType: 'ABSOLUTE', rate: 11 } },
      { fulfilmentType: 'teleport' },
    ],
    [
      '/profile/paymentOptions',
      'payment_options',
      {
        checkoutTitle: 'Cash',
        instructionsForCustomer: { instructionsTitle: 'Pay', instructions: 'Bring coins' },
      },
      { instructionsForCustomer: { instructions: 'Bring notes' } },
      {
        checkoutTitle: 'Cash',
        instructionsForCustomer: { instructionsTitle: 'Pay', instructions: 'Bring notes' },
      },
      { enabled: 'perhaps' },
    ],
  ])(
    '%s are listed, made, read, changed and removed',
    async (path, kind, body, change, after, wrong) => {
      const before = rows(await hub('GET', path)).length
      const page = await hub('GET', path, { query: { pageSize: '1', fields: 'id' } })
      expect(Object.keys(rows(page)[0] ?? {})).toEqual(['id'])
      expect(page.headers['elements-total-count']).toBe(String(before))
      const made = record(await hub('POST', path, { body }))
      expect(made).toMatchObject({ ...body, enabled: true })
      const address = `${path}/${String(made['id'])}`
      expect(record(await hub('GET', address))).toEqual(made)
      expect(record(await hub('PATCH', address, { body: change }))).toMatchObject(after)
      expect(record(await stored(kind, made['id']))).toMatchObject(after)
      expect(await hub('PATCH', address, { body: wrong })).toMatchObject({ status: 400 })
      expect(await hub('PATCH', address, { body: {} })).toMatchObject({ status: 400 })
      expect(await hub('POST', path, { body: {} })).toMatchObject({ status: 400 })
      expect((await hub('DELETE', address)).status).toBe(200)
      expect(rows(await hub('GET', path))).toHaveLength(before)
      for (const method of ['GET', 'DELETE']) expect((await hub(method, address)).status).toBe(404)
      expect((await hub('PATCH', address, { body: change })).status).toBe(404)
    },
  )
})

describe('app storage', () => {
  it('keeps any text under any key, and says what it keeps', async () => {
    const texts: [key: string, value: string][] = [
      ['colour', 'blue'],
      ['with/slash & space', '{"a":[1,2]}'],
      ['quoted', '"already quoted"'],
      ['ünicode', 'Füße\n\u{1f962}'],
      ['empty', ''],
      ['number', '5'],
    ]
    for (const [key, value] of texts) {
      const made = await hub('POST', '/storage', { body: { key, value } })
      expect(record(made)).toEqual({ key, value })
      expect(made.headers['elements-error']).toBeUndefined()
      const address = `/storage/${encodeURIComponent(key)}`
      expect(record(await hub('GET', address))).toEqual({ key, value })
      expect(record(await stored('storage', key))['value']).toBe(value)
    }
    const all = rows(await hub('GET', '/storage'))
    expect(all).toEqual(texts.map(([key, value]) => ({ key, value })))
    const page = await hub('GET', '/storage', { query: { pageSize: '2', page: '2' } })
    expect(rows(page)).toEqual(all.slice(2, 4))
    const address = '/storage/colour'
    expect(record(await hub('PATCH', address, { body: { value: 'red' } }))).toEqual({
      key: 'colour',
      value: 'red',
    })
    expect(record(await stored('storage', 'colour'))['value']).toBe('red')
    expect((await hub('DELETE', address)).status).toBe(200)
    const gone = await hub('GET', address)
    expect(gone).toMatchObject({ status: 404, body: { code: 'vendor_not_found' } })
    expect(JSON.stringify(gone.body)).toContain('Key not found')
  })

  it('says so when the store keeps another text than was sent', async () => {
    const value = '{"value":"inner"}'
    const answer = await hub('POST', '/storage', { body: { key: 'tricky', value } })
    expect(record(answer)).toEqual({ key: 'tricky', value: 'inner' })
    expect(answer.headers['elements-error']).toContain('another text')
  })

  it('writes again when the answer is lost', async () => {
    const fault = { match: 'PUT /ecwid/api/v3/2405/storage', fault: 'reset', when: 'after' }
    record(await control('POST', '/faults', { body: fault }))
    const body = { value: 'twice' }
    expect(record(await hub('PATCH', '/storage/again', { body }))['value']).toBe('twice')
  })

  it.each([
    ['POST', '/storage', { value: 'x' }, 'key'],
    ['POST', '/storage', { key: '', value: 'x' }, 'key'],
    ['POST', '/storage', { key: 5, value: 'x' }, 'key'],
    ['POST', '/storage', { key: 'k'.repeat(1025), value: 'x' }, 'key'],
    ['POST', '/storage', { key: 'k' }, 'value'],
    ['POST', '/storage', { key: 'k', value: { a: 1 } }, 'value'],
    ['PATCH', '/storage/k', {}, 'value'],
    ['PATCH', '/storage/k', { value: 1 }, 'value'],
  ])('%s %s refuses %j', async (method, path, body, named) => {
    const answer = await hub(method, path, { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((answer.body as Row)['message']).toContain(named)
  })
})

describe('batch', () => {
  const requests = [
    { id: 'a', path: '/products?limit=1', method: 'GET' },
    { id: 'b', path: '/products/999', method: 'GET' },
    { id: 'c', path: '/customer_groups', method: 'POST', body: { name: 'Batched' } },
  ]
  const answers = async (query: Row) => {
    const begun = record(
      await hub('POST', '/batch', { query: query as Record<string, string>, body: requests }),
    )
    return record(await hub('GET', '/batch', { query: { ticket: String(begun['ticket']) } }))
  }

  it('carries out many calls, whose answers are asked by ticket', async () => {
    expect(await answers({ stopOnFirstFailure: 'false' })).toMatchObject({
      status: 'COMPLETED',
      totalRequests: 3,
      responses: [
        { id: 'a', status: 'COMPLETED', httpBody: { count: 1 } },
        { id: 'b', status: 'FAILED', httpStatusCode: 404 },
        { id: 'c', status: 'COMPLETED', httpBody: { id: expect.any(Number) as number } },
      ],
    })
    expect(names(rows(await hub('GET', '/customer_groups')))).toContain('Batched')
    expect(await answers({})).toMatchObject({ responses: [{}, {}, { status: 'NOT_EXECUTED' }] })
  })

  it('is the same one under the same key, and is cancelled with its group', async () => {
    const settings = (batchDelayMs: number) =>
      control('PUT', `/stores/${storeId}/settings`, { body: { batchDelayMs } })
    record(await settings(600_000))
    const query = { groupId: 'g', deduplicationKey: 'k' }
    const begin = async () => record(await hub('POST', '/batch', { query, body: requests }))
    const { ticket } = await begin()
    expect(await begin()).toEqual({ ticket })
    const state = async () =>
      record(await hub('GET', '/batch', { query: { ticket: String(ticket) } }))
    expect(await state()).toMatchObject({ status: 'QUEUED', completedRequests: 0 })
    record(await hub('POST', '/batch/cancel-group', { query: { groupId: 'g' } }))
    expect(await state()).toMatchObject({ status: 'COMPLETED', responses: [] })
    record(await settings(0))
    expect(await hub('POST', '/batch/cancel-group')).toMatchObject({ status: 400 })
  })

  it('says in the words of the store that a ticket is unknown, and needs one', async () => {
    const answer = await hub('GET', '/batch', { query: { ticket: 'none' } })
    expect(answer).toMatchObject({ status: 404, body: { code: 'vendor_not_found' } })
    expect(JSON.stringify(answer.body)).toContain("Batch 'none' not found")
    expect(await hub('GET', '/batch')).toMatchObject({ status: 400 })
  })

  const get = { id: 'a', path: '/orders', method: 'GET' }
  it.each([
    [{ id: 'a' }, 'array'],
    [[], '1 to 500'],
    [Array.from({ length: 501 }, (_, index) => ({ ...get, id: String(index) })), '1 to 500'],
    [[get, get], '1.id'],
    [['x'], '0.id'],
    [[{ ...get, path: 'orders' }], '0.path'],
    [[{ ...get, path: '//evil.example' }], '0.path'],
    [[{ ...get, method: 'PATCH' }], '0.method'],
  ])('refuses a wrong list before the vendor is asked (%#)', async (body, named) => {
    const before = await callsSeen(control, `/${storeId}/batch`)
    const answer = await hub('POST', '/batch', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(JSON.stringify(answer.body)).toContain(named)
    expect(await callsSeen(control, `/${storeId}/batch`)).toBe(before)
  })
})

describe('without the scope', () => {
  let poor: Send
  beforeAll(async () => {
    poor = await connected(2406, { scopes: ['read_store_profile'] })
  })

  it.each([
    ['GET', '/carts', undefined, 'read_orders'],
    ['GET', '/carts/A', undefined, 'read_orders'],
    ['PATCH', '/carts/A', { hidden: true }, 'update_orders'],
    ['POST', '/carts/A/place', undefined, 'create_orders'],
    ['GET', '/reviews', undefined, 'read_reviews'],
    ['GET', '/reviews/1', undefined, 'read_reviews'],
    ['GET', '/reviews/filters_data', undefined, 'read_reviews'],
    ['GET', '/reviews/deleted', undefined, 'read_reviews'],
    ['PATCH', '/reviews/1', { status: 'published' }, 'update_reviews'],
    ['PATCH', '/reviews/mass_update', { selectMode: 'ALL', delete: true }, 'update_reviews'],
    ['DELETE', '/reviews/1', undefined, 'update_reviews'],
    ['GET', '/promotions', undefined, 'read_promotion'],
    ['GET', '/promotions/1', undefined, 'read_promotion'],
    ['POST', '/promotions', { name: 'x' }, 'create_promotion'],
    ['PATCH', '/promotions/1', { name: 'x' }, 'update_promotion'],
    ['DELETE', '/promotions/1', undefined, 'delete_promotion'],
    ['GET', '/classes', undefined, 'read_catalog'],
    ['POST', '/classes', { name: 'x' }, 'create_catalog'],
    ['DELETE', '/classes/1', undefined, 'update_catalog'],
    ['POST', '/products/filters', { params: { filterFields: 'price' } }, 'read_catalog'],
    ['GET', '/products/sort?parentCategory=0', undefined, 'read_catalog'],
    ['PATCH', '/products/sort?parentCategory=0', { sortedIds: [] }, 'update_catalog'],
    ['POST', '/profile/shippingOptions', { title: 'x' }, 'update_store_profile'],
    ['PATCH', '/profile/shippingOptions/1', { title: 'x' }, 'update_store_profile'],
    ['DELETE', '/profile/paymentOptions/1', undefined, 'update_store_profile'],
    ['POST', '/storage', { key: 'a', value: 'b' }, 'update_store_profile'],
    ['DELETE', '/storage/a', undefined, 'update_store_profile'],
  ])('%s %s is a 403 that says how to get it', async (method, address, body, scope) => {
    const [path = '', query] = address.split('?')
    const answer = await poor(method, path, {
      ...(query === undefined ? {} : { query: Object.fromEntries(new URLSearchParams(query)) }),
      ...(body === undefined ? {} : { body }),
    })
    expect(answer).toMatchObject({ status: 403, body: { code: 'vendor_forbidden' } })
    expect((answer.body as Row)['message']).toContain('oauth.scope')
    expect((answer.body as Row)['providerMessage']).toContain(scope)
  })

  it('what everybody may read is read', async () => {
    for (const path of ['/profile/shippingOptions', '/profile/paymentOptions', '/storage']) {
      expect((await poor('GET', path)).status).toBe(200)
    }
    const body = { items: [{ name: 'Cup', price: 1, quantity: 1 }] }
    expect((await poor('POST', '/orders/calculate', { body })).status).toBe(200)
  })

  it('each call of a batch is refused by itself', async () => {
    const body = [{ id: 'a', path: '/orders', method: 'GET' }]
    const { ticket } = record(await poor('POST', '/batch', { body }))
    expect(
      record(await poor('GET', '/batch', { query: { ticket: String(ticket) } })),
    ).toMatchObject({
      responses: [{ status: 'FAILED', httpStatusCode: 403 }],
    })
  })
})
