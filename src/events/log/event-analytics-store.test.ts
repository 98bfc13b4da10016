import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { makeComingDays } from '../../jobs/partitions-store.ts'
import { listDispositions, type DispositionPlace } from './dispositions-store.ts'
import { createEventAnalyticsStore } from './event-analytics-store.ts'
import type { EventScope } from './event-log-store.ts'

const database = await testDatabase()
const { db } = database
const store = createEventAnalyticsStore(database)
const now = new Date()
for (const name of ['events', 'notifications', 'deliveries'] as const)
  await makeComingDays(db, name, now)

const mine = { organizationId: 1 }
const minuteMs = 60_000
const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs)
const range = { from: ago(60), to: now }

/** A notification of an event, told so many minutes ago, and what became of it at subscriptions. */
async function told(
  eventId: number,
  minutes: number,
  failures: Readonly<Record<number, string | null>>,
  more: { organizationId?: number; accountId?: number; instanceId?: number } = {},
): Promise<void> {
  const { organizationId = 1, accountId = 11, instanceId = 101 } = more
  await sql`
    with told as (
      insert into notifications (organization_id, account_id, instance_id, event_id, kind, topic, severity, body, created_at)
      values (${organizationId}, ${accountId}, ${instanceId}, ${eventId}, 'events', 't', 'low', '{}', ${ago(minutes)})
      returning *
    )
    insert into deliveries (organization_id, notification_id, subscription_id, status, tries, last_failure, created_at)
    select organization_id, id, key::bigint, 'delivered', 2, value, created_at
    from told, jsonb_each_text(${JSON.stringify(failures)}::jsonb)`.execute(db)
}

beforeAll(async () => {
  await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
    values (1, 'o', ${Buffer.from([1])}, '')`.execute(db)
  await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
    values (11, 1, 'a', 'a', 'Default'), (12, 1, 'b', 'b', 'CompanyAccount')`.execute(db)
  await sql`insert into subscriptions (id, organization_id, account_id, origin, channel, topics, destination, config_sealed)
    overriding system value
    values (1, 1, 11, 'subscribed', 'webhook', '{t}', 'https://a.example/', ''),
           (2, 1, 12, 'subscribed', 'webhook', '{t}', 'https://b.example/', '')`.execute(db)
  await told(900, 120, { 1: 'long ago' })
  await told(901, 50, { 1: 'timeout', 3: 'refused' })
  await told(902, 40, { 2: 'gone' }, { accountId: 12, instanceId: 102 })
  await told(903, 30, { 1: null })
  await told(901, 20, { 1: null })
  // Told in two notifications, both of which failed; and once more afterwards, without a failure.
  await told(904, 10, { 1: 'timeout' })
  await told(904, 9, { 1: 'reset' })
  await told(904, 8, { 1: null })
  await told(905, 5, { 1: 'foreign' }, { organizationId: 2 })
})

describe('dispositions', () => {
  const list = async (
    scope: EventScope = mine,
    asked: { pageSize?: number; offset?: number; after?: DispositionPlace } = {},
    within = range,
  ) => {
    const { pageSize = 10, offset = 0, after } = asked
    return listDispositions(db, scope, within, { pageSize, offset, after })
  }
  const idsOf = ({ rows }: Awaited<ReturnType<typeof list>>) => rows.map(({ eventId }) => eventId)

  it('list each event once, at its last failure, with all that went wrong', async () => {
    const { rows, total } = await list()
    expect(rows).toMatchObject([
      {
        eventId: 904,
        instanceId: 101,
        failures: [
          { destination: 'https://a.example/', failure: 'timeout' },
          { destination: 'https://a.example/', failure: 'reset' },
        ],
      },
      { eventId: 902, instanceId: 102, failures: [{ failure: 'gone' }] },
      {
        eventId: 901,
        failures: [
          { destination: 'https://a.example/', failure: 'timeout' },
          { destination: '', failure: 'refused' },
        ],
      },
    ])
    expect(total).toBe(3)
  })

  it('are paged, by place and by number', async () => {
    const first = await list(mine, { pageSize: 1 })
    expect(first).toMatchObject({ rows: [{ eventId: 904 }], isMore: true, total: 3 })
    const after = first.rows[0]?.place
    if (after === undefined) throw new Error('no place')
    const second = await list(mine, { pageSize: 2, after })
    expect(second).toMatchObject({ isMore: false })
    expect(idsOf(second)).toEqual([902, 901])
    expect(idsOf(await list(mine, { pageSize: 1, offset: 2 }))).toEqual([901])
  })

  it('are those of an account, an instance, a time', async () => {
    expect(idsOf(await list({ ...mine, accountId: 11 }))).toEqual([904, 901])
    expect(idsOf(await list({ ...mine, accountId: 12 }))).toEqual([902])
    expect(idsOf(await list({ ...mine, instanceId: 102 }))).toEqual([902])
    expect(idsOf(await list({ organizationId: 2 }))).toEqual([905])
    const early = await list(mine, {}, { from: ago(60), to: ago(9.5) })
    expect(idsOf(early)).toEqual([904, 902, 901])
    expect(early.rows[0]?.failures).toMatchObject([{ failure: 'timeout' }])
    expect(idsOf(await list(mine, {}, { from: ago(45), to: ago(15) }))).toEqual([902])
  })
})

describe('counting events by instance', () => {
  it('tells those that were given up, and steps without events', async () => {
    const event = (instanceId: number, minutes: number, status: string) =>
      sql`insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
          occurred_at, received_at, content_type, raw, status)
        values (1, 11, ${instanceId}, 'shop', 'webhook', 'e', now(), ${ago(minutes)}, 'text/plain', '', ${status})`.execute(
        db,
      )
    await event(101, 20, 'DISPATCHED')
    await event(101, 20, 'FAILED')
    await event(102, 20, 'FAILED')
    const steps = await store.countsBy('instance', mine, { from: ago(21), to: ago(20) }, 'minute')
    expect(steps.map(({ id, count, failed }) => ({ id, count, failed }))).toEqual([
      { id: null, count: 0, failed: 0 },
      { id: 101, count: 2, failed: 1 },
      { id: 102, count: 1, failed: 1 },
    ])
  })
})
