import type { Caller } from '../../accounts/caller.ts'

const nothing: ReadonlySet<string> = new Set()

/** The owner of an instance, on whose behalf the platform calls; for the record of the call, not for any right. */
export function ownerCaller(owner: {
  readonly organizationId: number
  readonly accountId: number
  readonly userId: number
}): Caller {
  const { organizationId, accountId, userId } = owner
  return {
    organizationId,
    accountId,
    userId,
    roles: [],
    isOrganizationAdmin: false,
    privileges: nothing,
    via: 'secrets',
  }
}
