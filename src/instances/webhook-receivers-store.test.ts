import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { findByKey, findByValue, findKeptValues } from './webhook-receivers-store.ts'

const { db, pool } = await testDatabase()

/** Makes an organization with instances of the shop that say to be connected to account 7; answers its id. */
async function organizationWith(
  count: number,
  vendorAccountId: string | undefined,
): Promise<number> {
  const { rows } = await pool.query<{ organization_id: number }>(
    `with o as (
       insert into organizations (name, secret_hash, secret_sealed)
       values ('o', sha256(gen_random_uuid()::text::bytea), '') returning id
     ), a as (
       insert into accounts (organization_id, external_id, name, type)
       select id, 'a', 'a', 'Default' from o returning id, organization_id
     ), u as (
       insert into users (organization_id, account_id, email, secret_hash, secret_sealed)
       select organization_id, id, gen_random_uuid() || '@example.com', sha256(gen_random_uuid()::text::bytea), ''
       from a returning id, account_id, organization_id
     ), i as (
       insert into instances (organization_id, account_id, user_id, connector_id, connector_key, name, token_hash,
                              token_sealed, authentication_type, vendor_account_id)
       select organization_id, account_id, id, 1, 'shop', 'i', sha256(gen_random_uuid()::text::bytea), '', 'oauth2', $2
       from u, generate_series(1, $1) returning id, organization_id
     )
     insert into instance_configuration (organization_id, instance_id, key, value)
     select organization_id, id, 'shop.id', '7' from i returning organization_id`,
    [count, vendorAccountId],
  )
  return rows[0]?.organization_id ?? 0
}

describe('a look-up of who a webhook may be for', () => {
  it('is filled by nobody with many instances that only claim the account', async () => {
    const crowd = await organizationWith(6, '666')
    const claiming = await organizationWith(2, undefined)
    const owner = await organizationWith(2, '7')
    const find = async (limit: number) => {
      const { found, isCut } = await findByValue(db, 'shop', 'shop.id', '7', limit)
      return { organizations: found.map((one) => one.organization_id), isCut }
    }
    expect(await find(4)).toEqual({ organizations: [owner, owner, crowd, claiming], isCut: true })
    expect(await find(10)).toMatchObject({ isCut: false })
    expect((await find(10)).organizations).toHaveLength(10)
    expect(await findByValue(db, 'shop', 'shop.id', '8', 4)).toEqual({ found: [], isCut: false })
    expect(await findKeptValues(db, 'shop.id', ['8', '7', '77'])).toEqual(['7'])
    expect(await findKeptValues(db, 'other.id', ['7'])).toEqual([])
    const { found, isCut } = await findByKey(db, 'shop', 'shop.id', 4)
    expect(isCut).toBe(true)
    expect(new Set(found.map((one) => one.organization_id))).toEqual(
      new Set([crowd, claiming, owner]),
    )
  })
})
