import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { keepForPull } from './deliver/job-store.ts'
import { lease, renew, type Room } from './deliver/lane-store.ts'
import { updateSubscription, type SubscriptionChange } from './subscription-store.ts'

const database = await testDatabase()
const { db } = database
const [one, other] = [1, 2]
const wide: Room = { lanes: 100, ofOrganization: 100, open: [] }

/** Subscriptions with something due, by id. */
async function subscribe(organizationId: number, ids: readonly number[]): Promise<void> {
  await sql`insert into subscriptions (id, organization_id, account_id, origin, channel, topics, destination, config_sealed)
    select id, ${organizationId}::bigint, ${organizationId}::bigint, 'subscribed', 'webhook', '{}', 'https://a.example/', ''
    from unnest(${[...ids]}::bigint[]) id`.execute(db)
  await sql`insert into delivery_jobs (subscription_id, notification_id, organization_id, created_at)
    select id, 1, ${organizationId}::bigint, now() from unnest(${[...ids]}::bigint[]) id`.execute(
    db,
  )
}

beforeEach(async () => {
  await sql`delete from organizations`.execute(db)
  for (const id of [one, other]) {
    await sql`insert into organizations (id, name, secret_hash, secret_sealed) overriding system value
      values (${id}, 'o', ${Buffer.from([id])}, '')`.execute(db)
    await sql`insert into accounts (id, organization_id, external_id, name, type) overriding system value
      values (${id}, ${id}, 'a', 'a', 'Default')`.execute(db)
  }
})

const leased = async (ids: readonly number[], room: Partial<Room>) =>
  (await lease(db, ids, { ...wide, ...room })).map(({ id }) => id).toSorted((a, b) => a - b)

describe('leases', () => {
  it('go by turns to organizations, whoever is named first', async () => {
    await subscribe(one, [1, 2, 3, 4])
    await subscribe(other, [5, 6])
    expect(await leased([4, 3, 2, 1, 5, 6], { lanes: 3 })).toEqual([3, 4, 5])
  })

  it('are no more for one organization than its part, open ones counted', async () => {
    await subscribe(one, [1, 2, 3, 4])
    await subscribe(other, [5, 6])
    expect(await leased([1, 2, 3, 4, 5, 6], { ofOrganization: 3, open: [one, one] })).toEqual([
      1, 5, 6,
    ])
  })

  it('go to who has fewer lanes, and none without room', async () => {
    await subscribe(one, [1])
    await subscribe(other, [2])
    expect(await leased([1, 2], { lanes: 0 })).toEqual([])
    expect(await leased([1, 2], { lanes: 1, open: [one] })).toEqual([2])
  })

  it.each<[string, Partial<SubscriptionChange>, boolean]>([
    ['another address', { destination: 'https://b.example/' }, false],
    ['the same address', { destination: 'https://a.example/' }, true],
    ['other topics', { topics: ['t'] }, true],
    ['enabling what is enabled', { active: true, inactive_reason: null }, true],
  ])('after %s: %j', async (_name, change, holds) => {
    await subscribe(one, [1])
    const [held] = await lease(db, [1], wide)
    if (held === undefined) throw new Error('there was nothing to lease')
    await updateSubscription(db, one, 1, change)
    expect(await renew(db, [held])).toEqual(new Set(holds ? [1] : []))
    // Whoever sends to the new address need not wait for the old lease to run out.
    expect(await leased([1], {})).toEqual(holds ? [] : [1])
  })

  it('end when a subscription is enabled, so that an older try does not disable it', async () => {
    await subscribe(one, [1])
    const [held] = await lease(db, [1], wide)
    if (held === undefined) throw new Error('there was nothing to lease')
    await updateSubscription(db, one, 1, { active: false, inactive_reason: 'disabled' })
    expect(await renew(db, [held])).toEqual(new Set([1]))
    await updateSubscription(db, one, 1, { active: true, inactive_reason: null })
    expect(await renew(db, [held])).toEqual(new Set())
  })
})

describe('what is kept for pull', () => {
  const place = { id: 1, organizationId: one }
  const disable = (reason: string) =>
    updateSubscription(db, one, 1, { active: false, inactive_reason: reason })

  it('is only of a subscription that is not served at that moment', async () => {
    await subscribe(one, [1])
    expect(await keepForPull(db, place, 10)).toBe(0)
    await disable('no_callback_url')
    expect(await keepForPull(db, place, 10)).toBe(0)
    await disable('gone')
    expect(await keepForPull(db, { ...place, organizationId: other }, 10)).toBe(0)
    expect(await keepForPull(db, place, 10)).toBe(1)
  })

  it('is nothing when it is being enabled just then', async () => {
    await subscribe(one, [1])
    await disable('gone')
    let keeping: Promise<number> | undefined
    await database.transaction(async (trx) => {
      await updateSubscription(trx, one, 1, { active: true, inactive_reason: null })
      keeping = keepForPull(db, place, 10)
      await expect
        .poll(async () => {
          const { rows } = await sql`select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
          return rows.length
        })
        .toBe(1)
    })
    expect(await keeping).toBe(0)
  })
})
