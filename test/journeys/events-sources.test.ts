/** Changes in a connected store become events by asking for them; nothing is lost, nothing is told twice. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { createHubReader } from '../../src/events/sources/hub-reader.ts'
import { Postponed, type ClaimedSource } from '../../src/events/sources/source.ts'
import { claimSources } from '../../src/events/sources/sources-store.ts'
import { startPlatform } from '../support/start-platform.ts'
import { createSourceStage, eventually } from '../support/source-stage.ts'

// No loop of its own: the tests say when it is polled.
const platform = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const stage = await createSourceStage(platform)
const { db } = platform.app.rooms.database

beforeEach(() => platform.sandbox('DELETE', '/_control/ecwid/faults'))

describe('a polled store', () => {
  it('has a source for each resource as soon as events are switched on, and none when they are off', async () => {
    const store = await stage.newStore()
    const before = await stage.list(store)
    expect(before.map(({ kind, resource, state }) => [kind, resource, state])).toEqual([
      ['poll', 'products', 'waiting'],
      ['poll', 'orders', 'waiting'],
      ['poll', 'customers', 'waiting'],
      ['poll', 'categories', 'waiting'],
    ])
    await stage.pollAll(store)
    const after = await stage.list(store)
    expect(after.map(({ state, lastProofAt }) => [state, lastProofAt !== undefined])).toEqual(
      Array.from({ length: 4 }, () => ['live', true]),
    )
    expect(await stage.told(store)).toEqual([])
    await stage.configure(store, { 'event.objects': 'orders,reviews' })
    expect((await stage.list(store)).map(({ resource }) => resource)).toEqual(['orders', 'reviews'])
    await stage.configure(store, { 'event.notification.enabled': 'false' })
    expect(await stage.list(store)).toEqual([])
  })

  it('tells what was made, changed and deleted, once each', async () => {
    const store = await stage.newStore()
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    const customer = await stage.call(store, 'POST', '/customers', { email: 'a@example.com' })
    const category = await stage.call(store, 'POST', '/categories', { name: 'Cups' })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `categories ${category} CREATED`,
      `customers ${customer} CREATED`,
      `products ${product} CREATED`,
    ])
    await stage.forget(store)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    await stage.nextSecond()
    await stage.call(store, 'PATCH', `/categories/${category}`, { name: 'Big cups' })
    await stage.call(store, 'DELETE', `/products/${product}`)
    await stage.call(store, 'DELETE', `/customers/${customer}`)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `categories ${category} UPDATED`,
      `customers ${customer} DELETED`,
      `products ${product} DELETED`,
    ])
  })
})

describe('what is polled', () => {
  it('is also what must be named to be asked', async () => {
    const store = await stage.newStore(
      { 'event.objects': 'discount_coupons, reviews, carts' },
      { carts: 2 },
    )
    await stage.pollAll(store)
    const states = (await stage.list(store)).map(({ resource, state, reason }) => [
      resource,
      state,
      reason,
    ])
    expect(states).toEqual([
      ['discount_coupons', 'live', undefined],
      ['reviews', 'live', undefined],
      ['carts', 'live', undefined],
    ])
    const coupon = await stage.call(store, 'POST', '/discount_coupons', {
      name: 'Ten',
      code: 'TEN',
      discountType: 'PERCENT',
      discount: 10,
    })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`discount_coupons ${coupon} CREATED`])
  })

  it('is an order with its public id, and its deletion', async () => {
    const store = await stage.newStore({ 'event.objects': 'orders' })
    await stage.pollAll(store)
    const found = await platform.request('GET', '/hubs/ecommerce/orders', { token: store.token })
    const [first, second] = (found.body as { id: string }[]).map(({ id }) => id)
    await stage.call(store, 'PATCH', `/orders/${first}`, { fulfillmentStatus: 'SHIPPED' })
    await platform.request('DELETE', `/hubs/ecommerce/orders/${second}`, { token: store.token })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual(
      [`orders ${first} UPDATED`, `orders ${second} DELETED`].toSorted(),
    )
  })

  it('is less for a store that is connected by the keys of the retired API', async () => {
    const store = await stage.newStore({ 'authentication.type': 'oauth2' })
    const legacy = await stage.byKeys(store)
    await stage.pollAll(legacy)
    const states = (await stage.list(legacy)).map(({ kind, resource, state }) => [
      kind,
      resource,
      state,
    ])
    expect(states).toEqual([
      ['poll', 'orders by legacy keys', 'live'],
      ['poll', 'products by legacy keys', 'live'],
    ])
    const found = await platform.request('GET', '/hubs/ecommerce/orders', { token: legacy.token })
    const order = (found.body as { id: string }[])[0]?.id
    await stage.call(legacy, 'PATCH', `/orders/${order}`, { fulfillmentStatus: 'SHIPPED' })
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.pollAll(legacy)
    expect(await stage.told(legacy)).toEqual([
      `orders ${order} UPDATED`,
      `products ${product} CREATED`,
    ])
  })

  it('without dates is what was not seen before', async () => {
    const store = await stage.newStore({ 'event.poller.urls': '/hubs/ecommerce/categories' })
    await stage.pollAll(store)
    const category = await stage.call(store, 'POST', '/categories', { name: 'New' })
    await stage.pollAll(store)
    await stage.call(store, 'PATCH', `/categories/${category}`, { name: 'Other' })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`categories ${category} CREATED`])
  })

  it('says what is wrong with it', async () => {
    const store = await stage.newStore({
      'event.poller.configuration': {
        nothing: { url: '/nothing-at-all/x/y', idField: 'id' },
        products: {
          url: '/products',
          idField: 'id',
          datesConfiguration: { updatedDateField: 'changedAt', updatedDateFormat: 'yyyy' },
        },
      },
    })
    await stage.pollAll(store)
    const [nothing, products] = await stage.list(store)
    expect(nothing).toMatchObject({ state: 'broken' })
    expect(products?.state).toBe('broken')
    expect(products?.reason).toBe("None of the records of /products has both 'id' and 'changedAt'")
  })

  it('gives way to clients where the quota is short, but not for ever', async () => {
    const store = await stage.newStore({ 'event.objects': 'products' })
    await stage.pollAll(store)
    const opened = await platform.app.rooms.instances.connectionOf(store.instanceId)
    await sql`update quota_budgets set window_started_at = now(), slots = '{400}', blocked_until = null
      where budget_key = ${opened.budgetKey}`.execute(db)
    await stage.pollAll(store)
    expect(stage.sources.pollCounts().postponed).toBe(1)
    await sql`update event_sources set last_proof_at = now() - interval '16 minutes'
      where instance_id = ${store.instanceId}`.execute(db)
    const { read } = stage.sources.pollCounts()
    await stage.pollAll(store)
    expect(stage.sources.pollCounts().read).toBe(read + 1)
  })
})

it('a poll under way waits for room in the quota instead of beginning again', async () => {
  const store = await stage.newStore({ 'event.objects': 'products' })
  const opened = await platform.app.rooms.instances.connectionOf(store.instanceId)
  const budget = (slots: string) =>
    sql`insert into quota_budgets (budget_key, organization_id, window_started_at, slots)
      values (${opened.budgetKey}, ${platform.first.organizationId}, now(), ${slots}::int[])
      on conflict (budget_key) do update set window_started_at = now(), slots = excluded.slots,
        blocked_until = null`.execute(db)
  await sql`update event_sources set next_due_at = now() where instance_id = ${store.instanceId}`.execute(
    db,
  )
  const [source] = (await claimSources(db, 99)).filter((s) => s.instanceId === store.instanceId)
  let looks = 0
  let calls = 0
  const reader = createHubReader(
    {
      database: platform.app.rooms.database,
      hub: {
        call: async (question) => {
          calls += 1
          return platform.app.rooms.hub.call(question)
        },
      },
    },
    opened,
    source as ClaimedSource,
    () => void (looks += 1),
  )
  const page = () => reader.page({ path: '/products', query: {} }, 1, undefined)
  await budget('{400}')
  await expect(page()).rejects.toThrow(Postponed)
  await budget('{}')
  await page()
  await budget('{400}')
  const second = page()
  await eventually(
    async () => looks,
    (count) => count > 0,
  )
  expect(calls).toBe(1)
  await budget('{}')
  expect((await second).records).toHaveLength(1)
  await sql`delete from event_sources`.execute(db)
})

it('the loops of a server poll by themselves, and are told to hurry', async () => {
  const worker = await startPlatform({ beside: platform })
  const store = await stage.newStore({ 'event.objects': 'products' })
  const live = await eventually(
    () => stage.list(store),
    ([source]) => source?.state === 'live',
  )
  expect(live[0]?.state).toBe('live')
  const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
  // What is young is left for two seconds.
  const told = await eventually(
    async () => {
      await platform.request(
        'POST',
        `/instances/${store.instanceId}/events/sources/${live[0]?.id}/poll`,
      )
      return stage.told(store)
    },
    (events) => events.length > 0,
  )
  expect(told).toEqual([`products ${product} CREATED`])
  const metrics = await worker.request('GET', `${worker.url}/metrics`)
  expect(String(metrics.body)).toContain('hubwright_polls{kind="read"}')
  expect(String(metrics.body)).toContain('hubwright_event_sources{kind="live"}')
  await worker.close()
  // Another one counts as soon as it starts.
  const later = await startPlatform({ beside: platform })
  const counted = await eventually(
    async () => String((await later.request('GET', `${later.url}/metrics`)).body),
    (text) => /hubwright_event_sources\{kind="live"\} [1-9]/.test(text),
  )
  expect(counted).toMatch(/hubwright_event_sources\{kind="live"\} [1-9]/)
  await later.close()
})
