/** A vendor that misbehaves: every way is one clear answer, nothing acts twice, and the connection recovers. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
} from './ecwid-client.ts'

const running = await startPlatform({ callTimeoutMs: 2_000 })
/** Another node on the same database. */
const beside = await startPlatform({ beside: running, callTimeoutMs: 2_000 })
const platform = platformClient(running)
const control = storeControl(running)
const store = await newStore(control, 3201, { products: 5, orders: 5, customers: 3 })
const instance = await connectByToken(platform, store)
const hub = hubClient(running, String(instance['token']))

const fault = (body: Record<string, unknown>) => control('POST', '/faults', { body }).then(record)
const path = '/api/v3/3201/products'

beforeEach(async () => {
  await control('DELETE', '/faults')
  await control('DELETE', '/calls')
})

describe('reading', () => {
  it.each([[500], [503], ['reset'], ['truncate']])('gets over two times %s', async (kind) => {
    await fault({ match: `GET ${path}`, fault: kind, times: 2 })
    expect(rows(await hub('GET', '/products'))).toHaveLength(5)
    expect(await callsSeen(control, path)).toBe(3)
  })

  it('waits for a 429 and then goes on', async () => {
    await fault({ match: `GET ${path}`, fault: 429, times: 1, retryAfterSeconds: 1 })
    expect(rows(await hub('GET', '/products'))).toHaveLength(5)
    expect(await callsSeen(control, path)).toBe(2)
  })

  it.each<[string, Record<string, unknown>, number, string, RegExp]>([
    ['half an answer', { fault: 'truncate' }, 502, 'vendor_answer_unreadable', /broke off/],
    ['a page', { fault: 'html' }, 502, 'vendor_answer_unreadable', /not readable JSON/],
    ['text', { fault: 'notjson' }, 502, 'vendor_answer_unreadable', /not readable JSON/],
    ['nothing', { fault: 'empty' }, 502, 'vendor_answer_unreadable', /empty body/],
    ['too much', { fault: 'oversized' }, 502, 'vendor_answer_unreadable', /larger than 10 MB/],
    ['a closed connection', { fault: 'reset' }, 502, 'vendor_unreachable', /closed the connection/],
    ['silence', { fault: 'timeout' }, 502, 'vendor_timeout', /in time/],
    ['a failure', { fault: 500 }, 502, 'vendor_failed', /500/],
    ['a failure told in a page', { fault: 'html', status: 503 }, 502, 'vendor_failed', /503/],
    ['a plan that is not paid', { fault: 402 }, 402, 'vendor_payment_required', /./],
  ])('%s is an answer that says what happened', async (_name, words, status, code, message) => {
    await fault({ match: `GET ${path}`, times: 9, ...words })
    const answer = await hub('GET', '/products')
    expect(answer).toMatchObject({
      status,
      body: { code, message: expect.stringMatching(message) as string },
    })
    expect(await callsSeen(control, path)).toBeLessThanOrEqual(3)
  })
})

describe('writing', () => {
  it.each([[500], ['reset'], ['truncate'], ['timeout']])(
    'is never done twice because of %s',
    async (kind) => {
      await fault({ match: `POST ${path}`, fault: kind, times: 5, when: 'after' })
      const answer = await hub('POST', '/products', { body: { name: `Once ${kind}` } })
      expect(answer.status).toBe(502)
      expect(await callsSeen(control, path)).toBe(1)
    },
  )
})

describe('the vendor’s limit', () => {
  it('stops the whole instance for as long as the vendor says, and no other', async () => {
    const other = await newStore(control, 3202, { products: 2 })
    const neighbour = hubClient(running, String((await connectByToken(platform, other))['token']))
    await fault({ match: `GET ${path}`, fault: 429, times: 1, retryAfterSeconds: 30 })
    const first = await hub('GET', '/products')
    expect(first).toMatchObject({ status: 429, body: { code: 'vendor_rate_limited' } })
    expect(first.headers['retry-after']).toBe('30')
    const second = await hub('GET', '/orders')
    expect(second).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(20)
    expect(await callsSeen(control, '/api/v3/3201')).toBe(1)
    expect(rows(await neighbour('GET', '/products'))).toHaveLength(2)
  })

  it('is told to the other nodes', async () => {
    const own = await newStore(control, 3203, { products: 2 })
    const token = String((await connectByToken(platform, own))['token'])
    const [here, there] = [hubClient(running, token), hubClient(beside, token)]
    expect(rows(await there('GET', '/products'))).toHaveLength(2)
    await fault({ match: 'GET /api/v3/3203/products', fault: 429, times: 1, retryAfterSeconds: 30 })
    expect((await here('GET', '/products')).status).toBe(429)
    await expect
      .poll(async () => (await there('GET', '/orders')).status, { interval: 20 })
      .toBe(429)
  })
})

describe('a token that was revoked', () => {
  it('marks the instance, says how to cure it, and asks the vendor no more', async () => {
    const own = await newStore(control, 3204, { products: 2 })
    const lost = hubClient(running, String((await connectByToken(platform, own))['token']))
    await fault({ match: 'GET /api/v3/3204/products', fault: 'revoked', times: 1 })
    const first = await lost('GET', '/products')
    expect(first).toMatchObject({ status: 401, body: { code: 'reauth_required' } })
    await control('DELETE', '/calls')
    const second = await lost('GET', '/products')
    expect(second).toMatchObject({
      status: 401,
      body: {
        code: 'reauth_required',
        message: expect.stringContaining('PUT /instances/') as string,
      },
    })
    expect(record(await lost('GET', '/ping'))).toMatchObject({ valid: false })
    expect((await lost('GET', '/objects')).status).toBe(200)
    expect(await callsSeen(control, '/api/v3/3204')).toBe(0)
  })
})
