/** The deliveries that are still to be made. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { waitingReasons } from '../subscription.ts'
import type { Lease } from './lane-store.ts'

type Db = Kysely<Schema>

/** Bodies of one reading, in bytes; one larger body comes alone. */
const mostBytes = 1024 * 1024

export interface Job {
  readonly notificationId: number
  /** The notification's, to the millisecond. */
  readonly createdAt: Date
  /** Tries made by the schedule. */
  readonly tries: number
  /** Undefined when the notification is not there any more. */
  readonly body: Buffer | undefined
  /** The notification's. */
  readonly hops: number
}

/**
 * What is due, the longest waiting first.
 * @param held those that this node has in hand already
 * @param furthest the furthest in its schedule first: a try that decides about an endpoint is used by the one whose
 *   schedule ends first, or many deliveries would keep a dead endpoint alive
 */
export async function takeJobs(
  db: Db,
  { id, organizationId }: Lease,
  held: readonly number[],
  limit: number,
  furthest: boolean,
): Promise<Job[]> {
  const order = furthest
    ? sql`tries desc, next_try_at, notification_id`
    : sql`next_try_at, notification_id`
  const { rows } = await sql<{
    notification_id: number
    created_at: Date
    tries: number
    body: Buffer | null
    hops: number | null
  }>`
    with due as (
      select notification_id, organization_id, created_at, tries, row_number() over (order by ${order}) as place
      from delivery_jobs
      where subscription_id = ${id} and organization_id = ${organizationId} and next_try_at <= now()
        and notification_id <> all(${[...held]}::bigint[])
      order by ${order} limit ${limit}
    ), sized as (
      select due.*, n.body, n.hops,
             sum(coalesce(octet_length(n.body), 0)) over (order by place rows unbounded preceding) as bytes
      from due left join lateral (
        select body, hops from notifications n
        where n.organization_id = due.organization_id and n.created_at = due.created_at and n.id = due.notification_id
      ) n on true
    )
    select notification_id, created_at, tries, body, hops from sized
    where bytes <= ${mostBytes} or place = 1 order by place`.execute(db)
  return rows.map((row) => ({
    notificationId: row.notification_id,
    createdAt: row.created_at,
    tries: row.tries,
    body: row.body ?? undefined,
    hops: row.hops ?? 1,
  }))
}

/** Removes deliveries whose notification is not kept any more. */
export async function forgetJobs(
  db: Db,
  { id, organizationId }: Lease,
  notificationIds: readonly number[],
): Promise<void> {
  await db
    .deleteFrom('delivery_jobs')
    .where('subscription_id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('notification_id', 'in', notificationIds)
    .execute()
}

/**
 * Keeps what waits for a subscription that is not served until somebody asks for it; nothing of one that was enabled
 * meanwhile. In steps, so that no statement holds many rows.
 * @returns how many; less than `step` when nothing is left
 */
export async function keepForPull(
  db: Db,
  { id, organizationId }: { readonly id: number; readonly organizationId: number },
  step: number,
): Promise<number> {
  const { rows } = await sql`
    with idle as materialized (
      select id from subscriptions
      where id = ${id} and organization_id = ${organizationId} and not active
        and (inactive_reason = any(${[...waitingReasons]}::text[])) is not true
      -- Whoever is about to enable it comes first.
      for share
    ), gone as (
      delete from delivery_jobs where subscription_id = (select id from idle) and notification_id in (
        select notification_id from delivery_jobs
        where subscription_id = ${id} and organization_id = ${organizationId} limit ${step}
      )
      returning notification_id, subscription_id, created_at
    ), kept as (
      update deliveries d set status = 'queued', updated_at = now() from gone
      where d.organization_id = ${organizationId} and d.created_at = gone.created_at
        and d.notification_id = gone.notification_id and d.subscription_id = gone.subscription_id
    )
    select from gone`.execute(db)
  return rows.length
}
