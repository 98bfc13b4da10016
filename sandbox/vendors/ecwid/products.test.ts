import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient
let now = Date.UTC(2026, 2, 1)

beforeAll(async () => {
  ecwid = await startEcwid(() => now)
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

async function create(body: Record<string, unknown>): Promise<number> {
  const answer = await ecwid.api('POST', '/products', body)
  expect([answer.status, answer.text]).toEqual([200, expect.stringMatching(/^\{"id":\d+\}$/)])
  return Number(answer.body['id'])
}

const read = async (id: number) => (await ecwid.api('GET', `/products/${id}`)).body
const refusal = async (method: string, path: string, body: unknown) => {
  const answer = await ecwid.api(method, path, body)
  return [answer.status, answer.body['errorCode']]
}

describe('creating', () => {
  it('needs a name only: code, price and stock have defaults', async () => {
    const first = await read(await create({ name: 'Plain' }))
    const second = await read(await create({ name: 'Plain too' }))
    expect(first).toMatchObject({ sku: '00001', price: 0, unlimited: true, enabled: true })
    expect(second['sku']).toBe('00002')
    expect(first).not.toHaveProperty('quantity')
    expect(first['url']).toContain(`Plain-p${textOf(first['id'])}`)
    const answer = await ecwid.api('POST', '/products', { price: 3 })
    expect(answer.body['errorMessage']).toBe('Field Product.name is absent')
  })

  it('leaves out what is unset', async () => {
    const product = await read(await create({ name: 'Bare', quantity: 3 }))
    for (const name of ['weight', 'compareToPrice', 'wholesalePrices', 'description']) {
      expect(product).not.toHaveProperty(name)
    }
    expect(product['descriptionTranslated']).toEqual({ en: '' })
    expect(product).toMatchObject({ quantity: 3, unlimited: false, inStock: true })
  })

  it('ignores read-only and unknown keys', async () => {
    const id = await create({ name: 'X', id: 5, createTimestamp: 1, magic: true })
    expect(id).not.toBe(5)
    expect(await read(id)).not.toHaveProperty('magic')
  })

  it('gives the item back when asked', async () => {
    const path = '/products?returnItem=true&responseFields=id,item(name,price)'
    const answer = await ecwid.api('POST', path, { name: 'Back', price: 2 })
    expect(answer.body).toEqual({
      id: expect.any(Number) as unknown,
      item: { name: 'Back', price: 2 },
    })
  })

  it.each([
    [{ name: 'X', price: '5' }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', quantity: 1.5 }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', price: -1 }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', costPrice: -1 }, 400, 'COST_PRICE_CANT_BE_NEGATIVE'],
    [{ name: 'X', wholesalePrices: [{ quantity: 5 }] }, 400, 'WHOLESALE_PRICES_CANT_BE_NULL'],
    [
      { name: 'X', wholesalePrices: [{ quantity: 5, price: -1 }] },
      400,
      'WHOLESALE_PRICES_CANT_BE_NEGATIVE',
    ],
    [{ name: 'X', categoryIds: [99] }, 400, 'CATEGORIES_NOT_FOUND'],
    [{ name: 'X', categoryIds: [11], defaultCategoryId: 12 }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', options: [{ type: 'SLIDER', name: 'S' }] }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', tax: { enabledManualTaxes: 5 } }, 400, 'WRONG_PARAMETER'],
    [{ name: 'X', sku: 'CUP-1' }, 409, 'SKU_ALREADY_EXISTS'],
  ])('refuses %j', async (body, status, code) => {
    expect(await refusal('POST', '/products', body)).toEqual([status, code])
  })

  it('takes a used code where the store allows it', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { uniqueSku: false })
    await create({ name: 'Twin', sku: 'CUP-1' })
    expect((await ecwid.api('GET', '/products?sku=CUP-1')).body['total']).toBe(2)
  })
})

describe('changing', () => {
  it('leaves absent keys alone and replaces lists', async () => {
    const id = await create({
      name: 'Old',
      price: 5,
      quantity: 2,
      categoryIds: [11, 12],
      attributes: [
        { alias: 'UPC', value: '1' },
        { name: 'Origin', value: 'Here' },
      ],
    })
    now += 60_000
    const answer = await ecwid.api('PUT', `/products/${id}`, {
      price: 6,
      categoryIds: [12],
      attributes: [{ name: 'Origin', value: 'There' }],
    })
    expect(answer.body).toEqual({ updateCount: 1 })
    const product = await read(id)
    expect(product).toMatchObject({ name: 'Old', price: 6, quantity: 2, categoryIds: [12] })
    expect([...(product['attributes'] ?? [])].map((one) => one['value'])).toEqual(['There'])
    expect(product['updateTimestamp']).toBe(Number(product['createTimestamp']) + 60)
  })

  it('turns a quantity into a limited stock, and unlimited into none', async () => {
    const id = await create({ name: 'Stock' })
    await ecwid.api('PUT', `/products/${id}`, { quantity: 4 })
    expect(await read(id)).toMatchObject({ quantity: 4, unlimited: false })
    await ecwid.api('PUT', `/products/${id}`, { unlimited: true })
    expect(await read(id)).not.toHaveProperty('quantity')
  })

  it('refuses to orphan variations unless a rebuild is asked for', async () => {
    const options = [{ type: 'SELECT', name: 'Size', choices: [{ text: 'L' }] }]
    expect(await refusal('PUT', '/products/700101', { options })).toEqual([
      409,
      'COMBINATION_CONTAINS_REMOVED_OPTION',
    ])
    const path = '/products/700101?rebuildVariationsOnOptionsUpdate=true'
    expect((await ecwid.api('PUT', path, { options })).status).toBe(200)
    expect([...((await read(700_101))['combinations'] ?? [])]).toHaveLength(1)
  })

  it('answers an unknown product with its own words', async () => {
    const answer = await ecwid.api('PUT', '/products/77', { price: 1 })
    expect(answer.status).toBe(404)
    expect(answer.body).toEqual({
      errorMessage: 'Product #77 not found',
      errorCode: 'PRODUCT_NOT_FOUND',
      args: { id: '77' },
    })
  })
})

describe('deleting', () => {
  it('removes the product and remembers it among the deleted', async () => {
    expect((await ecwid.api('DELETE', '/products/700100')).body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('GET', '/products/700100')).status).toBe(404)
    expect((await ecwid.api('GET', '/products')).body['total']).toBe(29)
    const { body } = await ecwid.api('GET', '/products/deleted?from_date=2026-03-01')
    expect(body).toMatchObject({ total: 1, items: [{ id: 700_100 }] })
    expect((await ecwid.api('DELETE', '/products/700100')).status).toBe(404)
  })
})

describe('stock', () => {
  it('changes by a delta and warns below zero', async () => {
    const id = await create({ name: 'Counted', quantity: 3 })
    const path = `/products/${id}/inventory`
    expect((await ecwid.api('PUT', path, { quantityDelta: -2 })).body).toEqual({ updateCount: 1 })
    const below = await ecwid.api('PUT', path, { quantityDelta: -2 })
    expect(below.body).toMatchObject({
      updateCount: 1,
      warning: expect.stringContaining('-1') as unknown,
    })
    expect(await read(id)).toMatchObject({ quantity: -1, inStock: false })
    expect(await refusal('PUT', path, {})).toEqual([400, 'WRONG_PARAMETER'])
  })
})

describe('variations', () => {
  it('inherit what they lack', async () => {
    const { body } = await ecwid.api('GET', '/products/700101/combinations')
    const [inherits, own] = [...body]
    expect(inherits).not.toHaveProperty('price')
    expect(inherits).not.toHaveProperty('quantity')
    expect(own).toMatchObject({ sku: 'BOW-2-L', quantity: 7 })
  })

  it('are created with the options they need, once', async () => {
    const id = await create({ name: 'Varied', price: 5 })
    const body = { options: [{ name: 'Colour', value: 'Red' }], sku: 'V-RED', quantity: 2 }
    const path = `/products/${id}/combinations`
    const created = await ecwid.api('POST', path, body)
    expect(created.status).toBe(200)
    expect(await read(id)).toMatchObject({
      options: [{ name: 'Colour', choices: [{ text: 'Red' }] }],
      defaultCombinationId: created.body['id'],
    })
    expect(await refusal('POST', path, { ...body, sku: 'V-2' })).toEqual([
      409,
      'COMBINATION_DUPLICATED',
    ])
    expect(
      await refusal('POST', path, { options: [{ name: 'Colour', value: 'Blue' }], quantity: 1 }),
    ).toEqual([400, 'DIFFERENT_COMBINATION_STOCK'])
    const one = `${path}/${Number(created.body['id'])}`
    await ecwid.api('PUT', `${one}/inventory`, { quantityDelta: 5 })
    await ecwid.api('PUT', one, { price: 9 })
    expect((await ecwid.api('GET', one)).body).toMatchObject({
      quantity: 7,
      price: 9,
      sku: 'V-RED',
    })
    expect((await ecwid.api('DELETE', one)).body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('GET', one)).body['errorCode']).toBe('COMBINATION_NOT_FOUND')
  })

  it('share the product’s stock without one of their own', async () => {
    const id = Number((await ecwid.api('GET', '/products/700101/combinations')).body[0]?.['id'])
    await ecwid.api('PUT', `/products/700101/combinations/${id}/inventory`, { quantityDelta: -4 })
    expect(await read(700_101)).toMatchObject({ quantity: 16 })
  })
})
