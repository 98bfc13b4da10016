import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gatherLeases, type LeaseAsk } from './gather-leases.ts'

const ask = (key: string): LeaseAsk => ({
  spender: { budgetKey: key, organizationId: 1, quota: { perMinute: 100 } },
  want: 10,
})
const slice = { granted: 10, retryAfterMs: 0, blockedForMs: 0 }

function open() {
  const batches: { keys: string[]; answer: () => void; fail: (error: Error) => void }[] = []
  const lease = gatherLeases(
    (asks) =>
      new Promise((resolve, reject) => {
        batches.push({
          keys: asks.map(({ spender }) => spender.budgetKey),
          answer: () => resolve(asks.map(() => slice)),
          fail: reject,
        })
      }),
  )
  return { lease, batches, keys: () => batches.map((batch) => batch.keys) }
}

describe('leases', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('go at once when somebody waits, and take along those that do not', () => {
    const { lease, keys } = open()
    void lease(ask('a'), false)
    void lease(ask('b'), true)
    expect(keys()).toEqual([['a', 'b']])
  })

  test('are gathered for a moment when nobody waits', () => {
    const { lease, keys } = open()
    void lease(ask('a'), false)
    void lease(ask('b'), false)
    expect(keys()).toEqual([])
    vi.advanceTimersByTime(500)
    expect(keys()).toEqual([['a', 'b']])
  })

  test('share the next transaction while one runs', async () => {
    const { lease, batches, keys } = open()
    const first = lease(ask('a'), true)
    void lease(ask('b'), true)
    void lease(ask('c'), false)
    batches[0]?.answer()
    expect(await first).toEqual(slice)
    expect(keys()).toEqual([['a'], ['b', 'c']])
  })

  test('fail together, and the next ones go on', async () => {
    const { lease, batches } = open()
    const first = lease(ask('a'), true)
    const second = lease(ask('b'), true)
    batches[0]?.fail(new Error('away'))
    await expect(first).rejects.toThrow('away')
    batches[1]?.answer()
    expect(await second).toEqual(slice)
  })
})
