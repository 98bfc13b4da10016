/** Usage records in their partitions: one a day (UTC), made ahead, dropped whole when their time is over. */
import { sql, type Kysely, type SqlBool } from 'kysely'
import { advisoryLocks } from '../storage/advisory-locks.ts'
import type { Database } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import type { UsagePage } from './usage-page.ts'
import { requestIdIn, type UsageRecord } from './usage-record.ts'

export interface StoredUsage extends Omit<UsageRecord, 'at'> {
  readonly at: Date
  readonly requestStatus: 'SUCCESS' | 'FAILED'
  readonly organizationName: string
}

/** Whose records: an account's, or the whole organization's. */
export interface UsageScope {
  readonly organizationId: number
  readonly accountId?: number
}

export interface UsageFilter {
  readonly hub: string | undefined
  readonly keys: readonly string[] | undefined
  readonly tags: readonly string[] | undefined
  readonly accountIds: readonly number[] | undefined
  readonly requestStatus: 'SUCCESS' | 'FAILED' | undefined
  readonly from: Date
  readonly to: Date
  /** Part of the instance's name, the API, the request's path, id or message. */
  readonly searchText: string | undefined
  readonly after: UsagePage | undefined
  readonly offset: number
  readonly limit: number
}

export interface UsageStore {
  insert(records: readonly UsageRecord[]): Promise<void>
  list(scope: UsageScope, filter: UsageFilter): Promise<StoredUsage[]>
  /** By the record's id or the call's request id. */
  find(scope: UsageScope, id: string): Promise<StoredUsage | undefined>
  /** Runs `work` in a transaction while no other node does; a second node waits for the first. */
  alone(work: (days: UsageDays) => Promise<void>): Promise<void>
}

/** The partitions, a day each. */
export interface UsageDays {
  /** Makes those of so many days from `from` on. */
  ensurePartitions(from: Date, days: number): Promise<void>
  /** Drops those whose last moment is before `before`; answers their names. */
  dropPartitions(before: Date): Promise<string[]>
}

const dayMs = 86_400_000

export function createUsageStore(database: Database): UsageStore {
  const { db } = database
  return {
    async insert(records) {
      // One parameter for the whole batch: a value list of thousands of rows would pass the protocol's limit.
      await sql`
        insert into usage_records (
          id, request_id, organization_id, account_id, user_id, instance_id, instance_name, connector_key, hub,
          method, api, request_uri, request_ip, status, request_status, vendor_calls, duration_ms, tags, message, at)
        select id, request_id, organization_id, account_id, user_id, instance_id, instance_name, connector_key, hub,
          method, api, request_uri, request_ip, status,
          case when status < 400 then 'SUCCESS' else 'FAILED' end,
          vendor_calls, duration_ms,
          case when tags is null then '{}' else array(select json_array_elements_text(tags)) end,
          message, to_timestamp(at / 1000)
        from json_to_recordset(${JSON.stringify(records.map(row))}::json) as batch (
          id uuid, request_id text, organization_id bigint, account_id bigint, user_id bigint, instance_id bigint,
          instance_name text, connector_key text, hub text, method text, api text, request_uri text,
          request_ip text, status integer, vendor_calls integer, duration_ms double precision, tags json,
          message text, at double precision)
        on conflict (organization_id, request_id, at) do nothing`.execute(db)
    },

    async list(scope, filter) {
      const rows = await scoped(scope)
        .where('usage_records.at', '>=', filter.from)
        .where('usage_records.at', '<=', filter.to)
        .$if(filter.hub !== undefined, (query) => query.where('hub', '=', filter.hub as string))
        .$if(filter.keys !== undefined, (query) =>
          query.where('connector_key', 'in', filter.keys as string[]),
        )
        .$if(filter.accountIds !== undefined, (query) =>
          query.where('account_id', 'in', filter.accountIds as number[]),
        )
        .$if(filter.requestStatus !== undefined, (query) =>
          query.where('request_status', '=', filter.requestStatus as 'SUCCESS'),
        )
        .$if(filter.tags !== undefined, (query) =>
          query.where(sql<SqlBool>`tags && ${filter.tags as string[]}::text[]`),
        )
        .$if(filter.searchText !== undefined, (query) =>
          query.where(
            sql<SqlBool>`strpos(lower(concat_ws(' ', instance_name, api, request_uri, request_id, message)), lower(${filter.searchText as string})) > 0`,
          ),
        )
        .$if(filter.after !== undefined, (query) =>
          query.where(
            sql<SqlBool>`(usage_records.at, usage_records.id) < (${filter.after?.at}, ${filter.after?.id}::uuid)`,
          ),
        )
        .orderBy('usage_records.at', 'desc')
        .orderBy('usage_records.id', 'desc')
        .offset(filter.offset)
        .limit(filter.limit)
        .execute()
      return rows.map(stored)
    },

    async find(scope, id) {
      const requestId = requestIdIn(id)
      if (requestId === undefined) return undefined
      const found = await scoped(scope)
        .where('request_id', '=', requestId)
        .orderBy('usage_records.at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return found === undefined ? undefined : stored(found)
    },

    alone: (work) =>
      database.transaction(async (trx) => {
        // Held to the end of the transaction.
        await sql`select pg_advisory_xact_lock(${advisoryLocks.usageMaintenance})`.execute(trx)
        await work(usageDays(trx))
      }),
  }

  function scoped(scope: UsageScope) {
    return db
      .selectFrom('usage_records')
      .innerJoin('organizations', 'organizations.id', 'usage_records.organization_id')
      .selectAll('usage_records')
      .select('organizations.name as organization_name')
      .where('usage_records.organization_id', '=', scope.organizationId)
      .$if(scope.accountId !== undefined, (query) =>
        query.where('usage_records.account_id', '=', scope.accountId as number),
      )
  }
}

function usageDays(trx: Kysely<Schema>): UsageDays {
  return {
    async ensurePartitions(from, days) {
      for (let day = 0; day < days; day += 1) {
        const start = new Date(Math.floor(from.getTime() / dayMs) * dayMs + day * dayMs)
        const end = new Date(start.getTime() + dayMs)
        await sql`create table if not exists ${sql.table(partitionName(start))}
          partition of usage_records for values from (${sql.lit(start.toISOString())}) to (${sql.lit(end.toISOString())})`.execute(
          trx,
        )
      }
    },

    async dropPartitions(before) {
      const { rows } = await sql<{ name: string }>`
        select relid::regclass::text as name from pg_partition_tree('usage_records') where isleaf`.execute(
        trx,
      )
      const old = rows
        .map(({ name }) => name)
        .filter((name) => {
          const start = startOfPartition(name)
          return start !== undefined && start + dayMs <= before.getTime()
        })
      for (const name of old) await sql`drop table if exists ${sql.table(name)}`.execute(trx)
      return old
    },
  }
}

/** Members named as the columns, so that the database can take the batch apart by itself. */
function row(record: UsageRecord): Record<string, unknown> {
  return {
    id: record.id,
    request_id: record.requestId,
    organization_id: record.organizationId,
    account_id: record.accountId,
    user_id: record.userId,
    instance_id: record.instanceId,
    instance_name: clean(record.instanceName),
    connector_key: record.connectorKey,
    hub: clean(record.hub),
    method: record.method,
    api: clean(record.api),
    request_uri: clean(record.requestUri),
    request_ip: record.requestIp,
    status: record.status,
    vendor_calls: record.vendorCalls,
    duration_ms: record.durationMs,
    // Most instances have none, and an absent member costs nothing.
    ...(record.tags.length === 0 ? {} : { tags: record.tags }),
    message: record.message === null ? null : clean(record.message),
    at: record.at,
  }
}

/** PostgreSQL's text knows no NUL; one such path would make the whole batch fail. */
function clean(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text
}

function partitionName(day: Date): string {
  return `usage_records_${day.toISOString().slice(0, 10).replaceAll('-', '')}`
}

function startOfPartition(name: string): number | undefined {
  const match = /usage_records_(\d{4})(\d{2})(\d{2})$/.exec(name)
  if (match === null) return undefined
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
}

interface UsageRow {
  id: string
  request_id: string
  organization_id: number
  account_id: number
  user_id: number
  instance_id: number | null
  instance_name: string
  connector_key: string
  hub: string
  method: string
  api: string
  request_uri: string
  request_ip: string
  status: number
  request_status: 'SUCCESS' | 'FAILED'
  vendor_calls: number
  duration_ms: number
  tags: string[]
  message: string | null
  at: Date
  organization_name: string
}

function stored(found: UsageRow): StoredUsage {
  return {
    id: found.id,
    requestId: found.request_id,
    organizationId: found.organization_id,
    accountId: found.account_id,
    userId: found.user_id,
    instanceId: found.instance_id,
    instanceName: found.instance_name,
    connectorKey: found.connector_key,
    hub: found.hub,
    method: found.method,
    api: found.api,
    requestUri: found.request_uri,
    requestIp: found.request_ip,
    status: found.status,
    requestStatus: found.request_status,
    vendorCalls: found.vendor_calls,
    durationMs: found.duration_ms,
    tags: found.tags,
    message: found.message,
    at: found.at,
    organizationName: found.organization_name,
  }
}
