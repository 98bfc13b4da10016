import { createPrng, type Prng } from '../../prng.ts'
import { createCategory } from './category-book.ts'
import { createCoupon } from './coupons.ts'
import { formatDate } from './dates.ts'
import type { Customer } from './model.ts'
import { seedExtras } from './seed-extras.ts'
import { seedOrders } from './seed-orders.ts'
import { seedProducts } from './seed-products.ts'
import { seedStaff } from './seed-staff.ts'
import { seedSubscriptions } from './seed-subscriptions.ts'
import { categoryTree, firstNames, lastNames, places } from './seed-words.ts'
import type { Store } from './store.ts'

/** How much of each kind a store begins with. */
export interface SeedCounts {
  readonly products: number
  readonly orders: number
  readonly customers: number
  readonly categories: number
  readonly coupons: number
  readonly carts: number
  readonly subscriptions: number
}

const day = 86_400

/** Fills a new store. The same seed and clock give the same store, number for number. */
export function seedStore(
  store: Store,
  seed: number | string,
  counts: { readonly [K in keyof SeedCounts]?: number | undefined },
): void {
  const prng = createPrng(seed)
  store.groups.put({ id: 0, name: 'General' })
  store.groups.put({ id: store.nextId('group'), name: 'Wholesale' })
  seedCategories(store, counts.categories ?? 8)
  seedProducts(store, prng, counts.products ?? 30)
  seedCustomers(store, prng, counts.customers ?? 25)
  seedCoupons(store, counts.coupons ?? 20)
  seedOrders(store, prng, counts.orders ?? 60)
  seedExtras(store, prng, counts.carts ?? 5)
  seedSubscriptions(store, counts.subscriptions ?? 4)
  seedStaff(store)
}

/** A tree of three levels first, further ones below its root. */
function seedCategories(store: Store, count: number): void {
  const ids = new Map<string, number>()
  for (let index = 0; index < count; index += 1) {
    const [name, parent] = categoryTree[index] ?? [`Collection ${index + 1}`, 'Home']
    const parentId = parent === undefined ? undefined : ids.get(parent)
    const category = createCategory(store, {
      name,
      ...(parentId === undefined ? {} : { parentId }),
      nameTranslated: { en: name, de: `${name} (de)` },
      description: index % 3 === 0 ? `<p>Everything for ${name.toLowerCase()}.</p>` : '',
      enabled: name !== 'Workshop leftovers',
    })
    ids.set(name, category.id)
  }
}

/** People with and without names, addresses, group and consent; every eighth is a nameless guest. */
function seedCustomers(store: Store, prng: Prng, count: number): void {
  const now = store.nowSeconds()
  for (let index = 0; index < count; index += 1) {
    const createdAt = now - prng.integer(91, 200) * day - prng.integer(0, day)
    const name = `${prng.pick(firstNames)} ${prng.pick(lastNames)}`
    const [city, countryCode, state, postalCode] = prng.pick(places)
    const address = {
      name,
      street: `${prng.integer(1, 99)} Kiln Road\nFloor ${prng.integer(1, 4)}`,
      city,
      countryCode,
      postalCode,
      ...(state === undefined ? {} : { stateOrProvinceCode: state }),
      phone: `+1555${String(prng.integer(0, 9_999_999)).padStart(7, '0')}`,
    }
    const nameless = index % 8 === 7
    const customer: Customer = {
      id: store.nextId('customer'),
      createdAt,
      updatedAt: createdAt,
      fields: {
        email: `buyer${index + 1}@example.com`,
        customerGroupId: index % 6 === 5 ? 1 : 0,
        ...(nameless ? {} : { billingPerson: address }),
        ...(index % 3 === 0 ? { acceptMarketing: true } : {}),
        lang: index % 4 === 0 ? 'de' : 'en',
      },
      shippingAddresses:
        nameless || index % 2 === 1 ? [] : [{ id: store.nextId('address'), ...address }],
      contacts: [],
    }
    store.putCustomer(customer)
  }
}

const couponTypes = ['ABS', 'PERCENT', 'SHIPPING', 'ABS_AND_SHIPPING', 'PERCENT_AND_SHIPPING']

/** Four of each type: running, limited, paused and expired. */
function seedCoupons(store: Store, count: number): void {
  const now = store.nowSeconds()
  for (let index = 0; index < count; index += 1) {
    const discountType = couponTypes[index % couponTypes.length] ?? 'ABS'
    const variety = Math.floor(index / couponTypes.length) % 4
    createCoupon(store, {
      name: `${discountType.toLowerCase().replaceAll('_', ' ')} ${index + 1}`,
      code: `SAVE${index + 1}`,
      discountType,
      discount: discountType === 'SHIPPING' ? 0 : 5 + variety,
      status: variety === 2 ? 'PAUSED' : 'ACTIVE',
      usesLimit: variety === 1 ? 'ONCEPERCUSTOMER' : 'UNLIMITED',
      applicationLimit: variety === 1 ? 'NEW_CUSTOMER_ONLY' : 'UNLIMITED',
      launchDate: formatDate(now - 60 * day),
      ...(variety === 3 ? { expirationDate: formatDate(now - day) } : {}),
      ...(variety === 1 ? { totalLimit: 20 } : {}),
    })
  }
}
