import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { parseDate } from './dates.ts'
import { allOf, answerFields, answerList } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import {
  type FieldSpec,
  mergeFields,
  readFields,
  requireChoice,
  requireField,
} from './field-spec.ts'
import type { Coupon, JsonObject } from './model.ts'
import { dateRange, listParameter, textParameter } from './parameters.ts'
import { formatStamp } from './product-view.ts'
import type { Store } from './store.ts'

const couponSpec: FieldSpec = {
  name: 'string',
  code: 'string',
  discountType: 'string',
  status: 'string',
  discount: 'number',
  launchDate: 'date',
  expirationDate: 'date',
  totalLimit: 'number',
  usesLimit: 'string',
  applicationLimit: 'string',
  catalogLimit: 'object',
  shippingLimit: 'object',
}

const types = ['ABS', 'PERCENT', 'SHIPPING', 'ABS_AND_SHIPPING', 'PERCENT_AND_SHIPPING']
const usesLimits = ['UNLIMITED', 'ONCEPERCUSTOMER', 'SINGLE']
const applicationLimits = ['UNLIMITED', 'NEW_CUSTOMER_ONLY', 'REPEAT_CUSTOMER_ONLY']

/** Discount coupons; the path takes the number or the code. */
export const couponRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/discount_coupons',
    scope: 'read_discount_coupons',
    handle: (call) =>
      answerList(call, {
        rows: call.store.coupons,
        keep: couponFilter(call),
        compare: (a, b) => b.createdAt - a.createdAt || b.id - a.id,
        show: (coupon) => showCoupon(call.store, coupon),
        // A coupon expires without being written.
        dependsOn: [call.store.nowSeconds()],
      }),
  },
  {
    method: 'GET',
    path: '/discount_coupons/:id',
    scope: 'read_discount_coupons',
    handle: (call) => answerFields(call, showCoupon(call.store, findCoupon(call))),
  },
  {
    method: 'POST',
    path: '/discount_coupons',
    scope: 'create_discount_coupons',
    handle: (call) => {
      const { id, fields } = createCoupon(call.store, call.body())
      return json(200, { id, code: fields.code })
    },
  },
  {
    method: 'PUT',
    path: '/discount_coupons/:id',
    scope: 'update_discount_coupons',
    handle: (call) => {
      const coupon = findCoupon(call)
      const { store } = call
      const fields = readCoupon(store, call.body(), coupon)
      store.coupons.put({ ...coupon, fields, updatedAt: store.nowSeconds() })
      store.touch('discountCouponsUpdated')
      store.announce('discount_coupon.updated', coupon.id)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/discount_coupons/:id',
    scope: 'update_discount_coupons',
    handle: (call) => {
      const coupon = findCoupon(call)
      const { store } = call
      store.coupons.delete(coupon.id)
      store.touch('discountCouponsUpdated')
      store.recordDeletion('discount_coupons', coupon.id)
      store.announce('discount_coupon.deleted', coupon.id)
      return json(200, { deleteCount: 1 })
    },
  },
]

/** Creates a coupon from a request body; a missing code is made up from its number. */
export function createCoupon(store: Store, body: JsonObject): Coupon {
  requireField(body, 'Coupon', 'name')
  const now = store.nowSeconds()
  const id = store.nextId('coupon')
  const blank: Coupon = {
    id,
    createdAt: now,
    updatedAt: now,
    orderCount: 0,
    fields: {
      name: '',
      code: `C${id}`,
      discountType: 'ABS',
      status: 'ACTIVE',
      discount: 0,
      usesLimit: 'UNLIMITED',
      applicationLimit: 'UNLIMITED',
      launchAt: now,
    },
  }
  const coupon = { ...blank, fields: readCoupon(store, body, blank) }
  store.coupons.put(coupon)
  store.touch('discountCouponsUpdated')
  store.announce('discount_coupon.created', id)
  return coupon
}

function readCoupon(store: Store, body: JsonObject, before: Coupon): Coupon['fields'] {
  const written = readFields(body, couponSpec, 'Coupon')
  requireChoice(written['discountType'], 'Coupon', 'discountType', types)
  requireChoice(written['usesLimit'], 'Coupon', 'usesLimit', usesLimits)
  requireChoice(written['applicationLimit'], 'Coupon', 'applicationLimit', applicationLimits)
  // EXPIRED and USEDUP are computed by the vendor and cannot be set.
  requireChoice(written['status'], 'Coupon', 'status', ['ACTIVE', 'PAUSED'])
  const { code, launchDate, expirationDate, ...plain } = written
  if (typeof code === 'string') {
    if (!/^[\w.-]+$/.test(code)) throw wrongParameter('Field Coupon.code has a wrong value')
    for (const other of store.coupons.all()) {
      if (other.id !== before.id && other.fields.code === code) {
        const text = `Coupon code '${code}' is already used`
        throw new EcwidError(409, 'CONSTRAINT_VIOLATION', text)
      }
    }
  }
  for (const name of [
    'name',
    'discountType',
    'status',
    'discount',
    'usesLimit',
    'applicationLimit',
  ]) {
    if (plain[name] === null) delete plain[name]
  }
  const discount = plain['discount']
  if (typeof discount === 'number' && discount < 0) {
    throw wrongParameter('Field Coupon.discount must not be negative')
  }
  return mergeFields(before.fields, {
    ...plain,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof launchDate === 'string' ? { launchAt: parseDate(launchDate) } : {}),
    ...(expirationDate === null ? { expiresAt: null } : {}),
    ...(typeof expirationDate === 'string' ? { expiresAt: parseDate(expirationDate) } : {}),
  })
}

function findCoupon(call: ApiCall): Coupon {
  const key = call.params['id'] ?? ''
  const byId = call.store.coupons.find(key)
  if (byId !== undefined) return byId
  for (const coupon of call.store.coupons.all()) if (coupon.fields.code === key) return coupon
  throw new EcwidError(404, 'DISCOUNT_COUPON_NOT_FOUND', 'Coupon is not found')
}

/** The state of a coupon now: the owner's word, unless it has expired or is used up. */
export function statusOf(store: Store, coupon: Coupon): string {
  const { expiresAt, usesLimit, status } = coupon.fields
  if (expiresAt !== undefined && expiresAt < store.nowSeconds()) return 'EXPIRED'
  if (usesLimit === 'SINGLE' && coupon.orderCount > 0) return 'USEDUP'
  return status
}

function couponFilter(call: ApiCall): (coupon: Coupon) => boolean {
  const { query, store } = call
  const code = textParameter(query, 'code')
  const kinds = listParameter(query, 'discount_type')
  const statuses = listParameter(query, 'availability')
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  return allOf<Coupon>(
    code === undefined ? undefined : (coupon) => coupon.fields.code === code,
    kinds && ((coupon) => kinds.includes(coupon.fields.discountType)),
    statuses && ((coupon) => statuses.includes(statusOf(store, coupon))),
    created && ((coupon) => created(coupon.createdAt)),
    updated && ((coupon) => updated(coupon.updatedAt)),
  )
}

function showCoupon(store: Store, coupon: Coupon): JsonObject {
  const { launchAt, expiresAt, status: _status, applicationLimit, ...rest } = coupon.fields
  return {
    id: coupon.id,
    ...rest,
    status: statusOf(store, coupon),
    launchDate: formatStamp(store, launchAt),
    ...(expiresAt === undefined ? {} : { expirationDate: formatStamp(store, expiresAt) }),
    applicationLimit,
    repeatCustomerOnly: applicationLimit === 'REPEAT_CUSTOMER_ONLY',
    creationDate: formatStamp(store, coupon.createdAt),
    updateDate: formatStamp(store, coupon.updatedAt),
    orderCount: coupon.orderCount,
  }
}
