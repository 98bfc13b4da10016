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

/** Whether webhooks of an instance still wait for being processed, so that nobody knows what they tell. */
export async function hasUnprocessed(
  db: Db,
  owner: { readonly organizationId: number; readonly instanceId: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('event_jobs as j')
    .innerJoin('events as e', (join) =>
      join.onRef('e.id', '=', 'j.event_id').onRef('e.received_at', '=', 'j.received_at'),
    )
    .select('j.event_id')
    .where('j.organization_id', '=', owner.organizationId)
    .where('j.instance_id', '=', owner.instanceId)
    .where('e.source', '=', 'webhook')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Whether a reconciling poll told a change before its webhook came late. For who processes a webhook's event.
 * @param question.at when the webhook says that it happened
 */
export async function wasReconciled(
  db: Db,
  owner: { readonly organizationId: number; readonly instanceId: number },
  question: ToldQuestion,
): Promise<boolean> {
  const { rows } = await sql`
    select from events e,
         jsonb_array_elements(case jsonb_typeof(e.normalized) when 'array' then e.normalized else '[]' end) as n
    where e.organization_id = ${owner.organizationId} and e.instance_id = ${owner.instanceId}
      and e.source = 'reconcile'
      and e.received_at >= ${new Date(question.at)}::timestamptz - interval '5 minutes'
      and n->>'objectType' = ${question.objectType} and n->>'objectId' = ${question.objectId}
      and (n->>'eventType' = 'DELETED') = ${question.isDeleted}
      and (n->>'date')::timestamptz >= ${new Date(question.at)}::timestamptz - ${toleranceS} * interval '1 second'
    limit 1`.execute(db)
  return rows.length > 0
}
