/** What hangs on products and customers, through the hub: categories, variations, stock, pictures, groups, coupons. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
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
let hub: Send

beforeAll(async () => {
  const store = await newStore(control, 2401, { products: 30, orders: 5, customers: 12 })
  const instance = await connectByToken(platformClient(running), store)
  hub = hubClient(running, String(instance['token']))
})

const ids = (list: readonly Row[]): unknown[] => list.map((row) => row['id'])

async function newProduct(body: Row = {}): Promise<string> {
  const made = record(await hub('POST', '/products', { body: { name: 'Jug', price: 12, ...body } }))
  return String(made['id'])
}

describe('categories', () => {
  it('are listed with the disabled ones unless these are left out, and by parent', async () => {
    const all = rows(await hub('GET', '/categories'))
    const shown = rows(
      await hub('GET', '/categories', { query: { where: 'hidden_categories = false' } }),
    )
    expect(all).toHaveLength(8)
    expect(shown).toHaveLength(7)
    const roots = rows(await hub('GET', '/categories', { query: { where: 'parent = 0' } }))
    expect(roots.length).toBeGreaterThan(0)
    expect(roots.every((row) => !('parentId' in row))).toBe(true)
    const two = rows(
      await hub('GET', '/categories', {
        query: { where: `id in (${String(all[0]?.['id'])},${String(all[1]?.['id'])})` },
      }),
    )
    expect(new Set(ids(two))).toEqual(new Set(ids(all.slice(0, 2))))
  })

  it('come in pages, cut to the wanted members', async () => {
    const first = await hub('GET', '/categories', { query: { pageSize: '3', fields: 'name' } })
    expect(rows(first)).toHaveLength(3)
    expect(Object.keys(rows(first)[0] ?? {}).toSorted()).toEqual(['id', 'name'])
    expect(first.headers['elements-total-count']).toBe('8')
    const nextPage = String(first.headers['elements-next-page-token'])
    const second = rows(await hub('GET', '/categories', { query: { nextPage, fields: 'name' } }))
    expect(ids(second)).not.toContain(rows(first)[0]?.['id'])
  })

  it('are made, changed, filled, emptied and removed', async () => {
    const made = record(
      await hub('POST', '/categories', { body: { name: 'Jugs', description: '<p>Tall</p>' } }),
    )
    expect(made).toMatchObject({ name: 'Jugs', enabled: true, productCount: 0 })
    const address = `/categories/${String(made['id'])}`
    const changed = record(await hub('PATCH', address, { body: { enabled: false } }))
    expect(changed).toMatchObject({ id: made['id'], name: 'Jugs', enabled: false })
    const productIds = ids(rows(await hub('GET', '/products', { query: { pageSize: '2' } })))
    const body = { productIds }
    expect(record(await hub('POST', `${address}/assignProducts`, { body }))).toEqual({
      updateCount: 2,
    })
    const inside = await hub('GET', '/products', {
      query: { where: `category = ${String(made['id'])}` },
    })
    expect(new Set(ids(rows(inside)))).toEqual(new Set(productIds))
    expect(record(await hub('POST', `${address}/unassignProducts`, { body }))).toEqual({
      deleteCount: 2,
    })
    expect((await hub('DELETE', address)).status).toBe(200)
    expect((await hub('GET', address)).status).toBe(404)
  })

  it('refuse what the vendor refuses, and a change without a member', async () => {
    expect((await hub('POST', '/categories', { body: {} })).status).toBe(400)
    const answer = await hub('PATCH', '/categories/11', { body: {} })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((await hub('PATCH', '/categories/99999', { body: { name: 'x' } })).status).toBe(404)
  })
})

describe('variations', () => {
  it('are made, listed, changed and removed, and answered whole', async () => {
    const address = `/products/${await newProduct()}/combinations`
    const body = { options: [{ name: 'Size', value: 'S' }], sku: 'JUG-S', price: 10, quantity: 4 }
    const made = record(await hub('POST', address, { body }))
    expect(made).toMatchObject({ sku: 'JUG-S', price: 10, quantity: 4, inStock: true })
    expect(ids(rows(await hub('GET', address)))).toEqual([made['id']])
    const one = `${address}/${String(made['id'])}`
    expect(record(await hub('PATCH', one, { body: { price: 9 } }))).toMatchObject({
      id: made['id'],
      price: 9,
      sku: 'JUG-S',
    })
    expect(await hub('POST', address, { body })).toMatchObject({
      status: 409,
      body: { code: 'vendor_conflict' },
    })
    expect((await hub('DELETE', one)).status).toBe(200)
    expect((await hub('GET', one)).status).toBe(404)
    expect(rows(await hub('GET', address))).toEqual([])
  })

  it('can be removed all at once', async () => {
    const address = `/products/${await newProduct()}/combinations`
    for (const value of ['S', 'M']) {
      record(await hub('POST', address, { body: { options: [{ name: 'Size', value }] } }))
    }
    expect((await hub('DELETE', address)).status).toBe(200)
    expect(rows(await hub('GET', address))).toEqual([])
  })
})

describe('stock', () => {
  it('moves by a difference, of a product and of a variation', async () => {
    const id = await newProduct({ quantity: 5 })
    const body = { quantityDelta: -2 }
    expect(record(await hub('PATCH', `/products/${id}/inventory`, { body }))).toEqual({
      id: Number(id),
      quantity: 3,
      unlimited: false,
      inStock: true,
    })
    const variation = record(
      await hub('POST', `/products/${id}/combinations`, {
        body: { options: [{ name: 'Size', value: 'S' }], sku: 'STOCK-S', quantity: 7 },
      }),
    )
    const address = `/products/${id}/combinations/${String(variation['id'])}/inventory`
    expect(record(await hub('PATCH', address, { body }))).toMatchObject({ quantity: 5 })
  })

  it('says when it falls below zero and when nobody counts it', async () => {
    const counted = await newProduct({ quantity: 1 })
    const below = await hub('PATCH', `/products/${counted}/inventory`, {
      body: { quantityDelta: -4 },
    })
    expect(record(below)['quantity']).toBe(-3)
    expect(below.headers['elements-error']).toContain('below zero')
    const endless = await newProduct({ unlimited: true })
    const same = await hub('PATCH', `/products/${endless}/inventory`, {
      body: { quantityDelta: -4 },
    })
    expect(record(same)).toMatchObject({ unlimited: true })
    expect(same.headers['elements-error']).toContain('does not count')
  })

  it.each([{}, { quantityDelta: '2' }, { quantityDelta: 1.5 }])('refuses %j', async (body) => {
    const answer = await hub('PATCH', '/products/700100/inventory', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((answer.body as Row)['message']).toContain('quantityDelta')
  })
})

describe('pictures', () => {
  const body = { externalUrl: 'https://pictures.example.com/jug.jpg' }

  it('of a product: the main one and the gallery', async () => {
    const address = `/products/${await newProduct()}`
    const main = record(await hub('POST', `${address}/image`, { body }))
    expect(main['originalImageUrl']).toMatch(/^https:/)
    expect(record(await hub('GET', address))['thumbnailUrl']).toBe(main['thumbnailUrl'])
    const first = record(await hub('POST', `${address}/gallery`, { body }))
    const second = record(await hub('POST', `${address}/gallery`, { body }))
    expect(ids(rows(await hub('GET', `${address}/gallery`)))).toEqual([first['id'], second['id']])
    expect((await hub('DELETE', `${address}/gallery/${String(first['id'])}`)).status).toBe(200)
    expect(rows(await hub('GET', `${address}/gallery`))).toMatchObject([
      { id: second['id'], orderBy: 0 },
    ])
    expect((await hub('DELETE', `${address}/gallery`)).status).toBe(200)
    expect(rows(await hub('GET', `${address}/gallery`))).toEqual([])
    expect((await hub('DELETE', `${address}/image`)).status).toBe(200)
    expect((await hub('DELETE', `${address}/image`)).status).toBe(404)
  })

  it('are fetched later when their size is told', async () => {
    const address = `/products/${await newProduct()}`
    const later = { url: 'https://pictures.example.com/jug.jpg', width: 800, height: 600 }
    const { id } = record(await hub('POST', `${address}/gallery/async`, { body: later }))
    expect(rows(await hub('GET', `${address}/gallery`))).toMatchObject([{ id, width: 800 }])
    expect(record(await hub('POST', `${address}/image/async`, { body: later }))).toHaveProperty(
      'id',
    )
    expect(record(await hub('GET', address))).toHaveProperty('originalImageUrl')
    const refused = await hub('POST', `${address}/image/async`, { body: { url: later.url } })
    expect(refused).toMatchObject({ status: 400, body: { code: 'vendor_rejected' } })
  })

  it('of a category', async () => {
    const made = record(await hub('POST', '/categories', { body: { name: 'Pictured' } }))
    const address = `/categories/${String(made['id'])}`
    const main = record(await hub('POST', `${address}/image`, { body }))
    expect(record(await hub('GET', address))['imageUrl']).toBe(main['imageUrl'])
    expect((await hub('DELETE', `${address}/image`)).status).toBe(200)
    expect(record(await hub('GET', address))).not.toHaveProperty('imageUrl')
  })

  it('need an address that the vendor can fetch', async () => {
    const address = `/products/${await newProduct()}/image`
    expect((await hub('POST', address, { body: {} })).status).toBe(400)
    const wrong = await hub('POST', address, { body: { externalUrl: 'file:///etc/passwd' } })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'vendor_rejected' } })
  })
})

describe('customer groups', () => {
  it('are made, named anew and removed, but the first stays', async () => {
    expect(rows(await hub('GET', '/customer_groups'))[0]).toMatchObject({ id: 0, name: 'General' })
    const made = record(await hub('POST', '/customer_groups', { body: { name: 'Friends' } }))
    const address = `/customer_groups/${String(made['id'])}`
    expect(record(await hub('PATCH', address, { body: { name: 'Old friends' } }))).toEqual({
      id: made['id'],
      name: 'Old friends',
    })
    expect((await hub('DELETE', address)).status).toBe(200)
    expect((await hub('GET', address)).status).toBe(404)
    expect((await hub('DELETE', '/customer_groups/0')).status).toBe(409)
  })
})

describe('coupons', () => {
  it('are found by code, kind and state', async () => {
    const find = async (where: string): Promise<Row[]> =>
      rows(await hub('GET', '/discount_coupons', { query: { where, pageSize: '50' } }))
    expect(await find("code = 'SAVE1'")).toMatchObject([{ code: 'SAVE1', discountType: 'ABS' }])
    expect((await find("status = 'expired'")).every((row) => row['status'] === 'EXPIRED')).toBe(
      true,
    )
    const kinds = await find("discountType in ('ABS','PERCENT')")
    expect(new Set(kinds.map((row) => row['discountType']))).toEqual(new Set(['ABS', 'PERCENT']))
    const wrong = await hub('GET', '/discount_coupons', { query: { where: "status = 'LOST'" } })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_where' } })
  })

  it('are made, read by id and by code, paused and removed', async () => {
    const body = { name: 'Spring', code: 'SPRING', discountType: 'PERCENT', discount: 10 }
    const made = record(await hub('POST', '/discount_coupons', { body }))
    expect(made).toMatchObject({ ...body, status: 'ACTIVE' })
    const address = `/discount_coupons/${String(made['id'])}`
    expect(record(await hub('GET', '/discount_coupons/SPRING'))).toEqual(
      record(await hub('GET', address)),
    )
    expect(record(await hub('PATCH', address, { body: { status: 'PAUSED' } }))).toMatchObject({
      status: 'PAUSED',
      code: 'SPRING',
    })
    expect((await hub('DELETE', address)).status).toBe(200)
    expect(ids(rows(await hub('GET', '/discount_coupons/deleted')))).toContain(made['id'])
  })
})

describe('the fields of an object', () => {
  it.each([
    ['categories', 'parentId', { type: 'number', createable: true, updateable: true }],
    ['categories', 'url', { type: 'string', vendorReadOnly: true }],
    ['productsCombinations', 'quantity', { type: 'number', updateable: true }],
    ['discount_coupons', 'expirationDate', { type: 'string', mask: 'yyyy-mm-dd hh:mm:ss' }],
    ['discount_coupons', 'orderCount', { type: 'number', vendorReadOnly: true }],
    ['customer_groups', 'name', { vendorRequired: true }],
  ])('%s.%s', async (object, path, expected) => {
    const { fields } = record(await hub('GET', `/objects/${object}/metadata`)) as {
      fields: Row[]
    }
    expect(fields.find((field) => field['path'] === path)).toMatchObject(expected)
  })
})
