import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { createCategory, productIdsOf, removeCategory, updateCategory } from './category-book.ts'
import { showCategory } from './category-view.ts'
import { allOf, answerFields, answerList } from './envelope.ts'
import { notFound, wrongParameter } from './errors.ts'
import type { Category } from './model.ts'
import { booleanParameter, idListParameter, integerParameter, textParameter } from './parameters.ts'
import { descendants } from './product-search.ts'
import type { Store } from './store.ts'

/** Categories: search, read, create, change, delete, assignment of products. */
export const categoryRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/categories',
    scope: 'read_catalog',
    handle: (call) =>
      answerList(call, {
        rows: call.store.categories,
        keep: categoryFilter(call),
        compare: (a, b) => a.fields.orderBy - b.fields.orderBy || a.id - b.id,
        show: (category) => showCategory(call, category),
      }),
  },
  {
    method: 'GET',
    path: '/categories/:id',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, showCategory(call, findCategory(call))),
  },
  {
    method: 'POST',
    path: '/categories',
    scope: 'create_catalog',
    handle: (call) => json(200, { id: createCategory(call.store, call.body()).id }),
  },
  {
    method: 'PUT',
    path: '/categories/:id',
    scope: 'update_catalog',
    handle: (call) => {
      updateCategory(call.store, findCategory(call), call.body())
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/categories/:id',
    scope: 'update_catalog',
    handle: (call) => {
      removeCategory(call.store, findCategory(call))
      return json(200, { deleteCount: 1 })
    },
  },
  {
    method: 'POST',
    path: '/categories/:id/assignProducts',
    scope: 'update_catalog',
    handle: (call) => json(200, { updateCount: assign(call, findCategory(call).id, true) }),
  },
  {
    method: 'POST',
    path: '/categories/:id/unassignProducts',
    scope: 'update_catalog',
    handle: (call) => json(200, { deleteCount: assign(call, findCategory(call).id, false) }),
  },
]

/** The category that the path names. */
export function findCategory(call: ApiCall): Category {
  const idText = call.params['id'] ?? ''
  const category = call.store.categories.find(idText)
  if (category === undefined) throw notFound('Category', idText)
  return category
}

function categoryFilter(call: ApiCall): (category: Category) => boolean {
  const { query, store } = call
  const hidden =
    call.token.kind === 'secret' && booleanParameter(query, 'hidden_categories') === true
  const ids = idListParameter(query, 'categoryIds')
  const keyword = textParameter(query, 'keyword')?.toLowerCase()
  return allOf<Category>(
    hidden ? undefined : (category) => category.fields.enabled,
    parentFilter(query, store),
    ids && ((category) => ids.includes(category.id)),
    keyword === undefined
      ? undefined
      : ({ fields }) => `${fields.name}\n${fields.description}`.toLowerCase().includes(keyword),
  )
}

/** Parent 0 means the roots; without a parent all levels are found. */
function parentFilter(query: URLSearchParams, store: Store) {
  const one = integerParameter(query, 'parent')
  const parents = idListParameter(query, 'parentIds') ?? (one === undefined ? undefined : [one])
  if (parents === undefined) return undefined
  if (booleanParameter(query, 'withSubcategories') !== true) {
    return (category: Category) => parents.includes(category.parentId ?? 0)
  }
  if (parents.includes(0)) return undefined
  const below = new Set(parents.flatMap((parent) => descendants(store, parent)))
  return (category: Category) => below.has(category.id)
}

function assign(call: ApiCall, categoryId: number, wanted: boolean): number {
  const ids: unknown = call.body()['productIds']
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id))) {
    throw wrongParameter('Field productIds is absent')
  }
  const { store } = call
  const before = new Set(productIdsOf(store, categoryId))
  let count = 0
  for (const id of new Set(ids as number[])) {
    const product = store.products.get(id)
    if (product === undefined || before.has(id) === wanted) continue
    const others = product.fields.categoryIds.filter((other) => other !== categoryId)
    const categoryIds = wanted ? [...others, categoryId] : others
    const updatedAt = store.nowSeconds()
    store.putProduct({ ...product, updatedAt, fields: { ...product.fields, categoryIds } })
    store.announce('product.updated', id)
    count += 1
  }
  return count
}
