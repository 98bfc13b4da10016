/** The event log: what came in, and what became of it. Read by id, the newest first. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../storage/database.ts'
import { countRows, pageOfList, type AskedPage, type ListPage } from '../../storage/list-store.ts'
import type { EventSource, NormalizedEvent } from '../event.ts'

/** Whose events: an account's, or the whole organization's; of all instances or of one. */
export interface EventScope {
  readonly organizationId: number
  readonly accountId?: number | undefined
  readonly instanceId?: number | undefined
}

export const eventStatuses = ['NEW', 'DISPATCHED', 'NOTIFIED', 'CONSUMED', 'FAILED'] as const
/** NOTIFIED: dispatched, and everybody who is to be told has taken it. */
export type EventStatus = (typeof eventStatuses)[number]

export interface EventFilter {
  /** Within the scope: only of this account, instance or connector. */
  readonly accountId?: number | undefined
  readonly instanceId?: number | undefined
  readonly connectorKey?: string | undefined
  readonly status?: EventStatus | undefined
  readonly source?: EventSource | undefined
  readonly objectType?: string | undefined
  readonly objectId?: string | undefined
  readonly eventType?: string | undefined
  /** Part of a record's id, or the vendor's id of the event. */
  readonly searchText?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

export interface LoggedEvent {
  readonly id: number
  readonly accountId: number
  readonly instanceId: number
  readonly connectorKey: string
  readonly source: EventSource
  readonly vendorEventId: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly processedAt: Date | null
  readonly status: EventStatus
  /** Of one that is NEW: why it waits since its last try. */
  readonly reason: string | null
  /** Of one that is NEW: when it is tried next; null when it is its turn now. */
  readonly nextTryAt: Date | null
  /** Cut in lists. */
  readonly raw: Buffer
  readonly normalized: readonly NormalizedEvent[] | null
  readonly notificationIds: readonly number[]
}

export interface EventLogStore {
  /** After an id come the older ones. */
  list(
    scope: EventScope,
    filter: EventFilter,
    asked: AskedPage<number>,
  ): Promise<ListPage<LoggedEvent>>
  find(scope: EventScope, id: number): Promise<LoggedEvent | undefined>
}

/** Bytes of a payload in a list. */
export const listedBytes = 65_536

export function createEventLogStore(database: Pick<Database, 'db'>): EventLogStore {
  const { db } = database
  return {
    list(scope, filter, asked) {
      const { offset, after } = asked
      const within = sql`${inScope(scope)}${narrowed(filter)}`
      const fits = fitting(filter)
      const before = after === undefined ? sql`` : sql` and e.id < ${after}`
      // What is told of each is found out of those alone that are shown, not of those before them.
      const read = async (limit: number) => {
        const { rows } = await sql<LoggedEvent>`
          select ${columns(sql`substring(e.raw from 1 for ${listedBytes}::int)`)}
          from (select * from events e where ${within} and ${fits}${before}
            order by e.id desc limit ${limit} offset ${offset}) e ${itsJob}
          order by e.id desc`.execute(db)
        return rows
      }
      const count = () => countRows(db, { table: sql`events`, as: 'e', within, fits })
      return pageOfList(asked, read, count)
    },
    async find(scope, id) {
      const { rows } = await sql<LoggedEvent>`
        select ${columns(sql`e.raw`)} from events e ${itsJob} where ${inScope(scope)} and e.id = ${id}`.execute(
        db,
      )
      return rows[0]
    },
  }
}

/** Notifications of an event are made after it was received; saying so leaves the older days alone. */
const itsNotifications = sql`notifications n
  where n.organization_id = e.organization_id and n.event_id = e.id and n.created_at >= e.received_at`
const itsDeliveries = sql`notifications n join deliveries d
    on d.organization_id = n.organization_id and d.notification_id = n.id and d.created_at = n.created_at
  where n.organization_id = e.organization_id and n.event_id = e.id and n.created_at >= e.received_at`

/** There is one as long as the event is NEW. */
const itsJob = sql`left join event_jobs j on j.organization_id = e.organization_id and j.event_id = e.id`

/** Whoever is gone is waited for no more; somebody has taken it in any case. */
const isNotified = sql<SqlBool>`(e.status = 'DISPATCHED' and (
  select coalesce(bool_or(d.status = 'delivered') and bool_and(d.status = 'delivered' or not exists (
    select from subscriptions s where s.organization_id = d.organization_id and s.id = d.subscription_id)), false)
  from ${itsDeliveries}))`

function columns(raw: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`e.id, e.account_id as "accountId", e.instance_id as "instanceId", e.connector_key as "connectorKey",
    e.source, e.vendor_event_id as "vendorEventId", e.occurred_at as "occurredAt", e.received_at as "receivedAt",
    e.processed_at as "processedAt", case when ${isNotified} then 'NOTIFIED' else e.status end as status,
    coalesce(e.reason, j.reason) as reason, case when j.due_at > now() then j.due_at end as "nextTryAt",
    ${raw} as raw, e.normalized,
    array(select n.id from ${itsNotifications} order by n.id) as "notificationIds"`
}

function inScope({ organizationId, accountId, instanceId }: EventScope): RawBuilder<SqlBool> {
  const account = accountId === undefined ? sql`` : sql` and e.account_id = ${accountId}`
  const instance = instanceId === undefined ? sql`` : sql` and e.instance_id = ${instanceId}`
  return sql<SqlBool>`e.organization_id = ${organizationId}${account}${instance}`
}

/** By what an index helps with. */
function narrowed({ instanceId, status, from, to }: EventFilter): RawBuilder<unknown> {
  const parts = [
    status === 'FAILED' ? sql` and e.status = 'FAILED'` : sql``,
    instanceId === undefined ? sql`` : sql` and e.instance_id = ${instanceId}`,
    from === undefined ? sql`` : sql` and e.received_at >= ${from}`,
    to === undefined ? sql`` : sql` and e.received_at <= ${to}`,
  ]
  return sql.join(parts, sql``)
}

function fitting(filter: EventFilter): RawBuilder<unknown> {
  const { accountId, connectorKey, status, source, searchText } = filter
  const parts = [
    sql`true`,
    accountId === undefined ? undefined : sql`e.account_id = ${accountId}`,
    connectorKey === undefined ? undefined : sql`e.connector_key = ${connectorKey}`,
    status === undefined ? undefined : hasStatus(status),
    source === undefined ? undefined : sql`e.source = ${source}`,
    saysSo(filter),
    searchText === undefined
      ? undefined
      : sql`(e.vendor_event_id = ${searchText} or exists (
          select from jsonb_array_elements(case when jsonb_typeof(e.normalized) = 'array' then e.normalized end) one
          where strpos(lower(one ->> 'objectId'), lower(${searchText})) > 0))`,
  ].filter((part) => part !== undefined)
  return sql.join(parts, sql` and `)
}

function hasStatus(status: EventStatus): RawBuilder<unknown> {
  if (status === 'NOTIFIED') return isNotified
  if (status === 'DISPATCHED') return sql`(e.status = 'DISPATCHED' and not ${isNotified})`
  return sql`e.status = ${status}`
}

/** One of its changes has all of these members. */
function saysSo({ objectType, objectId, eventType }: EventFilter): RawBuilder<unknown> | undefined {
  const wanted = Object.fromEntries(
    Object.entries({ objectType, objectId, eventType }).filter(([, value]) => value !== undefined),
  )
  if (Object.keys(wanted).length === 0) return undefined
  return sql`e.normalized @> ${JSON.stringify([wanted])}::jsonb`
}
