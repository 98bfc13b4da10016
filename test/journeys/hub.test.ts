/** Calls on a connected store over HTTP: URL forms, headers, words of the query, bodies, and what is refused. */
import { request as send } from 'node:http'
import { describe, expect, it } from 'vitest'
import { startPlatform, type Answer, type RequestOptions } from '../support/start-platform.ts'
import {
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Row,
} from './ecwid-client.ts'

const running = await startPlatform()
const control = storeControl(running)
const store = await newStore(control, 3101, { products: 23, orders: 12, customers: 8 })
const instance = await connectByToken(platformClient(running), store)
const token = String(instance['token'])
const authorization = `User ${running.first.userSecret}, Element ${token}`

function call(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  return running.request(method, path, {
    ...options,
    headers: { authorization, ...options.headers },
  })
}
const hub = (method: string, path: string, options?: RequestOptions) =>
  call(method, `/hubs/ecommerce${path}`, options)

describe('one call in all its forms', () => {
  it.each([
    '/hubs/ecommerce/products',
    '/hubs/crm/products',
    '/hubs/no%20sense/products',
    '/products',
    '/products/',
  ])('%s', async (path) => {
    const answer = await call('GET', path, { query: { pageSize: 3 } })
    expect(rows(answer)).toHaveLength(3)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'elements-returned-count': '3',
      'elements-total-count': '23',
      'elements-element-instance-id': String(instance['id']),
      'elements-request-id': expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      'elements-next-page-token': expect.stringMatching(/^[\w-]+$/) as string,
    })
  })

  it('keeps names of the platform apart from those of the connector', async () => {
    // With an Element token a path is the connector's; the catalog's own need none.
    const ours = await call('GET', '/accounts')
    expect(ours).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(ours.headers['elements-element-instance-id']).toBe(String(instance['id']))
    const catalog = await running.request('GET', '/hubs/ecommerce/elements')
    expect(catalog.status).toBe(200)
  })

  it('names the instance on errors, too, and tells browsers which headers they may read', async () => {
    const answer = await hub('GET', '/nothing/here/is/so/deep', {
      headers: { origin: 'https://shop.test' },
    })
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'not_found', requestId: answer.headers['elements-request-id'] },
    })
    expect(answer.headers['elements-element-instance-id']).toBe(String(instance['id']))
    expect(answer.headers['access-control-expose-headers']).toBe(
      'Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition',
    )
  })
})

describe('pages', () => {
  it('walk to the end by token, and stop there', async () => {
    const seen: unknown[] = []
    let nextPage: string | undefined
    let pages = 0
    do {
      const answer: Answer = await hub('GET', '/products', {
        query: { pageSize: 10, ...(nextPage === undefined ? {} : { nextPage, page: pages + 1 }) },
      })
      seen.push(...rows(answer).map((row) => row['id']))
      nextPage = answer.headers['elements-next-page-token']
      pages += 1
    } while (nextPage !== undefined)
    expect(pages).toBe(3)
    expect(new Set(seen).size).toBe(23)
  })

  it('of twice the size equal two pages', async () => {
    const page = async (query: Record<string, number>) =>
      rows(await hub('GET', '/products', { query }))
    const [one, two, both] = await Promise.all([
      page({ page: 1, pageSize: 5 }),
      page({ page: 2, pageSize: 5 }),
      page({ pageSize: 10 }),
    ])
    expect([...one, ...two]).toEqual(both)
  })

  it('larger than the vendor gives are cut, with a word in Elements-Error', async () => {
    const answer = await hub('GET', '/products', { query: { pageSize: 1000 } })
    expect(rows(answer)).toHaveLength(23)
    expect(answer.headers['elements-error']).toMatch(/1000.*100/)
    expect((await hub('GET', '/products')).headers['elements-error']).toBeUndefined()
  })

  it('behind the end are empty lists', async () => {
    const answer = await hub('GET', '/products', { query: { page: 9, pageSize: 10 } })
    expect(answer).toMatchObject({ status: 200, body: [] })
    expect(answer.headers['elements-next-page-token']).toBeUndefined()
  })
})

describe('records', () => {
  it('are created, changed and deleted, always with 200, the body of a DELETE being null or none', async () => {
    const made = record(await hub('POST', '/products', { body: { name: 'Mug', price: 7.5 } }))
    expect(made).toMatchObject({ id: expect.any(Number) as number })
    const path = `/products/${String(made['id'])}`
    await hub('PATCH', path, { body: { price: 8 } }).then(record)
    expect(record(await hub('GET', path))).toMatchObject({ name: 'Mug', price: 8 })
    const gone = await hub('DELETE', path, {
      body: 'null',
      headers: { 'content-type': 'application/json' },
    })
    expect(gone).toMatchObject({ status: 200, body: undefined })
    expect(await hub('DELETE', path)).toMatchObject({
      status: 404,
      body: { code: 'vendor_not_found' },
    })
    expect(await hub('GET', path)).toMatchObject({
      status: 404,
      body: { providerMessage: expect.stringContaining('not found') as string },
    })
  })

  it('carry no nulls, unless the instance wants them', async () => {
    const list = rows(await hub('GET', '/orders'))
    expect(JSON.stringify(list)).not.toContain(':null')
  })

  it('are cut to fields, at the vendor already', async () => {
    const answer = await hub('GET', '/products', { query: { fields: 'name,price', pageSize: 2 } })
    for (const row of rows(answer)) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining(['name', 'price']) as string[])
      expect(Object.keys(row).length).toBeLessThanOrEqual(4)
    }
  })
})

describe('ping and objects', () => {
  it('say that the connection works and what it has', async () => {
    expect(record(await hub('GET', '/ping'))).toEqual({
      dateTime: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      endpoint: 'ecwid',
      valid: true,
    })
    expect((await hub('GET', '/objects')).body).toEqual(
      expect.arrayContaining([
        'customers',
        'customersOrders',
        'orders',
        'ordersPayments',
        'ordersRefunds',
        'products',
      ]),
    )
    const cards = await hub('GET', '/objects', { headers: { 'elements-version': 'Helium' } })
    expect(cards.body).toContainEqual({ name: 'orders', vendorName: 'orders', type: 'vendor' })
    expect(await hub('GET', '/objects', { headers: { 'elements-version': 'Neon' } })).toMatchObject(
      { status: 400 },
    )
    const { fields } = record(await hub('GET', '/objects/orders/metadata')) as { fields: Row[] }
    expect(fields.find((field) => field['vendorPath'] === 'total')).toMatchObject({
      type: 'number',
    })
    expect(await hub('GET', '/objects/nothing/metadata')).toMatchObject({ status: 404 })
    expect(record(await hub('GET', '/objects/orders/docs'))).toMatchObject({ swagger: '2.0' })
  })

  it('answer by the state of the instance: disabled is 403 but for objects', async () => {
    const other = await connectByToken(platformClient(running), await newStore(control, 3102))
    const headers = {
      authorization: `User ${running.first.userSecret}, Element ${String(other['token'])}`,
    }
    record(await running.request('DELETE', `/instances/${String(other['id'])}/enabled`))
    for (const path of ['/products', '/proxy/profile', '/ping']) {
      expect(await hub('GET', path, { headers })).toMatchObject({
        status: 403,
        body: { code: 'instance_disabled' },
      })
    }
    expect((await hub('GET', '/objects', { headers })).status).toBe(200)
    record(await running.request('PUT', `/instances/${String(other['id'])}/enabled`))
    expect((await hub('GET', '/products', { headers })).status).toBe(200)
    await running.request('DELETE', `/instances/${String(other['id'])}`)
    expect(await hub('GET', '/products', { headers })).toMatchObject({ status: 401 })
  })
})

describe('pass-through', () => {
  it('reads and writes below base.url with our credentials, status and body untouched', async () => {
    const profile = record(await hub('GET', '/proxy/profile?responseFields=generalInfo(storeId)'))
    expect(profile).toEqual({ generalInfo: { storeId: 3101 } })
    const made = record(await hub('POST', '/proxy/products', { body: { name: 'Raw' } }))
    expect(
      record(await hub('PUT', `/proxy/products/${String(made['id'])}`, { body: { price: 3 } })),
    ).toEqual({
      updateCount: 1,
    })
    const missing = await hub('GET', '/proxy/products/1')
    expect(missing).toMatchObject({ status: 404, body: { errorCode: 'PRODUCT_NOT_FOUND' } })
    expect(record(await hub('DELETE', `/proxy/products/${String(made['id'])}`))).toEqual({
      deleteCount: 1,
    })
    const calls = record(await control('GET', '/calls', { query: { path: '/products' } }))
    expect(JSON.stringify(calls)).not.toContain(running.first.userSecret)
  })

  it('sends bytes of any type and says what the vendor says', async () => {
    const answer = await hub('POST', '/proxy/products', {
      body: 'not json',
      headers: { 'content-type': 'text/plain' },
    })
    expect(answer.status).toBe(415)
  })

  it.each([
    '/proxy/..%2f..%2fv1/x',
    '/proxy/%2e%2e/1003/products',
    '/proxy/https://evil.test/',
    '/proxy//evil.test/x',
  ])('does not leave base.url: %s', async (path) => {
    expect(await statusOf(`/elements/api-v2/hubs/ecommerce${path}`)).toBe(400)
  })

  /** Sends the path as it is: other clients would tidy it up. */
  function statusOf(path: string): Promise<number | undefined> {
    const { hostname, port } = new URL(running.url)
    return new Promise((resolve, reject) => {
      const sent = send(
        { hostname, port, path, agent: false, headers: { authorization } },
        (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode))
        },
      )
      sent.on('error', reject).end()
    })
  }
})

describe('what is refused, clearly', () => {
  it.each<[string, string, string, RequestOptions, number]>([
    ['a broken where', 'GET', '/orders', { query: { where: "status = 'x" } }, 400],
    [
      'an operator the vendor lacks',
      'GET',
      '/orders',
      { query: { where: "customer_email > 'a'" } },
      400,
    ],
    ['a page that is no number', 'GET', '/products', { query: { page: 'two' } }, 400],
    ['a foreign token', 'GET', '/products', { query: { nextPage: 'abc' } }, 400],
    ['a parameter given twice', 'GET', '/products', { query: { pageSize: ['1', '2'] } }, 400],
    ['a body that is a list', 'POST', '/products', { body: [{ name: 'x' }] }, 400],
    [
      'a body that is a word',
      'POST',
      '/products',
      { body: '"x"', headers: { 'content-type': 'application/json' } },
      400,
    ],
    ['no body', 'POST', '/products', {}, 400],
    [
      'a body of another type',
      'POST',
      '/products',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
    ],
    [
      'broken JSON',
      'POST',
      '/products',
      { body: '{"a":', headers: { 'content-type': 'application/json' } },
      400,
    ],
    ['a very long id', 'GET', `/products/${'9'.repeat(3000)}`, {}, 400],
    [
      'a line break in a value',
      'GET',
      '/orders',
      { query: { where: "customer_email = 'a\r\nb: c'" } },
      400,
    ],
    ['an unknown path', 'GET', '/herds/1/unicorns/2/horns', {}, 404],
    ['a verb the resource lacks', 'PUT', '/products/1', { body: {} }, 405],
    ['another format', 'GET', '/products', { headers: { accept: 'text/csv' } }, 406],
    [
      'async without a callback',
      'GET',
      '/products',
      { headers: { 'elements-async-request': 'True' } },
      400,
    ],
  ])('%s', async (_name, method, path, options, status) => {
    const before = record(await control('GET', '/calls'))['count']
    const answer = await hub(method, path, options)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(answer.body).toMatchObject({ requestId: answer.headers['elements-request-id'] })
    expect(record(await control('GET', '/calls'))['count']).toBe(before)
  })
})
