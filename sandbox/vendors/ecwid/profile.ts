import { json } from '../../answer.ts'
import type { ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { wrongParameter } from './errors.ts'
import { type FieldSpec, readFields } from './field-spec.ts'
import type { JsonObject } from './model.ts'
import type { Store } from './store.ts'

/** A tax of the store; the rate is in percent. */
interface StoreTax {
  readonly id: number
  readonly name: string
  readonly rate: number
  readonly includeInPrice: boolean
  readonly appliedByDefault: boolean
}

export function storeTaxes(store: Store): readonly StoreTax[] {
  const includeInPrice = store.settings.pricesIncludeTax
  return [
    { id: 501, name: 'Sales tax', rate: 8, includeInPrice, appliedByDefault: true },
    { id: 502, name: 'Luxury tax', rate: 4.5, includeInPrice, appliedByDefault: false },
  ]
}

interface ShippingMethod {
  readonly id: string
  readonly title: string
  readonly rate: number
}

/** The ways to ship that are switched on, with their flat rates. */
export function shippingOptions(store: Store): readonly ShippingMethod[] {
  return store.shipping
    .filter((option) => option['enabled'] === true)
    .map((option) => ({
      id: String(option['id']),
      title: String(option['title']),
      rate: Number((option['flatRate'] as { rate?: unknown } | undefined)?.rate ?? 0),
    }))
}

const settingsSpec: FieldSpec = {
  storeName: 'string',
  closed: 'boolean',
  hideOutOfStockProductsInStorefront: 'boolean',
  allowPreordersForOutOfStockProducts: 'boolean',
}

const companySpec: FieldSpec = {
  companyName: 'string',
  email: 'string',
  street: 'string',
  city: 'string',
  countryCode: 'string',
  postalCode: 'string',
  stateOrProvinceCode: 'string',
  phone: 'string',
}

/** The store's profile. */
export const profileRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/profile',
    scope: 'read_store_profile',
    handle: (call) => answerFields(call, showProfile(call.store, call.token.kind === 'public')),
  },
  {
    method: 'PUT',
    path: '/profile',
    scope: 'update_store_profile',
    handle: (call) => {
      const body = call.body()
      for (const name of ['settings', 'company']) {
        const part = body[name]
        if (part !== undefined && (typeof part !== 'object' || part === null)) {
          throw wrongParameter(`Field Profile.${name} has a wrong value: expected object`)
        }
      }
      const { settings = {}, company = {} } = body as {
        settings?: JsonObject
        company?: JsonObject
      }
      const { store } = call
      Object.assign(store.profileOverrides.settings, readFields(settings, settingsSpec, 'Settings'))
      Object.assign(store.profileOverrides.company, readFields(company, companySpec, 'Company'))
      store.touch('profileUpdated')
      store.announce('profile.updated', store.id)
      return json(200, { updateCount: 1 })
    },
  },
]

function showProfile(store: Store, publicOnly: boolean): JsonObject {
  const { settings } = store
  const storeUrl = `https://store${store.id}.example.site`
  const shown = {
    generalInfo: {
      storeId: store.id,
      storeUrl,
      websitePlatform: 'unknown',
      starterSite: { ecwidSubdomain: `store${store.id}`, generatedUrl: storeUrl },
    },
    settings: {
      closed: false,
      storeName: settings.storeName,
      hideOutOfStockProductsInStorefront: false,
      allowPreordersForOutOfStockProducts: false,
      ...store.profileOverrides.settings,
    },
    formatsAndUnits: {
      currency: settings.currency,
      currencyPrefix: settings.currency === 'USD' ? '$' : '',
      currencySuffix: settings.currency === 'USD' ? '' : ` ${settings.currency}`,
      currencyPrecision: settings.currencyPrecision,
      currencyRate: 1,
      currencyGroupSeparator: ',',
      currencyDecimalSeparator: '.',
      weightUnit: 'KILOGRAM',
      dimensionsUnit: 'CM',
      timezone: settings.timezone,
      dateFormat: 'MMM d, yyyy',
      timeFormat: 'hh:mm a',
      orderNumberPrefix: settings.orderNumberPrefix,
      orderNumberSuffix: settings.orderNumberSuffix,
      orderNumberMinDigitsAmount: 0,
      orderNumberNextNumber: store.upcomingOrderNumber,
    },
    languages: {
      enabledLanguages: settings.languages,
      defaultLanguage: settings.languages[0] ?? 'en',
    },
  }
  if (publicOnly) return shown
  return {
    ...shown,
    account: {
      accountName: `${settings.storeName} owner`,
      accountEmail: ownerEmail(store),
      registrationDate: '2020-05-04 09:00:00 +0000',
      availableFeatures: ['PREMIUM', 'INVENTORY', 'DISCOUNT_COUPONS', 'COMBINATIONS'],
      suspended: settings.suspended,
      whiteLabel: false,
      limitsAndRestrictions: { maxProductLimit: 1_000_000 },
    },
    company: {
      companyName: settings.storeName,
      email: ownerEmail(store),
      street: '12 Kiln Lane',
      city: 'Albany',
      countryCode: 'US',
      postalCode: '12207',
      stateOrProvinceCode: 'NY',
      phone: '+15550100',
      ...store.profileOverrides.company,
    },
    shipping: {
      handlingFee: { name: '', value: 0, description: '' },
      shippingOptions: store.shipping,
    },
    zones: [{ id: 'WORLD', name: 'All countries', countryCodes: ['*'] }],
    taxes: storeTaxes(store).map((tax) => ({
      id: tax.id,
      name: tax.name,
      enabled: true,
      includeInPrice: tax.includeInPrice,
      useShippingAddress: true,
      taxShipping: false,
      appliedByDefault: tax.appliedByDefault,
      defaultTax: 0,
      rules: [{ zoneId: 'WORLD', tax: tax.rate }],
    })),
    taxSettings: {
      automaticTaxEnabled: false,
      pricesIncludeTax: settings.pricesIncludeTax,
      taxExemptBusiness: false,
      taxes: [],
    },
    payment: { paymentOptions: store.payment },
    featureToggles: [
      {
        name: 'ALLOW_EMPTY_AND_NON_UNIQUE_SKU',
        visible: true,
        enabled: !settings.uniqueSku,
      },
      {
        name: settings.idStyle === 'random' ? 'RANDOM_ORDER_IDS' : 'CONSECUTIVE_ORDER_IDS',
        visible: true,
        enabled: true,
      },
    ],
  }
}

/** The account mail of a store's owner. */
export function ownerEmail(store: Store): string {
  return `owner@store${store.id}.example.com`
}
