import { describe, expect, it } from 'vitest'
import { condition, playHook, refusal, type Situation } from '../../../test/support/hook-stage.ts'
import product from './fixtures/product.json' with { type: 'json' }
import { hooks } from './hooks.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)

describe('products', () => {
  it('come in a stable order unless the caller chose one', async () => {
    expect(await stage('GET /products', {}).before()).toEqual({
      vendor: { query: { sortBy: 'ADDED_TIME_ASC' } },
    })
    for (const query of [{ sortBy: 'PRICE_ASC' }, { keyword: 'cup' }, { category: '11' }]) {
      expect(await stage('GET /products', { query }).before()).toEqual({ vendor: { query } })
    }
  })

  it.each([
    [true, {}],
    ['false', { enabled: 'true' }],
  ])('with hidden_products = %s ask for %j', async (value, query) => {
    const outcome = await stage('GET /products', {
      where: [condition('hidden_products', '=', value)],
      query: { sortBy: 'X' },
    }).before()
    expect(outcome).toEqual({ vendor: { query: { sortBy: 'X', ...query } } })
  })

  it('go on as they came when there is nothing to mask', async () => {
    expect(await stage('GET /products', {}).after([{ id: 1, files: [] }])).toBeUndefined()
    const masked = await stage('GET /products', {}).after([{ id: 1 }, product])
    expect(JSON.stringify(masked)).not.toContain('secret_')
  })

  it('are found by option and attribute', async () => {
    const outcome = await stage('GET /products', {
      where: [
        condition('option_Size', 'in', ['S', 'M']),
        condition('attribute_Brand', '=', 'Acme'),
      ],
    }).before()
    expect(outcome).toMatchObject({
      vendor: { query: { option_Size: 'S,M', attribute_Brand: 'Acme' } },
    })
  })

  it('show no API token in the addresses of their files', async () => {
    const outcome = await stage('GET /products/{id}', {}).after(product)
    expect(JSON.stringify(outcome)).not.toContain('secret_')
    expect(outcome).toMatchObject({ body: { price: product.price, files: [{ id: 8 }] } })
  })

  it('are answered from the change itself, or read back where the vendor sends no item', async () => {
    const route = 'PATCH /products/{id}'
    const quick = stage(route, { pathVariables: { id: '700100' } })
    expect(await quick.after({ updateCount: 1, item: product })).toMatchObject({
      body: { id: 700100 },
    })
    expect(quick.calls).toEqual([])
    const slow = stage(route, {
      pathVariables: { id: '700100' },
      vendor: { 'GET /products/700100': product },
    })
    expect(await slow.after({ updateCount: 1 })).toMatchObject({ body: { id: 700100 } })
  })

  it('take a stock movement alone, by its own route, and pass on the warning', async () => {
    const route = 'PATCH /products/{id}'
    const play = stage(route, {
      pathVariables: { id: '700100' },
      body: { quantityDelta: -2 },
      vendor: {
        'PUT /products/700100/inventory': { updateCount: 1, warning: 'below zero' },
        'GET /products/700100': product,
      },
    })
    const answer = await play.before()
    expect(answer).toEqual({ answer: { body: { updateCount: 1, warning: 'below zero' } } })
    expect(play.calls[0]).toMatchObject({ body: { quantityDelta: -2 } })
    const outcome = await play.after({ updateCount: 1, warning: 'below zero' })
    expect(outcome).toHaveProperty('notice', expect.stringContaining('below zero'))
    for (const body of [{ quantityDelta: 1, name: 'x' }, { quantityDelta: 'x' }]) {
      expect((await refusal(stage(route, { body }).before())).code).toBe('invalid_request')
    }
  })

  it('may be written in the shapes of the published model', async () => {
    const outcome = await stage('POST /products', {
      body: { name: 'Cup', compareAtPrice: 12.5, wholesalePrices: { '10': 6, '5': 7 } },
    }).before()
    expect(outcome).toEqual({
      vendor: {
        body: {
          name: 'Cup',
          compareToPrice: 12.5,
          wholesalePrices: [
            { quantity: 5, price: 7 },
            { quantity: 10, price: 6 },
          ],
        },
      },
    })
  })
})
