import { describe, expect, it } from 'vitest'
import { eventSettings } from './event-settings.ts'

const connector = {
  element: {
    name: 'Shop',
    description: 'A shop',
    authentication: { type: 'oauth2' as const },
    hubwright: {
      events: { methods: ['webhook' as const, 'polling' as const], pollingOnly: ['custom'] },
    },
  },
}
const read = (values: Record<string, string>, type = 'oauth2') =>
  eventSettings(connector, type, values)

describe('eventSettings', () => {
  it('has defaults for what is not said', () => {
    expect(read({})).toEqual({
      enabled: false,
      method: 'webhook',
      callbackUrl: undefined,
      signatureKey: undefined,
      callbackHeaders: undefined,
      basic: undefined,
      objects: undefined,
      hydrate: true,
      excludeOwn: false,
      pollMinutes: 15,
      pollerConfiguration: undefined,
      pollerUrls: [],
      finder: undefined,
    })
  })

  it.each([
    ['true', true],
    ['TRUE', true],
    ['false', false],
    ['', false],
  ])('enabled %j is %j', (value, expected) => {
    expect(read({ 'event.notification.enabled': value }).enabled).toBe(expected)
  })

  it('is never enabled for a connector without events', () => {
    const silent = { element: { ...connector.element, hubwright: {} } }
    const values = { 'event.notification.enabled': 'true' }
    expect(eventSettings(silent, 'oauth2', values).enabled).toBe(false)
  })

  it.each([
    ['webhook', 'webhook'],
    ['webhooks', 'webhook'],
    ['polling', 'polling'],
  ])('meets the method %s', (value, expected) => {
    expect(read({ 'event.vendor.type': value }).method).toBe(expected)
  })

  it('polls where the authentication has no webhooks, whatever is asked', () => {
    expect(read({ 'event.vendor.type': 'webhook' }, 'custom').method).toBe('polling')
  })

  it.each(['orders,products', ' orders\nproducts', '["orders", "products"]'])(
    'reads the objects %j',
    (value) => {
      expect([...(read({ 'event.objects': value }).objects ?? [])]).toEqual(['orders', 'products'])
    },
  )

  it('writes the objects as the connector does', () => {
    const word = { read: '/products/{id}' }
    const events = { methods: ['webhook' as const], objects: { products: word } }
    const shop = { element: { ...connector.element, hubwright: { events } } }
    const { objects } = eventSettings(shop, 'oauth2', { 'event.objects': 'Products,Stores' })
    expect([...(objects ?? [])]).toEqual(['products', 'Stores'])
  })

  it.each([
    ['1', 1],
    ['0', 1],
    ['999999999', 999_999_999],
    ['soon', 15],
  ])('polls every %s minutes', (value, expected) => {
    expect(read({ 'event.poller.refresh_interval': value }).pollMinutes).toBe(expected)
  })

  it('reads basic credentials and addresses to poll', () => {
    const read1 = read({
      'event.notification.basic.username': 'u',
      'event.poller.urls': '/a\n/b, /c',
    })
    expect(read1.basic).toEqual({ username: 'u', password: '' })
    expect(read1.pollerUrls).toEqual(['/a', '/b', '/c'])
  })
})
