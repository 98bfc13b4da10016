/** Vendors that register webhooks through their API, and those that sign nothing. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { makeEventDays } from '../support/event-days.ts'
import { startWebhookVendor } from './webhook-vendor.ts'

const vendor = await startWebhookVendor()
const platform = await startPlatform({
  sandbox: false,
  env: { HUBWRIGHT_CONNECTORS_DIR: vendor.folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' },
})
afterAll(() => vendor.close())
const { pool } = platform.app.rooms.database
const on = { 'event.notification.enabled': 'true' }

beforeAll(() => makeEventDays(platform.app.rooms.database))
async function clear() {
  await pool.query('truncate events, event_keys, event_jobs')
  await pool.query('delete from instances')
}
// Again when it meets a worker that is at work on what goes.
beforeEach(() => vi.waitFor(clear, 10_000))

async function connect(key: string, configuration: Record<string, string> = on): Promise<number> {
  const { status, body } = await platform.request('POST', '/instances', {
    body: {
      element: { key },
      name: 'A shop',
      configuration: { 'shop.token': 'good', 'shop.secret': 's1', ...configuration },
    },
  })
  expect(body).toMatchObject({ id: expect.any(Number) as number })
  expect(status).toBe(200)
  return (body as { id: number }).id
}
const configure = (id: number, configuration: Record<string, string>) =>
  platform.request('PATCH', `/instances/${id}`, { body: { configuration } })
const webhookOf = async (id: number) =>
  (await platform.request('GET', `/instances/${id}/webhook`)).body as Record<string, unknown>
const sourceOf = async (id: number) =>
  (
    await pool.query<Record<string, unknown>>(
      'select * from event_sources where instance_id = $1',
      [id],
    )
  ).rows[0]
const registered = (count: number) =>
  vi.waitFor(() => expect(vendor.webhooks.size).toBe(count), { timeout: 10_000 })
const events = async () =>
  (
    await pool.query<{ instance_id: number; headers: object; raw: Buffer }>(
      'select * from events order by id',
    )
  ).rows
/** What was put off is due now. */
const hurry = () =>
  pool.query(`update webhook_addresses set due_at = now() where due_at is not null`)

async function send(url: string, secret: string, body: string, time = '5') {
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const headers = {
    authorization: null,
    'content-type': 'application/json',
    'x-shop-time': time,
    'x-shop-signature': `v1=${signature}`,
  }
  return (await platform.request('POST', url, { body, headers })).status
}

describe('a webhook that is registered through the API of the vendor', () => {
  it('leads to the instance, and is taken back when the instance is deleted', async () => {
    const id = await connect('hookshop')
    await registered(1)
    const [[vendorId, url] = ['', '']] = vendor.webhooks
    expect(url).toMatch(/^http:\/\/.*\/events\/hookshop\/hooks\/hbw_hook_[\w-]{43}$/)
    await vi.waitFor(async () =>
      expect(await webhookOf(id)).toMatchObject({
        url,
        registersItself: true,
        registeredDate: expect.any(String) as string,
      }),
    )
    const { configuration } = (await platform.request('GET', `/instances/${id}`)).body as {
      configuration: Record<string, string>
    }
    expect(configuration['event.notification.subscription.id']).toBe(vendorId)
    expect(await send(url, 's1', '{"event":"e1"}')).toBe(200)
    // Another secret, and no account by which it could be found again.
    expect(await send(url, 's2', '{"event":"e2"}')).toBe(401)
    expect(await events()).toMatchObject([{ instance_id: id, headers: { 'x-shop-time': '5' } }])
    expect((await platform.request('DELETE', `/instances/${id}`)).status).toBe(200)
    expect(vendor.webhooks.size).toBe(0)
    expect(await send(url, 's1', '{"event":"e3"}')).toBe(401)
  })

  it('follows the switch and the choice of polling, at the same address', async () => {
    const id = await connect('hookshop', {})
    expect(await sourceOf(id)).toBeUndefined()
    await configure(id, on)
    await registered(1)
    const [url] = vendor.webhooks.values()
    await configure(id, { 'event.vendor.type': 'polling' })
    await registered(0)
    await configure(id, { 'event.vendor.type': 'webhook' })
    await registered(1)
    await configure(id, { 'event.notification.enabled': 'false' })
    await registered(0)
    await vi.waitFor(async () => expect(await webhookOf(id)).not.toHaveProperty('registeredDate'))
    await configure(id, on)
    await registered(1)
    expect([...vendor.webhooks.values()]).toEqual([url])
    await platform.request('DELETE', `/instances/${id}`)
  })

  it('shows why it failed, while the instance is there, and is tried again', async () => {
    vendor.fail(422, 422)
    const id = await connect('hookshop')
    await vi.waitFor(async () =>
      expect(await sourceOf(id)).toMatchObject({
        state: 'broken',
        failures: 1,
        reason: expect.stringContaining('not today') as string,
      }),
    )
    expect(vendor.webhooks.size).toBe(0)
    await hurry()
    await vi.waitFor(async () => expect(await sourceOf(id)).toMatchObject({ failures: 2 }), {
      timeout: 10_000,
    })
    const { rows } = await pool.query<{ pause: number }>(
      'select extract(epoch from due_at - now())::float as pause from webhook_addresses',
    )
    expect(rows[0]?.pause).toBeGreaterThan(20)
    await hurry()
    await registered(1)
    await vi.waitFor(async () =>
      expect(await sourceOf(id)).toMatchObject({ state: 'waiting', reason: null, failures: 0 }),
    )
    vendor.fail(500)
    // What the vendor does not take back blocks nothing.
    expect((await platform.request('DELETE', `/instances/${id}`)).status).toBe(200)
    vendor.fail()
  })

  it('is done by one worker alone', async () => {
    const before = vendor.webhooks.size
    const ids = await Promise.all(Array.from({ length: 6 }, () => connect('hookshop')))
    await vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        'select 1 from webhook_addresses where registered_at is not null',
      )
      expect(rowCount).toBe(ids.length)
    })
    expect(vendor.webhooks.size).toBe(before + ids.length)
    const urls = [...vendor.webhooks.values()]
    expect(new Set(urls).size).toBe(urls.length)
  })
})

describe('an address that is replaced', () => {
  beforeEach(() => vendor.forget())
  const rotate = (id: number, body?: object, headers = {}) =>
    platform.request('POST', `/instances/${id}/webhook/rotate`, { body, headers })
  const urlOf = ({ body }: { body: unknown }) => (body as { url: string }).url

  it('is told the vendor, and the one before works for a day', async () => {
    const id = await connect('hookshop')
    await registered(1)
    const old = urlOf({ body: await webhookOf(id) })
    expect(await send(old, 's1', '{"event":"r1"}')).toBe(200)
    const rotated = await rotate(id)
    expect(rotated.status).toBe(200)
    const url = urlOf(rotated)
    expect(url).toMatch(/^http:.*\/events\/hookshop\/hooks\/hbw_hook_[\w-]{43}$/)
    expect(url).not.toBe(old)
    const { formerUrlEndDate, ...view } = rotated.body as { formerUrlEndDate: string }
    const hours = (Date.parse(formerUrlEndDate) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThan(24.1)
    expect(view).not.toHaveProperty('registeredDate')
    await vi.waitFor(() => expect([...vendor.webhooks.values()]).toEqual([url]), 10_000)
    await vi.waitFor(async () =>
      expect(await webhookOf(id)).toMatchObject({
        url,
        formerUrlEndDate,
        registeredDate: expect.any(String) as string,
      }),
    )
    expect(await send(old, 's1', '{"event":"r2"}')).toBe(200)
    expect(await send(url, 's1', '{"event":"r3"}')).toBe(200)
    expect(await events()).toHaveLength(3)
    const log = await platform.request('GET', '/audit-logs', { query: { pageSize: '5' } })
    expect(log.body).toContainEqual(
      expect.objectContaining({ action: 'webhook-address.rotated', entity_id: String(id) }),
    )

    expect((await rotate(id, { overlapHours: 1 })).status).toBe(200)
    // The one before that ends now, and this one when its hour is over.
    expect(await send(old, 's1', '{"event":"r4"}')).toBe(401)
    await pool.query(`update webhook_addresses set former_until = now() - interval '1 second'`)
    expect(await send(url, 's1', '{"event":"r5"}')).toBe(401)
    expect((await platform.request('DELETE', `/instances/${id}`)).status).toBe(200)
    expect(vendor.webhooks.size).toBe(0)
  })

  it('ends at once on request, and once for one key', async () => {
    const id = await connect('shyshop')
    const old = urlOf({ body: await webhookOf(id) })
    expect(await send(old, '', '{"event":"s1"}')).toBe(200)
    const headers = { 'idempotency-key': `rotate-${id}` }
    const rotated = await rotate(id, { overlapHours: 0 }, headers)
    expect(rotated.body).not.toHaveProperty('formerUrlEndDate')
    expect(urlOf(await rotate(id, { overlapHours: 0 }, headers))).toBe(urlOf(rotated))
    expect(await send(old, '', '{"event":"s2"}')).toBe(401)
    expect(await send(urlOf(rotated), '', '{"event":"s3"}')).toBe(200)
  })

  it('is told the vendor also when it is replaced again, or switched off, before that was done', async () => {
    const id = await connect('hookshop')
    await registered(1)
    // The vendor fails for a while.
    vendor.fail(...Array.from({ length: 20 }, () => 500))
    const before = [...vendor.webhooks.values()]
    await rotate(id)
    const url = urlOf(await rotate(id))
    expect([...vendor.webhooks.values()]).toEqual(before)
    await configure(id, { 'event.notification.enabled': 'false' })
    vendor.mend()
    await hurry()
    await registered(0)
    await configure(id, on)
    await vi.waitFor(() => expect([...vendor.webhooks.values()]).toEqual([url]), 10_000)
    await platform.request('DELETE', `/instances/${id}`)
  })

  it('needs an instance that has one, and a sensible time', async () => {
    const id = await connect('hookshop', {})
    expect(await rotate(id)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    for (const overlapHours of [-1, 169, 'soon'])
      expect(await rotate(id, { overlapHours })).toMatchObject({
        status: 400,
        body: { details: [{ path: '/overlapHours' }] },
      })
  })
})

describe('a vendor that signs nothing', () => {
  const finder = { ...on, 'shop.id': '7', 'event.notification.instance.finder': 'shop.id|shop.id' }
  const post = (url: string, body: unknown, headers = {}) =>
    platform.request('POST', url, { body, headers: { authorization: null, ...headers } })
  const encoded = (id: number) => Buffer.from(String(id)).toString('base64')

  it('is believed only at an address that nobody guesses', async () => {
    const id = await connect('shyshop', finder)
    const body = { event: 'e1', shop: { id: '7' } }
    const base = `${platform.api}/events/shyshop`
    expect((await post(base, body)).status).toBe(401)
    expect((await post(`${base}/${encoded(id)}`, body)).status).toBe(401)
    expect((await post(base, body, { 'element-instances': String(id) })).status).toBe(401)
    expect(await events()).toEqual([])
    const { url } = (await webhookOf(id)) as { url: string }
    expect((await post(url, body)).status).toBe(200)
    expect(await events()).toMatchObject([{ instance_id: id }])
  })

  it('is believed anywhere when its definition says so', async () => {
    const id = await connect('openshop', finder)
    const other = await connect('openshop', { ...finder, 'shop.id': '8' })
    const secret = await connect('openshop', {
      ...on,
      'shop.secret': 'hush',
      'event.notification.instance.finder': 'shop.secret|token',
    })
    const base = `${platform.api}/events/openshop`
    expect((await post(base, { shop: { id: 7 } })).status).toBe(200)
    expect((await post(base, { token: 'hush' })).status).toBe(200)
    expect((await post(base, { shop: { id: '9' } })).status).toBe(200)
    expect((await post(base, 'no JSON at all', { 'content-type': 'text/plain' })).status).toBe(200)
    expect((await post(`${base}/${encoded(other)}`, 'any bytes')).status).toBe(200)
    const query = await platform.request('GET', base, {
      headers: { authorization: null, 'element-instances': `${id},${other}` },
      query: { a: 'b' },
    })
    expect(query.status).toBe(200)
    expect((await events()).map((row) => row.instance_id)).toEqual(
      expect.arrayContaining([id, secret, other, id, other]),
    )
    expect(await events()).toHaveLength(5)
  })

  it('gives its events no id, so none is taken for a repeat', async () => {
    const id = await connect('openshop')
    const base = `${platform.api}/events/openshop/${encoded(id)}`
    await post(base, { a: 1 })
    await post(base, { a: 1 })
    expect(await events()).toHaveLength(2)
  })
})

it('keys of events with strange values are refused by name', async () => {
  const id = await connect('openshop')
  for (const [key, value] of [
    ['event.notification.instance.finder', 'shop.id'],
    ['event.notification.callback.headers', 'X: y'],
  ] as const) {
    const answer = await configure(id, { [key]: value })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_configuration' } })
    expect((answer.body as { message: string }).message).toContain(`'${key}'`)
  }
})
