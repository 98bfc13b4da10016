import { beforeEach, expect, it, vi } from 'vitest'
import { textOf } from '../../test-support/ecwid-client.ts'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'

const start = Date.UTC(2026, 2, 1)

const { ecwid, listener } = await startToldEcwid({ clock: () => start, address: false })

beforeEach(async () => {
  await ecwid.control('PUT', '/stores/1003/instant-notification', { url: listener.url })
})

const forms = () =>
  listener.received.map(({ text }) => Object.fromEntries(new URLSearchParams(text)))

it('tells of a new order and of changed statuses, unsigned, in the old words', async () => {
  const order = { paymentStatus: 'AWAITING_PAYMENT', fulfillmentStatus: 'AWAITING_PROCESSING' }
  const body = { ...order, email: '', subtotal: 1, total: 1 }
  const { body: made } = await ecwid.api('POST', '/orders', body)
  await vi.waitFor(() => expect(listener.received).toHaveLength(1))
  const path = `/orders/${textOf(made['orderId'])}`
  await ecwid.api('PUT', path, { paymentStatus: 'PAID', fulfillmentStatus: 'SHIPPED' })
  await ecwid.api('PUT', path, { trackingNumber: 'T' })
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await vi.waitFor(() => expect(listener.received).toHaveLength(2))
  const known = {
    owner_id: '1003',
    order_id: textOf(made['id']),
    date: String(start / 1000),
    old_payment_status: 'QUEUED',
    old_fulfillment_status: 'NEW',
  }
  const moved = { payment_status: 'ACCEPTED', fulfillment_status: 'SHIPPED' }
  expect(forms()).toEqual([
    { ...known, event_type: 'new_order', payment_status: 'QUEUED', fulfillment_status: 'NEW' },
    { ...known, event_type: 'order_status_change', ...moved },
  ])
  const [first] = listener.received
  expect(first?.url).toBe('/hook')
  expect(first?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.keys(first?.headers ?? {}).filter((name) => name.includes('signature'))).toEqual([])
})

it('comes again for three days unless the answer is 200 or 201', async () => {
  listener.answer = { status: 204 }
  await ecwid.api('PUT', '/orders/412', { paymentStatus: 'PAID' })
  const { body } = await ecwid.control('POST', '/clock', { advanceMs: 100 * 3_600_000 })
  const sent = [...(body['sent'] ?? [])].map(({ at }) => Date.parse(textOf(at)) - start)
  const minutes = [
    1,
    5,
    10,
    15,
    30,
    ...[1, 2, 5, 12, 24, 36, 48, 60, 72].map((hours) => hours * 60),
  ]
  expect(sent).toEqual(minutes.map((minute) => minute * 60_000))
  listener.answer = { status: 201 }
  await ecwid.api('PUT', '/orders/412', { paymentStatus: 'REFUNDED' })
  expect((await ecwid.control('POST', '/clock', { advanceMs: 60_000 })).body['sent']).toEqual([])
})

it('is shown, and is off by default', async () => {
  const shown = async () =>
    (await ecwid.control('GET', '/stores/1003')).body['instantNotificationUrl']
  expect(await shown()).toBe(listener.url)
  await ecwid.control('DELETE', '/stores/1003/instant-notification')
  expect(await shown()).toBeNull()
  await ecwid.api('PUT', '/orders/412', { paymentStatus: 'PAID' })
  const { body } = await ecwid.control('GET', '/stores/1003/webhook/attempts')
  expect(body['attempts']).toEqual([])
})
