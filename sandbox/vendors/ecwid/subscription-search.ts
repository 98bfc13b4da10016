import { allOf } from './envelope.ts'
import type { Subscription } from './model.ts'
import {
  choiceParameter,
  dateRange,
  integerParameter,
  numberRange,
  textParameter,
} from './parameters.ts'

export const subscriptionStatuses = [
  'ACTIVE',
  'CANCELLED',
  'LAST_CHARGE_FAILED',
  'REQUIRES_PAYMENT_CONFIRMATION',
  'PAUSED',
] as const

const orders = [
  'DATE_CREATED_ASC',
  'DATE_CREATED_DESC',
  'ORDER_COUNT_ASC',
  'ORDER_COUNT_DESC',
  'NEXT_CHARGE_DATE_ASC',
  'NEXT_CHARGE_DATE_DESC',
] as const

/** The condition that the search parameters of a call make. */
export function subscriptionFilter(query: URLSearchParams): (row: Subscription) => boolean {
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const cancelled = dateRange(query, 'cancelledFrom', 'cancelledTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  const nextCharge = dateRange(query, 'nextChargeFrom', 'nextChargeTo')
  const ordered = dateRange(query, 'orderCreatedFrom', 'orderCreatedTo')
  const total = numberRange(query, 'orderTotal', 'orderTotal')
  const status = choiceParameter(query, 'status', subscriptionStatuses)
  const interval = choiceParameter(query, 'recurringInterval', ['DAY', 'WEEK', 'MONTH', 'YEAR'])
  const email = textParameter(query, 'email')?.toLowerCase()
  const orderId = textParameter(query, 'orderId')
  const productId = integerParameter(query, 'productId')
  return allOf<Subscription>(
    equal(integerParameter(query, 'id'), ({ id }) => id),
    equal(integerParameter(query, 'customerId'), ({ customerId }) => customerId),
    equal(status, (row) => row.status),
    equal(interval, ({ chargeSettings }) => chargeSettings.recurringInterval),
    equal(
      integerParameter(query, 'recurringIntervalCount'),
      ({ chargeSettings }) => chargeSettings.recurringIntervalCount,
    ),
    equal(email, ({ template }) => template.fields.email.toLowerCase()),
    created && ((row) => created(row.createdAt)),
    cancelled && ((row) => cancelled(row.cancelledAt)),
    updated && ((row) => updated(row.updatedAt)),
    nextCharge && ((row) => nextCharge(row.nextChargeAt)),
    ordered && ((row) => row.orders.some(({ createdAt }) => ordered(createdAt))),
    total && ((row) => row.orders.some((order) => total(order.total))),
    orderId === undefined
      ? undefined
      : (row) => row.orders.some(({ id, publicId }) => orderId === publicId || orderId === `${id}`),
    productId === undefined
      ? undefined
      : ({ template }) => template.items.some((item) => item.productId === productId),
  )
}

function equal<T>(wanted: T | undefined, read: (row: Subscription) => T | undefined) {
  return wanted === undefined ? undefined : (row: Subscription) => read(row) === wanted
}

/** Newest first unless `sortBy` says otherwise. */
export function subscriptionOrder(
  query: URLSearchParams,
): (a: Subscription, b: Subscription) => number {
  const order = choiceParameter(query, 'sortBy', orders) ?? 'DATE_CREATED_DESC'
  const sign = order.endsWith('DESC') ? -1 : 1
  const of = (row: Subscription): number => {
    if (order.startsWith('ORDER_COUNT')) return row.orders.length
    return order.startsWith('NEXT_CHARGE') ? row.nextChargeAt : row.createdAt
  }
  return (a, b) => sign * (of(a) - of(b)) || sign * (a.id - b.id)
}
