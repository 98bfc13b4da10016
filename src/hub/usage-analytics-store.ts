/**
 * Figures about hub calls. The range names the days, so that PostgreSQL reads only their partitions; within a day the
 * index by organization and time leads to the rows of one tenant.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { AnalyticsInterval } from '../core/analytics-interval.ts'
import type { UsageScope } from './usage-store.ts'

export interface AnalyticsRange {
  readonly from: Date
  /** Inclusive. */
  readonly to: Date
  /** Only these accounts, where given. */
  readonly accountIds?: readonly number[] | undefined
  readonly connectorKeys?: readonly string[] | undefined
  readonly instanceIds?: readonly number[] | undefined
}

/** Calls of one stretch of time; stretches without calls are left out. Durations in milliseconds. */
export interface CallFigures {
  /** Where the stretch begins. */
  readonly at: Date
  readonly count: number
  readonly failed: number
  readonly averageMs: number
  readonly shortestMs: number
  readonly longestMs: number
}

export interface ConnectorFigures {
  readonly at: Date
  readonly connectorKey: string
  readonly count: number
}

export interface InstanceFigures {
  readonly instanceId: number
  /** As it was called last. */
  readonly instanceName: string
  readonly connectorKey: string
  readonly accountId: number
  readonly count: number
  readonly failed: number
}

/** So many milliseconds at most took half of the calls, and nineteen of twenty. */
export interface CallPercentiles {
  readonly at: Date
  readonly p50Ms: number
  readonly p95Ms: number
}

export interface InstanceHealth {
  readonly instanceId: number
  readonly count: number
  readonly failed: number
  readonly lastAt: Date
  /** HTTP status of the last call's answer. */
  readonly lastStatus: number
}

export interface UsageAnalyticsStore {
  calls(
    scope: UsageScope,
    range: AnalyticsRange,
    interval: AnalyticsInterval,
  ): Promise<CallFigures[]>
  /** By the same steps as `calls`; apart, because it must sort the durations. */
  percentiles(
    scope: UsageScope,
    range: AnalyticsRange,
    interval: AnalyticsInterval,
  ): Promise<CallPercentiles[]>
  /** Ordered by time, then by connector. */
  callsByConnector(
    scope: UsageScope,
    range: AnalyticsRange,
    interval: AnalyticsInterval,
  ): Promise<ConnectorFigures[]>
  /** The busiest first, at most `limit`. */
  callsByInstance(
    scope: UsageScope,
    range: AnalyticsRange,
    limit: number,
  ): Promise<InstanceFigures[]>
  /** How the calls of these instances went, ordered by instance; those without a call are left out. */
  healthOf(
    scope: UsageScope,
    range: AnalyticsRange,
    instanceIds: readonly number[],
  ): Promise<InstanceHealth[]>
}

export function createUsageAnalyticsStore(database: Pick<Database, 'db'>): UsageAnalyticsStore {
  const { db } = database
  return {
    async calls(scope, range, interval) {
      const { rows } = await sql<CallFigures>`
        select date_trunc(${interval}, at, 'UTC') as at, count(*) as count,
          count(*) filter (where request_status = 'FAILED') as failed,
          avg(duration_ms) as "averageMs", min(duration_ms) as "shortestMs", max(duration_ms) as "longestMs"
        from usage_records
        where ${inScope(scope, range)}
        group by 1 order by 1`.execute(db)
      return rows
    },

    async percentiles(scope, range, interval) {
      const { rows } = await sql<CallPercentiles>`
        select date_trunc(${interval}, at, 'UTC') as at,
          percentile_cont(0.5) within group (order by duration_ms) as "p50Ms",
          percentile_cont(0.95) within group (order by duration_ms) as "p95Ms"
        from usage_records
        where ${inScope(scope, range)}
        group by 1 order by 1`.execute(db)
      return rows
    },

    async callsByConnector(scope, range, interval) {
      const { rows } = await sql<ConnectorFigures>`
        select date_trunc(${interval}, at, 'UTC') as at, connector_key as "connectorKey", count(*) as count
        from usage_records
        where ${inScope(scope, range)}
        group by 1, 2 order by 1, 2`.execute(db)
      return rows
    },

    async callsByInstance(scope, range, limit) {
      const { rows } = await sql<InstanceFigures>`
        select instance_id as "instanceId", (array_agg(instance_name order by at desc))[1] as "instanceName",
          connector_key as "connectorKey", account_id as "accountId", count(*) as count,
          count(*) filter (where request_status = 'FAILED') as failed
        from usage_records
        where ${inScope(scope, range)} and instance_id is not null
        group by instance_id, connector_key, account_id
        order by count(*) desc, instance_id limit ${limit}`.execute(db)
      return rows
    },

    async healthOf(scope, range, instanceIds) {
      const { rows } = await sql<InstanceHealth>`
        select instance_id as "instanceId", count(*) as count,
          count(*) filter (where request_status = 'FAILED') as failed,
          max(at) as "lastAt", (array_agg(status order by at desc, id desc))[1] as "lastStatus"
        from usage_records
        where ${inScope(scope, range)} and instance_id = any(${instanceIds}::bigint[])
        group by instance_id order by instance_id`.execute(db)
      return rows
    },
  }
}

function inScope(scope: UsageScope, range: AnalyticsRange): RawBuilder<SqlBool> {
  const account = scope.accountId === undefined ? sql`` : sql` and account_id = ${scope.accountId}`
  const { accountIds, connectorKeys, instanceIds } = range
  const accounts =
    accountIds === undefined ? sql`` : sql` and account_id = any(${accountIds}::bigint[])`
  const connectors =
    connectorKeys === undefined ? sql`` : sql` and connector_key = any(${connectorKeys}::text[])`
  const instances =
    instanceIds === undefined ? sql`` : sql` and instance_id = any(${instanceIds}::bigint[])`
  return sql<SqlBool>`organization_id = ${scope.organizationId} and at >= ${range.from} and at <= ${range.to}${account}${accounts}${connectors}${instances}`
}
