import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { allOf, answerFields, answerList } from './envelope.ts'
import { EcwidError } from './errors.ts'
import { type FieldSpec, mergeFields, readFields } from './field-spec.ts'
import type { Cart, JsonObject } from './model.ts'
import { keepOrderName, saveCart } from './cart-book.ts'
import { createOrder } from './order-book.ts'
import {
  booleanParameter,
  dateRange,
  integerParameter,
  numberRange,
  textParameter,
} from './parameters.ts'
import { formatStamp, stamps } from './product-view.ts'
import type { Store } from './store.ts'

const cartSpec: FieldSpec = {
  hidden: 'boolean',
  taxesOnShipping: 'array',
  b2b_b2c: 'string',
  customerRequestedInvoice: 'boolean',
  customerFiscalCode: 'string',
  electronicInvoicePecEmail: 'string',
  electronicInvoiceSdiCode: 'string',
}

/** Abandoned carts: search, read, hide, turn into an order. */
export const cartRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/carts',
    scope: 'read_orders',
    handle: (call) =>
      answerList(call, {
        rows: call.store.carts,
        keep: cartFilter(call),
        compare: (a, b) => b.createdAt - a.createdAt || b.id - a.id,
        show: (cart) => showCart(call.store, cart),
      }),
  },
  {
    method: 'GET',
    path: '/carts/:id',
    scope: 'read_orders',
    handle: (call) => answerFields(call, showCart(call.store, findCart(call))),
  },
  {
    method: 'PUT',
    path: '/carts/:id',
    scope: 'update_orders',
    handle: (call) => {
      const cart = findCart(call)
      const fields = mergeFields(cart.fields, readFields(call.body(), cartSpec, 'Cart'))
      saveCart(call.store, { ...cart, fields, updatedAt: call.store.nowSeconds() })
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'POST',
    path: '/carts/:id/place',
    scope: 'create_orders',
    handle: (call) => {
      const cart = findCart(call)
      if (cart.recoveredOrderId !== undefined) {
        throw new EcwidError(409, 'CONSTRAINT_VIOLATION', 'The cart has become an order already')
      }
      const name = keepOrderName(call.store, cart)
      const order = createOrder(
        call.store,
        {
          ...cart.fields,
          items: cart.items,
          paymentStatus: 'AWAITING_PAYMENT',
          fulfillmentStatus: 'AWAITING_PROCESSING',
        },
        { name },
      )
      const updatedAt = call.store.nowSeconds()
      const recovered = { recoveredOrderId: order.id, recoveredPublicUid: order.publicId }
      saveCart(call.store, { ...cart, ...recovered, orderName: name, updatedAt })
      return json(200, {
        id: order.publicId,
        orderNumber: order.orderNumber,
        vendorOrderNumber: order.publicId,
        cartId: cart.cartId,
      })
    },
  },
]

function findCart(call: ApiCall): Cart {
  const cartId = call.params['id']
  for (const cart of call.store.carts.all()) if (cart.cartId === cartId) return cart
  throw new EcwidError(404, 'CHECKOUT_NOT_FOUND', `Cart #${cartId} not found`)
}

function cartFilter(call: ApiCall): (cart: Cart) => boolean {
  const { query } = call
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  const total = numberRange(query, 'totalFrom', 'totalTo')
  const email = textParameter(query, 'email')?.toLowerCase()
  const customerId = integerParameter(query, 'customerId')
  return allOf<Cart>(
    booleanParameter(query, 'showHidden') === false
      ? (cart) => cart.fields['hidden'] !== true
      : undefined,
    created && ((cart) => created(cart.createdAt)),
    updated && ((cart) => updated(cart.updatedAt)),
    total && ((cart) => total(Number(cart.fields['total']))),
    email === undefined
      ? undefined
      : (cart) => String(cart.fields['email']).toLowerCase() === email,
    customerId === undefined ? undefined : (cart) => cart.fields['customerId'] === customerId,
  )
}

/** A cart as the REST API prints it. */
export function showCart(store: Store, cart: Cart): JsonObject {
  const { cartId, recoveredOrderId, recoveredPublicUid } = cart
  return {
    cartId,
    hidden: false,
    ...cart.fields,
    items: cart.items,
    createDate: formatStamp(store, cart.createdAt),
    updateDate: formatStamp(store, cart.updatedAt),
    ...stamps(store, cart),
    ...(recoveredOrderId === undefined ? {} : { recoveredOrderId, recoveredPublicUid }),
  }
}
