/** A client that cannot know whether it was served sends the same again: one thing is made, everybody is answered. */
import { randomUUID } from 'node:crypto'
import { request as send } from 'undici'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform, type Answer, type Platform } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
} from './ecwid-client.ts'

const node = await startPlatform({ callTimeoutMs: 2_000 })
/** Another node on the same database. */
const beside = await startPlatform({ beside: node, callTimeoutMs: 2_000 })
const control = storeControl(node)
const { first, second } = node
const storePath = '/api/v3/3301/products'
const store = await newStore(control, 3301, { products: 0 })
const token = String((await connectByToken(platformClient(node), store))['token'])
const secondStore = await newStore(control, 3302, { products: 0 })
const secondToken = String((await connectByToken(platformClient(node), secondStore))['token'])

const { pool } = node.app.rooms.database
const fault = (body: Record<string, unknown>) => control('POST', '/faults', { body }).then(record)

interface Create {
  readonly body?: unknown
  readonly token?: string
  readonly on?: Platform
  readonly headers?: Record<string, string>
}
function create(key: string, path = '/hubs/ecommerce/products', given: Create = {}) {
  const { body = { name: 'Kettle' }, on = node, headers } = given
  const hubToken = path.startsWith('/hubs/') ? { token: given.token ?? token } : {}
  return on.request('POST', path, {
    ...hubToken,
    body,
    headers: { 'idempotency-key': key, ...headers },
  })
}
const codeOf = ({ body }: Answer) => (body as { code?: string }).code
const isReplay = ({ headers }: Answer) => headers['idempotent-replayed'] === 'true'
const made = () => callsSeen(control, storePath)
const products = async (of = token) =>
  rows(await node.request('GET', '/hubs/ecommerce/products', { token: of })).length

beforeEach(async () => {
  await control('DELETE', '/faults')
  await control('DELETE', '/calls')
})

describe('a create of a hub', () => {
  it('is done once, and a repeat on any node gets the very same answer', async () => {
    const key = randomUUID()
    const before = await products()
    const answer = await create(key)
    expect(answer.status).toBe(200)
    expect(isReplay(answer)).toBe(false)
    for (const on of [node, beside]) {
      const repeat = await create(key, undefined, { on })
      expect(isReplay(repeat)).toBe(true)
      expect(repeat.status).toBe(200)
      expect(repeat.body).toEqual(answer.body)
      const { 'idempotent-replayed': _own, date: _date, ...headers } = repeat.headers
      const { date: _firstDate, ...firstHeaders } = answer.headers
      expect(headers).toEqual(firstHeaders)
    }
    expect(await products()).toBe(before + 1)
  })

  it('is one of many that come at once to several nodes', async () => {
    const key = randomUUID()
    const before = await products()
    await fault({ match: `POST ${storePath}`, fault: 'slow', delayMs: 150 })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_one, index) =>
        create(key, undefined, { on: index % 2 === 0 ? node : beside }),
      ),
    )
    const served = answers.filter((answer) => answer.status === 200 && !isReplay(answer))
    expect(served).toHaveLength(1)
    for (const answer of answers) {
      if (answer.status === 200) {
        expect(answer.body).toEqual(served[0]?.body)
        continue
      }
      expect(answer).toMatchObject({ status: 409, body: { code: 'idempotency_in_progress' } })
      expect(answer.headers['retry-after']).toBe('2')
      expect(answer.headers['elements-element-instance-id']).toBeDefined()
    }
    expect(answers.some(({ status }) => status === 409)).toBe(true)
    expect(await products()).toBe(before + 1)
  })

  it('is found done by a client that gave up waiting', async () => {
    const key = randomUUID()
    const before = await products()
    await fault({ match: `POST ${storePath}`, fault: 'slow', delayMs: 250 })
    await control('DELETE', '/calls')
    const impatient = new AbortController()
    const given = send(`${node.api}/hubs/ecommerce/products`, {
      method: 'POST',
      headers: {
        authorization: `${first.authorization}, Element ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ name: 'Kettle' }),
      signal: impatient.signal,
    })
    await expect.poll(made, { interval: 10 }).toBeGreaterThan(0)
    impatient.abort()
    await expect(given).rejects.toThrow()
    await expect.poll(async () => (await create(key)).status, { interval: 25 }).toBe(200)
    expect(isReplay(await create(key))).toBe(true)
    expect(await products()).toBe(before + 1)
  })

  it('works again with the same key after the vendor limited the rate', async () => {
    const key = randomUUID()
    await fault({ match: `POST ${storePath}`, fault: 429, times: 1, retryAfterSeconds: 1 })
    expect((await create(key)).status).toBe(429)
    const repeat = await create(key)
    expect(repeat.status).toBe(200)
    expect(isReplay(repeat)).toBe(false)
  })

  it.each<[string, Record<string, unknown>, number]>([
    ['reset', { fault: 'reset', when: 'after' }, 502],
    ['fails', { fault: 500, when: 'after' }, 502],
    ['answers by half', { fault: 'truncate' }, 502],
    ['is silent', { fault: 'timeout', when: 'after' }, 502],
  ])('is not done twice when the vendor %s after having done it', async (_how, words, status) => {
    const key = randomUUID()
    const before = await products()
    await fault({ match: `POST ${storePath}`, times: 1, ...words })
    const failed = await create(key)
    expect(failed.status).toBe(status)
    const repeat = await create(key)
    expect(repeat).toMatchObject({ status: 409, body: { code: 'idempotency_outcome_unknown' } })
    expect((repeat.body as { message: string }).message).toContain(
      failed.headers['elements-request-id'],
    )
    expect(await products()).toBe(before + 1)
  })

  it('keeps a refusal of the vendor, too', async () => {
    const key = randomUUID()
    await fault({ match: `POST ${storePath}`, fault: 400, times: 1 })
    const refused = await create(key)
    expect(codeOf(refused)).toBe('vendor_rejected')
    const repeat = await create(key)
    expect(repeat.body).toEqual(refused.body)
    expect([repeat.status, isReplay(repeat)]).toEqual([400, true])
  })

  it('may be a pass-through', async () => {
    const key = randomUUID()
    const path = '/hubs/ecommerce/proxy/products'
    const before = await products()
    const answer = await create(key, path, { body: { name: 'Passed' } })
    expect(answer.status).toBe(200)
    const repeat = await create(key, path, { body: { name: 'Passed' } })
    expect(repeat.body).toEqual(answer.body)
    expect(isReplay(repeat)).toBe(true)
    expect(repeat.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(codeOf(await create(key, path, { body: { name: 'Other' } }))).toBe(
      'idempotency_key_reused',
    )
    expect(await products()).toBe(before + 1)
  })

  it('says so when the answer was too large to be kept', async () => {
    const key = randomUUID()
    const path = '/hubs/ecommerce/proxy/products'
    const body = JSON.stringify({ id: 1, text: 'x'.repeat(300_000) })
    await fault({ match: `POST ${storePath}`, fault: 'notjson', status: 200, body, when: 'after' })
    const answer = await create(key, path)
    expect(answer.status).toBe(200)
    const repeat = await create(key, path)
    expect(repeat).toMatchObject({ status: 409, body: { code: 'idempotency_answer_not_kept' } })
    expect(await made()).toBe(1)
  })

  it('of another instance is another one', async () => {
    const key = randomUUID()
    const before = await products(secondToken)
    const here = await create(key)
    const there = await create(key, undefined, { token: secondToken })
    expect([here.status, there.status]).toEqual([200, 200])
    expect(isReplay(there)).toBe(false)
    expect(await products(secondToken)).toBe(before + 1)
  })

  it('has a usage record, a repeat has none', async () => {
    const key = randomUUID()
    const answer = await create(key)
    const repeat = await create(key)
    expect(repeat.headers['elements-request-id']).toBe(answer.headers['elements-request-id'])
    const id = answer.headers['elements-request-id'] ?? ''
    expect((await node.request('GET', `/usage/${id}`)).status).toBe(200)
    const { rows: found } = await pool.query('select from usage_records where request_id = $1', [
      id,
    ])
    expect(found).toHaveLength(1)
  })
})

describe('a create of the platform', () => {
  it('of an account is answered again, where without a key it is a conflict', async () => {
    const key = randomUUID()
    const body = { externalId: 'customer-1' }
    const answer = await create(key, '/accounts', { body })
    const repeat = await create(key, '/accounts', { body })
    expect(repeat.body).toEqual(answer.body)
    expect([answer.status, repeat.status, isReplay(repeat)]).toEqual([200, 200, true])
    expect((await node.request('POST', '/accounts', { body })).status).toBe(409)
  })

  it('of an instance is one instance, and the token in its answer is not readable in the database', async () => {
    const demo = record(await node.sandbox('POST', '/_control/ecwid/demo-instance'))
    const { try: _path, ...words } = demo
    const body = { ...words, element: { key: 'ecwid' }, name: 'Twice asked' }
    const key = randomUUID()
    const answer = record(await create(key, '/instances', { body }))
    const repeat = await create(key, '/instances', { body })
    expect(repeat.body).toEqual(answer)
    expect(isReplay(repeat)).toBe(true)
    const { rows: named } = await pool.query("select from instances where name = 'Twice asked'")
    expect(named).toHaveLength(1)
    const { rows: stored } = await pool.query<Record<string, unknown>>(
      'select * from idempotency_keys',
    )
    const text = stored
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
      .join('\n')
    expect(stored.length).toBeGreaterThan(0)
    for (const clear of [String(answer['token']), key, 'Twice asked']) {
      expect(text).not.toContain(clear)
    }
    const byKey = await create(key, '/elements/ecwid/instances', { body })
    expect(codeOf(byKey)).toBe('idempotency_key_reused')
  })

  it('may use any 255 printable characters, and a body that does not fit uses no key up', async () => {
    const key = ` ~${'k'.repeat(252)}~`.trim().padEnd(255, '!')
    expect(key).toHaveLength(255)
    const wrong = await create(key, '/accounts', { body: { name: 'no external id' } })
    expect(codeOf(wrong)).toBe('invalid_request')
    const right = await create(key, '/accounts', { body: { externalId: 'customer-2' } })
    expect(right.status).toBe(200)
    const other = await create(key, '/accounts', { body: { externalId: 'customer-3' } })
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    const accounts = await node.request('GET', '/accounts', {
      query: { where: "externalId='customer-3'" },
    })
    expect(accounts.body).toEqual([])
  })

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['not ASCII', 'schlüssel'],
    ['a control character', 'a\tb'],
  ])('refuses a key that is %s', async (_what, key) => {
    const answer = await create(key, '/accounts', { body: { externalId: 'never' } })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: [{ path: 'Idempotency-Key' }] },
    })
  })

  it('knows nothing of the keys of another user or organization', async () => {
    const key = randomUUID()
    const body = { externalId: 'same-for-all' }
    const mine = await create(key, '/accounts', { body })
    const theirs = await node.request('POST', '/accounts', {
      tenant: second,
      body,
      headers: { 'idempotency-key': key },
    })
    expect([mine.status, theirs.status, isReplay(theirs)]).toEqual([200, 200, false])
    const { secret } = await node.app.rooms.accounts.createUser(first.organizationId, {
      email: 'colleague@example.com',
      roles: ['org-admin'],
    })
    const colleague = await create(key, '/accounts', {
      body,
      headers: { authorization: `User ${secret}, Organization ${first.organizationSecret}` },
    })
    // He is served himself, and meets what is there.
    expect([colleague.status, codeOf(colleague)]).toEqual([409, 'conflict'])
  })

  it('is refused to who may not create, whatever the key', async () => {
    const key = randomUUID()
    const body = { externalId: 'privileged' }
    expect((await create(key, '/accounts', { body })).status).toBe(200)
    const none = await create(key, '/accounts', { body, headers: { authorization: 'User a' } })
    expect(none.status).toBe(401)
  })

  it('is forgotten after a day', async () => {
    const key = randomUUID()
    const answer = await create(key, '/accounts', { body: { externalId: 'day-1' } })
    await pool.query('update idempotency_keys set expires_at = now()')
    const next = await create(key, '/accounts', { body: { externalId: 'day-2' } })
    expect([answer.status, next.status, isReplay(next)]).toEqual([200, 200, false])
  })
})

describe('a create of the platform that fails', () => {
  it('is tried again when the vendor could not prove the connection', async () => {
    const key = randomUUID()
    const body = {
      element: { key: 'ecwid' },
      name: 'Proved later',
      externalAuthentication: 'initial',
      configuration: { 'ecwid.store.id': '3301', 'oauth.user.token': store.token },
    }
    await fault({ match: 'GET /api/v3/3301', fault: 500, times: 9 })
    expect((await create(key, '/instances', { body })).status).toBe(502)
    await control('DELETE', '/faults')
    const repeat = await create(key, '/instances', { body })
    expect([repeat.status, isReplay(repeat)]).toEqual([200, false])
  })

  it('is not tried again when nobody foresaw how', async () => {
    await pool.query(`
      create function fail_strangely() returns trigger language plpgsql as $$
        begin if new.external_id = 'strange' then raise exception 'strange'; end if; return new; end $$;
      create trigger strange before insert on accounts for each row execute function fail_strangely()`)
    const key = randomUUID()
    const body = { externalId: 'strange' }
    expect(codeOf(await create(key, '/accounts', { body }))).toBe('internal')
    await pool.query('drop trigger strange on accounts')
    const repeat = await create(key, '/accounts', { body })
    expect(repeat).toMatchObject({ status: 409, body: { code: 'idempotency_outcome_unknown' } })
  })

  it('to be kept is answered all the same, and not done again', async () => {
    const key = randomUUID()
    const before = await products()
    await fault({ match: `POST ${storePath}`, fault: 'slow', delayMs: 200 })
    await control('DELETE', '/calls')
    const going = create(key)
    await expect.poll(made, { interval: 10 }).toBeGreaterThan(0)
    await pool.query('alter table idempotency_keys rename to elsewhere')
    const answer = await going
    await pool.query('alter table elsewhere rename to idempotency_keys')
    expect(answer.status).toBe(200)
    expect(codeOf(await create(key))).toBe('idempotency_in_progress')
    await pool.query('update idempotency_keys set leased_until = now()')
    expect(codeOf(await create(key))).toBe('idempotency_outcome_unknown')
    expect(await products()).toBe(before + 1)
  })
})

describe('a server that dies', () => {
  it('leaves a key whose request is never done again', async () => {
    const key = randomUUID()
    await create(key)
    const before = await products()
    // What a killed server leaves: claimed, never finished.
    await pool.query(
      'update idempotency_keys set outcome = null, status = null, answer_sealed = null',
    )
    expect(codeOf(await create(key))).toBe('idempotency_in_progress')
    await pool.query('update idempotency_keys set leased_until = now()')
    for (const on of [node, beside]) {
      expect(codeOf(await create(key, undefined, { on }))).toBe('idempotency_outcome_unknown')
    }
    expect(await products()).toBe(before)
    expect((await create(randomUUID())).status).toBe(200)
  })
})

describe('without effect', () => {
  it('is the key on verbs that create nothing', async () => {
    const headers = { 'idempotency-key': '' }
    const list = await node.request('GET', '/accounts', { headers })
    expect(list.status).toBe(200)
    const put = () =>
      node.request('PUT', '/organizations/me', { headers, body: { name: randomUUID() } })
    expect([(await put()).status, (await put()).status]).toEqual([200, 200])
  })

  it('is its absence: every POST is a create of its own', async () => {
    const keys = async () => (await pool.query('select from idempotency_keys')).rowCount
    const [before, known] = [await products(), await keys()]
    const body = { name: 'Kettle' }
    for (let times = 0; times < 2; times += 1) {
      const answer = await node.request('POST', '/hubs/ecommerce/products', { token, body })
      expect(answer.status).toBe(200)
    }
    expect(await products()).toBe(before + 2)
    expect(await keys()).toBe(known)
  })
})

it('a path without /hubs that belongs to the connector is a call of the hub', async () => {
  const instance = await connectDemoInstance(node, first, { name: 'Own names' })
  const added = await node.request('POST', '/elements/ecwid/resources', {
    body: {
      path: '/elements/{id}/resources',
      vendorPath: '/products',
      method: 'POST',
      parameters: [{ name: 'id', type: 'path', vendorType: 'no-op' }],
    },
  })
  expect(added.status, JSON.stringify(added.body)).toBe(200)
  const key = randomUUID()
  const ask = () =>
    node.request('POST', '/elements/1/resources', {
      token: instance.token,
      body: { name: 'Own' },
      headers: { 'idempotency-key': key },
    })
  await control('DELETE', '/calls')
  const answer = await ask()
  const repeat = await ask()
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  expect([repeat.status, isReplay(repeat)]).toEqual([200, true])
  expect(repeat.body).toEqual(answer.body)
})
