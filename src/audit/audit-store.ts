/**
 * The audit log in its partitions, one a month (UTC). Rows are added and read; nothing in the program changes or deletes
 * one, and the database would refuse it. What is older than its time goes with its whole month.
 */
import { sql, type Kysely, type Selectable } from 'kysely'
import { advisoryLocks } from '../storage/advisory-locks.ts'
import type { Database } from '../storage/database.ts'
import type { AuditRecordTable, Schema } from '../storage/schema.ts'

export type AuditRow = Selectable<AuditRecordTable>
export type NewAuditRow = Omit<AuditRow, 'id'>

export async function insertAuditRow(db: Kysely<Schema>, row: NewAuditRow): Promise<void> {
  await db.insertInto('audit_records').values(row).execute()
}

export interface AuditFilter {
  /** Only this account's. */
  readonly accountId: number | undefined
  readonly userId: number | undefined
  readonly area: string | undefined
  readonly entityId: string | undefined
  readonly instanceId?: number | undefined
  readonly from: Date
  readonly to: Date
  /** The last row of the page before. */
  readonly after: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** The newest first. */
export async function listAuditRows(
  db: Kysely<Schema>,
  organizationId: number,
  filter: AuditFilter,
): Promise<AuditRow[]> {
  const { accountId, userId, area, entityId, instanceId, after } = filter
  let query = db
    .selectFrom('audit_records')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('at', '>=', filter.from)
    .where('at', '<=', filter.to)
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  if (area !== undefined) query = query.where('area', '=', area)
  if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId)
  if (entityId !== undefined) query = query.where('entity_id', '=', entityId)
  if (after !== undefined) {
    query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id}::uuid)`)
  }
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
}

/** Makes the months from `now` on and drops those that ended before `keepFrom`; one node at a time. */
export async function keepAuditMonths(
  database: Database,
  now: Date,
  monthsAhead: number,
  keepFrom: Date,
): Promise<string[]> {
  return database.transaction(async (trx) => {
    await sql`select pg_advisory_xact_lock(${advisoryLocks.auditMaintenance})`.execute(trx)
    for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
      const [start, end] = [startOfMonth(now, ahead), startOfMonth(now, ahead + 1)]
      await sql`create table if not exists ${sql.table(nameOf(start))} partition of audit_records
        for values from (${sql.lit(start.toISOString())}) to (${sql.lit(end.toISOString())})`.execute(
        trx,
      )
    }
    const { rows } = await sql<{ name: string }>`
      select relid::regclass::text as name from pg_partition_tree('audit_records') where isleaf`.execute(
      trx,
    )
    const old = rows
      .map(({ name }) => name)
      .filter((name) => {
        const start = monthOf(name)
        return start !== undefined && startOfMonth(start, 1).getTime() <= keepFrom.getTime()
      })
    for (const name of old) await sql`drop table if exists ${sql.table(name)}`.execute(trx)
    return old
  })
}

function startOfMonth(date: Date, ahead: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1))
}

function nameOf(month: Date): string {
  return `audit_records_${month.toISOString().slice(0, 7).replace('-', '')}`
}

function monthOf(name: string): Date | undefined {
  const match = /audit_records_(\d{4})(\d{2})$/.exec(name)
  return match === null ? undefined : new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, 1))
}
