import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields, answerList } from './envelope.ts'
import { notFound, wrongParameter } from './errors.ts'
import type { JsonObject, Order } from './model.ts'
import { createOrder, removeOrder, updateOrder } from './order-book.ts'
import { newestFirst, orderFilter } from './order-search.ts'
import { calculateOrder } from './order-totals.ts'
import { showOrder } from './order-view.ts'
import type { Store } from './store.ts'

/** Orders: search, read, create, change, delete, calculate. */
export const orderRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/orders',
    scope: 'read_orders',
    handle: (call) =>
      answerList(call, {
        rows: call.store.orders,
        keep: orderFilter(call),
        compare: newestFirst,
        show: (order) => showOrder(call.store, order),
      }),
  },
  {
    method: 'GET',
    path: '/orders/:id',
    scope: 'read_orders',
    handle: (call) => answerFields(call, showOrder(call.store, pathOrder(call))),
  },
  {
    method: 'POST',
    path: '/orders',
    scope: 'create_orders',
    handle: (call) => {
      const order = createOrder(call.store, fromStorefront(call))
      return json(200, { id: order.id, [call.store.settings.createOrderKey]: order.publicId })
    },
  },
  {
    method: 'PUT',
    path: '/orders/:id',
    scope: 'update_orders',
    handle: (call) => {
      updateOrder(call.store, pathOrder(call), call.body())
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/orders/:id',
    scope: 'update_orders',
    handle: (call) => {
      removeOrder(call.store, pathOrder(call))
      return json(200, { deleteCount: 1 })
    },
  },
  {
    method: 'POST',
    path: '/order/calculate',
    scope: 'read_store_profile',
    handle: (call) => answerFields(call, calculateOrder(call.store, call.body())),
  },
]

/** With a public token an order can only begin its life, and says nothing to the owner in private. */
function fromStorefront(call: ApiCall): JsonObject {
  const body = call.body()
  if (call.token.kind === 'secret') return body
  const { privateAdminNotes: _notes, ...rest } = body
  const fresh =
    ['AWAITING_PAYMENT', 'INCOMPLETE'].includes(rest['paymentStatus'] as string) &&
    rest['fulfillmentStatus'] === 'AWAITING_PROCESSING'
  if (!fresh) throw wrongParameter('A public token creates unpaid and unprocessed orders only')
  return rest
}

/** The order of the path, by public id or internal number. */
export function pathOrder(call: ApiCall): Order {
  return findOrder(call.store, call.params['id'] ?? '')
}

export function findOrder(store: Store, idText: string): Order {
  const id = store.orderIdByPublicId.get(idText)
  const order = id === undefined ? store.orders.find(idText) : store.orders.get(id)
  if (order === undefined) throw notFound('Order', idText)
  return order
}
