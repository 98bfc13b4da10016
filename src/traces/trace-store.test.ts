import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { openVault } from '../vault/vault.ts'
import type { Trace } from './trace.ts'
import { createTraceStore, type TraceFilter } from './trace-store.ts'

const database = await testDatabase()
const { db, pool } = database
const vault = openVault({ masterKeys: [Buffer.alloc(32, 1)], lookupKey: Buffer.alloc(32, 2) })
const store = createTraceStore(database, vault)

const everything: TraceFilter = {
  outcome: undefined,
  from: undefined,
  to: undefined,
  after: undefined,
  limit: 2000,
}
let organizationId = 0
let accountId = 0
let instanceId = 0
let requests = 0

beforeAll(async () => {
  const owner = await ownerOf('a')
  organizationId = owner.organizationId
  accountId = owner.accountId
  instanceId = await newInstance(owner, 'a')
})

async function ownerOf(name: string) {
  const organization = await db
    .insertInto('organizations')
    .values({ name, secret_hash: Buffer.from(name), secret_sealed: Buffer.alloc(0) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const tenant = { organization_id: organization.id }
  const account = await db
    .insertInto('accounts')
    .values({ ...tenant, external_id: name, name, type: 'Default' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const user = await db
    .insertInto('users')
    .values({
      ...tenant,
      account_id: account.id,
      email: `${name}@example.com`,
      secret_hash: Buffer.from(name),
      secret_sealed: Buffer.alloc(0),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { organizationId: organization.id, accountId: account.id, userId: user.id }
}

async function newInstance(owner: Awaited<ReturnType<typeof ownerOf>>, token: string) {
  const { id } = await db
    .insertInto('instances')
    .values({
      organization_id: owner.organizationId,
      account_id: owner.accountId,
      user_id: owner.userId,
      connector_id: 1,
      connector_key: 'shop',
      name: 'i',
      token_hash: Buffer.from(token),
      token_sealed: Buffer.alloc(0),
      authentication_type: 'oauth2',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function trace(words: Partial<Trace> = {}): Trace {
  requests += 1
  return {
    requestId: requests.toString(16).padStart(24, '0'),
    organizationId,
    accountId,
    instanceId,
    connectorKey: 'shop',
    kind: 'call',
    method: 'GET',
    path: '/orders',
    status: 200,
    vendorCalls: 1,
    durationMs: 1.5,
    at: 1_000_000 + requests,
    content: {
      request: { method: 'GET', url: '/orders?name=Anna', headers: {} },
      response: { status: 200, headers: {} },
      exchanges: [],
    },
    ...words,
  }
}
const put = (...traces: Trace[]) => store.insert(traces.map((one) => store.seal(one)))
const ids = async (words: Partial<TraceFilter> = {}, of = instanceId) =>
  (await store.list(organizationId, of, { ...everything, ...words })).map((one) => one.requestId)

describe('traces', () => {
  it('come back whole, and lie sealed', async () => {
    const one = trace()
    await put(one)
    expect(await store.find(organizationId, { requestId: one.requestId, instanceId })).toEqual(one)
    const { rows } = await pool.query<{ row: string }>('select t::text as row from traces t')
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('Anna').toString('hex'))
    expect(JSON.stringify(rows)).not.toContain('Anna')
  })

  it('are found by their organization, instance, account and connector only', async () => {
    const one = trace()
    await put(one)
    const { requestId } = one
    const find = (of: number, more: object) => store.find(of, { requestId, ...more })
    expect(await find(organizationId, { accountId, connectorKey: 'shop' })).toBeDefined()
    expect(await find(organizationId + 1, {})).toBeUndefined()
    expect(await find(organizationId, { instanceId: instanceId + 1 })).toBeUndefined()
    expect(await find(organizationId, { accountId: accountId + 1 })).toBeUndefined()
    expect(await find(organizationId, { connectorKey: 'other' })).toBeUndefined()
  })

  it('are listed newest first, by outcome and time, page by page', async () => {
    const traces = [trace({ status: 502 }), trace(), trace({ status: 404 })]
    await put(...traces)
    const [oldest, middle, newest] = traces.map(({ requestId }) => requestId)
    expect((await ids()).slice(0, 3)).toEqual([newest, middle, oldest])
    expect((await ids({ outcome: 'FAILED' })).slice(0, 2)).toEqual([newest, oldest])
    expect((await ids({ outcome: 'SUCCESS' }))[0]).toBe(middle)
    expect(await ids({ after: newest, limit: 1 })).toEqual([middle])
    const from = new Date(traces[1]?.at ?? 0)
    expect(await ids({ from })).toEqual([newest, middle])
    expect((await ids({ to: from }))[0]).toBe(middle)
    expect(await store.list(organizationId + 1, instanceId, everything)).toEqual([])
  })

  it('are written once, however often it is tried', async () => {
    const one = trace()
    await put(one)
    await put({ ...one, status: 500 })
    expect(await store.find(organizationId, { requestId: one.requestId })).toEqual(one)
  })

  it('keep the newest thousand of an instance', async () => {
    const many = Array.from({ length: 1005 }, () => trace())
    for (let from = 0; from < many.length; from += 100) await put(...many.slice(from, from + 100))
    const kept = await ids()
    expect(kept).toHaveLength(1000)
    expect(kept.at(-1)).toBe(many[5]?.requestId)
  })

  it('go with their instance, and come no more when it is gone', async () => {
    const owner = await ownerOf('b')
    const gone = await newInstance(owner, 'b')
    const { organizationId: of, accountId: ofAccount } = owner
    const words = { organizationId: of, accountId: ofAccount, instanceId: gone }
    const [one, late] = [trace(words), trace(words)]
    await put(one)
    await db.deleteFrom('instances').where('id', '=', gone).execute()
    await put(late, trace())
    expect(await store.find(of, { requestId: one.requestId })).toBeUndefined()
    expect(await store.find(of, { requestId: late.requestId })).toBeUndefined()
    const without = trace({ ...words, instanceId: null, kind: 'provisioning' })
    await put(without)
    const found = await store.find(of, { requestId: without.requestId })
    expect(found).toEqual(without)
    await db.deleteFrom('accounts').where('id', '=', ofAccount).execute()
    await put(trace({ ...words, instanceId: null }), trace())
    expect(await store.find(of, { requestId: without.requestId })).toBeUndefined()
  })

  it('are not seen after their time, and then deleted, so many at once', async () => {
    await pool.query(`update traces set kept_until = now() - interval '1 second'`)
    expect(await ids()).toEqual([])
    const { rows } = await pool.query<{ count: string }>('select count(*) from traces')
    const all = Number(rows[0]?.count)
    expect(await store.deleteExpired(10)).toBe(10)
    expect(await store.deleteExpired(5000)).toBe(all - 10)
    expect(await store.deleteExpired(10)).toBe(0)
  })

  it('are kept for a day by the time of the database', async () => {
    await put(trace({ at: 0 }))
    const { rows } = await pool.query<{ hours: number }>(
      `select extract(epoch from kept_until - now()) / 3600 as hours from traces`,
    )
    expect(Math.round(Number(rows[0]?.hours))).toBe(24)
  })
})
