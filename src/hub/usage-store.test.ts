import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { createUsageMaintenance } from './usage-maintenance.ts'
import { readUsagePage, writeUsagePage } from './usage-page.ts'
import type { UsageRecord } from './usage-record.ts'
import { createUsageStore, type UsageFilter } from './usage-store.ts'

const now = Date.UTC(2026, 2, 15, 12)
const dayMs = 86_400_000
const database = await testDatabase()
const store = createUsageStore(database)
const maintenance = createUsageMaintenance({ store, clock: { now: () => now }, log: silentLog })

const record = (words: Partial<UsageRecord> & { requestId: string }): UsageRecord => ({
  organizationId: 100,
  accountId: 1,
  userId: 1,
  instanceId: 7,
  instanceName: 'North',
  connectorKey: 'shop',
  hub: 'ecommerce',
  method: 'GET',
  api: 'GET /orders',
  requestUri: '/hubs/ecommerce/orders',
  requestIp: '127.0.0.1',
  status: 200,
  vendorCalls: 1,
  durationMs: 4.5,
  tags: [],
  message: null,
  at: now,
  ...words,
})

const everything: UsageFilter = {
  hub: undefined,
  keys: undefined,
  tags: undefined,
  accountIds: undefined,
  instanceIds: undefined,
  requestStatus: undefined,
  from: new Date(now - dayMs),
  to: new Date(now + dayMs),
  searchText: undefined,
  after: undefined,
  offset: 0,
  limit: 100,
}
const ids = async (
  filter: Partial<UsageFilter>,
  scope: Parameters<typeof store.list>[0] = { organizationId: 100 },
) => (await store.list(scope, { ...everything, ...filter })).map(({ requestId }) => requestId[0])

beforeAll(async () => {
  await sql`insert into organizations (name, secret_hash, secret_sealed) values ('One', 'a', 'a'), ('Two', 'b', 'b')`.execute(
    database.db,
  )
  await maintenance.run()
  await store.insert([
    record({ requestId: 'a'.repeat(24), tags: ['eu', 'it’s "fine"'] }),
    record({
      requestId: 'b'.repeat(24),
      at: now - 1000,
      status: 404,
      // What a database does not take: NUL, and half of a character that was cut.
      message: 'Order\u0000 not found \ud83d',
    }),
    record({
      requestId: 'c'.repeat(24),
      at: now - 2000,
      hub: 'crm',
      connectorKey: 'other',
      accountId: 2,
      instanceId: 8,
    }),
    record({ requestId: 'd'.repeat(24), at: now - 2000, organizationId: 101 }),
  ])
})

describe('usage records', () => {
  test('are found by each filter, the newest first', async () => {
    expect(await ids({})).toEqual(['a', 'b', 'c'])
    expect(await ids({ hub: 'crm' })).toEqual(['c'])
    expect(await ids({ keys: ['shop', 'x'] })).toEqual(['a', 'b'])
    expect(await ids({ tags: ['it’s "fine"'] })).toEqual(['a'])
    expect(await ids({ accountIds: [2] })).toEqual(['c'])
    expect(await ids({ instanceIds: [8, 9] })).toEqual(['c'])
    expect(await ids({ requestStatus: 'FAILED' })).toEqual(['b'])
    expect(await ids({ to: new Date(now - 1500) })).toEqual(['c'])
    expect(await ids({ searchText: 'NOT FOUND' })).toEqual(['b'])
    expect(await ids({}, { organizationId: 100, accountId: 2 })).toEqual(['c'])
    expect(await ids({}, { organizationId: 101 })).toEqual(['d'])
    expect(await ids({}, { organizationId: 102 })).toEqual([])
  })

  test('come back as they were, whatever a text holds', async () => {
    const odd = ['', 'NULL', '{}', 'a,b', '"q"', String.raw`\"\\`, "it's", 'ü 😀', 'line\nend\ttab']
    const given = odd.map((text, index) => ({
      ...record({ requestId: `f${index}`.padEnd(24, '0'), organizationId: 103, at: now - index }),
      instanceName: text,
      hub: text,
      api: text,
      requestUri: text,
      message: text,
      tags: [text],
    }))
    await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
      values (103, 'Odd', 'c', 'c')`.execute(database.db)
    await store.insert(given)
    const found = await store.list({ organizationId: 103 }, everything)
    expect(found).toMatchObject(given.map((one) => ({ ...one, at: new Date(one.at) })))
  })

  test('are walked page by page', async () => {
    const first = await store.list({ organizationId: 100 }, { ...everything, limit: 2 })
    const last = first.at(-1)
    if (last === undefined) throw new Error('no page')
    const token = writeUsagePage(last)
    expect(await ids({ after: readUsagePage(token) })).toEqual(['c'])
    expect(() => readUsagePage('nonsense')).toThrow(/nextPage/)
  })

  test('are found by id and by request id, inside their organization only', async () => {
    const [found] = await store.list({ organizationId: 100 }, everything)
    expect(found).toMatchObject({
      organizationName: 'One',
      tags: ['eu', 'it’s "fine"'],
      durationMs: 4.5,
      at: new Date(now),
    })
    expect(await store.find({ organizationId: 100 }, found?.id ?? '')).toEqual(found)
    expect(await store.find({ organizationId: 100 }, 'A'.repeat(24))).toEqual(found)
    expect(await store.find({ organizationId: 101 }, 'a'.repeat(24))).toBeUndefined()
    expect(await store.find({ organizationId: 100 }, "x' or 1=1")).toBeUndefined()
  })

  test('stay one when a batch is written twice', async () => {
    await store.insert([record({ requestId: 'a'.repeat(24) })])
    expect(await ids({})).toEqual(['a', 'b', 'c'])
  })

  test('leave with their day after a month, without deleting rows', async () => {
    await store.alone((days) => days.ensurePartitions(new Date(now - 31 * dayMs), 1))
    const old = { at: now - 31 * dayMs, hub: 'past' }
    await store.insert([record({ requestId: 'e'.repeat(24), ...old })])
    expect(await ids({ from: new Date(0) })).toContain('e')
    await maintenance.run()
    expect(await ids({ from: new Date(0) })).toEqual(['a', 'b', 'c'])
    const { rows: kinds } = await sql`select from usage_kinds where hub = 'past'`.execute(
      database.db,
    )
    expect(kinds).toEqual([])
    // Twice at once, as two nodes do.
    await Promise.all([maintenance.run(), maintenance.run()])
  })
})
