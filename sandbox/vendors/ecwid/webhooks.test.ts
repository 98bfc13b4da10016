import { expect, it, vi } from 'vitest'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'
import { signWebhook } from './webhook-event.ts'

const { ecwid, listener, settled } = await startToldEcwid()

it('signs as the known vector says', () => {
  const id = '1f2e3d4c-0000-4000-8000-0123456789ab'
  expect(signWebhook('demo_client_secret_9f', 1_772_357_460, id)).toBe(
    '+l/UewTrhncMnhfv9f9k7y9+vU8BJBOGkeEYuKUq0G0=',
  )
})

it('sends one signed event in the vendor’s form', async () => {
  const event = { eventType: 'order.updated', entityId: 412, data: { orderId: '412' } }
  const { body } = await ecwid.control('POST', '/stores/1003/emit', event)
  expect(body['attempts']).toMatchObject([{ status: 200, delivered: true }])
  const [hook] = listener.received
  expect(hook?.url).toBe('/hook?eventtype=order.updated')
  expect(hook?.rawHeaders).toEqual(
    expect.arrayContaining(['Content-Type', 'Cache-Control', 'X-Ecwid-Webhook-Signature']),
  )
  expect(hook?.headers).toMatchObject({
    'content-type': 'application/json; charset=UTF-8',
    'cache-control': 'no-cache',
  })
  expect(Object.keys(hook?.body ?? {})).toEqual([
    'eventId',
    'eventCreated',
    'storeId',
    'entityId',
    'eventType',
    'data',
  ])
  expect(hook?.body).toMatchObject({ storeId: 1003, ...event })
  const { eventCreated, eventId } = (hook?.body ?? {}) as { eventCreated: number; eventId: string }
  expect(hook?.headers['x-ecwid-webhook-signature']).toBe(
    signWebhook('client-secret', eventCreated, eventId),
  )
})

it('can repeat an event, sign it wrongly or not at all', async () => {
  const event = { eventType: 'product.updated', entityId: 1, eventId: 'same', eventCreated: 5 }
  await ecwid.control('POST', '/stores/1003/emit', { ...event, copies: 2 })
  await ecwid.control('POST', '/stores/1003/emit', { ...event, signature: 'wrong' })
  await ecwid.control('POST', '/stores/1003/emit', { ...event, signature: 'missing' })
  expect(listener.received.map((hook) => hook.body['eventId'])).toEqual([
    'same',
    'same',
    'same',
    'same',
  ])
  const [first, second, wrong, missing] = listener.received.map(
    (hook) => hook.headers['x-ecwid-webhook-signature'],
  )
  expect(first).toBe(second)
  expect(wrong).not.toBe(first)
  expect(missing).toBeUndefined()
})

it('counts a redirect and other statuses as failures', async () => {
  const event = { eventType: 'product.updated', entityId: 1 }
  for (const [status, delivered] of [
    [202, true],
    [203, false],
    [301, false],
    [500, false],
  ] as const) {
    listener.answer = { status }
    const { body } = await ecwid.control('POST', '/stores/1003/emit', event)
    expect(body['attempts']).toMatchObject([{ status, delivered }])
  }
})

it('tells by itself about every change, unless switched off', async () => {
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await ecwid.api('PUT', '/orders/412', { paymentStatus: 'PAID' })
  await vi.waitFor(() => expect(listener.received).toHaveLength(2))
  expect(
    listener.received.find((hook) => hook.body['eventType'] === 'order.updated')?.body,
  ).toMatchObject({
    entityId: 412,
    data: { orderId: '412', oldPaymentStatus: 'AWAITING_PAYMENT', newPaymentStatus: 'PAID' },
  })
  await ecwid.control('PUT', '/stores/1003/settings', { autoWebhooks: false })
  await ecwid.api('PUT', '/products/700100', { price: 4 })
  await ecwid.control('POST', '/stores/1003/emit', { eventType: 'profile.updated', entityId: 1003 })
  expect(listener.received.map((hook) => hook.body['eventType'])).toHaveLength(3)
})

it('tells what a change brings with it', async () => {
  const told = async (change: () => Promise<unknown>) => {
    listener.forget()
    await change()
    await settled()
    return listener.sorted('eventType')
  }
  const category = Number((await ecwid.api('POST', '/categories', { name: 'Fresh' })).body['id'])
  await settled()
  const assignment = { productIds: [700_100, 700_101] }
  expect(await told(() => ecwid.api('PUT', `/categories/${category}`, assignment))).toEqual([
    'category.updated',
    'product.updated',
    'product.updated',
  ])
  const sort = `/products/sort?parentCategory=${category}`
  expect(await told(() => ecwid.api('PUT', sort, { sortedIds: [700_101] }))).toEqual([
    'category.updated',
  ])
  await ecwid.api('PUT', '/customers/9001', { customerGroupId: 1 })
  const members = (await ecwid.api('GET', '/customers?customerGroup=1')).body['total']
  const renamed = await told(() => ecwid.api('PUT', '/customer_groups/1', { name: 'Trade' }))
  expect(renamed.filter((type) => type === 'customer.updated')).toHaveLength(Number(members))
  const status = '/profile/order_status/CUSTOM_FULFILLMENT_STATUS_1'
  expect(await told(() => ecwid.api('PUT', status, { name: 'Wrapped' }))).toEqual([
    'profile.updated',
  ])
  const order = { paymentStatus: 'PAID', fulfillmentStatus: 'AWAITING_PROCESSING' }
  const items = [{ productId: 700_100, name: 'Cup', price: 12, quantity: 1 }]
  const discountCoupon = { code: 'SAVE1' }
  const body = { ...order, items, discountCoupon, email: '', subtotal: 12, total: 12 }
  expect(await told(() => ecwid.api('POST', '/orders', body))).toEqual([
    'discount_coupon.updated',
    'order.created',
    'product.updated',
  ])
})

it('tells nothing more of a store that is gone or replaced', async () => {
  listener.answer = { status: 500 }
  for (const remove of [
    () => ecwid.control('DELETE', '/stores/42'),
    () => ecwid.control('POST', '/stores', { storeId: 42, products: 1, orders: 0 }),
  ]) {
    await ecwid.control('POST', '/stores', { storeId: 42, products: 1, orders: 0 })
    await ecwid.control('PUT', '/stores/42/webhook', { url: listener.url, clientSecret: 'x' })
    await ecwid.api('PUT', '/products/700100', { price: 2 }, { storeId: 42 })
    await settled()
    await remove()
    const { body } = await ecwid.control('POST', '/clock', { advanceMs: 3_600_000 })
    expect(body['sent']).toEqual([])
  }
})

it('tells a registered app only what its scopes cover', async () => {
  const [clientId, clientSecret] = ['a-catalog-app', 'catalog-secret']
  await ecwid.control('POST', '/apps', { clientId, clientSecret })
  await ecwid.control('PUT', '/stores/1003/webhook', { url: listener.url, clientSecret })
  await ecwid.control('POST', '/stores/1003/tokens', {
    clientId,
    scopes: ['read_catalog'],
  })
  await ecwid.api('PUT', '/orders/412', { trackingNumber: 'T' })
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await vi.waitFor(() => expect(listener.received).toHaveLength(1))
  expect(listener.received[0]?.body['eventType']).toBe('product.updated')
})

it('refuses to emit without an address', async () => {
  await ecwid.control('DELETE', '/stores/1003/webhook')
  const event = { eventType: 'order.created', entityId: 1 }
  expect((await ecwid.control('POST', '/stores/1003/emit', event)).status).toBe(409)
})

it('sends to this machine only', async () => {
  for (const url of ['https://example.com/hook', 'http://10.0.0.1/', 'ftp://127.0.0.1/', 'hook']) {
    const target = { url, clientSecret: 'x' }
    expect((await ecwid.control('PUT', '/stores/1003/webhook', target)).status).toBe(400)
    expect((await ecwid.control('PUT', '/apps/sandbox-app/webhook', { url })).status).toBe(400)
    const instant = await ecwid.control('PUT', '/stores/1003/instant-notification', { url })
    expect(instant.status).toBe(400)
  }
})
