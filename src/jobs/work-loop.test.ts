import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createWorkLoop } from './work-loop.ts'

const longBeatMs = 3_600_000

describe('a work loop', () => {
  it('goes on while there is more, then waits to be woken', async () => {
    let left = 3
    const work = vi.fn(() => Promise.resolve((left -= 1) > 0))
    const loop = createWorkLoop({ work, failure: 'failed', log: silentLog, beatMs: longBeatMs })
    loop.start()
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(3))
    loop.wake()
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(4))
    await loop.close()
    loop.wake()
    expect(work).toHaveBeenCalledTimes(4)
  })

  it('hears what is added while it works', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const work = vi.fn(async () => {
      await gate
      return false
    })
    const loop = createWorkLoop({ work, failure: 'failed', log: silentLog, beatMs: longBeatMs })
    loop.start()
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1))
    loop.wake()
    open()
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2))
    await loop.close()
  })

  it('looks by itself at every beat', async () => {
    const work = vi.fn(() => Promise.resolve(false))
    const loop = createWorkLoop({ work, failure: 'failed', log: silentLog, beatMs: 5 })
    loop.start()
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(2))
    await loop.close()
  })

  it('says what failed and tries again', async () => {
    const error = vi.fn()
    const work = vi.fn(() => Promise.resolve(false))
    work.mockRejectedValueOnce(new Error('the database is away'))
    const log = { ...silentLog, error }
    const loop = createWorkLoop({ work, failure: 'events stand still', log, beatMs: longBeatMs })
    loop.start()
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2))
    expect(error).toHaveBeenCalledWith(expect.anything(), 'events stand still')
    await loop.close()
  })

  it('waits for the batch under way when it closes, and tells it', async () => {
    let isDone = false
    const loop = createWorkLoop({
      failure: 'failed',
      log: silentLog,
      async work(signal) {
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        )
        isDone = true
        return true
      },
    })
    loop.start()
    await loop.close()
    expect(isDone).toBe(true)
  })
})
