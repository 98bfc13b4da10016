import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { makeComingDays } from '../jobs/partitions-store.ts'
import { addEvents } from './add-events-store.ts'
import type { NewEvent } from './event.ts'

const database = await testDatabase()
const { db } = database

const event = (change: Partial<NewEvent> = {}): NewEvent => ({
  organizationId: 1,
  accountId: 2,
  instanceId: 3,
  connectorKey: 'shop',
  source: 'webhook',
  vendorEventId: 'a',
  occurredAt: new Date('2026-05-01T10:00:00Z'),
  contentType: 'application/json',
  headers: { 'x-topic': 'order' },
  raw: Buffer.from('{"a":1}'),
  ...change,
})
const add = (...batch: NewEvent[]) => database.transaction((trx) => addEvents(trx, batch))

beforeEach(async () => {
  for (const name of ['events', 'event_keys'] as const) await makeComingDays(db, name, new Date())
  await sql`truncate events, event_keys, event_jobs`.execute(db)
})

describe('addEvents', () => {
  it('keeps the bytes, and a job beside each', async () => {
    const [stored] = await add(event())
    const row = await db.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ id: stored?.id, status: 'NEW', headers: { 'x-topic': 'order' } })
    expect(row.raw.toString()).toBe('{"a":1}')
    const job = await db.selectFrom('event_jobs').selectAll().executeTakeFirstOrThrow()
    expect(job).toMatchObject({ event_id: stored?.id, organization_id: 1, tries: 0 })
    expect(job.received_at).toEqual(row.received_at)
  })

  it('keeps a repeat once: of the batch, of another transaction, of the day before', async () => {
    expect(await add(event(), event(), event({ vendorEventId: 'b' }))).toHaveLength(2)
    expect(await add(event())).toEqual([])
    await sql`truncate events, event_jobs`.execute(db)
    await sql`update event_keys set day = day - 1`.execute(db)
    expect(await add(event(), event({ vendorEventId: 'c' }))).toMatchObject([
      { vendorEventId: 'c' },
    ])
  })

  it('keeps it once when many are told at the same moment', async () => {
    const told = await Promise.all(
      Array.from({ length: 8 }, () => add(event(), event({ vendorEventId: 'b' }))),
    )
    expect(told.flat()).toHaveLength(2)
    expect(await db.selectFrom('event_jobs').selectAll().execute()).toHaveLength(2)
  })

  it('has an event of yesterday, today or tomorrow meet its repeats at one key, whenever it is told', async () => {
    const { rows } = await sql<{ today: Date }>`
      select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as today`.execute(db)
    const today = rows[0]?.today.getTime() ?? 0
    const daysFrom = (days: number) => new Date(today + days * 86_400_000 + 1000)
    for (const days of [-2, -1, 0, 1, 2])
      await add(event({ vendorEventId: String(days), occurredAt: daysFrom(days) }))
    const { rows: keys } = await sql<{ days: number }>`
      select k.day - (now() at time zone 'UTC')::date as days
      from event_keys k join events e on e.vendor_event_id in ('-2', '-1', '0', '1', '2')
       and k.key_hash = substring(sha256(e.vendor_event_id::bytea) for 16)
      order by e.vendor_event_id::int`.execute(db)
    expect(keys.map(({ days }) => days)).toEqual([0, -1, 0, 1, 0])
  })

  it('keeps it once when midnight lies between two who are told at the same moment', async () => {
    // Told yesterday and not yet committed: its key stands where an arrival of today looks for it.
    const occurredAt = new Date(Date.now() - 86_400_000)
    let isTold = () => {}
    const told = new Promise<void>((resolve) => (isTold = resolve))
    let commit = () => {}
    const committing = new Promise<void>((resolve) => (commit = resolve))
    const first = database.transaction(async (trx) => {
      await sql`
        insert into event_keys (organization_id, instance_id, key_hash, day)
        values (1, 3, substring(sha256('a') for 16), (${occurredAt}::timestamptz at time zone 'UTC')::date)`.execute(
        trx,
      )
      isTold()
      await committing
    })
    await told
    const second = add(event({ occurredAt }))
    await vi.waitFor(async () => {
      const waiting = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        db,
      )
      expect(waiting.rows).toHaveLength(1)
    })
    commit()
    await first
    expect(await second).toEqual([])
  })

  it.each([-3, -2, -1, 1])('knows what stands at the day %i from today', async (days) => {
    await makeComingDays(db, 'event_keys', new Date(Date.now() - 2 * 86_400_000))
    await add(event())
    await sql`update event_keys set day = day + ${days}::int`.execute(db)
    expect(await add(event())).toEqual([])
  })

  it('knows the event of one instance apart from that of another', async () => {
    expect(await add(event(), event({ instanceId: 4 }))).toHaveLength(2)
  })

  it('stores nothing when the transaction fails', async () => {
    const failing = database.transaction(async (trx) => {
      await addEvents(trx, [event()])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await add(event())).toHaveLength(1)
  })
})
