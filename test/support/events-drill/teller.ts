/**
 * The drills' vendor: tells of each change by a signed webhook, again and again with the same id until it hears 200, and
 * keeps a list of changes for who asks.
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { tellerSecret } from './teller-definition.ts'

export interface Telling {
  /** Of the server. */
  readonly url: string
  readonly count: number
  readonly perSecond: number
  /** Told in turn. */
  readonly accounts: readonly string[]
}

export interface Teller {
  readonly url: string
  /** Ids of the webhooks that were answered 200, and when (`performance.now()`). */
  readonly acknowledged: ReadonlyMap<string, number>
  /** Answers that no vendor should get: anything but 200 and 503. */
  readonly refused: readonly number[]
  /** Ids in the list of changes. */
  readonly changes: readonly string[]
  /** Aborted when it is closed. */
  readonly closing: AbortSignal
  /** Resolves when all were acknowledged, or the vendor was closed. */
  tell(telling: Telling): Promise<void>
  /** Adds a record to the list. */
  change(): void
  close(): Promise<void>
}

/** Webhooks at once. */
const lanes = 16
/** Vendors wait longer; what is lost would be lost as well. */
const retryMs = 100
const answerTimeoutMs = 10_000

/** @param readMs how long it takes to answer for a record */
export async function startTeller({ readMs = 0 } = {}): Promise<Teller> {
  const acknowledged = new Map<string, number>()
  const refused: number[] = []
  const list: { id: string; at: number }[] = []
  const closing = new AbortController()
  const agent = new Agent({ connections: lanes })
  let last = 0

  async function tellOnce(url: string, body: string): Promise<number | undefined> {
    try {
      const answer = await request(`${url}/elements/api-v2/events/teller`, {
        method: 'POST',
        dispatcher: agent,
        headers: {
          'content-type': 'application/json',
          'x-teller-signature': createHmac('sha256', tellerSecret).update(body).digest('base64'),
        },
        body,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(answerTimeoutMs)]),
      })
      await answer.body.dump()
      return answer.statusCode
    } catch {
      // Nobody listens, or the line was cut: the vendor cannot know whether it was stored.
      return undefined
    }
  }

  async function tellUntilTaken(url: string, account: string): Promise<void> {
    const number = (last += 1)
    const id = `told-${number}`
    const item = String(number)
    const body = JSON.stringify({ id, account, type: 'item.updated', item })
    while (!closing.signal.aborted) {
      const status = await tellOnce(url, body)
      if (status === 200) {
        acknowledged.set(id, performance.now())
        return
      }
      if (status !== undefined && status !== 503) refused.push(status)
      await pause(retryMs)
    }
  }

  const pause = (ms: number) =>
    delay(ms, undefined, { signal: closing.signal }).catch(() => undefined)

  async function answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://teller')
    if (pathname !== '/changes') await pause(readMs)
    const since = Number(searchParams.get('since') ?? 0) * 1000
    const body =
      pathname === '/changes'
        ? list.filter(({ at }) => at >= since).map(({ id, at }) => ({ id, updated: isoOf(at) }))
        : { id: pathname.split('/').at(-1), name: 'Cup' }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const server = createServer((question, response) => void answer(question, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    refused,
    closing: closing.signal,
    get changes() {
      return list.map(({ id }) => id)
    },
    async tell({ url, count, perSecond, accounts }) {
      let left = count
      const lane = async () => {
        while (left > 0 && !closing.signal.aborted) {
          left -= 1
          await tellUntilTaken(url, accounts[left % accounts.length] ?? '')
          await pause((lanes * 1000) / perSecond)
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
    },
    change: () => void list.push({ id: `change-${list.length + 1}`, at: Date.now() }),
    async close() {
      closing.abort()
      await agent.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

const isoOf = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`
