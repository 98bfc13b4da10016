/** What the console asks of notifications besides what callbacks need: narrower lists, exact bodies, a feed from now on. */
import { describe, expect, it } from 'vitest'
import { addNotifications } from '../../src/notifications/add-notifications-store.ts'
import type { NewNotification } from '../../src/notifications/notification.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { allowLoopback, startReceiver } from '../support/receiver.ts'
import { startPlatform, type RequestOptions } from '../support/start-platform.ts'

const platform = await startPlatform({ env: allowLoopback })
const receiver = await startReceiver()
type Body = Record<string, unknown>

async function ask(method: string, path: string, options?: RequestOptions): Promise<unknown> {
  const { status, body } = await platform.request(method, path, options)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function tell(topic: string, message: string): Promise<number> {
  const body = { topic, severity: 'low', message, from: 'test' }
  return ((await ask('POST', '/notifications', { body })) as { id: number }).id
}

const subscribe = (topics: readonly string[]) =>
  ask('POST', '/notifications/subscriptions', {
    body: { channel: 'webhook', topics, config: { url: receiver.url } },
  })

describe('the list of deliveries', () => {
  it('is narrowed by instance, kind and account', async () => {
    await subscribe(['mixed', 'events'])
    const instance = await connectDemoInstance(platform, platform.first)
    const configuration = { 'event.notification.enabled': 'true' }
    await ask('PATCH', `/instances/${instance.id}`, { body: { configuration } })
    const custom = await tell('mixed', 'of no instance')
    const change = { objectType: 'products', objectId: '1', eventType: 'UPDATED' }
    await ask('POST', `/instances/${instance.id}/events/test`, { body: change })
    await receiver.arrived(2)
    const list = async (query: NonNullable<RequestOptions['query']>) =>
      (await ask('GET', '/notifications/subscriptions/deliveries', { query })) as Body[]
    expect(await list({})).toHaveLength(2)
    const ofInstance = await list({ instanceId: instance.id, hydrate: true })
    expect(ofInstance).toMatchObject([
      { notification: { instanceId: instance.id, kind: 'events' } },
    ])
    expect(await list({ kind: 'custom' })).toMatchObject([{ notificationId: custom }])
    expect(await list({ kind: 'custom', instanceId: instance.id })).toEqual([])
    const { accountId } = platform.first
    expect(await list({ accountId })).toHaveLength(2)
    expect(await list({ accountId: platform.second.accountId })).toEqual([])
    const wrong = await platform.request('GET', '/notifications/subscriptions/deliveries', {
      query: { kind: 'rumours' },
    })
    expect(wrong.status).toBe(400)
  })

  it('has nothing of another account for who sees one alone', async () => {
    const made = await ask('POST', '/accounts', { body: { name: 'Customer', externalId: 'c-1' } })
    const { id: accountId } = made as { id: number }
    const names = { firstName: 'O', lastName: 'Ne' }
    const person = { ...names, email: 'one@example.com', password: 'Blue-h0rse' }
    const user = await ask('POST', `/accounts/${accountId}/users`, { body: person })
    const { secret } = user as { secret: string }
    const headers = {
      authorization: `User ${secret}, Organization ${platform.first.organizationSecret}`,
    }
    for (const query of [{}, { accountId }, { accountId: platform.first.accountId }])
      expect(
        await ask('GET', '/notifications/subscriptions/deliveries', { query, headers }),
      ).toEqual([])
  })
})

describe('lists', () => {
  const idsOf = (body: unknown) =>
    (body as Body[]).map(({ notificationId, id }) => notificationId ?? id)

  it('are paged by token and by number, and say how many fit', async () => {
    await subscribe(['paged'])
    await subscribe(['paged'])
    const told = [await tell('paged', 'a'), await tell('paged', 'b'), await tell('paged', 'c')]
    const newest = told.toReversed()
    const subscriptions = (await ask('GET', '/notifications/subscriptions')) as Body[]
    const [one, other] = subscriptions.filter(({ topics }) => String(topics) === 'paged')
    const where = `subscriptionId=${String(one?.['id'])} or subscriptionId=${String(other?.['id'])}`
    const lists = [
      ['/notifications', { 'topics[]': ['paged'] }, newest],
      ['/notifications/subscriptions/deliveries', { where }, newest.flatMap((id) => [id, id])],
      ['/notifications/subscriptions', {}, subscriptions.map(({ id }) => id)],
    ] as const
    for (const [path, filter, expected] of lists) {
      const page = async (query: Record<string, string | number>) => {
        const { status, headers, body } = await platform.request('GET', path, {
          query: { ...filter, pageSize: 2, ...query },
        })
        expect(status, JSON.stringify(body)).toBe(200)
        const total = 'nextPage' in query ? undefined : String(expected.length)
        expect(headers['elements-total-count']).toBe(total)
        return { token: headers['elements-next-page-token'], ids: idsOf(body) }
      }
      const first = await page({ page: 1 })
      expect(first.ids).toEqual(expected.slice(0, 2))
      expect(await page({ page: 2 })).toEqual(await page({ nextPage: first.token ?? '' }))
      expect(await page({ page: 1, nextPage: first.token ?? '' })).toEqual(await page({ page: 2 }))
      const seen = [...first.ids]
      for (let { token } = first; token !== undefined;) {
        const next = await page({ nextPage: token })
        seen.push(...next.ids)
        ;({ token } = next)
      }
      expect(seen).toEqual(expected)
      expect(await page({ page: 9 })).toEqual({ token: undefined, ids: [] })
      for (const wrong of [{ page: 0 }, { page: 9999999 }, { nextPage: 'x' }]) {
        const refused = await platform.request('GET', path, { query: { ...filter, ...wrong } })
        expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      }
      const { headers } = await platform.request('GET', path, {
        query: { ...filter, pageSize: 201 },
      })
      expect(headers['elements-error']).toContain('200 was used')
    }
  })

  it('say when a page was cut, so that nobody goes on by number', async () => {
    const { organizationId, accountId } = platform.first
    const body = (id: number) => JSON.stringify({ id, message: 'x'.repeat(6_000_000) })
    const large = {
      organizationId,
      accountId,
      topic: 'large',
      severity: 'low',
      kind: 'custom',
      body,
    }
    await platform.app.rooms.database.transaction((trx) =>
      addNotifications(trx, Array.from({ length: 3 }, () => large) as NewNotification[]),
    )
    const query = { 'topics[]': ['large'] }
    const { headers, body: page } = await platform.request('GET', '/notifications', { query })
    expect(headers).toMatchObject({
      'elements-total-count': '3',
      'elements-error': expect.stringContaining('nextPage') as string,
      'elements-next-page-token': expect.any(String) as string,
    })
    expect(page).toHaveLength(2)
  })
})

describe('the body of a notification', () => {
  it('is read byte for byte as it was sent', async () => {
    await subscribe(['bytes'])
    const before = receiver.received.length
    const id = await tell('bytes', 'ä "quoted" \n text')
    const sent = (await receiver.arrived(before + 1)).at(-1)
    const read = await fetch(`${platform.api}/notifications/${id}/body`, {
      headers: { authorization: platform.first.authorization },
    })
    expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(Buffer.from(await read.arrayBuffer())).toEqual(sent?.body)
    const { status } = await platform.request('GET', `/notifications/${id}/body`, {
      tenant: platform.second,
    })
    expect(status).toBe(404)
  })
})

describe('the feed', () => {
  interface FeedPage {
    notifications: Body[]
    cursor: string
    more: boolean
  }
  const read = async (topic: string, cursor?: string, wait = 0) =>
    (await ask('GET', '/notifications/feed', {
      query: { ...(cursor === undefined ? {} : { cursor }), 'topics[]': [topic], wait },
    })) as FeedPage
  /** Waits: while any transaction of the same PostgreSQL is open, also of another test, what follows it is not told. */
  const readSome = (topic: string, cursor?: string) => read(topic, cursor, 30)

  it('begins with what comes next, when it is asked to', async () => {
    await tell('feed', 'before')
    await readSome('feed')
    const now = await read('feed', 'now')
    expect(now).toMatchObject({ notifications: [], more: false })
    const after = await tell('feed', 'after')
    const next = await readSome('feed', now.cursor)
    expect(next.notifications).toMatchObject([{ id: after, message: 'after' }])
    expect((await read('feed', next.cursor)).notifications).toEqual([])
  })

  it('begins before a notification whose transaction is still open', async () => {
    const client = await platform.app.rooms.database.pool.connect()
    try {
      await client.query('begin')
      const { organizationId, accountId } = platform.first
      await client.query(
        `insert into notifications (organization_id, account_id, kind, topic, severity, body)
         values ($1, $2, 'custom', 'open', 'low', convert_to('{"message":"slow"}', 'UTF8'))`,
        [organizationId, accountId],
      )
      const { cursor } = await read('open', 'now')
      await client.query('commit')
      expect((await readSome('open', cursor)).notifications).toMatchObject([{ message: 'slow' }])
    } finally {
      client.release()
    }
  })
})
