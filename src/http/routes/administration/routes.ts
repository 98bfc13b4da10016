import type { Administration } from '../../../accounts/administration.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { grantAccountRole, listAccountRoles, revokeAccountRole } from './account-roles.ts'
import {
  changeAccount,
  createAccount,
  listAccounts,
  readAccount,
  removeAccount,
} from './accounts.ts'
import { readBranding, resetBranding, saveBranding } from './branding.ts'
import { readPolicy, resetPolicy, savePolicy } from './password-policies.ts'
import {
  changeRoles,
  grantRole,
  listPrivileges,
  listRoles,
  listUserRoles,
  resetRoles,
  revokeRole,
} from './roles.ts'
import { changeUser, createUser, listUsers, readUser, removeUser, type UserPlace } from './users.ts'

const everywhere: UserPlace = { url: '/users', name: 'of your organization' }
const places: readonly UserPlace[] = [
  { url: '/organizations/users', name: 'of the default account' },
  { url: '/accounts/:accountId/users', name: 'of an account' },
]

/** Accounts, users, roles and password rules, for administrators. */
export function registerAdministrationRoutes(
  server: PlatformServer,
  { accounts, users, userRoles, accountRoles, roles, passwordPolicies, branding }: Administration,
): void {
  for (const url of ['/accounts', '/organizations/:organizationId/accounts'] as const) {
    listAccounts(server, accounts, url)
    createAccount(server, accounts, url)
    readAccount(server, accounts, url)
  }
  changeAccount(server, accounts)
  removeAccount(server, accounts)
  for (const place of [everywhere, ...places]) {
    listUsers(server, users, place)
    readUser(server, users, place)
    changeUser(server, users, place)
    removeUser(server, users, place)
  }
  for (const place of places) createUser(server, users, place)
  listUserRoles(server, userRoles)
  grantRole(server, userRoles)
  revokeRole(server, userRoles)
  listAccountRoles(server, accountRoles)
  grantAccountRole(server, accountRoles)
  revokeAccountRole(server, accountRoles)
  listRoles(server, roles)
  listPrivileges(server)
  changeRoles(server, roles)
  resetRoles(server, roles)
  readPolicy(server, passwordPolicies)
  savePolicy(server, passwordPolicies)
  resetPolicy(server, passwordPolicies)
  readBranding(server, branding)
  saveBranding(server, branding)
  resetBranding(server, branding)
}
