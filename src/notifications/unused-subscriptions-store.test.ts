import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { makeComingDays } from '../jobs/partitions-store.ts'
import { addNotifications } from './add-notifications-store.ts'
import { mailSubscription } from './mail-subscription.ts'
import { keepInUse, removeUnused } from './unused-subscriptions-store.ts'

const database = await testDatabase()
const { db } = database
for (const name of ['notifications', 'deliveries'] as const)
  await makeComingDays(db, name, new Date())
const owner = { organizationId: 1, accountId: 11 }
// Seals are not looked at here.
const vault = { seal: () => Buffer.from('sealed') } as unknown as Parameters<
  typeof mailSubscription
>[1]

const add = (id: number, origin: string, usedAgo: string, reason: string | null = null) =>
  sql`insert into subscriptions
      (id, organization_id, account_id, origin, channel, topics, destination, config_sealed, active, inactive_reason, used_at)
    values (${id}, 1, 11, ${origin}, 'email', '{}', ${`a${id}@example.com`}, '', ${reason === null}, ${reason},
            now() - ${usedAgo}::interval)`.execute(db)
const left = async () =>
  (await db.selectFrom('subscriptions').select('id').orderBy('id').execute()).map(({ id }) => id)

beforeEach(async () => {
  await sql`delete from organizations`.execute(db)
  await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
    values (1, 'o', '\x01', '')`.execute(db)
  await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
    values (11, 1, 'a', 'a', 'Default')`.execute(db)
})

describe('a subscription for single mails or answers', () => {
  it('goes when it was not used for longer than deliveries are kept', async () => {
    await add(1, 'mail', '10 days')
    await add(2, 'answer', '10 days')
    await add(3, 'mail', '8 days')
    await add(4, 'subscribed', '10 days')
    await add(5, 'mail', '10 days', 'disabled')
    await add(6, 'mail', '10 days', 'gone')
    expect(await removeUnused(db, 2)).toBe(2)
    expect(await removeUnused(db, 2)).toBe(1)
    expect(await left()).toEqual([3, 4, 5])
  })

  it('stays while something is to be delivered, or a delivery can be looked at', async () => {
    await add(1, 'mail', '10 days')
    await add(2, 'mail', '10 days')
    const tell = (subscriptionId: number) =>
      database.transaction((trx) =>
        addNotifications(trx, [
          { ...owner, kind: 'custom', topic: 't', severity: 'low', subscriptionId, body: () => '' },
        ]),
      )
    await tell(1)
    await tell(2)
    await sql`delete from delivery_jobs where subscription_id = 1`.execute(db)
    await sql`delete from deliveries where subscription_id = 2`.execute(db)
    expect(await removeUnused(db, 10)).toBe(0)
    await sql`delete from deliveries`.execute(db)
    await sql`delete from delivery_jobs`.execute(db)
    expect(await removeUnused(db, 10)).toBe(2)
  })

  it('stays when it is about to be used, and is made anew when it is gone', async () => {
    await add(1, 'mail', '10 days')
    await database.transaction(async (trx) => {
      expect(await mailSubscription(trx, vault, owner, 'a1@example.com')).toBe(1)
      expect(await removeUnused(db, 10)).toBe(0)
    })
    expect(await removeUnused(db, 10)).toBe(0)
    await sql`update subscriptions set used_at = now() - interval '10 days'`.execute(db)
    let used: Promise<number> | undefined
    await database.transaction(async (trx) => {
      expect(await removeUnused(trx, 10)).toBe(1)
      // It waits for whoever removes.
      used = database.transaction((other) =>
        mailSubscription(other, vault, owner, 'a1@example.com'),
      )
      await expect
        .poll(async () => {
          const { rows } = await sql`
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
            db,
          )
          return rows.length
        })
        .toBe(1)
    })
    const id = await used
    expect(await left()).toEqual([id])
    expect(await keepInUse(db, 1, 1)).toBe(id === 1)
  })
})
