import type { ApiRoute } from './api-call.ts'
import { answerFields, answerPage } from './envelope.ts'
import { booleanParameter, dateRange } from './parameters.ts'
import { formatStamp } from './product-view.ts'
import type { DeletedKind } from './store.ts'

const deletedPaths: readonly (readonly [path: string, kind: DeletedKind, scope: string])[] = [
  ['/products/deleted', 'products', 'read_catalog'],
  ['/orders/deleted', 'orders', 'read_orders'],
  ['/customers/deleted', 'customers', 'read_customers'],
  ['/discount_coupons/deleted', 'discount_coupons', 'read_discount_coupons'],
  ['/coupons/deleted', 'discount_coupons', 'read_discount_coupons'],
  ['/reviews/deleted', 'reviews', 'read_reviews'],
]

/** Cheap questions for what changed: moments of the latest change, and what was deleted. */
export const changeProbeRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/latest-stats',
    scope: 'read_store_profile',
    handle: (call) => {
      const { store, query } = call
      const moments = Object.entries(store.stats).map(([area, at]) => [
        area,
        formatStamp(store, at),
      ])
      return answerFields(call, {
        ...Object.fromEntries(moments),
        ...(booleanParameter(query, 'productCountRequired') === true
          ? { productCount: store.products.size }
          : {}),
        ...(booleanParameter(query, 'categoryCountRequired') === true
          ? { categoryCount: store.categories.size }
          : {}),
      })
    },
  },
  ...deletedPaths.map(([path, kind, scope]): ApiRoute => ({
    method: 'GET',
    path,
    scope,
    handle: (call) => {
      const within = dateRange(call.query, 'from_date', 'to_date') ?? (() => true)
      const rows = call.store.deleted[kind].filter((row) => within(row.at))
      return answerPage(call, rows, (row) => ({
        id: row.id,
        ...(row.orderId === undefined ? {} : { orderId: row.orderId }),
        date: formatStamp(call.store, row.at),
      }))
    },
  })),
]
