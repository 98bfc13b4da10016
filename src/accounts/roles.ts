/** Roles and what they allow. Fixed for now; an organization's own changes to them come with administration. */

export type RoleKey = 'org-admin' | 'admin' | 'org' | 'default-user' | 'sys-admin'

export interface Privilege {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly category: string
  readonly description: string
  readonly active: boolean
  readonly hide: boolean
}

export interface Role {
  readonly id: number
  readonly key: RoleKey
  readonly name: string
  readonly description: string
  readonly active: boolean
  readonly hide: boolean
  readonly features: string[]
  readonly privileges: Privilege[]
}

const privilegeKeys: Readonly<Record<string, readonly string[]>> = {
  elements: [
    'viewElements',
    'createElements',
    'editElements',
    'deleteElements',
    'createElementInstances',
  ],
  formulas: [
    'viewFormulas',
    'createFormulas',
    'editFormulas',
    'deleteFormulas',
    'createFormulaInstances',
  ],
  commonObjects: [
    'viewCommonObjects',
    'createCommonObjects',
    'editCommonObjects',
    'deleteCommonObjects',
  ],
  accountUsers: ['viewUsersAccount', 'addUsersAccount', 'editUsersAccount', 'deleteUsersAccount'],
  accountLogs: ['viewLogsAccount'],
  organizationUsers: ['viewUsersOrg', 'addUsersOrg', 'editUsersOrg', 'deleteUsersOrg'],
  organizationLogs: ['viewLogsOrg'],
  security: ['configureRoles', 'modifySecurity', 'manageUiBranding'],
}

const allPrivileges: Privilege[] = Object.entries(privilegeKeys)
  .flatMap(([category, keys]) => keys.map((key) => ({ category, key })))
  .map(({ category, key }, index) => ({
    id: index + 1,
    key,
    name: inWords(key),
    category,
    description: inWords(key),
    active: true,
    hide: false,
  }))

function inWords(key: string): string {
  const words = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function privilegesOf(...categories: string[]): Privilege[] {
  return allPrivileges.filter(({ category }) => categories.includes(category))
}

const daily = ['elements', 'formulas', 'commonObjects']

export const roles: readonly Role[] = [
  role(1, 'sys-admin', 'System administrator', 'Runs the whole installation', allPrivileges),
  role(
    2,
    'org-admin',
    'Organization administrator',
    'Everything of one organization',
    allPrivileges,
  ),
  role(
    3,
    'admin',
    'Account administrator',
    'Everything of one account',
    privilegesOf(...daily, 'accountUsers', 'accountLogs'),
  ),
  role(
    4,
    'org',
    'Organization user',
    'Daily work in the organization',
    privilegesOf(...daily, 'accountLogs', 'organizationLogs'),
  ),
  role(
    5,
    'default-user',
    'User',
    'Daily work in one account',
    privilegesOf(...daily, 'accountLogs'),
  ),
]

function role(
  id: number,
  key: RoleKey,
  name: string,
  description: string,
  privileges: Privilege[],
): Role {
  return { id, key, name, description, active: true, hide: false, features: [], privileges }
}

/** Roles by their keys; unknown keys are left out. */
export function rolesOf(keys: readonly string[]): Role[] {
  return roles.filter(({ key }) => keys.includes(key))
}

/** Who may do everything in the organization. */
export function isOrganizationAdmin(keys: readonly string[]): boolean {
  return keys.includes('org-admin') || keys.includes('sys-admin')
}
