import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { dueLanes } from './lane-store.ts'

const database = await testDatabase()
const { db } = database
const [waiting, resting, disabled, ready, later] = [1, 2, 3, 4, 5]

const subscribe = (id: number, reason: string | null, restsFor = '0 s') =>
  sql`insert into subscriptions
      (id, organization_id, account_id, origin, channel, topics, destination, config_sealed, active, inactive_reason, rests_until)
    values (${id}, 1, 11, 'subscribed', 'webhook', '{t}', 'https://a.example/', '', ${reason === null}, ${reason},
            now() + ${restsFor}::interval)`.execute(db)
const addJobs = (id: number, count: number, dueIn = '0 s') =>
  sql`insert into delivery_jobs (organization_id, subscription_id, notification_id, created_at, next_try_at)
    select 1, ${id}::bigint, n, now(), now() + ${dueIn}::interval from generate_series(1, ${count}::int) n`.execute(
    db,
  )

it('finds who is due without a look at what waits for those who are not', async () => {
  await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
    values (1, 'o', '\x01', '')`.execute(db)
  await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
    values (11, 1, 'a', 'a', 'Default')`.execute(db)
  await subscribe(waiting, 'no_callback_url')
  await subscribe(resting, null, '1 h')
  await subscribe(disabled, 'disabled')
  await subscribe(ready, null)
  await subscribe(later, null)
  await addJobs(waiting, 100_000)
  for (const id of [resting, disabled]) await addJobs(id, 1000)
  await addJobs(ready, 2)
  await addJobs(later, 2, '1 h')
  await database.transaction(async (trx) => {
    expect(await dueLanes(trx, 256)).toEqual({
      ready: [ready],
      disabled: [{ id: disabled, organizationId: 1 }],
    })
    // As many as there are subscriptions with jobs, and a last look for a further one.
    const { rows } = await sql<{ entries: number; scanned: number; fetched: number }>`
      select pg_stat_get_xact_tuples_returned('delivery_jobs_due'::regclass)::int as entries,
             seq_tup_read::int as scanned, idx_tup_fetch::int as fetched
      from pg_stat_xact_user_tables where relname = 'delivery_jobs'`.execute(trx)
    expect(rows[0]).toMatchObject({ entries: 5, scanned: 0 })
    expect(rows[0]?.fetched).toBeLessThanOrEqual(5)
  })
})
