import type { AuditEntry } from '../accounts/audit-trail.ts'
import type { InstanceRow } from './instance-store.ts'

/** What the audit log is told of an instance. */
export function instanceEvent(
  row: Pick<InstanceRow, 'id' | 'organization_id' | 'account_id'>,
  action: string,
): AuditEntry {
  return {
    organizationId: row.organization_id,
    accountId: row.account_id,
    area: 'element-instances',
    action,
    entityId: row.id,
    instanceId: row.id,
  }
}
