/** States of sources in the database, and what their changes tell the organization. */
import { sql, type Kysely } from 'kysely'
import { raise } from '../../notifications/operations.ts'
import { advisoryLocks } from '../../storage/advisory-locks.ts'
import type { Database } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import { judged, type Judgement } from './liveness.ts'
import type { Source } from './source.ts'
import { columnsOf, sourceColumns, sourceOf, type SourceRow } from './sources-store.ts'

type Db = Kysely<Schema>

const mostAtOnce = 500

/** Gives a source a state, and tells when it broke or works again. The row is locked by the caller. */
export async function settleState(
  trx: Db,
  source: Source,
  { state, reason }: Judgement,
): Promise<void> {
  if (state === source.state && reason === source.reason) return
  await trx
    .updateTable('event_sources')
    .set({
      state,
      reason: reason ?? null,
      ...(state === source.state ? {} : { state_since: sql<Date>`now()` }),
    })
    .where('id', '=', source.id)
    .where('organization_id', '=', source.organizationId)
    .execute()
  if (state === source.state) return
  const { organizationId, accountId, instanceId, kind, resource } = source
  const owner = { organizationId, accountId, instanceId }
  const data = { sourceId: source.id, kind, ...(resource === '' ? {} : { resource }) }
  if (state === 'broken') {
    await raise(trx, { ...owner, type: 'source.broken', data: { ...data, reason } })
    if (kind === 'webhook') await askSoon(trx, source, 0)
  } else if (source.state === 'broken') {
    await raise(trx, { ...owner, type: 'source.recovered', data })
  }
}

/** What webhooks do not tell is asked for instead. */
async function askSoon(
  trx: Db,
  { organizationId, instanceId }: Source,
  inS: number,
): Promise<void> {
  await sql`
    update event_sources set next_due_at = least(next_due_at, now() + ${inS} * interval '1 second')
    where organization_id = ${organizationId} and instance_id = ${instanceId}
      and kind = 'reconcile' and next_due_at is not null`.execute(trx)
}

/**
 * Judges all sources by the time that went by; one node at a time. A webhook's silence counts only where something asks
 * whether it is right: without a reconciling poll a quiet store looks the same as a dead one. What refused
 * credentials broke stays so until there are others, whatever arrives meanwhile.
 * @returns how many changed
 */
export function judgeSources(database: Pick<Database, 'transaction'>): Promise<number> {
  return database.transaction(async (trx) => {
    const { rows: locks } = await sql<{ taken: boolean }>`
      select pg_try_advisory_xact_lock(${advisoryLocks.sourceLiveness}) as taken`.execute(trx)
    if (locks[0]?.taken !== true) return 0
    const { rows } = await sql<SourceRow & { proof_s: number; proved_since: boolean }>`
      with changing as (
        select id from event_sources where overdue_s <= extract(epoch from now())
        union
        select id from event_sources
        where (state = 'broken' and last_proof_at > state_since) or (state in ('waiting', 'late') and last_proof_at is not null)
      )
      select ${columnsOf('s')}, age.proof_s, coalesce(s.last_proof_at > s.state_since, false) as proved_since
      from changing join event_sources s on s.id = changing.id
      join instances i on i.id = s.instance_id and i.organization_id = s.organization_id
      cross join lateral (
        -- who waits again has the time that a new one has
        select extract(epoch from now() - greatest(
          coalesce(s.last_proof_at, s.created_at), case when s.state = 'waiting' then s.state_since end
        ))::float8 as proof_s
      ) age
      where not i.disabled and i.state = 'connected' and s.period_s < 366 * 24 * 3600
        and (
          (s.state = 'broken' and s.last_proof_at > s.state_since)
          or (s.state in ('waiting', 'late') and s.last_proof_at >= now() - s.period_s * interval '1 second')
          or (s.state in ('waiting', 'live') and age.proof_s > 1.25 * s.period_s)
          or (s.state = 'late' and age.proof_s > 2 * s.period_s)
        )
        and (s.kind <> 'webhook' or s.last_proof_at > s.state_since or exists (
          select from event_sources r
          where r.organization_id = s.organization_id and r.instance_id = s.instance_id
            and r.kind = 'reconcile'))
      order by s.id limit ${mostAtOnce}
      for update of s skip locked`.execute(trx)
    let changed = 0
    for (const row of rows) {
      const source = sourceOf(row)
      const judgement = judged(source, { proofS: row.proof_s, provedSince: row.proved_since })
      if (judgement.state === source.state) continue
      await settleState(trx, source, judgement)
      changed += 1
    }
    return changed
  })
}

/** The source of an instance's webhooks, locked; undefined when it has none. */
export async function lockWebhookSource(
  trx: Db,
  { organizationId, instanceId }: Pick<Source, 'organizationId' | 'instanceId'>,
): Promise<Source | undefined> {
  const row = await trx
    .selectFrom('event_sources')
    .select(sourceColumns)
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('kind', '=', 'webhook')
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : sourceOf(row)
}

/** Notes a proof of life. */
export async function proveSource(trx: Db, { id, organizationId }: Source): Promise<void> {
  await trx
    .updateTable('event_sources')
    .set({ last_proof_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .execute()
}

/** All sources of an instance break for one reason, of which the organization is told once, by the caller. */
export async function breakSources(
  trx: Db,
  { organizationId, instanceId }: Pick<Source, 'organizationId' | 'instanceId'>,
  reason: string,
): Promise<void> {
  await trx
    .updateTable('event_sources')
    .set({ state: 'broken', reason, state_since: sql<Date>`now()` })
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('state', '<>', 'broken')
    .execute()
}
