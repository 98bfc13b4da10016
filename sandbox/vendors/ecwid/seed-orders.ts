import type { Prng } from '../../prng.ts'
import { formatDate } from './dates.ts'
import type { Customer, JsonObject, Order, Product } from './model.ts'
import { createOrder, lettersFrom } from './order-book.ts'
import { fulfillmentStatuses, paymentStatuses } from './order-fields.ts'
import { computeTotals } from './order-totals.ts'
import { shippingOptions } from './profile.ts'
import { unitPrice } from './product-fields.ts'
import type { Store } from './store.ts'

const day = 86_400

/** Orders over the last 90 days, oldest first, with every status there is. */
export function seedOrders(store: Store, prng: Prng, count: number): void {
  const customers = [...store.customers.all()]
  const products = [...store.products.all()].slice(0, 500)
  const now = store.nowSeconds()
  for (let index = 0; index < count; index += 1) {
    const age = Math.floor(((count - index) * 90 * day) / count)
    const at = now - Math.max(age - prng.integer(0, 3600), 60)
    const body = orderBody(store, prng, index, prng.pickOr(customers), products)
    const letters = () => lettersFrom((size) => prng.integer(0, size - 1))
    const order = createOrder(store, { ...body, createDate: formatDate(at) }, { letters, at })
    finish(store, order, index)
  }
}

function orderBody(
  store: Store,
  prng: Prng,
  index: number,
  customer: Customer | undefined,
  products: readonly Product[],
): JsonObject {
  const lines = Array.from({ length: prng.integer(1, 3) }, (_, line) => {
    const product = prng.pickOr(products)
    const quantity = prng.integer(1, 2)
    if (product === undefined) {
      return { id: line, name: 'Something by hand', price: prng.integer(5, 30), quantity }
    }
    return orderLine(product, quantity, line)
  })
  const shipping = prng.pick(shippingOptions(store))
  const totals = computeTotals(store, { items: lines, shippingRate: shipping.rate })
  const person = customer?.fields.billingPerson
  // Every twentieth order comes without a mail address.
  const email = index % 20 === 19 ? '' : (customer?.fields.email ?? `guest${index}@example.com`)
  return {
    email,
    paymentStatus: paymentStatuses[index % paymentStatuses.length],
    fulfillmentStatus: fulfillmentStatuses[index % fulfillmentStatuses.length],
    paymentMethod: index % 3 === 0 ? 'Invoice' : 'Credit card',
    paymentModule: index % 3 === 0 ? 'Offline' : 'Stripe',
    externalTransactionId: `tx_${1000 + index}`,
    subtotal: totals.subtotal,
    tax: totals.tax,
    total: totals.total,
    ipAddress: '203.0.113.5',
    orderComments: index % 5 === 0 ? 'Please wrap it well' : '',
    items: totals.items,
    ...(person === undefined ? {} : { billingPerson: person, shippingPerson: person }),
    shippingOption: {
      shippingMethodName: shipping.title,
      shippingRate: shipping.rate,
      shippingRateWithoutTax: shipping.rate,
      isPickup: shipping.rate === 0,
      fulfillmentType: shipping.rate === 0 ? 'PICKUP' : 'SHIPPING',
    },
    ...(index % 4 === 0 ? { acceptMarketing: true } : {}),
  }
}

function orderLine(product: Product, quantity: number, line: number) {
  const option = product.fields.options[0]
  const choice = option?.choices?.[0]
  return {
    id: line,
    productId: product.id,
    name: product.fields.name,
    sku: product.fields.sku,
    price: unitPrice(product.fields, quantity, []),
    quantity,
    weight: Number(product.fields['weight'] ?? 0),
    // The seeded stock was counted after these were sold.
    trackQuantity: false,
    ...(option === undefined || choice === undefined
      ? {}
      : {
          selectedOptions: [
            { name: option.name, value: choice.text, valuesArray: [choice.text], type: 'CHOICE' },
          ],
        }),
  }
}

/** Gives refunds to refunded orders, tracking to shipped ones, and one order an old-style number. */
function finish(store: Store, order: Order, index: number): void {
  const { paymentStatus, fulfillmentStatus, total } = order.fields
  const full = paymentStatus === 'REFUNDED'
  const refunded = full || paymentStatus === 'PARTIALLY_REFUNDED'
  const amount = full ? total : Math.round(total * 50) / 100
  const tracked = ['SHIPPED', 'DELIVERED'].includes(fulfillmentStatus)
  const oldStyle = index === 0 && store.settings.idStyle === 'random'
  if (!refunded && !tracked && !oldStyle) return
  if (oldStyle) store.removeOrder(order)
  store.putOrder({
    ...order,
    ...(oldStyle ? { id: 412, orderNumber: 412, publicId: '412', publicUid: '412' } : {}),
    fields: { ...order.fields, ...(tracked ? { trackingNumber: `TRK${10_000 + index}` } : {}) },
    refunds: refunded
      ? [{ at: order.createdAt + 3600, source: 'CP', reason: 'Came broken', amount }]
      : [],
  })
}
