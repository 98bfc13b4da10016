/** A source of webhooks is watched by asking now and then: what they did not tell is told, and their death is noticed. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  breakWebhookSource,
  mendWebhookSource,
  proveWebhookSources,
} from '../../src/events/sources/webhook-source-store.ts'
import { hasUnprocessed, wereReconciled } from '../../src/events/sources/told-store.ts'
import { anotherNode, createSourceStage, type StagedStore } from '../support/source-stage.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const stage = await createSourceStage(platform)
const { db } = platform.app.rooms.database

async function newStore(): Promise<StagedStore> {
  const store = await stage.newStore({ 'event.vendor.type': 'webhook' })
  await stage.withWebhook(store)
  await stage.pollAll(store)
  return store
}
const webhookOf = async (store: StagedStore) =>
  (await stage.list(store)).find(({ kind }) => kind === 'webhook')
async function operations({ instanceId }: StagedStore): Promise<unknown[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('body')
    .where('instance_id', '=', instanceId)
    .orderBy('id')
    .execute()
  return rows.map(({ body }) => (JSON.parse(body.toString()) as { message: unknown }).message)
}

describe('a reconciling poll', () => {
  it('stands beside the webhooks for each resource, once an hour', async () => {
    const store = await newStore()
    expect((await stage.list(store)).map((s) => [s.kind, s.resource, s.periodS, s.state])).toEqual([
      ['reconcile', 'products', 3600, 'live'],
      ['reconcile', 'orders', 3600, 'live'],
      ['reconcile', 'customers', 3600, 'live'],
      ['reconcile', 'categories', 3600, 'live'],
      ['webhook', '', 3600, 'live'],
    ])
  })

  it('tells nothing that a webhook told, and proves by that that they arrive', async () => {
    const store = await newStore()
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    const category = await stage.call(store, 'POST', '/categories', { name: 'Cups' })
    await stage.webhookTold(store, ['products', product, 'CREATED'])
    await stage.webhookTold(store, ['categories', category, 'CREATED'])
    await sql`update event_sources set last_proof_at = now() - interval '50 minutes'
      where instance_id = ${store.instanceId} and kind = 'webhook'`.execute(db)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    const webhook = await webhookOf(store)
    expect(webhook).toMatchObject({ state: 'live' })
    expect(Date.now() - (webhook?.lastProofAt?.getTime() ?? 0)).toBeLessThan(60_000)
    expect(await operations(store)).toEqual([])
  })

  it('fills what was dropped once, breaks the webhooks, and goes on asking until one arrives', async () => {
    const store = await newStore()
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    const category = await stage.call(store, 'POST', '/categories', { name: 'Cups' })
    const told = await stage.call(store, 'POST', '/customers', { email: 'b@example.com' })
    await stage.webhookTold(store, ['customers', told, 'CREATED'])
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `categories ${category} CREATED`,
      `products ${product} CREATED`,
    ])
    const broken = await webhookOf(store)
    expect(broken?.state).toBe('broken')
    expect(broken?.reason).toMatch(
      /^The vendor's webhooks do not arrive: 2 changes were found by asking$/,
    )
    await stage.process(store)
    await stage.pollAll(store)
    expect((await stage.told(store)).length).toBe(2)
    // That nothing more happened is no proof.
    expect((await webhookOf(store))?.state).toBe('broken')
    await stage.nextSecond()
    await stage.call(store, 'DELETE', `/products/${product}`)
    await stage.webhookTold(store, ['products', product, 'DELETED'])
    await stage.sources.judge()
    expect(await webhookOf(store)).toMatchObject({ state: 'live', reason: undefined })
    await stage.pollAll(store)
    expect((await stage.told(store)).length).toBe(2)
    expect(await operations(store)).toMatchObject([
      { type: 'source.broken', kind: 'webhook', instanceId: store.instanceId },
      { type: 'source.recovered', kind: 'webhook' },
    ])
  })

  it('is not content with an earlier webhook of the same record, nor with a change for a deletion', async () => {
    const store = await newStore()
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.webhookTold(store, ['products', product, 'CREATED'])
    await sql`update events set occurred_at = occurred_at - interval '1 minute'
      where instance_id = ${store.instanceId}`.execute(db)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
    await stage.process(store)
    await stage.call(store, 'DELETE', `/products/${product}`)
    await stage.webhookTold(store, ['products', product, 'UPDATED'])
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `products ${product} CREATED`,
      `products ${product} DELETED`,
    ])
  })

  it('waits for events that are not processed yet', async () => {
    const store = await newStore()
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.webhookTold(store, ['products', product, 'CREATED'])
    const { rows } = await sql<{ id: number; normalized: unknown }>`
      select id, normalized from events where instance_id = ${store.instanceId}`.execute(db)
    const event = rows[0]
    await sql`update events set normalized = null where id = ${event?.id}`.execute(db)
    await sql`insert into event_jobs (event_id, organization_id, instance_id, received_at)
      select id, organization_id, instance_id, received_at from events where id = ${event?.id}`.execute(
      db,
    )
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    expect((await webhookOf(store))?.state).toBe('live')
    await sql`update events set normalized = ${JSON.stringify(event?.normalized)}::jsonb where id = ${event?.id}`.execute(
      db,
    )
    await sql`delete from event_jobs where instance_id = ${store.instanceId}`.execute(db)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
  })

  it('waits twice for such an event and goes on then; for a young or failed one not at all', async () => {
    const store = await newStore()
    const other = await stage.call(store, 'POST', '/customers', { email: 'c@example.com' })
    await stage.webhookTold(store, ['customers', other, 'CREATED'])
    await sql`insert into event_jobs (event_id, organization_id, instance_id, received_at)
      select id, organization_id, instance_id, received_at from events
      where instance_id = ${store.instanceId}`.execute(db)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    for (let wait = 0; wait < 2; wait += 1) {
      await stage.pollAll(store)
      expect(await stage.told(store)).toEqual([])
    }
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([`products ${product} CREATED`])
    expect((await webhookOf(store))?.state).toBe('broken')
    const { organizationId } = platform.first
    const owner = { organizationId, instanceId: store.instanceId }
    expect(await hasUnprocessed(db, owner, 0)).toBe(true)
    expect(await hasUnprocessed(db, owner, 300)).toBe(false)
    await sql`update event_jobs set failures = 1 where instance_id = ${store.instanceId}`.execute(
      db,
    )
    expect(await hasUnprocessed(db, owner, 0)).toBe(false)
  })

  it('leaves what is young to the webhook that is on its way', async () => {
    const patient = await anotherNode(platform, { settleS: 0, gapS: 300, partRecords: 2000 })
    const store = await newStore()
    await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.call(store, 'POST', '/categories', { name: 'Cups' })
    await stage.pollAll(store, patient)
    expect(await stage.told(store)).toEqual([])
    const categories = (await stage.list(store)).find(({ resource }) => resource === 'categories')
    const soon = (categories?.nextDueAt?.getTime() ?? 0) - Date.now()
    expect(soon).toBeLessThan(310_000)
    await stage.pollAll(store)
    expect((await stage.told(store)).length).toBe(2)
  })

  it('lets a webhook that comes late be known as told', async () => {
    const store = await newStore()
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    const happened = Date.now()
    await stage.pollAll(store)
    await stage.process(store)
    const question = {
      organizationId: platform.first.organizationId,
      instanceId: store.instanceId,
      objectType: 'products',
      objectId: product,
      isDeleted: false,
      at: happened,
    }
    const asked = () =>
      wereReconciled(db, [
        { ...question, objectId: '1' },
        question,
        { ...question, at: happened + 10_000 },
        { ...question, isDeleted: true },
        { ...question, instanceId: question.instanceId + 1 },
      ])
    expect(await asked()).toEqual([false, false, false, false, false])
    // Only a poll that asks minutes later has surely read the change.
    await sql`update events set status = 'DISPATCHED', normalized = jsonb_set(normalized, '{0,pollDate}',
        to_jsonb(to_char(now() at time zone 'UTC' + interval '6 minutes', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
      where instance_id = ${store.instanceId} and source = 'reconcile'`.execute(db)
    await sql`update event_sources set last_event_at = now()
      where instance_id = ${store.instanceId} and kind = 'reconcile'`.execute(db)
    expect(await asked()).toEqual([false, true, false, false, false])
  })
})

describe('a source of webhooks', () => {
  it('that broke by a gap lives again when a webhook arrives, and both are told once', async () => {
    const store = await newStore()
    const { organizationId } = platform.first
    await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    await stage.pollAll(store)
    expect((await webhookOf(store))?.state).toBe('broken')
    const heard = (secondsAgo: number) =>
      proveWebhookSources(db, [{ organizationId, instanceId: store.instanceId, secondsAgo }])
    // One that arrived before the gap was found proves nothing.
    await heard(60)
    await stage.sources.judge()
    expect((await webhookOf(store))?.state).toBe('broken')
    await heard(0)
    expect(await webhookOf(store)).toMatchObject({
      state: 'broken',
      reason: expect.stringContaining('do not arrive') as string,
    })
    await stage.sources.judge()
    await heard(0)
    await stage.sources.judge()
    expect(await webhookOf(store)).toMatchObject({ state: 'live', reason: undefined })
    expect(await operations(store)).toMatchObject([
      { type: 'source.broken', kind: 'webhook' },
      { type: 'source.recovered', kind: 'webhook' },
    ])
  })

  it('stays broken while the credentials are refused, whatever arrives', async () => {
    const store = await newStore()
    const { organizationId } = platform.first
    const { storeId, instanceId } = store
    await platform.sandbox('DELETE', `/_control/ecwid/stores/${storeId}/tokens`)
    await stage.pollAll(store)
    const refused = {
      state: 'broken',
      reason: 'The API token is invalid',
    }
    expect(await webhookOf(store)).toMatchObject(refused)
    const heard = () => proveWebhookSources(db, [{ organizationId, instanceId, secondsAgo: 0 }])
    await heard()
    await stage.sources.judge()
    expect(await webhookOf(store)).toMatchObject(refused)
    // Neither does another change of the instance make it look well.
    await stage.configure(store, { 'event.vendor.type': 'polling' })
    await stage.configure(store, { 'event.vendor.type': 'webhook' })
    const path = `/instances/${instanceId}/enabled`
    for (const method of ['DELETE', 'PUT'])
      expect((await platform.request(method, path)).status).toBe(200)
    await heard()
    await stage.sources.judge()
    expect(await stage.list(store)).toSatisfy((sources: { state: string }[]) =>
      sources.every(({ state }) => state === 'broken'),
    )
    expect(await operations(store)).toMatchObject([{ type: 'instance.reauth_required' }])
    const issued = await platform.sandbox('POST', `/_control/ecwid/stores/${storeId}/tokens`, {})
    await stage.configure(store, { 'oauth.user.token': (issued.body as { token: string }).token })
    await heard()
    await stage.sources.judge()
    expect(await webhookOf(store)).toMatchObject({ state: 'live', reason: undefined })
    expect(await operations(store)).toContainEqual(
      expect.objectContaining({ type: 'source.recovered', kind: 'webhook' }),
    )
  })

  it('whose registration failed is mended by that alone, or by a webhook', async () => {
    const store = await newStore()
    const { organizationId } = platform.first
    const owner = { organizationId, instanceId: store.instanceId }
    const within = (work: (trx: Parameters<typeof mendWebhookSource>[0]) => Promise<void>) =>
      platform.app.rooms.database.transaction(work)
    for (const reason of ['not today', 'not tomorrow'])
      await within((trx) => breakWebhookSource(trx, owner, reason))
    await stage.pollAll(store)
    expect(await webhookOf(store)).toMatchObject({
      state: 'broken',
      reason: 'not tomorrow',
      failures: 2,
    })
    await within((trx) => mendWebhookSource(trx, owner))
    expect(await webhookOf(store)).toMatchObject({
      state: 'waiting',
      reason: undefined,
      failures: 0,
    })
    await stage.sources.judge()
    expect(await operations(store)).toMatchObject([
      { type: 'source.broken', reason: 'not today' },
      { type: 'source.recovered' },
    ])
  })

  it('that waits again after a pause has the time of a new one', async () => {
    const store = await newStore()
    const path = `/instances/${store.instanceId}/enabled`
    expect((await platform.request('DELETE', path)).status).toBe(200)
    await sql`update event_sources set last_proof_at = now() - interval '3 days'
      where instance_id = ${store.instanceId} and kind = 'webhook'`.execute(db)
    expect((await platform.request('PUT', path)).status).toBe(200)
    await stage.sources.judge()
    expect((await webhookOf(store))?.state).toBe('waiting')
    expect(await operations(store)).toEqual([])
  })

  it('is late and broken by silence, and asked for at once', async () => {
    const store = await newStore()
    const silent = (minutes: number) =>
      sql`update event_sources set last_proof_at = now() - ${minutes} * interval '1 minute',
        state_since = now() - interval '1 day' where instance_id = ${store.instanceId} and kind = 'webhook'`.execute(
        db,
      )
    await silent(80)
    await stage.sources.judge()
    expect((await webhookOf(store))?.state).toBe('late')
    await silent(121)
    await stage.sources.judge()
    expect(await webhookOf(store)).toMatchObject({ state: 'broken' })
    const due = (await stage.list(store)).filter(({ kind }) => kind === 'reconcile')
    expect(
      due.every(({ nextDueAt }) => (nextDueAt?.getTime() ?? Infinity) <= Date.now() + 1000),
    ).toBe(true)
  })

  it('of which nothing asks is not judged by its silence', async () => {
    const store = await newStore()
    await sql`delete from event_sources where instance_id = ${store.instanceId} and kind = 'reconcile'`.execute(
      db,
    )
    await sql`update event_sources set last_proof_at = now() - interval '9 days'
      where instance_id = ${store.instanceId}`.execute(db)
    await stage.sources.judge()
    expect((await webhookOf(store))?.state).toBe('live')
  })

  it('goes when the instance polls instead', async () => {
    const store = await newStore()
    await stage.configure(store, { 'event.vendor.type': 'polling' })
    expect(new Set((await stage.list(store)).map(({ kind }) => kind))).toEqual(new Set(['poll']))
  })
})

describe('hints and routes', () => {
  it('a nudge makes the sources due, once a minute', async () => {
    const store = await newStore()
    expect(await stage.sources.nudge([store.instanceId])).toBe(4)
    expect(await stage.sources.nudge([store.instanceId])).toBe(0)
    expect(await stage.sources.pollDue()).toBe(1)
  })

  it('sources are listed, filtered, paged, and polled on request', async () => {
    const store = await newStore()
    const path = `/instances/${store.instanceId}/events/sources`
    const all = await platform.request('GET', path)
    expect(all).toMatchObject({ status: 200, headers: { 'elements-returned-count': '5' } })
    const [first] = all.body as { id: number; nextPollDate: string }[]
    expect(first).toMatchObject({
      instanceId: store.instanceId,
      kind: 'reconcile',
      resource: 'products',
      state: 'live',
      periodSeconds: 3600,
      failures: 0,
      position: expect.stringMatching(/^Read up to/) as string,
    })
    const page = await platform.request('GET', path, { query: { pageSize: 2 } })
    expect((page.body as unknown[]).length).toBe(2)
    const nextPage = page.headers['elements-next-page-token'] ?? ''
    const rest = await platform.request('GET', path, { query: { nextPage } })
    expect((rest.body as unknown[]).length).toBe(3)
    const own = await platform.request('GET', '/instances/events/sources', { token: store.token })
    expect(own.body).toEqual(all.body)
    const wide = await platform.request('GET', '/instances/events/sources')
    expect((wide.body as unknown[]).length).toBeGreaterThan(5)
    const query = { instanceId: store.instanceId, state: 'broken' }
    const broken = await platform.request('GET', '/instances/events/sources', { query })
    expect(broken).toMatchObject({ status: 200, body: [] })
    const polled = await platform.request('POST', `${path}/${first?.id}/poll`)
    expect(polled.status).toBe(200)
    const { nextPollDate } = polled.body as { nextPollDate: string }
    expect(Date.parse(nextPollDate)).toBeLessThan(Date.now() + 1000)
    const ownPoll = await platform.request('POST', `/instances/events/sources/${first?.id}/poll`, {
      token: store.token,
    })
    expect(ownPoll.status).toBe(200)
  })

  it('what is wrong is refused with a word', async () => {
    const store = await newStore()
    const path = `/instances/${store.instanceId}/events/sources`
    const refused = (answer: Promise<{ status: number }>) => answer.then(({ status }) => status)
    expect(await refused(platform.request('GET', path, { query: { state: 'dead' } }))).toBe(400)
    expect(await refused(platform.request('GET', path, { query: { nextPage: 'x' } }))).toBe(400)
    expect(await refused(platform.request('POST', `${path}/1/poll`))).toBe(404)
    expect(await refused(platform.request('GET', '/instances/1/events/sources'))).toBe(404)
    const webhook = await webhookOf(store)
    expect(await refused(platform.request('POST', `${path}/${webhook?.id}/poll`))).toBe(404)
    await platform.request('DELETE', `/instances/${store.instanceId}/enabled`)
    const [paused] = await stage.list(store)
    const poll = await platform.request('POST', `${path}/${paused?.id}/poll`)
    expect(poll.status).toBe(404)
    expect((poll.body as { message: string }).message).toContain('disabled')
    expect(await stage.sources.nudge([store.instanceId])).toBe(0)
    expect((await stage.list(store)).every(({ nextDueAt }) => nextDueAt === undefined)).toBe(true)
    await platform.request('PUT', `/instances/${store.instanceId}/enabled`)
    const wrong = await platform.request('PATCH', `/instances/${store.instanceId}`, {
      body: { configuration: { 'event.poller.configuration': { orders: { url: '/orders' } } } },
    })
    expect(wrong).toMatchObject({
      status: 400,
      body: { details: [{ path: '/configuration/event.poller.configuration' }] },
    })
  })
})
