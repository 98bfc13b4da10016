import { showCart } from './carts.ts'
import type { Collection, Row } from './collection.ts'
import { showCustomer } from './customer-view.ts'
import type { JsonObject } from './model.ts'
import { showOrder } from './order-view.ts'
import { showType } from './product-types.ts'
import { readViewOptions, showProduct } from './product-view.ts'
import { showPromotion } from './promotions.ts'
import { showReview } from './reviews.ts'
import type { Store } from './store.ts'
import { showSubscription } from './subscriptions.ts'

/** What tests and the admin page see of a store at a glance. */
export function storeSummary(store: Store): JsonObject {
  return {
    storeId: store.id,
    settings: store.settings,
    counts: {
      products: store.products.size,
      categories: store.categories.size,
      orders: store.orders.size,
      customers: store.customers.size,
      customerGroups: store.groups.size,
      coupons: store.coupons.size,
    },
    deleted: store.deleted,
    legacyKeys: store.legacyKeys,
    webhookUrl: store.webhook?.target.url ?? null,
    instantNotificationUrl: store.instantNotification?.target.url ?? null,
  }
}

/** Kinds that are few, as the REST API prints them, with the member that names one. */
const smallKinds: Readonly<
  Record<string, { readonly key: string; readonly rows: (store: Store) => readonly JsonObject[] }>
> = {
  carts: { key: 'cartId', rows: (store) => shown(store.carts, (row) => showCart(store, row)) },
  classes: { key: 'id', rows: (store) => shown(store.productTypes, showType) },
  promotions: { key: 'id', rows: (store) => shown(store.promotions, showPromotion) },
  reviews: { key: 'id', rows: (store) => shown(store.reviews, (row) => showReview(store, row)) },
  shipping_options: { key: 'id', rows: (store) => store.shipping },
  payment_options: { key: 'id', rows: (store) => store.payment },
  subscriptions: {
    key: 'subscriptionId',
    rows: (store) => shown(store.subscriptions, (row) => showSubscription(store, row)),
  },
  staff: { key: 'id', rows: (store) => [...store.staff.values()].map((one) => ({ ...one })) },
  storage: { key: 'key', rows: storedTexts },
}

function shown<T extends Row>(
  rows: Collection<T>,
  show: (row: T) => JsonObject,
): readonly JsonObject[] {
  return [...rows.all()].map(show)
}

function storedTexts(store: Store): readonly JsonObject[] {
  return [...store.storage].flatMap(([clientId, texts]) =>
    [...texts].map(([key, value]) => ({ clientId, key, value })),
  )
}

const plainView = readViewOptions(new URLSearchParams(), false)

/** The newest 1,000 rows of a kind as they are now, whatever the search index shows; undefined for an unknown kind. */
export function readEntities(store: Store, kind: string): JsonObject | undefined {
  const rows = rowsOf(store, kind)
  if (rows === undefined) return undefined
  return { total: rows.length, items: rows.slice(-1000).map((row) => row()) }
}

/** One row by id (orders also by public id); undefined when it does not exist. */
export function readEntity(store: Store, kind: string, idText: string): JsonObject | undefined {
  const id = Number(idText)
  switch (kind) {
    case 'products': {
      const product = store.products.get(id)
      return product && showProduct(store, product, plainView)
    }
    case 'orders': {
      const order = store.orders.get(store.orderIdByPublicId.get(idText) ?? id)
      return order && showOrder(store, order)
    }
    case 'customers': {
      const customer = store.customers.get(id)
      return customer && showCustomer(store, customer, true)
    }
    case 'categories':
      return asObject(store.categories.get(id))
    case 'customer_groups':
      return asObject(store.groups.get(id))
    case 'discount_coupons':
      return asObject(store.coupons.get(id))
    default: {
      const small = smallKinds[kind]
      return small?.rows(store).find((row) => String(row[small.key]) === idText)
    }
  }
}

function asObject(row: object | undefined): JsonObject | undefined {
  return row === undefined ? undefined : { ...row }
}

function rowsOf(store: Store, kind: string): (() => JsonObject)[] | undefined {
  switch (kind) {
    case 'products':
      return [...store.products.all()].map((row) => () => showProduct(store, row, plainView))
    case 'orders':
      return [...store.orders.all()].map((row) => () => showOrder(store, row))
    case 'customers':
      return [...store.customers.all()].map((row) => () => showCustomer(store, row, true))
    case 'categories':
      return [...store.categories.all()].map((row) => () => ({ ...row }))
    case 'customer_groups':
      return [...store.groups.all()].map((row) => () => ({ ...row }))
    case 'discount_coupons':
      return [...store.coupons.all()].map((row) => () => ({ ...row }))
    default:
      return smallKinds[kind]?.rows(store).map((row) => () => row)
  }
}
