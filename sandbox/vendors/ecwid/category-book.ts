import { EcwidError, wrongParameter } from './errors.ts'
import { type FieldSpec, mergeFields, readFields, requireField } from './field-spec.ts'
import type { Category, JsonObject } from './model.ts'
import { descendants } from './product-search.ts'
import type { Store } from './store.ts'

const categorySpec: FieldSpec = {
  name: 'string',
  nameTranslated: 'object',
  description: 'string',
  descriptionTranslated: 'object',
  enabled: 'boolean',
  orderBy: 'integer',
  customSlug: 'string',
  seoTitle: 'string',
  seoTitleTranslated: 'object',
  seoDescription: 'string',
  seoDescriptionTranslated: 'object',
  isSampleCategory: 'boolean',
  externalReferenceId: 'string',
}

/** Creates a category from a request body. */
export function createCategory(store: Store, body: JsonObject): Category {
  requireField(body, 'Category', 'name')
  const parentId = readParent(store, body, undefined)
  const written = readWritten(body)
  const id = store.nextId('category')
  const blank = {
    name: '',
    enabled: true,
    orderBy: store.categories.size * 10 + 10,
    description: '',
  }
  const category: Category = {
    id,
    ...(parentId === undefined ? {} : { parentId }),
    fields: mergeFields(blank, written),
  }
  store.categories.put(category)
  store.touch('categoriesUpdated')
  assignExactly(store, id, body)
  store.announce('category.created', id)
  return category
}

/** Changes the keys that the body has; `productIds` replaces the assignment and its order. */
export function updateCategory(store: Store, category: Category, body: JsonObject): void {
  const written = readWritten(body)
  const moved = body['parentId'] !== undefined
  const parentId = moved ? readParent(store, body, category.id) : category.parentId
  store.categories.put({
    id: category.id,
    ...(parentId === undefined ? {} : { parentId }),
    fields: mergeFields(category.fields, written),
  })
  store.touch('categoriesUpdated')
  assignExactly(store, category.id, body)
  store.announce('category.updated', category.id)
}

/** Deletes a category with everything below it; products stay, unassigned. */
export function removeCategory(store: Store, category: Category): void {
  const gone = new Set([category.id, ...descendants(store, category.id)])
  for (const product of store.products.all()) {
    if (!product.fields.categoryIds.some((id) => gone.has(id))) continue
    const categoryIds = product.fields.categoryIds.filter((id) => !gone.has(id))
    store.putProduct({ ...product, fields: { ...product.fields, categoryIds } })
  }
  for (const id of gone) {
    store.categories.delete(id)
    store.announce('category.deleted', id)
  }
  store.touch('categoriesUpdated')
}

function readWritten(body: JsonObject): JsonObject {
  const written = readFields(body, categorySpec, 'Category')
  if (written['name'] === '') throw wrongParameter('Field Category.name must not be empty')
  for (const name of ['name', 'enabled', 'orderBy', 'description']) {
    if (written[name] === null) delete written[name]
  }
  return written
}

function readParent(store: Store, body: JsonObject, ownId: number | undefined): number | undefined {
  const parentId = body['parentId']
  if (parentId === undefined || parentId === null || parentId === 0) return undefined
  if (typeof parentId !== 'number' || store.categories.get(parentId) === undefined) {
    const id = typeof parentId === 'number' ? String(parentId) : JSON.stringify(parentId)
    throw new EcwidError(400, 'CATEGORIES_NOT_FOUND', `Category #${id} not found`, { id })
  }
  if (ownId !== undefined && (parentId === ownId || descendants(store, ownId).includes(parentId))) {
    throw wrongParameter('A category cannot be moved below itself')
  }
  return parentId
}

function assignExactly(store: Store, categoryId: number, body: JsonObject): void {
  const ids: unknown = body['productIds']
  if (ids === undefined || ids === null) return
  if (!Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id))) {
    throw wrongParameter('Field Category.productIds has a wrong value: expected idList')
  }
  const wanted = new Set(ids as number[])
  const before = new Set(productIdsOf(store, categoryId))
  for (const id of new Set([...wanted, ...before])) {
    const product = store.products.get(id)
    if (product === undefined || wanted.has(id) === before.has(id)) continue
    const others = product.fields.categoryIds.filter((other) => other !== categoryId)
    const categoryIds = wanted.has(id) ? [...others, categoryId] : others
    const updatedAt = store.nowSeconds()
    store.putProduct({ ...product, updatedAt, fields: { ...product.fields, categoryIds } })
    store.announce('product.updated', id)
  }
  store.sortProducts(categoryId, [...wanted])
}

interface CategoryIndex {
  readonly version: number
  readonly productIds: ReadonlyMap<number, readonly number[]>
}

interface CategoryCounts {
  readonly countedAt: number
  readonly counts: ReadonlyMap<number, number>
}

const indexes = new WeakMap<Store, CategoryIndex>()
const remembered = new WeakMap<Store, CategoryCounts>()

/** Ids of the products that are assigned to a category itself. */
export function productIdsOf(store: Store, categoryId: number): readonly number[] {
  return indexOf(store).productIds.get(categoryId) ?? []
}

function indexOf(store: Store): CategoryIndex {
  const known = indexes.get(store)
  const { version } = store.products
  if (known?.version === version) return known
  const productIds = new Map<number, number[]>()
  for (const product of store.products.indexed()) {
    for (const id of product.fields.categoryIds) {
      const list = productIds.get(id)
      if (list === undefined) productIds.set(id, [product.id])
      else list.push(product.id)
    }
  }
  const index = { version, productIds }
  indexes.set(store, index)
  return index
}

/** The count that a category shows: with its subcategories, and as old as the store's lag allows. */
export function shownProductCount(store: Store, categoryId: number): number {
  const known = remembered.get(store)
  const lagMs = store.settings.categoryCountLagMs
  const fresh = known !== undefined && lagMs > 0 && store.nowMs() - known.countedAt < lagMs
  const counts = fresh && known.counts.has(categoryId) ? known.counts : countAll(store)
  return counts.get(categoryId) ?? 0
}

function countAll(store: Store): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const category of store.categories.all()) {
    const ids = [category.id, ...descendants(store, category.id)]
    counts.set(category.id, new Set(ids.flatMap((id) => productIdsOf(store, id))).size)
  }
  remembered.set(store, { countedAt: store.nowMs(), counts })
  return counts
}
