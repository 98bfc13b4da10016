import { randomUUID } from 'node:crypto'
import type { Cart, Customer, OrderName, Product } from './model.ts'
import { nameOrder } from './order-book.ts'
import { computeTotals } from './order-totals.ts'
import type { Store } from './store.ts'

/** A shopper leaves something in a cart. */
export function leaveCart(
  store: Store,
  product: Product,
  quantity: number,
  buyer: { readonly email: string; readonly customer?: Customer },
): Cart {
  const now = store.nowSeconds()
  const { name, price, sku } = product.fields
  const id = store.nextId('orderItem')
  const item = { id, productId: product.id, name, price, sku, quantity }
  const { subtotal, tax, total, items } = computeTotals(store, { items: [item], shippingRate: 0 })
  const customer = buyer.customer === undefined ? {} : { customerId: buyer.customer.id }
  const cart: Cart = {
    id: store.nextId('cart'),
    cartId: randomUUID().toUpperCase(),
    createdAt: now,
    updatedAt: now,
    fields: { email: buyer.email, ...customer, subtotal, tax, total },
    items,
  }
  tell(store, 'created', put(store, cart))
  return cart
}

/** Stores a changed cart and tells about it. */
export function saveCart(store: Store, cart: Cart): void {
  tell(store, 'updated', put(store, cart))
}

/** Throws a cart away, as the vendor does after a while. */
export function removeCart(store: Store, cart: Cart): void {
  store.carts.delete(cart.id)
  store.touch('abandonedSalesUpdated')
  tell(store, 'deleted', { ...cart, orderName: keepOrderName(store, cart) })
}

/** What the order of a cart is called, or will be. */
export function keepOrderName(store: Store, cart: Cart): OrderName {
  return cart.orderName ?? nameOrder(store)
}

type NamedCart = Cart & { readonly orderName: OrderName }

function put(store: Store, cart: Cart): NamedCart {
  const named = { ...cart, orderName: keepOrderName(store, cart) }
  store.carts.put(named)
  store.touch('abandonedSalesUpdated')
  return named
}

function tell(store: Store, what: string, { cartId, orderName }: NamedCart): void {
  store.announce(`unfinished_order.${what}`, orderName.id, { orderId: orderName.publicId, cartId })
}
