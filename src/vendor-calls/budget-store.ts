/** The quota's truth in PostgreSQL: one row a budget, leased from under a row lock by the database's clock. */
import { sql, type Kysely } from 'kysely'
import type { Database } from '../storage/database.ts'
import { noticeWith, type Notices } from '../storage/notices.ts'
import type { Schema } from '../storage/schema.ts'
import type { BudgetStore, Slice, Spender } from './budget.ts'
import { grant, takenLately, type WindowState } from './budget-window.ts'
import { gatherLeases, type LeaseAsk } from './gather-leases.ts'

const channel = 'vendor_quota'

/** A tenth stays unleased: slices are spent up to a minute after they were counted. */
export function limitOf(perMinute: number): number {
  return Math.max(1, Math.floor(perMinute * 0.9))
}

interface BudgetRow {
  budget_key: string
  organization_id: number
  window_started_at: Date
  slots: number[]
  blocked_until: Date | null
  now: Date
}

export function createBudgetStore(database: Database): BudgetStore {
  const leases = gatherLeases((asks) => leaseAll(database, asks))
  return {
    lease: async (spender, want, isAwaited) => {
      const slice = await leases({ spender, want }, isAwaited)
      if (slice !== undefined) return slice
      throw new Error(`the budget '${spender.budgetKey}' belongs to another organization`)
    },
    block: (spender, waitMs) => keepBlock(database, spender, waitMs),
  }
}

/** A slice for each, in the same order; undefined where the budget is another organization's. */
async function leaseAll(
  database: Database,
  asks: readonly LeaseAsk[],
): Promise<(Slice | undefined)[]> {
  const keys = asks.map(({ spender }) => spender.budgetKey)
  const organizations = asks.map(({ spender }) => spender.organizationId)
  return database.transaction(async (trx) => {
    // Losing the last moments of a count in a crash of the database does no harm; waiting for the disk would.
    await sql`set local synchronous_commit = off`.execute(trx)
    // Always in the order of the keys, so that two nodes never wait for each other in a circle.
    await sql`
      insert into quota_budgets (budget_key, organization_id, window_started_at)
      select budget_key, organization_id, clock_timestamp()
      from unnest(${keys}::text[], ${organizations}::bigint[]) as asked (budget_key, organization_id)
      order by budget_key
      on conflict (budget_key) do nothing`.execute(trx)
    // The row locks make one node after the other read, count and write.
    const { rows } = await sql<BudgetRow>`
      select budget_key, organization_id, window_started_at, slots, blocked_until, clock_timestamp() as now
      from quota_budgets
      where (organization_id, budget_key) in (
        select organization_id, budget_key
        from unnest(${keys}::text[], ${organizations}::bigint[]) as asked (budget_key, organization_id))
      order by budget_key
      for update`.execute(trx)
    const rowOf = new Map(rows.map((row) => [row.budget_key, row]))
    const leased = asks.map((ask) => {
      const row = rowOf.get(ask.spender.budgetKey)
      return row === undefined || row.organization_id !== ask.spender.organizationId
        ? undefined
        : { row, ...leaseOf(row, ask) }
    })
    await writeSlots(trx, leased)
    return leased.map((one) => one?.slice)
  })
}

function leaseOf(row: BudgetRow, { spender, want }: LeaseAsk) {
  const now = row.now.getTime()
  const state =
    row.slots.length === 0
      ? undefined
      : { startedAt: row.window_started_at.getTime(), slots: row.slots }
  const given = grant(state, want, limitOf(spender.quota?.perMinute ?? want), now)
  return {
    state: given.state,
    slice: {
      granted: given.granted,
      retryAfterMs: Math.max(0, given.retryAt - now),
      blockedForMs: Math.max(0, (row.blocked_until?.getTime() ?? 0) - now),
    },
  }
}

async function writeSlots(
  trx: Kysely<Schema>,
  leased: readonly ({ row: BudgetRow; state: WindowState } | undefined)[],
): Promise<void> {
  const kept = leased.filter((one) => one !== undefined)
  await sql`
    update quota_budgets
    set window_started_at = leased.started_at,
        slots = array(select jsonb_array_elements_text(leased.slots)::integer)
    from unnest(
      ${kept.map(({ row }) => row.budget_key)}::text[],
      ${kept.map(({ row }) => row.organization_id)}::bigint[],
      ${kept.map(({ state }) => new Date(state.startedAt).toISOString())}::timestamptz[],
      ${kept.map(({ state }) => JSON.stringify(state.slots))}::jsonb[]
    ) as leased (budget_key, organization_id, started_at, slots)
    where quota_budgets.organization_id = leased.organization_id
      and quota_budgets.budget_key = leased.budget_key`.execute(trx)
}

function keepBlock(database: Database, spender: Spender, waitMs: number): Promise<void> {
  const { budgetKey, organizationId } = spender
  return database.transaction(async (trx) => {
    await sql`
      insert into quota_budgets (budget_key, organization_id, window_started_at, blocked_until)
      values (${budgetKey}, ${organizationId}, clock_timestamp(), clock_timestamp() + ${waitMs} * interval '1 millisecond')
      on conflict (budget_key) do update
        set blocked_until = greatest(quota_budgets.blocked_until, excluded.blocked_until)
        where quota_budgets.organization_id = excluded.organization_id`.execute(trx)
    await noticeWith(trx, channel, JSON.stringify({ budgetKey, waitMs }))
  })
}

/** How a budget stands, for people. */
export interface BudgetState {
  /** Calls that nodes leased in the last minute, spent or not. */
  readonly leased: number
  /** Until when a 429 of the vendor stops everybody; undefined when none does. */
  readonly blockedUntil: Date | undefined
}

/** The budgets of these keys; one that was never spent from is left out. */
export async function readBudgets(
  db: Kysely<Schema>,
  organizationId: number,
  keys: readonly string[],
): Promise<Map<string, BudgetState>> {
  const { rows } = await sql<BudgetRow>`
    select budget_key, organization_id, window_started_at, slots, blocked_until, clock_timestamp() as now
    from quota_budgets
    where organization_id = ${organizationId} and budget_key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.budget_key, stateOf(row)]))
}

function stateOf({ window_started_at: began, slots, blocked_until: until, now }: BudgetRow) {
  return {
    leased: takenLately({ startedAt: began.getTime(), slots }, now.getTime()),
    blockedUntil: until !== null && until > now ? until : undefined,
  }
}

/** Hears of blocks that other nodes met. The answer ends it. */
export function hearBlocks(
  notices: Pick<Notices, 'subscribe'>,
  onBlock: (budgetKey: string, waitMs: number) => void,
): Promise<() => void> {
  return notices.subscribe(channel, (payload) => {
    const block = readBlock(payload)
    if (block !== undefined) onBlock(block.budgetKey, block.waitMs)
  })
}

function readBlock(payload: string): { budgetKey: string; waitMs: number } | undefined {
  try {
    const { budgetKey, waitMs } = JSON.parse(payload) as { budgetKey: unknown; waitMs: unknown }
    if (typeof budgetKey === 'string' && typeof waitMs === 'number') return { budgetKey, waitMs }
  } catch {
    // Not ours; a newer version may write otherwise, and a notice is only a hint.
  }
  return undefined
}
