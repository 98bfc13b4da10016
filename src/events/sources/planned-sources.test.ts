import { describe, expect, it } from 'vitest'
import { eventSettings } from '../event-settings.ts'
import { isNever, plannedSources, polledResources } from './planned-sources.ts'

const url = '/orders'
const connector = {
  element: {
    name: 'Shop',
    description: 'A shop',
    authentication: { type: 'oauth2' as const },
    hubwright: {
      events: {
        methods: ['webhook' as const],
        pollingOnly: ['custom'],
        polling: {
          orders: { url, idField: 'id', authentication: ['oauth2'] },
          carts: { url: '/carts', idField: 'id', onRequest: true, authentication: ['oauth2'] },
          'old orders': { url, idField: 'id', objectName: 'orders', authentication: ['custom'] },
        },
      },
    },
  },
}
const { events } = connector.element.hubwright
const on = { 'event.notification.enabled': 'true' }
const planned = (values: Record<string, string>, type = 'oauth2') =>
  plannedSources(connector, type, eventSettings(connector, type, { ...on, ...values })).map(
    ({ kind, resource, periodS }) => `${kind} ${resource} ${periodS}`,
  )
const polling = { 'event.vendor.type': 'polling' }

describe('the sources of an instance', () => {
  it('are none while events are off', () => {
    expect(planned({ 'event.notification.enabled': 'false' })).toEqual([])
  })

  it('ask once an hour beside webhooks', () => {
    expect(planned({})).toEqual(['reconcile orders 3600'])
  })

  it('have one for webhooks, of which something is expected as often as it is asked', () => {
    const webhook = { address: 'app' as const }
    const element = { ...connector.element, hubwright: { events: { ...events, webhook } } }
    const all = (values: Record<string, string>) =>
      plannedSources(
        { element },
        'oauth2',
        eventSettings({ element }, 'oauth2', { ...on, ...values }),
      )
    expect(all({}).at(-1)).toEqual({ kind: 'webhook', resource: '', periodS: 3600 })
    expect(all({ 'event.objects': 'nothing' })).toEqual([
      { kind: 'webhook', resource: '', periodS: 86_400 },
    ])
    expect(all(polling).map(({ kind }) => kind)).toEqual(['poll'])
  })

  it('poll as often as the configuration says', () => {
    expect(planned(polling)).toEqual(['poll orders 900'])
    expect(planned({ ...polling, 'event.poller.refresh_interval': '1' })).toEqual([
      'poll orders 60',
    ])
    const never = planned({ ...polling, 'event.poller.refresh_interval': '999999999' })
    expect(isNever(Number(never[0]?.split(' ')[2]))).toBe(true)
  })

  it('are those of the objects that are wanted', () => {
    expect(planned({ ...polling, 'event.objects': 'carts' })).toEqual(['poll carts 900'])
    expect(planned({ ...polling, 'event.objects': 'nothing' })).toEqual([])
  })

  it('fit the authentication', () => {
    expect(planned({}, 'custom')).toEqual(['poll old orders 900'])
  })

  it('are those of the configuration when it names any, or of the older addresses', () => {
    const own = JSON.stringify({ invoices: { url: '/invoices', idField: 'id' } })
    expect(planned({ ...polling, 'event.poller.configuration': own })).toEqual([
      'poll invoices 900',
    ])
    expect(planned({ ...polling, 'event.poller.configuration': '{}' })).toEqual(['poll orders 900'])
    expect(planned({ ...polling, 'event.poller.urls': '/hubs/x/bills' })).toEqual([
      'poll bills 900',
    ])
  })

  it('show a configuration that cannot be read, instead of failing for it', () => {
    const values = { ...on, ...polling, 'event.poller.configuration': '{' }
    expect(planned(values)).toEqual(['poll event.poller.configuration 900'])
    const settings = eventSettings(connector, 'oauth2', values)
    expect(() => polledResources(connector, 'oauth2', settings)).toThrow(
      "'event.poller.configuration' must be JSON",
    )
  })
})
