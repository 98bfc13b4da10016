/** Polls that fail, stop half-way, run twice or meet a moving store: every gap is noticed and filled, nothing is told twice. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { claimSources } from '../../src/events/sources/sources-store.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { anotherNode, createSourceStage, eventually } from '../support/source-stage.ts'
import { startPlatform } from '../support/start-platform.ts'

let clockOffset = 0
const platform = await startPlatform({
  env: { HUBWRIGHT_ROLE: 'api' },
  clock: { now: () => Date.now() + clockOffset },
  callTimeoutMs: 3000,
})
const stage = await createSourceStage(platform)
const { db } = platform.app.rooms.database
const products = { 'event.objects': 'products' }

beforeEach(() => platform.sandbox('DELETE', '/_control/ecwid/faults'))

async function operations(instanceId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('body')
    .where('instance_id', '=', instanceId)
    .where('kind', '=', 'operations')
    .orderBy('id')
    .execute()
  return rows.map(({ body }) => (JSON.parse(body.toString()) as Operation).message.type)
}
interface Operation {
  readonly message: { readonly type: string }
}

describe('a vendor that fails', () => {
  it.each([
    ['answers 500', { fault: 500, times: 9 }, /HTTP 500|failed/i],
    ['answers 429', { fault: 429, times: 9, retryAfterSeconds: 1 }, /allows 600 requests/],
    ['breaks the line', { fault: 'reset', times: 9 }, /reached|closed|reset|broke/i],
    ['sends no JSON', { fault: 'notjson', times: 9 }, /read|JSON/i],
  ])('and %s keeps the cursor, and shows why', async (_name, fault, reason) => {
    const store = await stage.newStore({ ...products, 'event.poller.refresh_interval': '1' })
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.fault({ match: `${store.storeId}/products?`, ...fault })
    await sql`update event_sources set next_due_at = now() where instance_id = ${store.instanceId}`.execute(
      db,
    )
    await stage.sources.pollDue()
    const [failed] = await stage.list(store)
    expect(failed).toMatchObject({ failures: 1, state: 'live' })
    expect(failed?.reason).toMatch(reason)
    expect(await stage.told(store)).toEqual([])
    await platform.sandbox('DELETE', '/_control/ecwid/faults')
    await eventually(
      async () => {
        await stage.pollAll(store)
        return stage.told(store)
      },
      (told) => told.length > 0,
    )
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
    expect((await stage.list(store))[0]).toMatchObject({
      failures: 0,
      state: 'live',
      reason: undefined,
    })
  })

  it('and takes the token no more breaks all sources, tells it once, and goes on where it was', async () => {
    const store = await stage.newStore()
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await platform.sandbox('DELETE', `/_control/ecwid/stores/${store.storeId}/tokens`)
    await stage.pollAll(store)
    const broken = await stage.list(store)
    expect(broken.map(({ state }) => state)).toEqual(['broken', 'broken', 'broken', 'broken'])
    expect(broken[0]?.reason).toContain('Connect the store once more')
    expect(await operations(store.instanceId)).toEqual(['instance.reauth_required'])
    const issued = await platform.sandbox(
      'POST',
      `/_control/ecwid/stores/${store.storeId}/tokens`,
      {},
    )
    await stage.configure(store, { 'oauth.user.token': (issued.body as { token: string }).token })
    await stage.pollAll(store)
    expect((await stage.list(store)).map(({ state }) => state)).toEqual([
      'live',
      'live',
      'live',
      'live',
    ])
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
    expect((await operations(store.instanceId)).slice(1)).toEqual([
      'source.recovered',
      'source.recovered',
      'source.recovered',
      'source.recovered',
    ])
  })

  it('and wants another plan breaks at once, with the reason', async () => {
    const store = await stage.newStore(products)
    await stage.pollAll(store)
    await stage.settings(store, { plan: 'free' })
    await stage.pollAll(store)
    expect((await stage.list(store))[0]).toMatchObject({ state: 'broken' })
    expect((await stage.list(store))[0]?.reason).toMatch(/plan/)
    await stage.settings(store, { plan: 'business' })
    await stage.pollAll(store)
    expect((await stage.list(store))[0]).toMatchObject({ state: 'live', reason: undefined })
    expect(await operations(store.instanceId)).toEqual(['source.broken', 'source.recovered'])
  })

  it('and finds records late skips none of them', async () => {
    const store = await stage.newStore(products)
    await stage.pollAll(store)
    await stage.settings(store, { searchLagMs: 1500 })
    const late = await stage.call(store, 'POST', '/products', { name: 'Late', price: 3 })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    await eventually(
      async () => {
        await stage.pollAll(store)
        return stage.told(store)
      },
      (told) => told.length > 0,
    )
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`products ${late} CREATED`])
  })
})

describe('a store that moves', () => {
  it('is read over many pages, each change once', async () => {
    const store = await stage.newStore(
      {
        'event.poller.configuration': {
          products: {
            url: "/hubs/ecommerce/products?where=updatedFrom='${gmtDate:yyyy-MM-dd HH:mm:ss Z}'",
            idField: 'id',
            datesConfiguration: {
              UpdatedDateField: 'updated',
              updatedDateFormat: 'yyyy-MM-dd HH:mm:ss Z',
              createdDateField: 'created',
            },
            pageSize: 10,
          },
        },
      },
      { products: 110 },
    )
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    const found = await platform.request('GET', '/hubs/ecommerce/products', {
      token: store.token,
      query: { pageSize: 100 },
    })
    const ids = (found.body as { id: number }[]).map(({ id }) => id)
    const gone = ids.slice(-5)
    await Promise.all(ids.map((id) => stage.call(store, 'PATCH', `/products/${id}`, { price: 9 })))
    // Some vanish and some change again while the pages are read.
    await Promise.all([
      stage.pollAll(store),
      (async () => {
        for (const id of gone) await stage.call(store, 'DELETE', `/products/${id}`)
        for (const id of ids.slice(0, 5))
          await stage.call(store, 'PATCH', `/products/${id}`, { price: 8 })
      })(),
    ])
    await stage.nextSecond()
    await stage.pollAll(store)
    const told = await stage.told(store)
    const kept = ids.filter((id) => !gone.includes(id))
    expect(kept.filter((id) => !told.includes(`products ${id} UPDATED`))).toEqual([])
    const { rows } = await sql<{ vendor_event_id: string }>`
      select vendor_event_id from events where instance_id = ${store.instanceId}`.execute(db)
    const marks = rows.flatMap(({ vendor_event_id: id }) => id.split(','))
    expect(new Set(marks).size).toBe(marks.length)
  })

  it('and has a long backlog is read in parts, without a hole between them', async () => {
    const few = await anotherNode(platform, { settleS: 0, gapS: 0, partRecords: 10 })
    const store = await stage.newStore(products, { products: 60 })
    await stage.pollAll(store)
    const found = await platform.request('GET', '/hubs/ecommerce/products', {
      token: store.token,
      query: { pageSize: 100 },
    })
    const ids = (found.body as { id: number }[]).map(({ id }) => id)
    for (let at = 0; at < ids.length; at += 20) {
      await Promise.all(
        ids
          .slice(at, at + 20)
          .map((id) => stage.call(store, 'PATCH', `/products/${id}`, { price: 9 })),
      )
      await stage.nextSecond()
    }
    const polls = await stage.pollAll(store, few)
    expect(polls).toBeGreaterThan(1)
    expect(await stage.told(store)).toEqual(ids.map((id) => `products ${id} UPDATED`).toSorted())
    expect((await stage.list(store))[0]?.position).not.toContain('more')
  })
})

describe('many nodes', () => {
  it('serve organizations in turn, and an instance once at a time', async () => {
    const stores = [await stage.newStore(), await stage.newStore(), await stage.newStore()]
    const other = await connectDemoInstance(platform, platform.second)
    const configuration = { 'event.notification.enabled': 'true', 'event.vendor.type': 'polling' }
    const switched = await platform.request('PATCH', `/instances/${other.id}`, {
      tenant: platform.second,
      body: { configuration },
    })
    expect(switched.status).toBe(200)
    const first = await claimSources(db, 2)
    expect(new Set(first.map(({ organizationId }) => organizationId))).toEqual(
      new Set([platform.first.organizationId, platform.second.organizationId]),
    )
    const rest = await claimSources(db, 99)
    const claimed = [...first, ...rest].map(({ instanceId }) => instanceId)
    expect(claimed).toHaveLength(4)
    expect(new Set(claimed)).toEqual(new Set([...stores.map((s) => s.instanceId), other.id]))
    expect(await claimSources(db, 99)).toEqual([])
    await sql`delete from event_sources`.execute(db)
  })

  it('find others behind a thousand that are due and have no turn', async () => {
    const { instanceId } = await stage.newStore()
    const other = await stage.newStore()
    const [held] = await claimSources(db, 1)
    expect(held?.instanceId).toBe(instanceId)
    await sql`
      insert into event_sources (organization_id, account_id, instance_id, kind, resource, period_s, next_due_at)
      select organization_id, account_id, instance_id, kind, 'r' || n, 900, now() - interval '1 hour'
      from event_sources, generate_series(1, 1000) n where id = ${held?.id}`.execute(db)
    const claimed = await claimSources(db, 8)
    expect(claimed.map((source) => source.instanceId)).toEqual([other.instanceId])
    await sql`delete from event_sources`.execute(db)
  })

  it('do not stop an instance from being deleted that they lock from the other end', async () => {
    const { instanceId } = await stage.newStore()
    const worker = await platform.app.rooms.database.pool.connect()
    try {
      await worker.query(`begin; set local deadlock_timeout = '5s'`)
      await worker.query('select from event_sources where instance_id = $1 for update', [
        instanceId,
      ])
      const deleting = platform.request('DELETE', `/instances/${instanceId}`)
      await vi.waitFor(async () => {
        const { rows } = await sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          db,
        )
        expect(rows).not.toEqual([])
      }, 10_000)
      // Either of the two is ended by the database; the delete goes through.
      await worker
        .query('select from instances where id = $1 for key share', [instanceId])
        .catch(() => undefined)
      await worker.query('rollback')
      expect((await deleting).status).toBe(200)
    } finally {
      worker.release()
    }
  })

  it('leave places for others beside an organization that has many', async () => {
    const { organizationId } = platform.first
    for (let count = 0; count < 3; count += 1) await stage.newStore()
    const other = await connectDemoInstance(platform, platform.second)
    const configuration = { 'event.notification.enabled': 'true', 'event.vendor.type': 'polling' }
    await platform.request('PATCH', `/instances/${other.id}`, {
      tenant: platform.second,
      body: { configuration },
    })
    const organizations = async (busy: number[]) => {
      const claimed = await claimSources(db, 8, { busy, most: 2 })
      await sql`update event_sources set leased_until = null`.execute(db)
      return claimed.map((source) => source.organizationId).toSorted((a, b) => a - b)
    }
    const second = platform.second.organizationId
    const sorted = (...ids: number[]) => ids.toSorted((a, b) => a - b)
    expect(await organizations([])).toEqual(sorted(organizationId, organizationId, second))
    expect(await organizations([organizationId])).toEqual(sorted(organizationId, second))
    expect(await organizations([organizationId, organizationId])).toEqual([second])
    await sql`delete from event_sources`.execute(db)
  })

  it('poll a source once, however many of them look', async () => {
    const store = await stage.newStore()
    const nodes = await Promise.all([1, 2, 3].map(() => anotherNode(platform)))
    let polls = 0
    for (let count = 1; count > 0; polls += count) {
      const counts = await Promise.all(nodes.map((node) => node.pollDue()))
      count = counts.reduce((sum, one) => sum + one, 0)
    }
    expect(polls).toBe(4)
    expect((await stage.list(store)).map(({ state }) => state)).toEqual([
      'live',
      'live',
      'live',
      'live',
    ])
  })

  it('take over what a node left half-way; what that one brings later is not stored', async () => {
    const store = await stage.newStore(products)
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.fault({
      match: `${store.storeId}/products?`,
      fault: 'slow',
      delayMs: 1000,
      times: 1,
    })
    await sql`update event_sources set next_due_at = now() where instance_id = ${store.instanceId}`.execute(
      db,
    )
    const slow = stage.sources.pollDue()
    const leased = () =>
      db
        .selectFrom('event_sources')
        .select('leased_until')
        .where('instance_id', '=', store.instanceId)
        .executeTakeFirst()
    await eventually(leased, (row) => row?.leased_until instanceof Date)
    await sql`update event_sources set leased_until = now() - interval '1 second'
      where instance_id = ${store.instanceId}`.execute(db)
    const other = await anotherNode(platform)
    expect(await other.pollDue()).toBe(1)
    await slow
    expect(stage.sources.pollCounts().lost).toBe(1)
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
  })

  it('are not misled by a clock that jumps', async () => {
    const store = await stage.newStore(products)
    await stage.pollAll(store)
    const made: string[] = []
    for (const hours of [26, -26, 0]) {
      clockOffset = hours * 3_600_000
      made.push(await stage.call(store, 'POST', '/products', { name: `At ${hours}`, price: 3 }))
      await stage.pollAll(store)
    }
    clockOffset = 0
    expect(await stage.told(store)).toEqual(made.map((id) => `products ${id} CREATED`).toSorted())
  })
})

describe('a source that nobody can ask', () => {
  const age = (instanceId: number, seconds: number) =>
    sql`update event_sources set last_proof_at = now() - ${seconds} * interval '1 second',
          state_since = now() - ${seconds + 1} * interval '1 second'
        where instance_id = ${instanceId}`.execute(db)

  it('is late after a period, broken after two, and told of once each', async () => {
    const store = await stage.newStore({ ...products, 'event.poller.refresh_interval': '10' })
    await stage.pollAll(store)
    const state = async () => (await stage.list(store))[0]?.state
    await age(store.instanceId, 700)
    expect(await stage.sources.judge()).toBe(0)
    await age(store.instanceId, 760)
    await stage.sources.judge()
    expect(await state()).toBe('late')
    expect(await operations(store.instanceId)).toEqual([])
    await age(store.instanceId, 1201)
    await Promise.all([stage.sources.judge(), stage.sources.judge()])
    await stage.sources.judge()
    expect(await state()).toBe('broken')
    expect((await stage.list(store))[0]?.reason).toContain('20 minutes')
    await stage.pollAll(store)
    expect(await state()).toBe('live')
    expect(await operations(store.instanceId)).toEqual(['source.broken', 'source.recovered'])
  })

  it('is not missed while its instance is disabled, and goes on where it was', async () => {
    const store = await stage.newStore(products)
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await platform.request('DELETE', `/instances/${store.instanceId}/enabled`)
    const [paused] = await stage.list(store)
    expect(paused).toMatchObject({ state: 'waiting', nextDueAt: undefined })
    expect(paused?.reason).toContain('disabled')
    await age(store.instanceId, 99_999)
    expect(await stage.sources.judge()).toBe(0)
    await platform.request('PUT', `/instances/${store.instanceId}/enabled`)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
    expect(await operations(store.instanceId)).toEqual([])
  })
})
