import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { showContacts } from './customer-view.ts'
import { findCustomer, readContact } from './customers.ts'
import { answerFields } from './envelope.ts'
import { EcwidError } from './errors.ts'
import type { Customer, JsonObject } from './model.ts'

/** Ways to reach a customer, one by one; the list is `{items}` without an envelope. */
export const customerContactRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/customers/:id/contacts',
    scope: 'read_customers',
    handle: (call) => answerFields(call, { items: showContacts(call.store, findCustomer(call)) }),
  },
  {
    method: 'POST',
    path: '/customers/:id/contacts',
    scope: 'create_customers',
    handle: (call) => {
      const customer = findCustomer(call)
      const orderBy = customer.contacts.length + 1
      const contact = readContact(call.store, {
        type: 'OTHER',
        ...call.body(),
        id: undefined,
        orderBy,
      })
      save(call, customer, [...customer.contacts, contact])
      return json(200, { id: contact['id'] })
    },
  },
  {
    method: 'GET',
    path: '/customers/:id/contacts/:contactId',
    scope: 'read_customers',
    handle: (call) => answerFields(call, findContact(call, findCustomer(call))),
  },
  {
    method: 'PUT',
    path: '/customers/:id/contacts/:contactId',
    scope: 'update_customers',
    handle: (call) => {
      const customer = findCustomer(call)
      const before = findOwn(call, customer)
      const changed = readContact(call.store, { ...before, ...call.body(), id: before['id'] })
      save(
        call,
        customer,
        customer.contacts.map((contact) => (contact === before ? changed : contact)),
      )
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/customers/:id/contacts/:contactId',
    scope: 'update_customers',
    handle: (call) => {
      const customer = findCustomer(call)
      const gone = findOwn(call, customer)
      save(
        call,
        customer,
        customer.contacts.filter((contact) => contact !== gone),
      )
      return json(200, { deleteCount: 1 })
    },
  },
]

function findContact(call: ApiCall, customer: Customer): JsonObject {
  const id = call.params['contactId'] ?? ''
  const found = showContacts(call.store, customer).find((contact) => String(contact['id']) === id)
  if (found !== undefined) return found
  throw new EcwidError(404, undefined, `Customer contact #${id} not found`)
}

/** The mail address of the account is the customer's, and is not changed here. */
function findOwn(call: ApiCall, customer: Customer): JsonObject {
  const found = findContact(call, customer)
  if (customer.contacts.includes(found)) return found
  throw new EcwidError(409, 'CONSTRAINT_VIOLATION', 'The main contact is changed with the customer')
}

function save(call: ApiCall, customer: Customer, contacts: readonly JsonObject[]): void {
  call.store.putCustomer({ ...customer, contacts, updatedAt: call.store.nowSeconds() })
  call.store.announce('customer.updated', customer.id, { customerEmail: customer.fields.email })
}
