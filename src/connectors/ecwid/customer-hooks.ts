import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type {
  HookContext,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { bodyObject, mergedObject } from './partial-body.ts'
import { createdId, readBack, recordPath } from './read-back.ts'
import { conditionsOn, literalsOf, unusable } from './where-literals.ts'

/** Each id costs a call of its own. */
const mostIdsAtOnce = 20

/** Hooks of the customer resources, by route. */
export const customerHooks: Readonly<Record<string, ResourceHooks>> = {
  'GET /customers': {
    preRequest: askForCustomers,
    postRequest: (_context, answer) => ({ body: rowsOf(answer.body).map(finishedCustomer) }),
  },
  'GET /customers/{id}': {
    postRequest: (_context, answer) => ({ body: finishedCustomer(answer.body) }),
  },
  'POST /customers': {
    postRequest: (context, answer) =>
      readBack(context, '/customers', createdId(answer.body), finishedCustomer),
  },
  'PATCH /customers/{id}': {
    preRequest: changeCustomer,
    postRequest: (context) =>
      readBack(context, '/customers', context.request.pathVariables['id'] ?? '', finishedCustomer),
  },
}

/** Search rows have `name` and `totalOrderCount`, single reads do not: callers get the same shape from both. */
export function finishedCustomer(customer: unknown): unknown {
  if (!isJsonObject(customer)) return customer
  const { name, totalOrderCount, billingPerson, stats } = customer
  const finished: Record<string, unknown> = { ...customer }
  if (name === undefined && isJsonObject(billingPerson) && billingPerson['name'] !== undefined) {
    finished['name'] = billingPerson['name']
  }
  if (totalOrderCount === undefined && isJsonObject(stats)) {
    const count = stats['numberOfOrders']
    if (count !== undefined) finished['totalOrderCount'] = count
  }
  return finished
}

/** The vendor's rows, or those of the envelope that `customersById` made. */
function rowsOf(body: unknown): readonly unknown[] {
  const rows = isJsonObject(body) ? body['items'] : body
  return Array.isArray(rows) ? rows : []
}

async function askForCustomers(
  context: HookContext,
  draft: VendorRequestDraft,
): Promise<PreRequestOutcome | undefined> {
  const ids = conditionsOn(context.expression, 'customer_id').flatMap((condition) =>
    literalsOf(condition).map(String),
  )
  if (ids.length > 0) return { answer: { body: await customersById(context, draft, ids) } }
  const { email } = draft.query
  // Without this word the vendor also finds addresses that only contain the text.
  const isExact = ['customer_email', 'email'].some((attribute) =>
    conditionsOn(context.expression, attribute).some(({ operator }) => operator === '='),
  )
  const query: Record<string, string | readonly string[]> = { ...draft.query }
  if (isExact && email !== undefined) query['useExactEmailMatch'] = 'true'
  if (!('sortBy' in query) && !('keyword' in query)) query['sortBy'] = 'REGISTERED_DATE_ASC'
  return { vendor: { query } }
}

/** The vendor's search has no word for the id, so the records are read one by one. */
async function customersById(
  context: HookContext,
  draft: VendorRequestDraft,
  ids: readonly string[],
): Promise<Record<string, unknown>> {
  if (ids.length > mostIdsAtOnce) {
    throw unusable('customer_id', `customer_id takes at most ${mostIdsAtOnce} ids at once`)
  }
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id))
  if (wrong !== undefined) {
    throw unusable('customer_id', `customer_id must be a whole number, not '${wrong}'`)
  }
  const found: unknown[] = []
  for (const id of new Set(ids)) {
    const customer = await customerOrNone(context, id)
    if (customer !== undefined) found.push(customer)
  }
  const offset = Number(draft.query['offset'] ?? 0)
  const limit = Number(draft.query['limit'] ?? found.length)
  const items = found.slice(offset, offset + limit)
  return { total: found.length, count: items.length, offset, limit, items }
}

async function customerOrNone(context: HookContext, id: string): Promise<unknown> {
  try {
    const { body } = await context.callVendor({ method: 'GET', path: recordPath('/customers', id) })
    return body
  } catch (thrown) {
    if (thrown instanceof PlatformError && thrown.code === 'vendor_not_found') return undefined
    throw thrown
  }
}

/** The vendor replaces the billing address whole; a PATCH changes the given members only. */
async function changeCustomer(context: HookContext): Promise<PreRequestOutcome | undefined> {
  const change = bodyObject(context.request.body)
  if (Object.keys(change).length === 0) {
    throw new PlatformError('invalid_request', 'Send a body with what shall change.')
  }
  if (!isJsonObject(change['billingPerson'])) return undefined
  const { body } = await context.callVendor({
    method: 'GET',
    path: recordPath('/customers', context.request.pathVariables['id'] ?? ''),
    query: { responseFields: 'billingPerson' },
  })
  const current = isJsonObject(body) ? body['billingPerson'] : undefined
  change['billingPerson'] = mergedObject(current, change['billingPerson'])
  return { vendor: { body: change } }
}
