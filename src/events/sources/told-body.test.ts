import { describe, expect, it } from 'vitest'
import { largestEvent } from '../event.ts'
import type { Change, ClaimedSource } from './source.ts'
import { eventsOf } from './told-body.ts'

const now = new Date('2026-05-01T10:05:00Z')
const source: ClaimedSource = {
  id: 1,
  organizationId: 2,
  accountId: 3,
  instanceId: 501,
  kind: 'poll',
  resource: 'orders',
  state: 'live',
  reason: undefined,
  stateSince: now,
  lastProofAt: now,
  lastEventAt: undefined,
  periodS: 60,
  nextDueAt: now,
  failures: 0,
  position: '',
  createdAt: now,
  cursor: null,
  fence: 1,
  userId: 4,
  now,
  claimedAt: 0,
}
const of = { source, objectName: 'orders', elementKey: 'shop', hubKey: 'ecommerce' }
const change = (n: number, more: Partial<Change> = {}): Change => ({
  objectId: `A${n}`,
  eventType: 'UPDATED',
  at: Date.parse('2026-05-01T10:00:00Z') + n * 1000,
  mark: `x.${n}`,
  record: { id: `A${n}` },
  ...more,
})

describe('what a poll stores', () => {
  it('is the body of the old poller', () => {
    const [event] = eventsOf(of, [change(0)])
    expect(event).toMatchObject({
      organizationId: 2,
      accountId: 3,
      instanceId: 501,
      connectorKey: 'shop',
      source: 'poll',
      vendorEventId: 'poll:orders:A0:1777629600',
      occurredAt: new Date('2026-05-01T10:00:00Z'),
    })
    expect(JSON.parse(event?.raw.toString() ?? '')).toEqual({
      instance_id: 501,
      objectType: 'orders',
      eventId: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      events: [
        {
          objectType: 'orders',
          objectId: 'A0',
          eventType: 'UPDATED',
          elementKey: 'shop',
          hubKey: 'ecommerce',
          date: '2026-05-01T10:00:00Z',
          pollDate: '2026-05-01T10:05:00Z',
        },
      ],
      orders: [{ id: 'A0' }],
    })
  })

  it('holds at most ten changes', () => {
    const sizes = eventsOf(
      of,
      Array.from({ length: 23 }, (_, n) => change(n)),
    ).map(({ raw }) => (JSON.parse(raw.toString()) as { events: unknown[] }).events.length)
    expect(sizes).toEqual([10, 10, 3])
    expect(eventsOf(of, [])).toEqual([])
  })

  it('is one each for large records, and without the record where it is too large for any event', () => {
    const large = 'x'.repeat(700_000)
    const events = eventsOf(of, [
      change(0, { record: { large } }),
      change(1, { record: { large } }),
    ])
    expect(events).toHaveLength(2)
    const [huge] = eventsOf(of, [change(0, { record: { huge: 'x'.repeat(largestEvent) } })])
    expect(huge?.raw.length).toBeLessThan(1000)
    expect(huge?.vendorEventId).toBe('poll:orders:A0:1777629600')
  })

  it('tells a deletion from a change of the same second, and comparisons from each other', () => {
    const key = (more: Partial<Change>) => eventsOf(of, [change(0, more)])[0]?.vendorEventId
    expect(key({ eventType: 'DELETED' })).toBe('poll:orders:A0:deleted:1777629600')
    expect(key({ mark: '=abc:7' })).toBe('poll:orders:A0:abc:7')
  })
})
