import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import type { JsonObject } from './model.ts'
import { fulfillmentStatuses, paymentStatuses } from './order-fields.ts'
import type { Store } from './store.ts'

const allStatuses = [...paymentStatuses, ...fulfillmentStatuses]

/** The statuses that orders may have; only the custom ones carry a name. */
export const orderStatusRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/profile/order_statuses',
    scope: 'read_store_profile',
    handle: (call) =>
      answerFields(call, { items: allStatuses.map((status) => showStatus(call.store, status)) }),
  },
  {
    method: 'GET',
    path: '/profile/order_status/:statusId',
    scope: 'read_store_profile',
    handle: (call) => answerFields(call, showStatus(call.store, readStatus(call))),
  },
  {
    method: 'PUT',
    path: '/profile/order_status/:statusId',
    scope: 'update_store_profile',
    handle: (call) => {
      const status = readStatus(call)
      const name = call.body()['name']
      if (!status.startsWith('CUSTOM_') || typeof name !== 'string') {
        throw wrongParameter('Only custom statuses take a name')
      }
      call.store.statusNames.set(status, name)
      call.store.touch('profileUpdated')
      call.store.announce('profile.updated', call.store.id)
      return json(200, { updateCount: 1 })
    },
  },
]

function readStatus(call: ApiCall): string {
  const id = call.params['statusId'] ?? ''
  const status = allStatuses.find((candidate) => candidate === id)
  if (status === undefined) throw new EcwidError(404, undefined, `Order status '${id}' not found`)
  return status
}

function showStatus(store: Store, status: string): JsonObject {
  const payment = (paymentStatuses as readonly string[]).includes(status)
  const custom = status.startsWith('CUSTOM_')
  const name = store.statusNames.get(status)
  return {
    id: status,
    ...(custom ? { name: name ?? '' } : {}),
    enabled: !custom || name !== undefined,
    defaultStatus: status === 'AWAITING_PAYMENT' || status === 'AWAITING_PROCESSING',
    orderStatusType: payment ? 'PAYMENT' : 'FULFILLMENT',
    sendNotificationWhenStatusIsAssigned: ['PAID', 'SHIPPED'].includes(status),
    orderBy: allStatuses.findIndex((candidate) => candidate === status),
  }
}
