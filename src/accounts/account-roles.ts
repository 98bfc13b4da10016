/** Roles that all users of an account have besides their own. */
import { PlatformError } from '../core/errors.ts'
import { readAccount } from './account-store.ts'
import type { Caller } from './caller.ts'
import { updateAccount } from './customer-account-store.ts'
import { accountFor, changePeople, noAccount, type PeopleParts } from './people.ts'
import { requireAny } from './privileges.ts'
import { readRoleChanges } from './role-store.ts'
import { isPrivileged, rolesOf, type Role } from './roles.ts'
import { refuseMoreThanOwn, roleNamed } from './user-roles.ts'

export interface AccountRoles {
  list(caller: Caller, accountId: number): Promise<Role[]>
  /** Answers the granted role. */
  grant(caller: Caller, accountId: number, roleKey: string): Promise<Role>
  revoke(caller: Caller, accountId: number, roleKey: string): Promise<void>
}

export function createAccountRoles(parts: PeopleParts): AccountRoles {
  const { db } = parts.database

  /** Reads the account again under the lock, so that two changes of its roles do not mix. */
  function changeRoles(
    { organizationId }: Caller,
    id: number,
    action: string,
    change: (roles: readonly string[]) => readonly string[],
  ): Promise<void> {
    const event = { area: 'roles', action, entityId: id, accountId: id } as const
    return changePeople(parts, organizationId, event, async (trx) => {
      const account = await readAccount(trx, organizationId, id)
      if (account === undefined) throw noAccount(id)
      await updateAccount(trx, organizationId, id, { roles: [...change(account.roles)] })
    })
  }

  return {
    async list(caller, accountId) {
      const { roles } = await accountFor(parts, caller, 'view', accountId, false)
      return rolesOf(roles, await readRoleChanges(db, caller.organizationId))
    },

    async grant(caller, accountId, roleKey) {
      requireAny(caller, 'editUsersOrg')
      await accountFor(parts, caller, 'edit', accountId, false)
      const role = roleNamed(roleKey, 'roleKey')
      if (isPrivileged(role)) {
        throw new PlatformError(
          'forbidden',
          `A whole account cannot have the role '${role}'; grant it to its users one by one`,
        )
      }
      const changes = await readRoleChanges(db, caller.organizationId)
      refuseMoreThanOwn(caller, role, changes)
      await changeRoles(caller, accountId, `account-role.granted ${role}`, (roles) => {
        if (!roles.includes(role)) return [...roles, role]
        throw new PlatformError('conflict', `The account has the role '${role}' already`)
      })
      return rolesOf([role], changes)[0] as Role
    },

    async revoke(caller, accountId, roleKey) {
      requireAny(caller, 'editUsersOrg')
      await accountFor(parts, caller, 'edit', accountId, false)
      const role = roleNamed(roleKey, 'roleKey')
      await changeRoles(caller, accountId, `account-role.revoked ${role}`, (roles) => {
        if (roles.includes(role)) return roles.filter((one) => one !== role)
        throw new PlatformError('not_found', `The account does not have the role '${role}'`)
      })
    },
  }
}
