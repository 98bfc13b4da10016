import { expect, it, vi } from 'vitest'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'
import { signWebhook } from './webhook-event.ts'

const { ecwid, listener } = await startToldEcwid()

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

it('tells a registered app only what its scopes cover', async () => {
  await ecwid.control('PUT', '/stores/1003/webhook', {
    url: listener.url,
    clientSecret: 'sandbox-secret',
  })
  await ecwid.control('POST', '/stores/1003/tokens', {
    clientId: 'sandbox-app',
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
