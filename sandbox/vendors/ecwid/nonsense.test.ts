import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EcwidClient, startEcwid } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
  await ecwid.control('PUT', '/stores/1003/settings', { rateLimitPerMinute: 1_000_000 })
})
afterAll(() => ecwid.sandbox.close())

const names = [
  'name',
  'sku',
  'price',
  'quantity',
  'unlimited',
  'options',
  'choices',
  'attributes',
  'categoryIds',
  'wholesalePrices',
  'tax',
  'enabledManualTaxes',
  'combinations',
  'value',
  'email',
  'billingPerson',
  'shippingAddresses',
  'contacts',
  'items',
  'productId',
  'combinationId',
  'total',
  'subtotal',
  'paymentStatus',
  'fulfillmentStatus',
  'shippingOption',
  'discountCoupon',
  'createDate',
  'pickupTime',
  'code',
  'discountType',
  'launchDate',
  'parentId',
  'productIds',
  'quantityDelta',
  'staffScopes',
  'status',
  'nextCharge',
  'chargeSettings',
  'recurringInterval',
  'extraFields',
  'orderExtraFields',
  'selectedOptions',
  'settings',
  'company',
  '__proto__',
] as const

const scalar = fc.oneof(
  fc.constantFrom('PAID', 'AWAITING_PROCESSING', 'x@example.com', '2026-01-01', 700_100, 0, -1, 11),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
)
const { body } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('body'),
  ),
  body: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
}))

/** Complete enough to pass the first checks; the nonsense is laid over it. */
const complete = {
  name: 'N',
  email: 'n@example.com',
  subtotal: 1,
  total: 1,
  paymentStatus: 'PAID',
  fulfillmentStatus: 'SHIPPED',
  options: [{ name: 'Size', value: 'S' }],
}

const writes = [
  'POST /products?saveCombinations=true',
  'PUT /products/700100?saveCombinations=true',
  'PUT /products/700101?rebuildVariationsOnOptionsUpdate=yes',
  'PUT /products/700100/inventory',
  'POST /products/700100/combinations',
  'POST /customers',
  'PUT /customers/9001',
  'POST /customer_groups',
  'POST /orders',
  'PUT /orders/412',
  'POST /orders/412/extraFields',
  'POST /order/calculate',
  'POST /categories',
  'PUT /categories/12',
  'POST /categories/11/assignProducts',
  'POST /discount_coupons',
  'PUT /discount_coupons/SAVE1',
  'PUT /profile',
  'POST /staff',
  'PUT /staff/p9501',
  'PUT /subscriptions/8001',
]

const lists = [
  'products',
  'orders',
  'customers',
  'categories',
  'discount_coupons',
  'customer_groups',
  'subscriptions',
]

it('answers nonsense in bodies with an answer or a refusal, and can still show what it kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...writes),
      body,
      fc.boolean(),
      async (write, extra, whole) => {
        const [method = '', path = ''] = write.split(' ')
        const sent = whole ? { ...complete, ...(extra as object) } : extra
        const answer = await ecwid.api(method, path, sent)
        expect([write, answer.status < 500]).toEqual([write, true])
      },
    ),
    { numRuns: 1500 },
  )
  for (const list of lists) {
    const answer = await ecwid.api('GET', `/${list}?keyword=a&keywords=a&hidden_categories=1`)
    expect([list, answer.status]).toEqual([list, 200])
  }
  expect((await ecwid.raw('/ecwid/admin')).status).toBe(200)
  const legacy = '/ecwid/api/v1/1003/orders?secure_auth_key=sandbox-order-key'
  expect((await ecwid.raw(legacy)).status).toBe(200)
  expect((await ecwid.api('GET', '/products/700100')).status).toBe(200)
}, 60_000)

it('answers nonsense in queries with an answer or a refusal', async () => {
  const parameters = fc.dictionary(
    fc.constantFrom(
      'offset',
      'limit',
      'responseFields',
      'sortBy',
      'keyword',
      'category',
      'categories',
      'parent',
      'updatedFrom',
      'createdTo',
      'ids',
      'option_Size',
      'attribute_Brand',
      'enabled',
      'paymentStatus',
      'customerId',
      'lang',
      'baseUrl',
      'withSubcategories',
      'from_date',
    ),
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer().map(String),
      fc.constantFrom('true', '11'),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lists), parameters, async (list, query) => {
      const answer = await ecwid.api('GET', `/${list}?${new URLSearchParams(query).toString()}`)
      expect([200, 400]).toContain(answer.status)
    }),
    { numRuns: 400 },
  )
}, 60_000)
