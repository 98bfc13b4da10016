import type { Caller } from '../accounts/caller.ts'

/** Whose notifications somebody sees: those of the account, or all of the organization. */
export interface Scope {
  readonly organizationId: number
  readonly accountId: number | undefined
}

/** Administrators of an organization see all its accounts, others their own. */
export function scopeOf(caller: Caller): Scope {
  return {
    organizationId: caller.organizationId,
    accountId: caller.isOrganizationAdmin ? undefined : caller.accountId,
  }
}
