/** Credentials that the vendor refused and nothing can renew. */
import type { AuditTrail } from '../accounts/audit-trail.ts'
import type { Log } from '../core/log.ts'
import { configurationOf } from './configuration-store.ts'
import { instanceEvent } from './instance-event.ts'
import type { InstanceRecord, RecordParts } from './instance-record.ts'
import { changeInstance } from './instance-store.ts'
import type { Ending } from './settled.ts'
import { secretsOf } from './secret-keys.ts'
import { endTokens, lockAll, tokenKey } from './shared-tokens.ts'

export interface RefusedParts extends RecordParts {
  audit: AuditTrail
  log: Log
  ending: Ending
}

/** Declares them dead, unless others are stored by now. True when it did. */
export async function endUnlessNewer(
  { database, credentials, audit, log, ending }: RefusedParts,
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
    const dead = { key: tokenKey, value: record.values[tokenKey] }
    const state = { state: 'reauth_required', state_reason: reason } as const
    await ending(trx, organizationId, ids, async () => {
      if (dead.value !== undefined)
        return endTokens(trx, credentials, organizationId, ids, dead, reason)
      await changeInstance(trx, organizationId, id, state)
      return [id]
    })
    await audit.record(trx, { ...instanceEvent(row, 'instance.revoked'), status: 401 })
    return true
  })
  if (ended)
    log.info({ instanceId: id, reason }, 'the vendor refused the credentials of an instance')
  return ended
}
