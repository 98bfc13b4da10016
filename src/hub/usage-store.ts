/** Usage records in their partitions: one a day (UTC), made ahead, dropped whole when their time is over. */
import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely'
import { advisoryLocks } from '../storage/advisory-locks.ts'
import type { Database } from '../storage/database.ts'
import { isUniqueViolation } from '../storage/database-errors.ts'
import type { Schema } from '../storage/schema.ts'
import { usageBatch, type UsageBatch } from './usage-batch.ts'
import type { UsagePage } from './usage-page.ts'
import { requestIdIn, type UsageRecord } from './usage-record.ts'

export interface StoredUsage extends Omit<UsageRecord, 'at'> {
  /** The request id written as a UUID: one index finds both. */
  readonly id: string
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
  readonly instanceIds: readonly number[] | undefined
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
      const batch = usageBatch(records)
      try {
        await insertBatch(db, batch, sql``)
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        // Its first acknowledgement was lost. Looking for each row beforehand would cost a fifth more every time.
        await insertBatch(db, batch, sql`on conflict (organization_id, request_id, at) do nothing`)
      }
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
        .$if(filter.instanceIds !== undefined, (query) =>
          query.where('instance_id', 'in', filter.instanceIds as number[]),
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

/** The database makes ids and puts the kinds in, because the process that answers calls has better things to do. */
async function insertBatch(
  db: Kysely<Schema>,
  batch: UsageBatch,
  onConflict: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into usage_records (
      id, request_id, organization_id, account_id, user_id, instance_id, instance_name, connector_key, hub,
      method, api, request_uri, request_ip, status, request_status, vendor_calls, duration_ms, tags, message, at)
    select
      (overlay(overlay(call.request_id placing '8' from 13 for 0) placing '8' from 17 for 0) || '000000')::uuid,
      call.request_id, kind.organization_id, kind.account_id, kind.user_id, kind.instance_id, kind.instance_name,
      kind.connector_key, kind.hub, kind.method, kind.api, kind.request_uri, kind.request_ip, kind.status,
      kind.request_status, call.vendor_calls, call.duration_ms, kind.tags, kind.message,
      to_timestamp(call.at / 1000)
    from unnest(
      ${batch.requestIds}::text[], ${batch.kindOf}::integer[], ${batch.vendorCalls}::integer[],
      ${batch.durations}::double precision[], ${batch.times}::double precision[]
    ) as call (request_id, kind, vendor_calls, duration_ms, at)
    join (
      select kind, "organizationId" as organization_id, "accountId" as account_id, "userId" as user_id,
        "instanceId" as instance_id, "instanceName" as instance_name, "connectorKey" as connector_key, hub,
        method, api, "requestUri" as request_uri, "requestIp" as request_ip, status,
        case when status < 400 then 'SUCCESS' else 'FAILED' end as request_status,
        array(select json_array_elements_text(tags)) as tags, message
      from json_to_recordset(${batch.kinds}::json) as kinds (
        kind integer, "organizationId" bigint, "accountId" bigint, "userId" bigint, "instanceId" bigint,
        "instanceName" text, "connectorKey" text, hub text, method text, api text, "requestUri" text,
        "requestIp" text, status integer, tags json, message text)
      offset 0
    ) as kind using (kind)
    ${onConflict}`.execute(db)
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
