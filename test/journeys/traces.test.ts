/** What people find in a trace, how long, and who they must be; and what nobody finds there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type Answer, type Platform } from '../support/start-platform.ts'
import { startLeakyVendor } from './leaky-vendor.ts'

const vendor = await startLeakyVendor()
afterAll(() => vendor.close())
const env = { HUBWRIGHT_CONNECTORS_DIR: vendor.folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' }
// Long enough for two pauses between three tries.
const options = { env, sandbox: false, callTimeoutMs: 2_500 }
const platform = await startPlatform(options)
const beside = await startPlatform({ ...options, beside: platform })
const { first, second } = platform
const { pool } = platform.app.rooms.database

interface Shown {
  url: string
  headers: Record<string, string>
  body?: { type?: string; bytes: number; text?: string; isCut?: boolean }
}
interface Exchange {
  request: Shown & { method: string }
  response?: Shown & { status: number }
  failure?: { kind: string; message: string }
  durationMs: number
}
interface Trace {
  requestId: string
  status: number
  vendorCalls: number
  path: string
  request: Shown
  response: Shown & { status: number }
  exchanges: Exchange[]
}

const clientSecret = 'client-secret-of-the-shop'
const shopKey = 'key+of/the shop'
let instance: { id: number; token: string }
let path = ''

const ask = (method: string, where: string, body?: unknown) =>
  platform.request(method, where, body === undefined ? {} : { body })
const create = (code: string, providerData: object = {}, tenant = first) =>
  platform.request('POST', '/instances', {
    tenant,
    body: {
      element: { key: 'leakshop' },
      name: 'Leaky',
      providerData: { code, ...providerData },
      configuration: {
        'oauth.api.key': 'client-of-the-shop',
        'oauth.api.secret': clientSecret,
        'oauth.callback.url': 'http://127.0.0.1:4100/connected',
        'shop.key': shopKey,
      },
    },
  })
const call = (node: Platform = platform, method = 'GET', more: object = {}) =>
  node.request(method, '/hubs/things/things', { token: instance.token, ...more })
const idOf = ({ headers }: Answer) => headers['elements-request-id'] ?? ''

beforeAll(async () => {
  const made = await create('good-code-1234')
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 200 })
  instance = made.body as typeof instance
  path = `/instances/${instance.id}`
})

async function read(requestId: string): Promise<Trace> {
  const answer = await ask('GET', `${path}/traces/${requestId}`)
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  expectNoSecret(answer.body)
  return answer.body as Trace
}

/** Everything that acts for anybody, in every form it may take. */
function expectNoSecret(body: unknown): void {
  const secrets = [
    first.userSecret,
    first.organizationSecret,
    instance.token,
    clientSecret,
    shopKey,
    'good-code-1234',
    'wrong-code-1234',
    'only-named-here',
    'cookie-',
    ...vendor.tokens,
  ]
  const text = JSON.stringify(body)
  for (const secret of secrets) {
    const base64 = Buffer.from(secret).toString('base64')
    for (const form of [secret, encodeURIComponent(secret), base64, secret.replaceAll(' ', '+')]) {
      expect(text.includes(form), `${form} in ${text}`).toBe(false)
    }
  }
}

describe('tracing', () => {
  it('is off until somebody wants it', async () => {
    expect((await ask('GET', path)).body).toMatchObject({ traceLoggingEnabled: false })
    await call()
    expect(await ask('GET', `${path}/traces`)).toMatchObject({
      status: 404,
      body: { code: 'nothing_found', message: 'No traces found' },
    })
  })

  it.each([[0], [-1], [1441], [1.5], ['60'], [null]])(
    'of %s minutes is refused with the name of the field',
    async (duration) => {
      for (const where of [`${path}/trace-logging`, '/instances/trace-logging']) {
        const answer = await platform.request('PUT', where, {
          body: { duration },
          token: instance.token,
        })
        expect(answer).toMatchObject({
          status: 400,
          body: { code: 'invalid_request', details: [{ path: '/duration' }] },
        })
      }
      expect((await ask('GET', path)).body).toMatchObject({ traceLoggingEnabled: false })
    },
  )

  it('shows the request, the answer and what was said to the vendor, without any secret', async () => {
    const on = await ask('PUT', `${path}/trace-logging`, { duration: 5 })
    expect(on).toMatchObject({ status: 200, body: { traceLoggingEnabled: true } })
    const answer = await call(platform, 'GET', {
      query: { where: "name='Anna'", token: 'of-the-client' },
      headers: { authorization: `User ${first.userSecret}, Element ${instance.token}` },
    })
    expect(answer.status).toBe(200)
    const trace = await read(idOf(answer))
    expect(trace).toMatchObject({
      requestId: idOf(answer),
      kind: 'call',
      instanceId: instance.id,
      elementKey: 'leakshop',
      method: 'GET',
      path: '/elements/api-v2/hubs/things/things',
      status: 200,
      vendorCalls: 1,
      request: {
        method: 'GET',
        url: expect.stringMatching(/\/things\?where=name.*Anna.*&token=\*{8}$/) as string,
        headers: { authorization: '********' },
      },
      response: {
        status: 200,
        headers: { 'content-type': expect.stringContaining('json') as string },
        body: { bytes: JSON.stringify(answer.body).length },
      },
      exchanges: [
        {
          request: {
            method: 'GET',
            url: expect.stringMatching(/\/api\/things\?k=\*{8}$/) as string,
            headers: { authorization: '********' },
          },
          response: {
            status: 200,
            headers: { 'x-echo': '******** ********', 'set-cookie': '********' },
            body: { type: 'application/json', text: expect.stringContaining('Anna') as string },
          },
        },
      ],
    })
  })

  it('shows a write with its body, and the error that the client got', async () => {
    vendor.fail(500)
    const answer = await call(platform, 'POST', { body: { name: 'Berta', password: 'pass-1' } })
    expect(answer.status).toBe(502)
    const trace = await read(idOf(answer))
    expect(trace.request.body?.text).toBe('{"name":"Berta","password":"********"}')
    expect(trace.response).toMatchObject({ status: 502 })
    expect(JSON.parse(trace.response.body?.text ?? '')).toMatchObject({
      requestId: idOf(answer),
      code: 'vendor_failed',
      message: (answer.body as { message: string }).message,
    })
    expect(trace.exchanges).toMatchObject([
      { request: { method: 'POST' }, response: { status: 500 } },
    ])
  })

  it.each<[string, (number | 'silence')[], number, (number | string)[]]>([
    ['failures that pass', [500, 503], 200, [500, 503, 200]],
    ['a limit that passes', [429], 200, [429, 200]],
    ['a vendor that stays silent', ['silence'], 502, ['timeout']],
  ])('shows every try: %s', async (_name, faults, status, tries) => {
    vendor.fail(...faults)
    const answer = await call()
    expect(answer.status).toBe(status)
    const { exchanges, vendorCalls } = await read(idOf(answer))
    expect(exchanges.map((one) => one.response?.status ?? one.failure?.kind)).toEqual(tries)
    expect(vendorCalls).toBe(tries.length)
  })

  it('shows the renewal of a token, and the refresh token of nobody', async () => {
    vendor.refuseTokens()
    const answer = await call()
    expect(answer.status).toBe(200)
    const { exchanges } = await read(idOf(answer))
    expect(
      exchanges.map(({ request, response }) => [
        request.method,
        new URL(request.url).pathname,
        response?.status,
      ]),
    ).toEqual([
      ['GET', '/api/things', 401],
      ['POST', '/token', 200],
      ['GET', '/api/things', 200],
    ])
    expect(exchanges[1]?.request.body?.text).toMatch(/grant_type=refresh_token/)
    expect(exchanges[1]?.response?.body?.text).toMatch(/"expires_in":3600/)
  })

  it('shows pass-through, and bytes by their number', async () => {
    vendor.blob = Buffer.from([0, 255, 0, 255])
    const answer = await platform.request('POST', '/hubs/things/proxy/blob', {
      token: instance.token,
      body: Buffer.from([0, 1, 2]),
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(answer.status).toBe(200)
    const trace = await read(idOf(answer))
    const bytes = (count: number) => ({ type: 'application/octet-stream', bytes: count })
    expect(trace.request.body).toEqual(bytes(3))
    expect(trace.response.body).toEqual(bytes(4))
    expect(trace.exchanges[0]?.request.body).toEqual(bytes(3))
    expect(trace.exchanges[0]?.response?.body).toEqual(bytes(4))
  })

  it('shows ping, and cuts what is long', async () => {
    const pong = await platform.request('GET', '/hubs/things/ping', { token: instance.token })
    expect((await read(idOf(pong))).exchanges).toHaveLength(1)
    vendor.blob = Buffer.alloc(100_000, 'z')
    const long = await platform.request('GET', '/hubs/things/proxy/blob', {
      token: instance.token,
      headers: { accept: '*/*' },
    })
    const shown = (await read(idOf(long))).response.body
    expect(shown).toEqual({ type: 'application/octet-stream', bytes: 100_000 })
    const body = { name: 'z'.repeat(100_000) }
    const written = await call(platform, 'POST', { body })
    const { request } = await read(idOf(written))
    expect(request.body).toMatchObject({ bytes: 100_011, isCut: true })
    expect(request.body?.text).toHaveLength(64 * 1024)
  })

  it('lists calls newest first, by outcome and time, page by page', async () => {
    const list = async (query: Record<string, string | number>) => {
      const answer = await platform.request('GET', `${path}/traces`, { query })
      const body = answer.body as { requestId: string; date: string; status: number }[]
      return { ...answer, body, ids: answer.status === 200 ? body.map((one) => one.requestId) : [] }
    }
    const all = await list({})
    expect(all.ids.length).toBeGreaterThan(7)
    expect(all.headers['elements-returned-count']).toBe(String(all.ids.length))
    expect(all.headers['elements-next-page-token']).toBeUndefined()
    expect(all.body[0]).not.toHaveProperty('exchanges')
    expect(all.ids).toEqual(all.ids.toSorted().toReversed())
    const pages: string[] = []
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await list({ pageSize: 3, ...(next === '' ? {} : { nextPage: next }) })
      pages.push(...page.ids)
      next = page.headers['elements-next-page-token']
    }
    expect(pages).toEqual(all.ids)
    const failed = await list({ status: 'FAILED' })
    expect(failed.body.map(({ status }) => status)).toEqual([502, 502])
    expect((await list({ status: 'success' })).ids).toHaveLength(all.ids.length - 2)
    const oldest = all.body.at(-1)?.date ?? ''
    expect((await list({ to: oldest })).ids).toEqual([all.ids.at(-1)])
    expect((await list({ from: '2100-01-01' })).status).toBe(404)
    for (const [name, value] of [
      ['status', 'perhaps'],
      ['from', 'yesterday'],
      ['nextPage', 'here'],
      ['pageSize', '0'],
    ] as const) {
      expect(await list({ [name]: value })).toMatchObject({
        status: 400,
        body: { details: [{ path: name }] },
      })
    }
    const own = await platform.request('GET', '/instances/traces', { token: instance.token })
    expect(own.body).toEqual(all.body)
    const one = await platform.request('GET', `/instances/traces/${all.ids[0]}`, {
      token: instance.token,
    })
    expect(one).toMatchObject({ status: 200, body: { requestId: all.ids[0] } })
  })

  it('keeps nothing in clear', async () => {
    const { rows } = await pool.query<{ row: string }>('select t::text as row from traces t')
    expect(rows.length).toBeGreaterThan(7)
    const text = JSON.stringify(rows)
    expectNoSecret(text)
    for (const word of ['Anna', 'Berta']) {
      expect(text).not.toContain(word)
      expect(text).not.toContain(Buffer.from(word).toString('hex'))
    }
  })
})

describe('the time of tracing', () => {
  it('holds on all nodes and ends at once when somebody ends it', async () => {
    await call(beside)
    const off = await ask('DELETE', `${path}/trace-logging`)
    expect(off).toMatchObject({ status: 200, body: { traceLoggingEnabled: false } })
    const isTraced = async (node: Platform) => {
      const requestId = idOf(await call(node))
      return (await node.request('GET', `${path}/traces/${requestId}`)).status === 200
    }
    await expect.poll(() => isTraced(beside)).toBe(false)
    expect(await isTraced(platform)).toBe(false)
    const on = await platform.request('PUT', '/instances/trace-logging', { token: instance.token })
    expect(on).toMatchObject({ status: 200, body: { traceLoggingEnabled: true } })
    expect(await isTraced(platform)).toBe(true)
    await expect.poll(() => isTraced(beside)).toBe(true)
    const own = await platform.request('DELETE', '/instances/trace-logging', {
      token: instance.token,
    })
    expect(own.body).toMatchObject({ traceLoggingEnabled: false })
  })

  it('is an hour when nothing is said, by the time of the database', async () => {
    await ask('PUT', `${path}/trace-logging`, {})
    const { rows } = await pool.query<{ minutes: number }>(
      `select extract(epoch from trace_logging_until - now()) / 60 as minutes from instances where id = $1`,
      [instance.id],
    )
    expect(Math.round(Number(rows[0]?.minutes))).toBe(60)
  })

  it('is over by itself, without a word to the nodes', async () => {
    await pool.query(
      `update instances set trace_logging_until = now() + interval '1 second' where id = $1`,
      [instance.id],
    )
    const { instances, notices } = platform.app.rooms
    const heard: string[] = []
    await notices.subscribe('instances', (payload) => void heard.push(payload))
    await pool.query(`select pg_notify('instances', $1)`, [String(instance.id)])
    // Notices come in order: after this one nothing is on its way any more.
    await pool.query(`select pg_notify('instances', '-17')`)
    await expect.poll(() => heard).toContain('-17')
    const opened = await instances.connectionOf(instance.id)
    expect(opened.tracedUntil - Date.now()).toBeLessThan(2_000)
    await expect
      .poll(async () => (await ask('GET', path)).body, { timeout: 5_000 })
      .toMatchObject({ traceLoggingEnabled: false })
    await expect.poll(() => Date.now() > opened.tracedUntil, { timeout: 5_000 }).toBe(true)
    const answer = await call()
    expect((await ask('GET', `${path}/traces/${idOf(answer)}`)).status).toBe(404)
    // It was opened before and is the same: nobody had told that anything changed.
    expect(instances.isCurrent(opened)).toBe(true)
  })
})

describe('the audit log', () => {
  it('says who began and ended tracing, and who read', async () => {
    const answer = await ask('GET', `/audit-logs/element-instances/${instance.id}`)
    const rows = answer.body as { action: string; user_id: number; instance_id: number }[]
    for (const action of ['instance.tracing-began', 'instance.tracing-ended', 'trace.read']) {
      expect(rows.find((row) => row.action === action)).toMatchObject({
        user_id: first.userId,
        instance_id: instance.id,
      })
    }
  })
})

describe('provisioning with debug', () => {
  const dump = (answer: Answer, element = 'leakshop', tenant = first) =>
    platform.request('GET', `/elements/${element}/trace/${answer.headers['elements-trace-id']}`, {
      tenant,
    })

  it('names a trace, and the old map is there', async () => {
    const plain = await create('good-code-2345')
    expect(plain.headers['elements-trace-id']).toBeUndefined()
    const made = await create('good-code-1234x', { debug: true })
    expect(made.status).toBe(200)
    const map = await dump(made)
    expect(map.status).toBe(200)
    expectNoSecret(map.body)
    expect(JSON.stringify(map.body)).not.toContain('good-code-1234x')
    expect(map.body).toMatchObject({
      'POST:/token': {
        request: { body: { text: expect.stringContaining('client_secret=********') as string } },
        response: { status: 200 },
      },
      'GET:/api/things': { response: { status: 200 } },
    })
    const { id } = made.body as { id: number }
    const listed = await ask('GET', `/instances/${id}/traces`)
    expect(listed.body).toMatchObject([{ kind: 'provisioning', vendorCalls: 2, instanceId: id }])
  })

  it('names one also when it failed, which is when one looks', async () => {
    const refused = await create('wrong-code-1234', { debug: 'true' })
    expect(refused).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    const map = await dump(refused)
    expectNoSecret(map.body)
    expect(map.body).toMatchObject({ 'POST:/token': { response: { status: 400 } } })
    vendor.fail(500, 503)
    const unproven = await create('good-code-4567', { debug: true })
    expect(Object.keys((await dump(unproven)).body as object)).toEqual([
      'POST:/token',
      'GET:/api/things',
      'GET:/api/things (2)',
      'GET:/api/things (3)',
    ])
  })

  it('names one for a change of an instance', async () => {
    const body = { providerData: { code: 'good-code-5678', debug: true } }
    for (const where of [path, `/elements/leakshop${path}`]) {
      body.providerData.code += '9'
      const changed = await ask('PUT', where, body)
      expect(changed, JSON.stringify(changed.body)).toMatchObject({ status: 200 })
      const map = await dump(changed)
      expect(map.body).toHaveProperty(['POST:/token'])
      expectNoSecret(map.body)
    }
  })

  it('is nothing where no connector was meant', async () => {
    const answer = await ask('POST', '/instances', {
      element: { key: 'nothing' },
      providerData: { debug: true },
    })
    expect(answer.status).toBe(404)
    expect(answer.headers['elements-trace-id']).toBeUndefined()
  })

  it('is shown to nobody else, and under its own connector only', async () => {
    const refused = await create('wrong-code-1234', { debug: true })
    expect((await dump(refused)).status).toBe(200)
    expect((await dump(refused, 'leakshop', second)).status).toBe(404)
    expect((await dump(refused, 'ecwid')).status).toBe(404)
    expect((await dump(refused, 'nothing')).status).toBe(404)
  })
})

describe('an instance that goes', () => {
  it('takes its traces with it', async () => {
    const made = await create('good-code-6789', { debug: true })
    const { id } = made.body as { id: number }
    expect((await ask('GET', `/instances/${id}/traces`)).status).toBe(200)
    expect((await ask('DELETE', `/instances/${id}`)).status).toBe(200)
    const { rows } = await pool.query('select 1 from traces where instance_id = $1', [id])
    expect(rows).toEqual([])
  })
})

it('counts what it keeps for monitoring', async () => {
  const metrics = await platform.request('GET', `${platform.url}/metrics`)
  expect(metrics.body).toMatch(/hubwright_traces\{kind="written"\} [1-9]/)
  expect(metrics.body).toMatch(/hubwright_traces\{kind="dropped"\} 0/)
})

describe('a stored secret that somebody changed', () => {
  it('is an error for the caller, one row of the audit log, and a figure', async () => {
    const made = await create('good-code-7890')
    const { id, token } = made.body as { id: number; token: string }
    await pool.query(
      `update instance_configuration set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)
       where instance_id = $1 and key = 'shop.key'`,
      [id],
    )
    await pool.query(`select pg_notify('instances', $1)`, [String(id)])
    await expect
      .poll(async () => (await platform.request('GET', '/hubs/things/things', { token })).status)
      .toBe(500)
    expect((await platform.request('GET', `/instances/${id}`)).status).toBe(500)
    const log = async () => {
      const answer = await ask('GET', `/audit-logs/element-instances/${id}`)
      return (answer.body as { action: string }[]).filter((row) => row.action.startsWith('secret'))
    }
    await expect.poll(async () => (await log()).length).toBe(1)
    expect(await log()).toMatchObject([
      {
        action: 'secret.unreadable',
        org_id: first.organizationId,
        instance_id: id,
        entity_id: `instance_configuration/${id}/shop.key`,
        status: 500,
      },
    ])
    const metrics = await platform.request('GET', `${platform.url}/metrics`)
    expect(metrics.body).toMatch(/hubwright_unreadable_secrets\{kind="damaged"\} [2-9]/)
  })
})
