/**
 * Usage records in the database: a row a call in partitions, one a day (UTC), made ahead, dropped whole when their time is
 * over; and a row for what many calls share. The view `usage_records` puts the two together again.
 */
import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely'
import { advisoryLocks } from '../storage/advisory-locks.ts'
import type { Database } from '../storage/database.ts'
import { isUniqueViolation } from '../storage/database-errors.ts'
import type { Schema, UsageRecordView } from '../storage/schema.ts'
import { usageBatch, type UsageBatch } from './usage-batch.ts'
import type { UsagePage } from './usage-page.ts'
import { createKnownKinds } from './usage-kinds.ts'
import { requestIdIn, usageIdOf, type UsageRecord } from './usage-record.ts'

export interface StoredUsage extends Omit<UsageRecord, 'at'> {
  /** The request id written as a UUID. */
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
  /** Drops those whose last moment is before `before`, and what only their calls shared; answers their names. */
  dropPartitions(before: Date): Promise<string[]>
}

const dayMs = 86_400_000

export function createUsageStore(database: Database): UsageStore {
  const { db } = database
  const known = createKnownKinds()
  return {
    async insert(records) {
      const batch = usageBatch(records, known)
      try {
        await insertBatch(db, batch, sql``)
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        // Its first acknowledgement was lost. Looking for each row beforehand would cost a fifth more every time.
        await insertBatch(db, batch, sql`on conflict (organization_id, at, id) do nothing`)
      }
      for (const [key, { id, lastDay }] of batch.newKinds) known.set(key, { id, lastDay })
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
            sql<SqlBool>`(usage_records.at, usage_records.id) < (${filter.after?.at}, ${storedId(requestIdIn(filter.after?.id ?? '') ?? '')}::uuid)`,
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
      // In no order: with one PostgreSQL would walk all records by time to find it.
      const [found] = await scoped(scope)
        .where('usage_records.id', '=', storedId(requestId))
        .execute()
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

/** As `usage_calls` has it. */
function storedId(requestId: string): string {
  return requestId.padEnd(32, '0')
}

async function insertBatch(
  db: Kysely<Schema>,
  batch: UsageBatch,
  onConflict: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with new_kinds as (
      insert into usage_kinds (
        organization_id, id, account_id, user_id, instance_id, instance_name, connector_key, hub, method, api,
        request_ip, tags, last_day)
      select "organizationId", id, "accountId", "userId", "instanceId", "instanceName", "connectorKey", hub, method,
        api, "requestIp", array(select json_array_elements_text(tags)), date '1970-01-01' + "lastDay"
      from json_to_recordset(${JSON.stringify([...batch.newKinds.values()])}::json) as kinds (
        "organizationId" bigint, id uuid, "accountId" bigint, "userId" bigint, "instanceId" bigint,
        "instanceName" text, "connectorKey" text, hub text, method text, api text, "requestIp" text, tags json,
        "lastDay" integer)
      -- Two nodes that write the same ones never wait for each other in a circle.
      order by "organizationId", id
      on conflict (organization_id, id) do update set last_day = excluded.last_day
      where usage_kinds.last_day < excluded.last_day)
    insert into usage_calls (
      organization_id, kind_id, id, at, duration_ms, status, vendor_calls, request_uri, message)
    select organization_id, kind_id, (request_id || '00000000')::uuid, to_timestamp(at / 1000), duration_ms, status,
      vendor_calls, request_uri, message
    from unnest(
      ${batch.organizationIds}::bigint[], ${batch.kindIds}::uuid[], ${batch.requestIds}::text[],
      ${batch.times}::double precision[], ${batch.durations}::double precision[], ${batch.statuses}::smallint[],
      ${batch.vendorCalls}::integer[], ${batch.requestUris}::text[], ${batch.messages}::text[]
    ) as call (
      organization_id, kind_id, request_id, at, duration_ms, status, vendor_calls, request_uri, message)
    ${onConflict}`.execute(db)
}

function usageDays(trx: Kysely<Schema>): UsageDays {
  return {
    async ensurePartitions(from, days) {
      for (let day = 0; day < days; day += 1) {
        const start = new Date(Math.floor(from.getTime() / dayMs) * dayMs + day * dayMs)
        const end = new Date(start.getTime() + dayMs)
        await sql`create table if not exists ${sql.table(partitionName(start))}
          partition of usage_calls for values from (${sql.lit(start.toISOString())}) to (${sql.lit(end.toISOString())})`.execute(
          trx,
        )
      }
    },

    async dropPartitions(before) {
      const { rows } = await sql<{ name: string }>`
        select relid::regclass::text as name from pg_partition_tree('usage_calls') where isleaf`.execute(
        trx,
      )
      const old = rows
        .map(({ name }) => name)
        .filter((name) => {
          const start = startOfPartition(name)
          return start !== undefined && start + dayMs <= before.getTime()
        })
      for (const name of old) await sql`drop table if exists ${sql.table(name)}`.execute(trx)
      // Of all organizations, as the partitions are.
      await sql`delete from usage_kinds where last_day < (${before}::timestamptz at time zone 'UTC')::date`.execute(
        trx,
      )
      return old
    },
  }
}

function partitionName(day: Date): string {
  return `usage_calls_${day.toISOString().slice(0, 10).replaceAll('-', '')}`
}

function startOfPartition(name: string): number | undefined {
  const match = /usage_calls_(\d{4})(\d{2})(\d{2})$/.exec(name)
  if (match === null) return undefined
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
}

type UsageRow = UsageRecordView & { organization_name: string }

function stored(found: UsageRow): StoredUsage {
  return {
    id: usageIdOf(found.request_id),
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
