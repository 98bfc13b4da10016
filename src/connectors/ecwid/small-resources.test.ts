/** Hooks of carts, reviews, promotions, product types, app storage and batches, without a vendor. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import { playHook, refusal, condition, type Situation } from '../../../test/support/hook-stage.ts'
import { hooks } from './hooks.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)

const leaky = 'https://shop.example/?token=secret_0123456789'
const clean = 'https://shop.example/?token=********'

describe('a cart', () => {
  it('shows no API token, neither alone nor in a list', async () => {
    const cart = {
      cartId: 'A',
      refererUrl: leaky,
      items: [{ id: 1, files: [{ adminUrl: leaky }] }],
    }
    const shown = {
      cartId: 'A',
      refererUrl: clean,
      items: [{ id: 1, files: [{ adminUrl: clean }] }],
    }
    const one = stage('GET /carts/{id}', {})
    expect(await one.after(cart)).toEqual({ body: shown })
    expect(await stage('GET /carts', {}).after([cart])).toEqual({ body: [shown] })
    const changed = stage('PATCH /carts/{id}', {
      pathVariables: { id: 'A' },
      vendor: { 'GET /carts/A': cart },
    })
    expect(await changed.after({ updateCount: 1 })).toEqual({ body: shown })
  })
})

describe('a batch', () => {
  it('shows no API token, however deep it lies', async () => {
    const answer = (url: string) => ({
      status: 'COMPLETED',
      responses: [{ id: 'a', httpBody: { items: [{ globalReferer: url, note: leaky }] } }],
    })
    const played = await stage('GET /batch', {}).after(answer(leaky))
    expect(played).toEqual({ body: answer(clean) })
  })
})

describe('promotions', () => {
  const promotions = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: from + index, name: `P${from + index}` }))

  it('are read to the end although the store says more than it gives', async () => {
    // A store that does not page answers the same rows again: nothing new is the end.
    const played = stage('GET /promotions', {
      vendor: { 'GET /promotions': { total: 500, items: promotions(1, 3) } },
    })
    expect(await played.before()).toEqual({ answer: { body: promotions(1, 3) } })
    expect(played.calls.map(({ query }) => query?.['offset'])).toEqual(['0', '3'])
  })

  it('are an error, not nothing, when the answer is no list', async () => {
    const played = stage('GET /promotions', { vendor: { 'GET /promotions': { total: 1 } } })
    expect((await refusal(played.before())).code).toBe('vendor_answer_unreadable')
  })

  it('are answered as sent while the store does not show them yet', async () => {
    const played = stage('POST /promotions', {
      body: { name: 'New' },
      vendor: { 'GET /promotions': { total: 0, items: [] } },
    })
    expect(await played.after({ id: 7 })).toEqual({
      body: { id: 7, name: 'New' },
      notice: 'The store has saved it as 7 but does not show it yet',
    })
  })

  it('stay saved when reading them back fails', async () => {
    const vendor = { 'GET /promotions': new PlatformError('vendor_failed', 'the store is down') }
    const played = stage('POST /promotions', { body: { name: 'New' }, vendor })
    const outcome = await played.after({ id: 7 })
    expect(outcome).toMatchObject({ body: { id: 7, name: 'New' } })
    expect(outcome?.notice).toContain('the store is down')
  })

  it('keep what a change does not name inside triggers and targets', async () => {
    const now = { id: 7, triggers: { subtotal: 5, products: [1] }, targets: { all: true } }
    const played = stage('PATCH /promotions/{id}', {
      pathVariables: { id: '7' },
      body: { amount: 1, triggers: { subtotal: 9 } },
      vendor: { 'GET /promotions': { total: 1, items: [now] } },
    })
    expect((await played.before())?.vendor?.body).toEqual({
      amount: 1,
      triggers: { subtotal: 9, products: [1] },
    })
    // The list still shows the old state; the answer is the new one.
    expect(await played.after({ updateCount: 1 })).toEqual({
      body: { ...now, amount: 1, triggers: { subtotal: 9, products: [1] } },
    })
  })

  it('are not read for a change without an object in it', async () => {
    const played = stage('PATCH /promotions/{id}', {
      pathVariables: { id: '7' },
      body: { amount: 1 },
    })
    expect((await played.before())?.vendor?.body).toEqual({ amount: 1 })
    expect(played.calls).toEqual([])
  })
})

describe('reviews', () => {
  it('are looked for by a whole number only', async () => {
    const played = stage('GET /reviews/{id}', { pathVariables: { id: '1,2' } })
    expect((await refusal(played.before())).code).toBe('vendor_not_found')
    expect(played.calls).toEqual([])
  })

  it('are searched by the number of an order of any year', async () => {
    const where = [condition('orderId', '=', 'AB1CD')]
    const ask = (order: unknown) =>
      stage('GET /reviews', { where, vendor: { 'GET /orders/AB1CD': order } }).before()
    expect((await ask({ internalId: 5, orderNumber: 17 }))?.vendor?.query).toEqual({ orderId: '5' })
    expect((await ask({ orderNumber: 17 }))?.vendor?.query).toEqual({ orderId: '17' })
    expect((await refusal(ask({}))).code).toBe('vendor_answer_unreadable')
    const several = stage('GET /reviews', { where: [condition('orderId', 'in', ['A', 'B'])] })
    expect((await refusal(several.before())).code).toBe('invalid_where')
  })
})

describe('a change of a product type', () => {
  const attribute = fc.record({ name: fc.string({ minLength: 1 }), show: fc.constant('DESCR') })
  const type = fc.uniqueArray(attribute, { maxLength: 6, selector: ({ name }) => name })

  it('never leaves out an attribute that is there', async () => {
    await fc.assert(
      fc.asyncProperty(type, fc.array(attribute, { maxLength: 4 }), async (today, wanted) => {
        const attributes = today.map((one, index) => ({ id: index + 1, ...one }))
        const played = stage('PATCH /classes/{id}', {
          pathVariables: { id: '3' },
          body: { name: 'New', attributes: wanted },
          vendor: { 'GET /classes/3': { id: 3, name: 'Old', attributes } },
        })
        const body = (await played.before())?.vendor?.body as Record<string, unknown>
        const sent = body['attributes'] as { id?: number; name: string }[]
        expect(body).not.toHaveProperty('id')
        expect(sent.slice(0, today.length).map(({ id }) => id)).toEqual(
          attributes.map(({ id }) => id),
        )
        const all = new Set([...today, ...wanted].map(({ name }) => name))
        expect(sent.map(({ name }) => name).toSorted()).toEqual([...all].toSorted())
      }),
    )
  })

  it.each([[{ attributes: 'x' }], [{ attributes: [1] }], ['x']])(
    'is not sent when the answer %j is no type',
    async (answer) => {
      const played = stage('PATCH /classes/{id}', {
        pathVariables: { id: '3' },
        body: { name: 'New' },
        vendor: { 'GET /classes/3': answer },
      })
      expect((await refusal(played.before())).code).toBe('vendor_answer_unreadable')
    },
  )
})

describe('app storage', () => {
  it.each([{ success: true }, { updateCount: 1 }, { createCount: 1 }, undefined])(
    'takes the answer %j for a success',
    async (answer) => {
      const played = stage('PATCH /storage/{key}', {
        pathVariables: { key: 'a b' },
        body: { value: 'x' },
        vendor: { 'GET /storage/a%20b': { key: 'a b', value: 'x' } },
      })
      const sent = await played.before()
      expect(new TextDecoder().decode(sent?.vendor?.body as Uint8Array)).toBe('x')
      expect(await played.after(answer)).toEqual({ body: { key: 'a b', value: 'x' } })
    },
  )

  it('stays kept when reading it back fails', async () => {
    const played = stage('POST /storage', {
      body: { key: 'a', value: 'x' },
      vendor: { 'GET /storage/a': new PlatformError('vendor_failed', 'the store is down') },
    })
    const outcome = await played.after({ success: true })
    expect(outcome).toMatchObject({ body: { key: 'a', value: 'x' } })
    expect(outcome?.notice).toContain('the store is down')
  })
})
