import { describe, expect, it } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import type { WhereCondition, WhereOperator } from '../../core/ceql.ts'
import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import customerById from './fixtures/customer-by-id.json' with { type: 'json' }
import customerRow from './fixtures/customer-search-row.json' with { type: 'json' }
import firstYears from './fixtures/order-first-years.json' with { type: 'json' }
import order from './fixtures/order.json' with { type: 'json' }
import product from './fixtures/product.json' with { type: 'json' }
import profile from './fixtures/profile.json' with { type: 'json' }
import { hooks } from './hooks.ts'

interface Call {
  method: string
  path: string
  query?: Readonly<Record<string, string>>
  body?: unknown
}

interface Situation {
  parameters?: Record<string, string>
  pathVariables?: Record<string, string>
  body?: unknown
  where?: readonly WhereCondition[]
  query?: Record<string, string>
  configuration?: Record<string, string>
  /** Answers of the vendor by `METHOD path`; an Error is thrown. */
  vendor?: Record<string, unknown>
}

function condition(
  attribute: string,
  operator: WhereOperator,
  value: WhereCondition['value'],
): WhereCondition {
  return { attribute, operator, value, position: 0 }
}

function stage(route: string, situation: Situation) {
  const calls: Call[] = []
  const context: HookContext = {
    request: {
      method: route.split(' ')[0] ?? '',
      path: route.split(' ')[1] ?? '',
      pathVariables: situation.pathVariables ?? {},
      parameters: situation.parameters ?? {},
      headers: {},
      body: situation.body,
    },
    configuration: situation.configuration ?? {},
    expression: situation.where ?? [],
    now: 0,
    callVendor: async (call) => {
      calls.push(call)
      const answer = situation.vendor?.[`${call.method} ${call.path}`]
      if (answer instanceof Error) throw answer
      if (answer === undefined)
        throw new Error(`no answer prepared for ${call.method} ${call.path}`)
      return { status: 200, body: answer }
    },
  }
  const hook = hooks.resources?.[route]
  if (hook === undefined) throw new Error(`no hook for ${route}`)
  const draft: VendorRequestDraft = {
    method: 'GET',
    url: 'https://vendor.test/x',
    query: situation.query ?? {},
    headers: {},
    body: situation.body,
  }
  return {
    calls,
    before: async (): Promise<PreRequestOutcome | undefined> =>
      (await hook.preRequest?.(context, draft)) ?? undefined,
    after: async (body: unknown): Promise<PostRequestOutcome | void> => {
      const answer: HookAnswer = { status: 200, headers: {}, body, rawBody: body }
      return hook.postRequest?.(context, answer)
    },
  }
}

async function refusal(work: Promise<unknown>): Promise<PlatformError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof PlatformError) return thrown
  throw new Error('expected a PlatformError', { cause: thrown })
}

const notFound = new PlatformError('vendor_not_found', 'Order #9 not found')

describe('orders as they are answered', () => {
  it('carry their public id, and no API token in an address', async () => {
    const outcome = await stage('GET /orders/{id}', {}).after(order)
    const text = JSON.stringify(outcome)
    expect(outcome).toMatchObject({
      body: {
        id: 'SHOP/#AB1CD',
        globalReferer: 'https://my.ecwid.com/cp/?token=********&lang=en',
        refererUrl: 'https://example.com/cups?color=blue',
      },
    })
    expect(text).not.toContain('secret_')
    expect(text).toContain('manual.pdf')
  })

  it('get an id from the number where the vendor of 2014 gives none', async () => {
    const outcome = await stage('GET /orders', {}).after([firstYears])
    expect(outcome).toMatchObject({ body: [{ id: '417', orderNumber: 417 }] })
  })

  it('drop the members that were fetched only to find the id', async () => {
    const rows = [{ orderNumber: 417, vendorOrderNumber: 'AB1CD', total: 3 }]
    const trimmed = await stage('GET /orders', { parameters: { fields: 'total' } }).after(rows)
    expect(trimmed).toEqual({ body: [{ id: 'AB1CD', total: 3 }] })
    const asked = await stage('GET /orders', { parameters: { fields: 'total,orderNumber' } }).after(
      rows,
    )
    expect(asked).toEqual({ body: [{ id: 'AB1CD', orderNumber: 417, total: 3 }] })
  })

  it('keep money exactly as the vendor wrote it', async () => {
    const outcome = await stage('GET /orders/{id}', {}).after(order)
    expect(outcome).toMatchObject({ body: { usdTotal: order.usdTotal, total: 32.22 } })
  })
})

describe('a list of orders', () => {
  it('says that it cannot be sorted', async () => {
    const outcome = await stage('GET /orders', { parameters: { orderBy: 'total asc' } }).after([])
    expect(outcome).toHaveProperty('notice', expect.stringContaining('orderBy'))
  })
})

describe('where on orders', () => {
  it.each([
    ["= 'PAID'", condition('statuses', '=', 'PAID'), { paymentStatus: 'PAID' }],
    [
      'a mixed list with old words',
      condition('statuses', 'in', ['ACCEPTED', 'queued', 'NEW', 'SHIPPED']),
      {
        paymentStatus: 'PAID,AWAITING_PAYMENT',
        fulfillmentStatus: 'AWAITING_PROCESSING,SHIPPED',
      },
    ],
    [
      'one text with commas, as the legacy API took it',
      condition('statuses', '=', 'DECLINED,INCOMPLETE'),
      { paymentStatus: 'CANCELLED,INCOMPLETE' },
    ],
  ])('splits statuses: %s', async (_title, where, query) => {
    const outcome = await stage('GET /orders', { where: [where] }).before()
    expect(outcome).toEqual({ vendor: { query } })
  })

  it('refuses a word that is no status and lists those that are', async () => {
    const error = await refusal(
      stage('GET /orders', { where: [condition('statuses', '=', 'LOST')] }).before(),
    )
    expect(error.code).toBe('invalid_where')
    expect(error.message).toContain('LOST')
    expect(error.message).toContain('AWAITING_PAYMENT')
  })

  it('refuses two answers to one question', async () => {
    const where = [condition('statuses', '=', 'PAID'), condition('paymentStatus', '=', 'PAID')]
    const error = await refusal(
      stage('GET /orders', { where, query: { paymentStatus: 'PAID' } }).before(),
    )
    expect(error.message).toContain('paymentStatus')
  })

  it('takes the whole last day for to_date, but a moment as it is', async () => {
    const day = await stage('GET /orders', {
      where: [condition('to_date', '=', '2026-03-01')],
      query: { createdTo: '1772323200' },
    }).before()
    expect(day).toEqual({ vendor: { query: { createdTo: '1772409599' } } })
    const moment = await stage('GET /orders', {
      where: [condition('to_date', '=', '2026-03-01 09:30:00')],
      query: { createdTo: '1772357400' },
    }).before()
    expect(moment).toEqual({ vendor: { query: { createdTo: '1772357400' } } })
  })

  it('turns a range of numbers into a range of moments', async () => {
    const play = stage('GET /orders', {
      where: [condition('from_order', '=', 412), condition('to_order', '=', 'SHOP/#AB1CD')],
      vendor: {
        'GET /orders/412': { createDate: '2014-05-06 07:08:09 -0800' },
        'GET /orders/SHOP%2F%23AB1CD': { createTimestamp: 1772357400 },
      },
    })
    expect(await play.before()).toEqual({
      vendor: { query: { createdFrom: '1399388889', createdTo: '1772357400' } },
    })
  })

  it('says which order of a range does not exist', async () => {
    const error = await refusal(
      stage('GET /orders', {
        where: [condition('from_order', '=', 9)],
        vendor: { 'GET /orders/9': notFound },
      }).before(),
    )
    expect(error.code).toBe('invalid_where')
    expect(error.message).toContain("'9'")
    expect(error.cause).toBe(notFound)
  })
})

describe('a new order', () => {
  it('is answered as it reads back, whichever name its id has', async () => {
    for (const answer of [
      { id: 501001, orderId: 'SHOP/#AB1CD' },
      { id: 501001, orderid: 'SHOP/#AB1CD' },
      { id: 'SHOP/#AB1CD' },
    ]) {
      const play = stage('POST /orders', { vendor: { 'GET /orders/SHOP%2F%23AB1CD': order } })
      expect(await play.after(answer)).toMatchObject({ body: { id: 'SHOP/#AB1CD', total: 32.22 } })
    }
  })

  it('keeps its id when reading back fails, so that nobody sends it twice', async () => {
    const play = stage('POST /orders', {
      vendor: { 'GET /orders/AB1CD': new PlatformError('vendor_timeout', 'no answer in time') },
    })
    const outcome = await play.after({ id: 5, orderId: 'AB1CD' })
    expect(outcome).toMatchObject({ body: { id: 'AB1CD' } })
    expect(outcome).toHaveProperty('notice', expect.stringContaining('no answer in time'))
  })

  it('may use the words of the legacy API', async () => {
    const outcome = await stage('POST /orders', {
      body: { paymentStatus: 'QUEUED', fulfillmentStatus: 'new', shippingTrackingCode: 'T' },
    }).before()
    expect(outcome).toEqual({
      vendor: {
        body: {
          paymentStatus: 'AWAITING_PAYMENT',
          fulfillmentStatus: 'AWAITING_PROCESSING',
          trackingNumber: 'T',
        },
      },
    })
  })
})

describe('a changed order', () => {
  const route = 'PATCH /orders/{id}'
  const pathVariables = { id: 'SHOP/#AB1CD' }
  const vendor = { 'GET /orders/SHOP%2F%23AB1CD': order }

  it('sends only what the caller gave', async () => {
    const play = stage(route, { pathVariables, body: { orderComments: 'ring twice' } })
    expect(await play.before()).toMatchObject({ vendor: { body: { orderComments: 'ring twice' } } })
    expect(play.calls).toEqual([])
  })

  it('keeps the lines and members that the caller left out', async () => {
    const play = stage(route, {
      pathVariables,
      vendor,
      body: { items: [{ id: 2, quantity: 3 }], billingPerson: { city: 'Village' } },
    })
    const outcome = await play.before()
    expect(outcome).toMatchObject({
      vendor: {
        body: {
          items: [
            { id: 1, quantity: 2, sku: 'CUP-1' },
            { id: 2, quantity: 3, sku: 'SAU-1' },
          ],
          billingPerson: { city: 'Village', name: 'Ana de la Vega', postalCode: '90002' },
        },
      },
    })
    expect(play.calls).toHaveLength(1)
  })

  it.each([
    ['a line without id', [{ quantity: 3 }], '/items/0/id'],
    ['a line of another order', [{ id: 1 }, { id: 77 }], '/items/1/id'],
    ['no list', { id: 1 }, '/items'],
  ])('refuses %s, which would remove lines', async (_title, items, path) => {
    const error = await refusal(stage(route, { pathVariables, vendor, body: { items } }).before())
    expect(error.code).toBe('invalid_request')
    expect(error.details).toMatchObject([{ path }])
  })

  it.each([
    ['cancel', {}, { paymentStatus: 'CANCELLED', fulfillmentStatus: 'WILL_NOT_DELIVER' }],
    [
      'cancel',
      { paymentStatus: 'REFUNDED' },
      { paymentStatus: 'REFUNDED', fulfillmentStatus: 'WILL_NOT_DELIVER' },
    ],
    ['close', {}, { fulfillmentStatus: 'DELIVERED' }],
  ])('%s with %j sets %j', async (action, body, sent) => {
    const play = stage(route, { pathVariables, parameters: { action }, body })
    const outcome = await play.before()
    expect(outcome?.vendor?.body).toEqual(sent)
    expect(outcome?.vendor?.headers).toEqual({ 'content-type': 'application/json' })
  })

  it('reopen leaves money that was paid alone', async () => {
    const paid = { paymentStatus: 'PAID', fulfillmentStatus: 'DELIVERED' }
    const play = stage(route, {
      pathVariables,
      parameters: { action: 'reopen' },
      vendor: { 'GET /orders/SHOP%2F%23AB1CD': paid },
    })
    const outcome = await play.before()
    expect(outcome?.vendor?.body).toEqual({ fulfillmentStatus: 'AWAITING_PROCESSING' })
  })

  it('reopen of an open order asks the vendor for nothing', async () => {
    const open = { paymentStatus: 'PAID', fulfillmentStatus: 'PROCESSING' }
    const play = stage(route, {
      pathVariables,
      parameters: { action: 'reopen' },
      vendor: { 'GET /orders/SHOP%2F%23AB1CD': open },
    })
    expect(await play.before()).toEqual({ answer: { body: {} } })
  })

  it('refuses any other action, and a request that changes nothing', async () => {
    const other = await refusal(stage(route, { parameters: { action: 'archive' } }).before())
    expect(other.details).toMatchObject([{ path: 'action' }])
    const nothing = await refusal(stage(route, { body: {} }).before())
    expect(nothing.code).toBe('invalid_request')
  })
})

describe('payments and refunds', () => {
  it('are derived from the order', async () => {
    expect(await stage('GET /orders/{orderId}/payments', {}).after(order)).toMatchObject({
      body: [{ paymentMethod: 'Credit card', paymentStatus: 'PARTIALLY_REFUNDED', total: 32.22 }],
    })
    expect(await stage('GET /orders/{orderId}/refunds', {}).after(order)).toEqual({
      body: [
        {
          paymentMethod: 'Credit card',
          paymentStatus: 'PARTIALLY_REFUNDED',
          date: '2026-03-02 10:00:00 +0000',
          source: 'CP',
          reason: 'Scratched',
          amount: 5,
        },
      ],
    })
  })

  it('are empty lists where the order has none', async () => {
    expect(await stage('GET /orders/{orderId}/refunds', {}).after(firstYears)).toEqual({ body: [] })
    expect(await stage('GET /orders/{orderId}/payments', {}).after({})).toEqual({ body: [] })
  })
})

describe('orders of a customer', () => {
  const route = 'GET /customers/{id}/orders'
  it('are an empty list for a customer without orders, and an error without the customer', async () => {
    const known = stage(route, {
      pathVariables: { id: '9001' },
      vendor: { 'GET /customers/9001': { id: 9001 } },
    })
    expect(await known.after([])).toEqual({ body: [] })
    const unknown = stage(route, {
      pathVariables: { id: '9' },
      vendor: { 'GET /customers/9': notFound },
    })
    expect((await refusal(unknown.after([]))).code).toBe('vendor_not_found')
  })

  it('cost no second call when there are some', async () => {
    const play = stage(route, { pathVariables: { id: '9001' } })
    await play.after([order])
    expect(play.calls).toEqual([])
  })
})

describe('customers', () => {
  it('have a name and a count in every answer', async () => {
    const one = await stage('GET /customers/{id}', {}).after(customerById)
    const row = await stage('GET /customers', {}).after([customerRow])
    expect(one).toMatchObject({ body: { name: 'Ana de la Vega', totalOrderCount: 2 } })
    expect(row).toMatchObject({ body: [{ name: 'Ana de la Vega', totalOrderCount: 2 }] })
  })

  it('are found by id through single reads, in pages, without those that are gone', async () => {
    const play = stage('GET /customers', {
      where: [condition('customer_id', 'in', [9001, '9', 9002])],
      query: { offset: '1', limit: '1' },
      vendor: {
        'GET /customers/9001': { id: 9001 },
        'GET /customers/9': notFound,
        'GET /customers/9002': { id: 9002 },
      },
    })
    expect(await play.before()).toEqual({
      answer: { body: { total: 2, count: 1, offset: 1, limit: 1, items: [{ id: 9002 }] } },
    })
  })

  it('are not found by an id that is no number', async () => {
    const error = await refusal(
      stage('GET /customers', { where: [condition('customer_id', '=', 'ann')] }).before(),
    )
    expect(error.code).toBe('invalid_where')
  })

  it('are found by their exact mail address, or by a part of it with LIKE', async () => {
    const exact = await stage('GET /customers', {
      where: [condition('customer_email', '=', 'a@example.com')],
      query: { email: 'a@example.com' },
    }).before()
    expect(exact).toMatchObject({ vendor: { query: { useExactEmailMatch: 'true' } } })
    const part = await stage('GET /customers', {
      where: [condition('email', 'like', '%example%')],
      query: { email: 'example' },
    }).before()
    expect(part).not.toHaveProperty('vendor.query.useExactEmailMatch')
  })

  it('keep the rest of their address when one member changes', async () => {
    const play = stage('PATCH /customers/{id}', {
      pathVariables: { id: '9001' },
      body: { billingPerson: { city: 'Village' } },
      vendor: { 'GET /customers/9001': customerById },
    })
    expect(await play.before()).toEqual({
      vendor: { body: { billingPerson: { name: 'Ana de la Vega', city: 'Village' } } },
    })
  })

  it('never get their password echoed', async () => {
    const play = stage('POST /customers', {
      body: { email: 'a@example.com', password: 'correct horse' },
      vendor: { 'GET /customers/7': new PlatformError('vendor_failed', 'no') },
    })
    expect(JSON.stringify(await play.after({ id: 7 }))).not.toContain('correct horse')
  })
})

describe('products', () => {
  it('come in a stable order unless the caller chose one', async () => {
    expect(await stage('GET /products', {}).before()).toEqual({
      vendor: { query: { sortBy: 'ADDED_TIME_ASC' } },
    })
    for (const query of [{ sortBy: 'PRICE_ASC' }, { keyword: 'cup' }, { category: '11' }]) {
      expect(await stage('GET /products', { query }).before()).toEqual({ vendor: { query } })
    }
  })

  it.each([
    [true, {}],
    ['false', { enabled: 'true' }],
  ])('with hidden_products = %s ask for %j', async (value, query) => {
    const outcome = await stage('GET /products', {
      where: [condition('hidden_products', '=', value)],
      query: { sortBy: 'X' },
    }).before()
    expect(outcome).toEqual({ vendor: { query: { sortBy: 'X', ...query } } })
  })

  it('are found by option and attribute', async () => {
    const outcome = await stage('GET /products', {
      where: [
        condition('option_Size', 'in', ['S', 'M']),
        condition('attribute_Brand', '=', 'Acme'),
      ],
    }).before()
    expect(outcome).toMatchObject({
      vendor: { query: { option_Size: 'S,M', attribute_Brand: 'Acme' } },
    })
  })

  it('show no API token in the addresses of their files', async () => {
    const outcome = await stage('GET /products/{id}', {}).after(product)
    expect(JSON.stringify(outcome)).not.toContain('secret_')
    expect(outcome).toMatchObject({ body: { price: product.price, files: [{ id: 8 }] } })
  })

  it('are answered from the change itself, or read back where the vendor sends no item', async () => {
    const route = 'PATCH /products/{id}'
    const quick = stage(route, { pathVariables: { id: '700100' } })
    expect(await quick.after({ updateCount: 1, item: product })).toMatchObject({
      body: { id: 700100 },
    })
    expect(quick.calls).toEqual([])
    const slow = stage(route, {
      pathVariables: { id: '700100' },
      vendor: { 'GET /products/700100': product },
    })
    expect(await slow.after({ updateCount: 1 })).toMatchObject({ body: { id: 700100 } })
  })

  it('take a stock movement alone, by its own route, and pass on the warning', async () => {
    const route = 'PATCH /products/{id}'
    const play = stage(route, {
      pathVariables: { id: '700100' },
      body: { quantityDelta: -2 },
      vendor: {
        'PUT /products/700100/inventory': { updateCount: 1, warning: 'below zero' },
        'GET /products/700100': product,
      },
    })
    const answer = await play.before()
    expect(answer).toEqual({ answer: { body: { updateCount: 1, warning: 'below zero' } } })
    expect(play.calls[0]).toMatchObject({ body: { quantityDelta: -2 } })
    const outcome = await play.after({ updateCount: 1, warning: 'below zero' })
    expect(outcome).toHaveProperty('notice', expect.stringContaining('below zero'))
    for (const body of [{ quantityDelta: 1, name: 'x' }, { quantityDelta: 'x' }]) {
      expect((await refusal(stage(route, { body }).before())).code).toBe('invalid_request')
    }
  })

  it('may be written in the shapes of the published model', async () => {
    const outcome = await stage('POST /products', {
      body: { name: 'Cup', compareAtPrice: 12.5, wholesalePrices: { '10': 6, '5': 7 } },
    }).before()
    expect(outcome).toEqual({
      vendor: {
        body: {
          name: 'Cup',
          compareToPrice: 12.5,
          wholesalePrices: [
            { quantity: 5, price: 7 },
            { quantity: 10, price: 6 },
          ],
        },
      },
    })
  })
})

describe('connecting a store', () => {
  it.each([
    ['no number', { 'ecwid.store.id': 'my-shop' }, 'ecwid.store.id'],
    [
      'a public token',
      { 'ecwid.store.id': '1003', 'oauth.user.token': 'public_abc' },
      'oauth.user.token',
    ],
    [
      'the client secret as token',
      { 'ecwid.store.id': '1003', 'oauth.user.token': 'x1', 'oauth.api.secret': 'x1' },
      'oauth.user.token',
    ],
  ])('refuses %s before the vendor is asked', async (_title, configuration, key) => {
    const error = await refusal(stage('GET /provision/profile', { configuration }).before())
    expect(error.code).toBe('invalid_configuration')
    expect(error.message).toContain(key)
  })

  it('keeps what orders never say: currency and time zone', async () => {
    expect(await stage('GET /provision/facts', {}).after(profile)).toEqual({
      configuration: {
        'ecwid.store.url': 'https://store1003.example.site',
        'ecwid.store.currency': 'EUR',
        'ecwid.store.timezone': 'Europe/Madrid',
      },
    })
  })
})
