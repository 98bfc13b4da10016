/** Reading notifications, acknowledging and removing them. */
import { sql, type Kysely } from 'kysely'
import { countRows, pageOfList, type AskedPage, type ListPage } from '../storage/list-store.ts'
import type { Schema } from '../storage/schema.ts'
import type { NotificationKind, Severity } from './notification.ts'
import type { Scope } from './scope.ts'
import type { DeliveryStatus } from './subscription.ts'

type Db = Kysely<Schema>

/** Bodies on one page, in bytes; a page has one notification at least. */
const mostBytes = 16 * 1024 * 1024

export interface StoredNotification {
  readonly id: number
  readonly account_id: number
  readonly instance_id: number | null
  readonly event_id: number | null
  readonly kind: NotificationKind
  readonly topic: string
  readonly severity: Severity
  readonly body: Buffer
  readonly acknowledged_at: Date | null
  readonly created_at: Date
}

export interface NotificationFilter {
  readonly topics?: readonly string[] | undefined
  readonly instanceId?: number | undefined
  readonly kind?: NotificationKind | undefined
  /** Of at least one of its deliveries that the caller sees. */
  readonly status?: DeliveryStatus | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

const columns = sql`n.id, n.account_id, n.instance_id, n.event_id, n.kind, n.topic, n.severity, n.body,
  n.acknowledged_at, n.created_at`

/** The newest first; a page ends early where its bodies are large. */
export async function listNotifications(
  db: Db,
  { organizationId, accountId }: Scope,
  filter: NotificationFilter,
  asked: AskedPage<number>,
): Promise<ListPage<StoredNotification>> {
  const { offset, after } = asked
  const { topics, instanceId, kind, status, from, to } = filter
  const seen =
    accountId === undefined
      ? sql`true`
      : sql`exists (select from subscriptions s where s.organization_id = d.organization_id
          and s.id = d.subscription_id and s.account_id = ${accountId})`
  const within = sql.join(
    [
      sql`n.organization_id = ${organizationId}`,
      ...(topics === undefined ? [] : [sql`n.topic = any(${[...topics]}::text[])`]),
      ...(from === undefined ? [] : [sql`n.created_at >= ${from}`]),
      ...(to === undefined ? [] : [sql`n.created_at <= ${to}`]),
    ],
    sql` and `,
  )
  const fits = sql.join(
    [
      sql`true`,
      ...(accountId === undefined ? [] : [sql`n.account_id = ${accountId}`]),
      ...(instanceId === undefined ? [] : [sql`n.instance_id = ${instanceId}`]),
      ...(kind === undefined ? [] : [sql`n.kind = ${kind}`]),
      ...(status === undefined
        ? []
        : [
            sql`exists (select from deliveries d where d.organization_id = n.organization_id
              and d.created_at = n.created_at and d.notification_id = n.id and d.status = ${status}
              and ${seen})`,
          ]),
    ],
    sql` and `,
  )
  const read = async (limit: number) => {
    const { rows } = await sql<StoredNotification & { bytes: number }>`
      select ${columns}, sum(octet_length(n.body)) over (order by n.id desc rows unbounded preceding)::float8 as bytes
      from (select * from notifications n
        where ${within} and ${fits} and ${after === undefined ? sql`true` : sql`n.id < ${after}`}
        order by n.id desc limit ${limit} offset ${offset}) n
      order by n.id desc`.execute(db)
    return rows
  }
  const count = () => countRows(db, { table: sql`notifications`, as: 'n', within, fits })
  return pageOfList(asked, read, count, (rows) =>
    rows.filter(({ bytes }, index) => index === 0 || bytes <= mostBytes),
  )
}

export async function readNotification(
  db: Db,
  { organizationId, accountId }: Scope,
  id: number,
): Promise<StoredNotification | undefined> {
  const { rows } = await sql<StoredNotification>`
    select ${columns} from notifications n
    where n.organization_id = ${organizationId} and n.id = ${id}
      and ${accountId === undefined ? sql`true` : sql`n.account_id = ${accountId}`}`.execute(db)
  return rows[0]
}

/** Several at once, by id. */
export async function readNotifications(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredNotification>> {
  const { rows } = await sql<StoredNotification>`
    select ${columns} from notifications n
    where n.organization_id = ${organizationId} and n.id = any(${[...ids]}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function acknowledgeNotification(
  db: Db,
  organizationId: number,
  id: number,
): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ acknowledged_at: sql`coalesce(acknowledged_at, now())` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** With its deliveries and what was still to be made of them. */
export async function deleteNotification(
  trx: Db,
  organizationId: number,
  id: number,
): Promise<void> {
  await sql`
    with jobs as (
      delete from delivery_jobs where organization_id = ${organizationId} and notification_id = ${id}
        and subscription_id in (select subscription_id from deliveries
                                where organization_id = ${organizationId} and notification_id = ${id})
    ), attempts as (
      delete from delivery_attempts where organization_id = ${organizationId} and notification_id = ${id}
    ), deliveries as (
      delete from deliveries where organization_id = ${organizationId} and notification_id = ${id}
    )
    delete from notifications where organization_id = ${organizationId} and id = ${id}`.execute(trx)
}
