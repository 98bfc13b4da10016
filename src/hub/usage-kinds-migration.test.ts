import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { migrate } from '../storage/migrate.ts'
import { createUsageStore } from './usage-store.ts'

const all = join(import.meta.dirname, '../storage/migrations')
const directory = mkdtempSync(join(tmpdir(), 'hubwright-migrations-'))
afterAll(() => rmSync(directory, { recursive: true }))
const database = await testDatabase()
const migrateTo = (last: string) => {
  for (const name of readdirSync(all)) {
    if (name <= last) copyFileSync(join(all, name), join(directory, name))
  }
  return migrate(database.connection, { log: silentLog, directory })
}

test('records from before they had kinds are still what they were', async () => {
  await sql`drop schema public cascade`.execute(database.db)
  await sql`create schema public`.execute(database.db)
  await migrateTo('0069')
  await sql`insert into organizations (name, secret_hash, secret_sealed) values ('One', 'a', 'a')`.execute(
    database.db,
  )
  await sql`create table usage_records_20260315 partition of usage_records
    for values from ('2026-03-15T00:00:00Z') to ('2026-03-16T00:00:00Z')`.execute(database.db)
  const at = new Date('2026-03-15T12:00:00Z')
  for (const [digit, instanceId, status] of [
    ['a', 7, 200],
    ['b', 7, 404],
    ['c', null, 200],
  ] as const) {
    await sql`insert into usage_records (
        id, request_id, organization_id, account_id, user_id, instance_id, instance_name, connector_key, hub, method,
        api, request_uri, request_ip, status, request_status, vendor_calls, duration_ms, tags, message, at)
      values (gen_random_uuid(), ${digit.repeat(24)}, 100, 1, 2, ${instanceId}, 'North', 'shop', 'ecommerce', 'GET',
        'GET /orders', '/orders', '127.0.0.1', ${status}, ${status < 400 ? 'SUCCESS' : 'FAILED'}, 1, 4.5,
        ${['eu']}, ${status < 400 ? null : 'No such order'}, ${at})`.execute(database.db)
  }
  await migrateTo('0070_z')

  const store = createUsageStore(database)
  const found = await Promise.all(
    ['a', 'b', 'c'].map((digit) => store.find({ organizationId: 100 }, digit.repeat(24))),
  )
  const shared = {
    organizationId: 100,
    accountId: 1,
    userId: 2,
    instanceName: 'North',
    connectorKey: 'shop',
    hub: 'ecommerce',
    method: 'GET',
    api: 'GET /orders',
    requestUri: '/orders',
    requestIp: '127.0.0.1',
    vendorCalls: 1,
    durationMs: 4.5,
    tags: ['eu'],
    at,
    organizationName: 'One',
  }
  expect(found).toMatchObject([
    { ...shared, instanceId: 7, status: 200, requestStatus: 'SUCCESS', message: null },
    { ...shared, instanceId: 7, status: 404, requestStatus: 'FAILED', message: 'No such order' },
    { ...shared, instanceId: null, status: 200 },
  ])
  const { rows } = await sql`select from usage_kinds`.execute(database.db)
  expect(rows).toHaveLength(2)
  // Their days are known to those who drop them.
  await store.alone(async (days) => void (await days.dropPartitions(new Date('2026-03-17'))))
  expect(await store.find({ organizationId: 100 }, 'a'.repeat(24))).toBeUndefined()
})
