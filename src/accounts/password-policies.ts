/** An organization's own rules for the passwords of its users. */
import type { AuditEntry } from './audit-trail.ts'
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

export function createPasswordPolicies({ database, audit }: PeopleParts): PasswordPolicies {
  return {
    get: ({ organizationId }) => readPasswordPolicy(database.db, organizationId),
    async save(caller, given) {
      requireAny(caller, 'modifySecurity')
      const policy = readPolicy(given)
      await database.transaction(async (trx) => {
        await savePasswordPolicy(trx, caller.organizationId, policy)
        await audit.record(trx, eventOf(caller, 'password-policy.changed'))
      })
      return policy
    },
    async reset(caller) {
      requireAny(caller, 'modifySecurity')
      await database.transaction(async (trx) => {
        await deletePasswordPolicy(trx, caller.organizationId)
        await audit.record(trx, eventOf(caller, 'password-policy.reset'))
      })
    },
  }
}

function eventOf({ organizationId }: Caller, action: string): AuditEntry {
  return { organizationId, area: 'organizations', action, entityId: organizationId }
}
