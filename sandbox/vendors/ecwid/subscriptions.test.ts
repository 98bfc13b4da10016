/** Orders that come again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, type Json, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

const start = Date.UTC(2026, 2, 1)
let ecwid: EcwidClient
let now = start

beforeAll(async () => {
  ecwid = await startEcwid(() => now)
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  now = start
  await ecwid.control('POST', '/reset')
})

const get = async (path: string): Promise<Json> => (await ecwid.api('GET', path)).body
const rows = async (query = ''): Promise<Json[]> => [
  ...((await get(`/subscriptions${query}`))['items'] ?? []),
]
const ids = async (query: string) => (await rows(query)).map((row) => row['subscriptionId'])
const seconds = (value: Json | undefined) =>
  Date.parse(textOf(value).replace(' +0000', 'Z').replace(' ', 'T')) / 1000

describe('a list', () => {
  it('has the envelope, and pages', async () => {
    const { items: _items, ...head } = await get('/subscriptions?offset=3&limit=2')
    expect(head).toEqual({ total: 4, count: 1, offset: 3, limit: 2 })
    expect(await ids('')).toEqual([8004, 8003, 8002, 8001])
    expect(await ids('?offset=1&limit=2')).toEqual([8003, 8002])
  })

  it('is as long as the store was told', async () => {
    const body = { storeId: 44, customers: 3, orders: 8, products: 5, subscriptions: 120 }
    await ecwid.control('POST', '/stores', body)
    const path = '/subscriptions?offset=100'
    const page = await ecwid.api('GET', path, undefined, { storeId: 44 })
    expect(page.body).toMatchObject({ total: 120, count: 20 })
    await ecwid.control('POST', '/stores', { storeId: 45, orders: 0 })
    const none = await ecwid.api('GET', '/subscriptions', undefined, { storeId: 45 })
    expect(none.body).toMatchObject({ total: 0 })
  })

  it('tells of each its order, its rhythm, and its moments in milliseconds', async () => {
    const [row] = await rows('?id=8001')
    expect(await get('/subscriptions/8001')).toEqual(row)
    expect(row).toMatchObject({
      status: 'ACTIVE',
      chargeSettings: { recurringInterval: 'MONTH', recurringIntervalCount: 1 },
      paymentMethod: { creditCardMaskedNumber: '*1111' },
      orderTemplate: { customerId: row?.['customerId'] },
    })
    expect(row?.['createTimestamp']).toBe(seconds(row?.['created']) * 1000)
    const order = await get(`/orders/${textOf(row?.['orders']?.[0]?.['id'])}`)
    expect(order).toMatchObject({
      id: row?.['orderTemplate']?.['id'],
      total: row?.['orders']?.[0]?.['total'],
      createDate: row?.['created'],
    })
  })
})

const ordersOf = (row: Json): Json[] => [...(row['orders'] ?? [])]

describe('a search', () => {
  it.each([
    ['id', (row: Json) => [row['subscriptionId']]],
    ['customerId', (row: Json) => [row['customerId']]],
    ['status', (row: Json) => [row['status']]],
    ['recurringInterval', (row: Json) => [row['chargeSettings']?.['recurringInterval']]],
    ['recurringIntervalCount', (row: Json) => [row['chargeSettings']?.['recurringIntervalCount']]],
    ['email', (row: Json) => [row['orderTemplate']?.['email']]],
    [
      'productId',
      (row: Json) => [...(row['orderTemplate']?.['items'] ?? [])].map((one) => one['productId']),
    ],
    ['orderId', (row: Json) => ordersOf(row).map(({ id }) => id)],
    ['orderId', (row: Json) => [row['orderTemplate']?.['id']]],
    ['orderTotal', (row: Json) => ordersOf(row).map(({ total }) => total)],
    ['created', (row: Json) => [row['created']]],
    ['updated', (row: Json) => [textOf(row['updateTimestamp']).slice(0, -3)]],
    ['nextCharge', (row: Json) => [row['nextCharge']]],
    ['orderCreated', (row: Json) => ordersOf(row).map(({ createDate }) => createDate)],
  ] as const)('by %s finds those and no others', async (name, read) => {
    const all = await rows()
    const values = all.map((row) => read(row).map(String))
    const wanted = String(values.at(-1)?.at(-1))
    const names = /[cC](reated|harge)$|updated/.test(name) ? [`${name}From`, `${name}To`] : [name]
    const query = new URLSearchParams(names.map((one): [string, string] => [one, wanted]))
    const alike = all.filter((_, index) => values[index]?.includes(wanted))
    expect(await rows(`?${query.toString()}`)).toEqual(alike)
    expect(alike.length).toBeLessThan(all.length)
  })

  it('by the moment of cancelling finds the cancelled only', async () => {
    const [row] = await rows('?status=CANCELLED')
    expect(await ids('?cancelledFrom=2000-01-01')).toEqual([row?.['subscriptionId']])
    expect(await ids('?cancelledTo=2000-01-01')).toEqual([])
  })

  it.each([
    ['DATE_CREATED', (row: Json) => row['createTimestamp']],
    ['NEXT_CHARGE_DATE', (row: Json) => seconds(row['nextCharge'])],
    ['ORDER_COUNT', (row: Json) => ordersOf(row).length],
  ] as const)('is sorted by %s both ways', async (order, read) => {
    const up = (await rows(`?sortBy=${order}_ASC`)).map((row) => Number(read(row)))
    expect(up).toEqual([...up].sort((a, b) => a - b))
    const down = (await rows(`?sortBy=${order}_DESC`)).map((row) => Number(read(row)))
    expect(down).toEqual(up.toReversed())
    expect(new Set(up).size).toBeGreaterThan(1)
  })

  it.each(['status=ASLEEP', 'sortBy=SIZE', 'recurringInterval=HOUR', 'createdFrom=soon'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await ecwid.api('GET', `/subscriptions?${query}`)
      expect([status, body['errorCode']]).toEqual([400, 'WRONG_PARAMETER'])
    },
  )
})

describe('a change', () => {
  const put = (body: unknown, id = 8001) => ecwid.api('PUT', `/subscriptions/${id}`, body)

  it('cancels and takes up again, with the moments that belong to it', async () => {
    now += 60_000
    expect((await put({ status: 'CANCELLED' })).body).toEqual({ updateCount: 1 })
    const moment = '2026-03-01 00:01:00 +0000'
    const cancelled = await get('/subscriptions/8001')
    expect(cancelled).toMatchObject({ cancelled: moment, statusUpdated: moment })
    expect(cancelled['updateTimestamp']).toBe(now)
    expect(await get('/latest-stats')).toMatchObject({ subscriptionsUpdated: moment })
    now += 60_000
    await put({ nextCharge: '2026-05-01' })
    expect(await get('/subscriptions/8001')).toMatchObject({
      cancelled: moment,
      statusUpdated: moment,
      nextCharge: '2026-05-01 00:00:00 +0000',
    })
    await put({ status: 'ACTIVE' })
    expect(await get('/subscriptions/8001')).not.toHaveProperty('cancelled')
  })

  it('of the rhythm is one that the vendor offers', async () => {
    const chargeSettings = { recurringInterval: 'WEEK', recurringIntervalCount: 2 }
    expect((await put({ chargeSettings })).status).toBe(200)
    expect(await get('/subscriptions/8001')).toMatchObject({ chargeSettings })
    const never = { ...chargeSettings, recurringIntervalCount: 5 }
    expect((await put({ chargeSettings: never })).status).toBe(400)
    expect(await get('/subscriptions/8001')).toMatchObject({ chargeSettings })
  })

  it('that makes no sense is refused', async () => {
    expect((await put({ status: 'ASLEEP' })).status).toBe(400)
    expect((await put({ nextCharge: 'soon' })).status).toBe(400)
    expect((await put({ status: 'ACTIVE' }, 1)).status).toBe(404)
    const stored = await ecwid.control('GET', '/stores/1003/subscriptions/8001')
    expect(stored.body).toMatchObject({ subscriptionId: 8001, status: 'ACTIVE' })
  })

  it('shows in lists after the search lag', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { searchLagMs: 5000 })
    await put({ status: 'PAUSED' })
    expect(await ids('?id=8001&status=PAUSED')).toEqual([])
    expect(await get('/subscriptions/8001')).toMatchObject({ status: 'PAUSED' })
    now += 5000
    expect(await ids('?id=8001&status=PAUSED')).toEqual([8001])
  })
})
