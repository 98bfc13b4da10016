/** What the vendors of instances allow, and how much of it was used just now. */
import { hash } from 'node:crypto'
import { budgetKeyOf } from './shared-tokens.ts'
import type { Caller } from '../accounts/caller.ts'
import { limitOf, readBudgets, type BudgetState } from '../vendor-calls/budget-store.ts'
import {
  findInstances,
  getRecord,
  scopeOf,
  type FoundInstances,
  type InstanceQuery,
} from './find-instances.ts'
import type { InstanceRecord } from './instance-record.ts'
import type { InstanceRoom } from './room.ts'

export interface QuotaView {
  readonly instanceId: number
  readonly instanceName: string
  readonly accountId: number
  readonly elementKey: string
  readonly elementName: string
  /** Calls a minute that the definition allows; without it there is no limit. */
  readonly perMinute?: number
  /** So many of them are given out; the rest is a reserve. */
  readonly usablePerMinute?: number
  /** Calls at the same time. */
  readonly concurrency?: number
  /** Set aside by servers in the last minute, mostly spent. */
  readonly usedLastMinute: number
  /** ISO 8601; the vendor said 429 and nobody calls until then. */
  readonly blockedUntil?: string
  /** The same for all instances that share this quota, because they are one connection at the vendor. */
  readonly quotaKey: string
}

export interface QuotaPage {
  readonly quotas: QuotaView[]
  /** Absent when there is no further page. */
  readonly nextPage: string | undefined
}

/** Throws not_found. */
export async function readQuota(room: InstanceRoom, caller: Caller, id: number) {
  const [quota] = await quotasOf(room, caller, [await getRecord(room, scopeOf(caller), id)])
  return quota as QuotaView
}

/** Throws nothing_found when no instance fits. */
export async function listQuotas(
  room: InstanceRoom,
  caller: Caller,
  query: Omit<InstanceQuery, 'hydrate'>,
): Promise<QuotaPage> {
  const found: FoundInstances = await findInstances(room, caller, { ...query, hydrate: false })
  return { quotas: await quotasOf(room, caller, found.records), nextPage: found.nextPage }
}

async function quotasOf(
  room: InstanceRoom,
  { organizationId }: Caller,
  records: readonly InstanceRecord[],
): Promise<QuotaView[]> {
  const keys = [...new Set(records.map(({ row }) => budgetKeyOf(row)))]
  const budgets = await readBudgets(room.database.db, organizationId, keys)
  return records.map((record) => viewOf(record, budgets.get(budgetKeyOf(record.row))))
}

function viewOf({ row, connector }: InstanceRecord, budget: BudgetState | undefined): QuotaView {
  const quota = connector?.element.hubwright?.quota
  return {
    instanceId: row.id,
    instanceName: row.name,
    accountId: row.account_id,
    elementKey: row.connector_key,
    elementName: connector?.name ?? row.connector_key,
    ...(quota === undefined
      ? {}
      : { perMinute: quota.perMinute, usablePerMinute: limitOf(quota.perMinute) }),
    ...(quota?.concurrency === undefined ? {} : { concurrency: quota.concurrency }),
    usedLastMinute: budget?.leased ?? 0,
    ...(budget?.blockedUntil === undefined
      ? {}
      : { blockedUntil: budget.blockedUntil.toISOString() }),
    // The key itself names the app and the account at the vendor.
    quotaKey: hash('sha256', budgetKeyOf(row)).slice(0, 16),
  }
}
