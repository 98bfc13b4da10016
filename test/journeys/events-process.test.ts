/** From a stored event to a notification: what is said, that it is true, and that nothing is lost on the way. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { claimJobs } from '../../src/events/process/claim-store.ts'
import { endJobs } from '../../src/events/process/job-store.ts'
import { createEventWorker } from '../../src/events/process/event-worker.ts'
import { silentLog } from '../../src/core/log.ts'
import {
  bodiesOf,
  eventRow,
  jobOf,
  letPass,
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

const running = await startPlatform({ callTimeoutMs: 2_000 })
await makeDays(running)
/** Another node on the same database. */
await startPlatform({ beside: running, callTimeoutMs: 2_000 })
/** Where nobody works while a job is claimed by the one who dies. */
const quiet = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
await makeDays(quiet)
const platform = platformClient(running)
const control = storeControl(running)
const { db } = running.app.rooms.database

const store = await newStore(control, 4101, { products: 6, orders: 3, customers: 2 })
const instance = await connectByToken(platform, store)
const id = Number(instance['id'])
await configure({ 'event.notification.enabled': 'true', 'event.vendor.type': 'webhook' })

async function configure(configuration: Record<string, string>, instanceId = id) {
  record(await platform('PATCH', `/instances/${instanceId}`, { body: { configuration } }))
  // Calls are counted and disturbed here: nobody else is to make any.
  await sql`update event_sources set next_due_at = null`.execute(db)
  await vi.waitFor(async () => {
    const { rows } = await sql`select from event_sources where leased_until > now()`.execute(db)
    expect(rows).toEqual([])
  })
}
const fault = (body: Record<string, unknown>) => control('POST', '/faults', { body }).then(record)

const token = { authorization: `Bearer ${store.token}` }
async function vendor(method: string, path: string, body?: unknown) {
  const url = `${running.sandboxUrl}/ecwid/api/v3/4101${path}`
  const answer = await running.request(method, url, { headers: token, body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as Record<string, unknown>
}
const aProduct = async () => {
  const { id: made } = await vendor('POST', '/products', { name: 'Told', price: 5 })
  return Number(made)
}

beforeEach(async () => {
  await control('DELETE', '/faults')
  await control('DELETE', '/calls')
})

describe('an event', () => {
  it('is told as the old platform told it', async () => {
    const product = await aProduct()
    await platform('PATCH', `/instances/${id}`, { body: { tags: ['blue'] } })
    const [event = 0] = await storeWebhooks(running, id, [
      { eventType: 'product.updated', entityId: product, storeId: 4101, big: 1 },
    ])
    expect(await processed(running, event)).toMatchObject({ status: 'DISPATCHED', reason: null })
    const [body = ''] = await bodiesOf(running, event)
    const told = JSON.parse(body) as Record<string, Record<string, unknown>>
    expect(told).toEqual({
      message: {
        elementKey: 'ecwid',
        accountId: running.first.accountId,
        companyId: running.first.organizationId,
        userId: running.first.userId,
        eventId: String(event),
        instanceId: id,
        instance_id: id,
        instanceName: 'Store 4101',
        instanceTags: ['blue'],
        raw: {
          eventId: expect.any(String) as string,
          eventType: 'product.updated',
          entityId: product,
          storeId: 4101,
          big: 1,
          objectType: 'products',
        },
        events: [
          {
            objectType: 'products',
            objectId: String(product),
            eventType: 'UPDATED',
            elementKey: 'ecwid',
            hubKey: 'ecommerce',
            date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
          },
        ],
      },
      topic: `instance-${id}-ecwid-events`,
      severity: 'low',
      from: 'ecwid',
      id: expect.any(Number) as number,
      createdDate: expect.any(String) as string,
    })
    expect(Object.keys(told)).toEqual(['message', 'topic', 'severity', 'from', 'id', 'createdDate'])
  })

  it('of a kind that is not declared, or not wanted, is kept and told of nobody', async () => {
    const [unknown = 0] = await storeWebhooks(running, id, [{ eventType: 'size_chart.updated' }])
    expect(await processed(running, unknown)).toMatchObject({
      status: 'CONSUMED',
      reason: expect.stringContaining('size_chart.updated') as string,
    })
    const other = await connectByToken(platform, store)
    const otherId = Number(other['id'])
    await configure({ 'event.notification.enabled': 'true', 'event.objects': 'orders' }, otherId)
    const [unwanted = 0] = await storeWebhooks(running, otherId, [
      { eventType: 'product.updated', entityId: 1 },
    ])
    expect(await processed(running, unwanted)).toMatchObject({
      status: 'CONSUMED',
      reason: expect.stringContaining('event.objects') as string,
    })
    await configure({ 'event.notification.enabled': 'false' }, otherId)
    const [off = 0] = await storeWebhooks(running, otherId, [
      { eventType: 'order.updated', entityId: 1 },
    ])
    expect(await processed(running, off)).toMatchObject({ status: 'CONSUMED' })
    record(await platform('DELETE', `/instances/${otherId}`))
    const [gone = 0] = await storeWebhooks(running, otherId, [
      { eventType: 'order.updated', entityId: 1 },
    ])
    expect(await processed(running, gone)).toMatchObject({
      status: 'CONSUMED',
      reason: 'The instance was deleted',
    })
  })

  it('of a poll is told in tens, each with the whole payload', async () => {
    const events = Array.from({ length: 23 }, (_, index) => ({
      objectType: 'products',
      objectId: String(index),
      eventType: 'CREATED',
      date: '2026-03-01T10:00:00Z',
      pollDate: '2026-03-01T10:05:00Z',
    }))
    const raw = {
      instance_id: id,
      objectType: 'products',
      eventId: 'p',
      events,
      products: [{ id: 1 }],
    }
    const [event = 0] = await storeWebhooks(running, id, [{ eventType: 'x' }], {
      source: 'poll',
      raw: Buffer.from(JSON.stringify(raw)),
    })
    await processed(running, event)
    const bodies = (await bodiesOf(running, event)).map(
      (body) => (JSON.parse(body) as { message: { events: unknown[]; raw: unknown } }).message,
    )
    expect(bodies.map((body) => body.events.length)).toEqual([10, 10, 3])
    for (const body of bodies) expect(body.raw).toEqual(raw)
    expect(bodies[0]?.events[0]).toMatchObject({ pollDate: '2026-03-01T10:05:00Z' })
    expect(await callsSeen(control, '/api/v3/4101')).toBe(0)
  })
})

describe('a webhook that comes late', () => {
  const minutesAfter = (date: string, minutes: number) =>
    new Date(Date.parse(date) + minutes * 60_000).toISOString()
  /** As a reconciling poll tells it that asks so many minutes after the change. */
  async function found(product: number, minutes: number): Promise<number> {
    const date = (await changedAt(product)).toISOString()
    const name = { objectType: 'products', objectId: String(product), eventType: 'CREATED' }
    const raw = { events: [{ ...name, date, pollDate: minutesAfter(date, minutes) }] }
    const [event = 0] = await storeWebhooks(running, id, [{ eventType: 'x' }], {
      source: 'reconcile',
      raw: Buffer.from(JSON.stringify(raw)),
    })
    await sql`update event_sources set last_event_at = now()
      where instance_id = ${id} and kind = 'reconcile'`.execute(db)
    expect(await processed(running, event)).toMatchObject({ status: 'DISPATCHED' })
    return event
  }
  const changedAt = async (product: number) => {
    const { updated } = await vendor('GET', `/products/${product}`)
    return new Date(String(updated))
  }
  async function arrives(product: number, secondsLater = 0) {
    const occurredAt = new Date((await changedAt(product)).getTime() + secondsLater * 1000)
    const hook = { eventType: 'product.updated', entityId: product }
    const [event = 0] = await storeWebhooks(running, id, [hook], { occurredAt })
    return processed(running, event)
  }

  it('for what was found by asking is consumed; what happened since is told', async () => {
    const [product, another] = [await aProduct(), await aProduct()]
    await found(product, 6)
    expect(await arrives(product)).toMatchObject({
      status: 'CONSUMED',
      reason: expect.stringContaining('found by asking') as string,
    })
    expect(await arrives(another)).toMatchObject({ status: 'DISPATCHED' })
    expect(await arrives(product, 5)).toMatchObject({ status: 'DISPATCHED' })
  })

  it('is told where it is not certain that the poll read it, or when nobody was told', async () => {
    const compared = await aProduct()
    await found(compared, 0)
    expect(await arrives(compared)).toMatchObject({ status: 'DISPATCHED' })
    const unwanted = await aProduct()
    const event = await found(unwanted, 6)
    await sql`update events set status = 'CONSUMED' where id = ${event}`.execute(db)
    expect(await arrives(unwanted)).toMatchObject({ status: 'DISPATCHED' })
  })
})

describe('reading again', () => {
  const path = '/api/v3/4101/products'

  it('reads a record once for many events, and tells its own time; repeats are consumed', async () => {
    const product = await aProduct()
    await control('DELETE', '/calls')
    const hook = { eventType: 'product.updated', entityId: product }
    const events = await storeWebhooks(running, id, [hook, hook, hook])
    const rows = await Promise.all(events.map((event) => processed(running, event)))
    const statuses = rows.map(({ status }) => status).toSorted()
    expect(statuses).toEqual(['CONSUMED', 'CONSUMED', 'DISPATCHED'])
    const repeats = rows.filter(({ status }) => status === 'CONSUMED')
    expect(repeats.map(({ reason }) => reason?.includes('repeat'))).toEqual([true, true])
    // Once for each node that claimed some of the three.
    const reads = await callsSeen(control, `${path}/${product}`)
    expect([1, 2]).toContain(reads)
    const { updated } = await vendor('GET', `/products/${product}`)
    const told = rows.find(({ status }) => status === 'DISPATCHED')
    expect(told?.normalized).toMatchObject([
      { date: new Date(String(updated)).toISOString().replace('.000Z', 'Z') },
    ])
    // A repeat that comes later is known as well; a real change is told.
    const [late = 0] = await storeWebhooks(running, id, [hook])
    expect(await processed(running, late)).toMatchObject({ status: 'CONSUMED' })
    await vendor('PUT', `/products/${product}`, { name: 'Told anew' })
    const [changed = 0] = await storeWebhooks(running, id, [hook])
    expect(await processed(running, changed)).toMatchObject({ status: 'DISPATCHED' })
  })

  it('says DELETED for what is gone, whatever the vendor said, once both had time to agree', async () => {
    const product = await aProduct()
    await vendor('DELETE', `/products/${product}`)
    const [deleted = 0] = await storeWebhooks(running, id, [
      { eventType: 'product.deleted', entityId: product },
    ])
    expect(await processed(running, deleted)).toMatchObject({
      status: 'DISPATCHED',
      normalized: [{ eventType: 'DELETED', objectId: String(product) }],
    })
    const other = await aProduct()
    await vendor('DELETE', `/products/${other}`)
    const [updated = 0] = await storeWebhooks(running, id, [
      { eventType: 'product.updated', entityId: other },
    ])
    await vi.waitFor(async () =>
      expect((await jobOf(running, updated))?.waitsMs).toBeGreaterThan(0),
    )
    expect(await eventRow(running, updated)).toMatchObject({ status: 'NEW' })
    await letPass(running, '1 minute')
    expect(await processed(running, updated)).toMatchObject({
      status: 'DISPATCHED',
      normalized: [{ eventType: 'DELETED' }],
    })
  })

  it('says UPDATED for what is there although the vendor said that it is gone', async () => {
    const product = await aProduct()
    const [event = 0] = await storeWebhooks(running, id, [
      { eventType: 'product.deleted', entityId: product },
    ])
    await vi.waitFor(async () => expect(await jobOf(running, event)).toBeDefined())
    await letPass(running, '1 minute')
    expect(await processed(running, event)).toMatchObject({
      status: 'DISPATCHED',
      normalized: [{ eventType: 'UPDATED' }],
    })
  })

  it.each<[string, Record<string, unknown>, number]>([
    ['500', { fault: 500 }, 5_000],
    ['429', { fault: 429, retryAfterSeconds: 40 }, 35_000],
    ['silence', { fault: 'timeout' }, 5_000],
  ])('waits while the vendor answers %s, and reads later', async (_name, words, leastMs) => {
    const own = await newStore(control, 4200 + leastMs / 1000 + String(words['fault']).length, {
      products: 1,
    })
    const mine = await connectByToken(platform, own)
    const mineId = Number(mine['id'])
    await configure({ 'event.notification.enabled': 'true' }, mineId)
    await fault({ match: `GET /api/v3/${own.storeId}/products/`, times: 3, ...words })
    const [event = 0] = await storeWebhooks(running, mineId, [
      { eventType: 'product.updated', entityId: 424242 },
    ])
    const job = await vi.waitFor(
      async () => {
        const waiting = await jobOf(running, event)
        expect(waiting?.failures).toBe(1)
        return waiting
      },
      { timeout: 15_000 },
    )
    expect(job?.waitsMs).toBeGreaterThan(leastMs)
    expect(await eventRow(running, event)).toMatchObject({ status: 'NEW' })
  })

  it('tells unread what cannot be read for hours', async () => {
    const product = await aProduct()
    await fault({ match: `GET ${path}/${product}`, fault: 500, times: 1000 })
    const [event = 0] = await storeWebhooks(running, id, [
      { eventType: 'product.updated', entityId: product },
    ])
    await vi.waitFor(async () => expect((await jobOf(running, event))?.failures).toBe(1), 10_000)
    const waiting = record(await platform('GET', `/instances/events/${event}`))
    expect(waiting).toMatchObject({
      status: 'NEW',
      reason: expect.stringContaining('500') as string,
    })
    expect(Date.parse(String(waiting['nextTryDate']))).toBeGreaterThan(Date.now())
    expect(rows(await platform('GET', `/instances/${id}/events`))[0]).toEqual(waiting)
    await sql`update event_jobs set failures = 8 where event_id = ${event}`.execute(db)
    await letPass(running, '1 hour')
    expect(await processed(running, event)).toMatchObject({
      status: 'DISPATCHED',
      normalized: [{ eventType: 'UPDATED', unread: true }],
    })
    expect((await bodiesOf(running, event))[0]).toContain('"unread":true')
    const told = record(await platform('GET', `/instances/events/${event}`))
    expect(told).not.toHaveProperty('reason')
    expect(told).not.toHaveProperty('nextTryDate')
  })

  it('waits with the reason while the credentials are refused, and goes on with others', async () => {
    const other = await newStore(control, 4107, { products: 1 })
    const shop = await connectByToken(platform, other)
    const instanceId = Number(shop['id'])
    const asShop = { token: String(shop['token']) }
    const [product] = rows(await running.request('GET', '/hubs/ecommerce/products', asShop))
    await configure(
      { 'event.notification.enabled': 'true', 'event.vendor.type': 'webhook' },
      instanceId,
    )
    await control('DELETE', '/stores/4107/tokens')
    const [event = 0] = await storeWebhooks(running, instanceId, [
      { eventType: 'product.updated', entityId: Number(product?.['id']) },
    ])
    const shown = async () => record(await platform('GET', `/instances/events/${event}`))
    await vi.waitFor(
      async () =>
        expect(await shown()).toMatchObject({
          status: 'NEW',
          reason: expect.stringContaining('no longer accepts') as string,
          nextTryDate: expect.any(String) as string,
        }),
      10_000,
    )
    await sql`update event_jobs set due_at = now() + interval '1 hour' where event_id = ${event}`.execute(
      db,
    )
    const { token: fresh } = record(await control('POST', '/stores/4107/tokens', { body: {} }))
    await configure({ 'oauth.user.token': String(fresh) }, instanceId)
    expect(await processed(running, event)).toMatchObject({ status: 'DISPATCHED', reason: null })
  })

  it('is left out where the instance says so', async () => {
    const other = await connectByToken(platform, store)
    await configure(
      { 'event.notification.enabled': 'true', 'event.hydrate': 'false' },
      Number(other['id']),
    )
    await control('DELETE', '/calls')
    const [event = 0] = await storeWebhooks(running, Number(other['id']), [
      { eventType: 'product.updated', entityId: 31337 },
    ])
    expect(await processed(running, event)).toMatchObject({ status: 'DISPATCHED' })
    expect(await callsSeen(control, '/api/v3/4101')).toBe(0)
  })
})

describe('a worker that dies', () => {
  it('is taken over when its lease ends; what it does afterwards is refused', async () => {
    const shop = await newStore(storeControl(quiet), 4301)
    const mine = await connectByToken(platformClient(quiet), shop)
    const mineId = Number(mine['id'])
    record(
      await quiet.request('PATCH', `/instances/${mineId}`, {
        body: {
          configuration: { 'event.notification.enabled': 'true', 'event.hydrate': 'false' },
        },
      }),
    )
    const [event = 0] = await storeWebhooks(quiet, mineId, [
      { eventType: 'product.updated', entityId: 1 },
    ])
    const quietDb = quiet.app.rooms.database
    const question = { size: 10, afterOrganization: 0, busy: new Map<number, number>() }
    const [dead] = await claimJobs(quietDb.db, question)
    expect(dead?.eventId).toBe(event)
    expect(await claimJobs(quietDb.db, question)).toEqual([])
    await sql`update event_jobs set leased_until = now() - interval '1 second'`.execute(quietDb.db)
    const worker = await createEventWorker({
      ...quiet.app.rooms,
      publicUrl: () => quiet.url,
      log: silentLog,
    })
    worker.start()
    expect(await processed(quiet, event)).toMatchObject({ status: 'DISPATCHED' })
    await worker.close()
    if (dead === undefined) throw new Error('No job was claimed')
    expect((await endJobs(quietDb.db, [dead])).size).toBe(0)
    expect(await bodiesOf(quiet, event)).toHaveLength(1)
  })
})

describe('two nodes', () => {
  it('process each event once', async () => {
    await configure({ 'event.hydrate': 'false' })
    const hooks = Array.from({ length: 1500 }, (_, index) => ({
      eventType: 'product.updated',
      entityId: index + 1,
    }))
    const events = await storeWebhooks(running, id, hooks)
    await vi.waitFor(
      async () => {
        const { rows } = await sql<{ count: number }>`select count(*) from event_jobs
          where event_id = any(${events}::bigint[])`.execute(db)
        expect(rows[0]?.count).toBe(0)
      },
      { timeout: 20_000 },
    )
    const { rows } = await sql<{ told: number; events: number }>`
      select count(*) as told, count(distinct event_id) as events from notifications
      where event_id = any(${events}::bigint[])`.execute(db)
    expect(rows[0]).toEqual({ told: 1500, events: 1500 })
    await configure({ 'event.hydrate': 'true' })
  })
})
