import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import type { JsonObject, Order } from './model.ts'
import { saveOrder } from './order-book.ts'
import { pathOrder } from './orders.ts'

const names = ['id', 'title', 'value', 'customerInputType', 'orderDetailsDisplaySection', 'orderBy']

/** Extra fields of one order; the list is a bare array. */
export const orderExtraFieldRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/orders/:id/extraFields',
    scope: 'read_orders',
    handle: (call) => json(200, pathOrder(call).extraFields),
  },
  {
    method: 'POST',
    path: '/orders/:id/extraFields',
    scope: 'update_orders',
    handle: (call) => {
      const order = pathOrder(call)
      const field = readField(call.body())
      const id = field['id'] ?? `field${order.extraFields.length + 1}`
      store(call, order, [...order.extraFields, { customerInputType: 'TEXT', ...field, id }])
      return json(200, { createCount: 1 })
    },
  },
  {
    method: 'PUT',
    path: '/orders/:id/extraFields/:fieldId',
    scope: 'update_orders',
    handle: (call) => {
      const order = pathOrder(call)
      const before = findField(call, order)
      const { id: _id, ...changes } = readField({ value: before['value'], ...call.body() })
      const extraFields = order.extraFields.map((field) =>
        field === before ? { ...field, ...changes } : field,
      )
      store(call, order, extraFields)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/orders/:id/extraFields/:fieldId',
    scope: 'update_orders',
    handle: (call) => {
      const order = pathOrder(call)
      const gone = findField(call, order)
      store(
        call,
        order,
        order.extraFields.filter((field) => field !== gone),
      )
      return json(200, { deleteCount: 1 })
    },
  },
]

function store(call: ApiCall, order: Order, extraFields: readonly JsonObject[]): void {
  if (JSON.stringify(extraFields).length > 8192) {
    throw wrongParameter('Extra fields of an order may hold 8 KB together')
  }
  saveOrder(call.store, order, { ...order, extraFields, updatedAt: call.store.nowSeconds() })
}

function findField(call: ApiCall, order: Order): JsonObject {
  const id = call.params['fieldId']
  const field = order.extraFields.find((candidate) => candidate['id'] === id)
  if (field === undefined) throw new EcwidError(404, undefined, `Extra field '${id}' not found`)
  return field
}

function readField(body: JsonObject): JsonObject {
  const { value } = body
  if (typeof value !== 'string') throw wrongParameter('Field OrderExtraField.value is absent')
  if (value.length > 255) throw wrongParameter('An extra field holds at most 255 characters')
  return Object.fromEntries(
    names.flatMap((name) => (typeof body[name] === 'string' ? [[name, body[name]]] : [])),
  )
}
