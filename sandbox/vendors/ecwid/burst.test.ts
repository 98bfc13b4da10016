import { expect, it, vi } from 'vitest'
import { textOf } from '../../test-support/ecwid-client.ts'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'
import { deedTypes } from './deeds.ts'
import { eventTypes } from './webhook-event.ts'

const { ecwid, listener } = await startToldEcwid()

const burst = async (body: object, storeId = 1003) =>
  (await ecwid.control('POST', `/stores/${storeId}/burst`, body)).body

it('knows 42 types of event, and how to make 31 of them happen', () => {
  expect([new Set(eventTypes).size, deedTypes.length]).toEqual([42, 31])
  expect(deedTypes.filter((type) => !eventTypes.includes(type))).toEqual([])
})

it.each(deedTypes.map((type) => [type]))(
  'makes %s happen, in full stores and empty',
  async (type) => {
    const none = { products: 0, orders: 0, customers: 0, categories: 0, coupons: 0, carts: 0 }
    await ecwid.control('POST', '/stores', { storeId: 42, ...none })
    await ecwid.control('PUT', '/stores/42/webhook', {
      url: listener.url,
      clientSecret: 'client-secret',
    })
    for (const storeId of [1003, 42]) {
      const { events, eventIds } = await burst({ count: 2, eventTypes: [type] }, storeId)
      expect(Number(events?.[type])).toBeGreaterThanOrEqual(2)
      const told = () => listener.received.filter(({ body }) => body['storeId'] === storeId)
      const ids = eventIds as unknown as string[]
      await vi.waitFor(() => expect(told()).toHaveLength(ids.length))
      expect(new Set(told().map(({ body }) => body['eventId']))).toEqual(new Set(ids))
    }
  },
)

it('tells carts by the order they may become', async () => {
  await burst({ count: 1, eventTypes: ['unfinished_order.created'] })
  await vi.waitFor(() => expect(listener.received).toHaveLength(1))
  const { entityId, data } = (listener.received[0]?.body ?? {}) as {
    entityId: number
    data: { orderId: string; cartId: string }
  }
  expect(Object.keys(data)).toEqual(['orderId', 'cartId'])
  const placed = await ecwid.api('POST', `/carts/${data.cartId}/place`, {})
  expect(placed.body).toMatchObject({ id: data.orderId, orderNumber: entityId })
})

it('tells the data of each kind', async () => {
  /** Names of members with the types of their values. */
  const dataOf = async (type: string) => {
    listener.forget()
    await burst({ count: 1, eventTypes: [type] })
    const found = () => listener.received.find(({ body }) => body['eventType'] === type)
    await vi.waitFor(() => expect(found()).toBeDefined())
    const data = found()?.body['data']
    return data && Object.entries(data).map(([name, value]) => `${name}: ${typeof value}`)
  }
  expect(await dataOf('order.created')).toEqual([
    'orderId: string',
    'newPaymentStatus: string',
    'newFulfillmentStatus: string',
  ])
  expect(await dataOf('order.updated')).toEqual([
    'orderId: string',
    'oldPaymentStatus: string',
    'newPaymentStatus: string',
    'oldFulfillmentStatus: string',
    'newFulfillmentStatus: string',
  ])
  const review = ['productId: number', 'orderId: number', 'status: string']
  expect(await dataOf('review.created')).toEqual(review)
  expect(await dataOf('review.updated')).toEqual(review)
  expect(await dataOf('review.deleted')).toEqual(review.slice(0, 2))
  expect(await dataOf('customer.updated')).toEqual(['customerEmail: string'])
  expect(await dataOf('product.updated')).toBeUndefined()
  await ecwid.api('PUT', '/promotions/5001', { name: 'Once' })
  await ecwid.api('PUT', '/promotions/5001', { name: 'Twice' })
  const versions = () =>
    listener.received.flatMap(({ body }) =>
      body['entityId'] === 5001 ? [(body['data'] as { version: number }).version] : [],
    )
  await vi.waitFor(() => expect(new Set(versions())).toEqual(new Set([2, 3])))
})

it('tells a finished order as new, and what the owner changes in the admin', async () => {
  const order = { paymentStatus: 'INCOMPLETE', fulfillmentStatus: 'AWAITING_PROCESSING' }
  const body = { ...order, email: 'a@example.com', subtotal: 1, total: 1 }
  const { body: made } = await ecwid.api('POST', '/orders', body)
  await ecwid.api('PUT', `/orders/${textOf(made['orderId'])}`, { paymentStatus: 'PAID' })
  await ecwid.control('PUT', '/stores/1003/settings', { plan: 'business', storeName: 'Renamed' })
  await ecwid.control('PUT', '/stores/1003/settings', { searchLagMs: 5 })
  await vi.waitFor(() =>
    expect(listener.sorted('eventType')).toEqual([
      'customer.created',
      'order.created',
      'profile.subscriptionStatusChanged',
      'profile.updated',
      'unfinished_order.created',
    ]),
  )
})

it('sends thousands over few connections', async () => {
  const { durationMs, eventIds, deeds } = await burst({
    count: 2000,
    eventTypes: ['order.updated'],
  })
  expect([deeds, (eventIds as unknown as string[]).length]).toEqual([2000, 2000])
  await vi.waitFor(() => expect(listener.received).toHaveLength(2000), { timeout: 20_000 })
  expect(new Set(listener.all('eventId')).size).toBe(2000)
  expect(listener.connections).toBeLessThanOrEqual(64)
  expect(Number(durationMs)).toBeLessThan(20_000)
})

it('keeps to a pace', async () => {
  const { durationMs } = await burst({ count: 11, perSecond: 100 })
  expect(Number(durationMs)).toBeGreaterThanOrEqual(95)
})

it('does the same for the same seed, and refuses what nothing leads to', async () => {
  const prices = async () => {
    await ecwid.control('POST', '/reset')
    await burst({ count: 20, eventTypes: ['product.updated'], seed: 5 })
    const { body } = await ecwid.control('GET', '/stores/1003/products')
    return [...(body['items'] ?? [])].map((product) => product['price'])
  }
  expect(await prices()).toEqual(await prices())
  const refused = await burst({ count: 1, eventTypes: ['invoice.created'] })
  expect(textOf(refused['message'])).toContain('invoice.created')
  expect((await ecwid.control('POST', '/stores/1003/burst', { count: 0 })).status).toBe(400)
})
