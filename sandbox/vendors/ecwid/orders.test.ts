import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid(() => Date.UTC(2026, 2, 1))
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
  await ecwid.api('PUT', '/products/700100', { quantity: 10 })
})

const plain = {
  subtotal: 24,
  total: 29,
  email: 'new.buyer@example.com',
  paymentStatus: 'AWAITING_PAYMENT',
  fulfillmentStatus: 'AWAITING_PROCESSING',
  items: [{ productId: 700_100, name: 'Cup', price: 12, quantity: 2 }],
}

async function create(changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await ecwid.api('POST', '/orders', { ...plain, ...changes })
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"orderId":"')])
  return textOf(answer.body['orderId'])
}

const read = async (id: string) =>
  (await ecwid.api('GET', `/orders/${encodeURIComponent(id)}`)).body
const stock = async () => (await ecwid.api('GET', '/products/700100')).body['quantity']

describe('creating', () => {
  it('stores the totals as sent and answers both names of the order', async () => {
    const answer = await ecwid.api('POST', '/orders', { ...plain, total: 1234.5 })
    const { id, orderId } = answer.body
    const order = await read(textOf(orderId))
    expect(order).toMatchObject({ id: orderId, internalId: id, orderNumber: id, total: 1234.5 })
    expect((await ecwid.api('GET', `/orders/${textOf(id)}`)).body['id']).toBe(orderId)
  })

  it('spells the answer as the newest documents when told so', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { createOrderKey: 'orderid' })
    const answer = await ecwid.api('POST', '/orders', plain)
    expect(Object.keys(answer.body)).toEqual(['id', 'orderid'])
  })

  it('takes stock, and gives it back on cancel and delete', async () => {
    const id = await create()
    expect(await stock()).toBe(8)
    await ecwid.api('PUT', `/orders/${id}`, { paymentStatus: 'CANCELLED' })
    expect(await stock()).toBe(10)
    await ecwid.api('PUT', `/orders/${id}`, { paymentStatus: 'PAID' })
    expect(await stock()).toBe(8)
    await ecwid.api('DELETE', `/orders/${id}`)
    expect(await stock()).toBe(10)
  })

  it('leaves stock alone for unfinished orders and untracked lines', async () => {
    await create({ paymentStatus: 'INCOMPLETE' })
    await create({ items: [{ ...plain.items[0], trackQuantity: false }] })
    await create({ items: [{ name: 'By hand', price: 1, quantity: 3 }] })
    expect(await stock()).toBe(10)
  })

  it('makes a customer of a new mail address and finds a known one', async () => {
    const first = await read(await create({ billingPerson: { name: 'Ana de la Vega' } }))
    const second = await read(await create({ email: 'NEW.buyer@example.com' }))
    expect(second['customerId']).toBe(first['customerId'])
    expect(first['billingPerson']).toEqual({
      name: 'Ana de la Vega',
      firstName: 'Ana',
      lastName: 'Vega',
    })
    const customer = await ecwid.api('GET', `/customers/${Number(first['customerId'])}`)
    expect(customer.body).toMatchObject({
      email: 'new.buyer@example.com',
      name: 'Ana de la Vega',
      stats: { numberOfOrders: 2, salesValue: 58, averageOrderValue: 29 },
    })
  })

  it('may be dated back', async () => {
    const order = await read(await create({ createDate: '2020-01-02 03:04:05 +0000' }))
    expect(order).toMatchObject({
      createDate: '2020-01-02 03:04:05 +0000',
      createTimestamp: 1_577_934_245,
      updateTimestamp: 1_772_323_200,
    })
  })

  it('numbers orders one by one, with prefix, where the store says so', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', {
      idStyle: 'consecutive',
      orderNumberPrefix: 'A#',
    })
    const id = await create()
    expect(id).toBe('A#1')
    expect(await read(id)).toMatchObject({ internalId: 1, orderNumber: 1, publicUid: '1' })
  })

  it.each([
    [{ items: [{ name: 'X', price: 1 }] }, 'Field OrderItem.quantity is absent'],
    [{ total: undefined }, 'Field Order.total is absent'],
    [{ paymentStatus: 'QUEUED' }, 'Status QUEUED is deprecated, use AWAITING_PAYMENT instead'],
    [{ fulfillmentStatus: 'NEW' }, 'Status NEW is deprecated, use AWAITING_PROCESSING instead'],
  ])('refuses %j', async (changes, message) => {
    const answer = await ecwid.api('POST', '/orders', { ...plain, ...changes })
    expect([answer.status, answer.body['errorMessage']]).toEqual([400, message])
    expect((await ecwid.api('GET', '/orders')).body['total']).toBe(53)
  })

  it('lets a public token begin an order only', async () => {
    const minted = await ecwid.control('POST', '/stores/1003/tokens', { kind: 'public' })
    const token = textOf(minted.body['token'])
    const send = (changes: object) =>
      ecwid.api('POST', '/orders', { ...plain, ...changes }, { token })
    expect((await send({ paymentStatus: 'PAID' })).status).toBe(400)
    const { body } = await send({ privateAdminNotes: 'boo' })
    expect(await read(textOf(body['orderId']))).not.toHaveProperty('privateAdminNotes')
  })
})

describe('changing', () => {
  it('changes the named keys only; tracking alone leaves the status', async () => {
    const id = await create()
    const answer = await ecwid.api('PUT', `/orders/${id}`, { trackingNumber: 'T1' })
    expect(answer.body).toEqual({ updateCount: 1 })
    expect(await read(id)).toMatchObject({
      trackingNumber: 'T1',
      fulfillmentStatus: 'AWAITING_PROCESSING',
      total: 29,
    })
  })

  it('drops lines that are left out, and moves the stock with them', async () => {
    const id = await create({
      items: [...plain.items, { name: 'Extra', price: 1, quantity: 1 }],
    })
    const [first] = [...((await read(id))['items'] ?? [])]
    await ecwid.api('PUT', `/orders/${id}`, { items: [{ id: first?.['id'], quantity: 5 }] })
    const order = await read(id)
    expect([...(order['items'] ?? [])]).toHaveLength(1)
    expect(order['items']?.[0]).toMatchObject({ name: 'Cup', quantity: 5 })
    expect(await stock()).toBe(5)
  })

  it('answers an unknown order with 404', async () => {
    const answer = await ecwid.api('PUT', '/orders/NOPE', { trackingNumber: 'x' })
    expect([answer.status, answer.body['errorMessage']]).toEqual([404, 'Order #NOPE not found'])
  })

  it('notes refunds of the owner', async () => {
    const id = await create({ paymentStatus: 'PAID' })
    await ecwid.control('POST', `/stores/1003/orders/${id}/refund`, { amount: 9, reason: 'Chip' })
    expect(await read(id)).toMatchObject({
      paymentStatus: 'PARTIALLY_REFUNDED',
      refundedAmount: 9,
      refunds: [{ amount: 9, reason: 'Chip', source: 'CP' }],
    })
    await ecwid.control('POST', `/stores/1003/orders/${id}/refund`, { amount: 20 })
    expect(await read(id)).toMatchObject({ paymentStatus: 'REFUNDED', refundedAmount: 29 })
    const more = await ecwid.control('POST', `/stores/1003/orders/${id}/refund`, { amount: 1 })
    expect(more.status).toBe(400)
  })

  it('remembers deleted orders by both names', async () => {
    const id = await create()
    const internalId = (await read(id))['internalId']
    await ecwid.api('DELETE', `/orders/${id}`)
    const { body } = await ecwid.api('GET', '/orders/deleted')
    expect(body['items']).toMatchObject([{ id: internalId, orderId: id }])
  })

  it('keeps extra fields as a list of their own', async () => {
    const id = await create()
    const path = `/orders/${id}/extraFields`
    const field = { id: 'gift', title: 'Gift', value: 'yes' }
    expect((await ecwid.api('POST', path, field)).body).toEqual({ createCount: 1 })
    await ecwid.api('PUT', `${path}/gift`, { value: 'no' })
    expect((await ecwid.api('GET', path)).body).toMatchObject([{ id: 'gift', value: 'no' }])
    expect((await read(id))['orderExtraFields']).toMatchObject([{ id: 'gift', value: 'no' }])
    expect((await ecwid.api('DELETE', `${path}/gift`)).body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('GET', path)).body).toEqual([])
  })
})

describe('calculating', () => {
  it('rounds the tax of each line half up and stores nothing', async () => {
    const answer = await ecwid.api('POST', '/order/calculate', {
      email: 'x@example.com',
      items: [{ productId: 700_100, price: 12.6, quantity: 2 }],
      shippingOption: { shippingMethodName: 'Courier', shippingRate: 5 },
    })
    expect(answer.body).toMatchObject({
      orderNumber: 0,
      vendorOrderNumber: '0',
      paymentStatus: 'INCOMPLETE',
      subtotal: 25.2,
      tax: 2.02,
      total: 32.22,
    })
    expect((await ecwid.api('GET', '/orders')).body['total']).toBe(53)
  })

  it('takes coupons off', async () => {
    const { body } = await ecwid.api('POST', '/order/calculate', {
      items: [{ name: 'Thing', price: 100, quantity: 1 }],
      discountCoupon: { code: 'SAVE2' },
    })
    expect(body).toMatchObject({ subtotal: 100, couponDiscount: 5, tax: 8, total: 103 })
  })

  it('adds no tax to prices that include it', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { pricesIncludeTax: true })
    const { body } = await ecwid.api('POST', '/order/calculate', {
      items: [{ name: 'Thing', price: 108, quantity: 1 }],
    })
    expect(body).toMatchObject({ subtotal: 108, tax: 8, total: 108 })
  })
})
