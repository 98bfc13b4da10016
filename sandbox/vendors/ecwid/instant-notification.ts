import { type Delivery, type RetryPlan } from './deliveries.ts'
import type { JsonObject } from './model.ts'
import type { Store } from './store.ts'
import { showOldStatus } from './legacy-v1-orders.ts'

const minute = 60_000
const hour = 60 * minute

/** The retired notification has a plan of its own. */
const plan: RetryPlan = {
  successes: new Set([200, 201]),
  retriesMs: [
    ...[1, 5, 10, 15, 30].map((minutes) => minutes * minute),
    ...[1, 2, 5, 12, 24, 36, 48, 60, 72].map((hours) => hours * hour),
  ],
}

/**
 * The instant order notification of the retired API, form-encoded and unsigned: for new orders and
 * for changes of a status. Undefined when the store has no address for it, or nothing to say.
 */
export function instantNotification(
  store: Store,
  eventType: string,
  entityId: number | string,
  data: JsonObject = {},
): Delivery | undefined {
  const endpoint = store.instantNotification
  const order = store.orders.get(Number(entityId))
  if (endpoint === undefined || order === undefined) return undefined
  const isNew = eventType === 'order.created'
  const moved =
    data['oldPaymentStatus'] !== data['newPaymentStatus'] ||
    data['oldFulfillmentStatus'] !== data['newFulfillmentStatus']
  if (!isNew && !(eventType === 'order.updated' && moved)) return undefined
  const old = (name: string) => showOldStatus(data[isNew ? `new${name}` : `old${name}`])
  const name = isNew ? 'new_order' : 'order_status_change'
  const form = new URLSearchParams({
    owner_id: String(store.id),
    event_type: name,
    date: String(store.nowSeconds()),
    order_id: String(order.orderNumber),
    payment_status: showOldStatus(data['newPaymentStatus']),
    fulfillment_status: showOldStatus(data['newFulfillmentStatus']),
    old_payment_status: old('PaymentStatus'),
    old_fulfillment_status: old('FulfillmentStatus'),
  })
  return {
    endpoint,
    plan,
    typeInQuery: false,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: form.toString(),
    storeId: store.id,
    about: {
      eventId: '',
      eventType: name,
      entityId: order.orderNumber,
      eventCreated: store.nowSeconds(),
    },
    onPurpose: [],
  }
}
