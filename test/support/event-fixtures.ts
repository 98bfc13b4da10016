/** Events in the database of a platform, for journeys: stored as receivers store them, looked at as they were written. */
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { addEvents } from '../../src/events/add-events-store.ts'
import type { NewEvent } from '../../src/events/event.ts'
import { makeComingDays } from '../../src/jobs/partitions-store.ts'
import type { Platform } from './start-platform.ts'

const dailyTables = [
  'events',
  'event_keys',
  'notifications',
  'deliveries',
  'delivery_attempts',
] as const

/** Makes the days that events and notifications are written into. */
export async function makeDays(platform: Platform): Promise<void> {
  const { db } = platform.app.rooms.database
  for (const name of dailyTables) await makeComingDays(db, name, new Date())
}

let sequence = 0

/** A webhook of the store as its vendor sends it; answers the ids of the stored events. */
export async function storeWebhooks(
  platform: Platform,
  instanceId: number,
  webhooks: readonly { readonly eventType: string; readonly [name: string]: unknown }[],
  more: Partial<NewEvent> = {},
): Promise<number[]> {
  const events = webhooks.map((body): NewEvent => {
    sequence += 1
    const vendorEventId = `event-${sequence}`
    return {
      organizationId: platform.first.organizationId,
      accountId: platform.first.accountId,
      instanceId,
      connectorKey: 'ecwid',
      source: 'webhook',
      vendorEventId,
      occurredAt: new Date(),
      contentType: 'application/json',
      headers: {},
      raw: Buffer.from(JSON.stringify({ eventId: vendorEventId, ...body })),
      ...more,
    }
  })
  const stored = await platform.app.rooms.database.transaction((trx) => addEvents(trx, events))
  return stored.map(({ id }) => id).toSorted((a, b) => a - b)
}

export interface EventRow {
  readonly id: number
  readonly status: string
  readonly reason: string | null
  readonly normalized: readonly Record<string, unknown>[] | null
}

/** The event when it is done with. */
export async function processed(platform: Platform, id: number): Promise<EventRow> {
  return vi.waitFor(
    async () => {
      const row = await eventRow(platform, id)
      expect(row.status).not.toBe('NEW')
      return row
    },
    { timeout: 20_000, interval: 20 },
  )
}

export async function eventRow(platform: Platform, id: number): Promise<EventRow> {
  const { rows } = await sql<EventRow>`
    select id, status, reason, normalized from events where id = ${id}`.execute(
    platform.app.rooms.database.db,
  )
  const [row] = rows
  if (row === undefined) throw new Error(`There is no event ${id}`)
  return row
}

/** The job that waits, or undefined when it is over. */
export async function jobOf(
  platform: Platform,
  eventId: number,
): Promise<{ failures: number; waitsMs: number; fence: number } | undefined> {
  const { rows } = await sql<{ failures: number; waitsMs: number; fence: number }>`
    select failures, fence, (extract(epoch from due_at - now()) * 1000)::float8 as "waitsMs"
    from event_jobs where event_id = ${eventId} and leased_until is null`.execute(
    platform.app.rooms.database.db,
  )
  return rows[0]
}

/** The bodies told of an event, as text. */
export async function bodiesOf(platform: Platform, eventId: number): Promise<string[]> {
  const { rows } = await sql<{ body: Buffer }>`
    select body from notifications where event_id = ${eventId} order by id`.execute(
    platform.app.rooms.database.db,
  )
  return rows.map(({ body }) => body.toString())
}

/** Lets so much time pass for what waits: everything happened that much earlier. */
export async function letPass(platform: Platform, interval: string): Promise<void> {
  await platform.app.rooms.database.transaction(async (trx) => {
    await sql`update event_jobs set due_at = due_at - ${interval}::interval,
      received_at = received_at - ${interval}::interval,
      leased_until = leased_until - ${interval}::interval`.execute(trx)
    await sql`update events set received_at = received_at - ${interval}::interval where status = 'NEW'`.execute(
      trx,
    )
    await sql`select pg_notify('events_stored', '')`.execute(trx)
  })
}
