import { expect, it } from 'vitest'
import { createBatchedLookUp } from './batched-look-up.ts'

it('asks for many at once, and answers each with its own', async () => {
  const asked: number[] = []
  const lookUp = createBatchedLookUp(async (keys: readonly number[]) => {
    asked.push(keys.length)
    return new Map(keys.filter((key) => key < 3).map((key) => [key, `found ${key}`]))
  })
  const found = await Promise.all([lookUp(1), lookUp(2), lookUp(2), lookUp(7)])
  expect(found).toEqual(['found 1', 'found 2', 'found 2', undefined])
  expect(asked).toEqual([1, 2])
})

it('takes a place soon for whoever comes behind a flood, and refuses what is too much', async () => {
  let go = (): void => undefined
  const gate = new Promise<void>((resolve) => (go = resolve))
  let statements = 0
  const lookUp = createBatchedLookUp(async (keys: readonly number[]) => {
    statements += 1
    await gate
    return new Map(keys.map((key) => [key, key]))
  })
  const flood = Array.from({ length: 20_001 }, (_, key) => lookUp(key))
  await expect(lookUp(5)).rejects.toMatchObject({ code: 'unavailable' })
  go()
  await Promise.all(flood)
  expect(statements).toBe(41)
})

it('tells those who shared a statement that it failed, and asks again for the next', async () => {
  let fails = true
  const lookUp = createBatchedLookUp(async (keys: readonly number[]) => {
    if (fails) throw new Error('away')
    return new Map(keys.map((key) => [key, key]))
  })
  await expect(Promise.all([lookUp(1), lookUp(2)])).rejects.toThrow('away')
  fails = false
  expect(await lookUp(3)).toBe(3)
})
