import { deedTypes, Scene } from './deeds.ts'
import { wrongParameter } from './errors.ts'
import { refundOrder, updateOrder } from './order-book.ts'
import { findOrder } from './orders.ts'
import { findProduct } from './product-fields.ts'
import { placeOrder } from './shopper.ts'
import { changeStock } from './stock.ts'
import type { Store } from './store.ts'
import { endpointsOf } from './webhook-scopes.ts'
import type { World } from './world.ts'

/** Does what a button of the admin page says, as the store's owner or a shopper would. */
export async function runAdminAction(
  world: World,
  store: Store,
  form: URLSearchParams,
): Promise<void> {
  const order = () => findOrder(store, form.get('order') ?? '')
  const product = () => findProduct(store, form.get('product') ?? '')
  switch (form.get('action') ?? '') {
    case 'place-order':
      placeOrder(store, product(), readPieces(form), {
        name: form.get('name') ?? '',
        email: form.get('email') ?? '',
      })
      return
    case 'add-stock':
      changeStock(store, product(), undefined, readAmount(form, 'pieces'))
      return
    case 'pay':
      updateOrder(store, order(), { paymentStatus: 'PAID' })
      return
    case 'ship':
      updateOrder(store, order(), { fulfillmentStatus: 'SHIPPED', trackingNumber: 'SANDBOX-1' })
      return
    case 'cancel':
      updateOrder(store, order(), { paymentStatus: 'CANCELLED' })
      return
    case 'refund': {
      const found = order()
      const refunded = found.refunds.reduce((sum, refund) => sum + refund.amount, 0)
      refundOrder(store, found, found.fields.total - refunded, 'By the owner')
      return
    }
    case 'happen':
      await new Scene(world, store, store.deeds).do(readDeed(form))
      return
    case 'unblock':
      for (const endpoint of endpointsOf(world, store)) endpoint.unblock()
      return
    case 'uninstall':
      world.uninstall(store, form.get('app') ?? '')
      return
    default:
      throw wrongParameter('There is no such button')
  }
}

function readDeed(form: URLSearchParams): string {
  const type = form.get('eventType') ?? ''
  if (!deedTypes.includes(type)) throw wrongParameter('Nothing leads to such an event')
  return type
}

function readPieces(form: URLSearchParams): number {
  // Whoever posts without the form orders one, as the form suggests.
  const quantity = form.has('quantity') ? readAmount(form, 'quantity') : 1
  if (quantity < 1) throw wrongParameter('Order at least one piece')
  return quantity
}

function readAmount(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? ''
  if (!/^-?\d{1,6}$/.test(text)) throw wrongParameter(`${name} must be a whole number`)
  return Number(text)
}
