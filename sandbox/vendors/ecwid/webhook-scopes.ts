import type { Store } from './store.ts'
import type { Endpoint } from './webhook-endpoint.ts'
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
 * Who hears of an event in a store: the store's own address, and the address of each app that the
 * store has installed with the scope that the event needs. `clientId` names the app that an
 * `application.…` event is about; only that app hears of it, even when it was just removed.
 */
export function hearers(
  world: World,
  store: Store,
  eventType: string,
  clientId?: string,
): readonly Endpoint[] {
  const found: Endpoint[] = []
  if (
    store.webhook !== undefined &&
    storeMayHear(world, store, store.webhook, eventType, clientId)
  ) {
    found.push(store.webhook)
  }
  for (const [appId, endpoint] of world.appWebhooks) {
    const { events } = endpoint.target
    if (events !== undefined && !events.includes(eventType)) continue
    if (appMayHear(world, store, appId, eventType, clientId)) found.push(endpoint)
  }
  return found
}

/** Every address that may hear of a store, whether it may hear of anything yet or not. */
export function endpointsOf(world: World, store: Store): readonly Endpoint[] {
  const own = [store.webhook, store.instantNotification].filter((one) => one !== undefined)
  return [...own, ...world.appWebhooks.values()]
}

/** A secret that belongs to no registered app is a custom app's, which hears everything. */
function storeMayHear(
  world: World,
  store: Store,
  { target }: Endpoint,
  eventType: string,
  clientId: string | undefined,
): boolean {
  for (const app of world.apps.values()) {
    if (app.clientSecret !== target.clientSecret) continue
    if (scopeOf(eventType) !== undefined) return appMayHear(world, store, app.clientId, eventType)
    return clientId === undefined || clientId === app.clientId
  }
  return true
}

function appMayHear(
  world: World,
  store: Store,
  appId: string,
  eventType: string,
  clientId?: string,
): boolean {
  if (clientId !== undefined) return clientId === appId
  const scope = scopeOf(eventType)
  for (const token of world.tokens.values()) {
    if (token.storeId !== store.id || token.clientId !== appId) continue
    if (scope === undefined || token.scopes.has(scope)) return true
  }
  return false
}

/** Undefined for events about the app itself. */
function scopeOf(eventType: string): string | undefined {
  return scopeOfKind[eventType.split('.')[0] ?? '']
}
