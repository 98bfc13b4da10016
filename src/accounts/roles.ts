/** Roles and what they allow. An organization may give a role other privileges (organization-roles.ts). */
import { keysOf, privilegesOf, type Privilege, type PrivilegeKey } from './privileges.ts'

export type RoleKey = 'org-admin' | 'admin' | 'org' | 'default-user' | 'sys-admin'

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

/** Privileges by role, where an organization changed them. */
export type RoleChanges = Readonly<Record<string, readonly string[]>>

const daily = keysOf('elements', 'formulas', 'commonObjects', 'accountLogs')
const everything = [
  ...daily,
  ...keysOf('accountUsers', 'organizationUsers', 'organizationLogs', 'security'),
]

interface RoleText {
  readonly id: number
  readonly key: RoleKey
  readonly name: string
  readonly description: string
  /** Who has more cannot be changed by who has less. */
  readonly rank: number
  readonly privileges: readonly PrivilegeKey[]
}

const knownRoles: readonly RoleText[] = [
  {
    id: 1,
    key: 'sys-admin',
    name: 'System administrator',
    description: 'Runs the whole installation',
    rank: 5,
    privileges: [...everything, 'system'],
  },
  {
    id: 2,
    key: 'org-admin',
    name: 'Organization administrator',
    description: 'Everything of one organization',
    rank: 4,
    privileges: everything,
  },
  {
    id: 3,
    key: 'admin',
    name: 'Account administrator',
    description: 'Everything of one account',
    rank: 3,
    privileges: [...daily, ...keysOf('accountUsers')],
  },
  {
    id: 4,
    key: 'org',
    name: 'Organization user',
    description: 'Daily work in the organization',
    rank: 2,
    privileges: [...daily, 'viewLogsOrg'],
  },
  {
    id: 5,
    key: 'default-user',
    name: 'User',
    description: 'Daily work in one account',
    rank: 1,
    privileges: daily,
  },
]

/** Roles by their keys; unknown keys are left out. */
export function rolesOf(keys: readonly string[], changes: RoleChanges = {}): Role[] {
  return knownRoles
    .filter(({ key }) => keys.includes(key))
    .map((known) => ({
      id: known.id,
      key: known.key,
      name: known.name,
      description: known.description,
      active: true,
      hide: false,
      features: [],
      privileges: privilegesOf(changes[known.key] ?? known.privileges),
    }))
}

/** The roles that people of an organization can have. */
export function organizationRoles(changes: RoleChanges): Role[] {
  return rolesOf(['org-admin', 'admin', 'org', 'default-user'], changes)
}

/** All that the roles together allow. */
export function privilegeKeysOf(keys: readonly string[], changes: RoleChanges): Set<string> {
  return new Set(rolesOf(keys, changes).flatMap((role) => role.privileges.map(({ key }) => key)))
}

export function isRole(key: string): key is RoleKey {
  return knownRoles.some((role) => role.key === key)
}

/** The highest rank among the roles; 0 without any. */
export function rankOf(keys: readonly string[]): number {
  return Math.max(0, ...knownRoles.filter(({ key }) => keys.includes(key)).map(({ rank }) => rank))
}

/** Roles that nobody gets on the day he is created. */
export function isPrivileged(key: RoleKey): boolean {
  return rankOf([key]) >= 4
}

/** Who may do everything in the organization. */
export function isOrganizationAdmin(keys: readonly string[]): boolean {
  return keys.includes('org-admin') || keys.includes('sys-admin')
}
