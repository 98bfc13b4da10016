import { describe, expect, test } from 'vitest'
import {
  connection,
  connector,
  fakeVendor,
  question,
  resource,
  type FakeVendor,
  type Script,
} from '../../test/support/fake-vendor.ts'
import type { Element, Parameter, Resource } from '../catalog/element.ts'
import type { ConnectorHooks } from '../catalog/hooks.ts'
import { PlatformError } from '../core/errors.ts'
import { SendError } from '../net/sender.ts'
import type { ResourceAnswer, ResourceRequest, VendorConnection } from './connection.ts'

const query = (name: string, vendorName = name): Parameter => ({
  type: 'query',
  vendorType: 'query',
  name,
  vendorName,
})

interface Setting {
  resources: Resource[]
  words?: Partial<Element>
  hooks?: ConnectorHooks
  vendor: Script | Script[]
  connection?: Parameters<typeof connection>[1]
}

function setUp(setting: Setting): {
  vendor: FakeVendor
  ask: (request?: Partial<ResourceRequest>, index?: number) => Promise<ResourceAnswer>
  to: VendorConnection
} {
  const shop = connector(setting.resources, setting.words, setting.hooks)
  const vendor = fakeVendor(setting.vendor)
  const to = connection(shop, setting.connection)
  return {
    vendor,
    to,
    ask: (request = {}, index = 0) => {
      const one = shop.element.resources?.[index] as Resource
      return vendor.calls.callResource(
        to,
        one,
        question({ method: one.method, path: one.path, ...request }),
      )
    },
  }
}

const list = resource({
  method: 'GET',
  path: '/orders',
  rootKey: '|items',
  parameters: [
    query('page', 'offset'),
    query('pageSize', 'limit'),
    query('where'),
    query('fields'),
  ],
  hubwright: { totalPath: 'total' },
})
const offsets = { configuration: { 'pagination.type': 'offset', 'pagination.max': '100' } }
const numbers = (from: number, count: number): { id: number }[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index }))

/** A vendor with so many records, paged by offset and limit. */
const shopOf =
  (total: number): Script =>
  ({ query: { offset, limit } }) => {
    const count = Math.max(0, Math.min(Number(limit), total - Number(offset)))
    return { body: { total, items: numbers(Number(offset), count) } }
  }

describe('a list', () => {
  test('is unwrapped, counted, and walked to its end without losing or repeating a record', async () => {
    const { ask } = setUp({ resources: [list], vendor: shopOf(23), connection: offsets })
    const seen: unknown[] = []
    let next: string | undefined
    let pages = 0
    do {
      const answer = await ask({
        query: { pageSize: '5', ...(next === undefined ? {} : { nextPage: next }) },
      })
      seen.push(...(answer.body as unknown[]))
      next = answer.page?.next
      pages += 1
      expect(answer.page?.total).toBe(23)
    } while (next !== undefined)
    expect(pages).toBe(5)
    expect(seen).toEqual(numbers(0, 23))
  })

  test('has no token after a last page that is full', async () => {
    const { ask } = setUp({ resources: [list], vendor: shopOf(10), connection: offsets })
    const first = await ask({ query: { pageSize: '5' } })
    const second = await ask({
      query: { pageSize: '5', nextPage: first.page?.next ?? '', page: '2' },
    })
    expect(second.body).toEqual(numbers(5, 5))
    expect(second.page?.next).toBeUndefined()
  })

  test('gives page 1 and page 2 as one page of twice the size', async () => {
    const { ask } = setUp({ resources: [list], vendor: shopOf(90), connection: offsets })
    const one = await ask({ query: { page: '1', pageSize: '20' } })
    const two = await ask({ query: { page: '2', pageSize: '20' } })
    const both = await ask({ query: { pageSize: '40' } })
    expect(both.body).toEqual([...(one.body as unknown[]), ...(two.body as unknown[])])
  })

  test('cuts a page size above the vendor’s and says so; the default is silent', async () => {
    const { ask, vendor } = setUp({ resources: [list], vendor: shopOf(300), connection: offsets })
    expect((await ask({ query: { pageSize: '500' } })).notice).toMatch(/500.*100/)
    expect((await ask()).notice).toBeUndefined()
    expect(vendor.received.map((one) => one.query['limit'])).toEqual(['100', '100'])
  })

  test('refuses a token of another question, a broken one, and sizes that make no sense', async () => {
    const { ask } = setUp({ resources: [list], vendor: shopOf(30), connection: offsets })
    const first = await ask({ query: { pageSize: '5', tag: 'a' } })
    const nextPage = first.page?.next ?? ''
    await expect(ask({ query: { nextPage, tag: 'b' } })).rejects.toMatchObject({ status: 400 })
    await expect(ask({ query: { nextPage: `${nextPage}x` } })).rejects.toMatchObject({
      status: 400,
    })
    for (const pageSize of ['0', '-1', 'ten', '1.5', '1e3']) {
      await expect(ask({ query: { pageSize } })).rejects.toMatchObject({ status: 400 })
    }
  })

  test('follows cursors, and of a cursor that is an address only its query', async () => {
    const cursors = resource({
      method: 'GET',
      path: '/items',
      rootKey: '|data',
      nextPageKey: 'next',
      parameters: [query('nextPage', 'after'), query('pageSize', 'per_page')],
    })
    const { ask, vendor } = setUp({
      resources: [cursors],
      vendor: [
        { body: { data: [1], next: 'https://evil.test/items?after=two' } },
        { body: { data: [2], next: null } },
      ],
    })
    const first = await ask()
    const second = await ask({ query: { nextPage: first.page?.next ?? '' } })
    expect(vendor.received[1]).toMatchObject({ path: '/api/items', query: { after: 'two' } })
    expect(vendor.received[1]?.url).toMatch(/^https:\/\/vendor\.test\//)
    expect(second.page?.next).toBeUndefined()
    await expect(ask({ query: { page: '2' } })).rejects.toMatchObject({ status: 400 })
  })

  test('is sliced here when the vendor cannot page', async () => {
    const whole = resource({ method: 'GET', path: '/all', paginationType: 'VENDOR_NOT_SUPPORTED' })
    const { ask } = setUp({ resources: [whole], vendor: { body: numbers(0, 7) } })
    const first = await ask({ query: { pageSize: '3' } })
    expect(first).toMatchObject({ body: numbers(0, 3), page: { returned: 3, total: 7 } })
    const last = await ask({ query: { pageSize: '3', page: '3' } })
    expect(last).toMatchObject({ body: numbers(6, 1), page: { next: undefined } })
  })

  test('is cut to fields, pushed down in the vendor’s nesting where it can', async () => {
    const body = {
      total: 1,
      items: [{ id: 1, name: 'a', person: { city: 'b', zip: 'c' }, gone: 1 }],
    }
    const plain = setUp({ resources: [list], vendor: { body }, connection: offsets })
    const wanted = { query: { fields: 'name,person.city,nothing' } }
    expect((await plain.ask(wanted)).body).toEqual([{ name: 'a', person: { city: 'b' } }])
    const pushed = setUp({
      resources: [
        {
          ...list,
          hubwright: {
            fields: {
              parameter: 'responseFields',
              template: 'total,items({fields})',
              always: ['id'],
            },
          },
        },
      ],
      vendor: { body },
      connection: offsets,
    })
    expect((await pushed.ask(wanted)).body).toEqual([{ id: 1, name: 'a', person: { city: 'b' } }])
    expect(pushed.vendor.received[0]?.query['responseFields']).toBe(
      'total,items(name,person(city),nothing,id)',
    )
    expect(pushed.vendor.received[0]?.query['fields']).toBeUndefined()
    await expect(pushed.ask({ query: { fields: 'a),evil(' } })).rejects.toMatchObject({
      status: 400,
    })
  })

  test('is ordered where the vendor can, refused with the possibilities, or told as ignored', async () => {
    const sorted = {
      ...list,
      hubwright: { orderBy: { parameter: 'sortBy', values: { 'name desc': 'NAME_DESC' } } },
    }
    const { ask, vendor } = setUp({
      resources: [sorted, list],
      vendor: shopOf(3),
      connection: offsets,
    })
    await ask({ query: { orderBy: 'name DESC' } })
    expect(vendor.received[0]?.query['sortBy']).toBe('NAME_DESC')
    await expect(ask({ query: { orderBy: 'price' } })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('name desc') as string,
    })
    expect((await ask({ query: { orderBy: 'price' } }, 1)).notice).toMatch(/orderBy/)
  })

  test('keeps the vendor’s bytes when nothing was changed', async () => {
    // Long enough to be searched for nulls instead of walked through.
    const text = `[ {"id":12345678901234567890, "name": "${'x'.repeat(600)}"} ]`
    const { ask } = setUp({
      resources: [resource({ method: 'GET', path: '/a' })],
      vendor: { text },
    })
    const answer = await ask()
    expect(answer.bytes?.toString()).toBe(text)
    expect(answer.mayHoldNulls).toBe(false)
    expect((await ask({ query: { fields: 'id' } })).bytes).toBeUndefined()
  })
})

describe('a vendor’s error', () => {
  const words = (
    errors: NonNullable<NonNullable<Element['hubwright']>['errors']>,
  ): Partial<Element> => ({ hubwright: { errors } })
  const write = resource({ method: 'POST', path: '/orders' })

  test.each([
    [400, 400, 'vendor_rejected'],
    [401, 401, 'vendor_unauthorized'],
    [402, 402, 'vendor_payment_required'],
    [403, 403, 'vendor_forbidden'],
    [404, 404, 'vendor_not_found'],
    [409, 409, 'vendor_conflict'],
    [422, 400, 'vendor_rejected'],
    [429, 429, 'vendor_rate_limited'],
    [302, 502, 'vendor_failed'],
    [500, 502, 'vendor_failed'],
    [503, 502, 'vendor_failed'],
  ])('%i becomes %i %s with the vendor’s words', async (status, ours, code) => {
    const { ask } = setUp({
      resources: [write],
      vendor: { status, body: { errorMessage: 'Order <b> token-of-the-shop\nis bad' } },
    })
    await expect(ask({ body: {} })).rejects.toMatchObject({
      status: ours,
      code,
      providerMessage: 'Order <b> ******** is bad',
    })
  })

  test('is read by the definition’s rules', async () => {
    const { ask } = setUp({
      resources: [write],
      words: words({
        message: ['text.0'],
        code: ['kind'],
        rules: [{ status: 403, code: 'PLAN', means: 'payment_required', hint: 'Buy a plan' }],
      }),
      vendor: { status: 403, body: { kind: 'PLAN' } },
    })
    await expect(ask({ body: {} })).rejects.toMatchObject({
      code: 'vendor_payment_required',
      message: 'Buy a plan',
    })
  })

  test('may be a page, from which only the text is taken', async () => {
    const page = `<!doctype html><html><script>alert(1)</script><h1>Bad   Gateway</h1>${'x'.repeat(5000)}`
    const { ask } = setUp({ resources: [write], vendor: { status: 500, text: page } })
    const error = (await ask({ body: {} }).catch((thrown: unknown) => thrown)) as PlatformError
    expect(error.providerMessage).toMatch(/^Bad Gateway x/)
    expect(error.providerMessage?.length).toBeLessThanOrEqual(1024)
  })

  test.each([
    ['text', 'hello', /not readable JSON/],
    ['a page', '<html></html>', /not readable JSON/],
    ['half an object', '{"a":', /not readable JSON/],
    ['nothing', '', /empty body/],
    ['a list without its root', '{"other":[]}', /no 'order'/],
  ])('%s instead of a record is a 502 that says so', async (_name, text, message) => {
    const one = resource({ method: 'GET', path: '/orders/{id}', rootKey: '|order' })
    const { ask } = setUp({ resources: [one], vendor: { text } })
    await expect(ask({ pathVariables: { id: '1' } })).rejects.toMatchObject({
      status: 502,
      code: 'vendor_answer_unreadable',
      message: expect.stringMatching(message) as string,
    })
  })

  test.each([
    ['null', []],
    ['{"items":null}', []],
    ['{"total":0}', []],
    ['[{"id":1}]', [{ id: 1 }]],
    ['{"items":{}}', undefined],
    ['{"items":"x"}', undefined],
    ['"x"', undefined],
    ['5', undefined],
  ])('%s as a list is that list or a 502, never a loss', async (text, body) => {
    const { ask } = setUp({ resources: [list], vendor: { text }, connection: offsets })
    if (body === undefined) {
      await expect(ask()).rejects.toMatchObject({
        code: 'vendor_answer_unreadable',
        message: expect.stringContaining('no list') as string,
      })
      return
    }
    expect(await ask()).toMatchObject({ body, page: { returned: body.length } })
  })

  test('may be told in the status line only', async () => {
    const { ask } = setUp({
      resources: [write],
      vendor: { status: 400, text: '', statusText: 'Field quantity is absent' },
    })
    await expect(ask({ body: {} })).rejects.toMatchObject({
      providerMessage: 'Field quantity is absent',
    })
  })

  test('hidden in a success is found', async () => {
    const one = resource({
      method: 'DELETE',
      path: '/orders/{id}',
      hubwright: { notFoundWhen: { path: 'deleteCount', equals: 0 } },
    })
    const { ask } = setUp({
      resources: [one],
      vendor: [{ body: { deleteCount: 1 } }, { body: { deleteCount: 0 } }],
    })
    expect((await ask({ pathVariables: { id: '1' } })).body).toBeUndefined()
    await expect(ask({ pathVariables: { id: '1' } })).rejects.toMatchObject({ status: 404 })
  })
})

describe('trying again', () => {
  const read = resource({ method: 'GET', path: '/a' })
  const write = resource({ method: 'POST', path: '/a' })
  const reset = new SendError('reset', 'during', 'gone')

  test('helps a GET over two failures', async () => {
    const { ask, vendor } = setUp({
      resources: [read],
      vendor: [{ status: 500 }, reset, { body: [1] }],
    })
    expect((await ask()).body).toEqual([1])
    expect(vendor.pauses).toEqual([200, 400])
  })

  test('ends after three tries and says what the last one met', async () => {
    const { ask, vendor } = setUp({
      resources: [read],
      vendor: new SendError('timeout', 'during', 'late'),
    })
    await expect(ask()).rejects.toMatchObject({ status: 502, code: 'vendor_timeout' })
    expect(vendor.received).toHaveLength(3)
  })

  test('never repeats a write that may have acted', async () => {
    for (const failure of [reset, { status: 500 }, new SendError('truncated', 'after', 'cut')]) {
      const { ask, vendor } = setUp({ resources: [write], vendor: failure })
      await expect(ask({ body: {} })).rejects.toMatchObject({ status: 502 })
      expect(vendor.received).toHaveLength(1)
    }
  })

  test('repeats a write of which nothing was sent, or that the definition calls idempotent', async () => {
    const early = setUp({
      resources: [write],
      vendor: [new SendError('connect', 'before', 'no'), { body: {} }],
    })
    await early.ask({ body: {} })
    expect(early.vendor.received).toHaveLength(2)
    const marked = setUp({
      resources: [{ ...write, hubwright: { idempotent: true } }],
      vendor: [{ status: 502 }, { body: {} }],
    })
    await marked.ask({ body: {} })
    expect(marked.vendor.received).toHaveLength(2)
  })

  test.each<[string, Script[], boolean]>([
    ['succeeded', [{ body: {} }], true],
    ['was answered by a break-down', [{ status: 503 }], true],
    ['was led elsewhere', [{ status: 303 }], true],
    ['went out and was not answered', [new SendError('reset', 'during', 'gone')], true],
    ['was answered by half', [new SendError('truncated', 'after', 'gone')], true],
    ['was refused', [{ status: 400 }], false],
    ['came too often', [{ status: 429 }], false],
    ['met closed doors', [{ status: 401 }], false],
    ['could not be sent', [new SendError('connect', 'before', 'no')], false],
  ])('a write that %s may have acted or not', async (_what, script, mayHaveActed) => {
    const meter = { vendorCalls: 0, mayHaveActed: false }
    const { ask } = setUp({ resources: [write], vendor: script })
    await ask({ body: {}, meter }).catch(() => undefined)
    expect(meter.mayHaveActed).toBe(mayHaveActed)
  })

  test('what may be repeated leaves no doubt', async () => {
    const meter = { vendorCalls: 0, mayHaveActed: false }
    const marked = { ...write, hubwright: { idempotent: true } }
    for (const one of [read, marked]) {
      const { ask } = setUp({ resources: [one], vendor: { status: 503 } })
      await expect(ask({ meter, body: {} })).rejects.toMatchObject({ status: 502 })
    }
    expect(meter).toEqual({ vendorCalls: 6, mayHaveActed: false })
  })

  test('waits as long as Retry-After says, within the deadline', async () => {
    const limited: Script[] = [{ status: 429, headers: { 'retry-after': '7' } }, { body: [] }]
    const patient = setUp({ resources: [read], vendor: limited })
    await patient.ask()
    expect(patient.vendor.pauses).toEqual([7000])
    const hurried = setUp({ resources: [read], vendor: limited })
    await expect(hurried.ask({ deadline: 5000 })).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
    })
    expect(hurried.vendor.received).toHaveLength(1)
  })

  test('does not touch an address that is not allowed twice', async () => {
    const { ask, vendor } = setUp({
      resources: [read],
      vendor: new SendError('blocked', 'before', 'private'),
    })
    await expect(ask()).rejects.toMatchObject({ status: 400, code: 'destination_not_allowed' })
    expect(vendor.received).toHaveLength(1)
  })
})

describe('refused credentials', () => {
  const one = resource({ method: 'POST', path: '/a' })
  const dead: Script = (request) =>
    request.headers['authorization'] === 'Bearer new-token'
      ? { body: { ok: true } }
      : { status: 401 }

  test('are renewed once and the call is made again', async () => {
    const shop = connector([one])
    const refused: string[] = []
    const renewed = connection(shop, { configuration: { 'oauth.user.token': 'new-token' } })
    const { ask, vendor } = setUp({
      resources: [one],
      vendor: dead,
      connection: {
        credentialsRefused: async (reason) => {
          refused.push(reason)
          return renewed
        },
      },
    })
    expect((await ask({ body: {} })).body).toEqual({ ok: true })
    expect(vendor.received).toHaveLength(2)
    expect(refused).toEqual(['the vendor answered 401'])
  })

  test('that cannot be renewed ask for re-authentication', async () => {
    const { ask, vendor } = setUp({
      resources: [one],
      vendor: { status: 401 },
      connection: { credentialsRefused: async () => undefined },
    })
    await expect(ask({ body: {} })).rejects.toMatchObject({ status: 401, code: 'reauth_required' })
    expect(vendor.received).toHaveLength(1)
  })

  test('are renewed before the call when it is time', async () => {
    const renewed = connection(connector([one]), {
      configuration: { 'oauth.user.token': 'new-token' },
    })
    const { ask } = setUp({
      resources: [one],
      vendor: dead,
      connection: { renewIfDue: () => Promise.resolve(renewed) },
    })
    expect((await ask({ body: {} })).body).toEqual({ ok: true })
  })
})

describe('hooks and chains', () => {
  const read = resource({ method: 'GET', path: '/a/{id}', rootKey: '|record' })

  test('run global, resource, vendor, resource, global, and may call the vendor', async () => {
    const order: string[] = []
    const { ask, vendor } = setUp({
      resources: [read],
      hooks: {
        preRequest: () => void order.push('global pre'),
        postRequest: (_context, { body }) => {
          order.push('global post')
          return { body: { ...(body as object), global: true }, notice: 'told' }
        },
        resources: {
          'GET /a/{id}': {
            preRequest: async (context, draft) => {
              order.push('pre')
              const { body } = await context.callVendor({ method: 'GET', path: '/token' })
              return {
                vendor: { query: { ...draft.query, extra: String((body as { n: number }).n) } },
              }
            },
            postRequest: (_context, { body, rawBody }) => {
              order.push('post')
              return { body: { ...(body as object), raw: Object.keys(rawBody as object) } }
            },
          },
        },
      },
      vendor: [{ body: { n: 5 } }, { body: { record: { id: 1 } } }],
    })
    const answer = await ask({ pathVariables: { id: '1' } })
    expect(order).toEqual(['global pre', 'pre', 'post', 'global post'])
    expect(vendor.received.map((one) => one.url)).toEqual([
      'https://vendor.test/api/token',
      'https://vendor.test/api/a/1?extra=5',
    ])
    expect(answer).toMatchObject({
      body: { id: 1, raw: ['record'], global: true },
      notice: 'told',
      vendorCalls: 2,
    })
  })

  test('may answer instead of the vendor, or refuse', async () => {
    const answering = setUp({
      resources: [read],
      hooks: { preRequest: () => ({ answer: { body: { made: 'up' } } }) },
      vendor: { body: {} },
    })
    expect((await answering.ask({ pathVariables: { id: '1' } })).body).toEqual({ made: 'up' })
    expect(answering.vendor.received).toHaveLength(0)
    const refusing = setUp({
      resources: [read],
      hooks: {
        preRequest: () => {
          throw new PlatformError('invalid_request', 'not so')
        },
      },
      vendor: { body: {} },
    })
    await expect(refusing.ask({ pathVariables: { id: '1' } })).rejects.toMatchObject({
      message: 'not so',
    })
  })

  test('chain up to five resources, each seeing the answer before', async () => {
    const link = (index: number, next: boolean): Resource =>
      resource({
        method: 'GET',
        path: `/step-${index}`,
        type: index === 0 ? 'api' : 'apiNoDocumentation',
        parameters:
          index === 0
            ? []
            : [{ type: 'prevBodyField', vendorType: 'query', name: 'value', vendorName: 'last' }],
        ...(next ? { nextResource: `GET:/step-${index + 1}` } : {}),
      })
    const chain = (length: number): Resource[] =>
      Array.from({ length }, (_, index) => link(index, index < length - 1))
    const counting: Script = (_request, index) => ({ body: { value: index } })
    const { ask, vendor } = setUp({ resources: chain(5), vendor: counting })
    expect((await ask()).body).toEqual({ value: 4 })
    expect(vendor.received.map((one) => one.query['last'])).toEqual([undefined, '0', '1', '2', '3'])
    await expect(setUp({ resources: chain(6), vendor: counting }).ask()).rejects.toMatchObject({
      status: 400,
    })
  })

  test('answers feed the configuration', async () => {
    const kept: unknown[] = []
    const { ask } = setUp({
      resources: [
        resource({
          method: 'POST',
          path: '/login',
          parameters: [
            {
              type: 'configuration',
              vendorType: 'bodyField',
              name: 'session',
              vendorName: 'a.token',
              source: 'response',
            },
            {
              type: 'configuration',
              vendorType: 'header',
              name: 'shard',
              vendorName: 'X-Shard',
              source: 'response',
            },
          ],
        }),
      ],
      vendor: { body: { a: { token: 't' } }, headers: { 'x-shard': '7' } },
      connection: { saveConfiguration: async (values) => void kept.push(values) },
    })
    await ask({ body: {} })
    expect(kept).toEqual([{ session: 't', shard: '7' }])
  })
})
