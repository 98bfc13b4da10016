import { Collection } from './collection.ts'
import type { Batch } from './batches.ts'
import { firstPaymentOptions, firstShippingOptions } from './first-options.ts'
import type {
  Cart,
  Category,
  Combination,
  Coupon,
  Customer,
  CustomerGroup,
  JsonObject,
  Order,
  PlainRow,
  Product,
  Promotion,
  StaffAccount,
  Subscription,
} from './model.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import { defaultSettings, type StoreSettings } from './settings.ts'
import type { Endpoint } from './webhook-endpoint.ts'

/** Kinds of entity whose deletion is remembered. */
export type DeletedKind = 'products' | 'orders' | 'customers' | 'discount_coupons' | 'reviews'

interface DeletedRow {
  readonly id: number
  readonly orderId?: string
  /** Unix seconds. */
  readonly at: number
}

/** The moments that `latest-stats` tells. */
type StatsArea =
  | 'productsUpdated'
  | 'ordersUpdated'
  | 'reviewsUpdated'
  | 'domainsUpdated'
  | 'profileUpdated'
  | 'categoriesUpdated'
  | 'discountCouponsUpdated'
  | 'abandonedSalesUpdated'
  | 'customersUpdated'
  | 'subscriptionsUpdated'

/** Hears of every change in a store. `clientId` is the app that an `application.…` event is about. */
export type Announce = (
  store: Store,
  eventType: string,
  entityId: number | string,
  data?: JsonObject,
  clientId?: string,
) => void

interface StoreEnvironment {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly announce: Announce
}

/** First number of each sequence. */
const firstIds = {
  product: 700_100,
  combination: 800_001,
  category: 11,
  order: 501_001,
  orderItem: 1,
  customer: 9001,
  address: 1,
  contact: 1,
  group: 1,
  coupon: 3001,
  picture: 4001,
  cart: 1,
  promotion: 5001,
  review: 6001,
  productType: 7001,
  subscription: 8001,
  staff: 9501,
  attribute: 1,
  option: 10_001,
}

type Sequence = keyof typeof firstIds

/** One simulated store with everything in it. */
export class Store {
  readonly id: number
  settings: StoreSettings
  readonly products: Collection<Product>
  readonly categories: Collection<Category>
  readonly orders: Collection<Order>
  readonly customers: Collection<Customer>
  readonly groups: Collection<CustomerGroup>
  readonly coupons: Collection<Coupon>
  readonly carts: Collection<Cart>
  readonly promotions: Collection<Promotion>
  readonly reviews: Collection<PlainRow>
  readonly productTypes: Collection<PlainRow>
  readonly subscriptions: Collection<Subscription>
  /** By id. */
  readonly staff = new Map<string, StaffAccount>()
  /** What apps keep here, by client id and key. */
  readonly storage = new Map<string, Map<string, string>>()
  readonly batches = new Map<string, Batch>()
  /** Ways to ship and to pay, as the REST API prints them. */
  readonly shipping = firstShippingOptions()
  readonly payment = firstPaymentOptions()
  readonly deleted: Record<DeletedKind, DeletedRow[]> = {
    products: [],
    orders: [],
    customers: [],
    discount_coupons: [],
    reviews: [],
  }
  readonly stats: Record<StatsArea, number>
  /** Overrides that PUT /profile and PUT order_status left behind. */
  readonly profileOverrides: { settings: JsonObject; company: JsonObject } = {
    settings: {},
    company: {},
  }
  readonly statusNames = new Map<string, string>([['CUSTOM_FULFILLMENT_STATUS_1', 'Gift wrapping']])
  /** Changes whenever an order of products does. */
  sortVersion = 0
  readonly #productSort = new Map<number, readonly number[]>()
  /** Hears of everything, as the address of a custom app does. */
  webhook: Endpoint | undefined
  /** Where the retired API tells of orders. */
  instantNotification: Endpoint | undefined
  /** What goes wrong with this store's webhooks at every address. */
  misbehaviour: Misbehaviour | undefined
  legacyKeys = { order: '', product: '' }
  /** How many things were made to happen in it. */
  deeds = 0

  /** Lookups that would otherwise walk all rows. */
  readonly orderIdByPublicId = new Map<string, number>()
  readonly customerIdByEmail = new Map<string, number>()
  readonly orderIdsByCustomer = new Map<number, Set<number>>()
  readonly productIdBySku = new Map<string, number>()
  readonly productIdByCombination = new Map<number, number>()

  readonly #environment: StoreEnvironment
  readonly #nextIds = { ...firstIds }
  #nextOrderNumber = 1
  #nextGeneratedSku = 1
  /** Seeding tells nobody. */
  #quiet = true

  constructor(id: number, settings: Partial<StoreSettings>, environment: StoreEnvironment) {
    this.id = id
    this.settings = { ...defaultSettings, storeName: `Sandbox store ${id}`, ...settings }
    this.#environment = environment
    const lag = () => (this.#quiet ? 0 : this.settings.searchLagMs)
    const { now } = environment
    this.products = new Collection<Product>(now, lag)
    this.categories = new Collection<Category>(now, () => 0)
    this.orders = new Collection<Order>(now, lag)
    this.customers = new Collection<Customer>(now, lag)
    this.groups = new Collection<CustomerGroup>(now, () => 0)
    this.coupons = new Collection<Coupon>(now, lag)
    this.carts = new Collection<Cart>(now, lag)
    this.promotions = new Collection<Promotion>(now, () => 0)
    this.reviews = new Collection<PlainRow>(now, lag)
    this.productTypes = new Collection<PlainRow>(now, () => 0)
    this.subscriptions = new Collection<Subscription>(now, lag)
    const seconds = this.nowSeconds()
    this.stats = {
      productsUpdated: seconds,
      ordersUpdated: seconds,
      reviewsUpdated: seconds,
      domainsUpdated: seconds,
      profileUpdated: seconds,
      categoriesUpdated: seconds,
      discountCouponsUpdated: seconds,
      abandonedSalesUpdated: seconds,
      customersUpdated: seconds,
      subscriptionsUpdated: seconds,
    }
  }

  nowSeconds(): number {
    return Math.floor(this.#environment.now() / 1000)
  }

  nowMs(): number {
    return this.#environment.now()
  }

  /** From here on, changes are announced and search lags. */
  open(): void {
    this.#quiet = false
  }

  /** It is gone: what still waits for its addresses is not sent. */
  close(): void {
    for (const endpoint of [this.webhook, this.instantNotification]) {
      if (endpoint !== undefined) endpoint.closed = true
    }
  }

  nextId(sequence: Sequence): number {
    const id = this.#nextIds[sequence]
    this.#nextIds[sequence] = id + 1
    return id
  }

  /** The small running number of stores with consecutive order ids. */
  nextOrderNumber(): number {
    const number = this.#nextOrderNumber
    this.#nextOrderNumber += 1
    return number
  }

  get upcomingOrderNumber(): number {
    return this.#nextOrderNumber
  }

  /** A free stock code in the style `00051`, for products created without one. */
  generateSku(): string {
    for (;;) {
      const sku = String(this.#nextGeneratedSku).padStart(5, '0')
      this.#nextGeneratedSku += 1
      if (!this.productIdBySku.has(sku)) return sku
    }
  }

  touch(area: StatsArea): void {
    this.stats[area] = this.nowSeconds()
  }

  announce(
    eventType: string,
    entityId: number | string,
    data?: JsonObject,
    clientId?: string,
  ): void {
    if (!this.#quiet) this.#environment.announce(this, eventType, entityId, data, clientId)
  }

  recordDeletion(kind: DeletedKind, id: number, orderId?: string): void {
    const row = { id, at: this.nowSeconds() }
    this.deleted[kind].push(orderId === undefined ? row : { ...row, orderId })
  }

  putProduct(product: Product): void {
    const before = this.products.get(product.id)
    if (before !== undefined) this.#forgetProduct(before)
    for (const sku of skusOf(product)) {
      if (!this.productIdBySku.has(sku)) this.productIdBySku.set(sku, product.id)
    }
    for (const combination of product.combinations) {
      this.productIdByCombination.set(combination.id, product.id)
    }
    this.products.put(product)
    this.touch('productsUpdated')
  }

  /** Ids of products as the owner has put them in a category; products that were never placed are not in it. */
  sortedProductIds(categoryId: number): readonly number[] {
    return this.#productSort.get(categoryId) ?? []
  }

  sortProducts(categoryId: number, ids: readonly number[]): void {
    this.#productSort.set(categoryId, ids)
    this.sortVersion += 1
    this.touch('categoriesUpdated')
  }

  removeProduct(product: Product): void {
    this.#forgetProduct(product)
    this.products.delete(product.id)
    this.touch('productsUpdated')
  }

  putOrder(order: Order): void {
    const before = this.orders.get(order.id)
    if (before?.customerId !== undefined && before.customerId !== order.customerId) {
      this.orderIdsByCustomer.get(before.customerId)?.delete(order.id)
    }
    this.orderIdByPublicId.set(order.publicId, order.id)
    if (order.customerId !== undefined) {
      const ids = this.orderIdsByCustomer.get(order.customerId) ?? new Set<number>()
      this.orderIdsByCustomer.set(order.customerId, ids.add(order.id))
    }
    this.orders.put(order)
    this.touch('ordersUpdated')
  }

  removeOrder(order: Order): void {
    this.orderIdByPublicId.delete(order.publicId)
    if (order.customerId !== undefined) {
      this.orderIdsByCustomer.get(order.customerId)?.delete(order.id)
    }
    this.orders.delete(order.id)
    this.touch('ordersUpdated')
  }

  putCustomer(customer: Customer): void {
    const before = this.customers.get(customer.id)
    if (before !== undefined) this.customerIdByEmail.delete(before.fields.email.toLowerCase())
    if (customer.fields.email !== '') {
      this.customerIdByEmail.set(customer.fields.email.toLowerCase(), customer.id)
    }
    this.customers.put(customer)
    this.touch('customersUpdated')
  }

  removeCustomer(customer: Customer): void {
    this.customerIdByEmail.delete(customer.fields.email.toLowerCase())
    this.customers.delete(customer.id)
    this.touch('customersUpdated')
  }

  #forgetProduct(product: Product): void {
    for (const sku of skusOf(product)) {
      if (this.productIdBySku.get(sku) === product.id) this.productIdBySku.delete(sku)
    }
    for (const combination of product.combinations) {
      this.productIdByCombination.delete(combination.id)
    }
  }
}

/** Every stock code of a product and its variations. */
export function skusOf(product: {
  readonly fields: { readonly sku: string }
  readonly combinations: readonly Combination[]
}): string[] {
  const own = product.combinations.flatMap((combination) => combination.fields.sku ?? [])
  return [product.fields.sku, ...own].filter((sku) => sku !== '')
}
