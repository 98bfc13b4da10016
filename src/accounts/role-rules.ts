/** Which privileges a role may be given. Pure. */
import { PlatformError } from '../core/errors.ts'
import type { Caller } from './caller.ts'
import { isPrivilege, type PrivilegeKey } from './privileges.ts'
import type { Role } from './roles.ts'

/** Without these nobody could undo a change of the roles. */
const essential: readonly PrivilegeKey[] = ['configureRoles', 'editUsersOrg']

/** Keys from a list of privileges as a caller sent it: objects with a key, or keys. */
export function readPrivileges(given: readonly unknown[]): PrivilegeKey[] {
  return [...new Set(given.map((one, index) => readKey(one, index)))]
}

function readKey(given: unknown, index: number): PrivilegeKey {
  const key = typeof given === 'object' && given !== null && 'key' in given ? given.key : given
  if (typeof key === 'string' && isPrivilege(key)) return key
  const path = `/privileges/${index}`
  const message = 'must be a privilege: an object with its key, or the key'
  throw new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}

/** Why a role cannot have exactly these privileges; the first sentences are quoted by old clients. */
export function refusalOfPrivileges(
  caller: Caller,
  role: Role,
  keys: readonly PrivilegeKey[],
): string | undefined {
  const had = new Set<string>(role.privileges.map(({ key }) => key))
  const added = keys.filter((key) => !had.has(key))
  if (added.includes('system')) return "User can not add the 'system' privilege to any role."
  if (added.includes('intelligence')) {
    return role.key === 'default-user'
      ? "User can not add the 'intelligence' privilege to the 'default-user' role."
      : "User can not add the 'intelligence' privilege to any role."
  }
  const beyond = added.find((key) => !caller.privileges.has(key))
  if (beyond !== undefined) {
    return `User can not add the '${beyond}' privilege to the '${role.key}' role: his own roles lack it.`
  }
  const missing = essential.find((key) => !keys.includes(key))
  if (role.key === 'org-admin' && missing !== undefined) {
    return `User can not take the '${missing}' privilege from the 'org-admin' role.`
  }
  return undefined
}
