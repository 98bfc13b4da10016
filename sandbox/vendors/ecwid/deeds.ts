import { createPrng, type Prng } from '../../prng.ts'
import { leaveCart, removeCart, saveCart } from './cart-book.ts'
import { createCategory, removeCategory, updateCategory } from './category-book.ts'
import type { Collection, Row } from './collection.ts'
import { createCoupon } from './coupons.ts'
import { createCustomer, removeCustomer } from './customers.ts'
import { runInnerCall } from './inner-call.ts'
import type { Order } from './model.ts'
import { removeOrder, updateOrder } from './order-book.ts'
import { removeProduct } from './products.ts'
import { createPromotion } from './promotions.ts'
import { plainRoutes } from './rest-api.ts'
import { allScopes } from './scopes.ts'
import { placeOrder, writeReview } from './shopper.ts'
import type { Store } from './store.ts'
import { customAppId, type World } from './world.ts'

const isFinished = ({ fields }: Order) => fields.paymentStatus !== 'INCOMPLETE'
const isNumbered = ({ id }: Row) => id !== 0
const fulfilments = ['AWAITING_PROCESSING', 'PROCESSING', 'SHIPPED', 'DELIVERED']

/**
 * What can be made to happen in a store, by the type of its event. Each deed is done as the owner, an
 * app or a shopper would do it, so that it also leads to the events that come with it.
 */
const deeds: Readonly<Record<string, (scene: Scene) => unknown>> = {
  'order.created': (scene) => {
    const number = scene.next()
    const buyer = { name: 'Ann Bee', email: `shopper${number % 20}@example.com` }
    return placeOrder(scene.store, scene.product(), 1, buyer)
  },
  'order.updated': (scene) => {
    const order = scene.order()
    const step = fulfilments.indexOf(order.fields.fulfillmentStatus) + 1
    const fulfillmentStatus = fulfilments[step % fulfilments.length] ?? 'PROCESSING'
    updateOrder(scene.store, order, { fulfillmentStatus })
  },
  'order.deleted': (scene) => removeOrder(scene.store, scene.order()),
  'unfinished_order.created': (scene) =>
    leaveCart(scene.store, scene.product(), 1, { email: 'shopper@example.com' }),
  'unfinished_order.updated': (scene) => {
    const cart = scene.choose(scene.store.carts, 'unfinished_order')
    const fields = { ...cart.fields, hidden: cart.fields['hidden'] !== true }
    saveCart(scene.store, { ...cart, fields, updatedAt: scene.store.nowSeconds() })
  },
  'unfinished_order.deleted': (scene) =>
    removeCart(scene.store, scene.choose(scene.store.carts, 'unfinished_order')),
  'product.created': (scene) =>
    scene.call('POST', '/products', { name: scene.name('Product'), price: 12, quantity: 1000 }),
  'product.updated': (scene) => {
    const { id, fields } = scene.product()
    return scene.call('PUT', `/products/${id}`, { price: Math.round(fields.price * 100 + 1) / 100 })
  },
  'product.deleted': (scene) => removeProduct(scene.store, scene.product()),
  'category.created': (scene) => createCategory(scene.store, { name: scene.name('Category') }),
  'category.updated': (scene) => {
    const category = scene.choose(scene.store.categories, 'category')
    updateCategory(scene.store, category, { description: scene.name('About') })
  },
  'category.deleted': (scene) => {
    const parents = new Set([...scene.store.categories.all()].map(({ parentId }) => parentId))
    const isLeaf = ({ id }: Row) => !parents.has(id)
    removeCategory(scene.store, scene.choose(scene.store.categories, 'category', isLeaf))
  },
  'product_class.created': (scene) => scene.call('POST', '/classes', { name: scene.name('Type') }),
  'product_class.updated': (scene) => {
    const { id } = scene.choose(scene.store.productTypes, 'product_class', isNumbered)
    return scene.call('PUT', `/classes/${id}`, { name: scene.name('Type') })
  },
  'product_class.deleted': (scene) => {
    const { id } = scene.choose(scene.store.productTypes, 'product_class', isNumbered)
    return scene.call('DELETE', `/classes/${id}`)
  },
  'customer.created': (scene) => {
    const email = `${scene.name('visitor').replaceAll(' ', '-')}@example.com`
    return createCustomer(scene.store, { email })
  },
  'customer.updated': (scene) => {
    const { id, fields } = scene.choose(scene.store.customers, 'customer')
    const acceptMarketing = fields['acceptMarketing'] !== true
    return scene.call('PUT', `/customers/${id}`, { acceptMarketing })
  },
  'customer.deleted': (scene) =>
    removeCustomer(scene.store, scene.choose(scene.store.customers, 'customer')),
  'customer_group.created': (scene) =>
    scene.call('POST', '/customer_groups', { name: scene.name('Group') }),
  'customer_group.updated': (scene) => {
    const { id } = scene.choose(scene.store.groups, 'customer_group', isNumbered)
    return scene.call('PUT', `/customer_groups/${id}`, { name: scene.name('Group') })
  },
  'customer_group.deleted': (scene) => {
    const { id } = scene.choose(scene.store.groups, 'customer_group', isNumbered)
    return scene.call('DELETE', `/customer_groups/${id}`)
  },
  'discount_coupon.created': (scene) => createCoupon(scene.store, { name: scene.name('Coupon') }),
  'discount_coupon.updated': (scene) => {
    const { id } = scene.choose(scene.store.coupons, 'discount_coupon')
    return scene.call('PUT', `/discount_coupons/${id}`, { name: scene.name('Coupon') })
  },
  'discount_coupon.deleted': (scene) => {
    const { id } = scene.choose(scene.store.coupons, 'discount_coupon')
    return scene.call('DELETE', `/discount_coupons/${id}`)
  },
  'promotion.created': (scene) => {
    const kind = { discountBase: 'SUBTOTAL', discountType: 'PERCENT', amount: 5 }
    return createPromotion(scene.store, { name: scene.name('Promotion'), ...kind })
  },
  'promotion.updated': (scene) => {
    const { id } = scene.choose(scene.store.promotions, 'promotion')
    return scene.call('PUT', `/promotions/${id}`, { name: scene.name('Promotion') })
  },
  'promotion.deleted': (scene) => {
    const { id } = scene.choose(scene.store.promotions, 'promotion')
    return scene.call('DELETE', `/promotions/${id}`)
  },
  'review.created': (scene) => {
    const rating = scene.prng.integer(1, 5)
    writeReview(scene.store, scene.order(), rating, scene.name('What I think'))
  },
  'review.updated': (scene) => {
    const { id, fields } = scene.choose(scene.store.reviews, 'review')
    const status = fields['status'] === 'published' ? 'MODERATED' : 'PUBLISHED'
    return scene.call('PUT', `/reviews/${id}`, { status })
  },
  'review.deleted': (scene) => {
    const { id } = scene.choose(scene.store.reviews, 'review')
    return scene.call('DELETE', `/reviews/${id}`)
  },
  'profile.updated': (scene) =>
    scene.call('PUT', '/profile', { company: { phone: `+1555${1_000_000 + scene.next()}` } }),
}

/** The types of event that can be made to happen. */
export const deedTypes: readonly string[] = Object.keys(deeds)

/** A store in which things are made to happen, by chance from a seed. */
export class Scene {
  readonly store: Store
  readonly prng: Prng
  readonly #world: World
  readonly #ids = new Map<string, readonly number[]>()

  constructor(world: World, store: Store, seed: number | string) {
    this.#world = world
    this.store = store
    this.prng = createPrng(seed)
  }

  /** Does what leads to such an event. */
  do(eventType: string): unknown {
    const deed = deeds[eventType]
    if (deed === undefined) throw new Error(`Nothing leads to ${eventType}`)
    return deed(this)
  }

  /** A running number of the store, so that names differ between two scenes. */
  next(): number {
    this.store.deeds += 1
    return this.store.deeds
  }

  name(what: string): string {
    return `${what} ${this.next()}`
  }

  product() {
    return this.choose(this.store.products, 'product')
  }

  order(): Order {
    return this.choose(this.store.orders, 'order', isFinished)
  }

  /** One of the rows that fit; when there is none, the first one is made. */
  choose<T extends Row>(
    rows: Collection<T>,
    kind: string,
    fits: (row: T) => boolean = () => true,
  ): T {
    const known = this.#ids.get(kind) ?? []
    const row = rows.get(this.prng.pickOr(known) ?? -1)
    if (row !== undefined && fits(row)) return row
    const all = [...rows.all()].filter(fits)
    this.#ids.set(
      kind,
      all.map(({ id }) => id),
    )
    if (all.length > 0) return this.prng.pick(all)
    this.do(`${kind}.created`)
    return this.choose(rows, kind, fits)
  }

  /**
   * A call of the REST API with every scope.
   * @throws when the API refuses it.
   */
  async call(method: string, path: string, body?: unknown): Promise<void> {
    const { store } = this
    const token = {
      value: '',
      kind: 'secret' as const,
      storeId: store.id,
      clientId: customAppId,
      scopes: new Set(allScopes),
      createdAt: store.nowSeconds(),
    }
    const call = { world: this.#world, store, token, origin: '' }
    const answer = await runInnerCall(plainRoutes, call, { method, path, body })
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`)
  }
}
