/** Notifications reach a receiver on loopback, signed, or are kept. */
import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { allowLoopback, startReceiver, type Received } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ env: allowLoopback })
const { pool } = platform.app.rooms.database
const receiver = await startReceiver()
type Body = Record<string, unknown>

let counter = 0
const newTopic = () => `topic-${(counter += 1)}`

async function subscribe(topic: string, config: Body = {}): Promise<number> {
  const { status, body } = await platform.request('POST', '/notifications/subscriptions', {
    body: { channel: 'webhook', topics: [topic], config: { url: receiver.url, ...config } },
  })
  expect(status).toBe(200)
  return (body as { id: number }).id
}

async function tell(topic: string, message = 'hello'): Promise<number> {
  const { status, body } = await platform.request('POST', '/notifications', {
    body: { topic, severity: 'low', message, from: 'test' },
  })
  expect(status).toBe(200)
  return (body as { id: number }).id
}

async function deliveryOf(id: number, subscription: number): Promise<Body> {
  const path = `/notifications/${id}/subscriptions/${subscription}/deliveries`
  return (await platform.request('GET', path)).body as Body
}

const becomes = (id: number, subscription: number, expected: Body) =>
  vi.waitFor(async () => expect(await deliveryOf(id, subscription)).toMatchObject(expected), {
    timeout: 15_000,
    interval: 20,
  })

async function subscriptionOf(id: number): Promise<Body> {
  return (await platform.request('GET', `/notifications/subscriptions/${id}`)).body as Body
}

/** As if so much time had passed for a subscription. */
async function pass(subscription: number, interval: string): Promise<void> {
  await pool.query(
    `update delivery_jobs set next_try_at = next_try_at - $2::interval where subscription_id = $1`,
    [subscription, interval],
  )
  await pool.query(
    `update subscriptions set rests_until = rests_until - $2::interval where id = $1`,
    [subscription, interval],
  )
}

async function secretOf(id: number): Promise<string> {
  const path = `/notifications/subscriptions/${id}/secret`
  return ((await platform.request('GET', path)).body as { secret: string }).secret
}

const verify = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body.toString(), headers as Record<string, string>)

beforeEach(async () => {
  // What a test before left to be tried again is not this one's. Again when it meets a sender that is at work on it.
  await vi.waitFor(
    () => pool.query(`delete from subscriptions where origin = 'subscribed'`),
    10_000,
  )
  receiver.received.length = 0
  receiver.behave(undefined)
})

describe('a notification', () => {
  it('arrives signed in both manners, with the headers that were wanted', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic, {
      signatureKey: 'k1',
      headers: { 'X-Team': 'shop' },
      basic: { username: 'me', password: 'pass:word' },
    })
    const id = await tell(topic)
    const [received] = await receiver.arrived(1)
    if (received === undefined) throw new Error('nothing arrived')
    const { headers, body } = received
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'elements-webhook-id': String(id),
      'webhook-id': String(id),
      'x-team': 'shop',
      authorization: `Basic ${Buffer.from('me:pass:word').toString('base64')}`,
    })
    const expected = createHmac('sha256', 'k1').update(body).digest('base64')
    expect(headers['elements-webhook-signature']).toBe(`sha256=${expected}`)
    expect(verify(await secretOf(subscription), received)).toMatchObject({ id, topic })
    expect(received.json).toMatchObject({ message: 'hello', severity: 'low', from: 'test' })
    await becomes(id, subscription, { status: 'delivered', tries: 1, lastStatus: 200 })
    expect(await subscriptionOf(subscription)).toMatchObject({
      failures: 0,
      queued: 0,
      waiting: 0,
      config: {
        url: receiver.url,
        signatureKey: '********',
        headers: { 'x-team': '********' },
        basic: { username: 'me', password: '********' },
      },
    })
  })

  it('is not signed in the old manner without a key', async () => {
    const topic = newTopic()
    await subscribe(topic)
    await tell(topic)
    const [received] = await receiver.arrived(1)
    expect(received?.headers['elements-webhook-signature']).toBeUndefined()
    expect(received?.headers['webhook-signature']).toMatch(/^v1,[\w+/]{43}=$/)
  })

  it('is listed, read, acknowledged and removed', async () => {
    const topic = newTopic()
    const [first, second] = [await tell(topic, 'one'), await tell(topic, 'two')]
    const query = { 'topics[]': [topic], pageSize: 1 }
    const page = await platform.request('GET', '/notifications', { query })
    expect(page.body).toMatchObject([{ id: second, message: 'two', acknowledged: false }])
    const nextPage = page.headers['elements-next-page-token'] ?? ''
    const rest = await platform.request('GET', '/notifications', { query: { ...query, nextPage } })
    expect(rest.body).toMatchObject([{ id: first }])
    expect(rest.headers['elements-next-page-token']).toBeUndefined()
    const read = await platform.request('PUT', `/notifications/${first}/acknowledge`, { body: {} })
    expect(read.body).toMatchObject({ id: first, acknowledged: true, active: true })
    expect((await platform.request('DELETE', `/notifications/${first}`)).status).toBe(200)
    expect((await platform.request('GET', `/notifications/${first}`)).status).toBe(404)
    const recent = { from: new Date(Date.now() - 60_000).toISOString(), kind: 'custom' }
    const found = await platform.request('GET', '/notifications', { query: recent })
    expect((found.body as Body[]).some(({ id }) => id === second)).toBe(true)
  })

  it.each([
    ['POST', '/notifications', {}],
    ['POST', '/notifications', { topic: null, severity: 'low', message: 'm', from: 'f' }],
    ['GET', '/notifications', undefined],
    ['POST', '/notifications/subscriptions', {}],
    [
      'POST',
      '/notifications/subscriptions',
      { channel: 'webhook', topics: ['t'], config: { url: null } },
    ],
    [
      'POST',
      '/notifications/subscriptions',
      { channel: 'webhook', topics: ['t'], config: { url: 'http://10.0.0.1/' } },
    ],
    [
      'POST',
      '/notifications/subscriptions',
      {
        channel: 'webhook',
        topics: ['t'],
        config: { url: 'https://a.example/', headers: { Host: 'b' } },
      },
    ],
    ['POST', '/notifications/emails', {}],
    ['POST', '/notifications/emails', { to: 'a@b.test\r\nBcc: c@d.test' }],
    ['PATCH', '/accounts/settings', { 'notification.webhook.failure.policy': 'never' }],
    ['PATCH', '/accounts/settings', { other: 'retry' }],
    ['GET', '/notifications/feed?cursor=abc', undefined],
    ['GET', '/notifications/subscriptions/deliveries?where=channel=', undefined],
  ])('refuses %s %s %j', async (method, path, body) => {
    const answer = await platform.request(method, path, { body })
    expect(answer.status).toBe(400)
    expect((answer.body as Body)['message']).toBeTypeOf('string')
  })

  it('of an unknown topic is an empty list', async () => {
    const answer = await platform.request('GET', '/notifications', { query: { 'topics[]': 'no' } })
    expect(answer).toMatchObject({ status: 200, body: [] })
  })
})

describe('what a receiver answers', () => {
  it('500: tried again by the schedule, with the same id, a new time and signature', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave(500)
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'retry', tries: 1, lastFailure: 'failed' })
    const { nextTryDate } = await deliveryOf(id, subscription)
    expect(Date.parse(String(nextTryDate)) - Date.now()).toBeLessThan(7000)
    receiver.behave(undefined)
    await pass(subscription, '10 seconds')
    const [first, second] = await receiver.arrived(2)
    await becomes(id, subscription, { status: 'delivered', tries: 2 })
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true)
    if (second !== undefined) verify(await secretOf(subscription), second)
    const attempts = await platform.request(
      'GET',
      `/notifications/${id}/subscriptions/${subscription}/deliveries/attempts`,
    )
    expect(attempts.body).toMatchObject([
      { number: 2, status: 200 },
      { number: 1, status: 500, failure: 'failed' },
    ])
  })

  it('nothing good for the whole schedule: kept, disabled, told; redelivered when asked', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const observer = await subscribe('operations')
    receiver.behave(({ json }, response) =>
      response.writeHead(json.topic === topic ? 503 : 200).end(),
    )
    const id = await tell(topic)
    for (let tries = 1; tries < 11; tries += 1) {
      await becomes(id, subscription, { status: 'retry', tries })
      await pass(subscription, '30 hours')
    }
    await becomes(id, subscription, { status: 'queued', tries: 11 })
    expect(await subscriptionOf(subscription)).toMatchObject({
      active: false,
      inactiveReason: 'failures',
      queued: 1,
      waiting: 0,
    })
    await vi.waitFor(() =>
      expect(receiver.received.find(({ json }) => json.topic === 'operations')?.json).toMatchObject(
        {
          message: { type: 'callback.disabled', subscriptionId: subscription, reason: 'failures' },
        },
      ),
    )
    const later = await tell(topic, 'later')
    await becomes(later, subscription, { status: 'queued', tries: 0 })
    receiver.behave(undefined)
    receiver.received.length = 0
    const one = `/notifications/${id}/subscriptions/${subscription}/deliveries`
    expect((await platform.request('PUT', one)).status).toBe(409)
    const path = '/notifications/subscriptions/deliveries'
    const where = `channel='webhook' and status='queued' and subscriptionId=${subscription}`
    const kept = await platform.request('GET', path, { query: { where, hydrate: true } })
    expect(kept.body).toMatchObject([
      { notificationId: later, notification: { message: 'later' } },
      { notificationId: id, subscription: { id: subscription } },
    ])
    const again = await platform.request('PUT', path, { query: { where } })
    expect(again.body).toEqual({ deliveries: 2, reactivated: 1, more: false })
    const bodies = await receiver.arrived(2)
    expect(new Set(bodies.map(({ json }) => json.id))).toEqual(new Set([id, later]))
    await becomes(id, subscription, { status: 'delivered' })
    await platform.request('DELETE', `/notifications/subscriptions/${observer}`)
  })

  it('410: disabled at once', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave(410)
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'queued', tries: 1, lastFailure: 'gone' })
    expect(await subscriptionOf(subscription)).toMatchObject({
      active: false,
      inactiveReason: 'gone',
    })
  })

  it('a redirect: a failure that is not followed', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave((_received, response) =>
      response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end(),
    )
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'retry', lastStatus: 302, lastFailure: 'redirect' })
    expect(receiver.received.map(({ path }) => path)).toEqual(['/'])
  })

  it('429 with Retry-After: left alone for so long', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave((_received, response) =>
      response.writeHead(429, { 'retry-after': '600' }).end(),
    )
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'retry', lastStatus: 429 })
    const { nextTryDate } = await deliveryOf(id, subscription)
    const waitS = (Date.parse(String(nextTryDate)) - Date.now()) / 1000
    expect(waitS).toBeGreaterThan(580)
    expect(waitS).toBeLessThan(610)
    const second = await tell(topic)
    receiver.behave(undefined)
    expect(await subscriptionOf(subscription)).toHaveProperty('restsUntil')
    await pass(subscription, '11 minutes')
    await becomes(id, subscription, { status: 'delivered' })
    await becomes(second, subscription, { status: 'delivered', tries: 1 })
  })

  it('10 MB: taken, and only a little of it kept, without credentials', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const secret = await secretOf(subscription)
    receiver.behave((_received, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write(`{"secret":"${secret}","password":"open-sesame","a":"`)
      response.end(Buffer.alloc(10 * 1024 * 1024, 'x'))
    })
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'delivered', lastStatus: 200 })
    const attempts = await platform.request(
      'GET',
      `/notifications/${id}/subscriptions/${subscription}/deliveries/attempts`,
    )
    const [{ answer = '' } = {}] = attempts.body as { answer?: string }[]
    expect(answer).toMatch(/^\{"secret":"\*{8}","password":"\*{8}","a":"x/)
    expect(answer.length).toBeLessThanOrEqual(16 * 1024)
    expect(answer).not.toContain(secret)
  })

  it('failures in a row: the endpoint rests, then one try decides', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave(500)
    const ids = await Promise.all(Array.from({ length: 12 }, () => tell(topic)))
    await vi.waitFor(
      async () => expect(await subscriptionOf(subscription)).toHaveProperty('restsUntil'),
      { timeout: 15_000 },
    )
    const { restsUntil } = await subscriptionOf(subscription)
    for (const id of ids) {
      const delivery = await deliveryOf(id, subscription)
      expect(delivery).toMatchObject({ callbackRestsUntil: restsUntil })
      expect(Date.parse(String(delivery['nextTryDate']))).toBeGreaterThanOrEqual(
        Date.parse(String(restsUntil)),
      )
    }
    const before = receiver.received.length
    expect(before).toBeLessThan(12)
    await pass(subscription, '6 seconds')
    await receiver.arrived(before + 1)
    await vi.waitFor(async () =>
      expect(await subscriptionOf(subscription)).toMatchObject({
        failures: 6,
        restsUntil: expect.any(String) as string,
      }),
    )
    expect(receiver.received).toHaveLength(before + 1)
    receiver.behave(undefined)
    receiver.received.length = 0
    await pass(subscription, '2 minutes')
    await receiver.arrived(12)
    await vi.waitFor(async () =>
      expect(await subscriptionOf(subscription)).toMatchObject({ failures: 0, waiting: 0 }),
    )
    expect(new Set(receiver.received.map(({ json }) => json.id)).size).toBe(12)
    expect(receiver.received).toHaveLength(12)
  })
})

describe('the account setting', () => {
  it('queue keeps what failed until somebody asks', async () => {
    const setting = { 'notification.webhook.failure.policy': 'queue' }
    const changed = await platform.request('PATCH', '/accounts/settings', { body: setting })
    expect(changed.body).toEqual(setting)
    const topic = newTopic()
    const subscription = await subscribe(topic)
    receiver.behave(500)
    const id = await tell(topic)
    await becomes(id, subscription, { status: 'queued', tries: 1 })
    expect(await subscriptionOf(subscription)).toMatchObject({ active: true, queued: 1 })
    receiver.behave(undefined)
    const path = `/notifications/${id}/subscriptions/${subscription}/deliveries`
    expect((await platform.request('PUT', path)).body).toMatchObject({ notificationId: id })
    await becomes(id, subscription, { status: 'delivered', tries: 2 })
    const { accountId } = platform.first
    const back = await platform.request('POST', `/accounts/${accountId}/settings`, {
      body: { 'notification.webhook.failure.policy': 'retry' },
    })
    expect(back.body).toEqual({ 'notification.webhook.failure.policy': 'retry' })
    expect((await platform.request('GET', '/accounts/settings')).body).toEqual(back.body)
  })
})

describe('a subscription', () => {
  it('rotates its secret: for a day both sign', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const before = await secretOf(subscription)
    const path = `/notifications/subscriptions/${subscription}/secret`
    const rotated = (await platform.request('POST', path)).body as Body
    expect(rotated).toMatchObject({ previousSecret: before })
    await tell(topic)
    const [received] = await receiver.arrived(1)
    if (received === undefined) throw new Error('nothing arrived')
    verify(before, received)
    verify(String(rotated['secret']), received)
    const log = await platform.request('GET', '/audit-logs', { query: { pageSize: 5 } })
    expect(JSON.stringify(log.body)).toContain('webhook-secret.rotated')
  })

  it('is disabled and enabled; a range is sent when asked', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const path = `/notifications/subscriptions/${subscription}`
    await platform.request('DELETE', `${path}/active`)
    const ids = [await tell(topic), await tell(topic)]
    expect(await subscriptionOf(subscription)).toMatchObject({
      active: false,
      inactiveReason: 'disabled',
      queued: 2,
    })
    const enabled = await platform.request('PUT', `${path}/active`)
    expect(enabled.body).toMatchObject({ active: true, queued: 2, waiting: 0 })
    const from = new Date(Date.now() - 60_000).toISOString()
    const done = await platform.request('PUT', `${path}/deliveries`, { query: { from } })
    expect(done.body).toEqual({ deliveries: 2, reactivated: 0, more: false })
    const received = await receiver.arrived(2)
    expect(new Set(received.map(({ json }) => json.id))).toEqual(new Set(ids))
  })

  it('changes; a new address gets no secret of the old one', async () => {
    const topic = newTopic()
    const basic = { username: 'me', password: 'hush' }
    const subscription = await subscribe(topic, { basic })
    const path = `/notifications/subscriptions/${subscription}`
    const url = `${receiver.url}/moved`
    const refused = await platform.request('PATCH', path, { body: { config: { url } } })
    expect(refused).toMatchObject({ status: 400, body: { details: [{ path: '/config/basic' }] } })
    const moved = await platform.request('PATCH', path, { body: { config: { url, basic: null } } })
    expect(moved.body).toMatchObject({ config: { url } })
    await tell(topic)
    const [received] = await receiver.arrived(1)
    expect(received?.path).toBe('/moved')
    expect(received?.headers.authorization).toBeUndefined()
    expect((await platform.request('DELETE', path)).status).toBe(200)
    expect((await platform.request('GET', path)).status).toBe(404)
  })
})

describe('a callback that is this API', () => {
  it('notifies itself five times, and is refused then', async () => {
    const topic = newTopic()
    const { authorization } = platform.first
    const url = `${platform.api}/notifications`
    const subscription = await subscribe(topic, { url, headers: { authorization } })
    await tell(topic)
    const query = { where: `subscriptionId=${subscription}`, pageSize: 50 }
    await vi.waitFor(
      async () => {
        const path = '/notifications/subscriptions/deliveries'
        const { body } = await platform.request('GET', path, { query })
        expect(body).toMatchObject([
          { status: 'retry', lastStatus: 508 },
          ...Array.from({ length: 4 }, () => ({ status: 'delivered' })),
        ])
      },
      { timeout: 15_000 },
    )
  })

  it('is refused only what changes something', async () => {
    const headers = { 'hubwright-hops': '5' }
    const path = '/notifications/subscriptions'
    expect((await platform.request('GET', path, { headers })).status).toBe(200)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await platform.request(method, `${path}/1`, { headers })).toMatchObject({
        status: 508,
        body: { code: 'notification_loop' },
      })
    const body = { to: 'a@example.com' }
    const webhook = await platform.request('GET', '/events/ecwid', { headers })
    expect(webhook.status).toBe(508)
    const mail = await platform.request('POST', '/notifications/emails', { headers, body })
    expect(mail.status).toBe(508)
  })
})

describe("an instance's callback", () => {
  let instance: DemoInstance
  const setConfiguration = (configuration: Body) =>
    platform.request('PATCH', `/instances/${instance.id}`, { body: { configuration } })
  const own = async () => {
    const query = { instanceId: instance.id }
    const { body } = await platform.request('GET', '/notifications/subscriptions', { query })
    return body as Body[]
  }

  it('follows the configuration, and what is told without it waits', async () => {
    instance = await connectDemoInstance(platform, platform.first, { name: 'Told shop' })
    expect(await own()).toEqual([])
    const callback = {
      'event.notification.enabled': 'true',
      'event.notification.callback.url': receiver.url,
      'event.notification.signature.key': 'k2',
      'event.notification.callback.headers': '{"X-Own":"1","webhook-id":"9"}',
    }
    expect((await setConfiguration(callback)).status).toBe(400)
    callback['event.notification.callback.headers'] = '{"X-Own":"1"}'
    expect((await setConfiguration(callback)).status).toBe(200)
    const topic = `instance-${instance.id}-ecwid-events`
    const shown = { instanceId: instance.id, instanceName: 'Told shop' }
    expect(await own()).toMatchObject([
      { topics: [topic], active: true, origin: 'callback', ...shown },
    ])
    const id = await tell(topic)
    const [received] = await receiver.arrived(1)
    expect(received?.headers).toMatchObject({ 'x-own': '1', 'elements-webhook-id': String(id) })
    await setConfiguration({ 'event.notification.callback.url': '' })
    const [paused] = await own()
    expect(paused).toMatchObject({ active: false, inactiveReason: 'no_callback_url' })
    const later = await tell(topic, 'later')
    const subscription = Number(paused?.['id'])
    await becomes(later, subscription, { status: 'queued' })
    const switched = await platform.request(
      'PUT',
      `/notifications/subscriptions/${subscription}/active`,
    )
    expect(switched.status).toBe(409)
    const moved = { 'event.notification.callback.url': `${receiver.url}/new` }
    // What was sent to the address before does not follow unasked.
    expect(await setConfiguration(moved)).toMatchObject({
      status: 400,
      body: { code: 'invalid_configuration' },
    })
    const headers = { 'event.notification.callback.headers': '{"X-Own":"2"}' }
    expect((await setConfiguration({ ...moved, ...headers })).status).toBe(200)
    await becomes(later, subscription, { status: 'delivered' })
    expect(receiver.received.find(({ json }) => json.id === later)?.path).toBe('/new')
  })

  it('may not lead into the own network', async () => {
    const answer = await setConfiguration({
      'event.notification.callback.url': 'http://169.254.169.254/latest',
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_configuration' } })
  })
})
