import { json } from '../../answer.ts'
import type { ApiRoute } from './api-call.ts'
import { EcwidError, notFound, wrongParameter } from './errors.ts'
import { answerFields } from './envelope.ts'
import { type FieldSpec, mergeFields, readFields } from './field-spec.ts'
import type { Combination, JsonObject, Product, ProductOption } from './model.ts'
import { findProduct, readWholesalePrices, requireFreeSku } from './product-fields.ts'
import { compareText } from './product-search.ts'
import { showCombination } from './product-view.ts'
import { changeStock } from './stock.ts'
import type { Store } from './store.ts'

const combinationSpec: FieldSpec = {
  sku: 'string',
  externalReferenceId: 'string',
  price: 'number',
  costPrice: 'number',
  compareToPrice: 'number',
  lowestPrice: 'number',
  lowestPriceSettings: 'object',
  wholesalePrices: 'array',
  quantity: 'integer',
  unlimited: 'boolean',
  locationInventory: 'object',
  warningLimit: 'integer',
  outOfStockVisibilityBehaviour: 'string',
  minPurchaseQuantity: 'integer',
  maxPurchaseQuantity: 'integer',
  weight: 'number',
  dimensions: 'object',
  volume: 'number',
  isShippingRequired: 'boolean',
  attributes: 'array',
  customsHsTariffCode: 'string',
  subscriptionSettings: 'object',
  alt: 'object',
}

const spanningTypes = new Set(['SELECT', 'RADIO', 'SIZE', 'SWATCHES'])

/** Variations of products. */
export const combinationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/products/:id/combinations',
    scope: 'read_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const shown = product.combinations.map((one) => showCombination(call.store, product, one))
      return answerFields(call, shown)
    },
  },
  {
    method: 'POST',
    path: '/products/:id/combinations',
    scope: 'create_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const changed = addCombination(call.store, product, call.body())
      save(call.store, changed)
      return json(200, { id: changed.combinations.at(-1)?.id })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id/combinations',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      save(call.store, { ...product, combinations: [] })
      return json(200, { deleteCount: product.combinations.length })
    },
  },
  {
    method: 'GET',
    path: '/products/:id/combinations/:combinationId',
    scope: 'read_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const combination = findCombination(product, call.params['combinationId'])
      return answerFields(call, showCombination(call.store, product, combination))
    },
  },
  {
    method: 'PUT',
    path: '/products/:id/combinations/:combinationId',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const combination = findCombination(product, call.params['combinationId'])
      const changed = changeCombination(call.store, product, combination, call.body())
      const combinations = product.combinations.map((one) =>
        one.id === changed.id ? changed : one,
      )
      save(call.store, { ...product, combinations })
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/products/:id/combinations/:combinationId',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const { id } = findCombination(product, call.params['combinationId'])
      save(call.store, {
        ...product,
        combinations: product.combinations.filter((one) => one.id !== id),
      })
      return json(200, { deleteCount: 1 })
    },
  },
  {
    method: 'PUT',
    path: '/products/:id/combinations/:combinationId/inventory',
    scope: 'update_catalog',
    handle: (call) => {
      const product = findProduct(call.store, call.params['id'])
      const { id } = findCombination(product, call.params['combinationId'])
      return json(200, applyInventoryDelta(call.store, product, id, call.body()))
    },
  },
]

/** Applies `{quantityDelta}`; the answer warns when the stock went below zero. */
export function applyInventoryDelta(
  store: Store,
  product: Product,
  combinationId: number | undefined,
  body: JsonObject,
): JsonObject {
  const delta = body['quantityDelta']
  if (delta === undefined) throw wrongParameter('Field Inventory.quantityDelta is absent')
  if (typeof delta !== 'number' || !Number.isSafeInteger(delta)) {
    throw wrongParameter('Field Inventory.quantityDelta has a wrong value: expected integer')
  }
  const { changed, quantity } = changeStock(store, product, combinationId, delta)
  if (!changed) return { updateCount: 0 }
  if (quantity === undefined || quantity >= 0) return { updateCount: 1 }
  return { updateCount: 1, warning: `Stock quantity is below zero: ${quantity}` }
}

/** A product with one more variation; options that it lacks are created on the way. */
export function addCombination(store: Store, product: Product, body: JsonObject): Product {
  const options = readOptionValues(body)
  const combination: Combination = {
    id: store.nextId('combination'),
    combinationNumber: Math.max(0, ...product.combinations.map((one) => one.combinationNumber)) + 1,
    options,
    fields: withOwnStock({}, readCombinationFields(store, product, body)),
  }
  requireUnique(product, combination)
  requireOwnSkuForOwnStock(combination)
  return {
    ...product,
    fields: { ...product.fields, options: withValues(product.fields.options, options) },
    combinations: [...product.combinations, combination],
  }
}

function changeCombination(
  store: Store,
  product: Product,
  combination: Combination,
  body: JsonObject,
): Combination {
  const written = readCombinationFields(store, product, body)
  const changed: Combination = {
    ...combination,
    ...(body['options'] === undefined ? {} : { options: readOptionValues(body) }),
    fields: withOwnStock(combination.fields, written),
  }
  requireUnique(product, changed)
  requireOwnSkuForOwnStock(changed)
  return changed
}

/** Drops variations whose options are gone, or refuses when the caller did not ask for a rebuild. */
export function keepFittingCombinations(
  product: Product,
  rebuild: boolean,
): readonly Combination[] {
  const fitting = product.combinations.filter((combination) =>
    combination.options.every(({ name, value }) => hasValue(product.fields.options, name, value)),
  )
  if (fitting.length < product.combinations.length && !rebuild) {
    throw new EcwidError(
      409,
      'COMBINATION_CONTAINS_REMOVED_OPTION',
      'A variation uses an option that would be removed',
    )
  }
  return fitting
}

function hasValue(options: readonly ProductOption[], name: string, value: string): boolean {
  return options.some(
    (option) => option.name === name && option.choices?.some((choice) => choice.text === value),
  )
}

function readCombinationFields(store: Store, product: Product, body: JsonObject): JsonObject {
  const written = readFields(body, combinationSpec, 'Combination')
  if (typeof written['sku'] === 'string') requireFreeSku(store, written['sku'], product.id)
  if (typeof written['price'] === 'number' && written['price'] < 0) {
    throw wrongParameter('Field Combination.price must not be negative')
  }
  if (Array.isArray(written['wholesalePrices'])) {
    written['wholesalePrices'] = readWholesalePrices(written['wholesalePrices'])
  }
  return written
}

function withOwnStock(stored: Combination['fields'], written: JsonObject): Combination['fields'] {
  const merged = mergeFields(stored as JsonObject, written)
  if (written['unlimited'] === true) {
    const { quantity: _quantity, ...rest } = merged
    return rest
  }
  return typeof written['quantity'] === 'number' ? { ...merged, unlimited: false } : merged
}

function readOptionValues(body: JsonObject): { name: string; value: string }[] {
  const list: unknown = body['options']
  if (!Array.isArray(list) || list.length === 0) {
    throw wrongParameter('Field Combination.options is absent')
  }
  return (list as unknown[]).map((member) => {
    const { name, value } = (member ?? {}) as JsonObject
    if (typeof name !== 'string' || typeof value !== 'string') {
      throw wrongParameter('Field CombinationOption needs name and value')
    }
    return { name, value }
  })
}

function requireUnique(product: Product, combination: Combination): void {
  const key = keyOf(combination)
  if (product.combinations.some((one) => one.id !== combination.id && keyOf(one) === key)) {
    const text = 'Another variation has the same options'
    throw new EcwidError(409, 'COMBINATION_DUPLICATED', text)
  }
}

function keyOf(combination: Combination): string {
  return combination.options
    .map(({ name, value }) => JSON.stringify([name, value]))
    .sort((a, b) => compareText(a, b))
    .join()
}

function requireOwnSkuForOwnStock(combination: Combination): void {
  const { sku, quantity, weight, dimensions } = combination.fields as JsonObject
  if (sku !== undefined && sku !== '') return
  if (quantity !== undefined) {
    const text = 'A variation without its own SKU shares the stock of the product'
    throw new EcwidError(400, 'DIFFERENT_COMBINATION_STOCK', text)
  }
  if (weight !== undefined || dimensions !== undefined) {
    const text = 'A variation without its own SKU shares the size of the product'
    throw new EcwidError(400, 'DIFFERENT_COMBINATION_DIMENSIONS', text)
  }
}

function withValues(
  options: readonly ProductOption[],
  values: readonly { name: string; value: string }[],
): ProductOption[] {
  const result = [...options]
  for (const { name, value } of values) {
    const index = result.findIndex((option) => option.name === name)
    const choice = { text: value, priceModifier: 0, priceModifierType: 'ABSOLUTE' as const }
    const known = result[index]
    if (known === undefined) result.push({ type: 'SELECT', name, choices: [choice] })
    else if (!spanningTypes.has(known.type)) {
      throw wrongParameter(`Option '${name}' of type ${known.type} cannot have variations`)
    } else if (!known.choices?.some((existing) => existing.text === value)) {
      result[index] = { ...known, choices: [...(known.choices ?? []), choice] }
    }
  }
  return result
}

function findCombination(product: Product, idText: string | undefined): Combination {
  const combination = product.combinations.find((one) => String(one.id) === idText)
  if (combination === undefined) throw notFound('Combination', idText ?? '')
  return combination
}

function save(store: Store, product: Product): void {
  store.putProduct({ ...product, updatedAt: store.nowSeconds() })
  store.announce('product.updated', product.id)
}
