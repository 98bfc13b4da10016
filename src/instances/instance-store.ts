/** Instances in the database. Every function takes the organization first; secrets come and go sealed. */
import { sql, type Kysely, type Selectable } from 'kysely'
import { noticeWith } from '../storage/notices.ts'
import type { InstanceTable, Schema } from '../storage/schema.ts'

export type InstanceRow = Selectable<InstanceTable>

/** An instance with the person who made it. */
export interface InstanceWithUser extends InstanceRow {
  user_email: string
  user_first_name: string
  user_last_name: string
  /** Milliseconds that its calls will still be traced, by the time of the database; null or less than 0: not at all. */
  trace_ms_left: number | null
  /** Another text after every change of the row, its configuration or its organization's app at the vendor. */
  version: string
}

/** Channel on which every change of an instance is told; the payload is its id, or `*` for many at once. */
export const instancesChannel = 'instances'

type Db = Kysely<Schema>

/** A fresh id, taken before the row exists because sealed values are bound to it. */
export async function nextInstanceId(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('instances', 'id')) as id`.execute(db)
  return Number(rows[0]?.id)
}

export interface NewInstance {
  id: number
  account_id: number
  user_id: number
  connector_id: number
  connector_key: string
  name: string
  token_hash: Buffer
  token_sealed: Buffer
  authentication_type: string
  external_authentication: string
  vendor_app_id: string | null
  vendor_account_id: string | null
  tags: string[]
  caching_enabled: boolean
  max_cache_size: number
  cache_time_to_live: number
}

export async function insertInstance(
  db: Db,
  organizationId: number,
  instance: NewInstance,
): Promise<void> {
  // The id was drawn beforehand; identity columns take it only when asked so.
  await sql`
    insert into instances (
      id, organization_id, account_id, user_id, connector_id, connector_key, name, token_hash, token_sealed,
      authentication_type, external_authentication, vendor_app_id, vendor_account_id, tags,
      caching_enabled, max_cache_size, cache_time_to_live)
    overriding system value
    values (
      ${instance.id}, ${organizationId}, ${instance.account_id}, ${instance.user_id}, ${instance.connector_id},
      ${instance.connector_key}, ${instance.name}, ${instance.token_hash}, ${instance.token_sealed},
      ${instance.authentication_type}, ${instance.external_authentication}, ${instance.vendor_app_id},
      ${instance.vendor_account_id}, ${instance.tags},
      ${instance.caching_enabled}, ${instance.max_cache_size}, ${instance.cache_time_to_live})`.execute(
    db,
  )
}

/** The instance, or undefined when the organization (and account, where given) has none of this id. */
export async function findInstance(
  db: Db,
  organizationId: number,
  id: number,
  accountId?: number,
): Promise<InstanceWithUser | undefined> {
  let query = withUser(db, organizationId).where('instances.id', '=', id)
  if (accountId !== undefined) query = query.where('instances.account_id', '=', accountId)
  return query.executeTakeFirst()
}

/** The same row, locked until the transaction ends, so that two changes do not mix. */
export async function lockInstance(
  trx: Db,
  organizationId: number,
  id: number,
): Promise<InstanceRow | undefined> {
  return trx
    .selectFrom('instances')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The owner of a token. The token is the credential; its row names the organization. */
export async function findOwnerOfToken(
  db: Db,
  tokenHash: Buffer,
): Promise<{ organizationId: number; id: number } | undefined> {
  const row = await db
    .selectFrom('instances')
    .select(['organization_id', 'id'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row === undefined ? undefined : { organizationId: row.organization_id, id: row.id }
}

/** The organization of an instance, for rooms that work on behalf of the platform itself. */
export async function findOrganizationOf(db: Db, id: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('instances')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.organization_id
}

/** Those of the instances whose credentials are believed to be good. */
export async function connectedOf(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('instances')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'connected')
    .execute()
  return rows.map(({ id }) => id)
}

/** As people see it: a disabled instance is neither of the others, whatever its credentials. */
export const instanceStates = ['connected', 'reauth_required', 'disabled'] as const
export type InstanceState = (typeof instanceStates)[number]

export interface InstanceFilter {
  ids?: readonly number[] | undefined
  accountId?: number | undefined
  connectorId?: number | undefined
  /** Instances that carry all of these. */
  tags?: readonly string[] | undefined
  /** A part of the name or of a tag, whatever its case. */
  searchText?: string | undefined
  state?: InstanceState | undefined
  afterId?: number | undefined
  offset?: number | undefined
  limit: number
}

/** The versions of those of the instances that exist. */
export async function versionsOf(
  db: Db,
  organizationId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('instances')
    .select(['id', version])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.version]))
}

/** In the order of their ids, which is the order they were made in. */
export async function listInstances(
  db: Db,
  organizationId: number,
  filter: InstanceFilter,
): Promise<InstanceWithUser[]> {
  let query = withUser(db, organizationId).orderBy('instances.id').limit(filter.limit)
  if (filter.ids !== undefined) {
    query = query.where(sql<boolean>`instances.id = any(${[...filter.ids]}::bigint[])`)
  }
  if (filter.accountId !== undefined) {
    query = query.where('instances.account_id', '=', filter.accountId)
  }
  if (filter.connectorId !== undefined) {
    query = query.where('instances.connector_id', '=', filter.connectorId)
  }
  if (filter.tags !== undefined && filter.tags.length > 0) {
    query = query.where(sql<boolean>`instances.tags @> ${[...filter.tags]}::text[]`)
  }
  if (filter.searchText !== undefined && filter.searchText !== '') {
    const pattern = `%${filter.searchText.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where(
      sql<boolean>`(instances.name ilike ${pattern}
        or exists (select 1 from unnest(instances.tags) as tag where tag ilike ${pattern}))`,
    )
  }
  if (filter.state === 'disabled') query = query.where('instances.disabled', '=', true)
  else if (filter.state !== undefined) {
    query = query
      .where('instances.disabled', '=', false)
      .where('instances.state', '=', filter.state)
  }
  if (filter.afterId !== undefined) query = query.where('instances.id', '>', filter.afterId)
  if (filter.offset !== undefined) query = query.offset(filter.offset)
  return query.execute()
}

/** How many instances each connector has. */
export async function countInstances(
  db: Db,
  organizationId: number,
  accountId?: number,
): Promise<{ connectorKey: string; count: number }[]> {
  let query = db
    .selectFrom('instances')
    .select(['connector_key as connectorKey', (e) => e.fn.countAll<number>().as('count')])
    .where('organization_id', '=', organizationId)
    .groupBy('connector_key')
    .orderBy('connector_key')
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  return query.execute()
}

/** What any instance of an organization at a connector wants of calls: that answers are remembered, that events are told. */
export interface Wishes {
  readonly caching: boolean
  readonly events: boolean
}

export async function findWishes(
  db: Db,
  organizationId: number,
  connectorKey: string,
): Promise<Wishes> {
  const { rows } = await sql<Wishes>`
    select coalesce(bool_or(i.caching_enabled), false) as caching, exists (
      select from instances e join instance_configuration c on c.instance_id = e.id
        and c.organization_id = e.organization_id and c.key = 'event.notification.enabled'
      where e.organization_id = ${organizationId} and e.connector_key = ${connectorKey} and lower(c.value) = 'true'
    ) as events
    from instances i where i.organization_id = ${organizationId} and i.connector_key = ${connectorKey}`.execute(
    db,
  )
  return rows[0] ?? { caching: false, events: false }
}

/** Those that still exist, made between two moments (both included). */
export async function countCreatedInstances(
  db: Db,
  organizationId: number,
  accountId: number | undefined,
  from: Date,
  to: Date,
): Promise<number> {
  let query = db
    .selectFrom('instances')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('created_at', '>=', from)
    .where('created_at', '<=', to)
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  return (await query.executeTakeFirstOrThrow()).count
}

export type InstanceChange = Partial<
  Pick<
    InstanceRow,
    | 'name'
    | 'tags'
    | 'caching_enabled'
    | 'max_cache_size'
    | 'cache_time_to_live'
    | 'disabled'
    | 'state'
    | 'state_reason'
    | 'authentication_type'
    | 'external_authentication'
    | 'vendor_app_id'
    | 'vendor_account_id'
  >
>

/** Writes the given columns and tells everybody; false when the organization has no such instance. */
export async function changeInstance(
  trx: Db,
  organizationId: number,
  id: number,
  change: InstanceChange,
): Promise<boolean> {
  const result = await trx
    .updateTable('instances')
    .set({ ...change, updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  await announce(trx, id)
  return result.numUpdatedRows > 0n
}

/** For so many minutes from now; undefined ends it. False when the organization has no such instance. */
export async function setTraceLogging(
  trx: Db,
  organizationId: number,
  id: number,
  minutes: number | undefined,
): Promise<boolean> {
  const until =
    minutes === undefined ? null : sql<Date>`clock_timestamp() + make_interval(mins => ${minutes})`
  const result = await trx
    .updateTable('instances')
    .set({ trace_logging_until: until, updated_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  await announce(trx, id)
  return result.numUpdatedRows > 0n
}

/** Whose instances: all that a user made, or all of an account, whoever made them. */
export type InstanceOwner = { readonly userId: number } | { readonly accountId: number }

export async function listInstanceIds(
  db: Db,
  organizationId: number,
  owner: InstanceOwner,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('instances')
    .select('id')
    .where('organization_id', '=', organizationId)
    .$if('userId' in owner, (query) =>
      query.where('user_id', '=', (owner as { userId: number }).userId),
    )
    .$if('accountId' in owner, (query) =>
      query.where('account_id', '=', (owner as { accountId: number }).accountId),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function deleteInstance(
  trx: Db,
  organizationId: number,
  id: number,
): Promise<boolean> {
  const result = await trx
    .deleteFrom('instances')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  await announce(trx, id)
  return result.numDeletedRows > 0n
}

/** Tells all nodes, when the transaction commits, that they know an old state of the instance. */
export async function announce(trx: Db, id: number | '*'): Promise<void> {
  await noticeWith(trx, instancesChannel, String(id))
}

/** The transactions that wrote the rows (PostgreSQL's system column xmin). */
const version = sql<string>`concat_ws(' ', instances.xmin, (
    select string_agg(entry.xmin::text, ',' order by entry.id) from instance_configuration as entry
    where entry.organization_id = instances.organization_id and entry.instance_id = instances.id), (
    select app.xmin from vendor_apps as app
    where app.organization_id = instances.organization_id and app.connector_key = instances.connector_key))`.as(
  'version',
)

function withUser(db: Db, organizationId: number) {
  return db
    .selectFrom('instances')
    .innerJoin('users', 'users.id', 'instances.user_id')
    .selectAll('instances')
    .select([
      'users.email as user_email',
      'users.first_name as user_first_name',
      'users.last_name as user_last_name',
      sql<
        number | null
      >`(extract(epoch from trace_logging_until - clock_timestamp()) * 1000)::double precision`.as(
        'trace_ms_left',
      ),
      version,
    ])
    .where('instances.organization_id', '=', organizationId)
}
