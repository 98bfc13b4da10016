/** Rows of subscriptions. */
import { sql, type Kysely, type Selectable } from 'kysely'
import {
  countRows,
  mostCounted,
  pageOfList,
  type AskedPage,
  type ListPage,
} from '../storage/list-store.ts'
import type { SubscriptionTable } from '../storage/notification-tables.ts'
import type { Schema } from '../storage/schema.ts'
import type { Scope } from './scope.ts'
import type { InactiveReason } from './subscription.ts'

type Db = Kysely<Schema>
export type SubscriptionRow = Selectable<SubscriptionTable>

/** Deliveries of a subscription that are kept, and that are still to be made. */
export interface SubscriptionCounts {
  readonly queued: number
  readonly waiting: number
}

/** An id before the row is there: its values are sealed under it. */
export async function nextSubscriptionId(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('subscriptions', 'id')) as id`.execute(db)
  return rows[0]?.id ?? 0
}

export type NewSubscription = Pick<
  SubscriptionRow,
  | 'id'
  | 'organization_id'
  | 'account_id'
  | 'instance_id'
  | 'origin'
  | 'channel'
  | 'topics'
  | 'destination'
  | 'config_sealed'
> & { readonly inactive_reason?: InactiveReason }

/** How many an account made by the API; nobody else of it counts or makes one until the transaction ends. */
export async function countSubscribed(
  trx: Db,
  { organizationId, accountId }: { readonly organizationId: number; readonly accountId: number },
): Promise<number> {
  await trx
    .selectFrom('accounts')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const { count } = await trx
    .selectFrom('subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('origin', '=', 'subscribed')
    .executeTakeFirstOrThrow()
  return count
}

/** Does nothing when there is one for the same instance or mail address already. */
export async function insertSubscription(db: Db, row: NewSubscription): Promise<void> {
  const isActive = row.inactive_reason === undefined
  await db
    .insertInto('subscriptions')
    .values({ ...row, active: isActive, inactive_since: isActive ? null : sql<Date>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** @param lock for a change in the same transaction */
export async function readSubscription(
  db: Db,
  { organizationId, accountId }: Scope,
  id: number,
  lock = false,
): Promise<SubscriptionRow | undefined> {
  return db
    .selectFrom('subscriptions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .$if(accountId !== undefined, (q) => q.where('account_id', '=', accountId as number))
    .$if(lock, (q) => q.forNoKeyUpdate())
    .executeTakeFirst()
}

/** Those of instances and of the API, by id; single addresses of mails and of answers are not among them. */
export async function listSubscriptions(
  db: Db,
  { organizationId, accountId }: Scope,
  instanceId: number | undefined,
  asked: AskedPage<number>,
): Promise<ListPage<SubscriptionRow>> {
  const { offset, after } = asked
  const within = sql`s.organization_id = ${organizationId}
    and ${accountId === undefined ? sql`true` : sql`s.account_id = ${accountId}`}`
  const fits = sql`s.origin in ('callback', 'subscribed')
    and ${instanceId === undefined ? sql`true` : sql`s.instance_id = ${instanceId}`}`
  const read = async (limit: number) => {
    const { rows } = await sql<SubscriptionRow>`
      select s.* from subscriptions s
      where ${within} and ${fits} and ${after === undefined ? sql`true` : sql`s.id > ${after}`}
      order by s.id limit ${limit} offset ${offset}`.execute(db)
    return rows
  }
  const count = () => countRows(db, { table: sql`subscriptions`, as: 's', within, fits })
  return pageOfList(asked, read, count)
}

/** By id, each figure up to `mostCounted`. */
export async function countDeliveries(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, SubscriptionCounts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: number; queued: number; waiting: number }>`
    select s.id,
      (select count(*)::int from (
        select from deliveries d where d.organization_id = ${organizationId} and d.subscription_id = s.id
          and d.status = 'queued' limit ${mostCounted}) counted) as queued,
      (select count(*)::int from (
        select from delivery_jobs j where j.organization_id = ${organizationId} and j.subscription_id = s.id
        limit ${mostCounted}) counted) as waiting
    from unnest(${[...ids]}::bigint[]) as s (id)`.execute(db)
  return new Map(rows.map(({ id, queued, waiting }) => [id, { queued, waiting }]))
}

/** By id. */
export async function instanceNames(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('instances')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Connector keys of those of the instances that the account has, by id. */
export async function instanceConnectors(
  db: Db,
  { organizationId, accountId }: { readonly organizationId: number; readonly accountId: number },
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('instances')
    .select(['id', 'connector_key'])
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.connector_key]))
}

export type SubscriptionChange = Partial<
  Pick<
    SubscriptionRow,
    | 'topics'
    | 'destination'
    | 'config_sealed'
    | 'active'
    | 'inactive_reason'
    | 'failures'
    | 'rests_until'
  >
>

/**
 * Another address, or being served again, ends the lease: a try that is under way as things stood before can decide
 * nothing about how they stand now. What it was to deliver is sent again.
 */
export async function updateSubscription(
  db: Db,
  organizationId: number,
  id: number,
  change: SubscriptionChange,
): Promise<void> {
  const { active, destination } = change
  const isOther =
    destination === undefined
      ? sql<boolean>`(${active === true} and not active)`
      : sql<boolean>`destination <> ${destination} or (${active === true} and not active)`
  const since = active === false ? sql<Date>`coalesce(inactive_since, now())` : null
  await db
    .updateTable('subscriptions')
    .set({
      ...change,
      ...(active === undefined ? {} : { inactive_since: since }),
      fence: sql<number>`case when ${isOther} then fence + 1 else fence end`,
      leased_until: sql<Date | null>`case when ${isOther} then null else leased_until end`,
      updated_at: sql`now()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

export async function deleteSubscription(
  db: Db,
  organizationId: number,
  id: number,
): Promise<void> {
  await db
    .deleteFrom('subscriptions')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** The subscription that an instance's configuration made, locked. */
export async function readCallback(
  trx: Db,
  organizationId: number,
  instanceId: number,
): Promise<SubscriptionRow | undefined> {
  return trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('origin', '=', 'callback')
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** The id of the subscription for an account's single mails to an address. */
export async function findMailSubscription(
  trx: Db,
  owner: { readonly organizationId: number; readonly accountId: number },
  destination: string,
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', owner.accountId)
    .where('origin', '=', 'mail')
    .where('destination', '=', destination)
    .executeTakeFirst()
  return row?.id
}
