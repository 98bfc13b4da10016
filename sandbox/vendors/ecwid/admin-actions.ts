import { wrongParameter } from './errors.ts'
import { createOrder, refundOrder, updateOrder } from './order-book.ts'
import { computeTotals } from './order-totals.ts'
import { findOrder } from './orders.ts'
import { findProduct, unitPrice } from './product-fields.ts'
import { changeStock } from './stock.ts'
import type { Store } from './store.ts'
import type { World } from './world.ts'

/** Does what a button of the admin page says, as the store's owner or a shopper would. */
export function runAdminAction(world: World, store: Store, form: URLSearchParams): void {
  const order = () => findOrder(store, form.get('order') ?? '')
  const product = () => findProduct(store, form.get('product') ?? '')
  switch (form.get('action') ?? '') {
    case 'place-order':
      placeOrder(store, form)
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
    case 'uninstall':
      world.uninstall(store, form.get('app') ?? '')
      return
    default:
      throw wrongParameter('There is no such button')
  }
}

/** One shopper buys one product: price by tier, taxes by line, totals as the vendor computes them. */
function placeOrder(store: Store, form: URLSearchParams) {
  const product = findProduct(store, form.get('product') ?? '')
  const quantity = readAmount(form, 'quantity')
  if (quantity < 1) throw wrongParameter('Order at least one piece')
  const { name, sku, options } = product.fields
  const option = options[0]
  const choice = option?.choices?.[0]
  const modifiers =
    choice === undefined
      ? []
      : [{ value: choice.priceModifier, percent: choice.priceModifierType === 'PERCENT' }]
  const line = {
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
  const shippingRate = 5
  const totals = computeTotals(store, { items: [line], shippingRate })
  const buyer = form.get('name') ?? ''
  const person = buyer === '' ? undefined : { name: buyer, countryCode: 'US' }
  return createOrder(store, {
    email: form.get('email') ?? '',
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

function readAmount(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? ''
  if (!/^-?\d{1,6}$/.test(text)) throw wrongParameter(`${name} must be a whole number`)
  return Number(text)
}
