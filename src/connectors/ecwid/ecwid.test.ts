/** The definition as data, through the real machinery, against a vendor of paper: what is asked, what is answered. */
import { beforeAll, describe, expect, it } from 'vitest'
import { fileURLToPath } from 'node:url'
import { loadCatalog } from '../../catalog/catalog.ts'
import type { Connector } from '../../catalog/connector.ts'
import { silentLog } from '../../core/log.ts'
import type { ResourceAnswer, VendorConnection } from '../../vendor-calls/connection.ts'
import {
  connection,
  fakeVendor,
  question,
  type Answer,
  type FakeVendor,
} from '../../../test/support/fake-vendor.ts'
import { refusal } from '../../../test/support/hook-stage.ts'
import customerById from './fixtures/customer-by-id.json' with { type: 'json' }
import order from './fixtures/order.json' with { type: 'json' }
import product from './fixtures/product.json' with { type: 'json' }
import profile from './fixtures/profile.json' with { type: 'json' }

let connector: Connector
beforeAll(async () => {
  const catalog = await loadCatalog({
    connectorsFolder: fileURLToPath(new URL('..', import.meta.url)),
    log: silentLog,
  })
  const found = catalog.get('ecwid')
  if (found === undefined) throw new Error('the catalog does not know ecwid')
  connector = found
})

function connectionTo(
  authenticationType = 'oauth2',
  values: Record<string, string> = {},
): VendorConnection {
  const defaults = connector
    .entriesFor(authenticationType)
    .flatMap(({ key, defaultValue }) => (defaultValue === undefined ? [] : [[key, defaultValue]]))
  return connection(connector, {
    authenticationType,
    configuration: {
      ...(Object.fromEntries(defaults) as Record<string, string>),
      'ecwid.store.id': '1003',
      'oauth.user.token': 'secret_token',
      ...values,
    },
  })
}

interface Question {
  query?: Record<string, string>
  body?: unknown
}

async function ask(
  vendor: FakeVendor,
  method: string,
  path: string,
  asked: Question = {},
): Promise<ResourceAnswer> {
  const match = connector.findResource(method, path.slice(1).split('/').map(decodeURIComponent))
  if (match === undefined) throw new Error(`no resource for ${method} ${path}`)
  const { pathVariables } = match
  const request = question({ method, path, pathVariables, ...asked })
  return vendor.calls.callResource(connectionTo(), match.resource, request)
}

const list = (...items: unknown[]): Answer => ({
  body: { total: items.length, count: items.length, offset: 0, limit: 100, items },
})

describe('the definition', () => {
  it('is the connector that old clients know', () => {
    expect(connector).toMatchObject({ id: 52, key: 'ecwid', hub: 'ecommerce', source: 'built-in' })
    expect(connector.authenticationTypes).toEqual(['oauth2', 'custom'])
    expect(connector.element).toMatchObject({ typeOauth: true, active: true, deleted: false })
  })

  it.each([
    ['getCustomers', 'GET', '/customers', 'Customers', ['where', 'page', 'pageSize', 'fields']],
    ['createCustomer', 'POST', '/customers', 'Customer', ['body']],
    ['getCustomerById', 'GET', '/customers/{id}', 'Customer', ['id']],
    ['updateCustomerById', 'PATCH', '/customers/{id}', 'Customer', ['id', 'body']],
    ['deleteCustomerById', 'DELETE', '/customers/{id}', undefined, ['id']],
    [
      'getCustomersOrders',
      'GET',
      '/customers/{id}/orders',
      'Orders',
      ['id', 'page', 'pageSize', 'fields'],
    ],
    ['getOrders', 'GET', '/orders', 'Orders', ['where', 'page', 'pageSize', 'fields']],
    ['createOrder', 'POST', '/orders', 'Order', ['body']],
    ['getOrderById', 'GET', '/orders/{id}', 'Order', ['id']],
    ['updateOrderById', 'PATCH', '/orders/{id}', 'Order', ['id', 'action', 'body']],
    ['deleteOrderById', 'DELETE', '/orders/{id}', undefined, ['id']],
    [
      'getOrdersPayments',
      'GET',
      '/orders/{orderId}/payments',
      'Payments',
      ['orderId', 'page', 'pageSize', 'fields'],
    ],
    [
      'getOrdersRefunds',
      'GET',
      '/orders/{orderId}/refunds',
      'Payments',
      ['orderId', 'page', 'pageSize', 'fields'],
    ],
    ['getProducts', 'GET', '/products', 'Products', ['where', 'page', 'pageSize', 'fields']],
    ['createProduct', 'POST', '/products', 'Product', ['body']],
    ['getProductById', 'GET', '/products/{id}', 'Product', ['id']],
    ['updateProductById', 'PATCH', '/products/{id}', 'Product', ['id', 'body']],
    ['deleteProductById', 'DELETE', '/products/{id}', undefined, ['id']],
  ])('has %s as published', (operationId, method, path, model, parameters) => {
    const resource = connector.element.resources?.find(
      (one) => one.method === method && one.path === path,
    )
    expect(resource?.operationId).toBe(operationId)
    expect(resource?.model?.name).toBe(model)
    const shown = resource?.parameters?.filter((one) => one.type !== 'value')
    expect(shown?.map((one) => one.name)).toEqual(parameters)
  })

  it('documents what each call takes and answers', () => {
    const callable = connector.element.resources?.filter((one) => one.type === 'api') ?? []
    const silent = callable.filter(
      ({ method, model, operationId, description }) =>
        operationId === undefined ||
        description === undefined ||
        (method !== 'DELETE' && model?.swagger?.[model.name ?? ''] === undefined),
    )
    expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([])
    const names = callable.map(({ operationId, hubwright }) => [
      operationId,
      hubwright?.authentication,
    ])
    const told = names.map((name) => JSON.stringify(name))
    expect(told.filter((name, index) => told.indexOf(name) !== index)).toEqual([])
  })

  it('asks for what each way of connecting needs', () => {
    const required = (type: string) =>
      connector
        .entriesFor(type)
        .filter((entry) => entry.required === true && entry.defaultValue === undefined)
        .map((entry) => entry.key)
        .sort()
    expect(required('custom')).toEqual(['ecwid.order.key', 'ecwid.product.key', 'ecwid.store.id'])
    expect(required('oauth2')).toEqual([
      'ecwid.store.id',
      'oauth.api.key',
      'oauth.api.secret',
      'oauth.callback.url',
    ])
  })

  it('keeps every secret masked', () => {
    const open = connector.element.configuration?.filter(
      (entry) => /secret|token$|\.key$/.test(entry.key) && entry.type !== 'PASSWORD',
    )
    expect(open?.map((entry) => entry.key)).toEqual(['oauth.api.key'])
  })
})

describe('a question', () => {
  it('goes to the store with the token in the header only', async () => {
    const vendor = fakeVendor([list(product)])
    await ask(vendor, 'GET', '/products')
    const [request] = vendor.received
    expect(request?.url).toMatch(/^https:\/\/app\.ecwid\.com\/api\/v3\/1003\/products\?/)
    expect(request?.headers).toMatchObject({ authorization: 'Bearer secret_token' })
    expect(request?.url).not.toContain('secret_token')
  })

  it('pages by offset and limit, at most 100 at once', async () => {
    const vendor = fakeVendor([list(product)])
    const answer = await ask(vendor, 'GET', '/products', { query: { page: '3', pageSize: '20' } })
    expect(vendor.received[0]?.query).toMatchObject({ offset: '40', limit: '20' })
    expect(answer.page).toMatchObject({ returned: 1, total: 1 })
    const cut = await ask(vendor, 'GET', '/products', { query: { pageSize: '500' } })
    expect(vendor.received[1]?.query).toMatchObject({ offset: '0', limit: '100' })
    expect(cut.notice).toContain('100')
  })

  it('carries a public id percent-encoded', async () => {
    const vendor = fakeVendor([{ body: order }])
    await ask(vendor, 'GET', '/orders/SHOP%2F%23AB1CD')
    expect(vendor.received[0]?.url).toBe('https://app.ecwid.com/api/v3/1003/orders/SHOP%2F%23AB1CD')
  })

  const day = { createdFrom: '1772323200', createdTo: '1772409599' }
  it.each([
    ['/orders', "date = '2026-03-01'", day],
    [
      '/orders',
      "date = '2018-03-22 16:22:25'",
      { createdFrom: '1521735745', createdTo: '1521735745' },
    ],
    ['/orders', "from_date = '2026-03-01' AND to_date = '2026-03-01'", day],
    ['/orders', "from_date = '2026-03-01 09:30:00 +0200'", { createdFrom: '1772350200' }],
    ['/orders', 'from_date = 1772323200', { createdFrom: '1772323200' }],
    ['/orders', "createdFrom = '2026-03-01T00:00:00Z'", { createdFrom: '1772323200' }],
    ['/orders', "from_update_date = '2026-03-01'", { updatedFrom: '1772323200' }],
    ['/orders', "to_update_date = '2026-03-01'", { updatedTo: '1772409599' }],
    ['/orders', "updateDate > '2026-03-01 00:00:00'", { updatedFrom: '1772323201' }],
    ['/orders', 'order = 417', { ids: '417' }],
    ['/orders', "order in ('AB1CD','AB2CD')", { ids: 'AB1CD,AB2CD' }],
    ['/orders', 'customer_id = 9001', { customerId: '9001' }],
    ['/orders', "customer_email = 'a+b@example.com'", { email: 'a+b@example.com' }],
    [
      '/orders',
      "statuses in ('ACCEPTED','NEW')",
      { paymentStatus: 'PAID', fulfillmentStatus: 'AWAITING_PROCESSING' },
    ],
    ['/orders', "paymentStatus = 'queued'", { paymentStatus: 'AWAITING_PAYMENT' }],
    [
      '/orders',
      "fulfillmentStatus in ('SHIPPED','DELIVERED')",
      { fulfillmentStatus: 'SHIPPED,DELIVERED' },
    ],
    ['/orders', 'total >= 10 AND total <= 20.5', { totalFrom: '10', totalTo: '20.5' }],
    ['/orders', "keywords like '%cup%'", { keywords: 'cup' }],
    ['/products', 'category = 11', { category: '11' }],
    ['/products', 'hidden_products = false', { enabled: 'true' }],
    ['/products', 'id in (700100, 700101)', { productId: '700100,700101' }],
    ['/products', "sku = 'CUP-1'", { sku: 'CUP-1' }],
    [
      '/products',
      "updatedFrom = '2026-03-01' AND inStock = true",
      { updatedFrom: '1772323200', inStock: 'true' },
    ],
    ['/products', "price >= 5 AND onsale = 'onsale'", { priceFrom: '5', onsale: 'onsale' }],
    ['/products', "option_Size in ('S','M')", { option_Size: 'S,M' }],
    [
      '/customers',
      "customer_email = 'a@example.com'",
      { email: 'a@example.com', useExactEmailMatch: 'true' },
    ],
    ['/customers', "name like '%Ana%'", { name: 'Ana' }],
    ['/customers', "registered >= '2026-03-01'", { createdFrom: '1772323200' }],
    ['/customers', 'customerGroupId in (1,2)', { customerGroupIds: '1,2' }],
    ['/customers', 'totalOrderCount >= 2', { minOrderCount: '2' }],
    ['/carts', "createDate = '2026-03-01'", day],
    ['/carts', "customer_email = 'a@example.com'", { email: 'a@example.com' }],
    ['/carts', 'customer_id = 9001', { customerId: '9001' }],
    ['/carts', 'total >= 5 AND total <= 9.5', { totalFrom: '5', totalTo: '9.5' }],
    ['/carts', 'showHidden = false', { showHidden: 'false' }],
    ['/reviews', "status = 'PUBLISHED'", { status: 'published' }],
    ['/reviews', 'id = 6001', { reviewId: '6001' }],
    ['/reviews', 'orderId = 501001 AND rating = 5', { orderId: '501001', rating: '5' }],
    ['/reviews', "keyword like '%pretty%'", { keyword: 'pretty' }],
    ['/reviews', "updatedFrom = '2026-03-01'", { updatedFrom: '1772323200' }],
    ['/reviews/deleted', "date >= '2026-03-01'", { from_date: '1772323200' }],
  ])('%s?where=%s asks for %j', async (path, where, asked) => {
    const vendor = fakeVendor([list()])
    await ask(vendor, 'GET', path, { query: { where } })
    const query = { ...vendor.received[0]?.query }
    for (const name of ['offset', 'limit', 'sortBy']) delete query[name]
    expect(query).toEqual(asked)
  })

  it.each([
    ['/orders', "date = 'yesterday'", 'date'],
    ['/orders', 'date', 'where'],
    ['/orders', "statuses = 'LOST'", 'LOST'],
    ['/orders', "statuses > 'PAID'", 'statuses'],
    ['/orders', "paymentStatus = 'LOST'", 'AWAITING_PAYMENT'],
    ['/orders', "customer_id = 'ann'", 'customer_id'],
    ['/orders', 'customer_id IS NULL', 'customer_id'],
    ['/orders', "customer_id = 1 OR customer_email = 'a'", 'OR'],
    ['/products', "hidden_products = 'perhaps'", 'hidden_products'],
    ['/products', "category like '1%'", 'category'],
    ['/customers', 'customer_id > 3', 'customer_id'],
    ['/carts', 'total = 5', 'total'],
    ['/carts', "showHidden = 'perhaps'", 'showHidden'],
    ['/reviews', "status = 'hidden'", 'moderated'],
    ['/reviews', "orderId > 'A'", 'orderId'],
  ])('%s?where=%s is refused before the vendor is asked', async (path, where, named) => {
    const vendor = fakeVendor([list()])
    const error = await refusal(ask(vendor, 'GET', path, { query: { where } }))
    expect(error.code).toBe('invalid_where')
    expect(error.message + JSON.stringify(error.details)).toContain(named)
    expect(vendor.received).toEqual([])
  })

  it.each([
    ['/products', 'name asc', 'NAME_ASC'],
    ['/products', 'updated DESC', 'UPDATED_TIME_DESC'],
    ['/products', 'price', 'PRICE_ASC'],
    ['/customers', 'registered desc', 'REGISTERED_DATE_DESC'],
    ['/customers', 'totalOrderCount desc', 'ORDER_COUNT_DESC'],
    ['/reviews', 'createDate asc', 'DATE_CREATED_ASC'],
    ['/reviews', 'rating desc', 'RATING_DESC'],
  ])('%s?orderBy=%s asks for %s', async (path, orderBy, sortBy) => {
    const vendor = fakeVendor([list()])
    await ask(vendor, 'GET', path, { query: { orderBy } })
    expect(vendor.received[0]?.query['sortBy']).toBe(sortBy)
  })

  it('pushes the wanted fields down and always gets what an id is made of', async () => {
    const vendor = fakeVendor([list({ vendorOrderNumber: 'AB1CD', orderNumber: 417, total: 3 })])
    const answer = await ask(vendor, 'GET', '/orders', {
      query: { fields: 'total,billingPerson.name' },
    })
    expect(vendor.received[0]?.query['responseFields']).toBe(
      'total,count,offset,limit,items(total,billingPerson(name),id,vendorOrderNumber,orderNumber)',
    )
    expect(answer.body).toEqual([{ id: 'AB1CD', total: 3 }])
  })
})

describe('customers', () => {
  it('are found by id, once, with a count', async () => {
    const vendor = fakeVendor([{ body: customerById }])
    const answer = await ask(vendor, 'GET', '/customers', {
      query: { where: 'customer_id = 9001' },
    })
    expect(vendor.received.map((one) => new URL(one.url).pathname)).toEqual([
      '/api/v3/1003/customers/9001',
    ])
    expect(answer.body).toMatchObject([{ id: 9001, name: 'Ana de la Vega' }])
    expect(answer.page).toEqual({ returned: 1, total: 1, next: undefined })
  })

  it('have orders, or none, or do not exist', async () => {
    const some = await ask(fakeVendor([list(order)]), 'GET', '/customers/9001/orders')
    expect(some.body).toMatchObject([{ id: 'SHOP/#AB1CD' }])
    const none = fakeVendor([list(), { body: { id: 9001 } }])
    expect((await ask(none, 'GET', '/customers/9001/orders')).body).toEqual([])
    expect(none.received[0]?.query).toMatchObject({ customerId: '9001' })
    const gone = fakeVendor([
      list(),
      {
        status: 404,
        body: { errorMessage: 'Customer #9 not found', errorCode: 'CUSTOMER_NOT_FOUND' },
      },
    ])
    const error = await refusal(ask(gone, 'GET', '/customers/9/orders'))
    expect(error).toMatchObject({ code: 'vendor_not_found', status: 404 })
    expect(error.providerMessage).toBe('Customer #9 not found')
  })

  it('are created and changed, and answered whole', async () => {
    const made = fakeVendor([{ body: { id: 9001 } }, { body: customerById }])
    const created = await ask(made, 'POST', '/customers', { body: { email: 'buyer@example.com' } })
    expect(created).toMatchObject({ status: 200, body: { id: 9001, email: 'buyer@example.com' } })
    expect(made.received.map((one) => one.method)).toEqual(['POST', 'GET'])
    const changed = fakeVendor([{ body: { updateCount: 1 } }, { body: customerById }])
    const answer = await ask(changed, 'PATCH', '/customers/9001', { body: { taxExempt: true } })
    expect(changed.received.map((one) => one.method)).toEqual(['PUT', 'GET'])
    expect(answer.body).toMatchObject({ id: 9001 })
  })
})

describe('orders', () => {
  it('are created by one request and read back by their public id', async () => {
    const vendor = fakeVendor([{ body: { id: 501001, orderId: 'SHOP/#AB1CD' } }, { body: order }])
    const answer = await ask(vendor, 'POST', '/orders', {
      body: { email: 'a@example.com', paymentStatus: 'PAID', fulfillmentStatus: 'NEW' },
    })
    expect(answer.body).toMatchObject({ id: 'SHOP/#AB1CD', total: 32.22 })
    expect(vendor.received[1]?.url).toMatch(/\/orders\/SHOP%2F%23AB1CD$/)
    expect(String(vendor.received[0]?.body)).toContain('AWAITING_PROCESSING')
  })

  it('are not created twice when the vendor fails', async () => {
    const vendor = fakeVendor([{ status: 500, body: { errorMessage: 'Internal error' } }])
    const error = await refusal(ask(vendor, 'POST', '/orders', { body: { total: 1 } }))
    expect(error.code).toBe('vendor_failed')
    expect(vendor.received).toHaveLength(1)
  })

  it('are cancelled without a body', async () => {
    const vendor = fakeVendor([{ body: { updateCount: 1 } }, { body: order }])
    await ask(vendor, 'PATCH', '/orders/AB1CD', { query: { action: 'cancel' } })
    expect(vendor.received[0]).toMatchObject({ method: 'PUT' })
    expect(JSON.parse(String(vendor.received[0]?.body))).toEqual({
      paymentStatus: 'CANCELLED',
      fulfillmentStatus: 'WILL_NOT_DELIVER',
    })
    expect(vendor.received[0]?.url).not.toContain('action')
  })

  it('show their payments and refunds in pages', async () => {
    const vendor = fakeVendor([{ body: order }])
    const payments = await ask(vendor, 'GET', '/orders/AB1CD/payments', {
      query: { fields: 'paymentStatus' },
    })
    expect(payments.body).toEqual([{ paymentStatus: 'PARTIALLY_REFUNDED' }])
    const refunds = await ask(vendor, 'GET', '/orders/AB1CD/refunds', {
      query: { page: '2', pageSize: '1' },
    })
    expect(refunds.body).toEqual([])
    expect(vendor.received[0]?.query).toHaveProperty('responseFields')
  })
})

describe('what the vendor refuses', () => {
  it.each([
    [403, 'INVALID_API_TOKEN', 'vendor_unauthorized', 'Connect the store once more'],
    [401, undefined, 'vendor_unauthorized', 'Connect the store once more'],
    [403, 'INSUFFICIENT_APP_SCOPE', 'vendor_forbidden', 'oauth.scope'],
    [402, undefined, 'vendor_payment_required', 'paid plan'],
    [402, 'STORE_IS_SUSPENDED', 'vendor_payment_required', 'suspended'],
    [404, 'STORE_NOT_FOUND', 'vendor_not_found', 'ecwid.store.id'],
    [404, 'PRODUCT_NOT_FOUND', 'vendor_not_found', ''],
    [409, 'SKU_ALREADY_EXISTS', 'vendor_conflict', ''],
    [400, 'WRONG_PARAMETER', 'vendor_rejected', ''],
    [422, 'WRONG_URL', 'vendor_rejected', ''],
    [449, undefined, 'vendor_failed', 'import'],
    [408, 'TIMEOUT', 'vendor_failed', ''],
    [500, 'INTERNAL_ERROR', 'vendor_failed', ''],
  ])('%i %s is %s', async (status, errorCode, code, hint) => {
    const vendor = fakeVendor([
      {
        status,
        body: { errorMessage: 'the words of the store', errorCode },
      },
    ])
    const error = await refusal(ask(vendor, 'GET', '/products/1'))
    expect(error.code).toBe(code)
    expect(error.message).toContain(hint)
    expect(error.providerMessage).toBe('the words of the store')
  })

  it.each([
    '/customers/1',
    '/orders/1',
    '/products/1',
    '/reviews/1',
    '/promotions/1',
    '/storage/a',
  ])('DELETE %s of nothing is 404, of something is empty', async (path) => {
    const error = await refusal(ask(fakeVendor([{ body: { deleteCount: 0 } }]), 'DELETE', path))
    expect(error.status).toBe(404)
    const done = await ask(fakeVendor([{ body: { deleteCount: 1 } }]), 'DELETE', path)
    expect(done).toMatchObject({ status: 200, body: undefined })
  })

  it.each(['/customers/1', '/orders/1', '/products/1'])(
    'PATCH %s that changed nothing is 404',
    async (path) => {
      const vendor = fakeVendor([{ body: { updateCount: 0 } }])
      const error = await refusal(ask(vendor, 'PATCH', path, { body: { name: 'x' } }))
      expect(error.status).toBe(404)
      expect(vendor.received).toHaveLength(1)
    },
  )
})

describe('connecting', () => {
  it('reads the profile with the token and keeps what orders never say', async () => {
    const vendor = fakeVendor([{ body: profile }])
    const checked = await vendor.calls.runLifecycle(connectionTo(), 'provisionAuthValidation')
    expect(vendor.received[0]?.headers).toMatchObject({ authorization: 'Bearer secret_token' })
    expect(vendor.received[0]?.query).toEqual({ responseFields: 'generalInfo(storeId,storeUrl)' })
    expect(checked.vendorCalls).toBe(1)
    const kept = await vendor.calls.runLifecycle(connectionTo(), 'onProvision')
    expect(kept.configuration).toMatchObject({ 'ecwid.store.currency': 'EUR' })
  })

  it('checks both legacy keys and never asks with a token', async () => {
    const vendor = fakeVendor([{ body: { count: 0, total: 0, orders: [] } }])
    const connection = connectionTo('custom', {
      'authentication.type': 'custom',
      'ecwid.order.key': 'order-key',
      'ecwid.product.key': 'product-key',
    })
    const { vendorCalls } = await vendor.calls.runLifecycle(connection, 'provisionAuthValidation')
    expect(vendorCalls).toBe(2)
    expect(vendor.received.map((one) => one.url)).toEqual([
      'https://app.ecwid.com/api/v1/1003/orders?secure_auth_key=order-key&limit=1',
      'https://app.ecwid.com/api/v1/1003/products?secure_auth_key=product-key&hidden_products=true&category=0&limit=1',
    ])
    for (const request of vendor.received)
      expect(request.headers).not.toHaveProperty('authorization')
  })
})
