/** Slow and dead receivers, several nodes, leases, and readers beside writers. */
import type { Socket } from 'node:net'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { lease, renew } from '../../src/notifications/deliver/lane-store.ts'
import { writeResults } from '../../src/notifications/deliver/result-store.ts'
import { addNotifications } from '../../src/notifications/add-notifications-store.ts'
import { allowLoopback, startReceiver, type Receiver } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ env: { ...allowLoopback, HUBWRIGHT_ROLE: 'api' } })
const { database } = platform.app.rooms
const { pool } = database
const { organizationId, accountId } = platform.first
const receiver = await startReceiver()

let counter = 0
const leaseOne = (id: number) => lease(database.db, [id], { lanes: 1, ofOrganization: 1, open: [] })
const newTopic = () => `fair-${(counter += 1)}`

async function subscribe(topic: string, url = receiver.url): Promise<number> {
  const { body } = await platform.request('POST', '/notifications/subscriptions', {
    body: { channel: 'webhook', topics: [topic], config: { url } },
  })
  return (body as { id: number }).id
}

/** Many at once, in one transaction. */
const tell = (topic: string, count: number) =>
  database.transaction((trx) =>
    addNotifications(
      trx,
      Array.from({ length: count }, () => ({
        organizationId,
        accountId,
        kind: 'custom' as const,
        topic,
        severity: 'low' as const,
        body: (id: number) => JSON.stringify({ id, topic, message: 'm' }),
      })),
    ),
  )

const startWorker = () =>
  startPlatform({ beside: platform, env: { ...allowLoopback, HUBWRIGHT_ROLE: 'worker' } })

const jobsLeft = async (subscription: number) => {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*) as count from delivery_jobs where subscription_id = $1',
    [subscription],
  )
  return rows[0]?.count
}
const idsAt = ({ received }: Receiver) => received.map(({ json }) => json.id)

beforeEach(() => {
  receiver.received.length = 0
  receiver.behave(undefined)
})

describe('a worker', () => {
  it('delivers what was stored before it began, each once, many in a second', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    await tell(topic, 2000)
    const worker = await startWorker()
    const began = performance.now()
    await receiver.arrived(2000, 30_000)
    const tookMs = performance.now() - began
    await vi.waitFor(async () => expect(await jobsLeft(subscription)).toBe(0))
    expect(new Set(idsAt(receiver)).size).toBe(2000)
    expect(receiver.received).toHaveLength(2000)
    console.info(`${Math.round(2_000_000 / tookMs)} deliveries a second`)
    await worker.close()
  })

  it('lets one that fails among many wait alone', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const ids = (await tell(topic, 300)).map(({ id }) => id)
    const failing = ids[40]
    receiver.behave(({ json }, response) => {
      response.writeHead(json.id === failing ? 500 : 200).end()
    })
    const worker = await startWorker()
    // Its own second try is four seconds away.
    await receiver.arrived(300, 30_000)
    expect(new Set(idsAt(receiver))).toEqual(new Set(ids))
    await vi.waitFor(async () => expect(await jobsLeft(subscription)).toBe(1))
    await worker.close()
    await platform.request('DELETE', `/notifications/subscriptions/${subscription}`)
  })

  it('keeps ten requests under way at most, and is not delayed elsewhere by a hanging receiver', async () => {
    const hanging = await startReceiver()
    let [now, most] = [0, 0]
    hanging.behave((_received, response) => {
      now += 1
      most = Math.max(most, now)
      response.on('close', () => (now -= 1))
    })
    const [slowTopic, topic] = [newTopic(), newTopic()]
    await subscribe(slowTopic, hanging.url)
    await subscribe(topic)
    await tell(slowTopic, 50)
    const worker = await startWorker()
    await hanging.arrived(1)
    const latencies: number[] = []
    for (let n = 1; n <= 20; n += 1) {
      const told = performance.now()
      await tell(topic, 1)
      await receiver.arrived(n)
      latencies.push((receiver.received.at(-1)?.at ?? 0) - told)
    }
    expect(Math.max(...latencies)).toBeLessThan(1500)
    expect(most).toBeLessThanOrEqual(10)
    await worker.close()
    await hanging.close()
    expect(receiver.received).toHaveLength(20)
  })

  it('hands over to another: nothing is lost or sent twice', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const [one, other] = [await startWorker(), await startWorker()]
    await tell(topic, 500)
    await receiver.arrived(100)
    await one.close()
    await vi.waitFor(async () => expect(await jobsLeft(subscription)).toBe(0), { timeout: 30_000 })
    await other.close()
    const ids = idsAt(receiver)
    expect(new Set(ids).size).toBe(500)
    expect(ids).toHaveLength(500)
  })

  it('takes over when the lease of one that died runs out', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    await tell(topic, 3)
    expect(await leaseOne(subscription)).toHaveLength(1)
    const worker = await startWorker()
    expect(await leaseOne(subscription)).toEqual([])
    expect(receiver.received).toEqual([])
    await pool.query(`update subscriptions set leased_until = now() where id = $1`, [subscription])
    await receiver.arrived(3)
    await worker.close()
  })

  it('counts no connection that was closed just when it was used again as a try', async () => {
    const used = new Map<Socket, string>()
    let lost = ''
    receiver.behave(({ headers }, response) => {
      const { socket } = response
      const id = String(headers['webhook-id'])
      if (socket !== null && lost === '' && used.has(socket)) {
        lost = id
        socket.resetAndDestroy()
        return
      }
      if (socket !== null) used.set(socket, id)
      response.writeHead(200).end()
    })
    const topic = newTopic()
    const subscription = await subscribe(topic)
    await tell(topic, 100)
    const worker = await startWorker()
    await vi.waitFor(async () => expect(await jobsLeft(subscription)).toBe(0), { timeout: 30_000 })
    const twice = receiver.received.filter(({ headers }) => headers['webhook-id'] === lost)
    expect(twice).toHaveLength(2)
    expect(twice[0]?.headers).toEqual(twice[1]?.headers)
    const path = `/notifications/${lost}/subscriptions/${subscription}/deliveries`
    const { body } = await platform.request('GET', path)
    expect(body).toMatchObject({ status: 'delivered', tries: 1 })
    await worker.close()
  })
})

describe('a lease', () => {
  it('that is older than another changes nothing', async () => {
    const topic = newTopic()
    const subscription = await subscribe(topic)
    const [added] = await tell(topic, 1)
    const [old] = await leaseOne(subscription)
    if (old === undefined || added === undefined) throw new Error('there was nothing to lease')
    await pool.query(`update subscriptions set leased_until = now() where id = $1`, [subscription])
    const [fresh] = await leaseOne(subscription)
    if (fresh === undefined) throw new Error('the lease was not free')
    expect(fresh.fence).toBeGreaterThan(old.fence)
    expect(await renew(database.db, [old])).toEqual(new Set())
    const write = (held: typeof old) =>
      database.transaction((trx) =>
        writeResults(trx, [
          {
            lease: held,
            notificationId: added.id,
            createdAt: new Date(),
            outcome: { status: 'delivered', waitMs: 0, failures: 0, restMs: 0 },
            durationMs: 1,
            status: 200,
            failure: undefined,
            answer: undefined,
          },
        ]),
      )
    expect((await write(old)).held).toEqual(new Set())
    expect(await jobsLeft(subscription)).toBe(1)
    expect((await write(fresh)).held).toEqual(new Set([subscription]))
    expect(await jobsLeft(subscription)).toBe(0)
  })
})

describe('the feed', () => {
  interface Page {
    readonly notifications: { readonly id: number }[]
    readonly cursor: string
    readonly more: boolean
  }
  const read = async (query: Record<string, string | number | string[]>) => {
    const answer = await platform.request('GET', '/notifications/feed', { query })
    expect(answer.status).toBe(200)
    return answer.body as Page
  }

  it('never overtakes a transaction that is still open', async () => {
    const topic = newTopic()
    const seen: number[] = []
    let cursor = (await read({ pageSize: 1 })).cursor
    const follow = async () => {
      for (;;) {
        const page = await read({ cursor, 'topics[]': [topic], pageSize: 2 })
        seen.push(...page.notifications.map(({ id }) => id))
        cursor = page.cursor
        if (!page.more) return
      }
    }
    let commit = () => {}
    const gate = new Promise<void>((resolve) => (commit = resolve))
    let begun = () => {}
    const isWritten = new Promise<void>((resolve) => (begun = resolve))
    const body = (id: number) => JSON.stringify({ id, message: 'slow' })
    const common = { organizationId, accountId, kind: 'custom', severity: 'low', topic } as const
    const slow = database.transaction(async (trx) => {
      const added = await addNotifications(trx, [{ ...common, body }])
      begun()
      await gate
      return added
    })
    await isWritten
    const quick = await tell(topic, 5)
    await follow()
    expect(seen).toEqual([])
    commit()
    const [late] = await slow
    await vi.waitFor(async () => {
      await follow()
      expect(seen).toHaveLength(6)
    })
    expect(seen).toEqual([late?.id, ...quick.map(({ id }) => id)])
  })

  it('filters, pages, and says when a cursor is too old', async () => {
    const topic = newTopic()
    const ids = (await tell(topic, 5)).map(({ id }) => id)
    // Waits while a transaction of another test is open.
    const first = await read({ 'topics[]': [topic], pageSize: 3, wait: 30 })
    expect(first.notifications.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    expect(first.more).toBe(true)
    const second = await read({ 'topics[]': [topic], pageSize: 3, cursor: first.cursor })
    expect(second.notifications.map(({ id }) => id)).toEqual(ids.slice(3))
    const none = await read({ 'instanceIds[]': ['99999'], cursor: second.cursor })
    expect(none).toMatchObject({ notifications: [], more: false })
    const old = Buffer.from('5 5 1700000000000').toString('base64url')
    const expired = await platform.request('GET', '/notifications/feed', { query: { cursor: old } })
    expect(expired).toMatchObject({ status: 410, body: { code: 'cursor_expired' } })
    const other = await platform.request('GET', '/notifications/feed', { tenant: platform.second })
    expect(other.body).toMatchObject({ notifications: [] })
  })
})
