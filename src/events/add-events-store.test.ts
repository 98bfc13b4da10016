import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
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
