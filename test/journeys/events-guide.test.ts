/** What docs/guides/events.md promises: its receiver works, and what it says an app gets is what arrives. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { request } from 'undici'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createReceiver, type Options } from '../../examples/receiver.ts'
import {
  CallAnswerSchema,
  EventNotificationSchema,
} from '../../src/events/event-notification-schema.ts'
import {
  OperationNotificationSchema,
  PostedNotificationSchema,
  WebhookHeadersSchema,
} from '../../src/notifications/notification-schema.ts'
import { jobOf, letPass, makeDays, storeWebhooks } from '../support/event-fixtures.ts'
import { allowLoopback, startReceiver, type Received } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'
import {
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
} from './ecwid-client.ts'

const root = join(import.meta.dirname, '..', '..')
const guide = readFileSync(join(root, 'docs/guides/events.md'), 'utf8')
const servers: ReturnType<typeof createReceiver>[] = []
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const platform = await startPlatform({ env: allowLoopback, callTimeoutMs: 2_000 })
await makeDays(platform)
const subscriptions = '/notifications/subscriptions'

async function listen(options: Options): Promise<string> {
  const server = createReceiver(options)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('the receiver', () => {
  it('is the one of the examples', () => {
    const example = readFileSync(join(root, 'examples/receiver.ts'), 'utf8')
    const [, shown] = /^`examples\/receiver\.ts`\n\n```ts\n([\s\S]*?)```$/m.exec(guide) ?? []
    expect(shown).toBe(example)
  })

  it('takes what we tell, once, and nothing that is not ours', async () => {
    const made = await platform.request('POST', subscriptions, {
      body: {
        channel: 'webhook',
        topics: ['news'],
        config: { url: 'http://127.0.0.1:65000/', signatureKey: 'k1' },
      },
    })
    const { id } = made.body as { id: number }
    const { body } = await platform.request('GET', `${subscriptions}/${id}/secret`)
    const { secret } = body as { secret: string }
    const taken: number[] = []
    let isDown = true
    const url = await listen({
      secret,
      signatureKey: 'k1',
      take(notification) {
        if (isDown) return Promise.reject(new Error('not now'))
        taken.push(notification.id)
        return Promise.resolve()
      },
    })
    await platform.request('PATCH', `${subscriptions}/${id}`, { body: { config: { url } } })
    const told = await platform.request('POST', '/notifications', {
      body: { topic: 'news', severity: 'low', message: 'Hello', from: 'me' },
    })
    const notification = (told.body as { id: number }).id
    const delivery = `/notifications/${notification}/subscriptions/${id}/deliveries`
    const becomes = (status: string, tries: number) =>
      vi.waitFor(
        async () =>
          expect((await platform.request('GET', delivery)).body).toMatchObject({ status, tries }),
        { timeout: 15_000 },
      )
    await becomes('retry', 1)
    isDown = false
    await platform.request('PUT', delivery)
    await becomes('delivered', 2)
    await platform.request('PUT', delivery)
    await becomes('delivered', 3)
    expect(taken).toEqual([notification])

    const forged = await request(url, {
      method: 'POST',
      headers: { 'webhook-id': '1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,xx' },
      body: '{}',
    })
    await forged.body.dump()
    expect(forged.statusCode).toBe(401)
  })
})

describe('what an app gets', async () => {
  const arrived = await everythingThatArrives()

  it.each([
    ['An event', EventNotificationSchema],
    ['An operation', OperationNotificationSchema],
    ['A posted notification', PostedNotificationSchema],
    ['The answer to a call', CallAnswerSchema],
  ])('%s: the guide and the document of the API name all of it', (kind, schema) => {
    const told = arrived.filter((one) => kindOf(one.json) === kind).map(({ json }) => json)
    for (const body of told) expect([...Errors(schema, body)]).toEqual([])
    const came = new Map<string, number>()
    for (const body of told)
      for (const path of pathsIn(body)) came.set(path, (came.get(path) ?? 0) + 1)
    const documented = tableOf(kind)
    expect([...documented.keys()].toSorted()).toEqual([...came.keys()].toSorted())
    expect(pathsOf(schema)).toEqual(documented)
    const examples = examplesOf(kind)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      expect(Check(schema, example), JSON.stringify(example)).toBe(true)
      expect(pathsIn(example).filter((path) => !documented.has(path))).toEqual([])
    }
  })

  it('the headers', () => {
    // Of the connection, and what the test added.
    const others = ['host', 'connection', 'content-length', 'x-team']
    const came = arrived.flatMap(({ headers }) => Object.keys(headers))
    expect([...new Set(came)].filter((name) => !others.includes(name)).toSorted()).toEqual(
      [...tableOf('Headers').keys()].toSorted(),
    )
    expect(came).toContain('x-team')
    for (const { headers } of arrived) expect(Check(WebhookHeadersSchema, headers)).toBe(true)
    expect(pathsOf(WebhookHeadersSchema)).toEqual(tableOf('Headers'))
  })

  it('is in the document of the API', async () => {
    const { body } = await platform.request('GET', `${platform.url}/openapi.json`)
    const { webhooks } = body as { webhooks: Record<string, { post: unknown }> }
    const schemaOf = (schema: TSchema) => ({
      post: {
        requestBody: {
          content: {
            'application/json': { schema: JSON.parse(JSON.stringify(schema)) as unknown },
          },
        },
      },
    })
    expect(webhooks).toMatchObject({
      event: schemaOf(EventNotificationSchema),
      operation: schemaOf(OperationNotificationSchema),
      posted: schemaOf(PostedNotificationSchema),
      answer: schemaOf(CallAnswerSchema),
    })
    const { post } = webhooks['event'] as { post: { parameters: { name: string }[] } }
    expect(post.parameters.map(({ name }) => name)).toContain('webhook-signature')
  })
})

/** Every kind of notification with every member that it may have, as an app on loopback gets it. */
async function everythingThatArrives(): Promise<Received[]> {
  const send = platformClient(platform)
  const control = storeControl(platform)
  const app = await startReceiver()
  const everything = {
    url: `${app.url}/all`,
    signatureKey: 'k1',
    headers: { 'X-Team': 'shop' },
    basic: { username: 'me', password: 'secret' },
  }
  const subscribe = (topics: string[], config: object) =>
    send('POST', subscriptions, { body: { channel: 'webhook', topics, config } }).then(record)
  await subscribe(['events', 'operations', 'deploys'], everything)
  const store = await newStore(control, 4700, { products: 3, orders: 1, customers: 1 })
  const instance = await connectByToken(send, store)
  const id = Number(instance['id'])
  const token = String(instance['token'])
  const path = `/instances/${id}`
  const configure = (configuration: object) =>
    send('PATCH', path, { body: { configuration } }).then(record)
  const on = { 'event.notification.enabled': 'true', 'event.objects': 'products' }
  await configure({ ...on, 'event.vendor.type': 'webhook' })
  const hub = (method: string, where: string, body?: unknown, headers = {}) =>
    platform.request(method, `/hubs/ecommerce${where}`, { token, body, headers })
  const own = record(await hub('POST', '/products', { name: 'Cup', price: 4 }))
  const product = Number(own['id'])

  // Of a webhook, made through Hubwright; then one whose record is never read.
  await storeWebhooks(platform, id, [
    { eventType: 'product.created', eventCreated: 1772367000, storeId: 4700, entityId: product },
  ])
  await app.arrived(1)
  await control('POST', '/faults', {
    body: { match: `/products/${product}`, fault: 500, times: 99 },
  })
  const [late = 0] = await storeWebhooks(platform, id, [
    { eventType: 'product.updated', entityId: product },
  ])
  await vi.waitFor(async () => expect((await jobOf(platform, late))?.failures).toBe(1), 10_000)
  const { db } = platform.app.rooms.database
  await sql`update event_jobs set failures = 8 where event_id = ${late}`.execute(db)
  await letPass(platform, '1 hour')
  await app.arrived(2)
  await control('DELETE', '/faults')

  // Of a poll, with all that a connector may say of a change.
  const change = { objectType: 'products', objectId: String(product), eventType: 'UPDATED' }
  const moved = { otherId: 'CUP-1', newPath: '/b.txt', oldPath: '/a.txt' }
  const pollDate = '2026-03-01T12:15:00Z'
  const polled = { instance_id: id, objectType: 'products', eventId: '5c0f1ab27e90d3347a6152be' }
  await send('POST', `/events/ecwidPolling/${Buffer.from(String(id)).toString('base64')}`, {
    body: {
      ...polled,
      events: [{ ...change, date: '2026-03-01T12:14:30Z', pollDate, ...moved }],
      products: [{ id: product, name: 'Cup', price: 4 }],
    },
  })
  record(await send('POST', `${path}/events/test`))
  record(
    await send('POST', '/notifications', {
      body: { topic: 'deploys', message: 'Version 12 is live' },
    }),
  )
  await app.arrived(5)

  // A call that is answered later.
  record(
    await hub('GET', '/products?pageSize=1', undefined, {
      'Elements-Async-Request': 'true',
      'Elements-Async-Callback-Url': `${app.url}/answer`,
    }),
  )
  await app.arrived(6)

  // What goes wrong.
  app.behave(({ path: at }, response) => void response.writeHead(at === '/gone' ? 410 : 200).end())
  await subscribe(['bye'], { url: `${app.url}/gone` })
  record(await send('POST', '/notifications', { body: { topic: 'bye', message: 'Bye' } }))
  const tooMany = Array.from({ length: 501 }, () => change)
  await storeWebhooks(platform, id, [{ eventType: '', ...polled, events: tooMany }], {
    source: 'poll',
  })
  await configure({ 'event.vendor.type': 'polling' })
  const poll = async () => {
    const sources = rows(await send('GET', `${path}/events/sources`))
    record(await send('POST', `${path}/events/sources/${String(sources[0]?.['id'])}/poll`))
  }
  const types = () => app.received.map(({ json }) => typeOf(json.message))
  // A poll that is under way takes no notice: it is asked for until it shows.
  const operationCame = (type: string, act: () => Promise<void> = async () => {}) =>
    vi.waitFor(
      async () => {
        if (!types().includes(type)) await act()
        expect(types()).toContain(type)
      },
      { timeout: 15_000, interval: 100 },
    )
  await control('PUT', '/stores/4700/settings', { body: { plan: 'free' } })
  await operationCame('source.broken', poll)
  await control('DELETE', '/stores/4700/tokens')
  await operationCame('instance.reauth_required', poll)
  for (const type of ['callback.disabled', 'event.failed']) await operationCame(type)
  return app.received.filter(({ path: at }) => at !== '/gone')
}

function typeOf(message: unknown): unknown {
  return (message as { type?: unknown } | undefined)?.type
}

function kindOf({ message }: Received['json']): string {
  if (message === undefined) return 'The answer to a call'
  if (typeof message === 'string') return 'A posted notification'
  return typeOf(message) === undefined ? 'An event' : 'An operation'
}

/** What stands in these is the vendor's, but for what is named. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  'message.raw': ['objectType', 'isTest'],
  headers: [],
  response: [],
}

/** Such as `message.events[].objectId`, each once. */
function pathsIn(value: unknown, at = ''): string[] {
  const own = at === '' || at.endsWith('[]') ? [] : [at]
  const named = foreign[at]
  if (Array.isArray(value) && named === undefined)
    return [...new Set([...own, ...value.flatMap((item) => pathsIn(item, `${at}[]`))])]
  if (typeof value !== 'object' || value === null) return own
  const members = Object.entries(value).filter(([name]) => named?.includes(name) !== false)
  return [
    ...own,
    ...members.flatMap(([name, member]) => pathsIn(member, at === '' ? name : `${at}.${name}`)),
  ]
}

/** The same of a schema, and whether each is always there. */
function pathsOf(schema: object, at = '', isRequired = true): Map<string, boolean> {
  const { properties, required, items } = schema as {
    properties?: Record<string, object>
    required?: string[]
    items?: object
  }
  const paths = new Map<string, boolean>(at === '' || at.endsWith('[]') ? [] : [[at, isRequired]])
  for (const [name, member] of Object.entries(properties ?? {}))
    for (const [path, is] of pathsOf(
      member,
      at === '' ? name : `${at}.${name}`,
      required?.includes(name) === true,
    ))
      paths.set(path, is)
  if (items !== undefined) for (const [path, is] of pathsOf(items, `${at}[]`)) paths.set(path, is)
  return paths
}

function sectionOf(kind: string): string {
  const [, after = ''] = guide.split(`\n### ${kind}\n`)
  return after.split(/\n##/)[0] ?? ''
}

/** First column of the tables, and whether the second says always. */
function tableOf(kind: string): Map<string, boolean> {
  const found = [...sectionOf(kind).matchAll(/^\| `([^`]+)` +\| ([^|]*?) +\|/gm)]
  return new Map(found.map(([, path = '', when]) => [path, when === 'always']))
}

function examplesOf(kind: string): unknown[] {
  const found = [...sectionOf(kind).matchAll(/^```json\n([\s\S]*?)^```$/gm)]
  return found.map(([, text = '']) => JSON.parse(text) as unknown)
}
