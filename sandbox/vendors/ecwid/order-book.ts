import { randomInt } from 'node:crypto'
import { createCustomer } from './customers.ts'
import { dateOf } from './dates.ts'
import { wrongParameter } from './errors.ts'
import { mergeFields } from './field-spec.ts'
import type { JsonObject, Order, OrderFields, OrderItem, OrderName, StockMove } from './model.ts'
import { readItems, readOrderFields, requireOrderFields } from './order-fields.ts'
import { returnToStock, takeFromStock } from './stock.ts'
import type { Store } from './store.ts'

/** How a new order gets its names; the seed chooses letters of its own to stay repeatable. */
interface OrderNaming {
  readonly letters?: () => string
  readonly at?: number
  /** A name that was kept for it. */
  readonly name?: OrderName
}

/** Creates an order from a request body: totals as sent, stock taken, the buyer noted. */
export function createOrder(store: Store, body: JsonObject, naming: OrderNaming = {}): Order {
  requireOrderFields(body)
  const written = readOrderFields(body)
  const items = readItems(store, readItemList(body) ?? [], [])
  const fields = mergeFields<JsonObject>({}, written) as OrderFields
  const now = naming.at ?? store.nowSeconds()
  const backdated = dateOf(written['createDate'])
  const customerId = buyerOf(store, body, fields, backdated ?? now)
  const stockTaken = holdsStock(fields) ? takeFromStock(store, wantedStock(store, items)) : []
  const order: Order = {
    ...(naming.name ?? nameOrder(store, naming.letters)),
    createdAt: backdated ?? now,
    updatedAt: now,
    ...(customerId === undefined ? {} : { customerId }),
    fields,
    items: items.map((item) => withStockLeft(store, item)),
    refunds: [],
    extraFields: readExtraFieldList(body),
    stockTaken,
  }
  store.putOrder(order)
  countCouponUse(store, order)
  announceCreated(store, order)
  return order
}

function announceCreated(store: Store, order: Order): void {
  const { publicId: orderId, fields } = order
  if (isUnfinished(order)) store.announce('unfinished_order.created', order.id, { orderId })
  else {
    store.announce('order.created', order.id, {
      orderId,
      newPaymentStatus: fields.paymentStatus,
      newFulfillmentStatus: fields.fulfillmentStatus,
    })
  }
}

/** A finished order uses up its coupon once. */
function countCouponUse(store: Store, order: Order): void {
  const given = order.fields['discountCoupon'] as { code?: unknown } | undefined
  if (typeof given?.code !== 'string' || order.fields.paymentStatus === 'INCOMPLETE') return
  for (const coupon of store.coupons.all()) {
    if (coupon.fields.code !== given.code) continue
    store.coupons.put({ ...coupon, orderCount: coupon.orderCount + 1 })
    store.touch('discountCouponsUpdated')
    store.announce('discount_coupon.updated', coupon.id)
    return
  }
}

/** Changes the keys that the body has; a present list of items replaces all of them. */
export function updateOrder(store: Store, order: Order, body: JsonObject): Order {
  const written = readOrderFields(body)
  if (written['paymentStatus'] === 'PAID') written['paymentMessage'] = null
  const list = readItemList(body)
  const items = list === undefined ? order.items : readItems(store, list, order.items)
  const fields = mergeFields(order.fields, written)
  const backdated = dateOf(written['createDate'])
  const changed: Order = {
    ...order,
    fields,
    items,
    updatedAt: store.nowSeconds(),
    ...(backdated === undefined ? {} : { createdAt: backdated }),
    ...(Array.isArray(body['orderExtraFields']) ? { extraFields: readExtraFieldList(body) } : {}),
    stockTaken: moveStock(store, order, fields, list === undefined ? undefined : items),
  }
  saveOrder(store, order, changed)
  return changed
}

/** Stores a changed order and tells about it; one that is finished now is a new order to everybody. */
export function saveOrder(store: Store, before: Order, changed: Order): void {
  store.putOrder(changed)
  const { publicId: orderId } = changed
  if (isUnfinished(changed)) {
    store.announce('unfinished_order.updated', changed.id, { orderId })
    return
  }
  if (isUnfinished(before)) {
    announceCreated(store, changed)
    return
  }
  store.announce('order.updated', changed.id, {
    orderId,
    oldPaymentStatus: before.fields.paymentStatus,
    newPaymentStatus: changed.fields.paymentStatus,
    oldFulfillmentStatus: before.fields.fulfillmentStatus,
    newFulfillmentStatus: changed.fields.fulfillmentStatus,
  })
}

export function removeOrder(store: Store, order: Order): void {
  returnToStock(store, order.stockTaken)
  store.removeOrder(order)
  store.recordDeletion('orders', order.id, order.publicId)
  const kind = isUnfinished(order) ? 'unfinished_order' : 'order'
  store.announce(`${kind}.deleted`, order.id, { orderId: order.publicId })
}

/** Money goes back: noted on the order, whose payment status follows. There is no API for this. */
export function refundOrder(store: Store, order: Order, amount: number, reason: string): Order {
  const before = order.refunds.reduce((sum, refund) => sum + refund.amount, 0)
  if (amount <= 0 || amount + before > order.fields.total + 0.005) {
    throw wrongParameter(`The refund must lie between 0 and ${order.fields.total - before}`)
  }
  const complete = amount + before >= order.fields.total - 0.005
  const at = store.nowSeconds()
  const changed: Order = {
    ...order,
    updatedAt: at,
    refunds: [...order.refunds, { at, source: 'CP', reason: reason.slice(0, 256), amount }],
    fields: { ...order.fields, paymentStatus: complete ? 'REFUNDED' : 'PARTIALLY_REFUNDED' },
  }
  saveOrder(store, order, changed)
  return changed
}

function isUnfinished(order: Order): boolean {
  return order.fields.paymentStatus === 'INCOMPLETE'
}

function readItemList(body: JsonObject): readonly unknown[] | undefined {
  const list: unknown = body['items']
  if (list === undefined || list === null) return undefined
  if (!Array.isArray(list))
    throw wrongParameter('Field Order.items has a wrong value: expected array')
  return list as unknown[]
}

function readExtraFieldList(body: JsonObject): JsonObject[] {
  const list: unknown = body['orderExtraFields']
  return Array.isArray(list) ? (list as JsonObject[]) : []
}

/** Whether pieces of an order in this state are off the shelf. */
function holdsStock(fields: OrderFields): boolean {
  return !['CANCELLED', 'INCOMPLETE'].includes(fields.paymentStatus)
}

function wantedStock(store: Store, items: readonly OrderItem[]): StockMove[] {
  return items.flatMap((item) => {
    const { productId, combinationId, quantity } = item
    if (productId === undefined || item['trackQuantity'] === false) return []
    if (store.products.get(productId) === undefined) return []
    return [{ productId, quantity, ...(combinationId === undefined ? {} : { combinationId }) }]
  })
}

/** Brings the stock in line with the new state and lines of an order. */
function moveStock(
  store: Store,
  order: Order,
  fields: OrderFields,
  newItems: readonly OrderItem[] | undefined,
): readonly StockMove[] {
  const held = holdsStock(order.fields)
  const holds = holdsStock(fields)
  if (held === holds && (newItems === undefined || !holds)) return order.stockTaken
  returnToStock(store, order.stockTaken)
  return holds ? takeFromStock(store, wantedStock(store, newItems ?? order.items)) : []
}

function withStockLeft(store: Store, item: OrderItem): OrderItem {
  const product = item.productId === undefined ? undefined : store.products.get(item.productId)
  if (product === undefined) return item
  const combination = product.combinations.find((one) => one.id === item.combinationId)
  const quantity = combination?.fields.quantity ?? product.fields.quantity
  return {
    ...item,
    sku: item.sku ?? combination?.fields.sku ?? product.fields.sku,
    trackQuantity: item['trackQuantity'] ?? quantity !== undefined,
    ...(quantity === undefined ? {} : { quantityInStock: quantity }),
  }
}

function buyerOf(
  store: Store,
  body: JsonObject,
  fields: OrderFields,
  at: number,
): number | undefined {
  const given = body['customerId']
  if (typeof given === 'number' && store.customers.get(given) !== undefined) return given
  if (!/^[^@\s]+@[^@\s]+$/.test(fields.email)) return undefined
  const known = store.customerIdByEmail.get(fields.email.toLowerCase())
  if (known !== undefined) return known
  const { email, billingPerson } = fields
  return createCustomer(store, { email, ...(billingPerson ? { billingPerson } : {}) }, at).id
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

function randomLetters(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** Five signs with at least one letter, so that no public id looks like an internal number. */
export function lettersFrom(choose: (size: number) => number): string {
  const signs = Array.from({ length: 5 }, () => alphabet[choose(alphabet.length)])
  return signs.join('')
}

/** Names the next order of a store. */
export function nameOrder(store: Store, letters = randomLetters): OrderName {
  const { idStyle, orderNumberPrefix, orderNumberSuffix } = store.settings
  const name = (uid: string) => `${orderNumberPrefix}${uid}${orderNumberSuffix}`
  if (idStyle === 'consecutive') {
    const id = store.nextOrderNumber()
    return { id, orderNumber: id, publicUid: String(id), publicId: name(String(id)) }
  }
  const id = store.nextId('order')
  let publicUid = letters()
  while (/^\d+$/.test(publicUid) || store.orderIdByPublicId.has(name(publicUid))) {
    publicUid = letters()
  }
  return { id, orderNumber: id, publicUid, publicId: name(publicUid) }
}
