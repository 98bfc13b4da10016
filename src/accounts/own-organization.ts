/** The caller's organization: its name and its secret, which every program of the organization calls with. */
import { PlatformError } from '../core/errors.ts'
import { newOrganizationSecret } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import type { Database } from '../storage/database.ts'
import { noticeWith } from '../storage/notices.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { readOrganization, renameOrganization, replaceOrganizationSecret } from './account-store.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { Caller } from './caller.ts'
import { requireAny } from './privileges.ts'

export interface Organization {
  readonly id: number
  readonly name: string
  readonly createdDate: string
  readonly secret: string
}

export interface OwnOrganization {
  read(caller: Caller): Promise<Organization>
  /** @throws PlatformError `forbidden` without the privilege modifySecurity */
  rename(caller: Caller, name: string): Promise<Organization>
  /**
   * Replaces the secret by a new one. Whoever calls with the old one is refused from then on, on all nodes.
   * @throws PlatformError `forbidden` without the privilege modifySecurity
   */
  resetSecret(caller: Caller): Promise<Organization>
}

export interface OwnOrganizationParts {
  readonly database: Database
  readonly vault: Vault
  readonly log: Log
  readonly audit: AuditTrail
  /** Told after a change of the secret, so that this node need not wait for its own notice. */
  readonly changed: (organizationId: number) => void
}

export function createOwnOrganization(parts: OwnOrganizationParts): OwnOrganization {
  const { database, vault, log, audit, changed } = parts

  async function read({ organizationId }: Caller): Promise<Organization> {
    const row = await readOrganization(database.db, organizationId)
    if (row === undefined) throw new PlatformError('unauthorized', 'This user no longer exists')
    return {
      id: row.id,
      name: row.name,
      createdDate: row.created_at.toISOString(),
      secret: vault.open(row.secret_sealed, sealContext('organizations', row.id, row.id)),
    }
  }

  const event = (organizationId: number, action: string) =>
    ({ organizationId, area: 'organizations', action, entityId: organizationId }) as const

  return {
    read,

    async rename(caller, name) {
      requireAny(caller, 'modifySecurity')
      const { organizationId } = caller
      await database.transaction(async (trx) => {
        await renameOrganization(trx, organizationId, name)
        await audit.record(trx, event(organizationId, 'organization.renamed'))
      })
      return read(caller)
    },

    async resetSecret(caller) {
      requireAny(caller, 'modifySecurity')
      const { organizationId } = caller
      const secret = newOrganizationSecret()
      await database.transaction(async (trx) => {
        await replaceOrganizationSecret(trx, organizationId, {
          secretHash: vault.lookupHash('organization', secret),
          secretSealed: vault.seal(
            secret,
            sealContext('organizations', organizationId, organizationId),
          ),
        })
        await audit.record(trx, event(organizationId, 'organization.secret-reset'))
        await noticeWith(trx, 'accounts', String(organizationId))
      })
      changed(organizationId)
      log.info({ organizationId, userId: caller.userId }, 'an organization secret was reset')
      return read(caller)
    },
  }
}
