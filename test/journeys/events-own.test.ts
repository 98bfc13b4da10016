/** Changes made through the platform itself, calls answered later, and the log of all that came in. */
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { addEvents } from '../../src/events/add-events-store.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import {
  bodiesOf,
  eventRow,
  jobOf,
  makeDays,
  processed,
  storeWebhooks,
} from '../support/event-fixtures.ts'
import { startPlatform } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
} from './ecwid-client.ts'

/** Serves and works. */
const running = await startPlatform({
  callTimeoutMs: 5_000,
  env: { HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1:9' },
})
await makeDays(running)
const platform = platformClient(running)
const control = storeControl(running)
const { db } = running.app.rooms.database

const store = await newStore(control, 4401, { products: 3 })
const instance = await connectByToken(platform, store)
const id = Number(instance['id'])
const token = String(instance['token'])
await configure({ 'event.notification.enabled': 'true' })

async function configure(configuration: Record<string, string>) {
  record(await platform('PATCH', `/instances/${id}`, { body: { configuration } }))
}
const hub = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  running.request(method, `/hubs/ecommerce${path}`, { token, body, headers: headers ?? {} })
const told = async (event: number) => {
  const row = await processed(running, event)
  return { status: row.status, reason: row.reason, first: row.normalized?.[0] }
}
const hook = async (eventType: string, entityId: number) => {
  const [event = 0] = await storeWebhooks(running, id, [{ eventType, entityId }])
  return event
}

describe('own changes', () => {
  it('are marked once; what others change afterwards is not', async () => {
    const made = record(await hub('POST', '/products', { name: 'Own', price: 1 }))
    const product = Number(made['id'])
    expect(await told(await hook('product.created', product))).toMatchObject({
      status: 'DISPATCHED',
      first: { eventType: 'CREATED', origin: 'self' },
    })
    record(await hub('PATCH', `/products/${product}`, { name: 'Own, changed' }))
    expect(await told(await hook('product.updated', product))).toMatchObject({
      first: { eventType: 'UPDATED', origin: 'self' },
    })
    const foreign = await told(await hook('product.updated', product))
    expect(foreign.status).toBe('DISPATCHED')
    expect(foreign.first).not.toHaveProperty('origin')
    expect((await hub('DELETE', `/products/${product}`)).status).toBe(200)
    expect(await told(await hook('product.deleted', product))).toMatchObject({
      first: { eventType: 'DELETED', origin: 'self' },
    })
  })

  it('may be left out', async () => {
    await configure({ 'event.exclude.own': 'true' })
    const product = Number(record(await hub('POST', '/products', { name: 'Mine', price: 1 }))['id'])
    expect(await told(await hook('product.created', product))).toMatchObject({
      status: 'CONSUMED',
      reason: expect.stringContaining('event.exclude.own') as string,
    })
    expect(await told(await hook('product.updated', product))).toMatchObject({
      status: 'DISPATCHED',
    })
    await configure({ 'event.exclude.own': 'false' })
  })

  it('are left out when they were found by asking, and again when their webhook comes late', async () => {
    await configure({ 'event.exclude.own': 'true' })
    const product = Number(
      record(await hub('POST', '/products', { name: 'Asked', price: 1 }))['id'],
    )
    const date = `${new Date().toISOString().slice(0, 19)}Z`
    const change = { objectType: 'products', objectId: String(product), eventType: 'CREATED', date }
    const [asked] = await running.app.rooms.database.transaction((trx) =>
      addEvents(trx, [
        {
          organizationId: running.first.organizationId,
          accountId: running.first.accountId,
          instanceId: id,
          connectorKey: 'ecwid',
          source: 'reconcile',
          vendorEventId: `reconcile:products:${product}`,
          occurredAt: new Date(),
          contentType: 'application/json',
          headers: {},
          raw: Buffer.from(
            JSON.stringify({
              instance_id: id,
              objectType: 'products',
              eventId: 'a',
              events: [change],
            }),
          ),
        },
      ]),
    )
    const own = {
      status: 'CONSUMED',
      reason: expect.stringContaining('event.exclude.own') as string,
    }
    expect(await told(asked?.id ?? 0)).toMatchObject(own)
    expect(await told(await hook('product.created', product))).toMatchObject(own)
    await configure({ 'event.exclude.own': 'false' })
  })

  it('wait for a record that is just being made, and are forgotten when nothing was made', async () => {
    await control('POST', '/faults', {
      body: { match: 'POST /api/v3/4401/products', fault: 'slow', delayMs: 1500, when: 'after' },
    })
    const making = hub('POST', '/products', { name: 'Slow', price: 1 })
    const waiting = await vi.waitFor(async () => {
      const { rows: writes } = await sql<{ id: number }>`
        select id from own_writes where object_id is null and ended_at is null`.execute(db)
      expect(writes).toHaveLength(1)
      return hook('product.created', 999_999)
    })
    await vi.waitFor(async () =>
      expect(await jobOf(running, waiting)).toMatchObject({ failures: 0 }),
    )
    record(await making)
    const refused = await hub('PATCH', '/products/123456789', { name: 'Nowhere' })
    expect(refused.status).toBe(404)
    const { rows: writes } =
      await sql`select id from own_writes where object_id = '123456789'`.execute(db)
    expect(writes).toEqual([])
  })

  it('cost nothing where nobody has events', async () => {
    await sql`delete from own_writes`.execute(db)
    const tenant = running.second
    const silent = await connectDemoInstance(running, tenant)
    const made = await running.request('POST', '/hubs/ecommerce/products', {
      tenant,
      token: silent.token,
      body: { name: 'Unheard', price: 1 },
    })
    expect(made.status).toBe(200)
    const { rows: writes } = await sql`select id from own_writes`.execute(db)
    expect(writes).toEqual([])
  })
})

describe('asynchronous calls', () => {
  const address = 'http://127.0.0.1:9/answers'
  const wish = { 'elements-async-request': 'True', 'elements-async-callback-url': address }
  const answerOf = async (event: number) => {
    await processed(running, event)
    const [body = ''] = await bodiesOf(running, event)
    return JSON.parse(body) as Record<string, unknown>
  }

  it('need an address that may be called', async () => {
    const none = await hub('GET', '/products', undefined, { 'elements-async-request': 'true' })
    expect(none).toMatchObject({
      status: 400,
      body: { details: [{ path: 'Elements-Async-Callback-Url' }] },
    })
    for (const url of ['http://10.0.0.1/x', 'soon']) {
      const refused = await hub('GET', '/products', undefined, {
        ...wish,
        'elements-async-callback-url': url,
      })
      expect(refused.status).toBe(400)
    }
  })

  it('read, write and fail as calls do, answered in the old shape', async () => {
    const dispatched = record(await hub('GET', '/products?pageSize=2', undefined, wish))
    expect(dispatched).toEqual({ eventId: expect.any(Number) as number, eventStatus: 'dispatched' })
    const read = await answerOf(Number(dispatched['eventId']))
    expect(read).toMatchObject({ eventId: dispatched['eventId'], instanceId: id, status: 200 })
    expect(read['response']).toHaveLength(2)
    expect(read['headers']).toHaveProperty('elements-next-page-token')
    const { rows: deliveries } = await sql<{ destination: string; kind: string; id: number }>`
      select s.destination, n.kind, n.id from notifications n
      join deliveries d on d.notification_id = n.id join subscriptions s on s.id = d.subscription_id
      where n.event_id = ${dispatched['eventId']}`.execute(db)
    expect(deliveries).toEqual([
      { destination: address, kind: 'answer', id: read['notificationId'] },
    ])

    // Whoever names an address again that was given up gives it another chance; a switched-off one stays so.
    for (const [reason, active] of [
      ['gone', true],
      ['disabled', false],
    ] as const) {
      await sql`update subscriptions set active = false, inactive_reason = ${reason}, failures = 9
        where destination = ${address}`.execute(db)
      const again = record(await hub('GET', '/products', undefined, wish))
      await processed(running, Number(again['eventId']))
      const served = await db
        .selectFrom('subscriptions')
        .select(['active', 'inactive_reason', 'config_sealed'])
        .where('destination', '=', address)
        .execute()
      expect(served).toMatchObject([{ active, inactive_reason: active ? null : reason }])
    }
    await sql`update subscriptions set active = true, inactive_reason = null
      where destination = ${address}`.execute(db)

    const write = record(await hub('POST', '/products', { name: 'Later', price: 3 }, wish))
    const written = await answerOf(Number(write['eventId']))
    expect(written).toMatchObject({ status: 200, response: { id: expect.anything() as unknown } })
    const bad = record(await hub('GET', '/products/987654321', undefined, wish))
    expect(await answerOf(Number(bad['eventId']))).toMatchObject({
      status: 404,
      response: { code: 'vendor_not_found', requestId: expect.any(String) as string },
    })
    const { rows: subscriptions } = await sql`select id from subscriptions`.execute(db)
    expect(subscriptions).toHaveLength(1)
  })

  it('count on how many notifications led to them, and are refused when those are too many', async () => {
    const call = await hub('GET', '/products?pageSize=1', undefined, {
      ...wish,
      'hubwright-hops': '2',
    })
    const event = Number(record(call)['eventId'])
    await processed(running, event)
    const told = await db
      .selectFrom('notifications')
      .select('hops')
      .where('event_id', '=', event)
      .execute()
    expect(told).toEqual([{ hops: 3 }])
    const refused = await hub('GET', '/products', undefined, { ...wish, 'hubwright-hops': '5' })
    expect(refused).toMatchObject({ status: 508, body: { code: 'notification_loop' } })
  })

  it('keep no credentials', async () => {
    const call = record(await hub('GET', '/products', undefined, wish))
    const event = record(await platform('GET', `/instances/events/${String(call['eventId'])}`))
    expect(event).toMatchObject({ source: 'call' })
    const text = JSON.stringify(event)
    expect(text).toContain('/products')
    for (const secret of [token, running.first.userSecret]) expect(text).not.toContain(secret)
  })

  it('are not made twice when they write, and made again when they read', async () => {
    const callAfterCrash = async (method: string, path: string, body?: unknown) => {
      const change = { method, path, segments: path.slice(1).split('/'), body }
      const { rows: found } = await sql<{ id: number }>`
        with call as (
          insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
            occurred_at, content_type, raw)
          select organization_id, account_id, instance_id, connector_key, source, ${`${method} again`}, now(),
            content_type, convert_to((convert_from(raw, 'UTF8')::jsonb || ${JSON.stringify(change)}::jsonb)::text, 'UTF8')
          from events where source = 'call' limit 1 returning *
        )
        insert into event_jobs (event_id, organization_id, instance_id, received_at, begun_at)
        select id, organization_id, instance_id, received_at, now() from call returning event_id as id`.execute(
        db,
      )
      return answerOf(found[0]?.id ?? 0)
    }
    await control('DELETE', '/calls')
    expect(await callAfterCrash('POST', '/products', { name: 'Twice', price: 1 })).toMatchObject({
      status: 409,
      response: { code: 'call_outcome_unknown' },
    })
    expect(await callsSeen(control, '/api/v3/4401/products', 'POST')).toBe(0)
    expect(await callAfterCrash('GET', '/products')).toMatchObject({ status: 200 })
  })
})

describe('the event log', () => {
  it('lists, filters, pages and reads', async () => {
    const list = rows(await platform('GET', `/instances/${id}/events`))
    expect(list.length).toBeGreaterThan(5)
    const ids = list.map((event) => Number(event['id']))
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    const page = await platform('GET', '/instances/events', { query: { pageSize: '2' } })
    const nextPage = page.headers['elements-next-page-token'] ?? ''
    const second = rows(
      await platform('GET', '/instances/events', { query: { pageSize: '2', nextPage } }),
    )
    expect([...rows(page), ...second].map((event) => Number(event['id']))).toEqual(ids.slice(0, 4))
    expect(page.headers).toMatchObject({
      'elements-returned-count': '2',
      'elements-total-count': String(ids.length),
    })
    const query = { pageSize: '2', page: '2' }
    const numbered = rows(await platform('GET', '/instances/events', { query }))
    expect(numbered).toEqual(second)
    const both = { pageSize: '2', page: '1', nextPage }
    expect(rows(await platform('GET', `/instances/${id}/events`, { query: both }))).toEqual(second)
    const only = async (query: Record<string, string>) =>
      rows(await platform('GET', '/instances/events', { query }))
    const ownTypes = await only({ objectType: 'products', eventType: 'DELETED' })
    expect(ownTypes).toHaveLength(1)
    const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
    expect(ownTypes[0]).toMatchObject({
      eventDate: expect.stringMatching(seconds) as string,
      status: 'DISPATCHED',
      source: 'webhook',
      notifiedData: [{ eventType: 'DELETED', origin: 'self' }],
      eventElementInstances: [
        {
          elementInstanceId: id,
          notificationId: expect.any(Number) as number,
          createdDate: expect.stringMatching(seconds) as string,
          updatedDate: expect.stringMatching(seconds) as string,
        },
      ],
    })
    const objectId = String(
      (ownTypes as { notifiedData: { objectId: string }[] }[])[0]?.notifiedData[0]?.objectId,
    )
    expect((await only({ searchText: objectId })).length).toBeGreaterThan(2)
    expect((await only({ objectId, status: 'CONSUMED' })).length).toBe(0)
    expect((await only({ source: 'call' })).length).toBeGreaterThan(3)
    const [whole, none] = [list.length, '0']
    expect(await only({ instanceId: String(id) })).toHaveLength(whole)
    expect(await only({ accountId: String(running.first.accountId) })).toHaveLength(whole)
    expect(await only({ elementKey: 'ecwid' })).toHaveLength(whole)
    expect(await only({ instanceId: none })).toEqual([])
    expect(await only({ accountId: String(running.second.accountId) })).toEqual([])
    expect(await only({ elementKey: 'other' })).toEqual([])
    expect(await only({ from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' })).toEqual([])
    const [first] = list
    const one = `/instances/${id}/events/${String(first?.['id'])}`
    expect(record(await platform('GET', one))).toMatchObject({ id: first?.['id'] })
    expect(await platform('GET', `/instances/events/1`)).toMatchObject({ status: 404 })
    const byToken = await running.request('GET', '/instances/events', {
      headers: { authorization: `User ${running.first.userSecret}, Element ${token}` },
    })
    expect(rows(byToken)).toHaveLength(list.length)
    const foreign = await running.request('GET', '/instances/events', { tenant: running.second })
    expect(rows(foreign)).toEqual([])
  })

  it.each([
    ['nextPage', 'x'],
    ['pageSize', '0'],
    ['status', 'LOST'],
    ['source', 'rumour'],
    ['from', 'yesterday'],
    ['nextPage', 'MTIz IDQ'],
    ['page', '0'],
    ['page', '502'],
  ])('refuses %s = %s', async (name, value) => {
    const answer = await platform('GET', '/instances/events', { query: { [name]: value } })
    expect(answer.status).toBe(400)
  })

  it('shows NOTIFIED when everybody took it, and what went wrong before', async () => {
    const call = record(
      await hub('GET', '/products', undefined, {
        'elements-async-request': 'true',
        'elements-async-callback-url': 'http://127.0.0.1:9/answers',
      }),
    )
    const event = Number(call['eventId'])
    await processed(running, event)
    expect(record(await platform('GET', `/instances/events/${event}`))).toMatchObject({
      status: 'DISPATCHED',
    })
    await sql`update deliveries set status = 'delivered', last_failure = 'the receiver answered 500'
      where notification_id in (select id from notifications where event_id = ${event})`.execute(db)
    const notified = rows(
      await platform('GET', '/instances/events', { query: { status: 'NOTIFIED' } }),
    )
    expect(notified.map((one) => one['id'])).toEqual([String(event)])
    const dispositions = rows(await platform('GET', '/instances/events/dispositions'))
    expect(dispositions).toContainEqual({
      eventId: String(event),
      elementInstanceId: id,
      notificationData: [
        {
          message: `Error delivering event ${event} to 127.0.0.1:9: the receiver answered 500`,
        },
      ],
    })
  })

  it('waits no more for a callback that was removed', async () => {
    const subscribe = async (url: string) => {
      const body = { channel: 'webhook', topics: [`instance-${id}-ecwid-events`], config: { url } }
      return Number(record(await platform('POST', '/notifications/subscriptions', { body }))['id'])
    }
    const stays = await subscribe('http://127.0.0.1:9/stays')
    const goes = await subscribe('http://127.0.0.1:9/goes')
    const { id: event } = record(await platform('POST', `/instances/${id}/events/test`))
    await processed(running, Number(event))
    const shown = async () => record(await platform('GET', `/instances/events/${String(event)}`))
    const { notificationIds } = await shown()
    const [notification] = notificationIds as number[]
    await sql`delete from delivery_jobs where notification_id = ${notification}`.execute(db)
    await sql`update deliveries set status = 'delivered'
      where notification_id = ${notification} and subscription_id <> ${goes}`.execute(db)
    expect(await shown()).toMatchObject({ status: 'DISPATCHED' })
    await platform('DELETE', `/notifications/subscriptions/${goes}`)
    expect(await shown()).toMatchObject({ status: 'NOTIFIED' })
    const path = `/notifications/${notification}/subscriptions/deliveries`
    const statuses = rows(await platform('GET', path)).map(
      ({ subscriptionId, status }) => `${String(subscriptionId)} ${String(status)}`,
    )
    expect(statuses).toContain(`${goes} cancelled`)
    expect(statuses).toContain(`${stays} delivered`)
    await platform('DELETE', `/notifications/subscriptions/${stays}`)
    expect(await shown()).toMatchObject({ status: 'NOTIFIED' })
    // Where nobody took it, nobody was notified.
    await sql`update deliveries set status = 'retry'
      where notification_id = ${notification} and subscription_id <> ${goes}`.execute(db)
    expect(await shown()).toMatchObject({ status: 'DISPATCHED' })
  })

  it('counts over time', async () => {
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString()
    const query = { from: hourAgo, to: new Date().toISOString(), interval: 'minute' }
    const steps = rows(await platform('GET', '/instances/events/analytics', { query }))
    expect(steps).toHaveLength(61)
    const { rows: all } = await sql<{ count: number }>`select count(*) from events`.execute(db)
    const sum = (list: Record<string, unknown>[], name: string) =>
      list.reduce((total, one) => total + Number(one[name]), 0)
    expect(sum(steps, 'count')).toBe(all[0]?.count)
    expect(rows(await platform('GET', '/instances/events/analytics'))).toHaveLength(8)
    const accounts = rows(await platform('GET', '/instances/events/analytics/accounts'))
    expect(accounts).toHaveLength(8)
    expect(accounts.at(-1)).toMatchObject({
      records: [
        {
          accountId: running.first.accountId,
          count: all[0]?.count,
          success: all[0]?.count,
          failed: 0,
        },
      ],
      total: all[0]?.count,
    })
    const instances = rows(await platform('GET', '/instances/events/analytics/instances'))
    expect(instances.at(-1)).toMatchObject({ records: [{ instanceId: id }] })
  })

  it.each([
    [{ from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, 400],
    [{ interval: 'second' }, 400],
    [{ from: '2000-01-01T00:00:00Z', interval: 'minute' }, 400],
    [{ 'accountIds[]': String(running.second.accountId) }, 403],
  ])('refuses to count %j', async (query, status) => {
    for (const end of ['', '/accounts', '/instances']) {
      expect(await platform('GET', `/instances/events/analytics${end}`, { query })).toMatchObject({
        status,
        body: {
          requestId: expect.any(String) as string,
          message: expect.any(String) as string,
        },
      })
    }
  })

  it('makes test events, and processes again what nobody was told of', async () => {
    const test = record(await platform('POST', `/instances/${id}/events/test`, {}))
    const event = Number(test['id'])
    expect(await told(event)).toMatchObject({
      status: 'DISPATCHED',
      first: { objectType: 'orders' },
    })
    const path = `/instances/${id}/events`
    expect(await platform('POST', `${path}/${event}/reprocess`)).toMatchObject({ status: 409 })
    await configure({ 'event.objects': 'orders' })
    const named = record(
      await platform('POST', `${path}/test`, { body: { objectType: 'products', objectId: '77' } }),
    )
    const unwanted = Number(named['id'])
    expect(await told(unwanted)).toMatchObject({ status: 'CONSUMED', first: { objectId: '77' } })
    await configure({ 'event.objects': '' })
    record(await platform('POST', `${path}/${unwanted}/reprocess`))
    expect(await told(unwanted)).toMatchObject({ status: 'DISPATCHED' })
    expect(await eventRow(running, unwanted)).toMatchObject({ reason: null })
  })
})
