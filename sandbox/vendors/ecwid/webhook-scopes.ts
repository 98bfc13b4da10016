import type { Store } from './store.ts'
import type { World } from './world.ts'

/** The scope that lets an app hear of a kind of entity. */
const scopeOfKind: Readonly<Record<string, string>> = {
  order: 'read_orders',
  unfinished_order: 'read_orders',
  invoice: 'read_orders',
  product: 'read_catalog',
  category: 'read_catalog',
  product_class: 'read_catalog',
  customer: 'read_customers',
  customer_group: 'read_customers',
  discount_coupon: 'read_discount_coupons',
  promotion: 'read_promotion',
  review: 'read_reviews',
  profile: 'read_store_profile',
}

/**
 * Whether the app whose secret signs a store's webhooks was granted the scope that an event needs.
 * A secret that belongs to no registered app is a custom app's, which hears everything.
 */
export function mayHear(world: World, store: Store, eventType: string): boolean {
  const scope = scopeOfKind[eventType.split('.')[0] ?? '']
  if (scope === undefined) return true
  const app = [...world.apps.values()].find(
    (candidate) => candidate.clientSecret === store.webhook?.clientSecret,
  )
  if (app === undefined) return true
  return [...world.tokens.values()].some(
    (token) =>
      token.storeId === store.id && token.clientId === app.clientId && token.scopes.has(scope),
  )
}
