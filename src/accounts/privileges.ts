/** What a role can allow. The keys are the old platform's; routes name the one they need in `config.privilege`. */
import { PlatformError } from '../core/errors.ts'
import type { Caller } from './caller.ts'

const keysByCategory = {
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
  // Nobody can give these away.
  internal: ['system', 'intelligence'],
} as const

export type PrivilegeCategory = keyof typeof keysByCategory
export type PrivilegeKey = (typeof keysByCategory)[PrivilegeCategory][number]

export interface Privilege {
  readonly id: number
  readonly key: PrivilegeKey
  readonly name: string
  readonly category: string
  readonly description: string
  readonly active: boolean
  readonly hide: boolean
}

const allPrivileges: readonly Privilege[] = Object.entries(keysByCategory)
  .flatMap(([category, keys]) => keys.map((key) => ({ category, key })))
  .map(({ category, key }, index) => ({
    id: index + 1,
    key,
    name: inWords(key),
    category,
    description: inWords(key),
    active: true,
    hide: category === 'internal',
  }))

function inWords(key: string): string {
  const words = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Those that a role can be given, in the order they are shown. */
export const grantablePrivileges: readonly Privilege[] = allPrivileges.filter(({ hide }) => !hide)

/** Keys of whole categories. */
export function keysOf(...categories: readonly PrivilegeCategory[]): PrivilegeKey[] {
  return categories.flatMap((category) => keysByCategory[category])
}

/** Privileges by their keys, in the order of the list; unknown keys are left out. */
export function privilegesOf(keys: readonly string[]): Privilege[] {
  return allPrivileges.filter(({ key }) => keys.includes(key))
}

export function isPrivilege(key: string): key is PrivilegeKey {
  return allPrivileges.some((privilege) => privilege.key === key)
}

/** @throws PlatformError `forbidden` when the caller has none of the privileges */
export function requireAny(caller: Caller, ...keys: readonly PrivilegeKey[]): void {
  if (!keys.some((key) => caller.privileges.has(key))) throw lacking(keys)
}

/** The 403 for a caller without any of the privileges. */
export function lacking(keys: readonly PrivilegeKey[]): PlatformError {
  return new PlatformError(
    'forbidden',
    `Your roles lack the privilege ${keys.map((key) => `'${key}'`).join(' or ')}. Ask an administrator of your organization for a role that has it`,
  )
}
