import { formatDate } from './dates.ts'
import type { Combination, JsonObject, Product } from './model.ts'
import { unitPrice } from './product-fields.ts'
import type { Store } from './store.ts'

/** How the caller wants products and categories shown. */
interface ViewOptions {
  readonly lang: string | undefined
  readonly baseUrl: string | undefined
  readonly cleanUrls: boolean
  readonly slugsWithoutIds: boolean
  /** With a public token, what is not for sale is only a stub. */
  readonly publicOnly: boolean
}

/** Reads the parameters that change how things are shown. */
export function readViewOptions(query: URLSearchParams, publicOnly: boolean): ViewOptions {
  return {
    lang: query.get('lang') ?? undefined,
    baseUrl: query.get('baseUrl') ?? undefined,
    cleanUrls: query.get('cleanUrls') !== 'false',
    slugsWithoutIds: query.get('slugsWithoutIds') === 'true',
    publicOnly,
  }
}

/** The address of a catalog page on the storefront. */
export function storefrontUrl(
  store: Store,
  options: ViewOptions,
  path: string,
  slug: string,
  mark: string,
): string {
  const base = (options.baseUrl ?? `https://store${store.id}.example.site/${path}`).replace(
    /\/$/,
    '',
  )
  const page = options.slugsWithoutIds ? slug : `${slug}-${mark}`
  return options.cleanUrls ? `${base}/${page}` : `${base}#!/${page}`
}

export function slugOf(name: string): string {
  return (
    name
      .normalize('NFC')
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'item'
  )
}

/** Amount with the currency's sign and decimals. */
function formatMoney(store: Store, amount: number): string {
  const { currency, currencyPrecision } = store.settings
  const sign = currency === 'USD' ? '$' : `${currency} `
  return `${sign}${amount.toFixed(currencyPrecision)}`
}

/** A text and its translations: the default language always has an entry. */
export function translated(store: Store, fields: JsonObject, name: string): JsonObject {
  const [standard = 'en'] = store.settings.languages
  const map = (fields[`${name}Translated`] ?? {}) as JsonObject
  return { [standard]: fields[name] ?? '', ...map }
}

/** A text in the language asked for, or in the store's. */
export function inLanguage(fields: JsonObject, name: string, lang: string | undefined): unknown {
  const map = (fields[`${name}Translated`] ?? {}) as JsonObject
  return (lang === undefined ? undefined : map[lang]) ?? fields[name]
}

export function isInStock(product: Product): boolean {
  const { unlimited, quantity = 0 } = product.fields
  if (product.combinations.length === 0) return unlimited || quantity > 0
  return product.combinations.some((combination) => combinationInStock(product, combination))
}

function combinationInStock(product: Product, combination: Combination): boolean {
  const { unlimited, quantity } = combination.fields
  if (unlimited === true) return true
  if (quantity !== undefined) return quantity > 0
  return product.fields.unlimited || (product.fields.quantity ?? 0) > 0
}

/** A product as the REST API prints it; what is unset or unlimited is left out. */
export function showProduct(store: Store, product: Product, options: ViewOptions): JsonObject {
  const { id, fields, combinations } = product
  if (options.publicOnly && !fields.enabled) return { id, enabled: false }
  const displayed = displayedPrice(product)
  const {
    name: _name,
    description,
    quantity,
    categoryIds,
    options: choices,
    attributes = [],
    unlimited,
    enabled,
    price,
    sku,
    costPrice,
    tax,
    compareToPrice,
    ...rest
  } = fields
  const shownAttributes = (attributes as JsonObject[]).filter(
    (attribute) => !options.publicOnly || attribute['show'] !== 'NOTSHOW',
  )
  const oldPrice = typeof compareToPrice === 'number' ? compareToPrice : undefined
  return {
    id,
    sku,
    ...(unlimited ? {} : { quantity: quantity ?? 0 }),
    unlimited,
    inStock: isInStock(product),
    name: inLanguage(fields, 'name', options.lang),
    nameTranslated: translated(store, fields, 'name'),
    price,
    priceInProductList: price,
    defaultDisplayedPrice: displayed,
    defaultDisplayedPriceFormatted: formatMoney(store, displayed),
    ...(costPrice === undefined || options.publicOnly ? {} : { costPrice }),
    tax: {
      taxable: true,
      defaultLocationIncludedTaxRate: 0,
      enabledManualTaxes: [],
      taxClassCode: 'default',
      ...(tax as JsonObject | undefined),
    },
    ...(oldPrice === undefined ? {} : compareTo(store, oldPrice, price)),
    isShippingRequired: true,
    url: storefrontUrl(store, options, 'products', slugOf(fields.name), `p${id}`),
    created: formatStamp(store, product.createdAt),
    updated: formatStamp(store, product.updatedAt),
    ...stamps(store, product),
    productClassId: 0,
    enabled,
    options: choices.map((option) => ({
      ...option,
      nameTranslated: translated(store, option, 'name'),
      ...(option.choices === undefined
        ? {}
        : {
            choices: option.choices.map((choice) => ({
              ...choice,
              textTranslated: translated(store, choice, 'text'),
            })),
          }),
      ...(option.choices === undefined ? {} : { defaultChoice: option['defaultChoice'] ?? 0 }),
      required: option['required'] ?? false,
    })),
    warningLimit: 0,
    fixedShippingRateOnly: false,
    fixedShippingRate: 0,
    shipping: {
      type: 'GLOBAL_METHODS',
      methodMarkup: 0,
      flatRate: 0,
      disabledMethods: [],
      enabledMethods: [],
    },
    defaultCombinationId: combinations[0]?.id ?? 0,
    ...(description === undefined || description === ''
      ? {}
      : { description: inLanguage(fields, 'description', options.lang) }),
    descriptionTranslated: translated(store, fields, 'description'),
    galleryImages: [],
    media: { images: [], videos: [] },
    categoryIds,
    categories: categoryIds
      .filter((categoryId) => categoryId !== 0)
      .map((categoryId) => ({
        id: categoryId,
        enabled: store.categories.get(categoryId)?.fields.enabled ?? false,
      })),
    defaultCategoryId: categoryIds.find((categoryId) => categoryId !== 0) ?? 0,
    seoTitle: '',
    seoDescription: '',
    favorites: { count: 0, displayedCount: '0' },
    attributes: shownAttributes,
    files: [],
    relatedProducts: {
      productIds: [],
      relatedCategory: { enabled: false, categoryId: 0, productCount: 5 },
    },
    combinations: combinations.map((combination) => showCombination(store, product, combination)),
    isSampleProduct: false,
    isGiftCard: false,
    discountsAllowed: true,
    nameYourPriceEnabled: false,
    productCondition: 'NEW',
    ...omitTranslations(rest),
  }
}

/** Translation maps that were shown already must not be replaced by the bare stored ones. */
function omitTranslations(fields: JsonObject): JsonObject {
  const {
    nameTranslated: _name,
    descriptionTranslated: _description,
    mainPictureId: _picture,
    ...rest
  } = fields
  return rest
}

function compareTo(store: Store, oldPrice: number, price: number): JsonObject {
  // Not rounded: the vendor prints these with float noise.
  const discount = oldPrice - price
  const percent = oldPrice === 0 ? 0 : (discount / oldPrice) * 100
  return {
    compareToPrice: oldPrice,
    compareToPriceFormatted: formatMoney(store, oldPrice),
    compareToPriceDiscount: discount,
    compareToPriceDiscountFormatted: formatMoney(store, discount),
    compareToPriceDiscountPercent: percent,
    compareToPriceDiscountPercentFormatted: `${Math.round(percent)}%`,
  }
}

/** A variation as the REST API prints it; inherited values are absent. */
export function showCombination(
  store: Store,
  product: Product,
  combination: Combination,
): JsonObject {
  const { sku, price, quantity, unlimited, ...rest } = combination.fields
  const shown = price ?? displayedPrice(product)
  return {
    id: combination.id,
    combinationNumber: combination.combinationNumber,
    options: combination.options.map((option) => ({
      ...option,
      nameTranslated: translated(store, option, 'name'),
      valueTranslated: translated(store, option, 'value'),
    })),
    ...(sku === undefined ? {} : { sku }),
    ...(price === undefined ? {} : { price }),
    defaultDisplayedPrice: shown,
    defaultDisplayedPriceFormatted: formatMoney(store, shown),
    inStock: combinationInStock(product, combination),
    ...(quantity === undefined ? {} : { quantity }),
    unlimited: unlimited ?? (quantity === undefined && product.fields.unlimited),
    warningLimit: 0,
    attributes: [],
    ...rest,
  }
}

function displayedPrice(product: Product): number {
  const modifiers = product.fields.options.flatMap((option) => {
    const choice = option.choices?.[Number(option['defaultChoice'] ?? 0)]
    if (choice === undefined || option.type === 'CHECKBOX') return []
    return [{ value: choice.priceModifier, percent: choice.priceModifierType === 'PERCENT' }]
  })
  return unitPrice(product.fields, 1, modifiers)
}

/** A moment as text: UTC today, the store's own offset in the first years. */
export function formatStamp(store: Store, seconds: number): string {
  return formatDate(seconds, store.settings.era === 2014 ? -480 : 0)
}

/** The unix-second twins of created and updated; the first years did not have them. */
export function stamps(
  store: Store,
  row: { readonly createdAt: number; readonly updatedAt: number },
): JsonObject {
  if (store.settings.era === 2014) return {}
  return { createTimestamp: row.createdAt, updateTimestamp: row.updatedAt }
}
