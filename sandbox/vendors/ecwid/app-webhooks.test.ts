import { beforeEach, expect, it } from 'vitest'
import { textOf } from '../../test-support/ecwid-client.ts'
import { startToldEcwid } from '../../test-support/told-ecwid.ts'
import { signWebhook } from './webhook-event.ts'

const { ecwid, listener, settled } = await startToldEcwid({ address: false })

// The main store has it from the start.
beforeEach(async () => {
  await ecwid.control('DELETE', '/stores/1003/apps/sandbox-app')
})

/** Points the app's webhook at the listener. */
async function listen(extra: Record<string, unknown> = {}): Promise<void> {
  const body = { url: listener.url, ...extra }
  expect((await ecwid.control('PUT', '/apps/sandbox-app/webhook', body)).status).toBe(200)
}

async function grant(storeId: number, scopes?: string[]): Promise<void> {
  const body = { clientId: 'sandbox-app', ...(scopes === undefined ? {} : { scopes }) }
  await ecwid.control('POST', `/stores/${storeId}/tokens`, body)
}

it('tells one address about all stores that have installed the app, signed by its secret', async () => {
  await ecwid.control('POST', '/stores', { storeId: 42, products: 1, orders: 0 })
  await ecwid.control('POST', '/stores', { storeId: 43, products: 1, orders: 0 })
  await listen()
  await grant(1003)
  await grant(42)
  for (const storeId of [1003, 42, 43]) {
    await ecwid.api('PUT', '/profile', { company: { phone: '1' } }, { storeId })
  }
  await settled()
  expect(listener.sorted('storeId')).toEqual(['1003', '42'])
  for (const { body, headers, url } of listener.received) {
    expect(url).toBe('/hook?eventtype=profile.updated')
    const { eventCreated, eventId } = body as { eventCreated: number; eventId: string }
    const signature = signWebhook('sandbox-secret', eventCreated, eventId)
    expect(headers['x-ecwid-webhook-signature']).toBe(signature)
  }
})

it('sends what the granted scopes cover, of the chosen types', async () => {
  await listen({ events: ['product.updated', 'order.updated'] })
  await grant(1003, ['read_catalog'])
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await ecwid.api('PUT', '/orders/412', { trackingNumber: 'T' })
  await ecwid.api('POST', '/products', { name: 'New', price: 1 })
  await settled()
  expect(listener.all('eventType')).toEqual(['product.updated'])
  expect(
    (
      await ecwid.control('PUT', '/apps/sandbox-app/webhook', {
        url: listener.url,
        events: ['order.paid'],
      })
    ).status,
  ).toBe(400)
})

it('adds own headers behind the vendor’s, even twice', async () => {
  await listen({ headers: { 'X-Own': 'yes', 'Cache-Control': 'no-store' } })
  await grant(1003)
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await settled()
  const raw = listener.received[0]?.rawHeaders ?? []
  const caching = raw.flatMap((name, index) => (name === 'Cache-Control' ? [raw[index + 1]] : []))
  expect(caching).toEqual(['no-cache', 'no-store'])
  expect(raw.indexOf('X-Own')).toBeGreaterThan(raw.indexOf('X-Ecwid-Webhook-Signature'))
})

it('takes only headers that can be sent', async () => {
  for (const headers of [{ 'bad name': 'x' }, { 'X-Own': 'a\r\nb' }, { '': 'x' }, { 'X-Own': 1 }]) {
    const { status } = await ecwid.control('PUT', '/apps/sandbox-app/webhook', {
      url: listener.url,
      headers,
    })
    expect([headers, status]).toEqual([headers, 400])
  }
})

it('keeps the address beside those of stores, and joins a query that is there', async () => {
  await ecwid.control('PUT', '/stores/1003/webhook', { url: listener.url, clientSecret: 'own' })
  await listen({ url: `${listener.url}?tenant=7` })
  await grant(1003)
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  await settled()
  expect(listener.received.map(({ url }) => url).toSorted()).toEqual([
    '/hook?eventtype=product.updated',
    '/hook?tenant=7&eventtype=product.updated',
  ])
  expect(new Set(listener.all('eventId')).size).toBe(1)
})

it('tells only the app concerned that it was installed, kept something, and was removed', async () => {
  await ecwid.control('POST', '/apps', { clientId: 'other', clientSecret: 's' })
  await ecwid.control('POST', '/stores/1003/tokens', { clientId: 'other', token: 'secret_other' })
  await ecwid.control('PUT', '/apps/other/webhook', { url: `${listener.url}/other` })
  await listen()
  const redirectUri = 'http://127.0.0.1:9/back'
  const form = { client_id: 'sandbox-app', redirect_uri: redirectUri, response_type: 'code' }
  const consent = await ecwid.raw('/ecwid/api/oauth/authorize', {
    method: 'POST',
    body: new URLSearchParams({
      ...form,
      scope: 'update_store_profile',
      store_id: '1003',
      decision: 'accept',
    }),
  })
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const token = await ecwid.raw('/ecwid/api/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({
      ...form,
      client_secret: 'sandbox-secret',
      code,
      grant_type: 'authorization_code',
    }),
  })
  const granted = { token: textOf(token.body['access_token']) }
  await ecwid.api('PUT', '/storage/mine', { value: 'x' }, granted)
  await ecwid.api('DELETE', '/application', undefined, granted)
  await settled()
  expect(listener.received.map(({ url }) => url.replace('/hook', '')).toSorted()).toEqual([
    '?eventtype=application.installed',
    '?eventtype=application.storageChanged',
    '?eventtype=application.uninstalled',
  ])
  expect(listener.all('entityId')).toEqual(['1003', '1003', '1003'])
  const kept = listener.received.find(({ body }) => body['data'] !== undefined)
  expect(kept?.body['data']).toEqual({ key: 'mine' })
})

it('is shown, follows a new secret, and ends', async () => {
  expect((await ecwid.control('GET', '/apps/sandbox-app/webhook')).status).toBe(404)
  expect((await ecwid.control('PUT', '/apps/nobody/webhook', { url: listener.url })).status).toBe(
    404,
  )
  await listen()
  await grant(1003)
  await ecwid.control('POST', '/apps', { clientId: 'sandbox-app', clientSecret: 'changed' })
  expect((await ecwid.control('GET', '/apps/sandbox-app/webhook')).body).toEqual({
    clientId: 'sandbox-app',
    url: listener.url,
    events: null,
    headers: {},
    blocked: false,
    blockedAt: null,
    failingSince: null,
    lastSuccessAt: null,
    suppressed: 0,
    misbehaviour: null,
  })
  const event = { eventType: 'product.updated', entityId: 1, eventId: 'e', eventCreated: 5 }
  const { body } = await ecwid.control('POST', '/stores/1003/emit', event)
  expect(body['attempts']).toMatchObject([{ endpoint: 'app sandbox-app', delivered: true }])
  const signature = listener.received[0]?.headers['x-ecwid-webhook-signature']
  expect(signature).toBe(signWebhook('changed', 5, 'e'))
  const apps = (await ecwid.control('GET', '/apps')).body
  expect(apps['apps']).toMatchObject([{ webhookUrl: listener.url }])
  await ecwid.control('DELETE', '/apps/sandbox-app/webhook')
  await ecwid.api('PUT', '/products/700100', { price: 3 })
  expect((await ecwid.control('POST', '/stores/1003/emit', event)).status).toBe(409)
  expect(listener.received).toHaveLength(1)
})
