/**
 * How much an instance may still ask of its vendor. The truth is a row in the database; a node leases slices of
 * it and spends them without a word to the database, so a warm call runs no SQL. A 429 stops the whole instance,
 * on every node.
 */
import type { Clock } from '../core/clock.ts'
import { PlatformError, toError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { Turns } from './turns.ts'

export interface Quota {
  readonly perMinute: number
  readonly concurrency?: number
}

/** Who spends: the instance's key, its tenant, and what the definition allows. */
export interface Spender {
  readonly budgetKey: string
  readonly organizationId: number
  readonly quota: Quota | undefined
}

export interface Budgets {
  /**
   * Waits for a turn and answers a function that ends it. Throws `rate_limited` (429 with `retry-after`) when the
   * turn would come after `deadline`.
   */
  take(spender: Spender, deadline: number): Promise<() => void> | (() => void)
  /** The vendor said 429: nobody calls for this instance for so long. */
  block(spender: Spender, waitMs: number): void
  /** Another node said so. */
  blockedElsewhere(budgetKey: string, waitMs: number): void
  close(): void
}

/** A part of the budget. Times are told as waiting times: the clocks of two machines are never compared. */
export interface Slice {
  readonly granted: number
  /** When nothing was granted: how long until asking again makes sense. */
  readonly retryAfterMs: number
  /** How long a 429 still stops everybody; 0 when none does. */
  readonly blockedForMs: number
}

/** What keeps the truth: budget-store.ts on PostgreSQL, a plain object in tests. */
export interface BudgetStore {
  /** Leases up to `want` calls. While nobody waits for the answer it may be asked together with others. */
  lease(spender: Spender, want: number, isAwaited: boolean): Promise<Slice>
  /** Keeps the block and tells the other nodes. */
  block(spender: Spender, waitMs: number): Promise<void>
}

export interface BudgetsParts {
  store: BudgetStore
  clock: Clock
  log: Log
}

/** Leased tokens that were not used by then are forgotten. */
const sliceLifeMs = 60_000
/** A turn that leaves less of the caller's time than this is no help: better say at once when to come again. */
export const leastTimeMs = 500
/** Budgets kept in memory; beyond that the idle ones are forgotten, looked for at most once in a while. */
const mostBudgets = 20_000
const forgetEveryMs = 1_000

interface Budget {
  tokens: number
  expiresAt: number
  blockedUntil: number
  /** When it was looked at last; a clock that shows less was set back. */
  seenAt: number
  leasing: Promise<void> | undefined
  /** Earliest time at which the store may have more. */
  emptyUntil: number
  /** Calls that may go although the slice grew old, until the store has answered. */
  trust: number
  /** Calls that went so; the next slice pays for them. */
  owed: number
  turns: Turns
}

/** The slice a node asks for: a tenth of a minute's quota. */
export function sliceOf(quota: Quota): number {
  return Math.max(1, Math.floor(quota.perMinute / 10))
}

/**
 * A hundredth of a minute's quota may be spent while an old slice is being replaced, so that an instance that is called
 * now and then does not wait for the store each minute. The tenth that is never leased has room for it.
 */
function trustOf(quota: Quota | undefined): number {
  return Math.floor((quota?.perMinute ?? 0) / 100)
}

export function createBudgets({ store, clock, log }: BudgetsParts): Budgets {
  const budgets = new Map<string, Budget>()
  let closed = false
  let forgotAt = 0

  function budgetOf(spender: Spender): Budget {
    let budget = budgets.get(spender.budgetKey)
    if (budget === undefined) {
      budget = {
        tokens: 0,
        expiresAt: 0,
        blockedUntil: 0,
        seenAt: 0,
        leasing: undefined,
        emptyUntil: 0,
        trust: 0,
        owed: 0,
        turns: new Turns(spender.quota?.concurrency),
      }
      if (budgets.size >= mostBudgets) forgetIdle()
      budgets.set(spender.budgetKey, budget)
    }
    return budget
  }

  function forgetIdle(): void {
    const now = clock.now()
    if (now - forgotAt < forgetEveryMs) return
    forgotAt = now
    for (const [key, budget] of budgets) {
      if (budget.expiresAt < now && budget.blockedUntil < now && budget.turns.isIdle)
        budgets.delete(key)
    }
  }

  /** One lease at a time; callers that wait share it. */
  function lease(spender: Spender, budget: Budget, isAwaited: boolean): Promise<void> {
    budget.leasing ??= refill(spender, budget, isAwaited).finally(() => {
      budget.leasing = undefined
    })
    return budget.leasing
  }

  async function refill(spender: Spender, budget: Budget, isAwaited: boolean): Promise<void> {
    const want = sliceOf(spender.quota as Quota)
    const now = clock.now()
    try {
      const slice = await store.lease(spender, want, isAwaited)
      budget.tokens = (budget.expiresAt > now ? budget.tokens : 0) + slice.granted - budget.owed
      budget.owed = 0
      budget.trust = trustOf(spender.quota)
      budget.expiresAt = now + sliceLifeMs
      // Never sooner than a moment, so that a store without a time to name is not asked in a circle.
      budget.emptyUntil = slice.granted > 0 ? 0 : now + Math.max(slice.retryAfterMs, 100)
      // No block is no time: a clock that is set back would make one of it.
      if (slice.blockedForMs > 0)
        budget.blockedUntil = Math.max(budget.blockedUntil, now + slice.blockedForMs)
    } catch (error) {
      // Without the store the node lives on one slice at a time; the vendor's own limit still stands behind it.
      log.warn({ err: toError(error) }, 'the quota store did not answer; a slice is spent on trust')
      budget.tokens = want
      budget.expiresAt = now + sliceLifeMs
      budget.emptyUntil = 0
    }
  }

  /** Spends one token now, or answers undefined when there is none at hand. */
  function spend(spender: Spender, budget: Budget, now: number): true | undefined {
    look(budget, now)
    if (budget.blockedUntil > now) return undefined
    if (spender.quota === undefined) return true
    if (budget.expiresAt <= now) return spendOnTrust(spender, budget, now)
    if (budget.tokens <= 0) return undefined
    budget.tokens -= 1
    if (budget.tokens < sliceOf(spender.quota) / 4 && budget.emptyUntil <= now && !closed) {
      void lease(spender, budget, false)
    }
    return true
  }

  /** The slice grew old: a few calls go at once while the next one comes. */
  function spendOnTrust(spender: Spender, budget: Budget, now: number): true | undefined {
    if (budget.trust <= 0 || budget.emptyUntil > now || closed) return undefined
    budget.trust -= 1
    budget.owed += 1
    void lease(spender, budget, false)
    return true
  }

  async function waitForTurn(
    spender: Spender,
    budget: Budget,
    deadline: number,
  ): Promise<() => void> {
    const end = await budget.turns.take(
      () => refusal(clock.now(), deadline),
      deadline - clock.now(),
    )
    try {
      for (;;) {
        const now = clock.now()
        if (spend(spender, budget, now)) return end
        const wakeAt = Math.max(budget.blockedUntil, budget.emptyUntil)
        if (wakeAt > now) {
          if (wakeAt + leastTimeMs > deadline || closed) throw refusal(now, wakeAt)
          await budget.turns.sleep(wakeAt - now)
        } else {
          await lease(spender, budget, true)
        }
      }
    } catch (error) {
      end()
      throw error
    }
  }

  return {
    take(spender, deadline) {
      const budget = budgetOf(spender)
      const end = budget.turns.takeNow()
      if (end === undefined) return waitForTurn(spender, budget, deadline)
      if (spend(spender, budget, clock.now())) return end
      end()
      return waitForTurn(spender, budget, deadline)
    },
    block(spender, waitMs) {
      const budget = budgetOf(spender)
      const now = clock.now()
      look(budget, now)
      const until = now + waitMs
      if (until <= budget.blockedUntil) return
      budget.blockedUntil = until
      void store.block(spender, waitMs).catch((error: unknown) => {
        log.warn({ err: toError(error) }, 'the vendor’s 429 could not be told to the other nodes')
      })
    },
    blockedElsewhere(budgetKey, waitMs) {
      const budget = budgets.get(budgetKey)
      if (budget === undefined) return
      const now = clock.now()
      look(budget, now)
      budget.blockedUntil = Math.max(budget.blockedUntil, now + waitMs)
    },
    close() {
      closed = true
      for (const budget of budgets.values()) budget.turns.close()
    },
  }
}

/** A clock that was set back by hours would make hours of a wait of seconds: what is left to wait stays what it was. */
function look(budget: Budget, now: number): void {
  const setBackMs = budget.seenAt - now
  budget.seenAt = now
  if (setBackMs <= 0) return
  budget.blockedUntil -= setBackMs
  budget.emptyUntil -= setBackMs
  budget.expiresAt -= setBackMs
}

/** Our 429: how long to wait, in whole seconds. */
function refusal(now: number, wakeAt: number): PlatformError {
  const seconds = Math.max(1, Math.ceil((wakeAt - now) / 1000))
  return new PlatformError(
    'rate_limited',
    `The vendor's limit for this instance is used up; try again in ${seconds} s`,
    { headers: { 'retry-after': String(seconds) } },
  )
}
