/** How an organization wants pages to look that its customers see. */
import type { AuditEntry } from './audit-trail.ts'
import { readBranding as checked, type Branding } from './branding-rules.ts'
import { deleteBranding, readBranding, saveBranding } from './branding-store.ts'
import type { Caller } from './caller.ts'
import type { PeopleParts } from './people.ts'
import { requireAny } from './privileges.ts'

export interface OrganizationBranding {
  /** Without members when the organization has none. */
  get(caller: Caller): Promise<Branding>
  /** Replaces it whole. */
  save(caller: Caller, given: Readonly<Record<string, unknown>>): Promise<Branding>
  reset(caller: Caller): Promise<void>
}

export function createOrganizationBranding({
  database,
  audit,
}: Pick<PeopleParts, 'database' | 'audit'>): OrganizationBranding {
  return {
    get: async ({ organizationId }) =>
      ((await readBranding(database.db, organizationId)) ?? {}) as Branding,

    async save(caller, given) {
      requireAny(caller, 'manageUiBranding')
      const branding = checked(given)
      await database.transaction(async (trx) => {
        await saveBranding(trx, caller.organizationId, JSON.stringify(branding))
        await audit.record(trx, eventOf(caller, 'branding.changed'))
      })
      return branding
    },

    async reset(caller) {
      requireAny(caller, 'manageUiBranding')
      await database.transaction(async (trx) => {
        await deleteBranding(trx, caller.organizationId)
        await audit.record(trx, eventOf(caller, 'branding.reset'))
      })
    },
  }
}

function eventOf({ organizationId }: Caller, action: string): AuditEntry {
  return { organizationId, area: 'organizations', action, entityId: organizationId }
}
