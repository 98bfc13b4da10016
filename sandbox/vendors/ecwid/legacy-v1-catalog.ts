import { type Answer, json } from '../../answer.ts'
import { readJsonObject } from './api-call.ts'
import { productIdsOf } from './category-book.ts'
import { notFound } from './errors.ts'
import type { LegacyCall } from './legacy-v1.ts'
import type { Category, JsonObject, Product } from './model.ts'
import { booleanParameter, integerParameter } from './parameters.ts'
import { findProduct } from './product-fields.ts'
import { inLanguage, isInStock, showCombination } from './product-view.ts'
import { updateProduct } from './products.ts'
import type { Store } from './store.ts'

const fieldsToWrite = [
  'name',
  'sku',
  'price',
  'quantity',
  'unlimited',
  'enabled',
  'weight',
  'description',
]

export function legacyCategories(call: LegacyCall): Answer {
  const parent = integerParameter(call.input, 'parent')
  const shown = [...call.store.categories.all()].filter(
    (category) =>
      (call.trusted || category.fields.enabled) &&
      (parent === undefined || (category.parentId ?? 0) === parent),
  )
  return json(
    200,
    shown.map((category) => showCategory(call.store, category)),
  )
}

export function legacyCategory(call: LegacyCall): Answer {
  const id = integerParameter(call.input, 'id') ?? -1
  const category = call.store.categories.get(id)
  if (category === undefined || !(call.trusted || category.fields.enabled)) {
    throw notFound('Category', id)
  }
  const { description } = category.fields
  return json(200, { ...showCategory(call.store, category), description })
}

export function legacyProducts(call: LegacyCall): Answer {
  const category = integerParameter(call.input, 'category')
  const hidden = call.trusted && booleanParameter(call.input, 'hidden_products') === true
  const shown = [...call.store.products.indexed()].filter(
    ({ fields }) =>
      (hidden || fields.enabled) &&
      (category === undefined || fields.categoryIds.includes(category)),
  )
  return json(
    200,
    shown.map((product) => showProduct(call.store, product, false)),
  )
}

export function legacyProduct(call: LegacyCall): Answer {
  const product = pathProduct(call)
  if (!call.trusted && !product.fields.enabled) throw notFound('Product', product.id)
  return json(200, showProduct(call.store, product, true))
}

/** Changes the fields that the JSON body names. */
export function updateLegacyProduct(call: LegacyCall): Answer {
  const product = pathProduct(call)
  const given = readJsonObject(call.body, call.contentType ?? 'application/json')
  const body = Object.fromEntries(
    fieldsToWrite.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  )
  const changed = updateProduct(call.store, product, body, { rebuild: false, combinations: false })
  return json(200, showProduct(call.store, changed, true))
}

export function legacyProfile(call: LegacyCall): Answer {
  const { store } = call
  return json(200, {
    storeName: store.settings.storeName,
    storeURL: `https://store${store.id}.example.site`,
    currency: store.settings.currency,
    weightUnit: 'KILOGRAM',
    closed: false,
  })
}

function pathProduct(call: LegacyCall): Product {
  return findProduct(call.store, call.input.get('id') ?? '')
}

function showCategory(store: Store, category: Category): JsonObject {
  return {
    id: category.id,
    name: inLanguage(category.fields, 'name', undefined),
    url: `https://store${store.id}.example.site/#!/c/${category.id}`,
    ...(category.parentId === undefined ? {} : { parentId: category.parentId }),
    productCount: productIdsOf(store, category.id).length,
  }
}

function showProduct(store: Store, product: Product, complete: boolean): JsonObject {
  const { fields } = product
  const short = {
    id: product.id,
    sku: fields.sku,
    name: fields.name,
    price: fields.price,
    ...(fields['weight'] === undefined ? {} : { weight: fields['weight'] }),
    ...(fields.unlimited ? {} : { quantity: fields.quantity ?? 0 }),
    inStock: isInStock(product),
    enabled: fields.enabled,
    url: `https://store${store.id}.example.site/#!/p/${product.id}`,
  }
  if (!complete) return short
  return {
    ...short,
    description: fields.description ?? '',
    options: fields.options,
    combinations: product.combinations.map((one) => showCombination(store, product, one)),
    galleryImages: [],
    categories: fields.categoryIds.map((id) => ({ id })),
  }
}
