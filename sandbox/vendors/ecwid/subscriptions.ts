import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { dateOf } from './dates.ts'
import { answerFields, answerList } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import { type FieldSpec, readFields, requireChoice } from './field-spec.ts'
import type { JsonObject, Subscription } from './model.ts'
import { showOrder } from './order-view.ts'
import { formatStamp } from './product-view.ts'
import type { Store } from './store.ts'
import {
  subscriptionFilter,
  subscriptionOrder,
  subscriptionStatuses,
} from './subscription-search.ts'

const spec: FieldSpec = { status: 'string', nextCharge: 'date', chargeSettings: 'object' }

/** How often each interval may be charged. */
const rhythms: Readonly<Record<string, readonly unknown[]>> = {
  DAY: [1],
  WEEK: [1, 2],
  MONTH: [1, 3],
  YEAR: [1],
}

/** Orders that come again: found, read and changed. Only buyers begin one. */
export const subscriptionRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    scope: 'read_subscriptions',
    handle: (call) =>
      answerList(call, {
        rows: call.store.subscriptions,
        keep: subscriptionFilter(call.query),
        compare: subscriptionOrder(call.query),
        show: (row) => showSubscription(call.store, row),
      }),
  },
  {
    method: 'GET',
    path: '/subscriptions/:id',
    scope: 'read_subscriptions',
    handle: (call) => answerFields(call, showSubscription(call.store, find(call))),
  },
  {
    method: 'PUT',
    path: '/subscriptions/:id',
    scope: 'update_subscriptions',
    handle: (call) => {
      const { store } = call
      store.subscriptions.put(changed(find(call), call.body(), store.nowSeconds()))
      store.touch('subscriptionsUpdated')
      return json(200, { updateCount: 1 })
    },
  },
]

function find(call: ApiCall): Subscription {
  const id = call.params['id'] ?? ''
  const found = call.store.subscriptions.find(id)
  if (found !== undefined) return found
  throw new EcwidError(404, undefined, `Subscription #${id} not found`)
}

/** The moment of cancellation goes with the state. */
function changed(before: Subscription, body: JsonObject, now: number): Subscription {
  const written = readFields(body, spec, 'Subscription')
  const { status, nextCharge, chargeSettings } = written
  requireChoice(status, 'Subscription', 'status', subscriptionStatuses)
  const { cancelledAt, ...rest } = before
  const next = typeof status === 'string' ? status : before.status
  const statusUpdatedAt = next === before.status ? before.statusUpdatedAt : now
  return {
    ...rest,
    ...(next === 'CANCELLED' ? { cancelledAt: cancelledAt ?? now } : {}),
    updatedAt: now,
    status: next,
    statusUpdatedAt,
    nextChargeAt: dateOf(nextCharge) ?? before.nextChargeAt,
    chargeSettings:
      chargeSettings === undefined || chargeSettings === null
        ? before.chargeSettings
        : readRhythm(chargeSettings as JsonObject),
  }
}

function readRhythm({ recurringInterval, recurringIntervalCount }: JsonObject) {
  const known = Object.entries(rhythms).find(([interval]) => interval === recurringInterval)
  if (known === undefined || !known[1].includes(recurringIntervalCount)) {
    throw wrongParameter('Field Subscription.chargeSettings has a wrong value: no such rhythm')
  }
  return { recurringInterval: known[0], recurringIntervalCount: Number(recurringIntervalCount) }
}

/** A subscription as the REST API prints it; its timestamps are in milliseconds, unlike all others. */
export function showSubscription(store: Store, row: Subscription): JsonObject {
  const text = (at: number) => formatStamp(store, at)
  return {
    subscriptionId: row.id,
    customerId: row.customerId,
    status: row.status,
    statusUpdated: text(row.statusUpdatedAt),
    created: text(row.createdAt),
    ...(row.cancelledAt === undefined ? {} : { cancelled: text(row.cancelledAt) }),
    nextCharge: text(row.nextChargeAt),
    createTimestamp: row.createdAt * 1000,
    updateTimestamp: row.updatedAt * 1000,
    chargeSettings: row.chargeSettings,
    paymentMethod: { creditCardMaskedNumber: '*1111', creditCardBrand: 'visa' },
    orderTemplate: showOrder(store, row.template),
    orders: row.orders.map(({ id, total, createdAt }) => ({
      id,
      total,
      createDate: text(createdAt),
    })),
  }
}
