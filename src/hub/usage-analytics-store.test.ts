import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import type { Schema } from '../storage/schema.ts'
import { createUsageAnalyticsStore } from './usage-analytics-store.ts'
import { createUsageMaintenance } from './usage-maintenance.ts'
import type { UsageRecord } from './usage-record.ts'
import { createUsageStore } from './usage-store.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 2, 15, 12)
const database = await testDatabase()
const store = createUsageStore(database)
const analytics = createUsageAnalyticsStore(database)
const mine = { organizationId: 100 }
const range = { from: new Date(now - 24 * hourMs), to: new Date(now + hourMs) }

let made = 0
const record = (words: Partial<UsageRecord>): UsageRecord => ({
  requestId: (made += 1).toString(16).padStart(24, '0'),
  organizationId: 100,
  accountId: 1,
  userId: 1,
  instanceId: 7,
  instanceName: 'North',
  connectorKey: 'shop',
  hub: 'ecommerce',
  method: 'GET',
  api: 'GET /orders',
  requestUri: '/orders',
  requestIp: '127.0.0.1',
  status: 200,
  vendorCalls: 1,
  durationMs: 4,
  tags: [],
  message: null,
  at: now,
  ...words,
})

beforeAll(async () => {
  const maintenance = createUsageMaintenance({ store, clock: { now: () => now }, log: silentLog })
  await maintenance.run()
  await store.insert([
    record({ durationMs: 4 }),
    record({ durationMs: 8, at: now + 60_000, status: 404, instanceName: 'Renamed' }),
    record({ at: now - hourMs, connectorKey: 'other', instanceId: 8, accountId: 2, status: 502 }),
    record({ at: now - 30 * hourMs }),
    record({ organizationId: 101 }),
  ])
})

describe('figures about calls', () => {
  test('are gathered by stretches of time, in UTC', async () => {
    const shown = [
      {
        at: new Date(now - hourMs),
        count: 1,
        failed: 1,
        averageMs: 4,
        shortestMs: 4,
        longestMs: 4,
      },
      { at: new Date(now), count: 2, failed: 1, averageMs: 6, shortestMs: 4, longestMs: 8 },
    ]
    expect(await analytics.calls(mine, range, 'hour')).toEqual(shown)
    expect(await analytics.calls(mine, range, 'day')).toMatchObject([
      { at: new Date(Date.UTC(2026, 2, 15)), count: 3 },
    ])
    expect(await analytics.calls(mine, range, 'minute')).toHaveLength(3)
    expect(await analytics.calls(mine, range, 'quarter')).toMatchObject([
      { at: new Date(Date.UTC(2026, 0, 1)) },
    ])
  })

  test('stay within the tenant, the account and the accounts asked for', async () => {
    const counts = async (
      scope: Parameters<typeof analytics.calls>[0],
      accountIds?: readonly number[],
    ) => (await analytics.calls(scope, { ...range, accountIds }, 'year')).map((one) => one.count)
    expect(await counts(mine)).toEqual([3])
    expect(await counts(mine, [2, 3])).toEqual([1])
    expect(await counts({ ...mine, accountId: 1 })).toEqual([2])
    expect(await counts({ ...mine, accountId: 1 }, [2])).toEqual([])
    expect(await counts({ organizationId: 102 })).toEqual([])
  })

  test('tell of some instances how their calls went and what came of the last', async () => {
    expect(await analytics.healthOf(mine, range, [7, 8, 9])).toEqual([
      { instanceId: 7, count: 2, failed: 1, lastAt: new Date(now + 60_000), lastStatus: 404 },
      { instanceId: 8, count: 1, failed: 1, lastAt: new Date(now - hourMs), lastStatus: 502 },
    ])
    expect(await analytics.healthOf(mine, range, [8])).toHaveLength(1)
    expect(await analytics.healthOf({ ...mine, accountId: 1 }, range, [8])).toEqual([])
    expect(await analytics.healthOf({ organizationId: 102 }, range, [7])).toEqual([])
  })

  test('are told by connector and by instance', async () => {
    expect(await analytics.callsByConnector(mine, range, 'hour')).toEqual([
      { at: new Date(now - hourMs), connectorKey: 'other', count: 1 },
      { at: new Date(now), connectorKey: 'shop', count: 2 },
    ])
    expect(await analytics.callsByInstance(mine, range, 10)).toEqual([
      {
        instanceId: 7,
        instanceName: 'Renamed',
        connectorKey: 'shop',
        accountId: 1,
        count: 2,
        failed: 1,
      },
      {
        instanceId: 8,
        instanceName: 'North',
        connectorKey: 'other',
        accountId: 2,
        count: 1,
        failed: 1,
      },
    ])
    expect(await analytics.callsByInstance(mine, range, 1)).toHaveLength(1)
  })

  test('are told of some connectors and instances, and by how long most calls took', async () => {
    const counts = async (filter: object) =>
      (await analytics.calls(mine, { ...range, ...filter }, 'hour')).map(({ count }) => count)
    expect(await counts({ connectorKeys: ['shop', 'x'] })).toEqual([2])
    expect(await counts({ instanceIds: [8] })).toEqual([1])
    expect(await counts({ instanceIds: [8], connectorKeys: ['shop'] })).toEqual([])
    expect(await analytics.percentiles(mine, { ...range, instanceIds: [7] }, 'hour')).toEqual([
      { at: new Date(now), p50Ms: 6, p95Ms: expect.closeTo(7.8, 5) as number },
    ])
  })

  test('read the days of the range and no others', async () => {
    const asked: CompiledQuery[] = []
    const watched = new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: database.pool }),
      log: (event) => void asked.push(event.query),
    })
    await createUsageAnalyticsStore({ db: watched }).calls(
      mine,
      { from: new Date(now), to: new Date(now + hourMs) },
      'hour',
    )
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(
      `explain ${asked[0]?.sql ?? ''}`,
      [...(asked[0]?.parameters ?? [])],
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('usage_calls_20260315')
    expect(plan).not.toMatch(/usage_calls_(?!20260315)\d{8}/)
  })
})
