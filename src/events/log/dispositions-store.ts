/** Events whose telling met an error. Deliveries that failed are walked by an index of their own, the newest first. */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../storage/database.ts'
import { countRows, pageOfList, type AskedPage, type ListPage } from '../../storage/list-store.ts'
import type { EventScope } from './event-log-store.ts'

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

type Db = Database['db']

/**
 * Events with a delivery that failed at least once: the one of which that was told last at first. The range, both ends
 * included, is of the time at which they were told.
 */
export async function listDispositions(
  db: Db,
  scope: EventScope,
  { from, to }: { readonly from: Date; readonly to: Date },
  asked: AskedPage<DispositionPlace>,
): Promise<ListPage<Disposition>> {
  const { offset, after } = asked
  const { organizationId } = scope
  const within = sql`d.organization_id = ${organizationId} and d.last_failure is not null
    and d.created_at >= ${from} and d.created_at <= ${to} and ${mayBeOwn(scope)}`
  const further =
    after === undefined
      ? sql`true`
      : sql`(d.created_at, d.notification_id) < (
          'epoch'::timestamptz + ${after.toldAtUs}::bigint * interval '1 microsecond', ${after.notificationId}::bigint)`
  const join = itsEvent(scope, to)
  const fits = sql`n.event_id is not null`
  const read = async (limit: number) => {
    const { rows } = await sql<Omit<Disposition, 'place'> & DispositionPlace>`
      select at.event_id as "eventId", at.instance_id as "instanceId",
        (extract(epoch from at.created_at) * 1000000)::bigint as "toldAtUs", at.notification_id as "notificationId",
        (select jsonb_agg(jsonb_build_object('destination', coalesce(s.destination, ''), 'failure', d.last_failure)
            order by d.notification_id, d.subscription_id)
          from notifications n join deliveries d on d.organization_id = n.organization_id
            and d.created_at = n.created_at and d.notification_id = n.id and d.last_failure is not null
          left join subscriptions s on s.organization_id = d.organization_id and s.id = d.subscription_id
          where n.organization_id = ${organizationId} and n.event_id = at.event_id
            and n.created_at between ${from} and ${to}) as failures
      from (
        select n.*, d.created_at, d.notification_id from deliveries d ${join}
        where ${within} and ${further} and ${fits}
        order by d.created_at desc, d.notification_id desc, d.subscription_id desc limit ${limit} offset ${offset}
      ) at
      order by at.created_at desc, at.notification_id desc`.execute(db)
    return rows.map(({ toldAtUs, notificationId, ...event }) => ({
      ...event,
      place: { toldAtUs, notificationId },
    }))
  }
  const count = () => countRows(db, { table: sql`deliveries`, as: 'd', join, within, fits })
  return pageOfList(asked, read, count)
}

/** False for callbacks of others: the index alone passes over them. */
function mayBeOwn({ organizationId, accountId, instanceId }: EventScope): RawBuilder<unknown> {
  if (instanceId === undefined && accountId === undefined) return sql`true`
  const isForeign =
    instanceId === undefined
      ? sql`s.account_id <> ${accountId}`
      : sql`s.instance_id <> ${instanceId}`
  return sql`d.subscription_id not in (
    select s.id from subscriptions s where s.organization_id = ${organizationId} and ${isForeign})`
}

/**
 * The event of a delivery `d`, at its newest failed one alone, so that it is listed once however many there are. At most
 * one row each: joined plainly, the planner expects next to none of them, and reads and sorts the whole time.
 */
function itsEvent({ accountId, instanceId }: EventScope, to: Date): RawBuilder<unknown> {
  return sql`left join lateral (
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
}
