import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { makeComingDays } from '../jobs/partitions-store.ts'
import { addNotifications } from './add-notifications-store.ts'
import type { NewNotification } from './notification.ts'

const database = await testDatabase()
const { db } = database
for (const name of ['notifications', 'deliveries'] as const)
  await makeComingDays(db, name, new Date())

const [one, other] = [1, 2]
const [owner, customer, foreign] = [11, 12, 21]

const subscribe = (id: number, organizationId: number, accountId: number, topics: string[]) =>
  sql`insert into subscriptions (id, organization_id, account_id, origin, channel, topics, destination, config_sealed)
    values (${id}, ${organizationId}, ${accountId}, 'subscribed', 'webhook', ${topics}, 'https://a.example/', '')`.execute(
    db,
  )

async function toldTo(told: Partial<NewNotification>): Promise<number[]> {
  const notification: NewNotification = {
    organizationId: one,
    accountId: customer,
    kind: 'custom',
    topic: 't',
    severity: 'low',
    body: (id) => `{"id":${id}}`,
    ...told,
  }
  const [added] = await database.transaction((trx) => addNotifications(trx, [notification]))
  const rows = await db
    .selectFrom('deliveries')
    .select('subscription_id')
    .where('notification_id', '=', added?.id ?? 0)
    .orderBy('subscription_id')
    .execute()
  expect(added?.deliveries).toBe(rows.length)
  return rows.map((row) => row.subscription_id)
}

beforeEach(async () => {
  await sql`delete from organizations`.execute(db)
  for (const id of [one, other])
    await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
      values (${id}, 'o', ${Buffer.from([id])}, '')`.execute(db)
  await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
    values (${owner}, 1, 'a', 'a', 'Default'), (${customer}, 1, 'b', 'b', 'CompanyAccount'),
           (${foreign}, 2, 'a', 'a', 'Default')`.execute(db)
})

describe('a notification goes', () => {
  beforeEach(async () => {
    for (const [organizationId, accountId] of [
      [one, owner],
      [one, customer],
      [other, foreign],
    ] as const)
      await subscribe(accountId, organizationId, accountId, ['t', 'events', 'operations'])
    await subscribe(99, one, customer, ['else'])
  })

  it.each<[string, Partial<NewNotification>, number[]]>([
    ['to its account alone', {}, [customer]],
    ['with another topic to nobody', { topic: 'events2' }, []],
    ['of an event to who wants all events', { kind: 'events', topic: 'x' }, [customer]],
    ['of an event once to who wants it twice', { kind: 'events' }, [customer]],
    [
      'of operations to the owner too',
      { kind: 'operations', topic: 'operations' },
      [owner, customer],
    ],
    [
      'of its own operations to the owner once',
      { kind: 'operations', topic: 'operations', accountId: owner },
      [owner],
    ],
    ['to the subscription that is named', { subscriptionId: 99 }, [99]],
    ['to none of another organization', { subscriptionId: foreign }, []],
  ])('%s', async (_name, told, expected) => {
    expect(await toldTo(told)).toEqual(expected)
  })
})

it('a batch reads few of ten thousand subscriptions', async () => {
  await sql`insert into subscriptions (organization_id, account_id, origin, channel, topics, destination, config_sealed)
    select 1, ${customer}::bigint, 'subscribed', 'webhook', array['topic-' || n], 'https://a.example/', ''
    from generate_series(1, 10000) n`.execute(db)
  await sql`vacuum analyze subscriptions`.execute(db)
  const batch = Array.from({ length: 100 }, (_, index): NewNotification => ({
    organizationId: one,
    accountId: customer,
    kind: 'events',
    topic: `topic-${index + 1}`,
    severity: 'low',
    body: (id) => `{"id":${id}}`,
  }))
  await database.transaction(async (trx) => {
    const added = await addNotifications(trx, batch)
    expect(added.map(({ deliveries }) => deliveries)).toEqual(batch.map(() => 1))
    const { rows } = await sql<{ reads: number }>`
      select (seq_tup_read + idx_tup_fetch)::int as reads from pg_stat_xact_user_tables
      where relname = 'subscriptions'`.execute(trx)
    expect(rows[0]?.reads).toBeLessThan(1000)
  })
})
