/**
 * Leases of many budgets in one transaction. With thousands of instances in use one slice or another grows old at every
 * moment; a transaction for each would cost more than the calls themselves.
 */
import type { Slice, Spender } from './budget.ts'

export interface LeaseAsk {
  readonly spender: Spender
  readonly want: number
}

/**
 * An ask that nobody waits for is sent with the others of so many milliseconds. Long, because a transaction of ten leases
 * costs nearly what one of a hundred does; who has used up what is given on trust does not wait for it.
 */
const gatherMs = 500
const mostTogether = 500

interface Waiting {
  readonly ask: LeaseAsk
  readonly resolve: (slice: Slice | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Answers a function that leases. Asks that somebody waits for go at once; those that come while a transaction runs share
 * the next. `leaseAll` answers in the order of what it was asked, at most one ask for each budget; when it fails, all of
 * them fail.
 */
export function gatherLeases(
  leaseAll: (asks: readonly LeaseAsk[]) => Promise<(Slice | undefined)[]>,
): (ask: LeaseAsk, isAwaited: boolean) => Promise<Slice | undefined> {
  const waiting: Waiting[] = []
  let isRunning = false
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    isRunning = true
    while (waiting.length > 0) {
      const batch = takeBatch(waiting)
      try {
        const slices = await leaseAll(batch.map(({ ask }) => ask))
        for (const [index, { resolve }] of batch.entries()) resolve(slices[index])
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isRunning = false
  }

  return (ask, isAwaited) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      if (isRunning) return
      if (isAwaited) void run()
      // It holds no process: whoever stops needs no more slices.
      else timer ??= setTimeout(() => void run(), gatherMs).unref()
    })
}

/** Takes out what goes next: the first ask of each budget, because a transaction counts a row once. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const batch = new Map<string, Waiting>()
  const later: Waiting[] = []
  for (const one of waiting) {
    const key = one.ask.spender.budgetKey
    if (batch.size < mostTogether && !batch.has(key)) batch.set(key, one)
    else later.push(one)
  }
  waiting.splice(0, waiting.length, ...later)
  return [...batch.values()]
}
