/**
 * Whether a change was told already. A webhook and a poll name the same change differently, so it is known by the object
 * and the time: an event of the object that happened at the change or later tells it, because whoever gets it reads the
 * record as it is then. A deletion is told by a deletion only, and a change by anything but one.
 */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema>

/** Vendors stamp the record and its event one after the other, in whole seconds. */
const toleranceS = 2

export interface ToldQuestion {
  readonly objectType: string
  readonly objectId: string
  readonly isDeleted: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}

/** True for each change that an event told, in the order of the questions. Looks at processed events only. */
export async function wereTold(
  db: Db,
  owner: { readonly organizationId: number; readonly instanceId: number },
  questions: readonly ToldQuestion[],
): Promise<boolean[]> {
  if (questions.length === 0) return []
  const column = <T>(of: (question: ToldQuestion) => T) => questions.map(of)
  const oldest = new Date(Math.min(...questions.map(({ at }) => at)))
  const { rows } = await sql<{ n: number; was_told: boolean }>`
    with told as (
      select n->>'objectType' as object_type, n->>'objectId' as object_id,
             n->>'eventType' = 'DELETED' as is_deleted, max(e.occurred_at) as at
      from events e,
           jsonb_array_elements(case jsonb_typeof(e.normalized) when 'array' then e.normalized else '[]' end) as n
      where e.organization_id = ${owner.organizationId} and e.instance_id = ${owner.instanceId}
        and e.source <> 'test'
        and e.received_at >= ${oldest}::timestamptz - interval '5 minutes'
        and n->>'objectId' = any(${column((q) => q.objectId)}::text[])
      group by 1, 2, 3
    )
    select q.n, coalesce(told.at >= q.at - ${toleranceS} * interval '1 second', false) as was_told
    from unnest(${column((q) => q.objectType)}::text[], ${column((q) => q.objectId)}::text[],
                ${column((q) => q.isDeleted)}::boolean[], ${column((q) => new Date(q.at))}::timestamptz[])
         with ordinality as q (object_type, object_id, is_deleted, at, n)
    left join told on told.object_type = q.object_type and told.object_id = q.object_id
      and told.is_deleted = q.is_deleted
    order by q.n`.execute(db)
  return rows.map(({ was_told: wasTold }) => wasTold)
}

/**
 * Whether webhooks of an instance that arrived longer than `ageS` seconds ago still wait for being processed, so that
 * nobody knows what they tell. Those whose processing failed do not count: nobody knows how long they will wait.
 */
export async function hasUnprocessed(
  db: Db,
  owner: { readonly organizationId: number; readonly instanceId: number },
  ageS: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('event_jobs as j')
    .innerJoin('events as e', (join) =>
      join.onRef('e.id', '=', 'j.event_id').onRef('e.received_at', '=', 'j.received_at'),
    )
    .select('j.event_id')
    .where('j.organization_id', '=', owner.organizationId)
    .where('j.instance_id', '=', owner.instanceId)
    .where('j.failures', '=', 0)
    .where('j.received_at', '<', sql<Date>`now() - ${ageS} * interval '1 second'`)
    .where('e.source', '=', 'webhook')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A change that a webhook tells. */
export interface LateQuestion extends ToldQuestion {
  readonly organizationId: number
  readonly instanceId: number
}

/** A record was read so much later than it was changed, by another clock, that the change was surely in what was read. */
const surelyReadS = 60

/**
 * True for each change that a reconciling poll told before its webhook came, in the order of the questions. False where
 * it is not certain: a poll that only compares does not know when a record changed.
 */
export async function wereReconciled(
  db: Db,
  questions: readonly LateQuestion[],
): Promise<boolean[]> {
  if (questions.length === 0) return []
  const column = <T>(of: (question: LateQuestion) => T) => questions.map(of)
  const oldest = new Date(Math.min(...questions.map(({ at }) => at)))
  const { rows } = await sql<{ n: number }>`
    with late as materialized (
      select q.* from unnest(
        ${column((q) => q.organizationId)}::bigint[], ${column((q) => q.instanceId)}::bigint[],
        ${column((q) => q.objectType)}::text[], ${column((q) => q.objectId)}::text[],
        ${column((q) => q.isDeleted)}::boolean[], ${column((q) => new Date(q.at))}::timestamptz[]
      ) with ordinality as q (organization_id, instance_id, object_type, object_id, is_deleted, at, n)
      -- rarely any: something was told by asking since then
      where exists (
        select from event_sources s
        where s.organization_id = q.organization_id and s.instance_id = q.instance_id
          and s.kind = 'reconcile' and s.last_event_at >= q.at)
    ), told as (
      select e.organization_id, e.instance_id, n->>'objectType' as object_type, n->>'objectId' as object_id,
             n->>'eventType' = 'DELETED' as is_deleted, max((n->>'date')::timestamptz) as at
      from (select distinct organization_id, instance_id from late) i
      join events e on e.organization_id = i.organization_id and e.instance_id = i.instance_id,
           jsonb_array_elements(case jsonb_typeof(e.normalized) when 'array' then e.normalized else '[]' end) as n
      where e.source = 'reconcile' and e.status = 'DISPATCHED'
        and e.received_at >= ${oldest}::timestamptz - interval '5 minutes'
        and (n->>'date')::timestamptz <= (n->>'pollDate')::timestamptz - ${surelyReadS} * interval '1 second'
      group by 1, 2, 3, 4, 5
    )
    select late.n::int from late join told using (organization_id, instance_id, object_type, object_id, is_deleted)
    where told.at >= late.at - ${toleranceS} * interval '1 second'`.execute(db)
  const known = new Set(rows.map(({ n }) => n))
  return questions.map((_question, index) => known.has(index + 1))
}
