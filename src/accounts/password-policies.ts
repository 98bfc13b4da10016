/** An organization's own rules for the passwords of its users. */
import type { Caller } from './caller.ts'
import { readPolicy, type PasswordPolicy } from './password-policy.ts'
import { deletePasswordPolicy, readPasswordPolicy, savePasswordPolicy } from './password-store.ts'
import type { PeopleParts } from './people.ts'
import { requireAny } from './privileges.ts'

export interface PasswordPolicies {
  get(caller: Caller): Promise<PasswordPolicy>
  /** What is absent becomes as usual. */
  save(caller: Caller, given: Readonly<Record<string, unknown>>): Promise<PasswordPolicy>
  /** Back to the usual rules. */
  reset(caller: Caller): Promise<void>
}

export function createPasswordPolicies({ database }: PeopleParts): PasswordPolicies {
  return {
    get: ({ organizationId }) => readPasswordPolicy(database.db, organizationId),
    async save(caller, given) {
      requireAny(caller, 'modifySecurity')
      const policy = readPolicy(given)
      await database.transaction((trx) => savePasswordPolicy(trx, caller.organizationId, policy))
      return policy
    },
    async reset(caller) {
      requireAny(caller, 'modifySecurity')
      await database.transaction((trx) => deletePasswordPolicy(trx, caller.organizationId))
    },
  }
}
