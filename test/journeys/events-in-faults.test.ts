/** Webhooks while the store fails, and webhooks that nobody sane would send. */
import { createHmac, randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { Client } from 'pg'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { request as send } from 'undici'
import { startPlatform } from '../support/start-platform.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { makeEventDays } from '../support/event-days.ts'

const platform = await startPlatform()
const { first, app } = platform
const { pool } = app.rooms.database
const address = `${platform.api}/events/ecwid`
let ownAddress = ''
let instanceId = 0

beforeAll(async () => {
  await makeEventDays(app.rooms.database)
  const { id } = await connectDemoInstance(platform, first, {
    configuration: {
      'oauth.user.token': 'secret_sandbox_1003',
      'ecwid.store.id': '1003',
      'oauth.api.key': 'app',
      'oauth.api.secret': 'secret-1',
      'event.notification.enabled': 'true',
      'event.vendor.type': 'webhook',
    },
  })
  instanceId = id
  const shown = await platform.request('GET', `/instances/${id}/webhook`)
  ownAddress = (shown.body as { url: string }).url
})

const count = async () =>
  (await pool.query<{ n: number }>('select count(*)::int as n from events')).rows[0]?.n

/** Events stored by one transaction came in, by the database's clock, at one time. */
async function countCommits(): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(distinct received_at)::int as n from events',
  )
  return rows[0]?.n ?? 0
}

async function post(eventId: string): Promise<{ status: number; retryAfter: string | undefined }> {
  const eventCreated = Math.floor(Date.now() / 1000)
  const event = { eventId, eventCreated, storeId: 1003, entityId: 1, eventType: 'product.updated' }
  const signature = createHmac('sha256', 'secret-1')
    .update(`${eventCreated}.${eventId}`)
    .digest('base64')
  const answer = await platform.request('POST', address, {
    body: event,
    headers: { authorization: null, 'x-ecwid-webhook-signature': signature },
  })
  return { status: answer.status, retryAfter: answer.headers['retry-after'] }
}

describe('while the store', () => {
  it('refuses what is stored, the vendor is told to send it again, and is believed when it does', async () => {
    expect((await post(randomUUID())).status).toBe(200)
    const before = await count()
    await pool.query('alter table event_jobs rename to event_jobs_gone')
    const ids = Array.from({ length: 5 }, () => randomUUID())
    const answers = await Promise.all(ids.map(post))
    expect(answers).toEqual(ids.map(() => ({ status: 503, retryAfter: '10' })))
    await pool.query('alter table event_jobs_gone rename to event_jobs')
    expect(await count()).toBe(before)
    expect((await Promise.all(ids.map(post))).map(({ status }) => status)).toEqual(
      ids.map(() => 200),
    )
    expect(await count()).toBe((before ?? 0) + ids.length)
  })

  it('is away, nothing is answered yes, and all goes on when it is back', async () => {
    const { rows } = await pool.query<{ name: string }>('select current_database() as name')
    const name = rows[0]?.name ?? ''
    const owner = new Client({ ...inject('templateDatabase'), database: 'postgres' })
    await owner.connect()
    const before = (await count()) ?? 0
    const id = randomUUID()
    try {
      await owner.query(`alter database ${name} with allow_connections false`)
      await owner.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
      const answer = await post(id)
      expect(answer.status).toBe(503)
      expect(Number(answer.retryAfter)).toBeGreaterThan(0)
    } finally {
      await owner.query(`alter database ${name} with allow_connections true`)
      await owner.end()
    }
    await vi.waitFor(async () => expect((await post(id)).status).toBe(200), { timeout: 10_000 })
    expect(await count()).toBe(before + 1)
  })
})

describe('many at once', () => {
  it('share commits, and each is stored once', async () => {
    const before = (await count()) ?? 0
    const ids = Array.from({ length: 300 }, () => randomUUID())
    await post(randomUUID())
    const commits = await countCommits()
    const answers = await Promise.all([...ids, ...ids].map(post))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect((await countCommits()) - commits).toBeLessThan(ids.length / 3)
    expect(await count()).toBe(before + 1 + ids.length)
  })
})

describe('hostile webhooks', () => {
  it('are refused, whatever they are and wherever they go, and none is stored', async () => {
    const before = await count()
    const known = [
      'eventId',
      'eventCreated',
      'storeId',
      'entityId',
      '__proto__',
      'owner_id',
      'order_id',
    ]
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        1003,
        '1003',
        null,
        -1,
        1e308,
        [],
        {},
        '\u0000',
        '\ud800',
        'x'.repeat(5000),
      ),
      fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }),
      fc.string(),
    )
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc
        .dictionary(fc.constantFrom(...known), value)
        .map((one) => Buffer.from(JSON.stringify(one))),
      fc
        .dictionary(fc.constantFrom(...known), fc.string())
        .map((one) => Buffer.from(new URLSearchParams(one).toString())),
      fc.constantFrom('', 'null', '{"a":'.repeat(3000), '[1,]').map((text) => Buffer.from(text)),
    )
    const signature = fc.oneof(
      fc.constantFrom(undefined, '', 'x', `sha256=${'a'.repeat(64)}`),
      fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Buffer.from(bytes).toString('base64')),
    )
    const type = fc.constantFrom(
      undefined,
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain; charset=utf-16',
      'multipart/form-data; boundary=x',
    )
    const encoded = Buffer.from(String(instanceId)).toString('base64')
    const target = fc.constantFrom(
      address,
      `${address}/${encodeURIComponent(encoded)}`,
      `${address}/%F0%9F%98%80`,
      ownAddress,
      `${ownAddress}x`,
      `${platform.api}/events/constructor`,
      `${address}?eventtype=%00`.replace('%00', 'x'),
    )
    const ids = fc.constantFrom(undefined, String(instanceId), '1,2,3', 'x', '-1')
    await fc.assert(
      fc.asyncProperty(
        body,
        signature,
        type,
        target,
        ids,
        async (bytes, sign, kind, url, named) => {
          const answer = await send(url, {
            method: 'POST',
            body: bytes,
            headers: {
              ...(sign === undefined ? {} : { 'x-ecwid-webhook-signature': sign }),
              ...(kind === undefined ? {} : { 'content-type': kind }),
              ...(named === undefined ? {} : { 'element-instances': named }),
            },
          })
          await answer.body.dump()
          expect([200, 401]).toContain(answer.statusCode)
        },
      ),
      { numRuns: 300 },
    )
    expect(await count()).toBe(before)
  })
})
