import type { ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import type { JsonObject } from './model.ts'
import { choiceParameter } from './parameters.ts'
import type { Store } from './store.ts'

/** Brands are what products name as such. All come at once, under an envelope that says `limit: 0`. */
export const brandRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/brands',
    scope: 'read_brands',
    handle: (call) => {
      const order = choiceParameter(call.query, 'sortBy', ['PRODUCT_COUNT_DESC', 'NAME_ASC'])
      const counts = [...countBrands(call.store)]
      const byName = ([a]: [string, number], [b]: [string, number]) => (a < b ? -1 : 1)
      counts.sort(order === 'NAME_ASC' ? byName : (a, b) => b[1] - a[1] || byName(a, b))
      const items = counts.map(([name]) => ({ name, nameTranslated: { en: name } }))
      const { length } = items
      return answerFields(call, { total: length, count: length, offset: 0, limit: 0, items })
    },
  },
]

function countBrands(store: Store): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { fields } of store.products.all()) {
    for (const { type, value } of (fields['attributes'] ?? []) as JsonObject[]) {
      if (type !== 'BRAND' || typeof value !== 'string' || value === '') continue
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  return counts
}
