/** The answer to a login, with the old platform's field names. */
import type { AccountRow, FullUserRow, OrganizationRow } from './account-store.ts'
import { isOrganizationAdmin, rolesOf, type Role, type RoleChanges } from './roles.ts'

export interface AuthenticatedUser {
  /** Bearer token of the session; absent when no session was begun. */
  readonly token?: string
  readonly id: number
  readonly username: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly organizationId: number
  readonly organizationName: string
  readonly accountId: number
  readonly accountName: string
  readonly organizationAdmin: boolean
  readonly accountAdmin: boolean
  readonly sysAdmin: boolean
  readonly inIntelligenceRole: boolean
  readonly roles: Role[]
  readonly lastLoginDate: string
  readonly createdDate: string
  readonly twoFactor: boolean
  readonly registeredForTwoFactor: boolean
}

interface Described {
  readonly user: FullUserRow
  readonly account: AccountRow
  readonly organization: OrganizationRow
  readonly changes: RoleChanges
  readonly token: string | undefined
}

export function authenticatedUser({
  user,
  account,
  organization,
  changes,
  token,
}: Described): AuthenticatedUser {
  const keys = [...user.roles, ...account.roles]
  const isAdmin = isOrganizationAdmin(keys)
  return {
    ...(token === undefined ? {} : { token }),
    id: user.id,
    username: user.email,
    email: user.email,
    firstName: user.first_name,
    lastName: user.last_name,
    organizationId: organization.id,
    organizationName: organization.name,
    accountId: account.id,
    accountName: account.name,
    organizationAdmin: isAdmin,
    accountAdmin: isAdmin || keys.includes('admin'),
    sysAdmin: keys.includes('sys-admin'),
    inIntelligenceRole: false,
    roles: rolesOf(keys, changes),
    // 1970-01-01 means never.
    lastLoginDate: (user.last_login_at ?? new Date(0)).toISOString(),
    createdDate: user.created_at.toISOString(),
    twoFactor: false,
    registeredForTwoFactor: false,
  }
}
