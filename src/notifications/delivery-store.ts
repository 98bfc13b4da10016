/** What became of notifications at subscriptions, and each try. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { countRows, pageOfList, type AskedPage, type ListPage } from '../storage/list-store.ts'
import type { Schema } from '../storage/schema.ts'
import type { NotificationKind } from './notification.ts'
import type { DeliveryMark } from './redelivery-place.ts'
import type { Scope } from './scope.ts'
import type { Channel, DeliveryStatus, InactiveReason, ShownStatus } from './subscription.ts'

type Db = Kysely<Schema>

export interface DeliveryRow {
  readonly notification_id: number
  readonly subscription_id: number
  readonly status: ShownStatus
  readonly tries: number
  readonly last_status: number | null
  readonly last_failure: string | null
  /** The notification's. */
  readonly created_at: Date
  readonly updated_at: Date
  /** Not before the subscription's rest is over. */
  readonly next_try_at: Date | null
  /** Of the subscription, while it rests. */
  readonly rests_until: Date | null
  /** Why the subscription is not served. */
  readonly inactive_reason: InactiveReason | null
}

/**
 * What waits for a subscription that is not served is kept, whether or not it was moved already; what one that is gone
 * did not take is cancelled.
 */
const effectiveStatus = sql`case when d.status <> 'delivered' and s.id is null then 'cancelled'
  when d.status in ('created', 'retry') and not s.active then 'queued' else d.status end`

const itsSubscription = sql`left join subscriptions s
  on s.organization_id = d.organization_id and s.id = d.subscription_id`

function select(where: RawBuilder<unknown>, rest: RawBuilder<unknown>): RawBuilder<DeliveryRow> {
  return sql<DeliveryRow>`
    select d.notification_id, d.subscription_id, ${effectiveStatus} as status, d.tries, d.last_status,
           d.last_failure, d.created_at, d.updated_at,
           case when s.active then greatest(j.next_try_at, case when j.next_try_at is not null then s.rests_until end)
             end as next_try_at,
           case when s.active and s.rests_until > now() then s.rests_until end as rests_until, s.inactive_reason
    from deliveries d
    ${itsSubscription}
    left join delivery_jobs j on j.organization_id = d.organization_id and j.subscription_id = d.subscription_id
      and j.notification_id = d.notification_id
    where ${where} ${rest}`
}

/**
 * Of one notification, at all subscriptions that the caller sees or at one of them. Those that are gone are seen with the
 * notification, unless it was told to other accounts as well.
 */
export async function deliveriesOf(
  db: Db,
  { organizationId, accountId }: Scope,
  notificationId: number,
  subscriptionId?: number,
): Promise<DeliveryRow[]> {
  const one = subscriptionId === undefined ? sql`true` : sql`d.subscription_id = ${subscriptionId}`
  const seen =
    accountId === undefined
      ? sql`true`
      : sql`(s.account_id = ${accountId} or (s.id is null and exists (
          select from notifications n where n.organization_id = d.organization_id and n.id = d.notification_id
            and n.created_at = d.created_at and n.account_id = ${accountId} and n.kind <> 'operations')))`
  const { rows } = await select(
    sql`d.organization_id = ${organizationId} and d.notification_id = ${notificationId}
      and ${one} and ${seen}`,
    sql`order by d.subscription_id`,
  ).execute(db)
  return rows
}

/** The parts of a subscription that a `where` may speak of. */
export interface SubscriptionFacts {
  readonly id: number
  readonly channel: Channel
  readonly destination: string
  readonly active: boolean
  readonly inactive_reason: string | null
}

export async function subscriptionFacts(
  db: Db,
  { organizationId, accountId }: Scope,
): Promise<SubscriptionFacts[]> {
  return db
    .selectFrom('subscriptions')
    .select(['id', 'channel', 'destination', 'active', 'inactive_reason'])
    .where('organization_id', '=', organizationId)
    .$if(accountId !== undefined, (q) => q.where('account_id', '=', accountId as number))
    .orderBy('id')
    .execute()
}

/** Where a page of deliveries ended. */
export interface DeliveryPlace {
  readonly notificationId: number
  readonly subscriptionId: number
}

export interface DeliveryFilter {
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly instanceId?: number | undefined
  readonly kind?: NotificationKind | undefined
}

/** The newest first, of the pairs of subscription and status. */
export async function listDeliveries(
  db: Db,
  organizationId: number,
  wanted: readonly { readonly subscriptionId: number; readonly status: DeliveryStatus }[],
  { from, to, instanceId, kind }: DeliveryFilter,
  asked: AskedPage<DeliveryPlace>,
): Promise<ListPage<DeliveryRow>> {
  const { offset, after } = asked
  const told = [
    ...(instanceId === undefined ? [] : [sql`n.instance_id = ${instanceId}`]),
    ...(kind === undefined ? [] : [sql`n.kind = ${kind}`]),
  ]
  const within = sql.join(
    [
      sql`d.organization_id = ${organizationId}`,
      ...(from === undefined ? [] : [sql`d.created_at >= ${from}`]),
      ...(to === undefined ? [] : [sql`d.created_at <= ${to}`]),
    ],
    sql` and `,
  )
  const fits = sql.join(
    [
      sql`(d.subscription_id, ${effectiveStatus}) in (select * from unnest(
        ${wanted.map(({ subscriptionId }) => subscriptionId)}::bigint[], ${wanted.map(({ status }) => status)}::text[]))`,
      // The time is that of the notification: only its day is looked into.
      ...(told.length === 0
        ? []
        : [
            sql`exists (select from notifications n where n.organization_id = d.organization_id
              and n.id = d.notification_id and n.created_at = d.created_at and ${sql.join(told, sql` and `)})`,
          ]),
    ],
    sql` and `,
  )
  const further =
    after === undefined
      ? sql`true`
      : sql`(d.notification_id, d.subscription_id) <
          (${after.notificationId}::bigint, ${after.subscriptionId}::bigint)`
  const read = async (limit: number) => {
    const { rows } = await select(
      sql`${within} and ${fits} and ${further}`,
      sql`order by d.notification_id desc, d.subscription_id desc limit ${limit} offset ${offset}`,
    ).execute(db)
    return rows
  }
  const count = () =>
    countRows(db, { table: sql`deliveries`, as: 'd', join: itsSubscription, within, fits })
  return pageOfList(asked, read, count)
}

export interface AttemptRow {
  readonly number: number
  readonly at: Date
  readonly duration_ms: number
  readonly status: number | null
  readonly failure: string | null
  readonly answer: Buffer | null
}

/** The newest first, two hundred at most. */
export async function attemptsOf(
  db: Db,
  organizationId: number,
  notificationId: number,
  subscriptionId: number,
): Promise<AttemptRow[]> {
  return db
    .selectFrom('delivery_attempts')
    .select(['number', 'at', 'duration_ms', 'status', 'failure', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('notification_id', '=', notificationId)
    .where('subscription_id', '=', subscriptionId)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
}

/** Sends one again now; what waits is replaced. Answers whether there is such a delivery. */
export async function redeliverOne(
  trx: Db,
  organizationId: number,
  notificationId: number,
  subscriptionId: number,
): Promise<boolean> {
  const ids = [notificationId]
  return (
    (await putBack(
      trx,
      organizationId,
      subscriptionId,
      sql`notification_id = any(${ids}::bigint[])`,
    )) > 0
  )
}

/** A step of a range, from the oldest on. */
export interface Range {
  readonly statuses: readonly DeliveryStatus[]
  readonly from?: Date | undefined
  /** ISO 8601. */
  readonly to: string
  readonly after?: DeliveryMark | undefined
}

/** The end of the present millisecond, as dates know no smaller parts. */
export async function databaseTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`
    select date_trunc('milliseconds', now()) + interval '1 millisecond' as now`.execute(db)
  return rows[0]?.now ?? new Date(0)
}

/** Sends so many of a range again. Answers the last of them, and how many they were. */
export async function redeliverStep(
  trx: Db,
  organizationId: number,
  subscriptionId: number,
  { statuses, from, to, after }: Range,
  step: number,
): Promise<{ count: number; last: Range['after'] }> {
  const conditions = [
    sql`organization_id = ${organizationId} and subscription_id = ${subscriptionId}`,
    sql`status = any(${[...statuses]}::text[])`,
    sql`created_at <= ${to}::timestamptz`,
    ...(from === undefined ? [] : [sql`created_at >= ${from}`]),
    ...(after === undefined
      ? []
      : [
          sql`(created_at, notification_id) > (${after.created}::timestamptz, ${after.notificationId}::bigint)`,
        ]),
  ]
  const { rows } = await sql<{ created: string; notification_id: number }>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created, notification_id
    from deliveries
    where ${sql.join(conditions, sql` and `)}
    order by created_at, notification_id limit ${step}`.execute(trx)
  const last = rows.at(-1)
  if (last === undefined) return { count: 0, last: undefined }
  const ids = rows.map((row) => row.notification_id)
  await putBack(
    trx,
    organizationId,
    subscriptionId,
    sql`notification_id = any(${ids}::bigint[]) and created_at >= ${rows[0]?.created}::timestamptz
      and created_at <= ${last.created}::timestamptz`,
  )
  return {
    count: rows.length,
    last: { created: last.created, notificationId: last.notification_id },
  }
}

/** The schedule begins anew, with a try at once; only where the notification itself is still there. */
async function putBack(
  trx: Db,
  organizationId: number,
  subscriptionId: number,
  which: RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await sql`
    with back as (
      update deliveries set status = 'created', updated_at = now()
      where organization_id = ${organizationId} and subscription_id = ${subscriptionId} and ${which}
      returning notification_id, created_at
    ), jobs as (
      insert into delivery_jobs (organization_id, subscription_id, notification_id, created_at)
      select ${organizationId}::bigint, ${subscriptionId}::bigint, notification_id, created_at from back
      on conflict (subscription_id, notification_id) do update set tries = 0, next_try_at = now()
    )
    select from back`.execute(trx)
  return rows.length
}
