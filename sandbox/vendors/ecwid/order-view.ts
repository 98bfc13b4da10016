import { groupName } from './customer-view.ts'
import type { JsonObject, Order, OrderItem } from './model.ts'
import { roundMoney } from './money.ts'
import { showPerson } from './persons.ts'
import { formatStamp, stamps } from './product-view.ts'
import type { Store } from './store.ts'

/** An order as the REST API prints it. */
export function showOrder(store: Store, order: Order): JsonObject {
  const { fields } = order
  const {
    billingPerson,
    shippingPerson,
    shippingOption,
    createDate: _createDate,
    customerGroupId: _customerGroupId,
    ...rest
  } = fields
  const refunded = roundMoney(order.refunds.reduce((sum, refund) => sum + refund.amount, 0))
  const tax = Number(fields['tax'] ?? 0)
  const groupId = customerGroupOf(store, order)
  return {
    ...identity(store, order),
    ...(order.customerId === undefined ? {} : { customerId: order.customerId }),
    customerGroupId: groupId,
    customerGroup: groupName(store, groupId),
    tax,
    usdTotal: fields.total * usdRate(store),
    subtotalWithoutTax: roundMoney(fields.subtotal - (fields['pricesIncludeTax'] ? tax : 0)),
    totalWithoutTax: roundMoney(fields.total - tax),
    couponDiscount: 0,
    volumeDiscount: 0,
    membershipBasedDiscount: 0,
    totalAndMembershipBasedDiscount: 0,
    customDiscount: [],
    discount: 0,
    giftCardRedemption: 0,
    totalBeforeGiftCardRedemption: fields.total,
    pricesIncludeTax: store.settings.pricesIncludeTax,
    ...omitStored(rest),
    createDate: formatStamp(store, order.createdAt),
    updateDate: formatStamp(store, order.updatedAt),
    ...stamps(store, order),
    refundedAmount: refunded,
    refunds: order.refunds.map((refund) => ({
      date: formatStamp(store, refund.at),
      source: refund.source,
      reason: refund.reason,
      amount: refund.amount,
    })),
    items: order.items.map((item) => showItem(store, item)),
    ...(billingPerson === undefined ? {} : { billingPerson: showPerson(billingPerson) }),
    ...(shippingPerson === undefined ? {} : { shippingPerson: showPerson(shippingPerson) }),
    ...(shippingOption === undefined ? {} : { shippingOption }),
    handlingFee: fields['handlingFee'] ?? { value: 0, valueWithoutTax: 0, taxes: [] },
    predictedPackage: [],
    shipments: [],
    paymentParams: fields['paymentParams'] ?? {},
    additionalInfo: fields['additionalInfo'] ?? {},
    hidden: fields['hidden'] ?? false,
    taxesOnShipping: fields['taxesOnShipping'] ?? [],
    disableAllCustomerNotifications: fields['disableAllCustomerNotifications'] ?? false,
    externalFulfillment: fields['externalFulfillment'] ?? false,
    ...(order.extraFields.length === 0 ? {} : { orderExtraFields: order.extraFields }),
    invoices: [],
  }
}

/** Stored keys that are printed under the same name by other rules, or never. */
function omitStored(fields: JsonObject): JsonObject {
  const { disableAllCustomerNotifications: _quiet, extraFields, ...rest } = fields
  return extraFields === undefined ? rest : { ...rest, extraFields }
}

/** The many names of an order; the first years had fewer of them. */
function identity(store: Store, order: Order): JsonObject {
  const old = { orderNumber: order.orderNumber, vendorOrderNumber: order.publicId }
  const { era } = store.settings
  if (era === 2014) return old
  const named = { id: order.publicId, ...old, publicUid: order.publicUid }
  return era === 2021 ? named : { ...named, internalId: order.id }
}

function customerGroupOf(store: Store, order: Order): number {
  const customer =
    order.customerId === undefined ? undefined : store.customers.get(order.customerId)
  const own = order.fields['customerGroupId']
  return customer?.fields.customerGroupId ?? (typeof own === 'number' ? own : 0)
}

function usdRate(store: Store): number {
  return store.settings.currency === 'USD' ? 1 : 1.0837
}

function showItem(store: Store, item: OrderItem): JsonObject {
  const product = item.productId === undefined ? undefined : store.products.get(item.productId)
  const { id, productId, categoryId, price, ...rest } = item
  return {
    id,
    productId: productId ?? 0,
    categoryId: categoryId ?? product?.fields.categoryIds[0] ?? 0,
    price,
    priceWithoutTax: price,
    productPrice: product?.fields.price ?? price,
    tax: 0,
    shipping: 0,
    isShippingRequired: true,
    trackQuantity: false,
    fixedShippingRateOnly: false,
    fixedShippingRate: 0,
    digital: false,
    productAvailable: product !== undefined,
    couponApplied: false,
    taxes: [],
    discountsAllowed: true,
    taxable: true,
    giftCard: false,
    isCustomerSetPrice: false,
    ...rest,
  }
}
