import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields, answerList } from './envelope.ts'
import { EcwidError, notFound, wrongParameter } from './errors.ts'
import type { CustomerGroup } from './model.ts'

/** Customer groups; number 0 is called General and cannot be deleted. */
export const customerGroupRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/customer_groups',
    scope: 'read_customers',
    handle: (call) =>
      answerList(call, {
        rows: call.store.groups,
        keep: () => true,
        compare: (a, b) => a.id - b.id,
        show: (group) => group,
      }),
  },
  {
    method: 'POST',
    path: '/customer_groups',
    scope: 'create_customers',
    handle: (call) => {
      const id = call.store.nextId('group')
      call.store.groups.put({ id, name: readName(call) })
      call.store.announce('customer_group.created', id)
      return json(200, { id })
    },
  },
  {
    method: 'GET',
    path: '/customer_groups/:id',
    scope: 'read_customers',
    handle: (call) => answerFields(call, findGroup(call)),
  },
  {
    method: 'PUT',
    path: '/customer_groups/:id',
    scope: 'update_customers',
    handle: (call) => {
      const group = findGroup(call)
      call.store.groups.put({ id: group.id, name: readName(call) })
      touchMembers(call, group.id, group.id)
      call.store.announce('customer_group.updated', group.id)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/customer_groups/:id',
    scope: 'update_customers',
    handle: (call) => {
      const group = findGroup(call)
      if (group.id === 0) {
        throw new EcwidError(409, 'CONSTRAINT_VIOLATION', 'The General group cannot be deleted')
      }
      call.store.groups.delete(group.id)
      touchMembers(call, group.id, 0)
      call.store.announce('customer_group.deleted', group.id)
      return json(200, { deleteCount: 1 })
    },
  },
]

function findGroup(call: ApiCall): CustomerGroup {
  const idText = call.params['id'] ?? ''
  const group = call.store.groups.find(idText)
  if (group === undefined) throw notFound('Customer group', idText)
  return group
}

function readName(call: ApiCall): string {
  const name = call.body()['name']
  if (typeof name !== 'string' || name === '') {
    throw wrongParameter('Field CustomerGroup.name is absent')
  }
  return name
}

/** A change or the end of a group moves `updated` of its members. */
function touchMembers(call: ApiCall, groupId: number, newGroupId: number): void {
  for (const customer of call.store.customers.all()) {
    if (customer.fields.customerGroupId !== groupId) continue
    call.store.putCustomer({
      ...customer,
      updatedAt: call.store.nowSeconds(),
      fields: { ...customer.fields, customerGroupId: newGroupId },
    })
    call.store.announce('customer.updated', customer.id, { customerEmail: customer.fields.email })
  }
}
