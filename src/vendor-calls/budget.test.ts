import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { silentLog } from '../core/log.ts'
import { createBudgets, type BudgetStore, type Spender } from './budget.ts'
import { grant, type WindowState } from './budget-window.ts'

const spender = (perMinute: number, concurrency?: number): Spender => ({
  budgetKey: 'instance:1',
  organizationId: 1,
  quota: { perMinute, ...(concurrency === undefined ? {} : { concurrency }) },
})

function open(store: Partial<BudgetStore> = {}) {
  let now = 1000
  let leases = 0
  const blocks: number[] = []
  const budgets = createBudgets({
    store: {
      lease: async (_spender, want) => {
        leases += 1
        return { granted: want, retryAfterMs: 0, blockedForMs: 0 }
      },
      block: async (_spender, waitMs) => void blocks.push(waitMs),
      ...store,
    },
    clock: { now: () => now },
    log: silentLog,
  })
  return { budgets, blocks, leases: () => leases, move: (ms: number) => void (now += ms) }
}

describe('a budget', () => {
  test('asks the store once and then spends its slice without it', async () => {
    const { budgets, leases } = open()
    const one = spender(600)
    ;(await budgets.take(one, 10_000))()
    for (let call = 0; call < 40; call += 1) {
      const end = budgets.take(one, 10_000)
      // No promise: a warm call does not wait for anything.
      expect(typeof end).toBe('function')
      ;(end as () => void)()
    }
    expect(leases()).toBe(1)
  })

  test('lets as many at once as the definition says, in order', async () => {
    const { budgets } = open()
    const one = spender(600, 2)
    const first = await budgets.take(one, 10_000)
    const second = await budgets.take(one, 10_000)
    const order: string[] = []
    const third = Promise.resolve(budgets.take(one, 10_000)).then((end) => {
      order.push('third')
      return end
    })
    await Promise.resolve()
    expect(order).toEqual([])
    first()
    ;(await third)()
    second()
    expect(order).toEqual(['third'])
  })

  test('refuses with Retry-After what the quota would make too late', async () => {
    const { budgets } = open({
      lease: async () => ({ granted: 0, retryAfterMs: 42_000, blockedForMs: 0 }),
    })
    await expect(budgets.take(spender(60), 10_000)).rejects.toMatchObject({
      status: 429,
      code: 'rate_limited',
      headers: { 'retry-after': '42' },
    })
  })

  test('refuses at once when the wait would leave no time for the call', async () => {
    const { budgets } = open()
    const one = spender(600)
    budgets.block(one, 30_000)
    await expect(budgets.take(one, 31_000)).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
    })
  })

  test('waits for a time that fits the deadline, and then asks the store again', async () => {
    let asked = 0
    const opened = open({
      lease: async () => {
        asked += 1
        // The time that the waiter is going to sleep has passed when it looks again.
        queueMicrotask(() => setImmediate(() => opened.move(1_000)))
        return { granted: asked === 1 ? 0 : 6, retryAfterMs: 1, blockedForMs: 0 }
      },
    })
    ;(await opened.budgets.take(spender(60), 10_000))()
    expect(asked).toBe(2)
  })

  test('is stopped by a 429 here and elsewhere, and goes on afterwards', async () => {
    const { budgets, blocks, move } = open()
    const one = spender(600)
    ;(await budgets.take(one, 10_000))()
    budgets.block(one, 20_000)
    expect(blocks).toEqual([20_000])
    await expect(budgets.take(one, 10_000)).rejects.toMatchObject({ status: 429 })
    move(20_001)
    ;(await budgets.take(one, 60_000))()
    budgets.blockedElsewhere(one.budgetKey, 50_000)
    await expect(budgets.take(one, 30_000)).rejects.toMatchObject({ status: 429 })
  })

  test('is blocked for no longer when the clock is set back meanwhile', async () => {
    const { budgets, move } = open()
    move(10_000_000)
    const one = spender(600)
    ;(await budgets.take(one, 10_060_000))()
    budgets.block(one, 2000)
    move(-9_000_000)
    const refused = { headers: { 'retry-after': '2' } }
    await expect(budgets.take(one, 1_001_500)).rejects.toMatchObject(refused)
    move(2001)
    ;(await budgets.take(one, 1_060_000))()
    move(-1_000_000)
    budgets.blockedElsewhere(one.budgetKey, 3000)
    await expect(budgets.take(one, 4000)).rejects.toMatchObject({ headers: { 'retry-after': '3' } })
  })

  test('lets a few calls go at once when its slice grew old, and counts them afterwards', async () => {
    const answers: (() => void)[] = []
    let waited: boolean[] = []
    const { budgets, move } = open({
      lease: async (_spender, want, isAwaited) => {
        waited.push(isAwaited)
        if (waited.length > 1) await new Promise<void>((resolve) => answers.push(resolve))
        return { granted: want, retryAfterMs: 0, blockedForMs: 0 }
      },
    })
    const one = spender(200)
    ;(await budgets.take(one, 10_000))()
    move(60_001)
    // A hundredth of 200 a minute.
    expect(typeof budgets.take(one, 100_000)).toBe('function')
    expect(typeof budgets.take(one, 100_000)).toBe('function')
    const third = budgets.take(one, 100_000)
    expect(third).toBeInstanceOf(Promise)
    expect(waited).toEqual([true, false])
    answers[0]?.()
    await third
    waited = []
    // Twenty were leased: three are spent, and below a quarter of a slice the next is asked for.
    for (let call = 0; call < 13; call += 1) (budgets.take(one, 100_000) as () => void)()
    expect(waited).toEqual([false])
    budgets.close()
  })

  test('trusts nobody while a vendor that said 429 has to be left alone', async () => {
    const { budgets, move } = open()
    const one = spender(600)
    ;(await budgets.take(one, 10_000))()
    move(60_001)
    budgets.block(one, 50_000)
    await expect(budgets.take(one, 70_000)).rejects.toMatchObject({ status: 429 })
  })

  test('goes on from a slice on trust when the store is away', async () => {
    const { budgets } = open({ lease: () => Promise.reject(new Error('away')) })
    ;(await budgets.take(spender(60), 10_000))()
  })
})

describe('the window', () => {
  test('never grants more than the limit in any minute, and everything once it is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(
          fc.record({
            wait: fc.integer({ min: 0, max: 30_000 }),
            want: fc.integer({ min: 1, max: 40 }),
          }),
        ),
        (limit, asks) => {
          let state: WindowState | undefined
          let now = 1_700_000_000_000
          const granted: { at: number; count: number }[] = []
          for (const { wait, want } of asks) {
            now += wait
            const given = grant(state, want, limit, now)
            state = given.state
            granted.push({ at: now, count: given.granted })
            const minute = granted.filter(({ at }) => at > now - 60_000)
            expect(minute.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(limit)
            if (given.granted === 0) {
              const later = grant(state, want, limit, given.retryAt)
              expect(later.granted).toBeGreaterThan(0)
            }
          }
          expect(grant(state, limit, limit, now + 70_000).granted).toBe(limit)
        },
      ),
    )
  })

  test('survives a clock that was set back', () => {
    const first = grant(undefined, 5, 10, 100_000)
    expect(grant(first.state, 10, 10, 50_000).granted).toBe(5)
  })
})
