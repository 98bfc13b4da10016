/** Changes made through us, kept for a day, so that the vendor's event of one is known as its echo. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { OwnWrite } from './own-write.ts'

type Db = Kysely<Schema>

/** Answers the id by which the write is ended. */
export async function beginWrite(
  db: Db,
  organizationId: number,
  vendorAccount: string,
  write: OwnWrite,
): Promise<number> {
  const { id } = await db
    .insertInto('own_writes')
    .values({
      organization_id: organizationId,
      vendor_account: vendorAccount,
      object_type: write.objectType,
      object_id: write.objectId ?? null,
      event_type: write.eventType,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** It happened, or may have. */
export async function endWrite(
  db: Db,
  organizationId: number,
  id: number,
  objectId: string | undefined,
): Promise<void> {
  await db
    .updateTable('own_writes')
    .set({ ended_at: sql`now()`, ...(objectId === undefined ? {} : { object_id: objectId }) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** It surely did not happen. */
export async function forgetWrite(db: Db, organizationId: number, id: number): Promise<void> {
  await db
    .deleteFrom('own_writes')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** A write that an event may be the echo of. */
export interface EchoCandidate {
  readonly id: number
  readonly vendorAccount: string
  readonly objectType: string
  /** Null: being made, and not known yet. */
  readonly objectId: string | null
  readonly eventType: string
  readonly beganAt: Date
  /** Undefined while it is under way; of one whose end nobody saw, when it is taken for over. */
  readonly endedAt: Date | undefined
  readonly echoedTo: readonly number[]
  readonly reconciledTo: readonly number[]
}

/** Whose end nobody saw is over after so long. */
const longestWriteSeconds = 60

/** The writes of these records, and those of records that are being made at the moment, the oldest first. */
export async function writesOf(
  db: Db,
  records: readonly {
    readonly organizationId: number
    readonly vendorAccount: string
    readonly objectType: string
    readonly objectId: string
  }[],
): Promise<EchoCandidate[]> {
  if (records.length === 0) return []
  const { rows } = await sql<Omit<EchoCandidate, 'endedAt'> & { endedAt: Date | null }>`
    select distinct w.id, w.vendor_account as "vendorAccount", w.object_type as "objectType",
      w.object_id as "objectId", w.event_type as "eventType", w.began_at as "beganAt",
      coalesce(w.ended_at, case when w.began_at < now() - make_interval(secs => ${longestWriteSeconds})
        then w.began_at + make_interval(secs => ${longestWriteSeconds}) end) as "endedAt",
      w.echoed_to as "echoedTo", w.reconciled_to as "reconciledTo"
    from unnest(
      ${records.map((r) => r.organizationId)}::bigint[], ${records.map((r) => r.vendorAccount)}::text[],
      ${records.map((r) => r.objectType)}::text[], ${records.map((r) => r.objectId)}::text[]
    ) as r (organization_id, vendor_account, object_type, object_id)
    join own_writes w on w.organization_id = r.organization_id and w.vendor_account = r.vendor_account
      and w.object_type = r.object_type and (w.object_id = r.object_id or (w.object_id is null and w.ended_at is null
        and w.began_at > now() - make_interval(secs => ${longestWriteSeconds})))
    order by w.id`.execute(db)
  return rows.map((row) => ({ ...row, endedAt: row.endedAt ?? undefined }))
}

/** Of a write, an instance is told once by its vendor, and before that once by asking whether the vendor told everything. */
export interface Echo {
  readonly organizationId: number
  readonly writeId: number
  readonly instanceId: number
  /** It was found by asking. */
  readonly isReconciled: boolean
}

export function echoKey({ writeId, instanceId, isReconciled }: Omit<Echo, 'organizationId'>) {
  return `${writeId} ${instanceId} ${isReconciled}`
}

/** Keeps that instances were told of the echoes of writes; answers, by `echoKey`, which were not told before. */
export async function keepEchoes(trx: Db, echoes: readonly Echo[]): Promise<Set<string>> {
  const kept = new Set<string>()
  // Whoever keeps some of the same locks them in the same order.
  for (const echo of echoes.toSorted((a, b) => a.writeId - b.writeId)) {
    const { organizationId, writeId, instanceId, isReconciled } = echo
    const told = sql.ref(isReconciled ? 'reconciled_to' : 'echoed_to')
    const { rows } =
      await sql`update own_writes set ${told} = array_append(${told}, ${instanceId}::bigint)
      where id = ${writeId} and organization_id = ${organizationId}
        and not ${instanceId}::bigint = any(echoed_to)
        and not (${isReconciled}::boolean and ${instanceId}::bigint = any(reconciled_to)) returning id`.execute(
        trx,
      )
    if (rows.length > 0) kept.add(echoKey(echo))
  }
  return kept
}

/** Removes those of which no event comes any more; answers how many, at most `limit`. */
export async function removeOldWrites(db: Db, limit: number): Promise<number> {
  const { rows } = await sql`delete from own_writes where id in (
    select id from own_writes where began_at < now() - interval '26 hours' order by began_at limit ${limit}
  ) returning id`.execute(db)
  return rows.length
}
