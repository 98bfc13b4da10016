/** Leases of subscriptions: one node at a time sends to one. Time is the database's. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { failurePolicyKey, waitingReasons, type Channel } from '../subscription.ts'
import type { FailurePolicy } from './outcome.ts'

type Db = Kysely<Schema>

/** A lease that was not renewed ends after so many seconds. */
export const leaseSeconds = 15

/** A subscription that this node alone sends to, as long as its fence is the newest. */
export interface Lease {
  readonly id: number
  readonly organizationId: number
  readonly fence: number
}

export interface DueLanes {
  /** Those that may be leased, fairly by organization. */
  readonly ready: readonly number[]
  /** Those that are disabled: what waits for them is to be kept for pull. */
  readonly disabled: readonly { readonly id: number; readonly organizationId: number }[]
}

/**
 * Subscriptions with a delivery that is due. Steps from one to the next over the index (subscription_id, next_try_at),
 * so it costs what there are subscriptions with deliveries to be made, however many those are. Of each organization the
 * longest waiting one comes first, then of each the second, and so on.
 */
export async function dueLanes(db: Db, limit: number): Promise<DueLanes> {
  const { rows } = await sql<{ id: number; organization_id: number; active: boolean }>`
    with recursive first as (
      (select subscription_id, next_try_at from delivery_jobs order by subscription_id, next_try_at limit 1)
      union all
      select further.* from first cross join lateral (
        select subscription_id, next_try_at from delivery_jobs j
        where j.subscription_id > first.subscription_id order by subscription_id, next_try_at limit 1
      ) further
    )
    select s.id, s.organization_id, s.active
    from first join subscriptions s on s.id = first.subscription_id
    where case when s.active
        then first.next_try_at <= now() and (s.leased_until is null or s.leased_until <= now())
          and (s.rests_until is null or s.rests_until <= now())
        else s.inactive_reason <> all(${[...waitingReasons]}::text[]) end
    order by row_number() over (partition by s.organization_id order by first.next_try_at), first.next_try_at
    limit ${limit}`.execute(db)
  return {
    ready: rows.filter(({ active }) => active).map(({ id }) => id),
    disabled: rows
      .filter(({ active }) => !active)
      .map((row) => ({ id: row.id, organizationId: row.organization_id })),
  }
}

/** How many a node may lease more. */
export interface Room {
  readonly lanes: number
  /** Of one organization, those that it has already counted. */
  readonly ofOrganization: number
  /** The organization of each lane that is open. */
  readonly open: readonly number[]
}

const freeAndDue = sql`s.active
  and (s.leased_until is null or s.leased_until <= now()) and (s.rests_until is null or s.rests_until <= now())
  and exists (select from delivery_jobs j where j.organization_id = s.organization_id
              and j.subscription_id = s.id and j.next_try_at <= now())`

/**
 * Leases those of the subscriptions that are free, are not at rest and have something due: as many as there is room for,
 * of the organizations with the fewest lanes first, of each in the order of the ids.
 */
export async function lease(db: Db, ids: readonly number[], room: Room): Promise<Lease[]> {
  if (ids.length === 0 || room.lanes <= 0) return []
  const { rows } = await sql<{ id: number; organization_id: number; fence: number }>`
    update subscriptions set fence = fence + 1, leased_until = now() + make_interval(secs => ${leaseSeconds})
    where id in (
      select s.id from subscriptions s
      where ${freeAndDue} and s.id in (
        select id from (
          select s.id, wanted.place, coalesce(held.lanes, 0)
              + row_number() over (partition by s.organization_id order by wanted.place) as share
          from unnest(${[...ids]}::bigint[]) with ordinality as wanted (id, place)
          join subscriptions s on s.id = wanted.id
          left join (select organization_id, count(*) as lanes from unnest(${[...room.open]}::bigint[])
                     as open (organization_id) group by organization_id) held
            on held.organization_id = s.organization_id
          where ${freeAndDue}
        ) shared
        where share <= ${room.ofOrganization} order by share, place limit ${room.lanes}
      )
      -- Whoever is about to lease it as well has it, then.
      for no key update skip locked
    )
    returning id, organization_id, fence`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    fence: row.fence,
  }))
}

/** Answers the ids of those that are still ours. */
export async function renew(db: Db, leases: readonly Lease[]): Promise<ReadonlySet<number>> {
  if (leases.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`
    update subscriptions s set leased_until = now() + make_interval(secs => ${leaseSeconds})
    from unnest(${leases.map(({ id }) => id)}::bigint[], ${leases.map((l) => l.organizationId)}::bigint[],
                ${leases.map(({ fence }) => fence)}::bigint[]) as t (id, organization_id, fence)
    where s.id = t.id and s.organization_id = t.organization_id and s.fence = t.fence
      -- One that was given back meanwhile stays so.
      and s.leased_until is not null
    returning s.id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Gives a lease back. The fence stays, so that no late result of it counts after another lease. */
export async function release(db: Db, { id, organizationId, fence }: Lease): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ leased_until: null })
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('fence', '=', fence)
    .execute()
}

/** A subscription as the one who sends to it needs it. */
export interface LaneState {
  readonly accountId: number
  readonly instanceId: number | null
  readonly origin: 'callback' | 'subscribed' | 'answer' | 'mail'
  readonly channel: Channel
  readonly destination: string
  readonly configSealed: Buffer
  readonly failures: number
  readonly policy: FailurePolicy
}

/** Undefined when the lease is not ours any more, or the subscription is not to be served. */
export async function readLane(db: Db, held: Lease): Promise<LaneState | undefined> {
  const row = await db
    .selectFrom('subscriptions as s')
    .leftJoin('account_settings as policy', (join) =>
      join
        .onRef('policy.organization_id', '=', 's.organization_id')
        .onRef('policy.account_id', '=', 's.account_id')
        .on('policy.key', '=', failurePolicyKey),
    )
    .select([
      's.account_id',
      's.instance_id',
      's.origin',
      's.channel',
      's.destination',
      's.config_sealed',
      's.failures',
      'policy.value as policy',
    ])
    .where('s.id', '=', held.id)
    .where('s.organization_id', '=', held.organizationId)
    .where('s.fence', '=', held.fence)
    .where('s.active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    accountId: row.account_id,
    instanceId: row.instance_id,
    origin: row.origin,
    channel: row.channel,
    destination: row.destination,
    configSealed: row.config_sealed,
    failures: row.failures,
    policy: row.policy === 'queue' ? 'queue' : 'retry',
  }
}
