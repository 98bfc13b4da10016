import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { addCombination, applyInventoryDelta, keepFittingCombinations } from './combinations.ts'
import { answerFields, answerList } from './envelope.ts'
import type { JsonObject, Product } from './model.ts'
import { booleanParameter } from './parameters.ts'
import { findProduct, readChangedProduct, readNewProduct } from './product-fields.ts'
import { productFilter, productOrder } from './product-search.ts'
import { readViewOptions, showProduct } from './product-view.ts'
import type { Store } from './store.ts'

/** Products: search, read, create, change, delete, stock. */
export const productRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/products',
    scope: 'read_catalog',
    handle: (call) =>
      answerList(call, {
        rows: call.store.products,
        keep: productFilter(call),
        compare: productOrder(call),
        show: (product) => show(call, product),
        dependsOn: [call.store.categories.version, call.store.sortVersion],
      }),
  },
  {
    method: 'GET',
    path: '/products/:id',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, show(call, findProduct(call.store, call.params['id']))),
  },
  {
    method: 'POST',
    path: '/products',
    scope: 'create_catalog',
    handle: (call) => {
      const product = createProduct(call.store, call.body(), wantsCombinations(call))
      return answerWrite(call, product, { id: product.id })
    },
  },
  {
    method: 'PUT',
    path: '/products/:id',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const rebuild = booleanParameter(call.query, 'rebuildVariationsOnOptionsUpdate') ?? false
      const combinations = wantsCombinations(call)
      const changed = updateProduct(call.store, product, call.body(), { rebuild, combinations })
      return answerWrite(call, changed, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id',
    scope: 'update_catalog',
    handle: (call) => {
      removeProduct(call.store, findProduct(call.store, call.params['id']))
      return json(200, { deleteCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/products',
    scope: 'update_catalog_batch_delete',
    handle: (call) => {
      const all = [...call.store.products.all()]
      for (const product of all) removeProduct(call.store, product)
      return json(202, { deleteCount: all.length })
    },
  },
  {
    method: 'PUT',
    path: '/products/:id/inventory',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      return json(200, applyInventoryDelta(call.store, product, undefined, call.body()))
    },
  },
]

function show(call: ApiCall, product: Product): JsonObject {
  const options = readViewOptions(call.query, call.token.kind === 'public')
  return showProduct(call.store, product, options)
}

function wantsCombinations(call: ApiCall): boolean {
  return booleanParameter(call.query, 'saveCombinations') ?? false
}

function answerWrite(call: ApiCall, product: Product, answer: JsonObject) {
  if (booleanParameter(call.query, 'returnItem') !== true) return json(200, answer)
  return answerFields(call, { ...answer, item: show(call, product) })
}

/** Creates a product from a request body. */
function createProduct(store: Store, body: JsonObject, withCombinations = false): Product {
  const fields = readNewProduct(store, body)
  const now = store.nowSeconds()
  const id = store.nextId('product')
  let product: Product = { id, createdAt: now, updatedAt: now, fields, combinations: [] }
  if (withCombinations) product = replaceCombinations(store, product, body)
  store.putProduct(product)
  store.announce('product.created', id)
  return product
}

/** Changes the keys that the body has. */
export function updateProduct(
  store: Store,
  product: Product,
  body: JsonObject,
  options: { readonly rebuild: boolean; readonly combinations: boolean },
): Product {
  const fields = readChangedProduct(store, product, body)
  let changed: Product = { ...product, fields, updatedAt: store.nowSeconds() }
  if (options.combinations && Array.isArray(body['combinations'])) {
    changed = replaceCombinations(store, changed, body)
  } else if (body['options'] !== undefined) {
    changed = { ...changed, combinations: keepFittingCombinations(changed, options.rebuild) }
  }
  store.putProduct(changed)
  store.announce('product.updated', product.id)
  return changed
}

function replaceCombinations(store: Store, product: Product, body: JsonObject): Product {
  const list = Array.isArray(body['combinations']) ? (body['combinations'] as unknown[]) : []
  let changed: Product = { ...product, combinations: [] }
  for (const member of list) changed = addCombination(store, changed, (member ?? {}) as JsonObject)
  return changed
}

export function removeProduct(store: Store, product: Product): void {
  store.removeProduct(product)
  store.recordDeletion('products', product.id)
  store.announce('product.deleted', product.id)
}
