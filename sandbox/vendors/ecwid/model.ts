/** Any JSON object. */
export type JsonObject = Record<string, unknown>

/** A person's address as orders and customers carry it. */
export interface Person {
  readonly name?: string
  readonly companyName?: string
  readonly street?: string
  readonly city?: string
  readonly countryCode?: string
  readonly postalCode?: string
  readonly stateOrProvinceCode?: string
  readonly phone?: string
  readonly [extra: string]: unknown
}

export interface ProductOption {
  readonly type: string
  readonly name: string
  readonly choices?: readonly OptionChoice[]
  readonly [extra: string]: unknown
}

export interface OptionChoice {
  readonly text: string
  readonly priceModifier: number
  readonly priceModifierType: 'ABSOLUTE' | 'PERCENT'
  readonly [extra: string]: unknown
}

export interface WholesalePrice {
  readonly quantity: number
  readonly price: number
}

/** What can be written about a product; further vendor fields are kept as they came. */
export interface ProductFields {
  readonly name: string
  readonly sku: string
  readonly price: number
  readonly unlimited: boolean
  /** Absent exactly when unlimited. */
  readonly quantity?: number
  readonly enabled: boolean
  readonly categoryIds: readonly number[]
  readonly options: readonly ProductOption[]
  readonly wholesalePrices?: readonly WholesalePrice[]
  readonly description?: string
  readonly [extra: string]: unknown
}

/** A variation; what is absent from `fields` is inherited from the product. */
export interface Combination {
  readonly id: number
  readonly combinationNumber: number
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly fields: {
    readonly sku?: string
    readonly price?: number
    readonly quantity?: number
    readonly unlimited?: boolean
    readonly weight?: number
    readonly [extra: string]: unknown
  }
}

/** Times are unix seconds here and below. */
export interface Product {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly fields: ProductFields
  readonly combinations: readonly Combination[]
}

export interface Category {
  readonly id: number
  /** Absent at the root. */
  readonly parentId?: number
  readonly fields: {
    readonly name: string
    readonly enabled: boolean
    readonly orderBy: number
    readonly description: string
    readonly [extra: string]: unknown
  }
}

export interface OrderItem {
  readonly id: number
  readonly name: string
  readonly price: number
  readonly quantity: number
  readonly productId?: number
  readonly combinationId?: number
  readonly sku?: string
  readonly [extra: string]: unknown
}

export interface OrderFields {
  readonly email: string
  readonly subtotal: number
  readonly total: number
  readonly paymentStatus: string
  readonly fulfillmentStatus: string
  readonly billingPerson?: Person
  readonly shippingPerson?: Person
  readonly [extra: string]: unknown
}

interface Refund {
  readonly at: number
  readonly source: 'CP' | 'API' | 'External'
  readonly reason: string
  readonly amount: number
}

/** Pieces that an order took from stock. */
export interface StockMove {
  readonly productId: number
  readonly combinationId?: number
  readonly quantity: number
}

export interface Order {
  /** The internal number. */
  readonly id: number
  /** With prefix and suffix; what people and paths use. */
  readonly publicId: string
  readonly publicUid: string
  readonly orderNumber: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly customerId?: number
  readonly fields: OrderFields
  readonly items: readonly OrderItem[]
  readonly refunds: readonly Refund[]
  readonly extraFields: readonly JsonObject[]
  readonly stockTaken: readonly StockMove[]
}

export interface Customer {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly fields: {
    readonly email: string
    readonly customerGroupId: number
    readonly billingPerson?: Person
    readonly [extra: string]: unknown
  }
  readonly shippingAddresses: readonly (Person & { readonly id: number })[]
  readonly contacts: readonly JsonObject[]
}

/** An entity of which only the REST API knows the members. */
export interface PlainRow {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly fields: JsonObject
}

/** A discount that applies by itself. */
export interface Promotion extends PlainRow {
  /** 1, and one more with each change. */
  readonly version: number
}

/** What an order is called in its three ways. */
export type OrderName = Pick<Order, 'id' | 'publicId' | 'publicUid' | 'orderNumber'>

/** A cart that nobody has paid for. */
export interface Cart extends PlainRow {
  /** A UUID in capitals; what paths use. */
  readonly cartId: string
  readonly items: readonly OrderItem[]
  /** What its order will be called; given when it is first needed. */
  readonly orderName?: OrderName
  readonly recoveredOrderId?: number
  readonly recoveredPublicUid?: string
}

/** An order that is charged and placed again and again. */
export interface Subscription {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly customerId: number
  readonly status: string
  readonly statusUpdatedAt: number
  /** Present exactly while the state is CANCELLED. */
  readonly cancelledAt?: number
  readonly nextChargeAt: number
  readonly chargeSettings: {
    readonly recurringInterval: string
    readonly recurringIntervalCount: number
  }
  /** The order as it is placed each time. */
  readonly template: Order
  /** Orders so far, the first one first. */
  readonly orders: readonly {
    readonly id: number
    readonly publicId: string
    readonly total: number
    readonly createdAt: number
  }[]
}

/** Somebody who may work in the store's admin, as the REST API lists them. */
export interface StaffAccount {
  readonly id: string
  /** Absent until the invitation is accepted. */
  readonly name?: string
  readonly email: string
  readonly staffScopes: readonly string[]
  readonly inviteAccepted: boolean
}

export interface CustomerGroup {
  readonly id: number
  readonly name: string
}

export interface Coupon {
  readonly id: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly fields: {
    readonly name: string
    readonly code: string
    readonly discountType: string
    readonly status: string
    readonly discount: number
    readonly usesLimit: string
    readonly applicationLimit: string
    /** Unix seconds. */
    readonly launchAt: number
    readonly expiresAt?: number
    readonly [extra: string]: unknown
  }
  readonly orderCount: number
}
