/**
 * How many events came, when; and those whose telling met an error. Neither reads the rows of events: what is counted
 * stands in their indexes, and what failed is walked from its newest.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { AnalyticsInterval } from '../../core/analytics-interval.ts'
import type { Database } from '../../storage/database.ts'
import { countRows, pageOfList, type AskedPage, type ListPage } from '../../storage/list-store.ts'
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

/** An event, and what went wrong when it was told. */
export interface Disposition {
  readonly eventId: number
  readonly instanceId: number
  readonly failures: readonly { readonly destination: string; readonly failure: string }[]
  /** Where it stands in the list. */
  readonly place: DispositionPlace
}

/** Its newest notification that failed. */
export interface DispositionPlace {
  /** Microseconds since 1970, as exact as the database has it. */
  readonly toldAtUs: number
  readonly notificationId: number
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
  /**
   * Events with a delivery that failed at least once: the one of which that was told last at first. The range is of the
   * time at which they were told.
   */
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

/**
 * Failed deliveries are walked by their index, the newest first, until the page is full. An event is taken at its newest
 * one, so that it is listed once however many there are.
 */
async function listDispositions(
  db: Database['db'],
  { organizationId, accountId, instanceId }: EventScope,
  { from, to }: EventRange,
  asked: AskedPage<DispositionPlace>,
): Promise<ListPage<Disposition>> {
  const { offset, after } = asked
  // Callbacks of others are passed over by the index alone.
  const foreign =
    instanceId === undefined
      ? sql`s.account_id <> ${accountId}`
      : sql`s.instance_id <> ${instanceId}`
  const isOwn =
    instanceId === undefined && accountId === undefined
      ? sql`true`
      : sql`d.subscription_id not in (
          select s.id from subscriptions s where s.organization_id = ${organizationId} and ${foreign})`
  const within = sql`d.organization_id = ${organizationId} and d.last_failure is not null
    and d.created_at >= ${from} and d.created_at <= ${to} and ${isOwn}`
  const further =
    after === undefined
      ? sql`true`
      : sql`(d.created_at, d.notification_id) < 
          ('epoch'::timestamptz + ${after.toldAtUs}::bigint * interval '1 microsecond', ${after.notificationId}::bigint)`
  // One at most of each delivery: joined plainly, the planner expects next to none of them and reads the whole time.
  const itsEvent = sql`left join lateral (
    select n.event_id, n.instance_id from notifications n
    where n.organization_id = d.organization_id and n.created_at = d.created_at and n.id = d.notification_id
      and n.event_id is not null
      and ${accountId === undefined ? sql`true` : sql`n.account_id = ${accountId}`}
      and ${instanceId === undefined ? sql`true` : sql`n.instance_id = ${instanceId}`}
      and not exists (
        select from notifications newer join deliveries l on l.organization_id = newer.organization_id
          and l.created_at = newer.created_at and l.notification_id = newer.id and l.last_failure is not null
        where newer.organization_id = n.organization_id and newer.event_id = n.event_id
          and newer.created_at between n.created_at and ${to}
          and (l.created_at, l.notification_id, l.subscription_id)
            > (d.created_at, d.notification_id, d.subscription_id)
      )
    limit 1) n on true`
  const fits = sql`n.event_id is not null`
  const read = async (limit: number) => {
    const { rows } = await sql<
      Pick<Disposition, 'eventId' | 'instanceId' | 'failures'> & DispositionPlace
    >`
      select at.event_id as "eventId", at.instance_id as "instanceId",
        (extract(epoch from at.created_at) * 1000000)::bigint as "toldAtUs", 
        at.notification_id as "notificationId",
        (select jsonb_agg(jsonb_build_object('destination', coalesce(s.destination, ''), 'failure', d.last_failure)
            order by d.notification_id, d.subscription_id)
          from notifications n join deliveries d on d.organization_id = n.organization_id
            and d.created_at = n.created_at and d.notification_id = n.id and d.last_failure is not null
          left join subscriptions s on s.organization_id = d.organization_id and s.id = d.subscription_id
          where n.organization_id = ${organizationId} and n.event_id = at.event_id
            and n.created_at between ${from} and ${to}) as failures
      from (
        select n.*, d.created_at, d.notification_id from deliveries d ${itsEvent}
        where ${within} and ${further} and ${fits}
        order by d.created_at desc, d.notification_id desc, d.subscription_id desc limit ${limit} offset ${offset}
      ) at
      order by at.created_at desc, at.notification_id desc`.execute(db)
    return rows.map(({ toldAtUs, notificationId, ...event }) => ({
      ...event,
      place: { toldAtUs, notificationId },
    }))
  }
  const count = () =>
    countRows(db, { table: sql`deliveries`, as: 'd', join: itsEvent, within, fits })
  return pageOfList(asked, read, count)
}
