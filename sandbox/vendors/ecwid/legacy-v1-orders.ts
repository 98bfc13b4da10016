import { json } from '../../answer.ts'
import type { Answer } from '../../answer.ts'
import { formatDate, formatLocal, readDateParameter } from './dates.ts'
import { allOf } from './envelope.ts'
import { wrongParameter } from './errors.ts'
import type { LegacyCall } from './legacy-v1.ts'
import type { JsonObject, Order, OrderItem, Person } from './model.ts'
import { updateOrder } from './order-book.ts'
import { newestFirst } from './order-search.ts'
import { integerParameter, listParameter, textParameter } from './parameters.ts'
import { showPerson } from './persons.ts'
import type { Store } from './store.ts'

const oldPayment: Readonly<Record<string, string>> = {
  AWAITING_PAYMENT: 'QUEUED',
  PAID: 'ACCEPTED',
  CANCELLED: 'CANCELLED',
  REFUNDED: 'REFUNDED',
  PARTIALLY_REFUNDED: 'REFUNDED',
  INCOMPLETE: 'INCOMPLETE',
}

const oldFulfillment: Readonly<Record<string, string>> = {
  AWAITING_PROCESSING: 'NEW',
  PROCESSING: 'PROCESSING',
  SHIPPED: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  WILL_NOT_DELIVER: 'WILL_NOT_DELIVER',
  RETURNED: 'RETURNED',
}

/** A status, of payment or of fulfilment, as the retired API calls it. */
export function showOldStatus(status: unknown): string {
  const name = String(status)
  return oldPayment[name] ?? oldFulfillment[name] ?? name
}

/** Old and new names of a status, to the name of today. */
const payments = new Map([
  ...Object.keys(oldPayment).map((name) => [name, name] as const),
  ['QUEUED', 'AWAITING_PAYMENT'],
  ['CHARGEABLE', 'AWAITING_PAYMENT'],
  ['ACCEPTED', 'PAID'],
  ['DECLINED', 'CANCELLED'],
])

const fulfillments = new Map([
  ...Object.keys(oldFulfillment).map((name) => [name, name] as const),
  ['NEW', 'AWAITING_PROCESSING'],
])

/** Answers a search of orders in the shape of the retired API. */
export function listLegacyOrders(call: LegacyCall): Answer {
  const { store, input } = call
  const limit = Math.min(integerParameter(input, 'limit') ?? 200, 200)
  const offset = integerParameter(input, 'offset') ?? 0
  if (offset < 0 || limit < 1) throw wrongParameter('Wrong offset or limit')
  const found = [...store.orders.indexed()].filter(legacyFilter(call)).sort(newestFirst)
  const page = found.slice(offset, offset + limit)
  return json(200, {
    count: page.length,
    total: found.length,
    ...(offset + page.length < found.length
      ? { nextUrl: nextUrl(call, offset + page.length) }
      : {}),
    orders: page.map((order) => showLegacyOrder(store, order)),
  })
}

function nextUrl(call: LegacyCall, offset: number): string {
  const query = new URLSearchParams(call.input)
  query.set('offset', String(offset))
  return `${call.origin}/ecwid/api/v1/${call.store.id}/orders?${query.toString()}`
}

function legacyFilter(call: LegacyCall): (order: Order) => boolean {
  const { input } = call
  const bound = (name: string) => {
    const text = textParameter(input, name)
    return text === undefined ? undefined : readDateParameter(name, text.trim())
  }
  const [date, from, to] = [bound('date'), bound('from_date'), bound('to_date')]
  const [updatedFrom, updatedTo] = [bound('from_update_date'), bound('to_update_date')]
  const number = integerParameter(input, 'order')
  const fromNumber = integerParameter(input, 'from_order')
  const email = textParameter(input, 'customer_email')?.toLowerCase()
  const customer = textParameter(input, 'customer_id')
  return allOf<Order>(
    date === undefined
      ? undefined
      : (order) => order.createdAt >= date && order.createdAt < date + 86_400,
    from === undefined ? undefined : (order) => order.createdAt >= from,
    to === undefined ? undefined : (order) => order.createdAt <= to,
    updatedFrom === undefined ? undefined : (order) => order.updatedAt >= updatedFrom,
    updatedTo === undefined ? undefined : (order) => order.updatedAt <= updatedTo,
    number === undefined ? undefined : (order) => order.orderNumber === number,
    fromNumber === undefined ? undefined : (order) => order.orderNumber >= fromNumber,
    email === undefined ? undefined : (order) => order.fields.email.toLowerCase() === email,
    customer === undefined ? undefined : (order) => String(order.customerId ?? 'null') === customer,
    statusFilter(input),
  )
}

/** One list mixes both kinds; naming some of one kind leaves the other free. */
function statusFilter(input: URLSearchParams) {
  const names = listParameter(input, 'statuses')
  if (names === undefined) return undefined
  const unknown = names.find((name) => !payments.has(name) && !fulfillments.has(name))
  if (unknown !== undefined) throw wrongParameter(`Unknown status '${unknown}'`)
  const pay = new Set(names.map((name) => payments.get(name)))
  const fulfil = new Set(names.map((name) => fulfillments.get(name)))
  pay.delete(undefined)
  fulfil.delete(undefined)
  return (order: Order) =>
    (pay.size === 0 || pay.has(order.fields.paymentStatus)) &&
    (fulfil.size === 0 || fulfil.has(order.fields.fulfillmentStatus))
}

function showLegacyOrder(store: Store, order: Order): JsonObject {
  const { fields } = order
  const shipping = (fields['shippingOption'] ?? {}) as JsonObject
  return {
    number: order.orderNumber,
    vendorNumber: order.publicId,
    externalTransactionId: fields['externalTransactionId'] ?? '',
    // The store's wall clock here, UTC in the next line; neither says so.
    created: formatLocal(order.createdAt, store.settings.timezone),
    lastChangeDate: formatDate(order.updatedAt).slice(0, 19),
    paymentStatus: oldPayment[fields.paymentStatus] ?? 'QUEUED',
    fulfillmentStatus: oldFulfillment[fields.fulfillmentStatus] ?? 'PROCESSING',
    paymentMethod: fields['paymentMethod'] ?? '',
    shippingMethod: shipping['shippingMethodName'] ?? '',
    shippingTrackingCode: fields['trackingNumber'] ?? '',
    ...(order.customerId === undefined ? {} : { customerId: order.customerId }),
    customerName: fields.billingPerson?.name ?? '',
    customerEmail: fields.email,
    customerIP: fields['ipAddress'] ?? '',
    customerCountryCodeByIP: 'US',
    orderComments: fields['orderComments'] ?? '',
    billingPerson: legacyPerson(fields.billingPerson),
    shippingPerson: legacyPerson(fields.shippingPerson),
    subtotalCost: fields.subtotal,
    couponDiscountCost: fields['couponDiscount'] ?? 0,
    volumeDiscountCost: fields['volumeDiscount'] ?? 0,
    discountCost: fields['discount'] ?? 0,
    shippingCost: shipping['shippingRate'] ?? 0,
    taxCost: fields['tax'] ?? 0,
    totalCost: fields.total,
    items: order.items.map(legacyItem),
    paymentParameters: {},
    avsMessage: '',
  }
}

function legacyPerson(person: Person | undefined): JsonObject {
  if (person === undefined) return {}
  const { stateOrProvinceName, firstName: _first, lastName: _last, ...rest } = showPerson(person)
  return {
    ...rest,
    ...(stateOrProvinceName === undefined ? {} : { stateName: stateOrProvinceName }),
  }
}

const optionTypes: Readonly<Record<string, string>> = { CHOICES: 'CHECKBOX', TEXT: 'TEXTFIELD' }

function legacyItem(item: OrderItem): JsonObject {
  const stored = (item['selectedOptions'] ?? []) as (JsonObject | null)[]
  const options = stored.filter((option) => option !== null && typeof option === 'object')
  return {
    sku: item.sku ?? '',
    name: item.name,
    quantity: item.quantity,
    price: item.price,
    weight: item['weight'] ?? 0,
    ...(item.productId === undefined ? {} : { productId: item.productId }),
    categoryId: item['categoryId'] ?? 0,
    options: options.map((option) => ({
      name: option['name'],
      type: optionTypes[option['type'] as string] ?? 'SELECT',
      value: option['value'],
    })),
    taxes: [],
  }
}

/** Changes status and tracking of one order; a tracking code alone marks it as shipped. */
export function updateLegacyOrders(call: LegacyCall): Answer {
  const { store, input } = call
  const number = integerParameter(input, 'order')
  const order = [...store.orders.all()].find((candidate) => candidate.orderNumber === number)
  if (order === undefined) return json(200, { count: 0, total: 0, orders: [] })
  const tracking = textParameter(input, 'new_shipping_tracking_code')
  const payment = readStatus(input, 'new_payment_status', payments)
  const fulfillment = readStatus(input, 'new_fulfillment_status', fulfillments)
  const shipped = fulfillment ?? (tracking === undefined ? undefined : 'SHIPPED')
  const changed = updateOrder(store, order, {
    ...(payment === undefined ? {} : { paymentStatus: payment }),
    ...(shipped === undefined ? {} : { fulfillmentStatus: shipped }),
    ...(tracking === undefined ? {} : { trackingNumber: tracking }),
  })
  const [before, after] = [showLegacyOrder(store, order), showLegacyOrder(store, changed)]
  return json(200, {
    count: 1,
    total: 1,
    orders: [
      {
        number: order.orderNumber,
        vendorNumber: order.publicId,
        paymentStatus: after['paymentStatus'],
        oldPaymentStatus: before['paymentStatus'],
        fulfillmentStatus: after['fulfillmentStatus'],
        oldFulfillmentStatus: before['fulfillmentStatus'],
        shippingTrackingCode: after['shippingTrackingCode'],
        oldShippingTrackingCode: before['shippingTrackingCode'],
      },
    ],
  })
}

function readStatus(
  input: URLSearchParams,
  name: string,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const text = textParameter(input, name)
  if (text === undefined) return undefined
  const status = names.get(text)
  if (status === undefined) throw wrongParameter(`Wrong parameter '${name}' value: '${text}'`)
  return status
}
