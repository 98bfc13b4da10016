/** How many events came, when; and those whose telling met an error. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { AnalyticsInterval } from '../../core/analytics-interval.ts'
import type { Database } from '../../storage/database.ts'
import type { EventScope } from './event-log-store.ts'

export interface EventRange {
  readonly from: Date
  /** Inclusive. */
  readonly to: Date
  readonly accountIds?: readonly number[] | undefined
}

/** Events of one step of time; steps without events are there with none. */
export interface EventCount {
  readonly at: Date
  readonly count: number
}

export interface GroupCount extends EventCount {
  /** An account or an instance. */
  readonly id: number
  readonly failed: number
}

/** An event, and what went wrong when it was told. */
export interface Disposition {
  readonly eventId: number
  readonly instanceId: number
  readonly failures: readonly { readonly destination: string; readonly failure: string }[]
}

export interface EventAnalyticsStore {
  counts(scope: EventScope, range: EventRange, interval: AnalyticsInterval): Promise<EventCount[]>
  /** By account or instance, ordered by time; `steps` of `counts` are all there are. */
  countsBy(
    group: 'account' | 'instance',
    scope: EventScope,
    range: EventRange,
    interval: AnalyticsInterval,
  ): Promise<GroupCount[]>
  /** Events with a delivery that failed at least once, the newest first. */
  dispositions(
    scope: EventScope,
    range: EventRange,
    page: { readonly beforeId: number | undefined; readonly limit: number },
  ): Promise<Disposition[]>
  /** Those of these accounts that are not the organization's. */
  foreignAccounts(organizationId: number, accountIds: readonly number[]): Promise<number[]>
}

export function createEventAnalyticsStore(database: Pick<Database, 'db'>): EventAnalyticsStore {
  const { db } = database
  return {
    async counts(scope, range, interval) {
      const { rows } = await sql<EventCount>`
        with steps as (
          select generate_series(date_trunc(${interval}, ${range.from}::timestamptz, 'UTC') at time zone 'UTC',
            date_trunc(${interval}, ${range.to}::timestamptz, 'UTC') at time zone 'UTC',
            ${`1 ${interval}`}::interval) at time zone 'UTC' as at
        ), counted as (
          select date_trunc(${interval}, e.received_at, 'UTC') as at, count(*) as count
          from events e where ${inRange(scope, range)} group by 1
        )
        select steps.at, coalesce(counted.count, 0) as count from steps left join counted using (at) order by 1`.execute(
        db,
      )
      return rows
    },
    async countsBy(group, scope, range, interval) {
      const id = group === 'account' ? sql`e.account_id` : sql`e.instance_id`
      const { rows } = await sql<GroupCount>`
        select date_trunc(${interval}, e.received_at, 'UTC') as at, ${id} as id, count(*) as count,
          count(*) filter (where e.status = 'FAILED') as failed
        from events e where ${inRange(scope, range)} group by 1, 2 order by 1, 2`.execute(db)
      return rows
    },
    async dispositions(scope, range, { beforeId, limit }) {
      const before = beforeId === undefined ? sql`` : sql` and e.id < ${beforeId}`
      const { rows } = await sql<Disposition>`
        select e.id as "eventId", e.instance_id as "instanceId", told.failures
        from events e cross join lateral (
          select jsonb_agg(jsonb_build_object('destination', coalesce(s.destination, ''), 'failure', d.last_failure)
            order by d.notification_id, d.subscription_id) as failures
          from notifications n
          join deliveries d on d.organization_id = n.organization_id and d.notification_id = n.id
            and d.created_at = n.created_at and d.last_failure is not null
          left join subscriptions s on s.organization_id = d.organization_id and s.id = d.subscription_id
          where n.organization_id = e.organization_id and n.event_id = e.id and n.created_at >= e.received_at
        ) told
        where ${inRange(scope, range)} and e.status = 'DISPATCHED' and told.failures is not null${before}
        order by e.id desc limit ${limit}`.execute(db)
      return rows
    },
    async foreignAccounts(organizationId, accountIds) {
      const { rows } = await sql<{ id: number }>`
        select id from unnest(${accountIds}::bigint[]) as asked (id)
        where not exists (select from accounts a where a.organization_id = ${organizationId} and a.id = asked.id)`.execute(
        db,
      )
      return rows.map(({ id }) => id)
    },
  }
}

function inRange(scope: EventScope, range: EventRange): RawBuilder<SqlBool> {
  const { organizationId, accountId, instanceId } = scope
  const account = accountId === undefined ? sql`` : sql` and e.account_id = ${accountId}`
  const instance = instanceId === undefined ? sql`` : sql` and e.instance_id = ${instanceId}`
  const accounts =
    range.accountIds === undefined
      ? sql``
      : sql` and e.account_id = any(${range.accountIds}::bigint[])`
  return sql<SqlBool>`e.organization_id = ${organizationId} and e.received_at >= ${range.from}
    and e.received_at <= ${range.to}${account}${instance}${accounts}`
}
