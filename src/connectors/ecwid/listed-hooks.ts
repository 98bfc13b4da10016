import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import type { HookContext, ResourceHooks } from '../../catalog/hooks.ts'
import { foundRecords, type FindRecord } from './found-records.ts'
import { recordPath } from './read-back.ts'

type Row = Record<string, unknown>

const noOrder = 'orderBy was ignored: the store lists promotions in an order of its own'

/** Hooks of promotions and of the ways to ship and to pay, by route. */
export const listedHooks: Readonly<Record<string, ResourceHooks>> = {
  ...foundRecords('/promotions', inList(allPromotions)),
  ...foundRecords('/profile/shippingOptions', inList(shippingOptions)),
  ...foundRecords('/profile/paymentOptions', paymentOption),
  'GET /promotions': {
    preRequest: async (context) => ({ answer: { body: await allPromotions(context) } }),
    postRequest: ({ request }) =>
      (request.parameters['orderBy'] ?? '') === '' ? undefined : { notice: noOrder },
  },
}

/** The vendor has no reading of one record here, so it is taken out of the list. */
function inList(list: (context: HookContext) => Promise<readonly Row[]>): FindRecord {
  return async (context, id) => (await list(context)).find((row) => String(row['id']) === id)
}

/** The vendor's texts do not say whether it pages this list, so every page counts only for what it adds. */
async function allPromotions(context: HookContext): Promise<readonly Row[]> {
  const found = new Map<unknown, Row>()
  for (;;) {
    const { body } = await context.callVendor({
      method: 'GET',
      path: '/promotions',
      query: { offset: String(found.size), limit: '100' },
    })
    const before = found.size
    for (const row of rowsOf(isJsonObject(body) ? body['items'] : body)) found.set(row['id'], row)
    const total = isJsonObject(body) ? Number(body['total']) : 0
    if (found.size === before || found.size >= total) return [...found.values()]
  }
}

async function shippingOptions(context: HookContext): Promise<readonly Row[]> {
  const { body } = await context.callVendor({ method: 'GET', path: '/profile/shippingOptions' })
  return rowsOf(body)
}

async function paymentOption(context: HookContext, id: string): Promise<Row | undefined> {
  try {
    const path = recordPath('/profile/paymentOptions', id)
    const { body } = await context.callVendor({ method: 'GET', path })
    return isJsonObject(body) ? body : undefined
  } catch (thrown) {
    if (thrown instanceof PlatformError && thrown.code === 'vendor_not_found') return undefined
    throw thrown
  }
}

/** The rows of a list; an answer of another shape is an error, because an empty list would hide records. */
function rowsOf(list: unknown): readonly Row[] {
  if (Array.isArray(list)) return list.filter(isJsonObject)
  throw new PlatformError('vendor_answer_unreadable', 'The store answered no list.')
}
