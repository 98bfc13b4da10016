import { describe, expect, it } from 'vitest'
import { silentLog } from '../core/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { createAudit } from './audit.ts'
import {
  insertAuditRow,
  keepAuditMonths,
  listAuditRows,
  type AuditFilter,
  type NewAuditRow,
} from './audit-store.ts'
import { onBehalfOf } from './request-origin.ts'

const database = await testDatabase()
const { db } = database

const at = (text: string) => new Date(`${text}T12:00:00.000Z`)
const row = (organizationId: number, more: Partial<NewAuditRow> = {}): NewAuditRow => ({
  organization_id: organizationId,
  account_id: 1,
  user_id: 2,
  at: at('2026-05-10'),
  area: 'users',
  action: 'user.created',
  entity_id: '7',
  instance_id: null,
  method: 'POST',
  resource_uri: '/users',
  ip_address: '127.0.0.1',
  request_id: null,
  status: 200,
  ...more,
})
const everything: AuditFilter = {
  accountId: undefined,
  userId: undefined,
  area: undefined,
  entityId: undefined,
  from: new Date(0),
  to: at('2100-01-01'),
  after: undefined,
  limit: 100,
}
const partitions = async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select relid::regclass::text as name from pg_partition_tree('audit_records') where isleaf order by 1`,
  )
  return rows.map(({ name }) => name)
}

describe('months', () => {
  it('are made ahead, also over the end of a year and by two nodes at once', async () => {
    const november = at('2026-11-30')
    await Promise.all([1, 2].map(() => keepAuditMonths(database, november, 2, at('2020-01-01'))))
    expect(await partitions()).toEqual([
      'audit_records_202611',
      'audit_records_202612',
      'audit_records_202701',
    ])
  })

  it('are dropped whole, and only when their last moment is too old', async () => {
    await keepAuditMonths(database, at('2026-04-15'), 1, at('2020-01-01'))
    await insertAuditRow(db, row(3, { at: at('2026-04-30') }))
    const kept = await keepAuditMonths(database, at('2026-11-01'), 0, at('2026-04-30'))
    expect(kept).toEqual([])
    const dropped = await keepAuditMonths(
      database,
      at('2026-11-01'),
      0,
      new Date('2026-05-01T00:00:00Z'),
    )
    expect(dropped).toEqual(['audit_records_202604'])
    expect(await listAuditRows(db, 3, everything)).toEqual([])
  })
})

describe('rows', () => {
  it('can be added and never changed, deleted or emptied, not even in SQL', async () => {
    await keepAuditMonths(database, at('2026-05-10'), 0, at('2020-01-01'))
    await insertAuditRow(db, row(4))
    for (const statement of [
      `update audit_records set action = 'nothing'`,
      `update audit_records_202605 set action = 'nothing'`,
      'delete from audit_records',
      'delete from audit_records_202605',
      'truncate audit_records',
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow(/only ever added/)
    }
    expect(await listAuditRows(db, 4, everything)).toMatchObject([{ action: 'user.created' }])
  })

  it('are one organization’s, found by area, account, user, thing and time, the newest first', async () => {
    await insertAuditRow(db, row(5, { at: at('2026-05-11'), area: 'roles', user_id: 9 }))
    await insertAuditRow(db, row(5, { account_id: 8, entity_id: 'x' }))
    await insertAuditRow(db, row(6))
    const areas = async (filter: Partial<AuditFilter>) =>
      (await listAuditRows(db, 5, { ...everything, ...filter })).map(({ area }) => area)
    expect(await areas({})).toEqual(['roles', 'users'])
    expect(await areas({ area: 'users' })).toEqual(['users'])
    expect(await areas({ userId: 9 })).toEqual(['roles'])
    expect(await areas({ accountId: 8 })).toEqual(['users'])
    expect(await areas({ entityId: 'x' })).toEqual(['users'])
    expect(await areas({ from: at('2026-05-11') })).toEqual(['roles'])
    expect(await areas({ to: at('2026-05-10') })).toEqual(['users'])
  })

  it('come page by page, none twice and none left out, also of one moment', async () => {
    for (let count = 0; count < 7; count += 1) await insertAuditRow(db, row(10))
    const seen: string[] = []
    let after: { at: Date; id: string } | undefined
    for (let page = 0; page < 4; page += 1) {
      const rows = await listAuditRows(db, 10, { ...everything, after, limit: 2 })
      seen.push(...rows.map(({ id }) => id))
      after = rows.at(-1)
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })
})

describe('a report', () => {
  const clock = { now: () => at('2026-05-20').getTime() }
  const audit = createAudit({ database, clock, log: silentLog })
  const report = { organizationId: 11, area: 'users', action: 'user.changed', entityId: 12 }

  it('knows who asked and where from, and leaves the query out of it', async () => {
    const origin = {
      method: 'PATCH',
      path: '/users/12',
      address: '10.1.2.3',
      requestId: 'abc',
      userId: 13,
      accountId: 14,
    }
    await onBehalfOf(origin, () => audit.record(db, report))
    expect(await audit.list(11, everything)).toMatchObject([
      {
        user_id: 13,
        account_id: 14,
        method: 'PATCH',
        resource_uri: '/users/12',
        ip_address: '10.1.2.3',
        request_id: 'abc',
        entity_id: '12',
        status: 200,
        at: at('2026-05-20'),
      },
    ])
  })

  it('of work that nobody asked for names nobody', async () => {
    await audit.record(db, { ...report, organizationId: 12 })
    expect(await audit.list(12, everything)).toMatchObject([
      { user_id: null, account_id: null, method: '', ip_address: '' },
    ])
  })

  it('is gone when its transaction is', async () => {
    const failing = database.transaction(async (trx) => {
      await audit.record(trx, { ...report, organizationId: 13 })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await audit.list(13, everything)).toEqual([])
  })
})
