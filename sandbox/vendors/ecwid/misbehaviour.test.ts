import { expect, it } from 'vitest'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'
import { Misbehaviour } from './misbehaviour.ts'
import { signWebhook } from './webhook-event.ts'

const start = Date.UTC(2026, 2, 1)

const { ecwid, listener, settled } = await startToldEcwid({ clock: () => start })

async function misbehave(body: Record<string, unknown>): Promise<void> {
  const { status } = await ecwid.control('PUT', '/stores/1003/webhook/misbehaviour', body)
  expect(status).toBe(200)
}

/** Changes the price of a product so many times, and waits until all is sent that will be. */
async function change(count: number): Promise<void> {
  const body = { count, eventTypes: ['product.updated'] }
  expect((await ecwid.control('POST', '/stores/1003/burst', body)).body['deeds']).toBe(count)
  await settled()
}

interface Logged {
  readonly eventId: string
  readonly attempt: number
  readonly onPurpose: readonly string[]
}

async function log(): Promise<readonly Logged[]> {
  const { body } = await ecwid.control('GET', '/stores/1003/webhook/attempts')
  return body['attempts'] as unknown as Logged[]
}

it('repeats events with the same id', async () => {
  await misbehave({ duplicates: 0.5 })
  await change(40)
  const ids = listener.all('eventId')
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  expect(new Set(ids).size).toBe(40)
  expect(twice.length).toBeGreaterThan(8)
  expect(twice.length).toBeLessThan(32)
  const noted = (await log()).filter(({ onPurpose }) => onPurpose.includes('duplicate'))
  expect(noted).toHaveLength(2 * twice.length)
})

it('drops events whose change has happened, and says so', async () => {
  await misbehave({ drops: 1 })
  await ecwid.api('PUT', '/products/700100', { price: 77 })
  expect((await ecwid.api('GET', '/products/700100')).body['price']).toBe(77)
  expect(await log()).toMatchObject([{ attempt: 0, delivered: false, onPurpose: ['dropped'] }])
  expect(listener.received).toEqual([])
})

it('signs wrongly, not at all, and rightly, in the wanted shares', async () => {
  await misbehave({ wrongSignatures: 0.3, missingSignatures: 0.3 })
  await change(60)
  const kinds = listener.received.map(({ body, headers }) => {
    const { eventCreated, eventId } = body as { eventCreated: number; eventId: string }
    const given = headers['x-ecwid-webhook-signature']
    if (given === undefined) return 'missing signature'
    return given === signWebhook('client-secret', eventCreated, eventId)
      ? 'valid'
      : 'wrong signature'
  })
  const logged = await log()
  for (const kind of ['missing signature', 'wrong signature']) {
    const count = kinds.filter((one) => one === kind).length
    expect(count).toBeGreaterThan(5)
    expect(logged.filter(({ onPurpose }) => onPurpose.includes(kind))).toHaveLength(count)
  }
  expect(kinds.filter((kind) => kind === 'valid').length).toBeGreaterThan(10)
})

it('dates events before they happened, with a signature that fits', async () => {
  await misbehave({ stale: 1, staleSeconds: 100_000 })
  await change(1)
  const { eventCreated, eventId } = (listener.received[0]?.body ?? {}) as {
    eventCreated: number
    eventId: string
  }
  expect(eventCreated).toBe(start / 1000 - 100_000)
  const signature = listener.received[0]?.headers['x-ecwid-webhook-signature']
  expect(signature).toBe(signWebhook('client-secret', eventCreated, eventId))
})

it('holds events back and sends them in another order, the same one for the same seed', async () => {
  const orders: unknown[][] = []
  for (let round = 0; round < 2; round += 1) {
    await ecwid.control('POST', '/reset')
    await ecwid.control('PUT', '/stores/1003/webhook', { url: listener.url, clientSecret: 'x' })
    listener.forget()
    await misbehave({ holdBack: 10, seed: 'shuffle' })
    const ids = Array.from({ length: 10 }, (_, index) => 700_100 + index)
    for (const id of ids) await ecwid.api('PUT', `/products/${id}`, { price: 9 })
    await settled()
    const arrived = listener.all('entityId')
    expect(listener.sorted('entityId')).toEqual(ids.map(String))
    expect(arrived).not.toEqual(ids)
    orders.push(arrived)
  }
  expect(orders[0]).toEqual(orders[1])
})

it('lets go of what it holds after a while, and when it is told to behave', async () => {
  await misbehave({ holdBack: 100, holdBackMs: 60_000 })
  await change(3)
  expect(listener.received).toEqual([])
  await ecwid.control('POST', '/clock', { advanceMs: 59_999 })
  expect(listener.received).toEqual([])
  const { body } = await ecwid.control('POST', '/clock', { advanceMs: 1 })
  expect(body['sent']).toMatchObject(
    Array.from({ length: 3 }, () => ({ onPurpose: ['held back'], attempt: 1 })),
  )
  await change(2)
  await ecwid.control('DELETE', '/stores/1003/webhook/misbehaviour')
  await settled()
  expect(listener.received).toHaveLength(5)
})

it('delays', async () => {
  await misbehave({ delayMs: 30_000 })
  await change(2)
  expect((await ecwid.control('POST', '/clock', { advanceMs: 29_999 })).body['sent']).toEqual([])
  await ecwid.control('POST', '/clock', { advanceMs: 1 })
  expect(listener.all('eventCreated')).toEqual([start / 1000, start / 1000])
})

it('can be set for an app in all stores; what is set for a store comes first', async () => {
  await ecwid.control('DELETE', '/stores/1003/webhook')
  const path = '/apps/sandbox-app/webhook/misbehaviour'
  expect((await ecwid.control('PUT', path, { drops: 1 })).status).toBe(404)
  await ecwid.control('PUT', '/apps/sandbox-app/webhook', { url: listener.url })
  await ecwid.control('POST', '/stores/1003/tokens', { clientId: 'sandbox-app' })
  const { body } = await ecwid.control('PUT', path, { drops: 1 })
  expect(body).toMatchObject({ clientId: 'sandbox-app', misbehaviour: { drops: 1 } })
  await change(1)
  expect(listener.received).toEqual([])
  await misbehave({ duplicates: 1 })
  await change(1)
  expect(listener.received).toHaveLength(2)
  await ecwid.control('DELETE', '/stores/1003/webhook/misbehaviour')
  await ecwid.control('DELETE', path)
  await change(1)
  expect(listener.received).toHaveLength(3)
})

it('decides the same for the same seed, and one share does not move another', () => {
  const fates = (settings: object) => {
    const misbehaviour = new Misbehaviour({ seed: 7, ...settings })
    return Array.from({ length: 50 }, () => misbehaviour.decide())
  }
  expect(fates({ drops: 0.2, stale: 0.5 })).toEqual(fates({ drops: 0.2, stale: 0.5 }))
  const dropped = (settings: object) => fates(settings).map((fate) => fate.dropped)
  expect(dropped({ drops: 0.2 })).toEqual(dropped({ drops: 0.2, duplicates: 1, stale: 0.9 }))
})

it('refuses shares beyond all, and misspelt names', async () => {
  for (const body of [{ drops: 1.1 }, { drop: 0.5 }, { holdBack: 1 }, { delayMs: 0 }]) {
    const { status } = await ecwid.control('PUT', '/stores/1003/webhook/misbehaviour', body)
    expect([body, status]).toEqual([body, 400])
  }
})
