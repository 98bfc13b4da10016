import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid(() => Date.UTC(2026, 2, 1))
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const read = async (path: string) => (await ecwid.api('GET', path)).body
const refusal = async (method: string, path: string, body?: unknown) => {
  const answer = await ecwid.api(method, path, body)
  return [answer.status, answer.body['errorCode']]
}

describe('customers', () => {
  const address = { name: 'Ann Bee', city: 'Albany', countryCode: 'US', stateOrProvinceCode: 'NY' }

  it('are created, changed and deleted', async () => {
    const created = await ecwid.api('POST', '/customers', {
      email: 'Ann@example.com',
      password: 'never shown',
      billingPerson: address,
      shippingAddresses: [address, { ...address, city: 'Troy' }],
    })
    const path = `/customers/${Number(created.body['id'])}`
    const customer = await read(path)
    expect(customer).toMatchObject({ email: 'Ann@example.com', customerGroupName: 'General' })
    expect(customer['billingPerson']).toMatchObject({
      firstName: 'Ann',
      countryName: 'United States',
      stateOrProvinceName: 'New York',
    })
    expect(JSON.stringify(customer)).not.toContain('never shown')
    const kept = customer['shippingAddresses']?.[1]
    await ecwid.api('PUT', path, { shippingAddresses: [kept, { name: 'New' }], taxId: 'T' })
    const changed = await read(path)
    expect(changed['shippingAddresses']?.[0]?.['id']).toBe(kept?.['id'])
    expect(changed).toMatchObject({ taxId: 'T', email: 'Ann@example.com' })
    expect((await ecwid.api('DELETE', path)).body).toEqual({ deleteCount: 1 })
    expect(await refusal('GET', path)).toEqual([404, 'CUSTOMER_NOT_FOUND'])
    expect((await read('/customers/deleted'))['total']).toBe(1)
  })

  it('may have neither name nor address', async () => {
    const row = (await read('/customers?email=buyer8@'))['items']?.[0]
    expect(row).not.toHaveProperty('name')
    expect(row).not.toHaveProperty('billingPerson')
  })

  it('own their mail address alone, whatever its case', async () => {
    expect(await refusal('POST', '/customers', { email: 'BUYER1@example.com' })).toEqual([
      409,
      'CONSTRAINT_VIOLATION',
    ])
    expect(await refusal('POST', '/customers', {})).toEqual([400, 'WRONG_PARAMETER'])
    expect(await refusal('POST', '/customers', { email: 'nobody' })).toEqual([
      400,
      'WRONG_PARAMETER',
    ])
    const own = await ecwid.api('PUT', '/customers/9001', { email: 'Buyer1@example.com' })
    expect(own.status).toBe(200)
  })
})

describe('groups', () => {
  it('are created and leave their members to General', async () => {
    const { body } = await ecwid.api('POST', '/customer_groups', { name: 'Friends' })
    const id = Number(body['id'])
    await ecwid.api('PUT', '/customers/9001', { customerGroupId: id })
    expect((await read('/customers/9001'))['customerGroupName']).toBe('Friends')
    await ecwid.api('PUT', `/customer_groups/${id}`, { name: 'Family' })
    expect((await read('/customers/9001'))['customerGroupName']).toBe('Family')
    await ecwid.api('DELETE', `/customer_groups/${id}`)
    expect((await read('/customers/9001'))['customerGroupId']).toBe(0)
    expect(await refusal('GET', `/customer_groups/${id}`)).toEqual([
      404,
      'CUSTOMER_GROUP_NOT_FOUND',
    ])
  })

  it('cannot lose General', async () => {
    expect((await ecwid.api('DELETE', '/customer_groups/0')).status).toBe(409)
    expect((await read('/customer_groups'))['total']).toBe(2)
  })
})

describe('categories', () => {
  it('are created below others, moved, and deleted with what is below', async () => {
    const { body } = await ecwid.api('POST', '/categories', { name: 'New', parentId: 11 })
    const id = Number(body['id'])
    const below = await ecwid.api('POST', '/categories', { name: 'Below', parentId: id })
    const belowId = Number(below.body['id'])
    await ecwid.api('PUT', '/products/700100', { categoryIds: [belowId] })
    expect((await read(`/categories/${id}`))['productCount']).toBe(1)
    expect(await refusal('PUT', `/categories/${id}`, { parentId: belowId })).toEqual([
      400,
      'WRONG_PARAMETER',
    ])
    await ecwid.api('PUT', `/categories/${id}`, { parentId: 0, name: 'Moved' })
    expect(await read(`/categories/${id}`)).not.toHaveProperty('parentId')
    await ecwid.api('DELETE', `/categories/${id}`)
    expect(await refusal('GET', `/categories/${belowId}`)).toEqual([404, 'CATEGORIES_NOT_FOUND'])
    expect((await read('/products/700100'))['categoryIds']).toEqual([])
  })

  it('assign products one by one or as a whole', async () => {
    const { body } = await ecwid.api('POST', '/categories', { name: 'Set', productIds: [700_100] })
    const path = `/categories/${Number(body['id'])}`
    const ids = async () => [...((await read(`${path}?productIds=true`))['productIds'] ?? [])]
    expect(await ids()).toEqual([700_100])
    const assigned = await ecwid.api('POST', `${path}/assignProducts`, {
      productIds: [700_100, 700_101, 5],
    })
    expect(assigned.body).toEqual({ updateCount: 1 })
    expect((await ids()).toSorted((a, b) => Number(a) - Number(b))).toEqual([700_100, 700_101])
    await ecwid.api('PUT', path, { productIds: [700_102] })
    expect(await ids()).toEqual([700_102])
    const gone = await ecwid.api('POST', `${path}/unassignProducts`, { productIds: [700_102] })
    expect(gone.body).toEqual({ deleteCount: 1 })
  })
})

describe('coupons', () => {
  it('are read by number or code, changed and deleted', async () => {
    const created = await ecwid.api('POST', '/discount_coupons', {
      name: 'Spring',
      code: 'SPRING',
      discountType: 'PERCENT',
      discount: 10,
      expirationDate: '2026-04-01 02:00:00 +0200',
    })
    expect(created.body).toEqual({ id: expect.any(Number) as unknown, code: 'SPRING' })
    const byCode = await read('/discount_coupons/SPRING')
    expect(byCode).toMatchObject({ status: 'ACTIVE', expirationDate: '2026-04-01 00:00:00 +0000' })
    expect(await read(`/discount_coupons/${Number(created.body['id'])}`)).toEqual(byCode)
    await ecwid.api('PUT', '/discount_coupons/SPRING', { status: 'PAUSED' })
    expect(await read('/discount_coupons/SPRING')).toMatchObject({ status: 'PAUSED', discount: 10 })
    await ecwid.api('DELETE', '/discount_coupons/SPRING')
    const answer = await ecwid.api('GET', '/discount_coupons/SPRING')
    expect([answer.status, answer.body['errorMessage']]).toEqual([404, 'Coupon is not found'])
    expect((await read('/coupons/deleted'))['total']).toBe(1)
  })

  it('are used up by orders', async () => {
    const single = { name: 'Once', code: 'ONCE', discountType: 'ABS', usesLimit: 'SINGLE' }
    await ecwid.api('POST', '/discount_coupons', single)
    const order = {
      email: 'buyer1@example.com',
      subtotal: 5,
      total: 4,
      paymentStatus: 'PAID',
      fulfillmentStatus: 'SHIPPED',
      discountCoupon: { code: 'ONCE' },
    }
    await ecwid.api('POST', '/orders', order)
    expect(await read('/discount_coupons/ONCE')).toMatchObject({ status: 'USEDUP', orderCount: 1 })
    expect((await read('/orders?couponCode=ONCE'))['total']).toBe(1)
  })

  it('refuse computed statuses and used codes', async () => {
    expect(await refusal('PUT', '/discount_coupons/SAVE1', { status: 'USEDUP' })).toEqual([
      400,
      'WRONG_PARAMETER',
    ])
    const twin = { name: 'X', code: 'SAVE1' }
    expect(await refusal('POST', '/discount_coupons', twin)).toEqual([409, 'CONSTRAINT_VIOLATION'])
  })
})

describe('change probes', () => {
  it('move with the area that changed', async () => {
    await ecwid.control('POST', '/reset')
    const before = await read('/latest-stats?productCountRequired=true&categoryCountRequired=true')
    expect(before).toMatchObject({ productCount: 30, categoryCount: 8 })
    expect(before['customersUpdated']).toBe('2026-03-01 00:00:00 +0000')
  })
})
