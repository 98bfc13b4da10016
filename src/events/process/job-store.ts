/** The jobs of events while somebody holds them, and how they end; claim-store.ts gives them out. */
import { sql, type Kysely } from 'kysely'
import { noticeWith } from '../../storage/notices.ts'
import type { Schema } from '../../storage/schema.ts'
import { eventsChannel } from '../event.ts'
import type { Job, Outcome, Postponed, WaitingEvent } from './job.ts'

type Db = Kysely<Schema>

/** A node that dies is taken over after so long: its work goes on within half a minute, others' beat and the work included. */
export const leaseMs = 15_000

/** The events of jobs; one whose day was dropped meanwhile is missing. */
export async function readWaiting(db: Db, jobs: readonly Job[]): Promise<WaitingEvent[]> {
  const byId = new Map(jobs.map((job) => [job.eventId, job]))
  const { rows } = await sql<Omit<WaitingEvent, keyof Job> & { eventId: number }>`
    select e.id as "eventId", e.account_id as "accountId", i.user_id as "userId", e.connector_key as "connectorKey",
      e.source, e.occurred_at as "occurredAt",
      (extract(epoch from clock_timestamp() - e.received_at) * 1000)::float8 as "ageMs",
      e.content_type as "contentType", e.headers, e.raw
    from ${named(jobs)} join events e
      on e.organization_id = job.organization_id and e.received_at = job.received_at and e.id = job.event_id
    left join instances i on i.organization_id = e.organization_id and i.id = e.instance_id
    order by e.received_at, e.id`.execute(db)
  return rows.flatMap((row) => {
    const job = byId.get(row.eventId)
    return job === undefined ? [] : [{ ...job, ...row, userId: row.userId ?? undefined }]
  })
}

/** Lengthens leases that are still ours. */
export async function renewLeases(db: Db, jobs: readonly Job[]): Promise<void> {
  await sql`update event_jobs j set leased_until = now() + make_interval(secs => ${leaseMs / 1000})
    from ${named(jobs)} where ${ours}`.execute(db)
}

/** Keeps that something began that must not be done twice. False when the job is no longer ours. */
export async function markBegun(db: Db, job: Job): Promise<boolean> {
  const { rows } = await sql`update event_jobs j set begun_at = now()
    from ${named([job])} where ${ours} returning j.event_id`.execute(db)
  return rows.length > 0
}

/** Ends jobs within the transaction of what follows from them; answers the ids of those that were still ours. */
export async function endJobs(trx: Db, jobs: readonly Job[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`delete from event_jobs j
    using ${named(jobs)} where ${ours} returning j.event_id as id`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

/** Answers the accounts of the events, by their ids. */
export async function writeOutcomes(
  trx: Db,
  outcomes: readonly Outcome[],
): Promise<Map<number, number>> {
  if (outcomes.length === 0) return new Map()
  const column = <T>(of: (outcome: Outcome) => T) => outcomes.map(of)
  const { rows } = await sql<{
    eventId: number
    accountId: number
  }>`update events e set status = done.status, reason = done.reason, normalized = done.normalized::jsonb,
      processed_at = now()
    from unnest(
      ${column(({ job }) => job.organizationId)}::bigint[], ${column(({ job }) => job.eventId)}::bigint[],
      ${column(({ job }) => job.receivedAt)}::timestamptz[], ${column(({ status }) => status)}::text[],
      ${column(({ reason }) => reason ?? null)}::text[],
      ${column(({ normalized }) => (normalized === undefined ? null : JSON.stringify(normalized)))}::text[]
    ) as done (organization_id, event_id, received_at, status, reason, normalized)
    where e.organization_id = done.organization_id and e.received_at = done.received_at and e.id = done.event_id
    returning e.id as "eventId", e.account_id as "accountId"`.execute(trx)
  return new Map(rows.map(({ eventId, accountId }) => [eventId, accountId]))
}

/** Gives jobs back for later. Those that are no longer ours stay as they are. */
export async function postponeJobs(db: Db, postponed: readonly Postponed[]): Promise<void> {
  if (postponed.length === 0) return
  const jobs = postponed.map(({ job }) => job)
  await sql`update event_jobs j set leased_until = null,
      due_at = now() + make_interval(secs => later.wait_ms / 1000.0),
      -- What was tried alone and lived goes back to the others; what had no chance stays apart.
      tries = case when j.alone is null then greatest(0, j.tries - 1) else 0 end,
      alone = case when later.failed = 0 then j.alone - 1 else nullif(j.alone - 1, 0) end, failures = j.failures + later.failed,
      reason = coalesce(later.reason, j.reason)
    from ${named(jobs)} join unnest(
      ${jobs.map(({ eventId }) => eventId)}::bigint[], ${postponed.map(({ waitMs }) => waitMs)}::float8[],
      ${postponed.map(({ isFree }) => (isFree ? 0 : 1))}::int[],
      ${postponed.map(({ reason }) => reason ?? null)}::text[]
    ) as later (event_id, wait_ms, failed, reason) using (event_id)
    where ${ours}`.execute(db)
}

/**
 * What waits after a try that failed is tried again now, as what it failed by may be mended; a thousand at most, the others
 * when it is their time. A try that is made before its time costs none of those that an event has.
 */
export async function retryNow(
  trx: Db,
  { organizationId, instanceId }: { readonly organizationId: number; readonly instanceId: number },
): Promise<void> {
  const { rows } = await sql`update event_jobs set due_at = now(), failures = failures - 1
    where event_id = any (array(
      select event_id from event_jobs
      where organization_id = ${organizationId} and instance_id = ${instanceId}
        and due_at > now() and failures > 0 and alone is null
      order by due_at limit 1000
    )) returning event_id`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, eventsChannel, '')
}

/** Has an event processed again. Answers false when it is not one that was given up or that nobody was told of. */
export async function renewJob(
  trx: Db,
  organizationId: number,
  instanceId: number,
  eventId: number,
): Promise<boolean> {
  const { rows } = await sql`
    with again as (
      update events set status = 'NEW', reason = null, processed_at = null
      where organization_id = ${organizationId} and instance_id = ${instanceId} and id = ${eventId}
        and status in ('FAILED', 'CONSUMED') and source <> 'call'
      returning id, organization_id, instance_id, received_at
    )
    insert into event_jobs (event_id, organization_id, instance_id, received_at)
    select id, organization_id, instance_id, received_at from again
    on conflict do nothing returning event_id`.execute(trx)
  if (rows.length > 0) await noticeWith(trx, eventsChannel, '')
  return rows.length > 0
}

/** A job that nobody else claimed meanwhile. */
export const ours = sql`j.organization_id = job.organization_id and j.event_id = job.event_id and j.fence = job.fence`

/** Jobs as rows named `job`, in the order of their ids: so statements that meet mostly lock them in one order. */
export function named(given: readonly Job[]) {
  const jobs = given.toSorted((a, b) => a.eventId - b.eventId)
  return sql`unnest(
    ${jobs.map((job) => job.organizationId)}::bigint[], ${jobs.map((job) => job.eventId)}::bigint[],
    ${jobs.map((job) => job.fence)}::bigint[], ${jobs.map((job) => job.receivedAt)}::timestamptz[]
  ) as job (organization_id, event_id, fence, received_at)`
}
