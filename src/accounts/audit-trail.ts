/** What rooms need of the audit log: to add to it, in the transaction of the change that they report. */
import type { Db } from './account-store.ts'

export type AuditArea =
  | 'authentication'
  | 'organizations'
  | 'accounts'
  | 'users'
  | 'roles'
  | 'elements'
  | 'element-instances'
  | 'notifications'

/** One thing that somebody did. Ids and keys, never values. */
export interface AuditEntry {
  readonly organizationId: number
  readonly area: AuditArea
  /** Noun and what became of it, such as `user.deactivated`. */
  readonly action: string
  /** The account concerned; by default that of whoever acts. */
  readonly accountId?: number | undefined
  /** Who acted, where the request does not know it yet, as at a login. */
  readonly userId?: number | undefined
  readonly entityId?: number | string | undefined
  readonly instanceId?: number | undefined
  /** As an HTTP status; 200 by default. */
  readonly status?: number
}

export interface AuditTrail {
  record(db: Db, entry: AuditEntry): Promise<void>
}
