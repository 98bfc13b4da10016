import { isJsonObject } from '../../core/json.ts'
import type {
  HookContext,
  PostRequestOutcome,
  PreRequestOutcome,
  ResourceHooks,
  VendorRequestDraft,
} from '../../catalog/hooks.ts'
import { bodyObject, wrongMember } from './partial-body.ts'
import { readSaved } from './read-back.ts'

/** Hooks of what the vendor computes about products, by route. */
export const calculationHooks: Readonly<Record<string, ResourceHooks>> = {
  'POST /products/filters': { preRequest: askForFilters },
  'PATCH /products/sort': { preRequest: checkSort, postRequest: sorted },
}

/** The vendor wants every parameter as text, and its texts want `filterFields` in the query as well. */
function askForFilters(context: HookContext, draft: VendorRequestDraft): PreRequestOutcome {
  const { params } = bodyObject(context.request.body)
  const given = isJsonObject(params) ? params : {}
  const texts = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, textOf(name, value)]),
  )
  const { filterFields = '' } = texts
  if (filterFields === '') {
    const message = 'must say what to count, such as price,inventory,option_Size'
    throw wrongMember('/params/filterFields', message)
  }
  return { vendor: { body: { params: texts }, query: { ...draft.query, filterFields } } }
}

function textOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',')
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw wrongMember(`/params/${name}`, 'must be a text, a number, true or false')
}

function checkSort(context: HookContext): void {
  const { sortedIds } = bodyObject(context.request.body)
  if (Array.isArray(sortedIds) && sortedIds.every((id) => Number.isSafeInteger(id))) return
  throw wrongMember('/sortedIds', 'must be a list of ids of products')
}

function sorted(context: HookContext): Promise<PostRequestOutcome> {
  const parentCategory = context.request.parameters['parentCategory'] ?? ''
  const read = async (): Promise<unknown> => {
    const query = { parentCategory }
    return (await context.callVendor({ method: 'GET', path: '/products/sort', query })).body
  }
  const { sortedIds } = bodyObject(context.request.body)
  return readSaved(`the order of category ${parentCategory}`, read, { sortedIds })
}
