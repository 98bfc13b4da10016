import { describe, expect, it } from 'vitest'
import type { EventsWord } from './events-word.ts'
import { eventsOf, eventTypesOf } from './connector-events.ts'

const connector = (events?: EventsWord) => ({
  element: {
    name: 'Shop',
    description: 'A shop',
    authentication: { type: 'custom' as const },
    hubwright: events === undefined ? {} : { events },
  },
})

describe('eventsOf', () => {
  it('has none without the word', () => {
    expect(eventsOf(connector())).toEqual({ supported: false, methods: [] })
  })

  it('lists by object what is told and what asking finds out', () => {
    const created = { objectType: 'orders', eventType: 'CREATED', objectId: ['/id'] }
    const events = eventsOf(
      connector({
        methods: ['webhook', 'polling'],
        webhook: {
          address: 'app',
          types: {
            'order.created': created,
            'order.imported': created,
            'order.deleted': { ...created, eventType: 'DELETED' },
          },
        },
        polling: {
          orders: { url: '/orders', idField: 'id', datesConfiguration: { updatedDateField: 'u' } },
          carts: { url: '/carts', idField: 'id' },
        },
      }),
    )
    expect(events).toEqual({
      supported: true,
      methods: ['webhook', 'polling'],
      webhook: { orders: { eventTypes: ['CREATED', 'DELETED'] } },
      polling: {
        orders: { eventTypes: ['CREATED', 'UPDATED'], pollUrl: '/orders' },
        carts: { eventTypes: ['CREATED'], pollUrl: '/carts' },
      },
    })
    expect(eventTypesOf(events, 'orders')).toEqual(['CREATED', 'DELETED', 'UPDATED'])
    expect(eventTypesOf(events, 'products')).toEqual([])
  })
})
