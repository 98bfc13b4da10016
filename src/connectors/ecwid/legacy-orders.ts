/** Orders by the legacy keys: what the retired API can be asked, and the little that it can change. */
import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type {
  HookAnswer,
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { legacyOrder } from './legacy-shape.ts'
import { orderBody, statusesOfAction } from './order-changes.ts'
import { paymentsOf } from './order-hooks.ts'
import { includeLastDay, type Query } from './order-search.ts'
import { splitStatuses } from './statuses.ts'
import { conditionsOn, literalOf, literalsOf } from './where-literals.ts'

/** Hooks of the orders of instances with legacy keys, by the names that the resources give. */
export const legacyOrderHooks: Readonly<Record<string, ResourceHooks>> = {
  'legacy orders': {
    preRequest: (context, draft) => ({ vendor: { query: legacyQuery(context, draft) } }),
    postRequest: (_context, answer) => ({ body: ordersOf(answer).map(legacyOrder) }),
  },
  'legacy order': { postRequest: (_context, answer) => ({ body: firstOrder(answer) }) },
  'legacy order change': { preRequest: changeOrder, postRequest: changedOrder },
  'legacy payments': {
    postRequest: (_context, answer) => ({ body: paymentsOf(firstOrder(answer)) }),
  },
}

/** The words of `where` that a table of parameters cannot say. */
export function legacyQuery(context: HookContext, draft: VendorRequestDraft): Query {
  const query: Query = { ...draft.query }
  includeLastDay(context, query, 'to_date', 'to_date')
  includeLastDay(context, query, 'to_update_date', 'to_update_date')
  for (const condition of conditionsOn(context.expression, 'statuses')) {
    const words = literalsOf(condition).flatMap((value) => String(value).split(','))
    // Both vocabularies are understood there; only words of neither are refused.
    splitStatuses(words)
    query['statuses'] = words.map((word) => word.trim().toUpperCase()).join(',')
  }
  for (const condition of conditionsOn(context.expression, 'customer_id')) {
    query['customer_id'] = condition.operator === 'is null' ? 'null' : String(literalOf(condition))
  }
  return query
}

function ordersOf(answer: HookAnswer): readonly unknown[] {
  return Array.isArray(answer.body) ? answer.body : []
}

function firstOrder(answer: HookAnswer): unknown {
  const [order] = ordersOf(answer)
  if (order !== undefined) return legacyOrder(order)
  throw new PlatformError('vendor_not_found', 'The store has no such order.')
}

/** Today's name -> the form field of the legacy API. */
const changeable: Readonly<Record<string, string>> = {
  paymentStatus: 'new_payment_status',
  fulfillmentStatus: 'new_fulfillment_status',
  trackingNumber: 'new_shipping_tracking_code',
}

async function changeOrder(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome> {
  const { action } = context.request.parameters
  const change = orderBody(context.request.body)
  const other = Object.keys(change).filter((name) => !(name in changeable))
  if (other.length > 0) throw beyondLegacy(other)
  if (action !== undefined) {
    const now = legacyOrder(await readOrder(context))
    for (const [name, value] of Object.entries(
      statusesOfAction(action, isJsonObject(now) ? now : {}),
    )) {
      if (!(name in change)) change[name] = value
    }
  } else if (Object.keys(change).length === 0) {
    throw new PlatformError('invalid_request', 'Send a body with what shall change, or an action.')
  }
  // A reopened order that is open already: nothing to send, and the read-back answers it as it is.
  if (Object.keys(change).length === 0) return { answer: { body: {} } }
  const body: Record<string, unknown> = {
    order: orderNumber(context),
    secure_auth_key: context.configuration['ecwid.order.key'],
  }
  for (const [name, field] of Object.entries(changeable)) {
    if (change[name] !== undefined) body[field] = change[name]
  }
  const headers = { ...draft.headers, 'content-type': 'application/x-www-form-urlencoded' }
  return { vendor: { body, headers } }
}

/** A 400 that names what only OAuth 2.0 can do. */
function beyondLegacy(names: readonly string[]): PlatformError {
  const wanted = Object.keys(changeable).join(', ')
  return new PlatformError(
    'invalid_request',
    `With the legacy keys only ${wanted} of an order can be changed, not ${names.join(', ')}. Create an instance with authentication.type 'oauth2' for that.`,
    { details: names.map((name) => ({ path: `/${name}`, message: 'needs OAuth 2.0' })) },
  )
}

async function changedOrder(context: HookContext): Promise<PostRequestOutcome> {
  const id = orderNumber(context)
  try {
    return { body: legacyOrder(await readOrder(context)) }
  } catch (thrown) {
    if (!(thrown instanceof PlatformError)) throw thrown
    const notice = `The store has changed the order ${id}, but reading it back failed: ${thrown.message}`
    return { body: { id }, notice }
  }
}

async function readOrder(context: HookContext): Promise<Record<string, unknown>> {
  const { body } = await context.callVendor({
    method: 'GET',
    path: '/orders',
    query: {
      secure_auth_key: context.configuration['ecwid.order.key'] ?? '',
      order: orderNumber(context),
    },
  })
  const orders: unknown = isJsonObject(body) ? body['orders'] : undefined
  const order: unknown = Array.isArray(orders) ? orders[0] : undefined
  if (isJsonObject(order)) return order
  throw new PlatformError('vendor_not_found', 'The store has no such order.')
}

function orderNumber(context: HookContext): string {
  const id = context.request.pathVariables['id'] ?? ''
  if (/^\d{1,18}$/.test(id)) return id
  const message = `With the legacy keys an order is named by its number, not by '${id.slice(0, 40)}'`
  throw new PlatformError('invalid_request', `${message}.`, { details: [{ path: 'id', message }] })
}
