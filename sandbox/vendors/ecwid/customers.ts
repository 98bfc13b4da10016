import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { customerFilter, customerOrder } from './customer-search.ts'
import { showCustomer } from './customer-view.ts'
import { answerFields, answerList } from './envelope.ts'
import { EcwidError, notFound, wrongParameter } from './errors.ts'
import { type FieldSpec, mergeFields, readFields, requireChoice } from './field-spec.ts'
import type { Customer, JsonObject, Person } from './model.ts'
import { readPerson } from './persons.ts'
import type { Store } from './store.ts'

const customerSpec: FieldSpec = {
  email: 'string',
  password: 'string',
  customerGroupId: 'integer',
  billingPerson: 'object',
  shippingAddresses: 'array',
  contacts: 'array',
  taxId: 'string',
  taxIdValid: 'boolean',
  taxExempt: 'boolean',
  b2b_b2c: 'string',
  fiscalCode: 'string',
  electronicInvoicePecEmail: 'string',
  electronicInvoiceSdiCode: 'string',
  acceptMarketing: 'boolean',
  lang: 'string',
  privateAdminNotes: 'string',
  extrafields: 'array',
}

/** Customers: search, read, create, change, delete. */
export const customerRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/customers',
    scope: 'read_customers',
    handle: (call) => {
      const { store } = call
      return answerList(call, {
        rows: store.customers,
        keep: customerFilter(call),
        compare: customerOrder(call),
        show: (customer) => showCustomer(store, customer, true),
        dependsOn: [store.orders.version],
        ...(store.settings.era === 2026
          ? { tail: { allCustomerCount: store.customers.size } }
          : {}),
      })
    },
  },
  {
    method: 'GET',
    path: '/customers/:id',
    scope: 'read_customers',
    handle: (call) => answerFields(call, showCustomer(call.store, findCustomer(call), false)),
  },
  {
    method: 'POST',
    path: '/customers',
    scope: 'create_customers',
    handle: (call) => json(200, { id: createCustomer(call.store, call.body()).id }),
  },
  {
    method: 'PUT',
    path: '/customers/:id',
    scope: 'update_customers',
    handle: (call) => {
      const customer = findCustomer(call)
      const { store } = call
      const changed = applyFields(store, customer, readWritten(store, call.body(), customer.id))
      store.putCustomer({ ...changed, updatedAt: store.nowSeconds() })
      store.announce('customer.updated', customer.id, { customerEmail: changed.fields.email })
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/customers/:id',
    scope: 'update_customers',
    handle: (call) => {
      removeCustomer(call.store, findCustomer(call))
      return json(200, { deleteCount: 1 })
    },
  },
]

export function findCustomer(call: ApiCall): Customer {
  const idText = call.params['id'] ?? ''
  const customer = call.store.customers.find(idText)
  if (customer === undefined) throw notFound('Customer', idText)
  return customer
}

/** Creates a customer from a request body; a mail address belongs to one customer only. */
export function createCustomer(store: Store, body: JsonObject, at = store.nowSeconds()): Customer {
  if (typeof body['email'] !== 'string' || body['email'] === '') {
    throw wrongParameter('Field Customer.email is absent')
  }
  const blank: Customer = {
    id: store.nextId('customer'),
    createdAt: at,
    updatedAt: at,
    fields: { email: '', customerGroupId: 0 },
    shippingAddresses: [],
    contacts: [],
  }
  const customer = applyFields(store, blank, readWritten(store, body, undefined))
  store.putCustomer(customer)
  store.announce('customer.created', customer.id, { customerEmail: customer.fields.email })
  return customer
}

export function removeCustomer(store: Store, customer: Customer): void {
  store.removeCustomer(customer)
  store.recordDeletion('customers', customer.id)
  store.announce('customer.deleted', customer.id, { customerEmail: customer.fields.email })
}

function readWritten(store: Store, body: JsonObject, ownId: number | undefined): JsonObject {
  const written = readFields(body, customerSpec, 'Customer')
  delete written['password']
  requireChoice(written['b2b_b2c'], 'Customer', 'b2b_b2c', ['b2b', 'b2c', 'B2B', 'B2C'])
  const { email, customerGroupId: groupId } = written
  if (typeof email === 'string') {
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
      throw wrongParameter('Field Customer.email has a wrong value: expected a mail address')
    }
    const holder = store.customerIdByEmail.get(email.toLowerCase())
    if (holder !== undefined && holder !== ownId) {
      const text = `A customer with the email '${email}' already exists`
      throw new EcwidError(409, 'CONSTRAINT_VIOLATION', text)
    }
  } else delete written['email']
  if (typeof groupId === 'number' && store.groups.get(groupId) === undefined) {
    throw notFound('Customer group', groupId)
  }
  if (groupId === null) delete written['customerGroupId']
  return written
}

function applyFields(store: Store, customer: Customer, written: JsonObject): Customer {
  const { shippingAddresses, contacts, billingPerson, ...plain } = written
  const person = billingPerson === undefined ? undefined : readPerson(billingPerson)
  return {
    ...customer,
    fields: mergeFields(customer.fields, {
      ...plain,
      ...(person === undefined ? {} : { billingPerson: person }),
    }),
    ...(Array.isArray(shippingAddresses)
      ? { shippingAddresses: readAddresses(store, customer, shippingAddresses) }
      : {}),
    ...(Array.isArray(contacts) ? { contacts: readContacts(store, contacts) } : {}),
  }
}

/** A present list replaces the address book; rows that name their id keep it. */
function readAddresses(store: Store, customer: Customer, list: readonly unknown[]) {
  const known = new Set(customer.shippingAddresses.map((address) => address.id))
  return list.map((member): Person & { readonly id: number } => {
    const given = (member ?? {}) as JsonObject
    const id = given['id']
    return {
      id: typeof id === 'number' && known.has(id) ? id : store.nextId('address'),
      ...readPerson(given),
      ...(typeof given['defaultAddress'] === 'boolean'
        ? { defaultAddress: given['defaultAddress'] }
        : {}),
    }
  })
}

function readContacts(store: Store, list: readonly unknown[]): JsonObject[] {
  return list.map((member, index) =>
    readContact(store, {
      type: 'OTHER',
      ...(member as JsonObject),
      id: undefined,
      orderBy: index + 1,
    }),
  )
}

/** One contact; without an id it is a new one. */
export function readContact(store: Store, given: JsonObject): JsonObject {
  const { id, contact, type, orderBy, handle, note } = given
  if (typeof contact !== 'string') throw wrongParameter('Field CustomerContact.contact is absent')
  return {
    id: typeof id === 'number' ? id : store.nextId('contact'),
    contact,
    type,
    default: false,
    orderBy,
    ...(typeof handle === 'string' ? { handle } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  }
}
