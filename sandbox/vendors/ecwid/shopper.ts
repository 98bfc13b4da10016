import type { JsonObject, Order, Product } from './model.ts'
import { createOrder } from './order-book.ts'
import { computeTotals } from './order-totals.ts'
import { unitPrice } from './product-fields.ts'
import type { Store } from './store.ts'

/** Who buys; both may be empty. */
interface Buyer {
  readonly name: string
  readonly email: string
}

/** A shopper buys one product: price by tier, taxes by line, totals as the vendor computes them. */
export function placeOrder(store: Store, product: Product, quantity: number, buyer: Buyer): Order {
  const shippingRate = 5
  const totals = computeTotals(store, { items: [orderLine(product, quantity)], shippingRate })
  const person = buyer.name === '' ? undefined : { name: buyer.name, countryCode: 'US' }
  return createOrder(store, {
    email: buyer.email,
    paymentStatus: 'AWAITING_PAYMENT',
    fulfillmentStatus: 'AWAITING_PROCESSING',
    paymentMethod: 'Invoice',
    paymentModule: 'Offline',
    subtotal: totals.subtotal,
    tax: totals.tax,
    total: totals.total,
    items: totals.items,
    shippingOption: {
      shippingMethodName: 'Courier',
      shippingRate,
      shippingRateWithoutTax: shippingRate,
      isPickup: false,
      fulfillmentType: 'SHIPPING',
    },
    ...(person === undefined ? {} : { billingPerson: person, shippingPerson: person }),
  })
}

/** The first choice of the first option, where there is one. */
function orderLine(product: Product, quantity: number) {
  const { name, sku, options } = product.fields
  const option = options[0]
  const choice = option?.choices?.[0]
  const modifiers =
    choice === undefined
      ? []
      : [{ value: choice.priceModifier, percent: choice.priceModifierType === 'PERCENT' }]
  return {
    id: 0,
    productId: product.id,
    name,
    sku,
    quantity,
    price: unitPrice(product.fields, quantity, modifiers),
    ...(option === undefined || choice === undefined
      ? {}
      : {
          selectedOptions: [
            { name: option.name, value: choice.text, valuesArray: [choice.text], type: 'CHOICE' },
          ],
        }),
  }
}

/** A buyer writes about what an order brought; the owner has yet to publish it. */
export function writeReview(store: Store, order: Order, rating: number, review: string): void {
  const now = store.nowSeconds()
  const id = store.nextId('review')
  const productId = order.items[0]?.productId
  const fields: JsonObject = {
    status: 'moderated',
    rating,
    orderId: order.publicId,
    orderNumber: order.id,
    productId,
    customerId: order.customerId,
    review,
    reviewerInfo: {
      name: order.fields.billingPerson?.name ?? '',
      email: order.fields.email,
      orders: 1,
    },
  }
  store.reviews.put({ id, createdAt: now, updatedAt: now, fields })
  store.touch('reviewsUpdated')
  store.announce('review.created', id, { productId, orderId: order.id, status: 'MODERATED' })
}
