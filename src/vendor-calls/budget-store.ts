/** The quota's truth in PostgreSQL: one row a budget, leased from under a row lock by the database's clock. */
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { noticeWith, type Notices } from '../storage/notices.ts'
import type { BudgetStore, Spender } from './budget.ts'
import { grant } from './budget-window.ts'

const channel = 'vendor_quota'

/** A tenth stays unleased: slices are spent up to a minute after they were counted. */
function limitOf(perMinute: number): number {
  return Math.max(1, Math.floor(perMinute * 0.9))
}

interface BudgetRow {
  window_started_at: Date
  slots: number[]
  blocked_until: Date | null
  now: Date
}

export function createBudgetStore(database: Database): BudgetStore {
  return {
    lease: (spender, want) =>
      database.transaction(async (trx) => {
        const { budgetKey, organizationId, quota } = spender
        await trx
          .insertInto('quota_budgets')
          .values({
            budget_key: budgetKey,
            organization_id: organizationId,
            window_started_at: sql<Date>`clock_timestamp()`,
          })
          .onConflict((conflict) => conflict.column('budget_key').doNothing())
          .execute()
        // The row lock makes one node after the other read, count and write.
        const { rows } = await sql<BudgetRow>`
          select window_started_at, slots, blocked_until, clock_timestamp() as now
          from quota_budgets
          where organization_id = ${organizationId} and budget_key = ${budgetKey}
          for update`.execute(trx)
        const row = rows[0]
        if (row === undefined)
          throw new Error(`the budget '${budgetKey}' belongs to another organization`)
        const now = row.now.getTime()
        const state =
          row.slots.length === 0
            ? undefined
            : { startedAt: row.window_started_at.getTime(), slots: row.slots }
        const given = grant(state, want, limitOf(quota?.perMinute ?? want), now)
        await trx
          .updateTable('quota_budgets')
          .set({
            window_started_at: new Date(given.state.startedAt),
            slots: [...given.state.slots],
          })
          .where('organization_id', '=', organizationId)
          .where('budget_key', '=', budgetKey)
          .execute()
        return {
          granted: given.granted,
          retryAfterMs: Math.max(0, given.retryAt - now),
          blockedForMs: Math.max(0, (row.blocked_until?.getTime() ?? 0) - now),
        }
      }),
    block: (spender, waitMs) => keepBlock(database, spender, waitMs),
  }
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
