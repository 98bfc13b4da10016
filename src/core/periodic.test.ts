import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silentLog } from './log.ts'
import { createPeriodic } from './periodic.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const wait = () => vi.advanceTimersByTimeAsync(1000)

/** Work whose runs end when they are told to. */
function controlled() {
  const ends: ((error?: Error) => void)[] = []
  const work = () =>
    new Promise<void>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve() : reject(error)))
    })
  return { work, ends, end: (index: number, error?: Error) => ends[index]?.(error) }
}

it('works each time anew, never twice at once, and goes on after a failure', async () => {
  const { work, ends, end } = controlled()
  const errors: string[] = []
  const log = {
    ...silentLog,
    error: (_fields: object, message: string) => void errors.push(message),
  }
  const periodic = createPeriodic({ everyMs: 1000, work, failure: 'it failed', log })
  await wait()
  expect(ends).toHaveLength(0)
  periodic.start()
  periodic.start()
  await wait()
  await wait()
  expect(ends).toHaveLength(1)
  end(0, new Error('no'))
  await wait()
  expect(ends).toHaveLength(2)
  expect(errors).toEqual(['it failed'])
  let isClosed = false
  const closing = periodic.close().then(() => (isClosed = true))
  await wait()
  expect({ isClosed, runs: ends.length }).toEqual({ isClosed: false, runs: 2 })
  end(1)
  await closing
  await wait()
  expect(ends).toHaveLength(2)
})
