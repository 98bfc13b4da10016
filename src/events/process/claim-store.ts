/** Who has the right to process which events, and for how long, by the clock of the database alone. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import type { Job } from './job.ts'
import { leaseMs, named, ours } from './job-store.ts'
import { pauseAloneS } from './schedule.ts'

type Db = Kysely<Schema>

export interface ClaimQuestion {
  /** About so many jobs. */
  readonly size: number
  /** Only organizations behind this one: so each has its turn. */
  readonly afterOrganization: number
  /** Instances that are left alone, each with its organization. */
  readonly busy: ReadonlyMap<number, number>
}

/**
 * Claims jobs that are due, as many of each organization as of the others. Answers them in no order.
 *
 * An organization's jobs are read in the order in which they are due, so no more than are taken. Where an instance of it
 * is left alone, however, whose jobs may be any number, the other instances are gone through one by one, each with the
 * same share, those first that wait the longest.
 */
export async function claimJobs(
  db: Db,
  { size, afterOrganization, busy }: ClaimQuestion,
): Promise<Job[]> {
  const { rows } = await sql<Job>`
    with recursive tenants (organization_id, n) as (
      (select organization_id, 1 from event_jobs where organization_id > ${afterOrganization} and alone is null
        order by organization_id limit 1)
      union all
      select (select j.organization_id from event_jobs j where j.organization_id > t.organization_id and j.alone is null
        order by j.organization_id limit 1), n + 1
      from tenants t where t.organization_id is not null and n < ${size}::int
    ), busy as materialized (
      select * from unnest(${[...busy.values()]}::bigint[], ${[...busy.keys()]}::bigint[])
        as b (organization_id, instance_id)
    ), instances_beside (organization_id, instance_id) as (
      select t.organization_id,
        (select min(j.instance_id) from event_jobs j where j.organization_id = t.organization_id)
      from tenants t where t.organization_id in (select organization_id from busy)
      union all
      select i.organization_id, (select min(j.instance_id) from event_jobs j
        where j.organization_id = i.organization_id and j.instance_id > i.instance_id)
      from instances_beside i where i.instance_id is not null
    ), waiting (organization_id, instance_id, due_at) as (
      select t.organization_id, null::bigint, oldest.due_at from tenants t cross join lateral (
        select due_at from event_jobs where organization_id = t.organization_id and ${isDue} order by due_at limit 1
      ) oldest
      where t.organization_id not in (select organization_id from busy)
      union all
      select i.organization_id, i.instance_id, oldest.due_at from instances_beside i cross join lateral (
        select due_at from event_jobs
        where organization_id = i.organization_id and instance_id = i.instance_id and ${isDue}
        order by due_at limit 1
      ) oldest
      where i.instance_id not in (select instance_id from busy)
    ), share as (
      select greatest(1, ${size}::int / greatest(1, count(distinct organization_id)::int)) as jobs from waiting
    ), turns as (
      select organization_id, instance_id, jobs,
        row_number() over (partition by organization_id order by due_at) as turn,
        greatest(1, jobs / count(*) over (partition by organization_id)) as jobs_of_one
      from waiting cross join share
    ), picked as (
      select due.event_id from turns t cross join lateral (
        select event_id from event_jobs
        where t.instance_id is null and organization_id = t.organization_id and ${isDue}
        order by due_at limit t.jobs for update skip locked
      ) due
      union all
      select due.event_id from turns t cross join lateral (
        select event_id from event_jobs
        where organization_id = t.organization_id and instance_id = t.instance_id and ${isDue}
        order by due_at limit t.jobs_of_one for update skip locked
      ) due
      where t.turn <= t.jobs
    ), claimed as (
      update event_jobs j set fence = j.fence + 1, tries = j.tries + 1, ${leased}
      -- an array: joined, the planner would rather read the whole table than so many by their key
      where j.event_id = any (array(select event_id from picked))
      returning j.*
    )
    ${asJobs(sql`c.tries`)}`.execute(db)
  return rows
}

/** Gives back jobs that nodes died with, so that each is claimed by itself. */
export async function setApart(db: Db, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  await sql`update event_jobs j set alone = 0, leased_until = null, tries = j.tries - 1
    from ${named(jobs)} where ${ours}`.execute(db)
}

/** Whether there is a job that is due and set apart. */
export async function isAnyApart(db: Db): Promise<boolean> {
  const { rows } = await sql`select from event_jobs where ${isDueAlone} limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Claims a job that was set apart, of all organizations the one that waits the longest; its `tries` are those alone. When
 * this node dies with it, it rests for a while, so that what kills nodes leaves them time to work.
 */
export async function claimAlone(db: Db): Promise<Job | undefined> {
  const { base, growth } = pauseAloneS
  const { rows } = await sql<Job>`
    with claimed as (
      update event_jobs j set fence = j.fence + 1, alone = j.alone + 1, ${leased},
        due_at = now() + make_interval(secs => ${base} * power(${growth}::float8, j.alone))
      from (
        select event_id from event_jobs where ${isDueAlone} order by due_at limit 1 for update skip locked
      ) picked where j.event_id = picked.event_id
      returning j.*
    )
    ${asJobs(sql`c.alone`)}`.execute(db)
  return rows[0]
}

const isFree = sql`due_at <= now() and (leased_until is null or leased_until <= now())`
const isDue = sql`alone is null and ${isFree}`
const isDueAlone = sql`alone is not null and ${isFree}`
const leased = sql`leased_until = now() + make_interval(secs => ${leaseMs / 1000})`

/** The rows of `claimed`. */
function asJobs(tries: ReturnType<typeof sql>) {
  return sql`select c.event_id as "eventId", c.organization_id as "organizationId", c.instance_id as "instanceId",
      c.received_at::text as "receivedAt", c.fence, ${tries} as tries, c.failures, c.begun_at is not null as "isBegun",
      coalesce(octet_length(e.raw), 0) as bytes
    -- Nobody waits for the disk: a claim that is lost with the machine is made again.
    from (select set_config('synchronous_commit', 'off', true)) at_once cross join claimed c left join events e
      on e.organization_id = c.organization_id and e.received_at = c.received_at and e.id = c.event_id
    order by c.received_at, c.event_id`
}
