import { EcwidError, notFound, wrongParameter } from './errors.ts'
import { type FieldSpec, mergeFields, readFields, requireField } from './field-spec.ts'
import type { JsonObject, Product, ProductFields, ProductOption, WholesalePrice } from './model.ts'
import { roundMoney } from './money.ts'
import type { Store } from './store.ts'

/** What may be written about a product. */
const productSpec: FieldSpec = {
  name: 'string',
  nameTranslated: 'object',
  sku: 'string',
  description: 'string',
  descriptionTranslated: 'object',
  subtitle: 'string',
  subtitleTranslated: 'object',
  price: 'number',
  costPrice: 'number',
  compareToPrice: 'number',
  lowestPrice: 'number',
  lowestPriceSettings: 'object',
  wholesalePrices: 'array',
  tax: 'object',
  quantity: 'integer',
  unlimited: 'boolean',
  warningLimit: 'integer',
  locationInventory: 'object',
  outOfStockVisibilityBehaviour: 'string',
  minPurchaseQuantity: 'integer',
  maxPurchaseQuantity: 'integer',
  isShippingRequired: 'boolean',
  weight: 'number',
  dimensions: 'object',
  volume: 'number',
  shipping: 'object',
  shippingPreparationTime: 'object',
  showDeliveryTimeInStorefront: 'boolean',
  fixedShippingRateOnly: 'boolean',
  fixedShippingRate: 'number',
  customSlug: 'string',
  productClassId: 'integer',
  enabled: 'boolean',
  options: 'array',
  attributes: 'array',
  categoryIds: 'idList',
  defaultCategoryId: 'integer',
  showOnFrontpage: 'integer',
  seoTitle: 'string',
  seoTitleTranslated: 'object',
  seoDescription: 'string',
  seoDescriptionTranslated: 'object',
  relatedProducts: 'object',
  isSampleProduct: 'boolean',
  isGiftCard: 'boolean',
  discountsAllowed: 'boolean',
  nameYourPriceEnabled: 'boolean',
  customPriceTiers: 'array',
  priceDefaultTier: 'integer',
  subscriptionSettings: 'object',
  ribbon: 'object',
  ribbonTranslated: 'object',
  googleProductCategory: 'integer',
  productCondition: 'string',
  externalReferenceId: 'string',
  customsHsTariffCode: 'string',
  batteryIncluded: 'boolean',
  reviewsCollectingAllowed: 'boolean',
}

const optionTypes = new Set([
  'SELECT',
  'RADIO',
  'CHECKBOX',
  'TEXTFIELD',
  'TEXTAREA',
  'DATE',
  'FILES',
  'SIZE',
  'SWATCHES',
])

const coreFields = ['name', 'sku', 'price', 'enabled', 'categoryIds', 'options', 'unlimited']

/** Fields of a new product, checked and completed. */
export function readNewProduct(store: Store, body: JsonObject): ProductFields {
  requireField(body, 'Product', 'name')
  const written = readWritten(store, body, undefined)
  const sku =
    typeof written['sku'] === 'string' && written['sku'] !== '' ? written['sku'] : undefined
  const blank: ProductFields = {
    name: '',
    sku:
      sku ?? (store.settings.uniqueSku || written['sku'] === undefined ? store.generateSku() : ''),
    price: 0,
    unlimited: true,
    enabled: true,
    categoryIds: [],
    options: [],
  }
  const { sku: _given, ...rest } = written
  return withStock(mergeFields(blank, rest), written)
}

/** Fields of a product after a partial update: absent keys stay, lists are replaced. */
export function readChangedProduct(
  store: Store,
  product: Product,
  body: JsonObject,
): ProductFields {
  const written = readWritten(store, body, product)
  if (written['sku'] === '' && store.settings.uniqueSku) delete written['sku']
  return withStock(mergeFields(product.fields, written), written)
}

function readWritten(store: Store, body: JsonObject, product: Product | undefined): JsonObject {
  const written = readFields(body, productSpec, 'Product')
  for (const name of coreFields) if (written[name] === null) delete written[name]
  if (written['name'] === '') throw wrongParameter('Field Product.name must not be empty')
  requireNotNegative(written, 'price')
  requireNotNegative(written, 'compareToPrice')
  requireNotNegative(written, 'weight')
  const cost = written['costPrice']
  if (typeof cost === 'number' && cost < 0) {
    throw new EcwidError(400, 'COST_PRICE_CANT_BE_NEGATIVE', 'Cost price cannot be negative')
  }
  if (typeof written['sku'] === 'string') requireFreeSku(store, written['sku'], product?.id)
  if (written['wholesalePrices'] !== undefined && written['wholesalePrices'] !== null) {
    written['wholesalePrices'] = readWholesalePrices(written['wholesalePrices'] as unknown[])
  }
  if (written['options'] !== undefined) {
    written['options'] = (written['options'] as unknown[]).map(readOption)
  }
  if (Array.isArray(written['attributes'])) {
    written['attributes'] = readAttributes(written['attributes'], product)
  }
  requireTax(written['tax'])
  requireCategories(store, written, product)
  return written
}

function requireTax(value: unknown): void {
  const { taxable = true, enabledManualTaxes = [] } = (value ?? {}) as JsonObject
  const ids = Array.isArray(enabledManualTaxes) && enabledManualTaxes.every(Number.isSafeInteger)
  if (typeof taxable !== 'boolean' || !ids) {
    throw wrongParameter('Field Product.tax has a wrong value')
  }
}

function requireNotNegative(written: JsonObject, name: string): void {
  const value = written[name]
  if (typeof value === 'number' && value < 0) {
    throw wrongParameter(`Field Product.${name} must not be negative`)
  }
}

/** @throws 409 while the store enforces unique SKUs and another product has this one. */
export function requireFreeSku(store: Store, sku: string, ownProductId?: number): void {
  if (sku === '' || !store.settings.uniqueSku) return
  const holder = store.productIdBySku.get(sku)
  if (holder !== undefined && holder !== ownProductId) {
    throw new EcwidError(409, 'SKU_ALREADY_EXISTS', `SKU '${sku}' is already used`, { sku })
  }
}

/** Checks the tiers of a wholesale price list. */
export function readWholesalePrices(list: readonly unknown[]): WholesalePrice[] {
  return list.map((member) => {
    const { quantity, price } = (member ?? {}) as { quantity?: unknown; price?: unknown }
    if (typeof quantity !== 'number' || typeof price !== 'number') {
      const text = 'Wholesale tiers need quantity and price'
      throw new EcwidError(400, 'WHOLESALE_PRICES_CANT_BE_NULL', text)
    }
    if (price < 0) {
      const text = 'Wholesale prices cannot be negative'
      throw new EcwidError(400, 'WHOLESALE_PRICES_CANT_BE_NEGATIVE', text)
    }
    if (quantity < 2) {
      const text = 'A wholesale tier begins at two pieces'
      throw new EcwidError(400, 'WHOLESALE_PRICES_QUANTITY_TOO_SMALL', text)
    }
    return { quantity, price }
  })
}

function readOption(member: unknown): ProductOption {
  const option = (member ?? {}) as JsonObject
  const { type = 'SELECT', name } = option
  if (typeof name !== 'string' || name === '')
    throw wrongParameter('Field ProductOption.name is absent')
  if (typeof type !== 'string' || !optionTypes.has(type)) {
    throw wrongParameter(
      `Field ProductOption.type has a wrong value: expected one of ${[...optionTypes].join(', ')}`,
    )
  }
  const choices = Array.isArray(option['choices']) ? (option['choices'] as unknown[]) : undefined
  return {
    ...option,
    type,
    name,
    ...(choices === undefined ? {} : { choices: choices.map(readChoice) }),
  }
}

function readChoice(member: unknown) {
  const choice = (member ?? {}) as JsonObject
  if (typeof choice['text'] !== 'string') throw wrongParameter('Field OptionChoice.text is absent')
  const modifier = choice['priceModifier'] ?? 0
  if (typeof modifier !== 'number') {
    throw wrongParameter('Field OptionChoice.priceModifier has a wrong value: expected number')
  }
  const percent = choice['priceModifierType'] === 'PERCENT'
  return {
    ...choice,
    text: choice['text'],
    priceModifier: modifier,
    priceModifierType: percent ? ('PERCENT' as const) : ('ABSOLUTE' as const),
  }
}

const aliasedAttributes: Readonly<Record<string, { readonly id: number; readonly name: string }>> =
  {
    UPC: { id: 1, name: 'UPC' },
    BRAND: { id: 2, name: 'Brand' },
    PRICE_PER_UNIT: { id: 3, name: 'Price per unit' },
    UNITS_IN_PRODUCT: { id: 4, name: 'Units in product' },
  }

/** Attributes are addressed by id, alias or name; an unknown name becomes a new attribute. */
function readAttributes(list: readonly unknown[], product: Product | undefined): JsonObject[] {
  const known = (product?.fields['attributes'] ?? []) as JsonObject[]
  let nextId = Math.max(100, ...known.map((attribute) => Number(attribute['id']))) + 1
  return list.map((member) => {
    const { id, alias, name, value, show = 'DESCR', ...rest } = (member ?? {}) as JsonObject
    const aliased = typeof alias === 'string' ? aliasedAttributes[alias] : undefined
    const byName = Object.entries(aliasedAttributes).find(([, entry]) => entry.name === name)
    const before = known.find((attribute) => attribute['id'] === id || attribute['name'] === name)
    const base = aliased ?? byName?.[1] ?? (before as { id: number; name: string } | undefined)
    if (base === undefined && typeof name !== 'string') {
      throw wrongParameter('A product attribute needs id, alias or name')
    }
    return {
      id: base?.id ?? nextId++,
      name: base?.name ?? name,
      type: aliased !== undefined ? alias : (byName?.[0] ?? 'CUSTOM'),
      value: value ?? '',
      show,
      ...rest,
    }
  })
}

function requireCategories(store: Store, written: JsonObject, product: Product | undefined): void {
  const ids = written['categoryIds'] as number[] | undefined
  const unknown = ids?.find((id) => id !== 0 && store.categories.get(id) === undefined)
  if (unknown !== undefined) {
    throw new EcwidError(400, 'CATEGORIES_NOT_FOUND', `Category #${unknown} not found`, {
      id: String(unknown),
    })
  }
  const standard = written['defaultCategoryId']
  if (typeof standard !== 'number' || standard === 0) return
  if (!(ids ?? product?.fields.categoryIds ?? []).includes(standard)) {
    throw wrongParameter('Field Product.defaultCategoryId must be one of categoryIds')
  }
}

/** A quantity means a limited stock; `unlimited: true` forgets the quantity. */
function withStock(fields: ProductFields, written: JsonObject): ProductFields {
  const { quantity, ...rest } = fields
  if (written['unlimited'] === true) return { ...rest, unlimited: true }
  if (typeof written['quantity'] === 'number') {
    return { ...rest, unlimited: false, quantity: written['quantity'] }
  }
  if (written['unlimited'] === false) return { ...rest, unlimited: false, quantity: quantity ?? 0 }
  return fields
}

/** The price of one piece: tier price, plus absolute modifiers, plus percents of the tier price. */
export function unitPrice(
  fields: Pick<ProductFields, 'price' | 'wholesalePrices'>,
  quantity: number,
  modifiers: readonly { readonly value: number; readonly percent: boolean }[],
): number {
  let tier = fields.price
  const tiers = [...(fields.wholesalePrices ?? [])].sort((a, b) => a.quantity - b.quantity)
  for (const candidate of tiers) if (quantity >= candidate.quantity) tier = candidate.price
  let price = tier
  for (const { value, percent } of modifiers) price += percent ? (tier * value) / 100 : value
  return roundMoney(price, 4)
}

export function findProduct(store: Store, idText: string | undefined): Product {
  const product = store.products.find(idText ?? '')
  if (product === undefined) throw notFound('Product', idText ?? '')
  return product
}
