/** Webhooks of the sandbox's stores, from the vendor's request to the stored event. */
import { createHmac, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startPlatform, type Answer, type Tenant } from '../support/start-platform.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { makeEventDays } from '../support/event-days.ts'

const platform = await startPlatform()
/** Another node, which has an app of the platform's as well. */
const node = await startPlatform({
  beside: platform,
  env: {
    HUBWRIGHT_VENDOR_ECWID_API_URL: `${platform.sandboxUrl}/ecwid`,
    HUBWRIGHT_VENDOR_ECWID_AUTH_URL: `${platform.sandboxUrl}/ecwid`,
    HUBWRIGHT_VENDOR_ECWID_CLIENT_ID: 'app-of-platform',
    HUBWRIGHT_VENDOR_ECWID_CLIENT_SECRET: 'secret-of-platform',
  },
})
const there = `${node.api}/events/ecwid`
const { first, second, app } = platform
const { receiving } = app.rooms
const { pool } = app.rooms.database
const address = `${platform.api}/events/ecwid`
const storeId = 1003

beforeAll(() => makeEventDays(app.rooms.database))
async function clear() {
  await pool.query('truncate events, event_keys, event_jobs, quarantined_webhooks')
  await pool.query('delete from instances')
  await pool.query('delete from vendor_apps')
}
// Again when it meets somebody who is at work on what goes.
beforeEach(() => vi.waitFor(clear, 10_000))

interface Row {
  instance_id: number
  organization_id: number
  vendor_event_id: string
  occurred_at: Date
  content_type: string
  raw: Buffer
  source: string
}
const stored = async () =>
  (await pool.query<Row>('select * from events order by instance_id, id')).rows
const instanceIds = async () => (await stored()).map((row) => row.instance_id)

const byWebhook = { 'event.notification.enabled': 'true', 'event.vendor.type': 'webhook' }

/** An instance of the sandbox's store, with a client secret and events of its own. */
async function connect(
  tenant: Tenant,
  secret: string | undefined,
  more: Record<string, string> = byWebhook,
): Promise<number> {
  const { body } = await platform.sandbox('POST', '/_control/ecwid/demo-instance')
  const { configuration } = body as { configuration: Record<string, string> }
  const app_ = secret === undefined ? {} : { 'oauth.api.key': 'app', 'oauth.api.secret': secret }
  const { id } = await connectDemoInstance(platform, tenant, {
    configuration: { ...configuration, ...app_, ...more },
  })
  return id
}

const configure = (id: number, configuration: Record<string, string>, tenant = first) =>
  platform.request('PATCH', `/instances/${id}`, { tenant, body: { configuration } })

async function emit(secret: string, event: Record<string, unknown> = {}): Promise<number[]> {
  await platform.sandbox('PUT', `/_control/ecwid/stores/${storeId}/webhook`, {
    url: address,
    clientSecret: secret,
  })
  const { body } = await platform.sandbox('POST', `/_control/ecwid/stores/${storeId}/emit`, {
    eventType: 'order.updated',
    entityId: 412,
    data: { orderId: '412' },
    ...event,
  })
  const { attempts } = body as { attempts: { status: number }[] }
  return attempts.map(({ status }) => status)
}

/** A webhook as the vendor would sign it. */
function signed(secret: string, change: Record<string, unknown> = {}) {
  const event = {
    eventId: randomUUID(),
    eventCreated: Math.floor(Date.now() / 1000),
    storeId,
    entityId: 412,
    eventType: 'order.updated',
    ...change,
  }
  const signature = createHmac('sha256', secret)
    .update(`${event.eventCreated}.${event.eventId}`)
    .digest('base64')
  return {
    event,
    body: JSON.stringify(event),
    headers: {
      'x-ecwid-webhook-signature': signature,
      'content-type': 'application/json; charset=UTF-8',
      authorization: null,
    },
  }
}
const post = (url: string, webhook: Pick<ReturnType<typeof signed>, 'body' | 'headers'>) =>
  platform.request('POST', url, webhook)

/** All but what is another one in each answer. */
const shapeOf = ({ status, body }: Answer) => ({
  status,
  body: { ...(body as object), requestId: '' },
})

describe("a store's webhook", () => {
  it('is stored byte for byte for each of its instances, and then answered', async () => {
    const ids = [await connect(first, 'secret-1'), await connect(first, 'secret-1')]
    const webhook = signed('secret-1', {
      entityId: 9_007_199_254_740_993n.toString(),
      note: 'é\u2028',
    })
    // White space and a number that JavaScript cannot hold.
    const body = webhook.body.replace('"9007199254740993"', '  9007199254740993 ').concat('\r\n')
    const before = Date.now()
    const answer = await post(address, { ...webhook, body })
    expect([answer.status, answer.body]).toEqual([200, undefined])
    const rows = await stored()
    expect(rows.map((row) => row.instance_id)).toEqual(ids)
    for (const row of rows) {
      expect(row).toMatchObject({
        organization_id: first.organizationId,
        vendor_event_id: webhook.event.eventId,
        content_type: 'application/json; charset=UTF-8',
        source: 'webhook',
        occurred_at: new Date(webhook.event.eventCreated * 1000),
      })
      expect(row.raw.equals(Buffer.from(body))).toBe(true)
    }
    expect(Date.now() - before).toBeLessThan(5000)
    const jobs = await pool.query('select 1 from event_jobs')
    expect(jobs.rowCount).toBe(2)
  })

  it('arrives from the sandbox, and its repeats are stored once', async () => {
    const id = await connect(first, 'secret-1')
    const event = { eventId: 'again', copies: 3 }
    expect(await emit('secret-1', event)).toEqual([200, 200, 200])
    expect(await emit('secret-1', event)).toEqual([200, 200, 200])
    expect(await instanceIds()).toEqual([id])
  })

  it.each([
    ['missing'],
    ['empty'],
    ['cut'],
    ['stale'],
    ['future'],
    ['unreadable'],
    ['unknown connector'],
    ['unknown token'],
    ['strange id'],
  ])(
    'with a %s proof is a 401 that tells no more than the others, and stores nothing',
    async (what) => {
      await connect(first, 'secret-1')
      const now = Math.floor(Date.now() / 1000)
      const good = signed('secret-1')
      const withSignature = (value: string) => ({
        ...good,
        headers: { ...good.headers, 'x-ecwid-webhook-signature': value },
      })
      const reference = await post(address, withSignature('A'))
      const { 'x-ecwid-webhook-signature': _none, ...unsigned } = good.headers
      const webhooks: Record<string, () => Promise<Answer>> = {
        missing: () => platform.request('POST', address, { ...good, headers: unsigned }),
        empty: () => post(address, withSignature('')),
        cut: () => post(address, withSignature(good.headers['x-ecwid-webhook-signature'].slice(4))),
        stale: () => post(address, signed('secret-1', { eventCreated: now - 93_700 })),
        future: () => post(address, signed('secret-1', { eventCreated: now + 400 })),
        unreadable: () => post(address, { ...good, body: '{' }),
        'unknown connector': () => post(`${platform.api}/events/nobody`, good),
        'unknown token': () => post(`${address}/hooks/hbw_hook_${'a'.repeat(43)}`, good),
        'strange id': () => post(`${address}/MA==`, good),
      }
      const answer = await (webhooks[what] as () => Promise<Answer>)()
      expect(answer.status).toBe(401)
      expect(shapeOf(answer)).toEqual(shapeOf(reference))
      expect(await stored()).toEqual([])
      const kept = await pool.query('select 1 from quarantined_webhooks')
      expect(kept.rowCount).toBe(0)
    },
  )

  it('costs no reading once it is warm', async () => {
    await connect(first, 'secret-1')
    const { database } = app.rooms
    let sent = 0
    // For a moment after its change an instance is looked up each time.
    await vi.waitFor(
      async () => {
        const before = database.countStatements()
        expect((await post(address, signed('secret-1'))).status).toBe(200)
        const used = database.countStatements() - before
        sent += 1
        expect(await stored()).toHaveLength(sent)
        // begin, the one that stores, the notice, commit
        expect(used).toBeLessThanOrEqual(4)
      },
      { timeout: 10_000, interval: 200 },
    )
  })

  it('reaches nobody whose secret is another one, whatever store he says he has', async () => {
    const own = await connect(first, 'secret-1')
    const other = await connect(second, 'secret-2')
    await post(address, signed('secret-1'))
    expect(await instanceIds()).toEqual([own])
    await post(address, signed('secret-2'))
    expect(await instanceIds()).toEqual([own, other].toSorted((a, b) => a - b))
    const rows = await stored()
    expect(new Set(rows.map((row) => row.organization_id))).toEqual(
      new Set([first.organizationId, second.organizationId]),
    )
    // Not even at its own address, or named by its id.
    const own2 = await platform.request('GET', `/instances/${other}/webhook`, { tenant: second })
    await post((own2.body as { url: string }).url, signed('secret-1'))
    await post(`${address}/${Buffer.from(String(other)).toString('base64')}`, signed('secret-1'))
    expect(await stored()).toHaveLength(2)
  })

  it.each([
    '{}',
    '{"event.notification.enabled":"false","event.vendor.type":"webhook"}',
    '{"event.vendor.type":"polling","event.notification.enabled":"true"}',
  ])('is answered and dropped while the instance says %s', async (configuration) => {
    await connect(first, 'secret-1', JSON.parse(configuration) as Record<string, string>)
    const before = receiving.counts()['dropped'] ?? 0
    expect((await post(address, signed('secret-1'))).status).toBe(200)
    expect(receiving.counts()['dropped']).toBe(before + 1)
    expect(await stored()).toEqual([])
  })

  it('follows a change of the instance at once', async () => {
    const id = await connect(first, 'secret-1')
    const send = async (secret: string) => {
      await post(address, signed(secret))
      return (await stored()).length
    }
    expect(await send('secret-1')).toBe(1)
    await platform.request('DELETE', `/instances/${id}/enabled`)
    expect(await send('secret-1')).toBe(1)
    await platform.request('PUT', `/instances/${id}/enabled`)
    expect(await send('secret-1')).toBe(2)
    await configure(id, { 'oauth.api.key': 'app', 'oauth.api.secret': 'secret-9' })
    expect(await send('secret-1')).toBe(2)
    expect(await send('secret-9')).toBe(3)
    await platform.request('DELETE', `/instances/${id}`)
    expect(await send('secret-9')).toBe(3)
  })

  it('is proven by the app of the organization, and by no other organization’s', async () => {
    const app_ = (tenant: Tenant, clientSecret: string) =>
      platform.request('PUT', '/vendor-apps/ecwid', {
        tenant,
        body: { clientId: 'app', clientSecret },
      })
    await app_(first, 'secret-of-first')
    await app_(second, 'secret-of-second')
    const own = await connect(first, undefined)
    const other = await connect(second, undefined)
    await post(address, signed('secret-of-first'))
    expect(await instanceIds()).toEqual([own])
    await post(address, signed('secret-of-second'))
    expect(new Set(await instanceIds())).toEqual(new Set([own, other]))
    await app_(first, 'newer')
    await post(address, signed('newer'))
    expect((await instanceIds()).filter((id) => id === own)).toHaveLength(2)
  })

  it('proven by the app of the platform reaches no other organization that only claims the store', async () => {
    const own = await connect(first, undefined)
    // Whoever answers there may let every token in, so that nothing is proven by it.
    await connect(second, undefined, {
      ...byWebhook,
      'base.url': `${platform.sandboxUrl}/ecwid/api/v3/${storeId}`,
    })
    await post(there, signed('secret-of-platform'))
    expect(await instanceIds()).toEqual([own])
    const other = await connect(second, undefined)
    await vi.waitFor(async () => {
      await post(there, signed('secret-of-platform'))
      expect(await instanceIds()).toContain(other)
    })
    expect(new Set(await instanceIds())).toEqual(new Set([own, other]))
  })

  it('is judged by another node as the first one changes it', async () => {
    const id = await connect(first, 'secret-1')
    await post(there, signed('secret-1'))
    expect(await instanceIds()).toEqual([id])
    await configure(id, { 'oauth.api.key': 'app', 'oauth.api.secret': 'secret-2' })
    await vi.waitFor(async () => {
      const before = (await stored()).length
      await post(there, signed('secret-1'))
      expect(await stored()).toHaveLength(before)
    })
    const before = (await stored()).length
    await post(there, signed('secret-2'))
    expect(await stored()).toHaveLength(before + 1)
  })
})

describe('the other addresses', () => {
  it('lead to the instances that they name, padded or not', async () => {
    const id = await connect(first, 'secret-1')
    const other = await connect(first, 'secret-1')
    const encoded = Buffer.from(String(id)).toString('base64')
    for (const part of [encoded.replaceAll('=', ''), encodeURIComponent(encoded)]) {
      expect((await post(`${address}/${part}`, signed('secret-1'))).status).toBe(200)
    }
    const webhook = signed('secret-1')
    const headers = { ...webhook.headers, 'element-instances': `${other}` }
    await post(address, { ...webhook, headers })
    expect(await instanceIds()).toEqual([id, id, other])
  })

  it('of an instance alone cannot be guessed, are kept as a hash, and are shown to its owner', async () => {
    const id = await connect(first, 'secret-1')
    const shown = await platform.request('GET', `/instances/${id}/webhook`)
    const { url, connectorUrl } = shown.body as { url: string; connectorUrl: string }
    expect(connectorUrl).toBe(address)
    expect(url).toMatch(/\/elements\/api-v2\/events\/ecwid\/hooks\/hbw_hook_[\w-]{43}$/)
    expect(shown.body).toMatchObject({
      howToRegister: expect.stringContaining('Webhooks') as string,
      registersItself: false,
    })
    expect((await post(url, signed('secret-1'))).status).toBe(200)
    expect(await instanceIds()).toEqual([id])
    const row = await pool.query('select * from webhook_addresses')
    expect(JSON.stringify(row.rows)).not.toContain(url.split('/').at(-1))
    const foreign = await platform.request('GET', `/instances/${id}/webhook`, { tenant: second })
    expect(foreign.status).toBe(404)
    // Another store's webhook at the same address is none of its own.
    await post(url, signed('secret-1', { storeId: 77 }))
    expect(await stored()).toHaveLength(1)
  })

  it('take a payload in the query', async () => {
    const id = await connect(first, 'secret-1')
    const { body, headers } = signed('secret-1')
    const { 'content-type': _type, ...bare } = headers
    const answer = await platform.request('GET', address, {
      headers: bare,
      query: { payload: body },
    })
    expect(answer.status).toBe(200)
    const [row] = await stored()
    expect(row).toMatchObject({
      instance_id: id,
      content_type: 'application/x-www-form-urlencoded',
    })
    expect(row?.raw.toString()).toBe(new URLSearchParams({ payload: body }).toString())
  })
})

describe('what is too large', () => {
  it('is refused with 413 over 8 MB, and stored up to there', async () => {
    await connect(first, 'secret-1')
    const most = 8 * 1024 * 1024
    const { body, headers } = signed('secret-1')
    const filled = (length: number) => body + ' '.repeat(length - body.length)
    const large = await post(address, { body: filled(most + 1), headers })
    expect(large).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    expect(await stored()).toEqual([])
    expect((await post(address, { body: filled(most), headers })).status).toBe(200)
    expect((await stored())[0]?.raw).toHaveLength(most)
  })
})

describe('the quarantine', () => {
  it('keeps what nobody’s secret proves, and delivers it when the secret is set', async () => {
    const id = await connect(first, 'secret-1')
    expect(await emit('later')).toEqual([200])
    expect(await stored()).toEqual([])
    await configure(id, { 'oauth.api.key': 'app', 'oauth.api.secret': 'later' })
    await vi.waitFor(async () => expect(await instanceIds()).toEqual([id]), { timeout: 15_000 })
    const left = await pool.query('select 1 from quarantined_webhooks')
    expect(left.rowCount).toBe(0)
    expect((await stored())[0]?.raw.toString()).toContain('"orderId":"412"')
  })

  it('delivers to an instance that is made afterwards', async () => {
    expect(await emit('early')).toEqual([200])
    const id = await connect(first, 'early')
    await vi.waitFor(async () => expect(await instanceIds()).toEqual([id]), { timeout: 15_000 })
  })

  it('is bounded for each account', async () => {
    const rows = `select 'ecwid', '55', 'e' || n, '', '{}'::jsonb, '' from generate_series(1, 100) n`
    await pool.query(
      `insert into quarantined_webhooks (connector_key, vendor_account_id, vendor_event_id, content_type, headers, raw) ${rows}`,
    )
    expect((await post(address, signed('x', { storeId: 55 }))).status).toBe(200)
    expect((await post(address, signed('x', { storeId: 56 }))).status).toBe(200)
    const kept = await pool.query<{ n: string; account: string }>(
      'select count(*)::int as n, vendor_account_id as account from quarantined_webhooks group by 2 order by 2',
    )
    expect(kept.rows).toEqual([
      { account: '55', n: 100 },
      { account: '56', n: 1 },
    ])
  })
})

describe('a source', () => {
  const source = async (id: number) =>
    (
      await pool.query(`select * from event_sources where instance_id = $1 and kind = 'webhook'`, [
        id,
      ])
    ).rows[0] as Record<string, unknown> | undefined

  it('stands for the webhooks of an instance, and shows when one came', async () => {
    const id = await connect(first, 'secret-1')
    expect(await source(id)).toMatchObject({ last_event_at: null, resource: '' })
    await post(address, signed('secret-1'))
    await receiving.flush()
    // Again while another node is judging.
    const alive = await vi.waitFor(async () => {
      await app.rooms.sources.judge()
      const row = await source(id)
      expect(row).toMatchObject({ state: 'live', last_event_at: expect.any(Date) as Date })
      return row
    })
    // Nobody but the vendor proves that the vendor is there.
    await post(address, signed('wrong'))
    await receiving.flush()
    expect((await source(id))?.['last_event_at']).toEqual(alive?.['last_event_at'])
    await configure(id, { 'event.vendor.type': 'polling' })
    expect(await source(id)).toBeUndefined()
    await configure(id, { 'event.vendor.type': 'webhooks' })
    expect(await source(id)).toMatchObject({ last_event_at: null })
  })
})

describe('an unsigned order notification of old', () => {
  it('is answered, and nothing of it is stored', async () => {
    await connect(first, 'secret-1')
    const before = receiving.counts()['hinted'] ?? 0
    const form = new URLSearchParams({
      owner_id: String(storeId),
      event_type: 'new_order',
      order_id: '412',
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: null }
    const answer = await platform.request('POST', address, { body: form.toString(), headers })
    expect(answer.status).toBe(200)
    expect(receiving.counts()['hinted']).toBe(before + 1)
    form.delete('order_id')
    const other = await platform.request('POST', address, { body: form.toString(), headers })
    expect(other.status).toBe(401)
    expect(await stored()).toEqual([])
  })
})

describe('a poll that its owner plays', () => {
  const poll = (id: number, body: unknown, options: object = {}) =>
    platform.request('POST', `/events/ecwidPolling/${Buffer.from(String(id)).toString('base64')}`, {
      body,
      headers: { id: String(id), authorization: first.authorization },
      ...options,
    })
  const found = (id: number) => ({
    instance_id: id,
    objectType: 'orders',
    eventId: '412',
    events: [],
    orders: [{ id: '412' }],
  })

  it('is stored each time, as a poll', async () => {
    const id = await connect(first, undefined)
    const { token } = (await platform.request('GET', `/instances/${id}`)).body as { token: string }
    expect((await poll(id, found(id))).status).toBe(200)
    expect((await poll(id, found(id), { token, headers: { id: String(id) } })).status).toBe(200)
    const rows = await stored()
    expect(rows.map(({ source, instance_id: of }) => [source, of])).toEqual([
      ['poll', id],
      ['poll', id],
    ])
    expect(JSON.parse(rows[0]?.raw.toString() ?? '')).toEqual(found(id))
  })

  it('is its owner’s alone', async () => {
    const id = await connect(first, undefined)
    const foreign = await poll(id, found(id), { headers: { authorization: second.authorization } })
    expect(foreign.status).toBe(404)
    const nobody = await poll(id, found(id), { headers: { authorization: null } })
    expect(nobody.status).toBe(401)
    expect(await stored()).toEqual([])
  })

  it('of more changes than one event may tell is refused', async () => {
    const id = await connect(first, undefined)
    const events = Array.from({ length: 501 }, () => ({}))
    expect(await poll(id, { ...found(id), events })).toMatchObject({
      status: 400,
      body: {
        details: [{ path: '/events', message: expect.stringMatching(/at most 500/) as string }],
      },
    })
    expect(await stored()).toEqual([])
  })

  it.each([
    [[], '/'],
    [{ objectType: 'orders' }, '/eventId'],
    [{ eventId: '1' }, '/objectType'],
    [{ instance_id: 5, objectType: 'orders', eventId: '1' }, '/instance_id'],
  ])('%j is none, and it says why', async (body, path) => {
    const id = await connect(first, undefined)
    const answer = await poll(id, body)
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path }] } })
    expect((await poll(id, found(id), { headers: { id: '5' } })).status).toBe(400)
  })
})
