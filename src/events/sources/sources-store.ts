/** Rows of sources: kept in step with configuration, claimed for a poll by one node at a time, listed. */
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'
import { positionOf, type Cursor } from './cursor.ts'
import { isNever, type PlannedSource } from './planned-sources.ts'
import {
  sourcesChannel,
  type ClaimedSource,
  type Source,
  type SourceKind,
  type SourceState,
} from './source.ts'

type Db = Kysely<Schema>

/** A lease is good for so long and renewed well before: what a dead node polled is polled by others within half a minute. */
export const leaseS = 15

export interface SourceOwner {
  readonly organizationId: number
  readonly accountId: number
  readonly instanceId: number
}

/**
 * Makes, keeps and removes the sources of an instance. A new one that is asked is due at once, to prove that it works.
 * @param paused they are kept and asked for nothing: the instance is disabled
 */
export async function keepSources(
  trx: Db,
  owner: SourceOwner,
  planned: readonly PlannedSource[],
  paused: boolean,
): Promise<void> {
  const { organizationId, accountId, instanceId } = owner
  const kinds = planned.map(({ kind }) => kind)
  const resources = planned.map(({ resource }) => resource)
  await sql`
    delete from event_sources s
    where s.organization_id = ${organizationId} and s.instance_id = ${instanceId}
      and not exists (
        select from unnest(${kinds}::text[], ${resources}::text[]) as p (kind, resource)
        where p.kind = s.kind and p.resource = s.resource)`.execute(trx)
  if (planned.length === 0) return
  const isNeverDue = planned.map(({ kind, periodS }) => kind === 'webhook' || isNever(periodS))
  await sql`
    insert into event_sources as s
      (organization_id, account_id, instance_id, kind, resource, period_s, next_due_at, state, reason)
    select ${organizationId}, ${accountId}, ${instanceId}, kind, resource, period_s,
           case when ${paused}::boolean or is_never_due then null else now() end,
           'waiting', case when ${paused}::boolean then ${pausedReason} end
    from unnest(${kinds}::text[], ${resources}::text[],
                ${planned.map(({ periodS }) => periodS)}::int[], ${isNeverDue}::boolean[])
      as p (kind, resource, period_s, is_never_due)
    on conflict (instance_id, kind, resource) do update set
      account_id = excluded.account_id,
      period_s = excluded.period_s,
      next_due_at = case
        when excluded.next_due_at is null then null
        when s.next_due_at is null or s.state = 'broken' then now()
        else least(s.next_due_at, now() + excluded.period_s * interval '1 second') end,
      state = case when ${paused}::boolean or s.reason = ${pausedReason} then 'waiting' else s.state end,
      state_since = case when ${paused}::boolean or s.reason = ${pausedReason} then now() else s.state_since end,
      reason = case when ${paused}::boolean then ${pausedReason}
                    when s.reason = ${pausedReason} then null else s.reason end
    where s.organization_id = ${organizationId}`.execute(trx)
  if (!paused) await noticeWith(trx, sourcesChannel, '')
}

const pausedReason = 'The instance is disabled; nothing comes from here until it is enabled'

/** What one organization may hold. */
export interface ClaimShare {
  /** The organizations of what is held already, each as often as it holds something. */
  readonly busy: readonly number[]
  readonly most: number
}

/** Takes up to `most` sources whose time has come: one of an instance, organizations in turn. */
export async function claimSources(
  db: Db,
  most: number,
  share: ClaimShare = { busy: [], most },
): Promise<ClaimedSource[]> {
  const { rows } = await sql<SourceRow & ClaimedRow>`
    with busy as (
      select organization_id, count(*) as held from unnest(${[...share.busy]}::bigint[]) as b (organization_id)
      group by organization_id
    ), due as (
      select s.id, s.organization_id, s.next_due_at,
             row_number() over (partition by s.instance_id order by s.next_due_at, s.id) as of_instance
      from (
        -- what has no turn now must not take the places of those that have
        select d.id, d.organization_id, d.instance_id, d.next_due_at from event_sources d
        where d.next_due_at <= now() and d.kind <> 'webhook'
          and d.organization_id not in (select organization_id from busy where held >= ${share.most})
          and d.instance_id not in (select instance_id from event_sources where leased_until > now())
        order by d.next_due_at limit 1000
      ) s
    ), turns as (
      select d.id, d.next_due_at, coalesce(b.held, 0)
             + row_number() over (partition by d.organization_id order by d.next_due_at, d.id) as turn
      from due d left join busy b on b.organization_id = d.organization_id
      where d.of_instance = 1
    ), picked as (
      select s.id from event_sources s join turns on turns.id = s.id
      where turns.turn <= ${share.most} and s.next_due_at <= now()
        and (s.leased_until is null or s.leased_until < now())
      order by turns.turn, turns.next_due_at
      limit ${most}
      for update of s skip locked
    )
    update event_sources s set leased_until = now() + ${leaseS} * interval '1 second', fence = s.fence + 1
    from picked, instances i
    where s.id = picked.id and i.id = s.instance_id and i.organization_id = s.organization_id
    returning ${columnsOf('s')}, s.cursor, s.fence, i.user_id, now() as now`.execute(db)
  return rows.map((row) => ({
    ...sourceOf(row),
    kind: row.kind as ClaimedSource['kind'],
    cursor: row.cursor,
    fence: row.fence,
    userId: row.user_id,
    now: row.now,
    claimedAt: performance.now(),
  }))
}

type Held = Pick<ClaimedSource, 'id' | 'organizationId' | 'fence' | 'now'>

/** Keeps the lease for another while. False: somebody else has the source, or it is gone. */
export async function renewLease(db: Db, { id, organizationId, fence }: Held): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('event_sources')
    .set({ leased_until: sql<Date>`now() + ${leaseS} * interval '1 second'` })
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('fence', '=', fence)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface SourceWrite {
  readonly cursor?: Cursor
  /** Kept in the cursor that is stored, when no other is. */
  readonly waits?: number | undefined
  /** Something was told. */
  readonly hasEvents?: boolean
  /** The poll is over: how long until the next, in seconds, and whether it proved that the source lives. */
  readonly over?: {
    readonly nextInS: number | undefined
    readonly outcome: 'proof' | 'failure' | 'postponed'
  }
}

/** Writes under the lease and answers the row as it was. Undefined: the lease is lost, and nothing may be written. */
export async function writeSource(
  trx: Db,
  { id, organizationId, fence, now }: Held,
  { cursor, waits, hasEvents = false, over }: SourceWrite,
): Promise<Source | undefined> {
  const row = await trx
    .selectFrom('event_sources')
    .select([...sourceColumns, 'nudged_at'])
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('fence', '=', fence)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return undefined
  await trx
    .updateTable('event_sources')
    .set({
      ...(cursor === undefined
        ? {}
        : { cursor: JSON.stringify(cursor), position: positionOf(row.kind, cursor) }),
      ...(waits === undefined
        ? {}
        : { cursor: sql`jsonb_set(coalesce(cursor, '{}'), '{waits}', to_jsonb(${waits}::int))` }),
      ...(hasEvents ? { last_event_at: sql<Date>`now()` } : {}),
      ...(over === undefined
        ? {}
        : {
            leased_until: null,
            next_due_at: dueAfter(row, over.nextInS, now),
          }),
      ...(over?.outcome === 'proof' ? { last_proof_at: sql<Date>`now()`, failures: 0 } : {}),
      ...(over?.outcome === 'failure' ? { failures: row.failures + 1 } : {}),
    })
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .execute()
  return sourceOf(row)
}

/** A source that was paused meanwhile stays so; one that was asked for out of turn has its turn again. */
function dueAfter(
  row: { readonly next_due_at: Date | null; readonly nudged_at: Date | null },
  nextInS: number | undefined,
  claimedAt: Date,
) {
  if (row.next_due_at === null || nextInS === undefined) return null
  const inS = row.nudged_at !== null && row.nudged_at > claimedAt ? 0 : nextInS
  return sql<Date>`now() + ${inS}::double precision * interval '1 second'`
}

/** What may be asked of the list. */
export interface SourceFilter {
  readonly accountId?: number | undefined
  readonly instanceId?: number | undefined
  readonly state?: SourceState | undefined
  readonly afterId?: number | undefined
  readonly limit: number
}

/** In the order of their ids. */
export async function listSources(
  db: Db,
  organizationId: number,
  { accountId, instanceId, state, afterId, limit }: SourceFilter,
): Promise<Source[]> {
  const rows = await db
    .selectFrom('event_sources')
    .select(sourceColumns)
    .where('organization_id', '=', organizationId)
    .$if(accountId !== undefined, (q) => q.where('account_id', '=', accountId ?? 0))
    .$if(instanceId !== undefined, (q) => q.where('instance_id', '=', instanceId ?? 0))
    .$if(state !== undefined, (q) => q.where('state', '=', state ?? 'live'))
    .$if(afterId !== undefined, (q) => q.where('id', '>', afterId ?? 0))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(sourceOf)
}

/** Makes one source due now. Undefined when the instance has no such source that can be asked, or is disabled. */
export async function pollNow(
  trx: Db,
  { organizationId, instanceId }: Pick<SourceOwner, 'organizationId' | 'instanceId'>,
  sourceId: number,
): Promise<Source | undefined> {
  const row = await trx
    .updateTable('event_sources')
    .set({ next_due_at: sql<Date>`now()`, nudged_at: sql<Date>`now()` })
    .where('id', '=', sourceId)
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('kind', '<>', 'webhook')
    .where((e) =>
      e.exists(
        e
          .selectFrom('instances as i')
          .select('i.id')
          .whereRef('i.id', '=', 'event_sources.instance_id')
          .whereRef('i.organization_id', '=', 'event_sources.organization_id')
          .where('i.disabled', '=', false),
      ),
    )
    .returning(sourceColumns)
    .executeTakeFirst()
  if (row !== undefined) await noticeWith(trx, sourcesChannel, '')
  return row === undefined ? undefined : sourceOf(row)
}

/** Makes the sources of instances due now, each at most once a minute; not those that are paused. Answers how many. */
export async function nudgeSources(trx: Db, instanceIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{ organization_id: number }>`
    update event_sources set nudged_at = now(), next_due_at = now()
    where instance_id = any(${[...instanceIds]}::bigint[]) and kind <> 'webhook' and next_due_at is not null
      and (nudged_at is null or nudged_at < now() - interval '1 minute')
    returning organization_id`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, sourcesChannel, '')
  return rows.length
}

/** How many there are in each state, of all organizations; for the figures of the server. */
export async function countStates(db: Db): Promise<Record<SourceState, number>> {
  const rows = await db
    .selectFrom('event_sources')
    .select(['state', (e) => e.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts = { waiting: 0, live: 0, late: 0, broken: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

/** All that is shown or judged of a source; not its cursor, which may be large. */
export const sourceColumns = [
  'id',
  'organization_id',
  'account_id',
  'instance_id',
  'kind',
  'resource',
  'state',
  'reason',
  'state_since',
  'last_proof_at',
  'last_event_at',
  'period_s',
  'next_due_at',
  'failures',
  'position',
  'created_at',
] as const satisfies readonly (keyof SourceRow)[]

/** The same for a statement of our own. */
export function columnsOf(alias: string) {
  return sql.join(sourceColumns.map((column) => sql.ref(`${alias}.${column}`)))
}

interface ClaimedRow {
  cursor: unknown
  fence: number
  user_id: number
  now: Date
}

export interface SourceRow {
  id: number
  organization_id: number
  account_id: number
  instance_id: number
  kind: SourceKind
  resource: string
  state: SourceState
  reason: string | null
  state_since: Date
  last_proof_at: Date | null
  last_event_at: Date | null
  period_s: number
  next_due_at: Date | null
  failures: number
  position: string | null
  created_at: Date
}

export function sourceOf(row: SourceRow): Source {
  return {
    id: row.id,
    organizationId: row.organization_id,
    accountId: row.account_id,
    instanceId: row.instance_id,
    kind: row.kind,
    resource: row.resource,
    state: row.state,
    reason: row.reason ?? undefined,
    stateSince: row.state_since,
    lastProofAt: row.last_proof_at ?? undefined,
    lastEventAt: row.last_event_at ?? undefined,
    periodS: row.period_s,
    nextDueAt: row.next_due_at ?? undefined,
    failures: row.failures,
    position: row.position ?? positionOf(row.kind, {}),
    createdAt: row.created_at,
  }
}
