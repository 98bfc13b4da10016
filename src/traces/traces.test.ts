import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { PlatformError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { silentLog } from '../core/log.ts'
import { SendError, type OutboundRequest, type Sender } from '../net/sender.ts'
import { openVault } from '../vault/vault.ts'
import type { TracedCall } from './capture.ts'
import { traceLimits } from './trace.ts'
import { createTraces } from './traces.ts'

const database = await testDatabase()
const vault = openVault({ masterKeys: [Buffer.alloc(32, 1)], lookupKey: Buffer.alloc(32, 2) })
const clock = { now: () => 1_000_000 }
const audit = { record: async () => {} }
const faults: unknown[] = []
const log: Log = { ...silentLog, error: (...words: unknown[]) => void faults.push(words) }
const traces = createTraces({ database, vault, audit, clock, log })
const sender: Sender = {
  send: async ({ url }) => {
    if (url.endsWith('/lost')) throw new SendError('reset', 'during', 'lost key-in-words')
    return { status: 200, headers: {}, body: Buffer.from(url) }
  },
  refusal: async () => undefined,
  close: async () => {},
}
const watched = traces.watch(sender)
const get = (path: string): OutboundRequest => ({
  method: 'GET',
  url: `https://v.test/${path}`,
  headers: {},
})
const answerOf = () => ({ status: 200, headers: {}, payload: 'done' })

let organizationId = 0
let accountId = 0
let calls = 0

beforeAll(async () => {
  const organization = await database.db
    .insertInto('organizations')
    .values({ name: 'o', secret_hash: Buffer.from('o'), secret_sealed: Buffer.alloc(0) })
    .returning('id')
    .executeTakeFirstOrThrow()
  organizationId = organization.id
  const account = await database.db
    .insertInto('accounts')
    .values({ organization_id: organizationId, external_id: 'a', name: 'a', type: 'Default' })
    .returning('id')
    .executeTakeFirstOrThrow()
  accountId = account.id
})

function call(words: Partial<TracedCall> = {}): TracedCall {
  calls += 1
  return {
    kind: 'call',
    requestId: calls.toString(16).padStart(24, '0'),
    organizationId,
    accountId,
    connectorKey: 'shop',
    method: 'GET',
    url: '/orders?q=1',
    headers: {},
    body: undefined,
    secrets: ['key-in-words'],
    ...words,
  }
}
const read = ({ requestId }: TracedCall) => traces.read(organizationId, { requestId })
const urls = async (of: TracedCall) =>
  (await read(of)).content.exchanges.map(({ request }) => request.url)

describe('a capture', () => {
  it('has what was sent within it and nothing else, however many run', async () => {
    const many = Array.from({ length: 5 }, () => call())
    const works = many.map((one) =>
      traces.capture(
        one,
        async () => {
          await watched.send(get(`${one.requestId}/1`))
          await Promise.resolve()
          await watched.send(get(`${one.requestId}/2`))
        },
        answerOf,
      ),
    )
    await Promise.all([...works, watched.send(get('outside'))])
    for (const one of many) {
      const [first, second] = await urls(one)
      expect([first, second]).toEqual([
        `https://v.test/${one.requestId}/1`,
        `https://v.test/${one.requestId}/2`,
      ])
    }
  })

  it('passes on what comes back and what is thrown, and keeps both', async () => {
    const fine = call()
    expect(await traces.capture(fine, async () => 'result', answerOf)).toBe('result')
    const refused = call()
    const error = new PlatformError('vendor_unreachable', 'no key-in-words', {
      headers: { 'retry-after': '5' },
    })
    const work = async () => {
      await expect(watched.send(get('lost'))).rejects.toThrow('lost')
      throw error
    }
    await expect(traces.capture(refused, work, answerOf)).rejects.toBe(error)
    const trace = await read(refused)
    expect(trace).toMatchObject({ status: 502, vendorCalls: 1, path: '/orders' })
    expect(trace.content.response.headers['retry-after']).toBe('5')
    expect(trace.content.exchanges[0]?.failure).toEqual({ kind: 'reset', message: 'lost ********' })
    const odd = call()
    const failing = () => Promise.reject(new TypeError('inner words'))
    await expect(traces.capture(odd, failing, answerOf)).rejects.toThrow(TypeError)
    expect(await read(odd)).toMatchObject({ status: 500 })
    expect(JSON.stringify(await read(odd))).not.toContain('inner words')
  })

  it('keeps so many exchanges and counts the rest', async () => {
    const one = call()
    await traces.capture(
      one,
      async () => {
        for (let count = 0; count < traceLimits.exchanges + 3; count += 1) {
          await watched.send(get(String(count)))
        }
      },
      answerOf,
    )
    expect(await urls(one)).toHaveLength(traceLimits.exchanges)
    expect((await read(one)).vendorCalls).toBe(traceLimits.exchanges + 3)
  })

  it('learns on the way, and is not kept when it never learns whose it is', async () => {
    const kept: string[] = []
    const unknown = call({ connectorKey: undefined, onKept: () => void kept.push('unknown') })
    await traces.capture(unknown, async () => {}, answerOf)
    await expect(read(unknown)).rejects.toMatchObject({ code: 'not_found' })
    const known = call({ connectorKey: undefined, onKept: () => void kept.push('known') })
    await traces.capture(
      known,
      async () => {
        await watched.send(get('late-secret'))
        traces.learn({ connectorKey: 'shop', secrets: ['late-secret'] })
      },
      answerOf,
    )
    expect(await urls(known)).toEqual(['https://v.test/********'])
    expect(kept).toEqual(['known'])
    traces.learn({ secrets: ['nobody listens'] })
  })

  it('harms no call when it cannot be kept', async () => {
    const broken = call({
      onKept: () => {
        throw new Error('broken')
      },
    })
    expect(await traces.capture(broken, async () => 7, answerOf)).toBe(7)
    expect(faults).toHaveLength(1)
  })

  it('is over when its work is: what comes later belongs to nobody', async () => {
    const one = call()
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    let later: Promise<unknown> | undefined
    await traces.capture(
      one,
      async () => {
        later = ended.then(() => watched.send(get('later')))
      },
      answerOf,
    )
    const other = call()
    await traces.capture(
      other,
      async () => {
        end()
        await later
      },
      answerOf,
    )
    expect(await urls(other)).toEqual([])
    expect(await urls(one)).toEqual([])
  })
})
