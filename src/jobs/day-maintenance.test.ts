import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { createDayMaintenance, keptTables } from './day-maintenance.ts'
import { daysOf } from './partitions-store.ts'

const database = await testDatabase()
const { db } = database
const dayMs = 86_400_000
const start = Date.parse('2026-05-10T12:00:00Z')
let now = start
const clock = { now: () => now }
const maintenance = (tables = keptTables) =>
  createDayMaintenance({ database, clock, log: silentLog, tables })
const daysLeft = async (name: 'events' | 'notifications') =>
  (await daysOf(db, name)).map((day) => new Date(day.start).toISOString().slice(5, 10))

/** Rows of a day, made in the database. */
async function fill(day: Date, rows: number): Promise<void> {
  await sql`insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
      occurred_at, received_at, content_type, raw)
    select 1, 2, 3, 'shop', 'webhook', n::text, now(), ${day}::timestamptz + n * interval '1 microsecond', 'text/plain',
      'x' from generate_series(1, ${rows}::int) n`.execute(db)
}

/** A whole day of rows at once: its indexes are built after them. */
async function fillWholeDay(day: string, rows: number): Promise<void> {
  const partition = sql.table(`events_${day.replaceAll('-', '')}`)
  await sql`drop table ${partition}`.execute(db)
  await sql`create table ${partition} (like events including constraints including defaults)`.execute(
    db,
  )
  await sql`insert into ${partition} (id, organization_id, account_id, instance_id, connector_key, source,
      vendor_event_id, occurred_at, received_at, content_type, headers, raw, status)
    select n, 1, 2, 3, 'shop', 'webhook', 'a', now(), ${day}::timestamptz + n * interval '1 millisecond',
      'text/plain', '{}', 'x', 'CONSUMED' from generate_series(1, ${rows}::int) n`.execute(db)
  await sql`alter table events attach partition ${partition}
    for values from (${sql.lit(`${day}T00:00:00Z`)}) to (${sql.lit('2026-05-11T00:00:00Z')})`.execute(
    db,
  )
}

beforeEach(async () => {
  for (const { name } of keptTables) {
    for (const { partition } of await daysOf(db, name))
      await sql`drop table ${sql.table(partition)}`.execute(db)
  }
  await sql`truncate event_jobs`.execute(db)
  now = start
})

describe('the maintenance of days', () => {
  it('makes the days to come, on several nodes at once', async () => {
    await Promise.all([maintenance().run(), maintenance().run()])
    expect(await daysLeft('events')).toEqual(['05-09', '05-10', '05-11', '05-12', '05-13'])
    expect(await daysLeft('notifications')).toEqual(await daysLeft('events'))
  })

  it('drops a day whole when it is too old, with the jobs that point into it', async () => {
    await maintenance().run()
    await fill(new Date(start), 10)
    for (const time of [start, start + 2 * dayMs])
      await sql`insert into event_jobs (event_id, organization_id, instance_id, received_at)
        values (${time}, 1, 3, ${new Date(time)})`.execute(db)
    now = start + 7 * dayMs
    await maintenance().run()
    expect(await daysLeft('events')).toContain('05-10')
    now = start + 8 * dayMs
    await maintenance().run()
    expect(await daysLeft('events')).not.toContain('05-10')
    const jobs = await db.selectFrom('event_jobs').select('event_id').execute()
    expect(jobs).toEqual([{ event_id: start + 2 * dayMs }])
  })

  it('drops the oldest days early when there is too much, but never yesterday', async () => {
    for (let day = 0; day < 4; day += 1) {
      now = start + day * dayMs
      await maintenance().run()
      await fill(new Date(now), 1000)
    }
    const tables = keptTables.map((table) => ({ ...table, largestBytes: 1 }))
    await maintenance(tables).run()
    expect((await daysLeft('events'))[0]).toBe('05-12')
  })

  it('does at the other tables what one cannot have, and says when today has no place', async () => {
    await maintenance().run()
    await sql`create view in_the_way as select id from events_20260510`.execute(db)
    now = start + 8 * dayMs
    await maintenance().run()
    expect(await daysLeft('events')).toEqual(expect.arrayContaining(['05-10', '05-18', '05-21']))
    expect(await daysLeft('notifications')).not.toContain('05-10')
    await sql`drop view in_the_way`.execute(db)
    now = start + 20 * dayMs
    await sql`create table events_20260530 ()`.execute(db)
    await expect(maintenance().run()).rejects.toThrow(
      'The table events has no partition for today or tomorrow',
    )
    expect(await daysLeft('notifications')).toContain('05-30')
    await sql`drop table events_20260530`.execute(db)
  })

  it('stays as quick with a million events, by statements that delete no rows', async () => {
    await maintenance().run()
    await fillWholeDay('2026-05-10', 1_000_000)
    now = start + 8 * dayMs
    const before = database.countStatements()
    const began = performance.now()
    await maintenance().run()
    const tookMs = performance.now() - began
    expect(await daysLeft('events')).not.toContain('05-10')
    expect(await db.selectFrom('events').select('id').executeTakeFirst()).toBeUndefined()
    // Five tables: two transactions with locks, their days, five new ones and those dropped.
    expect(database.countStatements() - before).toBeLessThan(120)
    expect(tookMs).toBeLessThan(5000)
  }, 60_000)
})
