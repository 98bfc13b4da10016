import { wrongParameter } from './errors.ts'
import { type FieldSpec, readFields, requireChoice, requireField } from './field-spec.ts'
import type { JsonObject, OrderItem } from './model.ts'
import { readPerson } from './persons.ts'
import type { Store } from './store.ts'

export const paymentStatuses = [
  'AWAITING_PAYMENT',
  'PAID',
  'CANCELLED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'INCOMPLETE',
  'CUSTOM_PAYMENT_STATUS_1',
  'CUSTOM_PAYMENT_STATUS_2',
  'CUSTOM_PAYMENT_STATUS_3',
] as const

export const fulfillmentStatuses = [
  'AWAITING_PROCESSING',
  'PROCESSING',
  'SHIPPED',
  'DELIVERED',
  'WILL_NOT_DELIVER',
  'RETURNED',
  'READY_FOR_PICKUP',
  'OUT_FOR_DELIVERY',
  'CUSTOM_FULFILLMENT_STATUS_1',
  'CUSTOM_FULFILLMENT_STATUS_2',
  'CUSTOM_FULFILLMENT_STATUS_3',
] as const

/** Names that REST v3 no longer takes. */
const deprecatedStatuses: Readonly<Record<string, string>> = {
  QUEUED: 'AWAITING_PAYMENT',
  ACCEPTED: 'PAID',
  DECLINED: 'CANCELLED',
  NEW: 'AWAITING_PROCESSING',
}

const orderSpec: FieldSpec = {
  email: 'string',
  ipAddress: 'string',
  hidden: 'boolean',
  createDate: 'date',
  paymentStatus: 'string',
  fulfillmentStatus: 'string',
  paymentMethod: 'string',
  paymentModule: 'string',
  paymentParams: 'object',
  paymentMessage: 'string',
  paymentReference: 'string',
  creditCardStatus: 'object',
  externalTransactionId: 'string',
  externalTransactionUrl: 'string',
  referenceTransactionId: 'string',
  subtotal: 'number',
  total: 'number',
  tax: 'number',
  taxesOnShipping: 'array',
  pricesIncludeTax: 'boolean',
  customerTaxExempt: 'boolean',
  customerTaxId: 'string',
  customerTaxIdValid: 'boolean',
  reversedTaxApplied: 'boolean',
  couponDiscount: 'number',
  discountCoupon: 'object',
  volumeDiscount: 'number',
  membershipBasedDiscount: 'number',
  totalAndMembershipBasedDiscount: 'number',
  customDiscount: 'array',
  discount: 'number',
  discountInfo: 'array',
  customSurcharges: 'array',
  giftCardRedemption: 'number',
  totalBeforeGiftCardRedemption: 'number',
  giftCardCode: 'string',
  giftCardDoubleSpending: 'boolean',
  billingPerson: 'object',
  shippingPerson: 'object',
  shippingOption: 'object',
  handlingFee: 'object',
  trackingNumber: 'string',
  trackingUrl: 'string',
  pickupTime: 'date',
  latestShipDate: 'date',
  latestDeliveryDate: 'date',
  customerGroupId: 'integer',
  acceptMarketing: 'boolean',
  orderComments: 'string',
  privateAdminNotes: 'string',
  extraFields: 'object',
  additionalInfo: 'object',
  refererUrl: 'string',
  globalReferer: 'string',
  refererId: 'string',
  affiliateId: 'string',
  utmData: 'object',
  utmDataSets: 'array',
  lang: 'string',
  disableAllCustomerNotifications: 'boolean',
  externalFulfillment: 'boolean',
  externalOrderId: 'string',
  externalOrderData: 'object',
  b2b_b2c: 'string',
  customerRequestedInvoice: 'boolean',
  customerFiscalCode: 'string',
  electronicInvoicePecEmail: 'string',
  electronicInvoiceSdiCode: 'string',
}

const itemSpec: FieldSpec = {
  productId: 'integer',
  combinationId: 'integer',
  categoryId: 'integer',
  sku: 'string',
  name: 'string',
  nameTranslated: 'object',
  shortDescription: 'string',
  quantity: 'integer',
  quantityInStock: 'integer',
  price: 'number',
  productPrice: 'number',
  tax: 'number',
  taxes: 'array',
  taxable: 'boolean',
  taxClassCode: 'string',
  couponApplied: 'boolean',
  couponAmount: 'number',
  discounts: 'array',
  discountsAllowed: 'boolean',
  shipping: 'number',
  handlingFee: 'number',
  fixedShippingRate: 'number',
  fixedShippingRateOnly: 'boolean',
  isShippingRequired: 'boolean',
  weight: 'number',
  dimensions: 'object',
  trackQuantity: 'boolean',
  digital: 'boolean',
  giftCard: 'boolean',
  selectedOptions: 'array',
  isCustomerSetPrice: 'boolean',
  selectedPrice: 'object',
  isPreorder: 'boolean',
  externalReferenceId: 'string',
}

const required = ['subtotal', 'total', 'email', 'paymentStatus', 'fulfillmentStatus'] as const

/** Order fields as the body has them, addresses cleaned, statuses checked. */
export function readOrderFields(body: JsonObject): JsonObject {
  const written = readFields(body, orderSpec, 'Order')
  for (const name of required) if (written[name] === null) delete written[name]
  requireStatus(written, 'paymentStatus', paymentStatuses)
  requireStatus(written, 'fulfillmentStatus', fulfillmentStatuses)
  for (const name of ['billingPerson', 'shippingPerson']) {
    if (written[name] !== undefined && written[name] !== null) {
      written[name] = readPerson(written[name])
    }
  }
  return written
}

/** @throws 400 in the vendor's words when something that a new order needs is missing. */
export function requireOrderFields(body: JsonObject): void {
  for (const name of required) requireField(body, 'Order', name)
}

function requireStatus(written: JsonObject, name: string, choices: readonly string[]): void {
  const value = written[name]
  const modern = typeof value === 'string' ? deprecatedStatuses[value] : undefined
  if (modern !== undefined) {
    throw wrongParameter(`Status ${String(value)} is deprecated, use ${modern} instead`)
  }
  requireChoice(value, 'Order', name, choices)
}

/** Order lines from a body; lines that name a known id keep it and what the body does not say. */
export function readItems(
  store: Store,
  list: readonly unknown[],
  before: readonly OrderItem[],
): OrderItem[] {
  return list.map((member) => {
    const given = (member ?? {}) as JsonObject
    const known = before.find((item) => item.id === given['id'])
    if (known === undefined) {
      for (const name of ['name', 'price', 'quantity']) requireField(given, 'OrderItem', name)
    }
    const written = readFields(given, itemSpec, 'OrderItem')
    for (const [name, value] of Object.entries(written)) if (value === null) delete written[name]
    const quantity = written['quantity']
    if (typeof quantity === 'number' && quantity < 1) {
      throw wrongParameter('Field OrderItem.quantity must be positive')
    }
    return { ...known, ...written, id: known?.id ?? store.nextId('orderItem') } as OrderItem
  })
}
