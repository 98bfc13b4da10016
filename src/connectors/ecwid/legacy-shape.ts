/** Records of the legacy API in the shape that today's API gives them. */
import { isJsonObject } from '../../core/json.ts'
import { statusOfToday } from './statuses.ts'

type Row = Readonly<Record<string, unknown>>

const orderNames: Readonly<Record<string, string>> = {
  subtotalCost: 'subtotal',
  couponDiscountCost: 'couponDiscount',
  volumeDiscountCost: 'volumeDiscount',
  discountCost: 'discount',
  taxCost: 'tax',
  totalCost: 'total',
  shippingTrackingCode: 'trackingNumber',
  customerEmail: 'email',
  customerIP: 'ipAddress',
  created: 'createDate',
}

/** Members that became others, or say nothing that the new names do not say. */
const orderLeftOvers: ReadonlySet<string> = new Set([
  'number',
  'lastChangeDate',
  'shippingMethod',
  'shippingCost',
  'customerName',
  'customerCountryCodeByIP',
])

/**
 * An order. `id` is its number as text, because that is what the legacy API finds an order by; the public id is
 * `vendorOrderNumber`. `createDate` stays as it came, the store's wall clock without a zone; `updateDate` is UTC.
 */
export function legacyOrder(order: unknown): unknown {
  if (!isJsonObject(order)) return order
  const finished: Record<string, unknown> = {
    id: String(order['number']),
    orderNumber: order['number'],
    ...publicId(order),
  }
  for (const [name, value] of Object.entries(order)) {
    if (!orderLeftOvers.has(name)) finished[orderNames[name] ?? name] = value
  }
  for (const name of ['paymentStatus', 'fulfillmentStatus']) {
    const status = order[name]
    if (typeof status === 'string') finished[name] = statusOfToday(status)
  }
  Object.assign(finished, changed(order), shipping(order))
  for (const name of ['billingPerson', 'shippingPerson']) {
    const person = legacyPerson(order[name])
    if (person === undefined) delete finished[name]
    else finished[name] = person
  }
  const { items } = order
  if (Array.isArray(items)) finished['items'] = items.map(legacyLine)
  return finished
}

/** The customer of an order: the legacy API has no others. Undefined for a guest's order. */
export function customerOf(order: unknown, totalOrderCount: number): Row | undefined {
  if (!isJsonObject(order) || typeof order['customerId'] !== 'number') return undefined
  const billingPerson = legacyPerson(order['billingPerson'])
  const shippingPerson = legacyPerson(order['shippingPerson'])
  const name = order['customerName']
  return {
    id: order['customerId'],
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    email: order['customerEmail'],
    totalOrderCount,
    ...(billingPerson === undefined ? {} : { billingPerson }),
    shippingAddresses: shippingPerson === undefined ? [] : [shippingPerson],
  }
}

/** A product: `categoryIds` as today's API has them. */
export function legacyProduct(product: unknown): unknown {
  if (!isJsonObject(product) || !Array.isArray(product['categories'])) return product
  const categoryIds = product['categories'].flatMap((category: unknown) =>
    isJsonObject(category) && typeof category['id'] === 'number' ? [category['id']] : [],
  )
  return { ...product, categoryIds }
}

function publicId(order: Row): Row {
  const { vendorNumber } = order
  return vendorNumber === undefined ? {} : { vendorOrderNumber: vendorNumber }
}

/** `2026-01-06 16:05:30` is UTC here, although it does not say so. */
function changed(order: Row): Row {
  const { lastChangeDate } = order
  if (typeof lastChangeDate !== 'string' || lastChangeDate === '') return {}
  const at = Date.parse(`${lastChangeDate.replace(' ', 'T')}Z`)
  if (Number.isNaN(at)) return { updateDate: lastChangeDate }
  return { updateDate: `${lastChangeDate} +0000`, updateTimestamp: Math.floor(at / 1000) }
}

function shipping(order: Row): Row {
  const { shippingMethod, shippingCost } = order
  const shippingOption = {
    ...(shippingMethod === undefined || shippingMethod === ''
      ? {}
      : { shippingMethodName: shippingMethod }),
    ...(shippingCost === undefined ? {} : { shippingRate: shippingCost }),
  }
  return Object.keys(shippingOption).length === 0 ? {} : { shippingOption }
}

/** Nobody, or somebody with the state's name under today's word. */
function legacyPerson(person: unknown): Row | undefined {
  if (!isJsonObject(person) || Object.keys(person).length === 0) return undefined
  const { stateName, ...rest } = person
  return stateName === undefined ? rest : { ...rest, stateOrProvinceName: stateName }
}

const optionTypes: Readonly<Record<string, string>> = {
  SELECT: 'CHOICE',
  CHECKBOX: 'CHOICES',
  TEXTFIELD: 'TEXT',
}

function legacyLine(line: unknown): unknown {
  if (!isJsonObject(line) || !Array.isArray(line['options'])) return line
  const { options, ...rest } = line
  const selectedOptions = (options as unknown[]).map((option) =>
    isJsonObject(option)
      ? { ...option, type: optionTypes[String(option['type'])] ?? option['type'] }
      : option,
  )
  return { ...rest, selectedOptions }
}
