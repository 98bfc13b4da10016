import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { notFound, wrongParameter } from './errors.ts'
import { integerParameter } from './parameters.ts'
import { isInCategory, ownersOrder } from './product-search.ts'

/** The owner's order of the products of a category; 0 is the home page. */
export const productSortRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/products/sort',
    scope: 'read_catalog',
    handle: (call) => {
      const categoryId = readCategory(call)
      const inside = [...call.store.products.all()].filter((product) =>
        isInCategory(product, categoryId),
      )
      const sorted = inside.sort(ownersOrder(call.store, categoryId))
      return answerFields(call, { sortedIds: sorted.map(({ id }) => id) })
    },
  },
  {
    method: 'PUT',
    path: '/products/sort',
    scope: 'update_catalog',
    handle: (call) => {
      const categoryId = readCategory(call)
      const ids: unknown = call.body()['sortedIds']
      if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id))) {
        throw wrongParameter('Field sortedIds is absent')
      }
      call.store.sortProducts(categoryId, ids as number[])
      if (categoryId !== 0) call.store.announce('category.updated', categoryId)
      return json(200, { updateCount: 1 })
    },
  },
]

function readCategory(call: ApiCall): number {
  const categoryId = integerParameter(call.query, 'parentCategory')
  if (categoryId === undefined) throw wrongParameter('Parameter parentCategory is absent')
  if (categoryId !== 0 && call.store.categories.get(categoryId) === undefined) {
    throw notFound('Category', categoryId)
  }
  return categoryId
}
