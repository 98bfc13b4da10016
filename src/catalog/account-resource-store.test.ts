import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import {
  deleteResource,
  extendedConnectors,
  insertResource,
  ownResourcesOf,
  revisionsOf,
  updateResource,
  type ResourceOwner,
} from './account-resource-store.ts'
import type { Resource } from './element.ts'

const database = await testDatabase()
const { db } = database
const owners: ResourceOwner[] = []

/** Members in an order that sorting by name or length would change. */
const resource: Resource = {
  path: '/own',
  vendorPath: '/own',
  method: 'GET',
  vendorMethod: 'GET',
  model: { name: 'B', swagger: { Beta: { zz: 1, a: 2 }, A: {} } },
}

beforeAll(async () => {
  for (const name of ['One', 'Two']) {
    const organization = await database.pool.query<{ id: number }>(
      `insert into organizations (name, secret_hash, secret_sealed) values ($1, $2, 'x') returning id`,
      [name, Buffer.from(name)],
    )
    const organizationId = Number(organization.rows[0]?.id)
    const account = await database.pool.query<{ id: number }>(
      `insert into accounts (organization_id, external_id, name, type)
       values ($1, 'default', 'Default', 'Default') returning id`,
      [organizationId],
    )
    owners.push({ organizationId, accountId: Number(account.rows[0]?.id) })
  }
})

const owner = (at: number): ResourceOwner => owners[at] ?? { organizationId: 0, accountId: 0 }

describe('resources of accounts', () => {
  it('are given back as they were written, to their account in its organization only', async () => {
    const [first, second] = [owner(0), owner(1)]
    const id = await insertResource(db, first, 'acme', 'GET /own', resource)
    const [kept] = await ownResourcesOf(db, first, 'acme')
    expect(kept).toMatchObject({ id, accountId: first.accountId })
    expect(JSON.stringify(kept?.document)).toBe(JSON.stringify(resource))
    expect(await extendedConnectors(db, first)).toEqual(['acme'])
    const mixed = { organizationId: second.organizationId, accountId: first.accountId }
    for (const other of [second, mixed]) {
      expect(await ownResourcesOf(db, other, 'acme')).toEqual([])
      expect(await revisionsOf(db, other, 'acme')).toEqual([])
      expect(await extendedConnectors(db, other)).toEqual([])
      await updateResource(db, other, id, 'GET /stolen', resource)
      await deleteResource(db, other, id)
    }
    expect(await ownResourcesOf(db, first, 'other')).toEqual([])
    expect(await ownResourcesOf(db, first, 'acme')).toEqual([kept])
  })

  it('have one row a route, and a new revision with every change', async () => {
    const first = owner(0)
    const [kept] = await ownResourcesOf(db, first, 'acme')
    await expect(insertResource(db, first, 'acme', 'GET /own', resource)).rejects.toThrow(
      /unique|duplicate/,
    )
    await insertResource(db, owner(1), 'acme', 'GET /own', resource)
    await updateResource(db, first, kept?.id ?? 0, 'GET /own', resource)
    const [changed] = await revisionsOf(db, first, 'acme')
    expect(changed?.id).toBe(kept?.id)
    expect(changed?.revision).not.toBe(kept?.revision)
    await deleteResource(db, first, kept?.id ?? 0)
    expect(await revisionsOf(db, first, 'acme')).toEqual([])
    expect(await revisionsOf(db, owner(1), 'acme')).toHaveLength(1)
  })
})
