import type { Customer, JsonObject, Order } from './model.ts'
import { roundMoney } from './money.ts'
import { showPerson } from './persons.ts'
import { formatStamp } from './product-view.ts'
import type { Store } from './store.ts'

/** What a customer bought so far. */
interface CustomerStats {
  readonly numberOfOrders: number
  readonly salesValue: number
  readonly firstOrderAt: number | undefined
  readonly lastOrderAt: number | undefined
}

/** Sums up a customer's finished orders; cancelled and refunded ones add no sales. */
export function customerStats(store: Store, customerId: number): CustomerStats {
  const orders = [...(store.orderIdsByCustomer.get(customerId) ?? [])]
    .map((id) => store.orders.get(id))
    .filter((order): order is Order => order !== undefined)
    .filter((order) => order.fields.paymentStatus !== 'INCOMPLETE')
  const sold = orders.filter(
    (order) => !['CANCELLED', 'REFUNDED'].includes(order.fields.paymentStatus),
  )
  const moments = orders.map((order) => order.createdAt)
  return {
    numberOfOrders: orders.length,
    salesValue: roundMoney(sold.reduce((sum, order) => sum + order.fields.total, 0)),
    firstOrderAt: moments.length === 0 ? undefined : Math.min(...moments),
    lastOrderAt: moments.length === 0 ? undefined : Math.max(...moments),
  }
}

/** The name of a group; a group that is gone counts as General. */
export function groupName(store: Store, groupId: number): string {
  return store.groups.get(groupId)?.name ?? 'General'
}

/** A customer as the REST API prints it. `row` marks search results, which carry a little more in older eras. */
export function showCustomer(store: Store, customer: Customer, row: boolean): JsonObject {
  const { era } = store.settings
  const { email, billingPerson, customerGroupId, b2b_b2c: kind = 'b2c', ...rest } = customer.fields
  const stats = customerStats(store, customer.id)
  const name = billingPerson?.name
  const summary = row || era === 2026
  const average = stats.numberOfOrders === 0 ? 0 : stats.salesValue / stats.numberOfOrders
  return {
    id: customer.id,
    ...(summary && name !== undefined ? { name } : {}),
    email,
    registered: formatStamp(store, customer.createdAt),
    updated: formatStamp(store, customer.updatedAt),
    ...(summary ? { totalOrderCount: stats.numberOfOrders } : {}),
    customerGroupId,
    customerGroupName: groupName(store, customerGroupId),
    ...(billingPerson === undefined ? {} : { billingPerson: showPerson(billingPerson) }),
    shippingAddresses: customer.shippingAddresses.map((address, index) => ({
      ...showPerson(address),
      defaultAddress: address['defaultAddress'] ?? index === 0,
      orderBy: index,
    })),
    ...(era < 2026 ? {} : { contacts: showContacts(store, customer) }),
    taxExempt: false,
    taxId: '',
    taxIdValid: true,
    ...(era === 2014 ? {} : { b2b_b2c: era === 2021 ? String(kind).toUpperCase() : kind }),
    ...rest,
    ...(era < 2026
      ? {}
      : {
          stats: {
            numberOfOrders: stats.numberOfOrders,
            salesValue: stats.salesValue,
            averageOrderValue: roundMoney(average),
            ...(stats.firstOrderAt === undefined
              ? {}
              : { firstOrderDate: formatStamp(store, stats.firstOrderAt) }),
            ...(stats.lastOrderAt === undefined
              ? {}
              : { lastOrderDate: formatStamp(store, stats.lastOrderAt) }),
          },
          privateAdminNotes: customer.fields['privateAdminNotes'] ?? '',
          favorites: [],
        }),
  }
}

/** The main mail address, then what was added. */
export function showContacts(store: Store, customer: Customer): JsonObject[] {
  if (customer.fields.email === '') return [...customer.contacts]
  const main = {
    id: customer.id,
    contact: customer.fields.email,
    type: 'EMAIL',
    default: true,
    orderBy: 0,
    timestamp: formatStamp(store, customer.createdAt),
  }
  return [main, ...customer.contacts]
}
