/** Storing notifications, and what is to be delivered of them, in the transaction of what they tell. */
import { sql, type Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import {
  everyEventTopic,
  storedChannel,
  type AddedNotification,
  type NewNotification,
} from './notification.ts'
import { waitingReasons } from './subscription.ts'
import { namedIn, wakeSenders } from './wake-senders.ts'

/**
 * Stores a batch and one delivery for each subscription that wants it: one of the same account with the topic, and for
 * operations also those of the organization's default account. For a subscription that is not active the delivery is kept
 * as `queued`; where only the configuration of its instance is in the way, it goes out as soon as that allows it. Wakes the senders, and whoever waits for the feed, when the transaction commits. Answers in the order of the batch.
 */
export async function addNotifications(
  trx: Kysely<Schema>,
  batch: readonly NewNotification[],
): Promise<AddedNotification[]> {
  if (batch.length === 0) return []
  const { ids, now } = await reserve(trx, batch)
  const createdDate = `${now.toISOString().slice(0, 19)}Z`
  const rows = batch.map((item, index) => {
    const id = ids[index] ?? 0
    return { ...item, id, bytes: Buffer.from(item.body(id, createdDate)) }
  })
  const column = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of)
  const { rows: counted } = await sql<{
    id: number
    deliveries: number
    active: number[] | null
  }>`
    with told as (
      select * from unnest(
        ${column((r) => r.id)}::bigint[], ${column((r) => r.organizationId)}::bigint[],
        ${column((r) => r.accountId)}::bigint[], ${column((r) => r.instanceId ?? null)}::bigint[],
        ${column((r) => r.eventId ?? null)}::bigint[], ${column((r) => r.kind)}::text[],
        ${column((r) => r.topic)}::text[], ${column((r) => r.severity)}::text[],
        ${column((r) => r.bytes)}::bytea[], ${column((r) => r.subscriptionId ?? null)}::bigint[],
        ${column((r) => (r.hops ?? 0) + 1)}::smallint[]
      ) as t (id, organization_id, account_id, instance_id, event_id, kind, topic, severity, body, subscription_id, hops)
    ), stored as (
      insert into notifications (id, organization_id, account_id, instance_id, event_id, kind, topic, severity, body, hops)
      select id, organization_id, account_id, instance_id, event_id, kind, topic, severity, body, hops from told
    ), wanted as (
      select told.id, told.organization_id, s.id as subscription_id, s.active,
             s.inactive_reason = any(${[...waitingReasons]}::text[]) as waits
      -- Each branch has an index of its own; as one condition with "or" all of an organization would be read.
      from told cross join lateral (
        select id, active, inactive_reason from subscriptions
        where organization_id = told.organization_id and id = told.subscription_id
        union all
        select id, active, inactive_reason from subscriptions
        where told.subscription_id is null and organization_id = told.organization_id and account_id = told.account_id
          and topics && case when told.kind = 'events'
            then array[told.topic, ${everyEventTopic}] else array[told.topic] end
        union all
        select owned.id, owned.active, owned.inactive_reason
        from accounts a join subscriptions owned on owned.organization_id = a.organization_id and owned.account_id = a.id
        where told.subscription_id is null and told.kind = 'operations' and a.organization_id = told.organization_id
          and a.type = 'Default' and a.id <> told.account_id and owned.topics && array[told.topic]
      ) s
    ), delivered as (
      insert into deliveries (organization_id, notification_id, subscription_id, status, created_at)
      select organization_id, id, subscription_id, case when active then 'created' else 'queued' end, now()
      from wanted
    ), jobs as (
      insert into delivery_jobs (organization_id, notification_id, subscription_id, created_at)
      select organization_id, id, subscription_id, now() from wanted where active or waits
    )
    select told.id, count(wanted.id)::int as deliveries,
           array_agg(wanted.subscription_id) filter (where wanted.active) as active
    from told left join wanted using (id) group by told.id`.execute(trx)
  await wakeSenders(
    trx,
    counted.flatMap(({ active }) => active ?? []),
  )
  const byId = new Map(counted.map((row) => [row.id, row]))
  return rows.map(({ id, eventId }) => ({
    id,
    eventId: eventId ?? null,
    deliveries: byId.get(id)?.deliveries ?? 0,
  }))
}

/** Ids before the rows are there, as they stand in the bodies; and the transaction's time. Tells who waits for the feed. */
async function reserve(
  trx: Kysely<Schema>,
  batch: readonly NewNotification[],
): Promise<{ ids: number[]; now: Date }> {
  const organizations = namedIn(batch.map(({ organizationId }) => organizationId))
  const { rows } = await sql<{ id: number; now: Date }>`
    with noticed as materialized (select pg_notify(${storedChannel}, ${organizations}))
    select nextval(pg_get_serial_sequence('notifications', 'id')) as id, now() as now
    from noticed cross join generate_series(1, ${batch.length}::int)`.execute(trx)
  return { ids: rows.map(({ id }) => id), now: rows[0]?.now ?? new Date(0) }
}
