/** What a vendor has and the connector has no resource for: by the vendor's own names, through the hub. */
import SwaggerParser from '@apidevtools/swagger-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByKeys,
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Row,
  type Send,
} from './ecwid-client.ts'

const running = await startPlatform()
const platform = platformClient(running)
const control = storeControl(running)
const storeId = 2601
let hub: Send
let token: string
/** Of a customer. */
let contacts: string
/** Everything that an address has to escape. */
const oddId = 'ü.b@example.com/a #1%?'

beforeAll(async () => {
  const store = await newStore(control, storeId, {
    products: 12,
    orders: 40,
    customers: 10,
    subscriptions: 7,
  })
  const instance = await connectByToken(platform, store)
  token = String(instance['token'])
  hub = hubClient(running, token)
  const [customer] = rows(await hub('GET', '/customers', { query: { pageSize: '1' } }))
  contacts = `/customers/${String(customer?.['id'])}/contacts`
})

const own = (method: string, path: string, body?: unknown): Promise<Answer> =>
  running.request(method, path, { token, ...(body === undefined ? {} : { body }) })
const seen = (): Promise<number> => callsSeen(control, `/${storeId}/`)
const codeOf = (answer: Answer): unknown[] => [answer.status, (answer.body as Row)['code']]

/** The hub of another connection of the store, with these scopes alone. */
async function withScopes(...scopes: string[]): Promise<Send> {
  const issued = await control('POST', `/stores/${storeId}/tokens`, { body: { scopes } })
  const store = { storeId, token: String(record(issued)['token']) }
  return hubClient(running, String((await connectByToken(platform, store))['token']))
}

/** Every record of a list, page by page. */
async function walk(
  path: string,
  query: Record<string, string>,
): Promise<{ all: Row[]; pages: number }> {
  const all: Row[] = []
  let nextPage: string | undefined
  let pages = 0
  do {
    const asked = nextPage === undefined ? query : { ...query, nextPage }
    const page = await hub('GET', path, { query: asked })
    all.push(...rows(page))
    nextPage = page.headers['elements-next-page-token']
    pages += 1
  } while (nextPage !== undefined && pages < 50)
  return { all, pages }
}

describe('an object of the vendor', () => {
  it('is created, read, changed, replaced and deleted, and each write answers the record', async () => {
    const email = 'ann@example.com'
    const made = await hub('POST', '/staff', { body: { email, staffScopes: ['REPORT_ACCESS'] } })
    // The vendor tells no id of a new one, so that its words are all there is.
    expect(record(made)).toEqual({ success: true })
    expect(made.headers['elements-error']).toBeUndefined()
    const listed = rows(await hub('GET', '/staff')).find((one) => one['email'] === email)
    const one = `/staff/${String(listed?.['id'])}`
    expect(record(await hub('GET', one))).toEqual({ email, staffScopes: ['REPORT_ACCESS'] })
    const changed = await hub('PATCH', one, { body: { staffScopes: ['SALES_MANAGEMENT'] } })
    expect(record(changed)).toEqual({ email, staffScopes: ['SALES_MANAGEMENT'] })
    expect(record(await hub('PUT', one, { body: { email: 'bo@example.com' } }))).toEqual({
      email: 'bo@example.com',
      staffScopes: ['SALES_MANAGEMENT'],
    })
    expect(rows(await hub('GET', '/staff')).map((row) => row['email'])).toContain('bo@example.com')
    const gone = await hub('DELETE', one)
    expect([gone.status, gone.body]).toEqual([200, undefined])
    expect(codeOf(await hub('GET', one))).toEqual([404, 'vendor_not_found'])
  })

  it('that a write did not reach, as the vendor counts, is not there', async () => {
    const body = { staffScopes: [] }
    for (const [method, call] of [
      ['PATCH', { body }],
      ['PUT', { body }],
      ['DELETE', {}],
    ] as const) {
      const before = await seen()
      expect(codeOf(await hub(method, '/staff/p1', call))).toEqual([404, 'vendor_not_found'])
      // The count says so: nothing is read back.
      expect(await seen()).toBe(before + 1)
    }
  })

  it('may stand below a record, in all the same ways', async () => {
    const body = { contact: '+351 1', type: 'PHONE' }
    const made = record(await hub('POST', contacts, { body }))
    expect(made).toMatchObject(body)
    const one = `${contacts}/${String(made['id'])}`
    expect(record(await hub('GET', one))).toEqual(made)
    expect(record(await hub('PATCH', one, { body: { note: 'home' } }))).toMatchObject({
      ...body,
      note: 'home',
    })
    expect(record(await hub('PUT', one, { body: { note: 'work' } }))).toMatchObject({
      note: 'work',
    })
    const list = rows(await hub('GET', contacts))
    expect(list.map((contact) => contact['contact'])).toEqual([
      expect.stringContaining('@'),
      '+351 1',
    ])
    expect((await hub('DELETE', one)).status).toBe(200)
    expect(codeOf(await hub('DELETE', one))).toEqual([404, 'vendor_not_found'])
    expect(codeOf(await hub('GET', '/customers/1/contacts'))).toEqual([404, 'vendor_not_found'])
  })

  it('is reached without a hub in front, and with its record addressed by odd characters', async () => {
    expect((await own('GET', '/brands')).body).toMatchObject([{ name: 'Blue Door' }])
    const address = `/staff/${encodeURIComponent(oddId)}`
    const body = { staffScopes: ['STORE_MANAGEMENT'] }
    expect(record(await hub('PUT', address, { body }))).toMatchObject(body)
    expect(record(await hub('GET', address))).toMatchObject({ email: 'u.b@example.com', ...body })
    expect(rows(await hub('GET', '/staff'))).toContainEqual(
      expect.objectContaining({ id: oddId, ...body }),
    )
  })

  it('is what it is when it is no list', async () => {
    expect(record(await hub('GET', '/application'))).toEqual({ subscriptionStatus: 'ACTIVE' })
    expect(record(await hub('GET', '/application/token'))).toHaveProperty('permissions')
  })

  it('answers a write that cannot be read back in the vendor’s words, and says so', async () => {
    const writer = await withScopes('update_subscriptions', 'create_customers')
    const [subscription] = rows(await hub('GET', '/subscriptions'))
    const one = `/subscriptions/${String(subscription?.['subscriptionId'])}`
    const changed = await writer('PATCH', one, { body: { status: 'PAUSED' } })
    expect([changed.status, changed.body]).toEqual([200, { updateCount: 1 }])
    expect(changed.headers['elements-error']).toContain('reading it back failed')
    expect(changed.headers['elements-error']).toContain('lacks a scope')
    expect(record(await hub('GET', one))).toMatchObject({ status: 'PAUSED' })
    const made = await writer('POST', contacts, { body: { contact: '+351 2' } })
    expect(Object.keys(record(made))).toEqual(['id'])
    expect(made.headers['elements-error']).toContain('reading it back failed')
    const { id } = record(made)
    expect(record(await hub('GET', `${contacts}/${String(id)}`))).toMatchObject({ id })
    expect((await hub('DELETE', `${contacts}/${String(id)}`)).status).toBe(200)
  })

  it('is written once when only the reading back fails', async () => {
    const [subscription] = rows(await hub('GET', '/subscriptions'))
    const one = `/subscriptions/${String(subscription?.['subscriptionId'])}`
    const path = `/ecwid/api/v3/${storeId}${one}`
    await control('POST', '/faults', { body: { match: `GET ${path}`, fault: 500, times: 3 } })
    const writes = () => callsSeen(control, path, 'PUT')
    const before = await writes()
    const changed = await hub('PUT', one, { body: { status: 'ACTIVE' } })
    expect([changed.status, changed.body]).toEqual([200, { updateCount: 1 }])
    expect(changed.headers['elements-error']).toContain('reading it back failed')
    await control('DELETE', '/faults')
    expect(await writes()).toBe(before + 1)
    expect(record(await hub('GET', one))).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('lists', () => {
  it('are read page by page where the vendor pages', async () => {
    const whole = await hub('GET', '/subscriptions', { query: { pageSize: '100' } })
    const before = await seen()
    const { all, pages } = await walk('/subscriptions', { pageSize: '3' })
    expect(await seen()).toBe(before + 3)
    expect(all).toEqual(rows(whole))
    expect([all.length, pages]).toEqual([7, 3])
    expect(whole.headers['elements-total-count']).toBe('7')
    const second = await hub('GET', '/subscriptions', { query: { page: '2', pageSize: '3' } })
    expect(rows(second)).toEqual(all.slice(3, 6))
  })

  it.each([
    ['/currencies', '100'],
    ['/countries', '2'],
    ['/brands', '1'],
    ['/staff', '2'],
  ])(
    '%s comes whole and is cut into pages here, losing and repeating nothing',
    async (path, pageSize) => {
      const address = `${running.sandboxUrl}/ecwid/api/v3/${storeId}${path}`
      const headers = { authorization: `Bearer secret_sandbox_${storeId}` }
      const body = (await (await fetch(address, { headers })).json()) as Row | Row[]
      const vendors = Array.isArray(body) ? body : ((body['items'] ?? body['staffList']) as Row[])
      const { all, pages } = await walk(path, { pageSize })
      expect(all).toEqual(vendors)
      expect(pages).toBe(Math.ceil(vendors.length / Number(pageSize)))
      const first = await hub('GET', path, { query: { pageSize: '1' } })
      expect(first.headers['elements-total-count']).toBe(String(vendors.length))
    },
  )

  it('take the vendor’s parameters in where, and fields', async () => {
    const failed = "status = 'LAST_CHARGE_FAILED'"
    const found = rows(await hub('GET', '/subscriptions', { query: { where: failed } }))
    expect(found.map(({ status }) => status)).toEqual(['LAST_CHARGE_FAILED'])
    const { customerId } = found[0] ?? {}
    const both = `${failed} AND customerId = '${String(customerId)}' AND id = '1'`
    expect(rows(await hub('GET', '/subscriptions', { query: { where: both } }))).toEqual([])
    expect(rows(await hub('GET', '/states', { query: { where: "countryCode = 'DE'" } }))).toEqual(
      [],
    )
    const cut = rows(await hub('GET', '/countries', { query: { fields: 'code', pageSize: '2' } }))
    expect(cut).toEqual([{ code: 'US' }, { code: 'DE' }])
    const two = await hub('GET', '/subscriptions', { query: { fields: 'status,created' } })
    expect(rows(two)).toHaveLength(7)
    for (const row of rows(two)) expect(Object.keys(row).sort()).toEqual(['created', 'status'])
    const or = await hub('GET', '/subscriptions', { query: { where: "a = '1' OR b = '2'" } })
    expect(codeOf(or)).toEqual([400, 'invalid_where'])
  })
})

describe('what is not asked of the vendor', () => {
  it('is a path that the connector has, with another method', async () => {
    const before = await seen()
    for (const [method, path, allow] of [
      ['PUT', '/customers/9001', 'GET, PATCH, DELETE'],
      ['DELETE', '/products', 'GET, POST'],
      ['POST', '/orders/1/payments', 'GET'],
    ] as const) {
      const answer = await hub(method, path, method === 'DELETE' ? {} : { body: { a: 1 } })
      expect(codeOf(answer), path).toEqual([405, 'method_not_allowed'])
      expect(answer.headers['allow'], path).toBe(allow)
    }
    expect(await seen()).toBe(before)
  })

  it('is a method that the family has not', async () => {
    const answer = await hub('DELETE', '/brands')
    expect(codeOf(answer)).toEqual([405, 'method_not_allowed'])
    expect(answer.headers['allow']).toBe('GET, POST')
    const record = await hub('POST', '/staff/p9501', { body: {} })
    expect(record.headers['allow']).toBe('GET, PATCH, PUT, DELETE')
  })

  it.each([
    ['a step to another path', '/staff/%252e%252e', 400],
    ['a step in a name', '/%252e%252e/profile', 400],
    ['a path in a name', '/products%2F700100', 404],
    ['a path in a child’s name', '/customers/9001/contacts%2F1', 404],
    ['a path in a name, for other servers', '/products%5C1', 404],
    ['a word of every connector', '/bulk', 404],
    ['a word of every connector', '/objects/staff', 404],
    ['a path that is too deep', '/a/b/c/d/e', 404],
  ])('is %s', async (_, path, status) => {
    const before = await seen()
    expect((await hub('GET', path)).status).toBe(status)
    expect(await seen()).toBe(before)
  })

  it('is a name of the platform’s, unless a hub stands in front', async () => {
    const before = await seen()
    for (const path of ['/accounts', '/users', '/organizations/x']) {
      const answer = await own('POST', path, { password: 'not for the vendor' })
      expect(codeOf(answer), path).toEqual([404, 'not_found'])
      expect((answer.body as Row)['message']).toContain(`/hubs/ecommerce${path}`)
      expect((await own('DELETE', path)).status, path).toBe(404)
    }
    expect((await own('GET', '/elements')).body).toContainEqual(
      expect.objectContaining({ key: 'ecwid' }),
    )
    expect(await seen()).toBe(before)
    expect(codeOf(await hub('GET', '/accounts'))).toEqual([404, 'vendor_not_found'])
    expect(await seen()).toBe(before + 1)
  })

  it('is anything without an Element token', async () => {
    expect(codeOf(await platform('GET', '/brands'))).toEqual([404, 'route_not_found'])
    expect((await platform('GET', '/accounts')).status).toBe(200)
  })

  it('is a body that says nothing', async () => {
    for (const body of [{}, undefined]) {
      const answer = await hub('PATCH', '/staff/p9501', body === undefined ? {} : { body })
      expect(codeOf(answer)).toEqual([400, 'invalid_request'])
    }
    expect(codeOf(await hub('PATCH', '/staff/p9501', { body: [] }))).toEqual([
      400,
      'invalid_request',
    ])
  })
})

describe('refusals', () => {
  it('of the vendor are what they are elsewhere', async () => {
    expect(codeOf(await hub('GET', '/no%20such%20thing'))).toEqual([404, 'vendor_not_found'])
    expect(codeOf(await hub('POST', contacts, { body: {} }))).toEqual([400, 'vendor_rejected'])
    const main = `${contacts}/${contacts.split('/')[2]}`
    expect(codeOf(await hub('DELETE', main))[0]).toBe(409)
    await control('POST', '/faults', { body: { match: '/countries', fault: 500, times: 3 } })
    expect(codeOf(await hub('GET', '/countries'))).toEqual([502, 'vendor_failed'])
  })

  it('name the scope that is missing', async () => {
    const answer = await (await withScopes('read_catalog'))('GET', '/brands')
    expect(codeOf(answer)).toEqual([403, 'vendor_forbidden'])
    expect((answer.body as Row)['message']).toContain('scope')
  })

  it('of legacy keys name OAuth', async () => {
    const old = await connectByKeys(platform, storeId)
    const before = await seen()
    const answer = await hubClient(running, String(old['token']))('GET', '/brands')
    expect(codeOf(answer)).toEqual([400, 'authentication_not_supported'])
    expect((answer.body as Row)['message']).toContain('oauth2')
    expect(await seen()).toBe(before)
    const { paths } = record(await platform('GET', `/instances/${String(old['id'])}/docs`))
    expect(paths).not.toHaveProperty('/{objectName}')
  })
})

describe('the document', () => {
  const family = {
    '/{objectName}': { get: 'getByObjectName', post: 'createByObjectName' },
    '/{objectName}/{objectId}': {
      get: 'getObjectNameByObjectId',
      patch: 'updateObjectNameByObjectId',
      put: 'replaceObjectNameByObjectId',
      delete: 'deleteObjectNameByObjectId',
    },
    '/{objectName}/{objectId}/{childObjectName}': {
      get: 'getObjectNameByChildObjectName',
      post: 'createObjectNameByChildObjectName',
    },
    '/{objectName}/{objectId}/{childObjectName}/{childObjectId}': {
      get: 'getObjectNameByChildObjectId',
      patch: 'updateObjectNameByChildObjectId',
      put: 'replaceObjectNameByChildObjectId',
      delete: 'deleteObjectNameByChildObjectId',
    },
  }

  it.each(['/elements/ecwid/docs', '/instances/docs', '/docs/ecommerce'])(
    'of %s shows the family',
    async (path) => {
      const document = record(await own('GET', path))
      await SwaggerParser.validate(structuredClone(document) as never)
      const paths = document['paths'] as Record<string, Record<string, Row>>
      for (const [address, operations] of Object.entries(family)) {
        const shown = Object.entries(paths[address] ?? {})
        expect(Object.fromEntries(shown.map(([verb, one]) => [verb, one['operationId']]))).toEqual(
          operations,
        )
        for (const [, { tags }] of shown) expect(tags).toEqual(['objectName'])
      }
      expect(document['tags']).toContainEqual({ name: 'objectName' })
      expect(document['definitions']).toHaveProperty('Object')
    },
  )

  it('can be one of its operations, and objects are those with resources', async () => {
    const one = record(await own('GET', `/instances/docs/getObjectNameByObjectId`))
    expect(Object.keys(one['definitions'] as Row)).toEqual(['Object'])
    const objects = (await hub('GET', '/objects')).body
    expect(objects).toContain('classes')
    for (const name of ['staff', 'subscriptions', 'brands']) expect(objects).not.toContain(name)
  })
})

it('is counted under the path of the family', async () => {
  await hub('GET', '/countries')
  const usage = await platform('GET', '/usage', { query: { pageSize: '1' } })
  expect(usage.body).toMatchObject([{ elementApi: 'GET /{objectName}', responseCode: 200 }])
})
