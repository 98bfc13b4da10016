/** Granting roles and taking them back, and what keeps people from giving more than they have. */
import { PlatformError } from '../core/errors.ts'
import type { FullUserRow } from './account-store.ts'
import type { Caller } from './caller.ts'
import { lacking, requireAny } from './privileges.ts'
import {
  changePeople,
  idOrEmail,
  noUser,
  reachOf,
  refuseHigherRank,
  refuseOneself,
  userFor,
  type PeopleParts,
} from './people.ts'
import { readRoleChanges } from './role-store.ts'
import {
  isRole,
  privilegeKeysOf,
  rankOf,
  rolesOf,
  type Role,
  type RoleChanges,
  type RoleKey,
} from './roles.ts'
import { findUser, isSomebody, updateUser } from './user-store.ts'

export interface UserRoles {
  list(caller: Caller, who: string): Promise<Role[]>
  /** Answers the granted role. */
  grant(caller: Caller, who: string, roleKey: string): Promise<Role>
  revoke(caller: Caller, who: string, roleKey: string): Promise<void>
}

export function createUserRoles(parts: PeopleParts): UserRoles {
  const { db } = parts.database

  /** Somebody of another organization is a 403 here by contract, nobody a 404. */
  async function target(caller: Caller, who: string): Promise<FullUserRow> {
    const reach = reachOf(caller, 'edit')
    const name = idOrEmail(who)
    const user = await findUser(db, caller.organizationId, name)
    if (user !== undefined) {
      if (reach !== undefined && reach !== user.account_id) throw lacking(['editUsersOrg'])
      return user
    }
    if (typeof name === 'number' && (await isSomebody(db, name))) {
      throw new PlatformError('forbidden', 'This user does not belong to your organization')
    }
    throw noUser(who)
  }

  /** Reads the user again under the lock, so that two changes of his roles do not mix. */
  function changeRoles(
    caller: Caller,
    { id, account_id: accountId }: FullUserRow,
    action: string,
    change: (roles: readonly string[]) => readonly string[],
  ): Promise<void> {
    const { organizationId } = caller
    const event = { area: 'roles', action, entityId: id, accountId } as const
    return changePeople(parts, organizationId, event, async (trx) => {
      const user = await findUser(trx, organizationId, id)
      if (user === undefined) throw noUser(id)
      await updateUser(trx, organizationId, id, { roles: change(user.roles) })
    })
  }

  return {
    async list(caller, who) {
      const isOwn = idOrEmail(who) === caller.userId
      const user = isOwn
        ? await findUser(db, caller.organizationId, caller.userId)
        : await userFor(parts, caller, 'view', who)
      if (user === undefined) throw noUser(who)
      return rolesOf(user.roles, await readRoleChanges(db, caller.organizationId))
    },

    async grant(caller, who, roleKey) {
      requireAny(caller, 'editUsersOrg', 'editUsersAccount')
      const user = await target(caller, who)
      const role = roleNamed(roleKey, 'roleKey')
      refuseOneself(caller, user, 'grant a role to')
      refuseHigherRank(caller, user)
      const changes = await readRoleChanges(db, caller.organizationId)
      refuseMoreThanOwn(caller, role, changes)
      await changeRoles(caller, user, `role.granted ${role}`, (roles) => {
        if (!roles.includes(role)) return [...roles, role]
        throw new PlatformError('conflict', `The user has the role '${role}' already`)
      })
      return rolesOf([role], changes)[0] as Role
    },

    async revoke(caller, who, roleKey) {
      requireAny(caller, 'editUsersOrg', 'editUsersAccount')
      const user = await target(caller, who)
      const role = roleNamed(roleKey, 'roleKey')
      refuseOneself(caller, user, 'take a role from')
      refuseHigherRank(caller, user)
      await changeRoles(caller, user, `role.revoked ${role}`, (roles) => {
        if (roles.includes(role)) return roles.filter((one) => one !== role)
        throw new PlatformError('not_found', `The user does not have the role '${role}'`)
      })
    },
  }
}

/** @throws PlatformError `invalid_request` for a key that no role has */
export function roleNamed(key: string, path: string): RoleKey {
  if (isRole(key)) return key
  const message = `No role has the key '${key.slice(0, 100)}'; there are org-admin, admin, org and default-user`
  throw new PlatformError('invalid_request', message, { details: [{ path, message }] })
}

/** @throws PlatformError `forbidden` for a role of higher rank, or one that allows what the caller may not do */
export function refuseMoreThanOwn(caller: Caller, role: RoleKey, changes: RoleChanges): void {
  const isHigher = rankOf([role]) > rankOf(caller.roles)
  const beyond = [...privilegeKeysOf([role], changes)].filter((key) => !caller.privileges.has(key))
  if (!isHigher && beyond.length === 0) return
  throw new PlatformError(
    'forbidden',
    `You cannot give the role '${role}': it allows more than your own roles do`,
  )
}
