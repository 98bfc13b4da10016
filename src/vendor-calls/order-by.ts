import { PlatformError } from '../core/errors.ts'
import type { ResourcePlan } from './plan.ts'

/** `orderBy` as the vendor's parameter. Throws 400 that lists what is possible; empty where the vendor has no order. */
export function vendorOrder(plan: ResourcePlan, orderBy: string): Readonly<Record<string, string>> {
  const order = plan.resource.hubwright?.orderBy
  if (order === undefined) return {}
  const [field = '', direction = 'asc', ...rest] = orderBy.trim().split(/\s+/)
  const wanted = `${field} ${direction.toLowerCase()}`
  const value =
    rest.length === 0 && Object.hasOwn(order.values, wanted) ? order.values[wanted] : undefined
  if (value === undefined) {
    const message = `The vendor cannot order by '${orderBy}'; possible are ${Object.keys(order.values).join(', ')}`
    throw new PlatformError('invalid_request', message, { details: [{ path: 'orderBy', message }] })
  }
  return { [order.parameter]: value }
}
