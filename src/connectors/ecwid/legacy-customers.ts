/** Customers by the legacy keys: the retired API knows them only through their orders. */
import { isJsonObject } from '../../core/json.ts'
import { PlatformError } from '../../core/errors.ts'
import type {
  HookContext,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { legacyQuery } from './legacy-orders.ts'
import { customerOf } from './legacy-shape.ts'

const ordersAtOnce = 200
/** 10,000 orders: what one question may cost the store and the caller. */
const mostCalls = 50

/** Hooks of the customers of instances with legacy keys, by the names that the resources give. */
export const legacyCustomerHooks: Readonly<Record<string, ResourceHooks>> = {
  'legacy customers': {
    preRequest: collectCustomers,
    postRequest: (_context, answer) => {
      const { customers, incomplete } = answer.body as Collected
      return incomplete ? { body: customers, notice: tooMany } : { body: customers }
    },
  },
  'legacy customer': {
    postRequest: (_context, answer) => {
      const order: unknown = Array.isArray(answer.body) ? answer.body[0] : undefined
      const total = isJsonObject(answer.rawBody) ? Number(answer.rawBody['total']) : 1
      const customer = customerOf(order, total)
      if (customer !== undefined) return { body: customer }
      throw new PlatformError('vendor_not_found', 'No order of the store has such a customer.')
    },
  },
}

const tooMany = `Only the customers of the newest ${mostCalls * ordersAtOnce} orders are listed; ask for a range of dates to see the others`

interface Collected {
  readonly customers: readonly unknown[]
  readonly incomplete: boolean
}

/** Walks the orders, newest first, so that each customer is seen as in the latest order. */
async function collectCustomers(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome> {
  const query = Object.fromEntries(
    Object.entries(legacyQuery(context, draft)).map(([name, value]) => [name, String(value)]),
  )
  const newest = new Map<number, { readonly order: unknown; count: number }>()
  let incomplete = false
  for (let calls = 0, offset = 0, total = 1; offset < total; calls += 1) {
    if (calls === mostCalls) {
      incomplete = true
      break
    }
    const page = await readPage(context, { ...query, offset: String(offset) })
    for (const order of page.orders) {
      const id = isJsonObject(order) ? order['customerId'] : undefined
      if (typeof id !== 'number') continue
      const known = newest.get(id)
      if (known === undefined) newest.set(id, { order, count: 1 })
      else known.count += 1
    }
    if (page.orders.length === 0) break
    offset += page.orders.length
    total = page.total
  }
  const customers = [...newest.values()].flatMap(({ order, count }) => {
    const customer = customerOf(order, count)
    return customer === undefined ? [] : [customer]
  })
  return { answer: { body: { customers, incomplete } satisfies Collected } }
}

async function readPage(
  context: HookContext,
  query: Readonly<Record<string, string>>,
): Promise<{ orders: readonly unknown[]; total: number }> {
  const { body } = await context.callVendor({
    method: 'GET',
    path: '/orders',
    query: { ...query, limit: String(ordersAtOnce) },
  })
  if (!isJsonObject(body) || !Array.isArray(body['orders'])) {
    throw new PlatformError('vendor_answer_unreadable', 'The store answered no list of orders.')
  }
  return { orders: body['orders'], total: Number(body['total'] ?? 0) }
}
