/**
 * The second door of the room: what administrators do with accounts, users, roles and password rules. It is opened after
 * the instances, because people who go take their connections with them.
 */
import { createAccountRoles, type AccountRoles } from './account-roles.ts'
import { createOrganizationBranding, type OrganizationBranding } from './branding.ts'
import { createCustomerAccounts, type CustomerAccounts } from './customer-accounts.ts'
import { createOrganizationRoles, type OrganizationRoles } from './organization-roles.ts'
import { createPasswordPolicies, type PasswordPolicies } from './password-policies.ts'
import type { PeopleParts } from './people.ts'
import { createUserRoles, type UserRoles } from './user-roles.ts'
import { createUsers, type Users } from './users.ts'

export interface Administration {
  readonly accounts: CustomerAccounts
  readonly users: Users
  readonly userRoles: UserRoles
  readonly accountRoles: AccountRoles
  readonly roles: OrganizationRoles
  readonly passwordPolicies: PasswordPolicies
  readonly branding: OrganizationBranding
}

export function createAdministration(parts: PeopleParts): Administration {
  return {
    accounts: createCustomerAccounts(parts),
    users: createUsers(parts),
    userRoles: createUserRoles(parts),
    accountRoles: createAccountRoles(parts),
    roles: createOrganizationRoles(parts),
    passwordPolicies: createPasswordPolicies(parts),
    branding: createOrganizationBranding(parts),
  }
}
