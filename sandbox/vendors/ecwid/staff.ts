import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import { type FieldSpec, readFields, requireField } from './field-spec.ts'
import type { JsonObject, StaffAccount } from './model.ts'
import type { Store } from './store.ts'

const spec: FieldSpec = { email: 'string', staffScopes: 'array' }

/** What an account may do in the store's admin; none of them means all. */
const permissions: readonly unknown[] = [
  'SALES_MANAGEMENT',
  'CATALOG_MANAGEMENT',
  'MARKETING_MANAGEMENT',
  'REPORT_ACCESS',
  'WEBSITE_MANAGEMENT',
  'SALES_CHANNELS_MANAGEMENT',
  'STORE_MANAGEMENT',
]

/** People who may work in the store's admin. The answer to a new one names no id: it is an invitation. */
export const staffRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/staff',
    scope: 'read_staff',
    handle: (call) => answerFields(call, { staffList: [...call.store.staff.values()] }),
  },
  {
    method: 'POST',
    path: '/staff',
    scope: 'create_staff',
    handle: (call) => {
      const body = call.body()
      requireField(body, 'Staff', 'email')
      const id = `p${call.store.nextId('staff')}`
      const blank = { id, email: '', staffScopes: [], inviteAccepted: false }
      call.store.staff.set(id, changed(call.store, blank, body))
      return json(200, { success: true })
    },
  },
  {
    method: 'GET',
    path: '/staff/:id',
    scope: 'read_staff',
    handle: (call) => {
      const found = find(call)
      if (found === undefined) {
        throw new EcwidError(404, undefined, `Staff account #${call.params['id']} not found`)
      }
      // Alone, an account shows less than in the list.
      return answerFields(call, { email: found.email, staffScopes: found.staffScopes })
    },
  },
  {
    method: 'PUT',
    path: '/staff/:id',
    scope: 'update_staff',
    handle: (call) => {
      const before = find(call)
      if (before === undefined) return json(200, { updateCount: 0 })
      call.store.staff.set(before.id, changed(call.store, before, call.body()))
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/staff/:id',
    scope: 'delete_staff',
    handle: (call) =>
      json(200, { deleteCount: call.store.staff.delete(call.params['id'] ?? '') ? 1 : 0 }),
  },
]

function find(call: ApiCall): StaffAccount | undefined {
  return call.store.staff.get(call.params['id'] ?? '')
}

function changed(store: Store, before: StaffAccount, body: JsonObject): StaffAccount {
  const { email, staffScopes } = readFields(body, spec, 'Staff')
  return {
    ...before,
    ...(typeof email === 'string' ? { email: freeAddress(store, email, before.id) } : {}),
    ...(Array.isArray(staffScopes) ? { staffScopes: staffScopes.map(permission) } : {}),
  }
}

function freeAddress(store: Store, email: string, ownId: string): string {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw wrongParameter('Field Staff.email has a wrong value: expected a mail address')
  }
  const holder = [...store.staff.values()].find((account) => account.email === email)
  if (holder !== undefined && holder.id !== ownId) {
    const text = `A staff account with the email '${email}' already exists`
    throw new EcwidError(409, 'CONSTRAINT_VIOLATION', text)
  }
  return email
}

function permission(value: unknown): string {
  if (typeof value === 'string' && permissions.includes(value)) return value
  const known = permissions.join(', ')
  throw wrongParameter(`Field Staff.staffScopes has a wrong value: expected some of ${known}`)
}
