import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { wrongParameter } from './errors.ts'
import type { JsonObject, Product } from './model.ts'
import { integerParameter } from './parameters.ts'
import { isOnSale, productFilter } from './product-search.ts'
import { isInStock } from './product-view.ts'

/** How many products each filter of a storefront would find. Older texts ask with GET, newer ones with POST. */
export const productFacetRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/products/filters',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, facetsOf(call, call.query)),
  },
  {
    method: 'POST',
    path: '/products/filters',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, facetsOf(call, bodyParameters(call))),
  },
]

/** Parameters stand in the body, all of them as texts. */
function bodyParameters(call: ApiCall): URLSearchParams {
  const { params } = call.body()
  if (typeof params !== 'object' || params === null) throw wrongParameter('Field params is absent')
  const wrong = Object.entries(params).find(([, value]) => typeof value !== 'string')
  if (wrong !== undefined) {
    throw wrongParameter(`Field params.${wrong[0]} has a wrong value: expected string`)
  }
  return new URLSearchParams(params as Record<string, string>)
}

function facetsOf(call: ApiCall, query: URLSearchParams): JsonObject {
  const asked = query.get('filterFields') ?? ''
  if (asked === '') throw wrongParameter('Parameter filterFields is absent')
  const limit = integerParameter(query, 'filterFacetLimit') ?? 200
  const products = [...call.store.products.indexed()].filter(productFilter({ ...call, query }))
  const filters: JsonObject = {}
  // A backslash keeps a comma of a name.
  for (const field of asked.split(/(?<!\\),/).map((name) => name.replace(/\\(.)/g, '$1').trim())) {
    const facet = facetOf(call, field, products)
    if (facet === undefined) continue
    const { values } = facet
    filters[field] = Array.isArray(values) ? { ...facet, values: values.slice(0, limit) } : facet
  }
  return { productCount: products.length, filters }
}

function facetOf(
  call: ApiCall,
  field: string,
  products: readonly Product[],
): JsonObject | undefined {
  const status = 'SUCCESS'
  const [, kind, name = ''] = /^(option|attribute)_(.+)$/.exec(field) ?? []
  if (kind !== undefined) {
    const titles = kind === 'option' ? optionValues(name) : attributeValues(name)
    const values = [...countBy(products, titles)].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      title: name,
      values: values.map(([title, productCount]) => ({ title, productCount })),
      status,
      sortingOrder: 'FILTER_VALUE_ASC',
    }
  }
  switch (field) {
    case 'price': {
      const prices = products.map(({ fields }) => fields.price)
      if (prices.length === 0) return { status }
      return { minValue: Math.min(...prices), maxValue: Math.max(...prices), status }
    }
    case 'inventory':
      return { values: halves(products, isInStock, inventory), status }
    case 'onsale':
      return { values: halves(products, isOnSale, sale), status }
    case 'categories': {
      const counts = countBy(products, ({ fields }) => fields.categoryIds)
      const values = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
      return {
        values: values.flatMap(([id, productCount]) => {
          const category = call.store.categories.get(id)
          return category === undefined ? [] : [{ id, title: category.fields.name, productCount }]
        }),
        status,
        sortingOrder: 'PRODUCTS_COUNT_DESC',
      }
    }
    default:
      return undefined
  }
}

const inventory = [
  { id: 'instock', title: 'In stock' },
  { id: 'outofstock', title: 'Out of stock' },
] as const

const sale = [
  { id: 'onsale', title: 'On sale' },
  { id: 'notonsale', title: 'Regular price' },
] as const

/** The two values of a filter that is met or not, without one that no product has. */
function halves(
  products: readonly Product[],
  isMet: (product: Product) => boolean,
  [met, unmet]: readonly [object, object],
): readonly JsonObject[] {
  const count = products.filter(isMet).length
  return [
    { ...met, productCount: count },
    { ...unmet, productCount: products.length - count },
  ].filter(({ productCount }) => productCount > 0)
}

function optionValues(name: string): (product: Product) => readonly string[] {
  return ({ fields }) =>
    fields.options
      .filter((option) => option.name === name)
      .flatMap((option) => (option.choices ?? []).map(({ text }) => text))
}

function attributeValues(name: string): (product: Product) => readonly string[] {
  return ({ fields }) =>
    ((fields['attributes'] ?? []) as { name?: string; value?: string }[])
      .filter((attribute) => attribute.name === name && attribute.value !== undefined)
      .map(({ value }) => String(value))
}

/** Products by value; one that has a value twice counts once. */
function countBy<T>(
  products: readonly Product[],
  valuesOf: (product: Product) => readonly T[],
): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const product of products) {
    for (const value of new Set(valuesOf(product))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
