import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { openLookupKey } from './installation-store.ts'
import { resealAll } from './rotation-store.ts'
import type { SealContext } from './seal.ts'
import { sealContext, sealedColumns } from './sealed-columns.ts'
import { createSealer } from './sealer.ts'

const oldKey = Buffer.alloc(32, 1)
const newKey = Buffer.alloc(32, 2)
const strangeKey = Buffer.alloc(32, 9)

const database = await testDatabase()
const { db } = database

beforeEach(async () => {
  await db.deleteFrom('organizations').execute()
  await db.deleteFrom('oauth_states').execute()
  await db.deleteFrom('installation').execute()
})

describe('openLookupKey', () => {
  it('makes one key, however many nodes start at once, and finds it again', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => openLookupKey(database, [oldKey])),
    )
    expect(keys[0]).toHaveLength(32)
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(await openLookupKey(database, [newKey, oldKey])).toEqual(keys[0])
  })

  it('refuses a database of another master key in one clear sentence', async () => {
    await openLookupKey(database, [oldKey])
    await expect(openLookupKey(database, [newKey])).rejects.toThrow(
      /^The database was written with another master key; set HUBWRIGHT_MASTER_KEY/,
    )
  })

  it('says when the row itself is damaged', async () => {
    await openLookupKey(database, [oldKey])
    const { sealed } = await db
      .selectFrom('installation')
      .select('lookup_key_sealed as sealed')
      .executeTakeFirstOrThrow()
    sealed[0] = 7
    await db.updateTable('installation').set({ lookup_key_sealed: sealed }).execute()
    await expect(openLookupKey(database, [oldKey])).rejects.toThrow(/damaged; restore the database/)
  })
})

describe('resealAll', () => {
  const oldSealer = createSealer([oldKey])
  const seal = (plain: string, place: SealContext) => oldSealer.seal(plain, place)

  /** One sealed value in every column there is, and `states` more; answers how many, with the lookup key. */
  async function fill(states: number): Promise<{ organizationId: number; values: number }> {
    await openLookupKey(database, [oldKey])
    const { id: organizationId } = await db
      .insertInto('organizations')
      .values({ name: 'o', secret_hash: Buffer.from('o'), secret_sealed: Buffer.alloc(0) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const tenant = { organization_id: organizationId }
    const { id: accountId } = await db
      .insertInto('accounts')
      .values({ ...tenant, external_id: 'a', name: 'a', type: 'Default' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: userId } = await db
      .insertInto('users')
      .values({
        ...tenant,
        account_id: accountId,
        email: 'a@example.com',
        secret_hash: Buffer.from('u'),
        secret_sealed: Buffer.alloc(0),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: instanceId } = await db
      .insertInto('instances')
      .values({
        ...tenant,
        account_id: accountId,
        user_id: userId,
        connector_id: 1,
        connector_key: 'shop',
        name: 'i',
        token_hash: Buffer.from('i'),
        token_sealed: Buffer.alloc(0),
        authentication_type: 'oauth2',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .updateTable('organizations')
      .set({
        secret_sealed: seal('o', sealContext('organizations', organizationId, organizationId)),
      })
      .execute()
    await db
      .updateTable('users')
      .set({ secret_sealed: seal('u', sealContext('users', organizationId, userId)) })
      .execute()
    await db
      .updateTable('instances')
      .set({ token_sealed: seal('i', sealContext('instances', organizationId, instanceId)) })
      .execute()
    const configured = ['oauth.user.token', "it's/odd"].map((key) => {
      const place = sealContext('instance_configuration', organizationId, instanceId, key)
      return { ...tenant, instance_id: instanceId, key, sealed: seal(key, place) }
    })
    await db.insertInto('instance_configuration').values(configured).execute()
    await db
      .insertInto('instance_configuration')
      .values({ ...tenant, instance_id: instanceId, key: 'plain', value: 'text' })
      .execute()
    await db
      .insertInto('vendor_apps')
      .values({
        ...tenant,
        connector_key: 'shop',
        client_id: 'id',
        client_secret_sealed: seal('app', sealContext('vendor_apps', organizationId, 'shop')),
      })
      .execute()
    const keyHash = Buffer.from('k')
    await db
      .insertInto('idempotency_keys')
      .values({
        ...tenant,
        key_hash: keyHash,
        request_hash: Buffer.from('r'),
        request_id: 'r',
        outcome: 'kept',
        status: 200,
        answer_sealed: seal('answer', sealContext('idempotency_keys', organizationId, keyHash)),
        leased_until: new Date(),
        expires_at: new Date(),
      })
      .execute()
    const session = {
      ...tenant,
      id: 'c',
      account_id: accountId,
      user_id: userId,
      token_hash: Buffer.from('c'),
      connector_keys: ['shop'],
      tags: [],
      allowed_origins: [],
      configuration_sealed: seal('[]', sealContext('connect_sessions', organizationId, 'c')),
      created_at: new Date(),
      expires_at: new Date(),
    }
    await db.insertInto('connect_sessions').values(session).execute()
    const flowState = Buffer.from('flow')
    await db
      .insertInto('oauth_states')
      .values({
        state_hash: flowState,
        organization_id: organizationId,
        connector_key: 'shop',
        redirect_uri: 'https://a.example',
        expires_at: new Date(),
      })
      .execute()
    await db
      .insertInto('traces')
      .values({
        ...tenant,
        request_id: 'r',
        account_id: accountId,
        instance_id: instanceId,
        connector_key: 'shop',
        kind: 'call',
        method: 'GET',
        path: '/',
        status: 200,
        vendor_calls: 1,
        duration_ms: 1,
        at: new Date(),
        kept_until: new Date(),
        content_sealed: seal('trace', sealContext('traces', organizationId, 'r')),
      })
      .execute()
    await db
      .insertInto('connect_flows')
      .values({
        ...tenant,
        state_hash: flowState,
        given_sealed: seal('[]', sealContext('connect_flows', organizationId, flowState)),
      })
      .execute()
    await db
      .insertInto('subscriptions')
      .values({
        ...tenant,
        id: 7,
        account_id: accountId,
        instance_id: instanceId,
        origin: 'callback',
        channel: 'webhook',
        topics: [],
        destination: 'https://a.example',
        config_sealed: seal('{}', sealContext('subscriptions', organizationId, 7)),
      })
      .execute()
    await db
      .insertInto('webhook_addresses')
      .values({
        ...tenant,
        instance_id: instanceId,
        token_hash: Buffer.from('w'),
        token_sealed: seal('w', sealContext('webhook_addresses', organizationId, instanceId)),
      })
      .execute()
    const rows = Array.from({ length: states }, (_, index) => stateRow(index, organizationId))
    if (rows.length > 0) await db.insertInto('oauth_states').values(rows).execute()
    return { organizationId, values: 13 + states }
  }

  function stateRow(index: number, organizationId: number) {
    // Every second one was begun by nobody who is known.
    const owner = index % 2 === 0 ? organizationId : null
    const hash = Buffer.from(`state ${index}`)
    return {
      state_hash: hash,
      organization_id: owner,
      connector_key: 'shop',
      redirect_uri: 'https://a.example',
      verifier_sealed: seal(`verifier ${index}`, sealContext('oauth_states', owner, hash)),
      expires_at: new Date(),
    }
  }

  it('knows every sealed column of the database', async () => {
    const { rows } = await sql<{ table_name: string; column_name: string }>`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and column_name like '%sealed%' and table_name <> 'installation'
    `.execute(db)
    const known = Object.entries(sealedColumns).map(([table, { column }]) => `${table}.${column}`)
    expect(rows.map((row) => `${row.table_name}.${row.column_name}`).sort()).toEqual(known.sort())
  })

  it('puts every value under the first key, however many there are', async () => {
    const { organizationId, values } = await fill(1100)
    const lookupKey = await openLookupKey(database, [oldKey])
    expect(await resealAll(database, [newKey, oldKey])).toEqual({ rewritten: values, failed: [] })
    expect(await resealAll(database, [newKey])).toEqual({ rewritten: 0, failed: [] })
    expect(await openLookupKey(database, [newKey])).toEqual(lookupKey)
    const app = await db.selectFrom('vendor_apps').selectAll().executeTakeFirstOrThrow()
    const place = sealContext('vendor_apps', organizationId, 'shop')
    expect(createSealer([newKey]).open(app.client_secret_sealed, place)).toBe('app')
    const plain = db.selectFrom('instance_configuration').select('value').where('key', '=', 'plain')
    expect(await plain.executeTakeFirst()).toEqual({ value: 'text' })
  })

  it('leaves what does not open, names it, and goes on with the rest', async () => {
    const { organizationId, values } = await fill(4)
    const moved = seal('x', sealContext('oauth_states', 1, 'elsewhere'))
    const foreign = createSealer([strangeKey]).seal('y', sealContext('vendor_apps', 1, 'shop'))
    await db
      .updateTable('oauth_states')
      .set({ verifier_sealed: moved })
      .where('state_hash', '=', Buffer.from('state 0'))
      .execute()
    await db.updateTable('vendor_apps').set({ client_secret_sealed: foreign }).execute()
    const { rewritten, failed } = await resealAll(database, [newKey, oldKey])
    expect(rewritten).toBe(values - 2)
    expect(failed.map(({ reason, context }) => [reason, context.table, context.row])).toEqual([
      ['unknown_key', 'vendor_apps', 'shop'],
      ['damaged', 'oauth_states', Buffer.from('state 0').toString('hex')],
    ])
    expect(failed[0]?.context.organizationId).toBe(organizationId)
    const app = await db.selectFrom('vendor_apps').selectAll().executeTakeFirstOrThrow()
    expect(app.client_secret_sealed).toEqual(foreign)
  })

  it('loses no write of a server that goes on working meanwhile', async () => {
    const { organizationId } = await fill(600)
    const masterKeys = [newKey, oldKey]
    const server = createSealer(masterKeys)
    const laggard = createSealer([oldKey, newKey])
    const rotation = new AbortController()
    let written = 0
    async function work(): Promise<void> {
      for (let round = 0; !rotation.signal.aborted; round++) {
        const index = (round * 7) % 600
        const hash = Buffer.from(`state ${index}`)
        const place = sealContext('oauth_states', index % 2 === 0 ? organizationId : null, hash)
        // A node that still has the old order of keys writes under the old one, for a while.
        const sealer = round % 3 === 0 && written < 50 ? laggard : server
        await db
          .updateTable('oauth_states')
          .set({ verifier_sealed: sealer.seal(`written ${round}`, place) })
          .where('state_hash', '=', hash)
          .execute()
        last.set(index, `written ${round}`)
        written++
      }
    }
    const last = new Map<number, string>()
    const worker = work()
    const { failed } = await resealAll(database, masterKeys)
    await expect.poll(() => written).toBeGreaterThan(60)
    rotation.abort()
    await worker
    expect(failed).toEqual([])
    expect((await resealAll(database, masterKeys)).failed).toEqual([])
    const only = createSealer([newKey])
    const states = db
      .selectFrom('oauth_states')
      .selectAll()
      .where('verifier_sealed', 'is not', null)
    for (const row of await states.execute()) {
      const index = Number(row.state_hash.toString().slice(6))
      const place = sealContext('oauth_states', row.organization_id, row.state_hash)
      expect(only.open(row.verifier_sealed ?? Buffer.alloc(0), place)).toBe(
        last.get(index) ?? `verifier ${index}`,
      )
    }
  })

  it('does not touch a database whose lookup key it cannot open', async () => {
    await fill(1)
    await expect(resealAll(database, [strangeKey])).rejects.toThrow(/not in the list/)
  })
})
