import type { Prng } from '../../prng.ts'
import type { JsonObject } from './model.ts'
import { computeTotals } from './order-totals.ts'
import { createPromotion } from './promotions.ts'
import type { Store } from './store.ts'

const day = 86_400

const words = ['Sturdy and pretty', 'Arrived quickly', 'Smaller than I thought', 'A fine present']

/** What a lived-in store has besides its catalog and orders: carts, reviews, promotions, product types. */
export function seedExtras(store: Store, prng: Prng, carts: number): void {
  seedTypes(store)
  seedPromotions(store)
  seedCarts(store, prng, carts)
  seedReviews(store, prng)
}

function seedTypes(store: Store): void {
  const now = store.nowSeconds()
  const upc = { id: store.nextId('attribute'), name: 'UPC', type: 'UPC', show: 'DESCR' }
  store.productTypes.put({ id: 0, createdAt: now, updatedAt: now, fields: { attributes: [upc] } })
  const glaze = { id: store.nextId('attribute'), name: 'Glaze', type: 'CUSTOM', show: 'DESCR' }
  store.productTypes.put({
    id: store.nextId('productType'),
    createdAt: now,
    updatedAt: now,
    fields: { name: 'Pottery', googleTaxonomy: 'Home & Garden', attributes: [glaze] },
  })
}

function seedPromotions(store: Store): void {
  createPromotion(store, {
    name: 'Ten percent from 50',
    discountBase: 'SUBTOTAL',
    discountType: 'PERCENT',
    amount: 10,
    triggers: { subtotal: 50 },
  })
  createPromotion(store, {
    name: 'Free courier from 100',
    enabled: false,
    discountBase: 'SHIPPING',
    discountType: 'PERCENT',
    amount: 100,
    triggers: { subtotal: 100 },
  })
}

/** Newest last; the last one is hidden. */
function seedCarts(store: Store, prng: Prng, count: number): void {
  const products = [...store.products.all()].filter(({ fields }) => fields.enabled)
  const customers = [...store.customers.all()]
  if (products.length === 0) return
  for (let index = 0; index < count; index += 1) {
    const createdAt = store.nowSeconds() - (count - index) * day
    const { id: productId, fields } = prng.pick(products)
    const { name, price, sku } = fields
    const quantity = prng.integer(1, 3)
    const item = { id: store.nextId('orderItem'), productId, name, price, sku, quantity }
    const totals = computeTotals(store, { items: [item], shippingRate: 0 })
    const buyer = customers.length === 0 ? undefined : prng.pick(customers)
    const cart: JsonObject = {
      email: buyer?.fields.email ?? '',
      ...(buyer === undefined ? {} : { customerId: buyer.id }),
      subtotal: totals.subtotal,
      tax: totals.tax,
      total: totals.total,
      ...(index === count - 1 && count > 1 ? { hidden: true } : {}),
    }
    store.carts.put({
      id: store.nextId('cart'),
      cartId: cartIdFrom(prng),
      createdAt,
      updatedAt: createdAt,
      fields: cart,
      items: totals.items,
    })
  }
}

function cartIdFrom(prng: Prng): string {
  const hex = (length: number) =>
    Array.from({ length }, () => prng.integer(0, 15).toString(16)).join('')
  return [hex(8), hex(4), `4${hex(3)}`, `a${hex(3)}`, hex(12)].join('-').toUpperCase()
}

function seedReviews(store: Store, prng: Prng): void {
  const bought = [...store.orders.all()].filter(
    ({ items, customerId }) => customerId !== undefined && items[0]?.productId !== undefined,
  )
  for (const [index, order] of bought.slice(0, 8).entries()) {
    const at = order.createdAt + day
    store.reviews.put({
      id: store.nextId('review'),
      createdAt: at,
      updatedAt: at,
      fields: {
        status: index % 3 === 2 ? 'moderated' : 'published',
        rating: prng.integer(1, 5),
        orderId: order.publicId,
        orderNumber: order.id,
        productId: order.items[0]?.productId,
        customerId: order.customerId,
        review: prng.pick(words),
        reviewerInfo: { name: `Buyer ${index + 1}`, email: order.fields.email, orders: 1 },
      },
    })
  }
}
