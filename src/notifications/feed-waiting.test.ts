import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFeedWaiting, mostWaiting, type Look } from './feed-waiting.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const never = new AbortController().signal
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Looks that find nothing until they are told otherwise. */
function stage(waitMs = 30_000, signal: AbortSignal = never) {
  const waiting = createFeedWaiting()
  const seen: Look<string> = { found: 'nothing', isThere: false, isHeld: false }
  const look = vi.fn(() => Promise.resolve(seen))
  let answer: string | undefined
  const ended = waiting.until(7, { waitMs, signal }, look).then((found) => (answer = found))
  const find = (what: Partial<Look<string>>) => void Object.assign(seen, what)
  return { waiting, look, ended, find, answer: () => answer }
}

it('answers when the time went by, and not before', async () => {
  const { waiting, look, answer } = stage(10_000)
  await pass(9_999)
  expect(answer()).toBeUndefined()
  expect(waiting.waiting()).toBe(1)
  await pass(1)
  expect(answer()).toBe('nothing')
  expect(waiting.waiting()).toBe(0)
  // One at first, one at the end, and one now and then for notices that were lost.
  expect(look).toHaveBeenCalledTimes(3)
})

it('looks when its organization is told of, or when nobody knows which', async () => {
  const { waiting, look, find, ended } = stage()
  await pass(100)
  waiting.told('8,77')
  await pass(100)
  expect(look).toHaveBeenCalledTimes(1)
  waiting.told('8,7')
  await pass(0)
  expect(look).toHaveBeenCalledTimes(2)
  await pass(100)
  find({ found: 'news', isThere: true })
  waiting.told('')
  await expect(ended).resolves.toBe('news')
})

it('looks again for what was stored during a look', async () => {
  const { waiting, look, find, ended } = stage()
  look.mockImplementationOnce(() => {
    waiting.told('7')
    return Promise.resolve({ found: 'nothing', isThere: false, isHeld: false })
  })
  find({ found: 'news', isThere: true })
  // The first look was made already; the second is the one that is told of something meanwhile.
  waiting.told('7')
  await pass(200)
  await expect(ended).resolves.toBe('news')
})

it('looks at most once a second, however much is told', async () => {
  const { waiting, look } = stage()
  for (let ms = 0; ms < 20_000; ms += 10) {
    waiting.told('7')
    await pass(10)
  }
  expect(look.mock.calls.length).toBeLessThan(30)
  expect(look.mock.calls.length).toBeGreaterThan(15)
})

it('looks again soon for what is held back', async () => {
  const { look, find, ended } = stage()
  find({ isHeld: true })
  await pass(50)
  expect(look.mock.calls.length).toBeGreaterThan(1)
  find({ found: 'news', isThere: true })
  await pass(1000)
  await expect(ended).resolves.toBe('news')
})

it.each(['the client leaves', 'the server stops'])('ends when %s', async (which) => {
  const leaving = new AbortController()
  const { waiting, ended } = stage(30_000, leaving.signal)
  await pass(100)
  if (which === 'the client leaves') leaving.abort()
  else waiting.end()
  await expect(ended).resolves.toBe('nothing')
  expect(waiting.waiting()).toBe(0)
})

it('does not begin to wait when the server stops', async () => {
  const waiting = createFeedWaiting()
  waiting.end()
  const nothing = () => Promise.resolve({ found: 'nothing', isThere: false, isHeld: false })
  await expect(waiting.until(7, { waitMs: 30_000, signal: never }, nothing)).resolves.toBe(
    'nothing',
  )
})

it('refuses who would be too many of one organization, and forgets those who failed', async () => {
  const waiting = createFeedWaiting()
  const patience = { waitMs: 1000, signal: never }
  const nothing = () => Promise.resolve({ found: 'nothing', isThere: false, isHeld: false })
  const all = Array.from({ length: mostWaiting }, () => waiting.until(7, patience, nothing))
  await expect(waiting.until(7, patience, nothing)).rejects.toMatchObject({ code: 'rate_limited' })
  const failing = () => Promise.reject(new Error('no database'))
  await expect(waiting.until(8, patience, failing)).rejects.toThrow('no database')
  await pass(1000)
  await Promise.all(all)
  expect(waiting.waiting()).toBe(0)
})
