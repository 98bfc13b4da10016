import { expect, it, vi } from 'vitest'
import { createLimiter } from './limiter.ts'

it('runs so many at once, lets so many wait, and refuses the rest', async () => {
  const limit = createLimiter({ mostRunning: 2, mostWaiting: 1 })
  const ends: (() => void)[] = []
  const work = () => new Promise<void>((resolve) => ends.push(resolve))
  const [one, two, three] = [limit(work), limit(work), limit(work)]
  await expect(limit(work)).rejects.toMatchObject({ code: 'unavailable' })
  expect(ends).toHaveLength(2)
  ends[0]?.()
  await one
  await vi.waitFor(() => expect(ends).toHaveLength(3))
  ends[1]?.()
  ends[2]?.()
  await Promise.all([two, three])
})

it('gives the place of failed work on', async () => {
  const limit = createLimiter({ mostRunning: 1, mostWaiting: 0 })
  await expect(limit(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(limit(async () => 5)).resolves.toBe(5)
})
