import { describe, expect, it } from 'vitest'
import type { HookEvent } from '../../catalog/hooks.ts'
import { readPayload } from './payload.ts'
import { normalize, type NormalizeParts } from './normalize.ts'

const webhook = {
  address: 'app' as const,
  type: '/eventType',
  types: {
    'order.updated': {
      objectType: 'orders',
      eventType: 'UPDATED',
      objectId: ['/data/orderId', '/entityId'],
      otherId: '/entityId',
    },
    'application.storageChanged': {
      objectType: 'storage',
      eventType: 'UPDATED',
      objectId: ['/data/ke~1y'],
    },
  },
}
const occurredAt = new Date('2026-03-01T10:00:00.500Z')

function read(value: unknown, change: Partial<NormalizeParts> = {}, hooks = {}) {
  return normalize({
    event: { source: 'webhook', headers: {}, occurredAt, eventId: 1 },
    value,
    exact: value,
    connector: {
      key: 'shop',
      hub: 'ecommerce',
      hooks,
      element: {
        name: 'Shop',
        description: '',
        authentication: { type: 'oauth2' },
        hubwright: { events: { methods: ['webhook'], webhook } },
      },
    },
    configuration: { 'shop.id': '1003' },
    now: 1000,
    ...change,
  })
}

const order = {
  objectType: 'orders',
  objectId: 'AB1CD',
  eventType: 'UPDATED',
  elementKey: 'shop',
  hubKey: 'ecommerce',
  date: '2026-03-01T10:00:00Z',
  otherId: '501',
}

describe('a declared type', () => {
  it('is read by its pointers', () => {
    expect(read({ eventType: 'order.updated', entityId: 501, data: { orderId: 'AB1CD' } })).toEqual(
      { events: [order] },
    )
  })

  it('takes the next pointer where one leads nowhere, and says an id once', () => {
    const found = read({ eventType: 'order.updated', entityId: 501, data: null })
    const { otherId: _same, ...rest } = order
    expect(found).toEqual({ events: [{ ...rest, objectId: '501' }] })
  })

  it('is compared without case and underscores', () => {
    expect(read({ eventType: 'APPLICATION.storage_changed', data: { 'ke/y': 'a' } })).toMatchObject(
      { events: [{ objectType: 'storage', objectId: 'a' }] },
    )
  })

  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['9007199254740993', '9007199254740993'],
    ['501', '501'],
    ['1.50', '1.5'],
    ['1.5000000000000000', '1.5'],
  ])('keeps the digits of the id %s', (id, expected) => {
    const text = `{"eventType":"order.updated","entityId":${id}}`
    const { value, exact } = readPayload('application/json', Buffer.from(text))
    expect(read(value, { exact })).toMatchObject({ events: [{ objectId: expected }] })
    const polled = `{"events":[{"objectType":"a","eventType":"UPDATED","objectId":${id}}]}`
    const poll = readPayload('application/json', Buffer.from(polled))
    const event = { source: 'poll' as const, headers: {}, occurredAt, eventId: 1 }
    expect(read(poll.value, { exact: poll.exact, event })).toMatchObject({
      events: [{ objectId: expected }],
    })
  })

  it('keeps no text that cannot be stored', () => {
    const found = read({ eventType: 'order.updated', entityId: `a\0b\ud800${'c'.repeat(1000)}` })
    const [event] = 'events' in found ? found.events : []
    expect(event?.objectId).toMatch(/^ab\ufffdc+$/)
    expect(event?.objectId.length).toBeLessThanOrEqual(400)
  })

  it.each([
    [{ eventType: 'size_chart.updated' }, /size_chart\.updated/],
    [{ eventType: 'order.updated' }, /names no record/],
    [{ eventType: 'order.updated', entityId: { a: 1 } }, /names no record/],
    [{}, /what kind/],
    ['text', /what kind/],
    [[], /what kind/],
  ])('that is missing in %j says so', (value, reason) => {
    expect(read(value)).toEqual({ nothing: expect.stringMatching(reason) as string })
  })
})

describe('a poll', () => {
  const event = { source: 'poll' as const, headers: {}, occurredAt, eventId: 1 }

  it('carries its events', () => {
    const { otherId: _none, ...rest } = order
    const polled = { ...rest, pollDate: '2026-03-01T10:05:00Z' }
    expect(read({ events: [polled, { objectType: 'orders' }, 'x'] }, { event })).toEqual({
      events: [polled],
    })
  })

  it('of more changes than one event may tell is refused', () => {
    const { otherId: _none, ...rest } = order
    const polled = (length: number) =>
      read({ events: Array.from({ length }, () => rest) }, { event })
    expect(polled(500)).toMatchObject({ events: { length: 500 } })
    expect(polled(501)).toEqual({ refused: 'It tells 501 changes; one event may tell 500' })
  })

  it.each([[{}], [{ events: 'none' }], ['text']])('without events says so: %j', (value) => {
    expect(read(value, { event })).toEqual({ nothing: expect.any(String) as string })
  })
})

describe('an event hook', () => {
  const hooks = (...events: HookEvent[]) => ({ event: () => events })
  const said = { event_type: 'MOVED', event_object_type: 'files', event_object_id: '7' }

  it('is believed', () => {
    const moved = { ...said, event_date: '2026-01-01T00:00:00+01:00', event_new_path: '/b' }
    expect(read({}, {}, hooks(moved))).toEqual({
      events: [
        {
          objectType: 'files',
          objectId: '7',
          eventType: 'MOVED',
          elementKey: 'shop',
          hubKey: 'ecommerce',
          date: '2025-12-31T23:00:00Z',
          newPath: '/b',
        },
      ],
    })
  })

  it('gets the payload and the configuration; a date that is none is the time of the event', () => {
    const found = read(
      { a: 1 },
      {},
      {
        event: (context: object) => [
          { ...said, event_date: 'soon', event_other_id: JSON.stringify(context) },
        ],
      },
    )
    expect(found).toMatchObject({
      events: [
        {
          date: '2026-03-01T10:00:00Z',
          otherId: JSON.stringify({
            events: { a: 1 },
            headers: {},
            configuration: { 'shop.id': '1003' },
            now: 1000,
          }),
        },
      ],
    })
  })

  it('that finds more than one event may tell is refused', () => {
    const found = read({}, {}, hooks(...Array.from({ length: 501 }, () => said)))
    expect(found).toEqual({ refused: 'It tells 501 changes; one event may tell 500' })
  })

  it('that finds nothing is not an error', () => {
    expect(read({}, {}, hooks())).toEqual({ nothing: expect.any(String) as string })
  })
})
