/** Waiting for the feed: over HTTP, on two nodes. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { mostWaiting } from '../../src/notifications/feed-waiting.ts'
import { startPlatform, type Answer, type RequestOptions } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })
const beside = await startPlatform({ sandbox: false, beside: platform })
const url = '/notifications/feed'

interface Page {
  readonly notifications: readonly { readonly id: number }[]
  readonly cursor: string
  readonly more: boolean
}
type Query = NonNullable<RequestOptions['query']>

let topics = 0
const newTopic = () => `feed-${(topics += 1)}`
const pageOf = ({ status, body }: Answer) => {
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Page
}
const read = async (query: Query, node = platform) =>
  pageOf(await node.request('GET', url, { query }))
const waitingOn = (node = platform) => node.app.rooms.notifications.feed.waiting()
const isWaiting = (count: number, node = platform) =>
  vi.waitFor(() => expect(waitingOn(node)).toBe(count), { interval: 5 })
async function tell(topic: string): Promise<number> {
  const body = { topic, severity: 'low', message: 'news', from: 'test' }
  const { status, body: told } = await platform.request('POST', '/notifications', { body })
  expect(status).toBe(200)
  return (told as { id: number }).id
}
/** A topic of which something is told, and shown. */
async function toldTopic(): Promise<string> {
  const topic = newTopic()
  await tell(topic)
  await vi.waitFor(async () =>
    expect((await read({ 'topics[]': [topic] })).notifications).toHaveLength(1),
  )
  return topic
}
const now = async () => (await read({ cursor: 'now' })).cursor

afterEach(() => isWaiting(0))

describe('the feed, asked to wait', () => {
  it('answers at once when there is something', async () => {
    const topic = newTopic()
    const id = await tell(topic)
    expect((await read({ 'topics[]': [topic], wait: 30 })).notifications).toMatchObject([{ id }])
  })

  it('answers as soon as something is told, on whatever node', async () => {
    const [topic, cursor] = [newTopic(), await now()]
    const query = { cursor, 'topics[]': [topic], wait: 30 }
    const answers = [read(query), read(query, beside)]
    await isWaiting(1)
    await isWaiting(1, beside)
    const id = await tell(topic)
    for (const page of await Promise.all(answers)) {
      expect(page).toMatchObject({ notifications: [{ id }], more: false })
      expect((await read({ cursor: page.cursor, 'topics[]': [topic] })).notifications).toEqual([])
    }
    const metrics = await fetch(`${platform.url}/metrics`)
    expect(await metrics.text()).toContain('hubwright_feed_requests{kind="waiting"} 0')
  })

  it('waits on when what is told is not what it asks for', async () => {
    const topic = newTopic()
    const answer = read({ cursor: 'now', 'topics[]': [topic], wait: 30 })
    await isWaiting(1)
    await tell(newTopic())
    await tell(newTopic())
    expect(waitingOn()).toBe(1)
    const id = await tell(topic)
    expect((await answer).notifications).toMatchObject([{ id }])
  })

  it('waits for what an open transaction still hides', async () => {
    const [topic, cursor] = [newTopic(), await now()]
    const older = await platform.app.rooms.database.pool.connect()
    try {
      await older.query('begin')
      await older.query('select pg_current_xact_id()')
      const answer = read({ cursor, 'topics[]': [topic], wait: 30 })
      await isWaiting(1)
      const id = await tell(topic)
      expect((await read({ cursor, 'topics[]': [topic] })).notifications).toEqual([])
      await older.query('commit')
      expect((await answer).notifications).toMatchObject([{ id }])
    } finally {
      older.release()
    }
  })

  it('holds no connection, and lets no more wait than it says', async () => {
    const [topic, cursor] = [newTopic(), await now()]
    const query = { cursor, 'topics[]': [topic], wait: 30 }
    const answers = Array.from({ length: mostWaiting }, () => read(query))
    await isWaiting(mostWaiting)
    const { pool } = platform.app.rooms.database
    await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount))
    expect(pool.waitingCount).toBe(0)
    const refused = await platform.request('GET', url, { query })
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await read({ ...query, wait: 0 })).notifications).toEqual([])
    const there = { 'topics[]': [await toldTopic()], wait: 30 }
    expect((await read(there)).notifications).toHaveLength(1)
    const other = platform.request('GET', url, { query, tenant: platform.second })
    await isWaiting(mostWaiting + 1)
    const id = await tell(topic)
    for (const page of await Promise.all(answers))
      expect(page.notifications).toMatchObject([{ id }])
    // Another organization's waits on: nothing was told to it.
    await isWaiting(1)
    const body = { topic, severity: 'low', message: 'theirs', from: 'test' }
    await platform.request('POST', '/notifications', { body, tenant: platform.second })
    expect(pageOf(await other).notifications).toMatchObject([{ message: 'theirs' }])
  })

  it('ends when the client leaves', async () => {
    const leaving = new AbortController()
    const answer = fetch(`${platform.api}${url}?cursor=${await now()}&wait=30`, {
      headers: { authorization: platform.first.authorization },
      signal: leaving.signal,
    })
    await isWaiting(1)
    leaving.abort()
    await expect(answer).rejects.toThrow()
    await isWaiting(0)
  })

  it('ends with an answer when the server stops', async () => {
    const cursor = await now()
    const answer = read({ cursor, wait: 30 }, beside)
    await isWaiting(1, beside)
    const closed = beside.close()
    const page = await answer
    expect(page).toMatchObject({ notifications: [], more: false })
    await closed
    const id = await tell(newTopic())
    expect((await read({ cursor: page.cursor, wait: 30 })).notifications).toMatchObject([{ id }])
  })

  it.each([-1, 31, 1.5, 'long'])('refuses to wait for %s', async (wait) => {
    const { status, body } = await platform.request('GET', url, { query: { wait } })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('wait')
  })
})
