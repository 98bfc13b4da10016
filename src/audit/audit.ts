/**
 * The audit log: who did what, when, from where, with what result. Rooms report to it within the transaction of the
 * change, so that no change is without its row and no row without its change. It holds ids and keys, never values.
 */
import type { Kysely } from 'kysely'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { createPeriodic, type Periodic } from '../core/periodic.ts'
import type { Database } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import {
  insertAuditRow,
  keepAuditMonths,
  listAuditRows,
  type AuditFilter,
  type AuditRow,
} from './audit-store.ts'
import { originOfRequest } from './request-origin.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
/** A little more than a year, and then to the end of the month. */
const keptDays = 400
/** In case the timer stands still. */
const monthsAhead = 2

/** What happened; who and where from are known from the request. */
export interface AuditReport {
  readonly organizationId: number
  readonly area: string
  readonly action: string
  readonly accountId?: number | undefined
  readonly userId?: number | undefined
  readonly entityId?: number | string | undefined
  readonly instanceId?: number | undefined
  readonly status?: number
}

export interface Audit extends Periodic {
  /** Adds a row; `db` is the transaction of what is reported. */
  record(db: Kysely<Schema>, report: AuditReport): Promise<void>
  /** An organization's rows, the newest first. */
  list(organizationId: number, filter: AuditFilter): Promise<AuditRow[]>
  /** Makes the coming months and drops old ones; before the first row of a month, and every hour after `start`. */
  maintain(): Promise<void>
}

export interface AuditParts {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

export function createAudit({ database, clock, log }: AuditParts): Audit {
  async function maintain(): Promise<void> {
    const now = clock.now()
    const keepFrom = new Date(now - keptDays * dayMs)
    const dropped = await keepAuditMonths(database, new Date(now), monthsAhead, keepFrom)
    if (dropped.length > 0) log.info({ dropped }, 'old months of the audit log were dropped')
  }

  return {
    async record(db, report) {
      const origin = originOfRequest()
      await insertAuditRow(db, {
        organization_id: report.organizationId,
        account_id: report.accountId ?? origin?.accountId ?? null,
        user_id: report.userId ?? origin?.userId ?? null,
        at: new Date(clock.now()),
        area: report.area,
        action: report.action,
        entity_id: report.entityId === undefined ? null : String(report.entityId),
        instance_id: report.instanceId ?? null,
        method: origin?.method ?? '',
        resource_uri: origin?.path ?? '',
        ip_address: origin?.address ?? '',
        request_id: origin?.requestId ?? null,
        status: report.status ?? 200,
      })
    },
    list: (organizationId, filter) => listAuditRows(database.db, organizationId, filter),
    maintain,
    ...createPeriodic({
      everyMs: hourMs,
      work: maintain,
      failure: 'the maintenance of the audit log failed',
      log,
    }),
  }
}
