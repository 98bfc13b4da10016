/** What instances were last told of records, so that the same said again is known as a repeat. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema>

export interface RecordName {
  readonly organizationId: number
  readonly instanceId: number
  readonly objectType: string
  readonly objectId: string
}

export function nameOf({ instanceId, objectType, objectId }: Omit<RecordName, 'organizationId'>) {
  return JSON.stringify([instanceId, objectType, objectId])
}

/** By `nameOf`; records that were never told are missing. */
export async function toldStates(
  db: Db,
  records: readonly RecordName[],
): Promise<Map<string, Buffer>> {
  if (records.length === 0) return new Map()
  const { rows } = await sql<Omit<RecordName, 'organizationId'> & { state: Buffer }>`
    select t.instance_id as "instanceId", t.object_type as "objectType", t.object_id as "objectId", t.state
    from ${named(records)} join told_records t using (organization_id, instance_id, object_type, object_id)`.execute(
    db,
  )
  return new Map(rows.map((row) => [nameOf(row), row.state]))
}

/** One for each record at most. */
export async function keepTold(
  trx: Db,
  told: readonly (RecordName & { readonly state: Buffer })[],
): Promise<void> {
  if (told.length === 0) return
  await sql`
    insert into told_records (organization_id, instance_id, object_type, object_id, state)
    select r.organization_id, r.instance_id, r.object_type, r.object_id, r.state
    from unnest(
      ${told.map((r) => r.organizationId)}::bigint[], ${told.map((r) => r.instanceId)}::bigint[],
      ${told.map((r) => r.objectType)}::text[], ${told.map((r) => r.objectId)}::text[],
      ${told.map((r) => r.state)}::bytea[]
    ) as r (organization_id, instance_id, object_type, object_id, state)
    join instances i on i.organization_id = r.organization_id and i.id = r.instance_id
    order by r.instance_id, r.object_type, r.object_id
    on conflict (instance_id, object_type, object_id) do update set state = excluded.state, told_at = now()`.execute(
    trx,
  )
}

/** Removes what was told long ago; answers how many, at most `limit`. */
export async function removeOldTold(db: Db, limit: number): Promise<number> {
  const { rows } =
    await sql`delete from told_records where (instance_id, object_type, object_id) in (
    select instance_id, object_type, object_id from told_records
    where told_at < now() - interval '7 days' order by told_at limit ${limit}
  ) returning instance_id`.execute(db)
  return rows.length
}

function named(records: readonly RecordName[]) {
  return sql`unnest(
    ${records.map((r) => r.organizationId)}::bigint[], ${records.map((r) => r.instanceId)}::bigint[],
    ${records.map((r) => r.objectType)}::text[], ${records.map((r) => r.objectId)}::text[]
  ) as r (organization_id, instance_id, object_type, object_id)`
}
