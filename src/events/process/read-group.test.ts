import { describe, expect, it, vi } from 'vitest'
import { connection, connector } from '../../../test/support/fake-vendor.ts'
import { PlatformError, type ErrorCode } from '../../core/errors.ts'
import type { HubAnswer, HubRequest } from '../../hub/hub-request.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { eventSettings } from '../event-settings.ts'
import { readPayload } from './payload.ts'
import type { Telling } from './prepare.ts'
import { readGroup } from './read-group.ts'

const shop = connector([])
const events = {
  methods: ['webhook' as const],
  objects: { orders: { read: '/orders/{id}', updated: 'times.updated' } },
}
const instance: OpenInstance = {
  ...connection({ ...shop, element: { ...shop.element, hubwright: { events } } }),
  id: 5,
  accountId: 2,
  name: 'North',
  tags: [],
  disabled: false,
  state: 'connected',
  stateReason: undefined,
  filterNulls: true,
  caching: undefined,
  vendorAccount: 'account of the shop',
  revision: 1,
  tracedUntil: 0,
}

function telling(
  objectId: string,
  change: { eventType?: string; failures?: number } = {},
): Telling {
  const said = {
    objectType: 'orders',
    objectId,
    eventType: change.eventType ?? 'UPDATED',
    elementKey: 'shop',
    hubKey: 'ecommerce',
    date: '2026-03-01T10:00:00Z',
  }
  return {
    event: {
      eventId: Number(objectId.replaceAll(/\D/g, '')),
      organizationId: 1,
      instanceId: 5,
      receivedAt: '',
      fence: 1,
      tries: 1,
      failures: change.failures ?? 0,
      isBegun: false,
      bytes: 2,
      accountId: 2,
      userId: 3,
      connectorKey: 'shop',
      source: 'webhook',
      occurredAt: new Date(0),
      ageMs: 60_000,
      contentType: 'application/json',
      headers: {},
      raw: Buffer.from('{}'),
    },
    instance,
    settings: eventSettings(instance.connector, 'oauth2', {}),
    payload: readPayload('application/json', Buffer.from('{}')),
    said: [said],
  }
}

const record = (updated: unknown): HubAnswer => ({
  status: 200,
  headers: {},
  payload: JSON.stringify({ id: 1, times: { updated } }),
})
const refusal = (code: ErrorCode, retryAfter?: string) =>
  new PlatformError(
    code,
    code,
    retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } },
  )

function run(
  call: (request: HubRequest) => Promise<HubAnswer>,
  group: Telling[],
  signal?: AbortSignal,
  clock = { now: () => 0 },
) {
  return readGroup(
    { hub: { call }, share: { take: () => 0 }, clock },
    group,
    signal ?? new AbortController().signal,
  )
}

describe('a group of events', () => {
  it('is read record by record, past what is remembered, on behalf of the owner', async () => {
    const call = vi.fn((_request: HubRequest) => Promise.resolve(record('2026-03-05T01:02:03Z')))
    const { proven } = await run(call, [telling('a/1'), telling('a/1'), telling('b2')])
    expect(call.mock.calls.map(([request]) => request)).toMatchObject([
      {
        method: 'GET',
        path: '/orders/a%2F1',
        segments: ['orders', 'a/1'],
        headers: { 'cache-control': 'no-cache' },
        instanceCaller: { caller: { organizationId: 1, accountId: 2, userId: 3 } },
      },
      { path: '/orders/b2' },
    ])
    expect(proven.map(({ findings }) => findings[0]?.event.date)).toEqual(
      Array.from({ length: 3 }, () => '2026-03-05T01:02:03Z'),
    )
  })

  it.each([
    [1772445600, '2026-03-02T10:00:00Z'],
    [1772445600000, '2026-03-02T10:00:00Z'],
    ['2026-03-02 10:00:00 +0000', '2026-03-02T10:00:00Z'],
    ['soon', '2026-03-01T10:00:00Z'],
    [undefined, '2026-03-01T10:00:00Z'],
  ])('takes the time %j as %s', async (updated, expected) => {
    const { proven } = await run(() => Promise.resolve(record(updated)), [telling('1')])
    expect(proven[0]?.findings[0]?.event.date).toBe(expected)
  })

  it('ends its turn after twenty records', async () => {
    const group = Array.from({ length: 23 }, (_, index) => telling(String(index)))
    const turn = await run(() => Promise.resolve(record(1)), group)
    expect(turn.proven).toHaveLength(20)
    expect(turn.rest).toEqual(group.slice(20))
  })

  it('ends its turn after ten seconds, but never before its first event', async () => {
    let now = 0
    const call = vi.fn(() => {
      now += 60_000
      return Promise.resolve(record(1))
    })
    const group = [telling('1'), telling('2')]
    const turn = await run(call, group, undefined, { now: () => now })
    expect(turn).toMatchObject({ proven: { length: 1 }, postponed: [], rest: group.slice(1) })
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('that the vendor does not serve waits as a whole, after one call', async () => {
    const call = vi.fn(() => Promise.reject(refusal('vendor_rate_limited', '90')))
    const { proven, postponed } = await run(call, [telling('1'), telling('2', { failures: 2 })])
    expect(call).toHaveBeenCalledTimes(1)
    expect(proven).toEqual([])
    expect(postponed).toMatchObject([
      { waitMs: 90_000, isFree: false },
      { waitMs: 300_000, isFree: false },
    ])
  })

  it('is told unread after hours, and at once where it can never be read', async () => {
    const away = await run(
      () => Promise.reject(refusal('vendor_timeout')),
      [telling('1', { failures: 8 })],
    )
    expect(away.proven[0]?.findings).toMatchObject([{ event: { unread: true } }])
    const closed = await run(() => Promise.reject(refusal('vendor_forbidden')), [telling('1')])
    expect(closed.proven[0]?.findings).toMatchObject([{ event: { unread: true } }])
  })

  it('goes back at once when the server stops', async () => {
    const call = vi.fn(() => Promise.resolve(record(1)))
    const { postponed } = await run(call, [telling('1')], AbortSignal.abort())
    expect(call).not.toHaveBeenCalled()
    expect(postponed).toMatchObject([{ waitMs: 0, isFree: true }])
  })

  it('fails when something fails that nobody foresaw', async () => {
    await expect(run(() => Promise.reject(new TypeError('no')), [telling('1')])).rejects.toThrow(
      'no',
    )
  })

  it('leaves alone what is not about a record', async () => {
    const call = vi.fn(() => Promise.resolve(record(1)))
    const { proven } = await run(call, [telling('1', { eventType: 'REMOVAL_REQUESTED' })])
    expect(call).not.toHaveBeenCalled()
    expect(proven[0]?.findings).toMatchObject([{ event: { eventType: 'REMOVAL_REQUESTED' } }])
  })
})
