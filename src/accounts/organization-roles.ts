/** What an organization makes of the roles: which privileges each one has. */
import { PlatformError } from '../core/errors.ts'
import type { Caller } from './caller.ts'
import { changePeople, type PeopleParts } from './people.ts'
import { requireAny } from './privileges.ts'
import { readPrivileges, refusalOfPrivileges } from './role-rules.ts'
import { deleteRoleChanges, readRoleChanges, saveRoleChange } from './role-store.ts'
import { organizationRoles, type Role } from './roles.ts'

/** A role as callers send it: its id or key, and privileges as objects with keys, or as keys. */
export interface RoleRequest {
  readonly id?: number | undefined
  readonly key?: string | undefined
  readonly privileges: readonly unknown[]
}

export interface OrganizationRoles {
  list(caller: Caller): Promise<Role[]>
  /** Changes one role or several, all or none. */
  change(caller: Caller, requests: readonly RoleRequest[]): Promise<Role[]>
  /** All roles as they usually are. */
  reset(caller: Caller): Promise<Role[]>
}

export function createOrganizationRoles(parts: PeopleParts): OrganizationRoles {
  const { db } = parts.database
  const current = async ({ organizationId }: Caller) =>
    organizationRoles(await readRoleChanges(db, organizationId))

  return {
    list: current,

    async change(caller, requests) {
      requireAny(caller, 'configureRoles')
      const roles = await current(caller)
      const changes = requests.map((request) => {
        const role = roles.find(({ id, key }) => request.id === id || request.key === key)
        if (role === undefined) {
          throw new PlatformError(
            'not_found',
            `No role found with ID ${request.id ?? request.key ?? ''}`,
          )
        }
        const privileges = readPrivileges(request.privileges)
        const refusal = refusalOfPrivileges(caller, role, privileges)
        if (refusal !== undefined) throw new PlatformError('forbidden', refusal)
        return { role, privileges }
      })
      const keys = changes.map(({ role }) => role.key).join(' ')
      const event = { area: 'roles', action: 'role.changed', entityId: keys } as const
      await changePeople(parts, caller.organizationId, event, async (trx) => {
        for (const { role, privileges } of changes) {
          await saveRoleChange(trx, caller.organizationId, role.key, privileges)
        }
      })
      return current(caller)
    },

    async reset(caller) {
      requireAny(caller, 'configureRoles')
      const event = { area: 'roles', action: 'roles.reset' } as const
      await changePeople(parts, caller.organizationId, event, (trx) =>
        deleteRoleChanges(trx, caller.organizationId),
      )
      return current(caller)
    },
  }
}
