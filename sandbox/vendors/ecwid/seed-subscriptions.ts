import type { Order } from './model.ts'
import type { Store } from './store.ts'
import { subscriptionStatuses } from './subscription-search.ts'

const day = 86_400

const rhythms = [
  { recurringInterval: 'MONTH', recurringIntervalCount: 1, days: 30 },
  { recurringInterval: 'WEEK', recurringIntervalCount: 2, days: 14 },
  { recurringInterval: 'MONTH', recurringIntervalCount: 3, days: 91 },
] as const

/** Subscriptions to what known customers have ordered, oldest first, with every status there is. */
export function seedSubscriptions(store: Store, count: number): void {
  const firsts = [...store.orders.all()].filter(
    ({ items, customerId }) => customerId !== undefined && items[0]?.productId !== undefined,
  )
  for (let index = 0; index < count; index += 1) {
    const first = firsts[index % firsts.length]
    // A store that sold nothing has nothing that comes again.
    if (first?.customerId !== undefined) subscribe(store, first, first.customerId, index)
  }
}

function subscribe(store: Store, template: Order, customerId: number, index: number): void {
  const { days, ...chargeSettings } = rhythms[index % rhythms.length] ?? rhythms[0]
  const { createdAt } = template
  const status = subscriptionStatuses[index % subscriptionStatuses.length] ?? 'ACTIVE'
  const statusUpdatedAt =
    status === 'ACTIVE' ? createdAt : Math.min(createdAt + day, store.nowSeconds())
  store.subscriptions.put({
    id: store.nextId('subscription'),
    createdAt,
    updatedAt: statusUpdatedAt,
    customerId,
    status,
    statusUpdatedAt,
    ...(status === 'CANCELLED' ? { cancelledAt: statusUpdatedAt } : {}),
    nextChargeAt: createdAt + days * day,
    chargeSettings,
    template,
    orders: [template, ...laterOrders(store, template, customerId, index % 3)].map((order) => ({
      id: order.id,
      publicId: order.publicId,
      total: order.fields.total,
      createdAt: order.createdAt,
    })),
  })
}

/** What the customer ordered next counts as what came again. */
function laterOrders(store: Store, first: Order, customerId: number, most: number): Order[] {
  return [...(store.orderIdsByCustomer.get(customerId) ?? [])]
    .flatMap((id) => store.orders.get(id) ?? [])
    .filter(({ createdAt }) => createdAt > first.createdAt)
    .slice(0, most)
}
