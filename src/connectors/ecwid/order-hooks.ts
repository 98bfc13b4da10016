import { isJsonObject } from '../../core/json.ts'
import type { ResourceHooks } from '../../catalog/hooks.ts'
import { changeOrder, orderBody } from './order-changes.ts'
import { askForOrders } from './order-search.ts'
import { finishedOrder, finishedOrders } from './order-shape.ts'
import { createdId, readBack, recordPath } from './read-back.ts'

const paymentMembers =
  'paymentMethod,paymentModule,paymentStatus,externalTransactionId,total,refundedAmount'

const noOrder = 'orderBy was ignored: the store always lists orders newest first'

/** Hooks of the order resources, by route. */
export const orderHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /orders': {
    preRequest: askForOrders,
    postRequest: (context, answer) => {
      const { fields, orderBy } = context.request.parameters
      const body = finishedOrders(answer.body, fields)
      return (orderBy ?? '') === '' ? { body } : { body, notice: noOrder }
    },
  },
  'GET /orders/{id}': { postRequest: (_context, answer) => ({ body: finishedOrder(answer.body) }) },
  'POST /orders': {
    preRequest: (context) => ({ vendor: { body: orderBody(context.request.body) } }),
    postRequest: (context, answer) =>
      readBack(context, '/orders', createdId(answer.body), finishedOrder),
  },
  'PATCH /orders/{id}': {
    preRequest: changeOrder,
    postRequest: (context) =>
      readBack(context, '/orders', context.request.pathVariables['id'] ?? '', finishedOrder),
  },
  'GET /orders/{orderId}/payments': {
    preRequest: (_context, draft) => ({
      vendor: { query: { ...draft.query, responseFields: paymentMembers } },
    }),
    postRequest: (_context, answer) => ({ body: paymentsOf(answer.body) }),
  },
  'GET /orders/{orderId}/refunds': {
    preRequest: (_context, draft) => ({
      vendor: { query: { ...draft.query, responseFields: `${paymentMembers},refunds` } },
    }),
    postRequest: (_context, answer) => ({ body: refundsOf(answer.body) }),
  },
  'GET /customers/{id}/orders': {
    postRequest: async (context, answer) => {
      if (Array.isArray(answer.body) && answer.body.length === 0) {
        // No orders, or no such customer? Only the customer's own address tells; unknown is an error, none is [].
        await context.callVendor({
          method: 'GET',
          path: recordPath('/customers', context.request.pathVariables['id'] ?? ''),
          query: { responseFields: 'id' },
        })
      }
      return { body: finishedOrders(answer.body, context.request.parameters['fields']) }
    },
  },
}

/** The vendor keeps one payment inside the order; an order without a way of paying has none. */
export function paymentsOf(order: unknown): readonly unknown[] {
  if (!isJsonObject(order) || order['paymentStatus'] === undefined) return []
  const {
    paymentMethod,
    paymentModule,
    paymentStatus,
    externalTransactionId,
    total,
    refundedAmount,
  } = order
  return [
    { paymentMethod, paymentModule, paymentStatus, externalTransactionId, total, refundedAmount },
  ]
}

/** The refunds of an order, each with the payment that it gives back. */
function refundsOf(order: unknown): readonly unknown[] {
  if (!isJsonObject(order) || !Array.isArray(order['refunds'])) return []
  const { paymentMethod, paymentStatus } = order
  return order['refunds'].map((refund: unknown) =>
    isJsonObject(refund) ? { paymentMethod, paymentStatus, ...refund } : refund,
  )
}
