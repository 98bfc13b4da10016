import { Type, type Static } from 'typebox'
import type { Store } from './store.ts'

/** Switches of one store, all changeable while the sandbox runs. */
export const StoreSettings = Type.Object(
  {
    /** On `free` every API call answers 402. */
    plan: Type.Union([Type.Literal('free'), Type.Literal('business'), Type.Literal('unlimited')]),
    suspended: Type.Boolean(),
    /** Leaves out what the vendor's answers did not yet have in that year. */
    era: Type.Union([Type.Literal(2014), Type.Literal(2021), Type.Literal(2026)]),
    idStyle: Type.Union([Type.Literal('random'), Type.Literal('consecutive')]),
    orderNumberPrefix: Type.String({ maxLength: 20 }),
    orderNumberSuffix: Type.String({ maxLength: 20 }),
    uniqueSku: Type.Boolean(),
    /** How long a write stays invisible to lists. */
    searchLagMs: Type.Integer({ minimum: 0 }),
    /** How long `productCount` of categories lags behind. */
    categoryCountLagMs: Type.Integer({ minimum: 0 }),
    rateLimitPerMinute: Type.Integer({ minimum: 1 }),
    /** Spelling of the key in the answer to a created order. */
    createOrderKey: Type.Union([Type.Literal('orderId'), Type.Literal('orderid')]),
    tokenType: Type.Union([Type.Literal('Bearer'), Type.Literal('bearer')]),
    /** Whether `store_id` comes back beside the code. */
    sendStoreId: Type.Boolean(),
    echoState: Type.Boolean(),
    /** Whether a new authorisation ends the app's earlier tokens of this store. */
    reinstallRevokesToken: Type.Boolean(),
    /** How long a batch waits before its calls happen. */
    batchDelayMs: Type.Integer({ minimum: 0 }),
    legacyApi: Type.Boolean(),
    storeName: Type.String(),
    currency: Type.String(),
    currencyPrecision: Type.Integer({ minimum: 0, maximum: 3 }),
    timezone: Type.String(),
    languages: Type.Array(Type.String(), { minItems: 1 }),
    pricesIncludeTax: Type.Boolean(),
    /** Webhooks are sent for changes by themselves, once a webhook address is set. */
    autoWebhooks: Type.Boolean(),
  },
  { additionalProperties: false },
)

export type StoreSettings = Static<typeof StoreSettings>

export const defaultSettings: StoreSettings = {
  plan: 'unlimited',
  suspended: false,
  era: 2026,
  idStyle: 'random',
  orderNumberPrefix: '',
  orderNumberSuffix: '',
  uniqueSku: true,
  searchLagMs: 0,
  categoryCountLagMs: 0,
  rateLimitPerMinute: 600,
  createOrderKey: 'orderId',
  tokenType: 'Bearer',
  sendStoreId: true,
  echoState: true,
  reinstallRevokesToken: false,
  batchDelayMs: 0,
  legacyApi: true,
  storeName: '',
  currency: 'USD',
  currencyPrecision: 2,
  timezone: 'America/New_York',
  languages: ['en', 'de'],
  pricesIncludeTax: false,
  autoWebhooks: true,
}

/** Switches that show in the profile. */
const profileSettings = [
  'suspended',
  'idStyle',
  'orderNumberPrefix',
  'orderNumberSuffix',
  'uniqueSku',
  'storeName',
  'currency',
  'currencyPrecision',
  'timezone',
  'languages',
  'pricesIncludeTax',
] as const

/** Changes switches; what the owner could have changed in the admin is told like that. */
export function changeSettings(store: Store, changes: Partial<StoreSettings>): void {
  const before = store.settings
  store.settings = { ...before, ...changes }
  const differs = (name: keyof StoreSettings) =>
    JSON.stringify(before[name]) !== JSON.stringify(store.settings[name])
  if (profileSettings.some(differs)) {
    store.touch('profileUpdated')
    store.announce('profile.updated', store.id)
  }
  if (differs('plan')) {
    store.announce('profile.subscriptionStatusChanged', store.id, {
      oldSubscriptionName: before.plan,
      newSubscriptionName: store.settings.plan,
    })
  }
}
