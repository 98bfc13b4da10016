import { describe, expect, test } from 'vitest'
import {
  connection,
  connector,
  fakeVendor,
  resource,
  type Script,
} from '../../test/support/fake-vendor.ts'
import { silentLog } from '../core/log.ts'
import type { OpenInstance } from '../instances/open-instance.ts'
import { AnswerMemory } from './answer-memory.ts'
import type { TracedCall } from '../traces/capture.ts'
import type { TracedAnswer } from '../traces/traces.ts'
import { createHub } from './hub.ts'
import type { HubRequest } from './hub-request.ts'
import type { UsageRecord } from './usage-record.ts'

const shop = connector([
  resource({ method: 'GET', path: '/orders', hubwright: { totalPath: 'none' } }),
  resource({ method: 'GET', path: '/orders/{id}' }),
  resource({ method: 'DELETE', path: '/orders/{id}' }),
  resource({ method: 'GET', path: '/legacy', hubwright: { authentication: ['custom'] } }),
  resource({ method: 'GET', path: '/profile', type: 'provisionAuthValidation' }),
])

function open(script: Script | Script[], words: Partial<OpenInstance> = {}) {
  const vendor = fakeVendor(script)
  const usage: UsageRecord[] = []
  const memory = new AnswerMemory({ clock: vendor.clock })
  const traced: { call: TracedCall; answer: TracedAnswer }[] = []
  const hub = createHub({
    vendorCalls: vendor.calls,
    answers: {
      memory,
      accountChanged: async ({ vendorAccount }) => memory.forgetVendorAccount(vendorAccount),
    },
    ownWrites: { keep: (_instance, _write, send) => send() },
    usage: { record: (record) => void usage.push(record) },
    traces: {
      capture(call, work, answerOf) {
        return work().then((result) => {
          traced.push({ call, answer: answerOf(result) })
          return result
        })
      },
    },
    clock: vendor.clock,
    log: silentLog,
  })
  const instance: OpenInstance = {
    ...connection(shop),
    id: 1000,
    accountId: 2,
    name: 'North',
    tags: ['eu'],
    disabled: false,
    state: 'connected',
    stateReason: undefined,
    filterNulls: true,
    caching: undefined,
    vendorAccount: 'account of the shop',
    revision: 1,
    tracedUntil: 0,
    ...words,
  }
  const request = (path: string, more: Partial<HubRequest> = {}): HubRequest => ({
    instanceCaller: {
      instance,
      caller: {
        organizationId: 1,
        accountId: 2,
        userId: 3,
        roles: [],
        isOrganizationAdmin: false,
        privileges: new Set(),
        via: 'secrets',
      },
    },
    hub: 'anything',
    method: 'GET',
    path,
    segments: path.slice(1).split('/'),
    query: {},
    queryText: '',
    headers: {},
    body: undefined,
    requestId: '0123456789abcdef01234567',
    ip: '127.0.0.1',
    uri: `/elements/api-v2/hubs/anything${path}?where`,
    meter: { vendorCalls: 0 },
    ...more,
  })
  return { hub, vendor, usage, traced, request, instance }
}

describe('a hub call', () => {
  test('answers the records without nulls, and with them when the instance wants them', async () => {
    const body = [{ id: 1, gone: null, deep: { also: null } }]
    const { hub, request } = open({ body })
    const answer = await hub.call(request('/orders'))
    expect(answer).toMatchObject({ status: 200, headers: { 'elements-returned-count': '1' } })
    expect(JSON.parse(String(answer.payload))).toEqual([{ id: 1, deep: {} }])
    const raw = open({ body }, { filterNulls: false })
    expect(JSON.parse(String((await raw.hub.call(raw.request('/orders'))).payload))).toEqual(body)
  })

  test('answers 200 for every kind of success, and nothing for a DELETE', async () => {
    const { hub, request } = open({ status: 201, body: { deleteCount: 1 } })
    const answer = await hub.call(request('/orders/1', { method: 'DELETE' }))
    expect(answer).toMatchObject({ status: 200, payload: undefined })
  })

  test.each<[string, Partial<OpenInstance>, string, Partial<HubRequest>, number, string]>([
    ['disabled', { disabled: true }, '/orders', {}, 403, 'instance_disabled'],
    [
      'dead credentials',
      { state: 'reauth_required', stateReason: 'INVALID' },
      '/orders',
      {},
      401,
      'reauth_required',
    ],
    ['an unknown path', {}, '/things', {}, 404, 'not_found'],
    ['a wrong method', {}, '/orders', { method: 'PUT' }, 405, 'method_not_allowed'],
    ['a foreign authentication', {}, '/legacy', {}, 400, 'authentication_not_supported'],
  ])(
    '%s: refused without a word to the vendor, and recorded',
    async (_name, words, path, more, status, code) => {
      const { hub, request, vendor, usage } = open({ body: [] }, words)
      await expect(hub.call(request(path, more))).rejects.toMatchObject({ status, code })
      expect(vendor.received).toHaveLength(0)
      expect(usage).toMatchObject([{ status, vendorCalls: 0 }])
    },
  )

  test('is recorded with the resource it meant and the calls it took', async () => {
    const { hub, request, usage } = open([{ status: 500 }, { body: { id: 1 } }])
    await hub.call(request('/orders/1'))
    expect(usage).toMatchObject([
      {
        api: 'GET /orders/{id}',
        hub: 'anything',
        instanceId: 1000,
        instanceName: 'North',
        connectorKey: 'shop',
        status: 200,
        vendorCalls: 2,
        durationMs: 200,
        tags: ['eu'],
        message: null,
      },
    ])
  })

  test('that fails is recorded with the calls it took, too', async () => {
    const { hub, request, usage } = open({ status: 500 })
    await expect(hub.call(request('/orders/1'))).rejects.toMatchObject({ status: 502 })
    expect(usage).toMatchObject([{ status: 502, vendorCalls: 3 }])
  })
})

describe('ping', () => {
  test('says valid after a look at the vendor, and not valid when it refuses', async () => {
    const good = open({ body: {} })
    expect(JSON.parse(String((await good.hub.ping(good.request('/ping'))).payload))).toEqual({
      dateTime: '1970-01-01T00:00:00.000Z',
      endpoint: 'shop',
      valid: true,
    })
    expect(good.vendor.received.map((one) => one.path)).toEqual(['/api/profile'])
    const bad = open({ status: 401 })
    expect(JSON.parse(String((await bad.hub.ping(bad.request('/ping'))).payload))).toMatchObject({
      valid: false,
    })
    const dead = open({ body: {} }, { state: 'reauth_required' })
    expect(JSON.parse(String((await dead.hub.ping(dead.request('/ping'))).payload))).toMatchObject({
      valid: false,
    })
    expect(dead.vendor.received).toHaveLength(0)
  })

  test('is an error when the vendor is away or the instance is disabled', async () => {
    const away = open({ status: 503 })
    await expect(away.hub.ping(away.request('/ping'))).rejects.toMatchObject({ status: 502 })
    const disabled = open({ body: {} }, { disabled: true })
    await expect(disabled.hub.ping(disabled.request('/ping'))).rejects.toMatchObject({
      status: 403,
    })
  })
})

describe('an instance that remembers answers', () => {
  const caching = { lifeMs: 60_000, maxBytes: 100_000 }
  const cacheOf = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
    headers['elements-cache']

  test('gives an answer again without the vendor, with all its headers, and records it', async () => {
    const { hub, request, vendor, usage } = open({ body: [{ id: 1, gone: null }] }, { caching })
    const miss = await hub.call(request('/orders', { query: { pageSize: '1', page: '1' } }))
    expect(miss.headers).toMatchObject({ 'elements-cache': 'miss', 'elements-returned-count': '1' })
    expect(miss.headers).not.toHaveProperty('age')
    vendor.clock.set(2900)
    const hit = await hub.call(request('/orders', { query: { page: '1', pageSize: '1' } }))
    expect(hit.headers).toEqual({ ...miss.headers, 'elements-cache': 'hit', age: '2' })
    expect(String(hit.payload)).toBe('[{"id":1}]')
    expect(String(miss.payload)).toBe('[{"id":1}]')
    expect(vendor.received).toHaveLength(1)
    expect(usage.map(({ api, status, vendorCalls }) => [api, status, vendorCalls])).toEqual([
      ['GET /orders', 200, 1],
      ['GET /orders', 200, 0],
    ])
  })

  test('asks anew for no-cache, and gives that answer from then on', async () => {
    const { hub, request, vendor } = open([{ body: { n: 1 } }, { body: { n: 2 } }], { caching })
    await hub.call(request('/orders/1'))
    const headers = { 'cache-control': 'max-age=0, No-Cache' }
    const fresh = await hub.call(request('/orders/1', { headers }))
    expect([cacheOf(fresh), String(fresh.payload)]).toEqual(['bypass', '{"n":2}'])
    const again = await hub.call(request('/orders/1'))
    expect([cacheOf(again), String(again.payload)]).toEqual(['hit', '{"n":2}'])
    expect(vendor.received).toHaveLength(2)
  })

  test('says nothing of it and asks each time while that is off', async () => {
    const { hub, request, vendor } = open({ body: { n: 1 } })
    await hub.call(request('/orders/1'))
    expect(cacheOf(await hub.call(request('/orders/1')))).toBeUndefined()
    expect(vendor.received).toHaveLength(2)
  })

  test('remembers no errors', async () => {
    const { hub, request, vendor } = open([{ status: 404 }, { body: { n: 1 } }], { caching })
    await expect(hub.call(request('/orders/1'))).rejects.toMatchObject({ status: 404 })
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('miss')
    expect(vendor.received).toHaveLength(2)
  })

  test('refuses first, whatever it remembers', async () => {
    const { hub, request, instance } = open({ body: { n: 1 } }, { caching })
    await hub.call(request('/orders/1'))
    const { instanceCaller } = request('/orders/1')
    const disabled = { ...instanceCaller, instance: { ...instance, disabled: true } }
    await expect(
      hub.call(request('/orders/1', { instanceCaller: disabled })),
    ).rejects.toMatchObject({ status: 403 })
  })

  test.each<[string, Script]>([
    ['a write', { body: {} }],
    ['a write that failed', { status: 500 }],
    ['a write that was cut off', new Error('cut')],
  ])('forgets after %s', async (_name, script) => {
    const { hub, request } = open([{ body: { n: 1 } }, script, { body: { n: 2 } }], { caching })
    await hub.call(request('/orders/1'))
    await hub.call(request('/orders/1', { method: 'DELETE' })).catch(() => undefined)
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('miss')
  })

  test('forgets after a pass-through that is not a GET', async () => {
    const { hub, request } = open({ body: { n: 1 } }, { caching })
    await hub.call(request('/orders/1'))
    const read = await hub.proxy(request('/proxy/orders'), '/orders')
    expect(cacheOf(read)).toBeUndefined()
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('hit')
    await hub.proxy(request('/proxy/orders', { method: 'POST' }), '/orders')
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('miss')
  })

  test('goes on remembering after a write that never left', async () => {
    const { hub, request } = open({ body: { n: 1 } }, { caching })
    await hub.call(request('/orders/1'))
    await expect(hub.call(request('/orders/1', { method: 'PUT' }))).rejects.toMatchObject({
      status: 405,
    })
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('hit')
  })

  test('takes a GET that acts at the vendor for a write', async () => {
    const acting = connector([
      resource({ method: 'GET', path: '/orders/{id}' }),
      resource({ method: 'GET', path: '/acts', vendorMethod: 'POST' }),
    ])
    const words = { caching, connector: acting }
    const { hub, request, vendor } = open({ body: { n: 1 } }, words)
    await hub.call(request('/orders/1'))
    expect(cacheOf(await hub.call(request('/acts')))).toBeUndefined()
    expect(cacheOf(await hub.call(request('/orders/1')))).toBe('miss')
    expect(vendor.received).toHaveLength(3)
  })
})

test('objects answers for disabled instances, in both shapes', () => {
  const { hub, instance } = open({ body: {} }, { disabled: true })
  expect(hub.objects(instance, 'Hydrogen')).toContain('orders')
  expect(hub.objects(instance, 'Helium')).toContainEqual({
    name: 'orders',
    vendorName: 'orders',
    type: 'vendor',
  })
  expect(() => hub.metadata(instance, 'nothing')).toThrow(/No object found/)
})

test('pass-through hands the answer on untouched but keeps pages from running', async () => {
  const { hub, request, vendor } = open({
    status: 404,
    text: '<html>',
    headers: { 'content-type': 'text/html' },
  })
  const answer = await hub.proxy(request('/proxy/a/b', { queryText: 'x=1' }), '/a/b')
  expect(vendor.received[0]?.url).toBe('https://vendor.test/api/a/b?x=1')
  expect(answer).toMatchObject({
    status: 404,
    headers: { 'content-type': 'text/html', 'x-content-type-options': 'nosniff' },
  })
  expect(String(answer.payload)).toBe('<html>')
})

describe('tracing', () => {
  test('sees calls until its time is over, with the secrets they must not show', async () => {
    const { hub, vendor, traced, request } = open({ body: [] }, { tracedUntil: 1000 })
    vendor.clock.set(999)
    await hub.call(request('/orders', { queryText: "where=id='7'", method: 'GET' }))
    expect(traced).toMatchObject([
      {
        call: {
          kind: 'call',
          instanceId: 1000,
          connectorKey: 'shop',
          method: 'GET',
          url: "/elements/api-v2/hubs/anything/orders?where=id='7'",
          secrets: ['token-of-the-shop'],
        },
        answer: {
          status: 200,
          headers: { 'content-type': expect.stringContaining('json') as string },
        },
      },
    ])
    await hub.proxy(request('/proxy/x', { body: Buffer.from('raw'), method: 'POST' }), '/x')
    await hub.ping(request('/ping'))
    expect(traced.map(({ call }) => call.body)).toEqual([undefined, Buffer.from('raw'), undefined])
    vendor.clock.set(1000)
    await hub.call(request('/orders'))
    expect(traced).toHaveLength(3)
  })
})
