import type { ApiCall } from './api-call.ts'
import { customerStats } from './customer-view.ts'
import { allOf } from './envelope.ts'
import type { Customer, Person } from './model.ts'
import {
  booleanParameter,
  choiceParameter,
  dateRange,
  idListParameter,
  listParameter,
  numberRange,
  textParameter,
} from './parameters.ts'
import { compareText } from './product-search.ts'

type Keep = ((customer: Customer) => boolean) | undefined

/** The condition that the search parameters of a call make. */
export function customerFilter(call: ApiCall): (customer: Customer) => boolean {
  const { query, store } = call
  const created = dateRange(query, 'createdFrom', 'createdTo')
  const updated = dateRange(query, 'updatedFrom', 'updatedTo')
  const orderCount = numberRange(query, 'minOrderCount', 'maxOrderCount')
  const sales = numberRange(query, 'minSalesValue', 'maxSalesValue')
  const groups =
    idListParameter(query, 'customerGroupIds') ?? idListParameter(query, 'customerGroup')
  const countries = listParameter(query, 'countryCodes')
  const kind = textParameter(query, 'b2b_b2c')?.toLowerCase()
  const marketing = booleanParameter(query, 'acceptMarketing')
  const exempt = booleanParameter(query, 'taxExempt')
  const lang = textParameter(query, 'lang')
  return allOf<Customer>(
    keywordFilter(query),
    nameFilter(query),
    emailFilter(query),
    addressFilter(query, 'phone'),
    addressFilter(query, 'city'),
    addressFilter(query, 'postalCode'),
    addressFilter(query, 'stateOrProvinceCode'),
    addressFilter(query, 'companyName'),
    countries &&
      ((customer) => persons(customer).some((p) => countries.includes(p.countryCode ?? ''))),
    marketing === undefined
      ? undefined
      : (customer) => (customer.fields['acceptMarketing'] === true) === marketing,
    exempt === undefined
      ? undefined
      : (customer) => (customer.fields['taxExempt'] === true) === exempt,
    lang === undefined ? undefined : (customer) => customer.fields['lang'] === lang,
    groups && ((customer) => groups.includes(customer.fields.customerGroupId)),
    kind === undefined
      ? undefined
      : (customer) => textOf(customer.fields['b2b_b2c'] ?? 'b2c') === kind,
    orderCount && ((customer) => orderCount(customerStats(store, customer.id).numberOfOrders)),
    sales && ((customer) => sales(customerStats(store, customer.id).salesValue)),
    purchaseFilter(call),
    created && ((customer) => created(customer.createdAt)),
    updated && ((customer) => updated(customer.updatedAt)),
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}

function persons(customer: Customer): readonly Person[] {
  const { billingPerson } = customer.fields
  return billingPerson === undefined
    ? customer.shippingAddresses
    : [billingPerson, ...customer.shippingAddresses]
}

function keywordFilter(query: URLSearchParams): Keep {
  const keyword = textParameter(query, 'keyword')?.toLowerCase()
  if (keyword === undefined) return undefined
  return (customer) =>
    [
      customer.fields.email,
      customer.fields['privateAdminNotes'],
      ...persons(customer).flatMap((person): unknown[] => Object.values(person)),
    ]
      .join('\n')
      .toLowerCase()
      .includes(keyword)
}

function nameFilter(query: URLSearchParams): Keep {
  const name = textParameter(query, 'name')?.toLowerCase()
  if (name === undefined) return undefined
  return (customer) => (customer.fields.billingPerson?.name ?? '').toLowerCase().includes(name)
}

function emailFilter(query: URLSearchParams): Keep {
  const email = textParameter(query, 'email')?.toLowerCase()
  if (email === undefined) return undefined
  const exact = booleanParameter(query, 'useExactEmailMatch') ?? false
  return ({ fields }) => {
    const own = fields.email.toLowerCase()
    return exact ? own === email : own.includes(email)
  }
}

function addressFilter(query: URLSearchParams, name: keyof Person & string): Keep {
  const wanted = textParameter(query, name)?.toLowerCase()
  if (wanted === undefined) return undefined
  return (customer) => persons(customer).some((person) => textOf(person[name]).includes(wanted))
}

function purchaseFilter(call: ApiCall): Keep {
  const wanted = idListParameter(call.query, 'purchasedProductIds')
  if (wanted === undefined) return undefined
  const { orders, orderIdsByCustomer } = call.store
  return (customer) =>
    [...(orderIdsByCustomer.get(customer.id) ?? [])].some((id) =>
      orders.get(id)?.items.some((item) => wanted.includes(item.productId ?? -1)),
    )
}

const sorts = [
  'NAME_ASC',
  'NAME_DESC',
  'EMAIL_ASC',
  'EMAIL_DESC',
  'ORDER_COUNT_ASC',
  'ORDER_COUNT_DESC',
  'REGISTERED_DATE_DESC',
  'REGISTERED_DATE_ASC',
  'UPDATED_DATE_DESC',
  'UPDATED_DATE_ASC',
  'SALES_VALUE_ASC',
  'SALES_VALUE_DESC',
  'FIRST_ORDER_DATE_ASC',
  'FIRST_ORDER_DATE_DESC',
  'LAST_ORDER_DATE_ASC',
  'LAST_ORDER_DATE_DESC',
] as const

/** The order that `sortBy` asks for; without it the newest come first. */
export function customerOrder(call: ApiCall): (a: Customer, b: Customer) => number {
  const sort = choiceParameter(call.query, 'sortBy', sorts) ?? 'REGISTERED_DATE_DESC'
  const [, what = '', direction] = /^(.*)_(ASC|DESC)$/.exec(sort) ?? []
  const sign = direction === 'ASC' ? 1 : -1
  const text = textKey(what)
  if (text !== undefined) return (a, b) => sign * (compareText(text(a), text(b)) || a.id - b.id)
  const number = numberKey(call, what)
  return (a, b) => sign * (number(a) - number(b) || a.id - b.id)
}

function textKey(what: string): ((customer: Customer) => string) | undefined {
  if (what === 'NAME') return (customer) => customer.fields.billingPerson?.name ?? ''
  if (what === 'EMAIL') return (customer) => customer.fields.email
  return undefined
}

function numberKey(call: ApiCall, what: string): (customer: Customer) => number {
  const stats = (customer: Customer) => customerStats(call.store, customer.id)
  switch (what) {
    case 'ORDER_COUNT':
      return (customer) => stats(customer).numberOfOrders
    case 'SALES_VALUE':
      return (customer) => stats(customer).salesValue
    case 'FIRST_ORDER_DATE':
      return (customer) => stats(customer).firstOrderAt ?? 0
    case 'LAST_ORDER_DATE':
      return (customer) => stats(customer).lastOrderAt ?? 0
    case 'UPDATED_DATE':
      return (customer) => customer.updatedAt
    default:
      return (customer) => customer.createdAt
  }
}
