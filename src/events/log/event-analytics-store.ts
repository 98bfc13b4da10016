/** How many events came, when. What is counted stands in indexes of the events; their rows are not read. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { AnalyticsInterval } from '../../core/analytics-interval.ts'
import type { Database } from '../../storage/database.ts'
import type { AskedPage, ListPage } from '../../storage/list-store.ts'
import { listDispositions, type Disposition, type DispositionPlace } from './dispositions-store.ts'
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

/** Of one account or instance in a step of time; a step without events is there once, with the id null. */
export interface GroupCount extends EventCount {
  readonly id: number | null
  readonly failed: number
}

export interface EventAnalyticsStore {
  counts(scope: EventScope, range: EventRange, interval: AnalyticsInterval): Promise<EventCount[]>
  /** By account or instance, ordered by time. */
  countsBy(
    group: 'account' | 'instance',
    scope: EventScope,
    range: EventRange,
    interval: AnalyticsInterval,
  ): Promise<GroupCount[]>
  /** See `listDispositions`. */
  dispositions(
    scope: EventScope,
    range: EventRange,
    asked: AskedPage<DispositionPlace>,
  ): Promise<ListPage<Disposition>>
  /** Those of these accounts that are not the organization's. */
  foreignAccounts(organizationId: number, accountIds: readonly number[]): Promise<number[]>
}

export function createEventAnalyticsStore(database: Pick<Database, 'db'>): EventAnalyticsStore {
  const { db } = database
  return {
    async counts(scope, range, interval) {
      const { rows } = await sql<EventCount>`
        with steps as (${stepsOf(range, interval)}), counted as (
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
      const counted = (fits: RawBuilder<unknown>) => sql`
        select date_trunc(${interval}, e.received_at, 'UTC') as at, ${id} as id, count(*) as count
        from events e where ${inRange(scope, range)} and ${fits} group by 1, 2`
      const { rows } = await sql<GroupCount>`
        with steps as (${stepsOf(range, interval)}), counted as (${counted(sql`true`)}),
          failed as (${counted(sql`e.status = 'FAILED'`)})
        select steps.at, counted.id, coalesce(counted.count, 0) as count, coalesce(failed.count, 0) as failed
        from steps left join counted using (at)
        left join failed on failed.at = counted.at and failed.id = counted.id order by 1, 2`.execute(
        db,
      )
      return rows
    },
    dispositions: (scope, range, asked) => listDispositions(db, scope, range, asked),
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

function stepsOf({ from, to }: EventRange, interval: AnalyticsInterval): RawBuilder<unknown> {
  return sql`
    select generate_series(date_trunc(${interval}, ${from}::timestamptz, 'UTC') at time zone 'UTC',
      date_trunc(${interval}, ${to}::timestamptz, 'UTC') at time zone 'UTC',
      ${`1 ${interval}`}::interval) at time zone 'UTC' as at`
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
