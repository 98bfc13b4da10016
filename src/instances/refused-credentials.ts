/** Credentials that the vendor refused and nothing can renew. */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Log } from '../core/log.ts'
import { configurationOf } from './configuration-store.ts'
import { instanceEvent } from './instance-event.ts'
import type { InstanceRecord, RecordParts } from './instance-record.ts'
import { changeInstance } from './instance-store.ts'
import { secretsOf } from './secret-keys.ts'
import { endTokens, lockAll, tokenKey } from './shared-tokens.ts'

export interface RefusedParts extends RecordParts {
  audit: AuditTrail
  log: Log
}

/** Declares them dead, unless others are stored by now. True when it did. */
export async function endUnlessNewer(
  { database, credentials, audit, log }: RefusedParts,
  record: InstanceRecord,
  reason: string,
): Promise<boolean> {
  const { row } = record
  const { id, organization_id: organizationId } = row
  const ended = await database.transaction(async (trx) => {
    const ids = await lockAll(trx, organizationId, row)
    const rows = await configurationOf(trx, organizationId, [id])
    if (
      secretsOf(record, credentials.opened(organizationId, rows)) !== secretsOf(record, record.kept)
    ) {
      return false
    }
    if (record.values[tokenKey] === undefined) {
      await changeInstance(trx, organizationId, id, {
        state: 'reauth_required',
        state_reason: reason,
      })
    } else {
      const dead = { key: tokenKey, value: record.values[tokenKey] }
      await endTokens(trx, credentials, organizationId, ids, dead, reason)
    }
    await audit.record(trx, { ...instanceEvent(row, 'instance.revoked'), status: 401 })
    return true
  })
  if (ended)
    log.info({ instanceId: id, reason }, 'the vendor refused the credentials of an instance')
  return ended
}
