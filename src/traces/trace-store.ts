/** Traces in the database: heads in clear as in usage records, what was said sealed and bound to its row. */
import { sql, type Kysely } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { Schema, TraceTable } from '../storage/schema.ts'
import type { Vault } from '../vault/seal.ts'
import { sealContext } from '../vault/sealed-columns.ts'
import { traceLimits, type Trace, type TraceContent, type TraceHead } from './trace.ts'

/** A trace ready to be written. */
export interface SealedTrace {
  readonly head: TraceHead
  readonly sealed: Buffer
}

export interface TraceFilter {
  readonly outcome: 'SUCCESS' | 'FAILED' | undefined
  readonly from: Date | undefined
  readonly to: Date | undefined
  /** Request id of the last trace of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** What the traces of one request are looked for by. */
export interface TraceQuestion {
  readonly requestId: string
  readonly instanceId?: number | undefined
  /** Only this account's; undefined for all of the organization. */
  readonly accountId?: number | undefined
  readonly connectorKey?: string | undefined
}

export interface TraceStore {
  seal(trace: Trace): SealedTrace
  /** Leaves out those of instances that are gone, and drops what is too many of an instance. */
  insert(traces: readonly SealedTrace[]): Promise<void>
  /** The newest first. */
  list(organizationId: number, instanceId: number, filter: TraceFilter): Promise<TraceHead[]>
  find(organizationId: number, question: TraceQuestion): Promise<Trace | undefined>
  /** Deletes at most so many whose time is over; answers how many. */
  deleteExpired(limit: number): Promise<number>
}

export function createTraceStore(database: Database, vault: Vault): TraceStore {
  const { db } = database
  return {
    seal({ content, ...head }) {
      const context = sealContext('traces', head.organizationId, head.requestId)
      return { head, sealed: vault.seal(JSON.stringify(content), context) }
    },

    async insert(traces) {
      await database.transaction(async (trx) => {
        const kept = await insertLiving(trx, traces)
        for (const { organizationId, instanceId } of kept) {
          if (instanceId !== null) await dropTooMany(trx, organizationId, instanceId)
        }
      })
    },

    async list(organizationId, instanceId, { outcome, from, to, after, limit }) {
      let query = db
        .selectFrom('traces')
        .select(headColumns)
        .where('organization_id', '=', organizationId)
        .where('instance_id', '=', instanceId)
        .where('kept_until', '>', sql<Date>`now()`)
      if (outcome !== undefined)
        query = query.where('status', outcome === 'SUCCESS' ? '<' : '>=', 400)
      if (from !== undefined) query = query.where('at', '>=', from)
      if (to !== undefined) query = query.where('at', '<=', to)
      if (after !== undefined) query = query.where('request_id', '<', after)
      const rows = await query.orderBy('request_id', 'desc').limit(limit).execute()
      return rows.map(headOf)
    },

    async find(organizationId, { requestId, instanceId, accountId, connectorKey }) {
      let query = db
        .selectFrom('traces')
        .select([...headColumns, 'content_sealed'])
        .where('organization_id', '=', organizationId)
        .where('request_id', '=', requestId)
        .where('kept_until', '>', sql<Date>`now()`)
      if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId)
      if (accountId !== undefined) query = query.where('account_id', '=', accountId)
      if (connectorKey !== undefined) query = query.where('connector_key', '=', connectorKey)
      const row = await query.executeTakeFirst()
      if (row === undefined) return undefined
      const context = sealContext('traces', organizationId, requestId)
      const content = JSON.parse(vault.open(row.content_sealed, context)) as TraceContent
      return { ...headOf(row), content }
    },

    async deleteExpired(limit) {
      const result = await sql`
        delete from traces where (organization_id, request_id) in (
          select organization_id, request_id from traces where kept_until <= now() limit ${limit})`.execute(
        db,
      )
      return Number(result.numAffectedRows ?? 0n)
    },
  }
}

const headColumns = [
  'organization_id',
  'request_id',
  'account_id',
  'instance_id',
  'connector_key',
  'kind',
  'method',
  'path',
  'status',
  'vendor_calls',
  'duration_ms',
  'at',
] as const

function headOf(row: Pick<TraceTable, (typeof headColumns)[number]>): TraceHead {
  return {
    requestId: row.request_id,
    organizationId: row.organization_id,
    accountId: row.account_id,
    instanceId: row.instance_id,
    connectorKey: row.connector_key,
    kind: row.kind,
    method: row.method,
    path: row.path,
    status: row.status,
    vendorCalls: row.vendor_calls,
    durationMs: row.duration_ms,
    at: row.at.getTime(),
  }
}

/** Writes those whose account and instance still exist; both are held until the end, so that neither goes meanwhile. */
async function insertLiving(
  trx: Kysely<Schema>,
  traces: readonly SealedTrace[],
): Promise<{ organizationId: number; instanceId: number | null }[]> {
  const organizations = [...new Set(traces.map(({ head }) => head.organizationId))]
  const living = await trx
    .selectFrom('accounts')
    .select(['organization_id', 'id'])
    .where('organization_id', 'in', organizations)
    .where('id', 'in', [...new Set(traces.map(({ head }) => head.accountId))])
    .forKeyShare()
    .execute()
  const ids = [...new Set(traces.map(({ head }) => head.instanceId))].filter((id) => id !== null)
  const instances =
    ids.length === 0
      ? []
      : await trx
          .selectFrom('instances')
          .select(['organization_id', 'id'])
          .where('organization_id', 'in', organizations)
          .where('id', 'in', ids)
          .forKeyShare()
          .execute()
  const kept = traces.filter(
    ({ head: { organizationId, accountId, instanceId } }) =>
      has(living, organizationId, accountId) &&
      (instanceId === null || has(instances, organizationId, instanceId)),
  )
  if (kept.length === 0) return []
  await trx
    .insertInto('traces')
    .values(kept.map(({ head, sealed }) => rowOf(head, sealed)))
    // Its first acknowledgement was lost.
    .onConflict((conflict) => conflict.columns(['organization_id', 'request_id']).doNothing())
    .execute()
  const concerned = kept.map(({ head: { organizationId, instanceId } }) => ({
    organizationId,
    instanceId,
  }))
  return [...new Map(concerned.map((one) => [one.instanceId, one])).values()]
}

function has(
  rows: readonly { organization_id: number; id: number }[],
  organizationId: number,
  id: number,
): boolean {
  return rows.some((row) => row.organization_id === organizationId && row.id === id)
}

function rowOf(head: TraceHead, sealed: Buffer) {
  return {
    organization_id: head.organizationId,
    request_id: head.requestId,
    account_id: head.accountId,
    instance_id: head.instanceId,
    connector_key: head.connectorKey,
    kind: head.kind,
    method: head.method,
    path: head.path,
    status: head.status,
    vendor_calls: head.vendorCalls,
    duration_ms: head.durationMs,
    at: new Date(head.at),
    kept_until: sql<Date>`now() + make_interval(hours => ${traceLimits.hours})`,
    content_sealed: sealed,
  }
}

async function dropTooMany(
  trx: Kysely<Schema>,
  organizationId: number,
  instanceId: number,
): Promise<void> {
  const newest = trx
    .selectFrom('traces')
    .select('request_id')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .orderBy('request_id', 'desc')
    .offset(traceLimits.perInstance)
    .limit(1)
  await trx
    .deleteFrom('traces')
    .where('organization_id', '=', organizationId)
    .where('instance_id', '=', instanceId)
    .where('request_id', '<=', newest)
    .execute()
}
