import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { lease, renew, type Room } from './deliver/lane-store.ts'
import { updateSubscription, type SubscriptionChange } from './subscription-store.ts'

const { db } = await testDatabase()
const [one, other] = [1, 2]
const wide: Room = { lanes: 100, ofOrganization: 100, open: [] }

/** Subscriptions with something due, by id. */
async function subscribe(organizationId: number, ids: readonly number[]): Promise<void> {
  await sql`insert into subscriptions (id, organization_id, account_id, origin, channel, topics, destination, config_sealed)
    select id, ${organizationId}::bigint, ${organizationId}::bigint, 'subscribed', 'webhook', '{}', 'https://a.example/', ''
    from unnest(${[...ids]}::bigint[]) id`.execute(db)
  await sql`insert into delivery_jobs (subscription_id, notification_id, organization_id, created_at)
    select id, 1, ${organizationId}::bigint, now() from unnest(${[...ids]}::bigint[]) id`.execute(db)
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
