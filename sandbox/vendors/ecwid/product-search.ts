import type { ApiCall } from './api-call.ts'
import { allOf } from './envelope.ts'
import type { Product } from './model.ts'
import {
  booleanParameter,
  choiceParameter,
  dateRange,
  idListParameter,
  integerParameter,
  listParameter,
  numberRange,
  textParameter,
} from './parameters.ts'
import { isInStock } from './product-view.ts'
import { skusOf, type Store } from './store.ts'

type Keep = ((product: Product) => boolean) | undefined

/** The condition that the search parameters of a call make. */
export function productFilter(call: ApiCall): (product: Product) => boolean {
  const { query } = call
  const ids = idListParameter(query, 'productId')
  if (ids !== undefined) return (product) => ids.includes(product.id)
  const sku = textParameter(query, 'sku')
  const reference = textParameter(query, 'externalReferenceId')
  const price = numberRange(query, 'priceFrom', 'priceTo')
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  return allOf<Product>(
    call.token.kind === 'public' ? (product) => product.fields.enabled : undefined,
    sku === undefined ? undefined : (product) => skusOf(product).includes(sku),
    reference === undefined ? undefined : (product) => hasReference(product, reference),
    keywordFilter(textParameter(query, 'keyword')),
    categoryFilter(call),
    price && ((product) => price(product.fields.price)),
    created && ((product) => created(product.createdAt)),
    updated && ((product) => updated(product.updatedAt)),
    flag(query, 'enabled', (product) => product.fields.enabled),
    flag(query, 'inStock', isInStock),
    flag(query, 'isGiftCard', (product) => product.fields['isGiftCard'] === true),
    flag(query, 'discountsAllowed', (product) => product.fields['discountsAllowed'] !== false),
    flag(query, 'visibleInStorefront', (product) => product.fields.enabled),
    flag(query, 'isCustomerSetPrice', (product) => product.fields['nameYourPriceEnabled'] === true),
    onSaleFilter(query),
    inventoryFilter(query),
    ...optionFilters(query),
    ...attributeFilters(query),
    taxFilter(query),
  )
}

function flag(query: URLSearchParams, name: string, read: (product: Product) => boolean): Keep {
  const wanted = booleanParameter(query, name)
  return wanted === undefined ? undefined : (product) => read(product) === wanted
}

function hasReference(product: Product, reference: string): boolean {
  return [product, ...product.combinations].some(
    (holder) => holder.fields['externalReferenceId'] === reference,
  )
}

function keywordFilter(keyword: string | undefined): Keep {
  if (keyword === undefined) return undefined
  const exact = /^"(.*)"$/.exec(keyword)?.[1]
  const words = exact === undefined ? keyword.split(/\s+/) : [exact]
  const parts = words.map((word) => word.replace(/\*$/, '').toLowerCase()).filter(Boolean)
  return (product) => {
    const text = searchText(product)
    return parts.every((part) => text.includes(part))
  }
}

function searchText(product: Product): string {
  const { fields } = product
  const options = fields.options.flatMap((option) => [
    option.name,
    ...(option.choices ?? []).map((choice) => choice.text),
  ])
  const attributes = (fields['attributes'] ?? []) as { value?: string }[]
  const values = attributes.map((attribute) => attribute.value)
  return [fields.name, fields.description, ...skusOf(product), ...options, ...values]
    .join('\n')
    .toLowerCase()
}

function categoryFilter(call: ApiCall): Keep {
  const { query, store } = call
  const one = integerParameter(query, 'category')
  const wanted = idListParameter(query, 'categories') ?? (one === undefined ? undefined : [one])
  if (wanted === undefined) return undefined
  const deep =
    booleanParameter(query, 'includeProductsFromSubcategories') ??
    booleanParameter(query, 'withSubcategories') ??
    false
  const ids = new Set(wanted)
  if (deep) for (const id of wanted) for (const below of descendants(store, id)) ids.add(below)
  return (product) => [...ids].some((id) => isInCategory(product, id))
}

/** Whether a product stands in a category; 0 is the home page. */
export function isInCategory({ fields }: Product, categoryId: number): boolean {
  return (
    fields.categoryIds.includes(categoryId) ||
    (categoryId === 0 && typeof fields['showOnFrontpage'] === 'number')
  )
}

/** Ids of all categories below one. */
export function descendants(store: Store, categoryId: number): number[] {
  const found: number[] = []
  const open = [categoryId]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const category of store.categories.all()) {
      if (category.parentId === id) {
        found.push(category.id)
        open.push(category.id)
      }
    }
  }
  return found
}

function onSaleFilter(query: URLSearchParams): Keep {
  const wanted = choiceParameter(query, 'onsale', ['onsale', 'notonsale'])
  if (wanted === undefined) return undefined
  return (product) => isOnSale(product) === (wanted === 'onsale')
}

/** Whether a product once cost more. */
export function isOnSale({ fields }: Product): boolean {
  const old = fields['compareToPrice']
  return typeof old === 'number' && old > fields.price
}

function inventoryFilter(query: URLSearchParams): Keep {
  const wanted = choiceParameter(query, 'inventory', ['instock', 'outofstock'])
  return wanted && ((product) => isInStock(product) === (wanted === 'instock'))
}

function optionFilters(query: URLSearchParams): Keep[] {
  return named(query, 'option_').map(
    ([name, values]) =>
      (product) =>
        product.fields.options.some(
          (option) =>
            option.name === name &&
            (option.choices ?? []).some(({ text }) => values.includes(text)),
        ),
  )
}

function attributeFilters(query: URLSearchParams): Keep[] {
  return named(query, 'attribute_').map(
    ([name, values]) =>
      (product) =>
        ((product.fields['attributes'] ?? []) as { name?: string; value?: string }[]).some(
          (attribute) => attribute.name === name && values.includes(attribute.value ?? ''),
        ),
  )
}

function named(query: URLSearchParams, prefix: string): [string, string[]][] {
  return [...new Set(query.keys())]
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), listParameter(query, key) ?? []])
}

function taxFilter(query: URLSearchParams): Keep {
  const wanted = listParameter(query, 'enabledManualTaxes')
  if (wanted === undefined) return undefined
  return ({ fields }) => {
    const tax = fields['tax'] as { enabledManualTaxes?: number[] } | undefined
    const enabled = tax?.enabledManualTaxes ?? []
    if (wanted.includes('none')) return enabled.length === 0
    return enabled.some((id) => wanted.includes(String(id)))
  }
}

const sorts = [
  'RELEVANCE',
  'DEFINED_BY_STORE_OWNER',
  'ADDED_TIME_DESC',
  'ADDED_TIME_ASC',
  'NAME_ASC',
  'NAME_DESC',
  'PRICE_ASC',
  'PRICE_DESC',
  'UPDATED_TIME_ASC',
  'UPDATED_TIME_DESC',
] as const

/** The order that `sortBy` asks for; without it the owner's within a category, elsewhere the newest come first. */
export function productOrder(call: ApiCall): (a: Product, b: Product) => number {
  const { query, store } = call
  const category = integerParameter(query, 'category')
  const usual = category === undefined ? 'RELEVANCE' : 'DEFINED_BY_STORE_OWNER'
  switch (choiceParameter(query, 'sortBy', sorts) ?? usual) {
    case 'ADDED_TIME_ASC':
      return (a, b) => a.createdAt - b.createdAt || a.id - b.id
    case 'DEFINED_BY_STORE_OWNER':
      return ownersOrder(store, category ?? 0)
    case 'NAME_ASC':
      return (a, b) => compareText(a.fields.name, b.fields.name) || a.id - b.id
    case 'NAME_DESC':
      return (a, b) => compareText(b.fields.name, a.fields.name) || a.id - b.id
    case 'PRICE_ASC':
      return (a, b) => a.fields.price - b.fields.price || a.id - b.id
    case 'PRICE_DESC':
      return (a, b) => b.fields.price - a.fields.price || a.id - b.id
    case 'UPDATED_TIME_ASC':
      return (a, b) => a.updatedAt - b.updatedAt || a.id - b.id
    case 'UPDATED_TIME_DESC':
      return (a, b) => b.updatedAt - a.updatedAt || b.id - a.id
    case 'RELEVANCE':
    case 'ADDED_TIME_DESC':
    default:
      return (a, b) => b.createdAt - a.createdAt || b.id - a.id
  }
}

/** As the owner has put them; products that the owner has not placed come last, oldest first. */
export function ownersOrder(store: Store, categoryId: number): (a: Product, b: Product) => number {
  const ranks = new Map(store.sortedProductIds(categoryId).map((id, index) => [id, index]))
  const rankOf = ({ id }: Product) => ranks.get(id) ?? Number.MAX_SAFE_INTEGER
  return (a, b) => rankOf(a) - rankOf(b) || a.id - b.id
}

/** Compares texts without regard to case, quickly enough for long lists. */
export function compareText(a: string, b: string): number {
  const left = a.toLowerCase()
  const right = b.toLowerCase()
  return left < right ? -1 : left > right ? 1 : 0
}
