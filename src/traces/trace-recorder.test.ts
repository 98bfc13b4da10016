import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createTraceRecorder } from './trace-recorder.ts'
import type { SealedTrace } from './trace-store.ts'

const trace = (bytes: number) => ({ head: {}, sealed: Buffer.alloc(bytes) }) as SealedTrace
const lost = () => Object.assign(new Error('gone'), { code: 'ECONNRESET' })

function recorder(failures: Error[], capacity = 1000) {
  const batches: number[] = []
  let asked = 0
  const made = createTraceRecorder({
    store: {
      async insert(batch) {
        asked += 1
        const failure = failures.shift()
        if (failure !== undefined) throw failure
        batches.push(batch.length)
      },
    },
    log: silentLog,
    capacity,
    flushEveryMs: 5,
  })
  return { ...made, batches, asked: () => asked }
}

describe('traces on their way', () => {
  it('are written in batches of bounded number and size', async () => {
    const made = recorder([], 64 * 1024 * 1024)
    for (let count = 0; count < 250; count += 1) made.record(trace(10))
    await made.flush()
    made.record(trace(3 * 1024 * 1024))
    made.record(trace(3 * 1024 * 1024))
    await made.flush()
    expect(made.batches).toEqual([100, 100, 50, 1, 1])
    expect(made.counts()).toEqual({ written: 252, dropped: 0, waiting: 0 })
  })

  it('are dropped and counted when too many bytes wait, and taken again afterwards', async () => {
    const made = recorder([])
    made.record(trace(600))
    made.record(trace(600))
    expect(made.counts()).toMatchObject({ dropped: 1, waiting: 1 })
    await made.flush()
    made.record(trace(600))
    await made.flush()
    expect(made.counts()).toEqual({ written: 2, dropped: 1, waiting: 0 })
  })

  it.each([
    lost(),
    Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
    Object.assign(new Error('deadlock detected'), { code: '40P01' }),
    Object.assign(new Error('sorry, too many clients already'), { code: '53300' }),
    new Error('timeout exceeded when trying to connect'),
  ])('wait while the database says: %s', async (failure) => {
    const made = recorder([failure])
    made.record(trace(1))
    await made.flush()
    expect(made.counts()).toEqual({ written: 0, dropped: 0, waiting: 1 })
    await made.flush()
    expect(made.counts()).toEqual({ written: 1, dropped: 0, waiting: 0 })
  })

  it('ask a database that is away once in a while, not with every trace', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const made = recorder(Array.from({ length: 100 }, lost), 64 * 1024 * 1024)
    for (let count = 0; count < 5; count += 1) {
      made.record(trace(4 * 1024 * 1024))
      await nextTurn()
    }
    expect(made.asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(5)
    expect(made.asked()).toBe(2)
    vi.useRealTimers()
  })

  it('wait for a database that is away, and are written by themselves when it is back', async () => {
    const made = recorder([lost(), lost()])
    made.record(trace(1))
    await made.flush()
    expect(made.counts()).toEqual({ written: 0, dropped: 0, waiting: 1 })
    await expect.poll(() => made.counts()).toEqual({ written: 1, dropped: 0, waiting: 0 })
  })

  it('that cannot be stored do not hold up the others', async () => {
    const made = recorder([new Error('never')])
    made.record(trace(1))
    await made.flush()
    made.record(trace(1))
    await made.flush()
    expect(made.counts()).toEqual({ written: 1, dropped: 1, waiting: 0 })
  })

  it('are written at the end, or counted as lost', async () => {
    const fine = recorder([])
    fine.record(trace(1))
    await fine.close()
    expect(fine.counts()).toEqual({ written: 1, dropped: 0, waiting: 0 })
    const away = recorder([lost()])
    away.record(trace(1))
    await away.close()
    expect(away.counts()).toEqual({ written: 0, dropped: 1, waiting: 0 })
  })
})
