import type { ApiCall } from './api-call.ts'
import { allOf } from './envelope.ts'
import { wrongParameter } from './errors.ts'
import type { Order } from './model.ts'
import { fulfillmentStatuses, paymentStatuses } from './order-fields.ts'
import {
  booleanParameter,
  dateRange,
  integerParameter,
  listParameter,
  numberRange,
  textParameter,
} from './parameters.ts'
import { dateOf } from './dates.ts'

type Keep = ((order: Order) => boolean) | undefined

/** The condition that the search parameters of a call make. Unfinished orders are found by name only. */
export function orderFilter(call: ApiCall): (order: Order) => boolean {
  const { query } = call
  const payment = statusList(query, 'paymentStatus', paymentStatuses)
  const fulfillment = statusList(query, 'fulfillmentStatus', fulfillmentStatuses)
  const total = numberRange(query, 'totalFrom', 'totalTo')
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  const pickup = dateRange(query, 'pickupTimeFrom', 'pickupTimeTo')
  const ids = listParameter(query, 'ids')
  const customerId = integerParameter(query, 'customerId')
  const productId = integerParameter(query, 'productId')
  const orderNumber = integerParameter(query, 'orderNumber')
  const marketing = booleanParameter(query, 'acceptMarketing')
  const preorder = booleanParameter(query, 'containsPreorderItems')
  const coupon = textParameter(query, 'couponCode')
  const vendorNumber = textParameter(query, 'vendorOrderNumber')
  return allOf<Order>(
    (order) =>
      payment === undefined
        ? order.fields.paymentStatus !== 'INCOMPLETE'
        : payment.includes(order.fields.paymentStatus),
    fulfillment && ((order) => fulfillment.includes(order.fields.fulfillmentStatus)),
    ids && ((order) => ids.includes(order.publicId) || ids.includes(String(order.id))),
    keywordFilter(textParameter(query, 'keywords')),
    emailFilter(textParameter(query, 'email')),
    buyerFilter(textParameter(query, 'customer')),
    customerId === undefined ? undefined : (order) => order.customerId === customerId,
    productId === undefined
      ? undefined
      : (order) => order.items.some((item) => item.productId === productId),
    orderNumber === undefined ? undefined : (order) => order.orderNumber === orderNumber,
    vendorNumber === undefined ? undefined : (order) => order.publicId === vendorNumber,
    total && ((order) => total(order.fields.total)),
    created && ((order) => created(order.createdAt)),
    updated && ((order) => updated(order.updatedAt)),
    pickup && ((order) => pickup(dateOf(order.fields['pickupTime']))),
    shippingFilter(textParameter(query, 'shippingMethod')),
    exactText(query, 'paymentMethod'),
    exactText(query, 'paymentModule'),
    exactText(query, 'paymentReference'),
    exactText(query, 'refererId'),
    coupon === undefined ? undefined : (order) => couponCode(order) === coupon,
    marketing === undefined
      ? undefined
      : (order) => (order.fields['acceptMarketing'] === true) === marketing,
    preorder === undefined
      ? undefined
      : (order) => order.items.some((item) => item['isPreorder'] === true) === preorder,
  )
}

/** Newest first; orders know no sortBy. */
export function newestFirst(a: Order, b: Order): number {
  return b.createdAt - a.createdAt || b.id - a.id
}

function statusList(
  query: URLSearchParams,
  name: string,
  choices: readonly string[],
): string[] | undefined {
  const wanted = listParameter(query, name)
  const unknown = wanted?.find((status) => !choices.includes(status))
  if (unknown !== undefined) {
    throw wrongParameter(
      `Wrong parameter '${name}' value: '${unknown}', expected one of ${choices.join(',')}`,
    )
  }
  return wanted
}

function exactText(query: URLSearchParams, name: string): Keep {
  const wanted = textParameter(query, name)
  return wanted === undefined ? undefined : (order) => order.fields[name] === wanted
}

function emailFilter(email: string | undefined): Keep {
  const wanted = email?.toLowerCase()
  return wanted === undefined ? undefined : (order) => order.fields.email.toLowerCase() === wanted
}

function buyerFilter(text: string | undefined): Keep {
  const wanted = text?.toLowerCase()
  if (wanted === undefined) return undefined
  return ({ fields }) =>
    `${fields.email}\n${fields.billingPerson?.name ?? ''}\n${fields.shippingPerson?.name ?? ''}`
      .toLowerCase()
      .includes(wanted)
}

function shippingFilter(method: string | undefined): Keep {
  if (method === undefined) return undefined
  return (order) => {
    const option = order.fields['shippingOption'] as { shippingMethodName?: unknown } | undefined
    return option?.shippingMethodName === method
  }
}

function couponCode(order: Order): unknown {
  return (order.fields['discountCoupon'] as { code?: unknown } | undefined)?.code
}

function keywordFilter(keywords: string | undefined): Keep {
  const wanted = keywords?.toLowerCase()
  if (wanted === undefined) return undefined
  return (order) => searchText(order).includes(wanted)
}

function searchText(order: Order): string {
  const { fields, items } = order
  return [
    order.publicId,
    order.id,
    fields.email,
    fields['externalTransactionId'],
    fields['trackingNumber'],
    fields['privateAdminNotes'],
    ...Object.values(fields.billingPerson ?? {}),
    ...Object.values(fields.shippingPerson ?? {}),
    ...items.flatMap((item) => [
      item.sku,
      item.name,
      JSON.stringify(item['selectedOptions'] ?? []),
    ]),
  ]
    .join('\n')
    .toLowerCase()
}
