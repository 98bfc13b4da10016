import type { AuditEntry } from '../../accounts/audit-trail.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'

/** What the audit log is told of a connect session. */
export function connectEvent(
  row: Pick<ConnectSessionRow, 'id' | 'organization_id' | 'account_id'>,
  action: string,
  instanceId?: number | null,
  status?: number,
): AuditEntry {
  return {
    organizationId: row.organization_id,
    accountId: row.account_id,
    area: 'element-instances',
    action,
    entityId: row.id,
    instanceId: instanceId ?? undefined,
    ...(status === undefined ? {} : { status }),
  }
}
