import { describe, expect, it } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import { condition, playHook, refusal, type Situation } from '../../../test/support/hook-stage.ts'
import order from './fixtures/order.json' with { type: 'json' }
import firstYears from './fixtures/order-first-years.json' with { type: 'json' }
import { hooks } from './hooks.ts'

const stage = (route: string, situation: Situation) => playHook(hooks, route, situation)
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

  it('takes an empty action for none', async () => {
    const parameters = { action: '' }
    const play = stage(route, { pathVariables, parameters, body: { privateAdminNotes: 'n' } })
    const outcome = await play.before()
    expect(outcome?.vendor?.body).toEqual({ privateAdminNotes: 'n' })
    const nothing = await refusal(stage(route, { parameters, body: {} }).before())
    expect(nothing.message).toContain('Send a body')
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
