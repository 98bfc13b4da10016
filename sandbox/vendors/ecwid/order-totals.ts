import { statusOf } from './coupons.ts'
import { wrongParameter } from './errors.ts'
import type { JsonObject, OrderItem } from './model.ts'
import { roundMoney } from './money.ts'
import { readItems } from './order-fields.ts'
import { readPerson, showPerson } from './persons.ts'
import { shippingOptions, storeTaxes } from './profile.ts'
import type { Store } from './store.ts'

/** Totals of an order, computed as the vendor does. */
interface OrderTotals {
  readonly items: readonly OrderItem[]
  readonly subtotal: number
  readonly tax: number
  readonly shipping: number
  readonly couponDiscount: number
  readonly totalBeforeGiftCard: number
  readonly giftCard: number
  readonly total: number
}

/** What else the totals depend on. */
interface TotalsInput {
  readonly items: readonly OrderItem[]
  readonly shippingRate: number
  /** Taken off the subtotal; never more than it. */
  readonly couponDiscount?: number
  /** Other discounts together. */
  readonly discount?: number
  /** Handling fee and surcharges together. */
  readonly fees?: number
  readonly taxOnShipping?: number
  /** What gift cards pay; never more than there is to pay. */
  readonly giftCard?: number
}

/**
 * Line tax = price × quantity × rate, rounded half up; order tax = sum of line taxes and the tax on
 * shipping; total = subtotal + tax + shipping + fees − coupon − discount − gift card. With prices
 * that include tax, the tax is part of the price.
 */
export function computeTotals(store: Store, input: TotalsInput): OrderTotals {
  const { currencyPrecision, pricesIncludeTax } = store.settings
  const round = (value: number) => roundMoney(value, currencyPrecision)
  const items = input.items.map((item) => withTaxes(store, item))
  const subtotal = round(items.reduce((sum, item) => sum + item.price * item.quantity, 0))
  const lineTaxes = items.reduce((sum, item) => sum + Number(item['tax'] ?? 0), 0)
  const tax = round(lineTaxes + (input.taxOnShipping ?? 0))
  const couponDiscount = round(Math.min(input.couponDiscount ?? 0, subtotal))
  const added = pricesIncludeTax ? 0 : tax
  const before = round(
    subtotal +
      added +
      input.shippingRate +
      (input.fees ?? 0) -
      couponDiscount -
      (input.discount ?? 0),
  )
  const giftCard = round(Math.min(input.giftCard ?? 0, Math.max(before, 0)))
  return {
    items,
    subtotal,
    tax,
    shipping: input.shippingRate,
    couponDiscount,
    totalBeforeGiftCard: before,
    giftCard,
    total: round(before - giftCard),
  }
}

function withTaxes(store: Store, item: OrderItem): OrderItem {
  const product = item.productId === undefined ? undefined : store.products.get(item.productId)
  const tax = product?.fields['tax'] as
    { taxable?: boolean; enabledManualTaxes?: number[] } | undefined
  if (tax?.taxable === false || item['taxable'] === false) {
    return { ...item, taxable: false, tax: 0, taxes: [] }
  }
  const { currencyPrecision } = store.settings
  const base = item.price * item.quantity
  const applied = storeTaxes(store)
    .filter((one) => one.appliedByDefault || tax?.enabledManualTaxes?.includes(one.id))
    .map((one) => {
      const exact = one.includeInPrice
        ? base - base / (1 + one.rate / 100)
        : (base * one.rate) / 100
      const total = roundMoney(exact, currencyPrecision)
      return {
        name: one.name,
        value: one.rate,
        total,
        taxOnDiscountedSubtotal: total,
        taxOnShipping: 0,
        includeInPrice: one.includeInPrice,
      }
    })
  const sum = applied.reduce((total, one) => total + one.total, 0)
  return { ...item, tax: roundMoney(sum, currencyPrecision), taxes: applied }
}

/** Answers `order/calculate`: an order-shaped preview that is stored nowhere. */
export function calculateOrder(store: Store, body: JsonObject): JsonObject {
  const list: unknown = body['items']
  if (!Array.isArray(list)) throw wrongParameter('Field Order.items is absent')
  const completed = (list as unknown[]).map((member) => withCatalogFacts(store, member))
  const items = readItems(store, completed, [])
  const options = shippingOptions(store)
  const given = body['shippingOption'] as { shippingRate?: unknown } | undefined
  const rate = typeof given?.shippingRate === 'number' ? given.shippingRate : 0
  const totals = computeTotals(store, {
    items,
    shippingRate: rate,
    couponDiscount: couponDiscount(store, body, items),
    discount: amountOf(body['discount']),
    fees: amountOf(body['handlingFee'], 'value') + sumOf(body['customSurcharges'], 'total'),
    taxOnShipping: sumOf(body['taxesOnShipping'], 'total'),
    giftCard: amountOf(body['giftCardRedemption']),
  })
  return {
    orderNumber: 0,
    vendorOrderNumber: '0',
    ...(typeof body['email'] === 'string' ? { email: body['email'] } : {}),
    paymentStatus: 'INCOMPLETE',
    fulfillmentStatus: 'AWAITING_PROCESSING',
    subtotal: totals.subtotal,
    total: totals.total,
    tax: totals.tax,
    couponDiscount: totals.couponDiscount,
    volumeDiscount: 0,
    discount: amountOf(body['discount']),
    giftCardRedemption: totals.giftCard,
    totalBeforeGiftCardRedemption: totals.totalBeforeGiftCard,
    ...(body['handlingFee'] === undefined ? {} : { handlingFee: body['handlingFee'] }),
    pricesIncludeTax: store.settings.pricesIncludeTax,
    items: totals.items.map(({ id: _id, ...item }) => item),
    ...addresses(body),
    ...(given === undefined ? {} : { shippingOption: given }),
    availableShippingOptions: options.map((option) => ({
      shippingMethodId: option.id,
      shippingMethodName: option.title,
      shippingRate: option.rate,
      fulfillmentType: option.rate === 0 ? 'PICKUP' : 'SHIPPING',
      isPickup: option.rate === 0,
    })),
    availableTaxes: storeTaxes(store).map(({ name, rate: value, includeInPrice }) => ({
      name,
      value,
      includeInPrice,
    })),
  }
}

/** An amount, by itself or as a member of an object; nothing counts as 0. */
function amountOf(value: unknown, member?: string): number {
  const given =
    member === undefined ? value : (value as Record<string, unknown> | null | undefined)?.[member]
  return typeof given === 'number' && Number.isFinite(given) ? given : 0
}

function sumOf(list: unknown, member: string): number {
  if (!Array.isArray(list)) return 0
  return list.reduce((sum: number, one: unknown) => sum + amountOf(one, member), 0)
}

function addresses(body: JsonObject): JsonObject {
  const shown: JsonObject = {}
  for (const name of ['billingPerson', 'shippingPerson']) {
    if (body[name] !== undefined) shown[name] = showPerson(readPerson(body[name]))
  }
  return shown
}

/** The price in the request wins; what is missing comes from the catalog. */
function withCatalogFacts(store: Store, member: unknown): JsonObject {
  const item = (member ?? {}) as JsonObject
  const product = store.products.get(Number(item['productId'] ?? -1))
  if (product === undefined) return item
  const { name, price, sku } = product.fields
  return { name, price, sku, productPrice: price, ...item }
}

function couponDiscount(store: Store, body: JsonObject, items: readonly OrderItem[]): number {
  const given = body['discountCoupon'] as { code?: unknown } | undefined
  const code = given?.code ?? body['couponCode']
  for (const coupon of store.coupons.all()) {
    if (coupon.fields.code !== code || statusOf(store, coupon) !== 'ACTIVE') continue
    const subtotal = items.reduce((sum, item) => sum + item.price * item.quantity, 0)
    if (subtotal < Number(coupon.fields['totalLimit'] ?? 0)) return 0
    if (coupon.fields.discountType.startsWith('PERCENT')) {
      return roundMoney((subtotal * coupon.fields.discount) / 100)
    }
    return coupon.fields.discountType === 'SHIPPING' ? 0 : coupon.fields.discount
  }
  return 0
}
