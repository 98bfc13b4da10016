/** Writing down what tries came to: many in one transaction, and only of leases that still hold. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import type { Lease } from './lane-store.ts'
import type { DeliveryFailure, Disabling, Outcome } from './outcome.ts'

export interface Result {
  readonly lease: Lease
  readonly notificationId: number
  /** The notification's, to the millisecond. */
  readonly createdAt: Date
  readonly outcome: Outcome
  readonly durationMs: number
  readonly status: number | undefined
  readonly failure: DeliveryFailure | undefined
  readonly answer: Buffer | undefined
}

/** A subscription that its results disabled. */
export interface Disabled {
  readonly lease: Lease
  readonly reason: Disabling
  readonly status: number | undefined
  readonly failure: DeliveryFailure | undefined
}

/** Answers the ids of the subscriptions whose leases hold, and those that were disabled. */
export async function writeResults(
  trx: Kysely<Schema>,
  results: readonly Result[],
): Promise<{ held: ReadonlySet<number>; disabled: Disabled[] }> {
  const held = await writeTries(trx, results)
  const health = healthOf(results.filter(({ lease }) => held.has(lease.id)))
  const newlyDisabled = await writeHealth(trx, health)
  return {
    held,
    disabled: health.flatMap(({ lease, disable, last }) =>
      disable === undefined || !newlyDisabled.has(lease.id)
        ? []
        : [{ lease, reason: disable, status: last.status, failure: last.failure }],
    ),
  }
}

/** The rows are found by the time of their notification, within the days between the first and the last of the batch. */
async function writeTries(
  trx: Kysely<Schema>,
  results: readonly Result[],
): Promise<ReadonlySet<number>> {
  const column = <T>(of: (result: Result) => T) => results.map(of)
  const times = column(({ createdAt }) => createdAt.getTime())
  const { rows } = await sql<{ id: number }>`
    with told as (
      select * from unnest(
        ${column((r) => r.lease.id)}::bigint[], ${column((r) => r.lease.organizationId)}::bigint[],
        ${column((r) => r.lease.fence)}::bigint[], ${column((r) => r.notificationId)}::bigint[],
        ${column((r) => r.outcome.status)}::text[], ${column((r) => r.outcome.waitMs)}::double precision[],
        ${column((r) => r.durationMs)}::double precision[], ${column((r) => r.status ?? null)}::int[],
        ${column((r) => r.failure ?? null)}::text[], ${column((r) => r.answer ?? null)}::bytea[]
      ) as t (subscription_id, organization_id, fence, notification_id, outcome, wait_ms, duration_ms,
              status, failure, answer)
    ), held as materialized (
      select s.id from subscriptions s
      join (select distinct subscription_id, organization_id, fence from told) t
        on t.subscription_id = s.id and t.organization_id = s.organization_id and t.fence = s.fence
      order by s.id for no key update of s
    ), live as materialized (
      select told.* from told join held on held.id = told.subscription_id
    ), gone as (
      delete from delivery_jobs j using live
      where j.subscription_id = live.subscription_id and j.notification_id = live.notification_id
        and j.organization_id = live.organization_id and live.outcome <> 'retry'
      returning j.subscription_id, j.notification_id, j.created_at
    ), later as (
      update delivery_jobs j
      set tries = j.tries + 1, next_try_at = now() + live.wait_ms * interval '1 millisecond' from live
      where j.subscription_id = live.subscription_id and j.notification_id = live.notification_id
        and j.organization_id = live.organization_id and live.outcome = 'retry'
      returning j.subscription_id, j.notification_id, j.created_at
    ), moved as (
      select * from gone union all select * from later
    ), written as (
      update deliveries d
      set status = live.outcome, tries = d.tries + 1, last_status = live.status, last_failure = live.failure,
          updated_at = now()
      from moved join live using (subscription_id, notification_id)
      where d.created_at = moved.created_at and d.notification_id = moved.notification_id
        and d.subscription_id = moved.subscription_id and d.organization_id = live.organization_id
        and d.created_at >= ${new Date(Math.min(...times))} and d.created_at < ${new Date(Math.max(...times) + 1)}
      returning d.subscription_id, d.notification_id, d.tries
    ), attempted as (
      insert into delivery_attempts
        (organization_id, notification_id, subscription_id, number, duration_ms, status, failure, answer)
      select live.organization_id, live.notification_id, live.subscription_id, written.tries, live.duration_ms,
             live.status, live.failure, live.answer
      from live join written using (subscription_id, notification_id)
    )
    select id from held`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

interface Health {
  readonly lease: Lease
  failures: number
  restMs: number
  succeeded: boolean
  lastFailure: string | undefined
  disable: Disabling | undefined
  last: Result
}

/** One line for each subscription: as things stand after the last of its results. */
function healthOf(results: readonly Result[]): Health[] {
  const lines = new Map<number, Health>()
  for (const result of results) {
    const { lease, outcome, failure } = result
    const line = lines.get(lease.id) ?? {
      lease,
      failures: 0,
      restMs: 0,
      succeeded: false,
      lastFailure: undefined,
      disable: undefined,
      last: result,
    }
    lines.set(lease.id, line)
    line.failures = outcome.failures
    line.restMs = failure === undefined ? 0 : Math.max(line.restMs, outcome.restMs)
    line.succeeded ||= failure === undefined
    line.lastFailure = failure ?? line.lastFailure
    if (outcome.disable !== undefined && line.disable === undefined) {
      line.disable = outcome.disable
      line.last = result
    }
  }
  return [...lines.values()]
}

/** Answers those that were served until now and are not from now on. */
async function writeHealth(
  trx: Kysely<Schema>,
  health: readonly Health[],
): Promise<ReadonlySet<number>> {
  if (health.length === 0) return new Set()
  const column = <T>(of: (line: Health) => T) => health.map(of)
  const { rows } = await sql<{ id: number; is_new: boolean }>`
    update subscriptions s set
      failures = t.failures,
      last_success_at = case when t.succeeded then now() else s.last_success_at end,
      last_failure_at = case when t.failure is null then s.last_failure_at else now() end,
      last_failure = coalesce(t.failure, s.last_failure),
      rests_until = case when t.rest_ms > 0 then now() + t.rest_ms * interval '1 millisecond'
                         when t.failures = 0 then null else s.rests_until end,
      active = s.active and t.disable is null,
      inactive_reason = case when s.active then t.disable else s.inactive_reason end,
      inactive_since = case when s.active and t.disable is not null then now() else s.inactive_since end
    from unnest(
      ${column(({ lease }) => lease.id)}::bigint[], ${column(({ lease }) => lease.organizationId)}::bigint[],
      ${column((line) => line.failures)}::int[], ${column((line) => line.restMs)}::double precision[],
      ${column((line) => line.succeeded)}::boolean[], ${column((line) => line.lastFailure ?? null)}::text[],
      ${column((line) => line.disable ?? null)}::text[]
    ) as t (id, organization_id, failures, rest_ms, succeeded, failure, disable)
    where s.id = t.id and s.organization_id = t.organization_id
    returning s.id, t.disable is not null and s.inactive_since = now() as is_new`.execute(trx)
  return new Set(rows.filter((row) => row.is_new).map(({ id }) => id))
}
