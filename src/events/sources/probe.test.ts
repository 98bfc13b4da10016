import { describe, expect, it } from 'vitest'
import { PlatformError } from '../../core/errors.ts'
import { askProbe, judgeProbe } from './probe.ts'

const minute = 60_000

describe('a probe', () => {
  it('stands for a reading only when it has not moved for longer than the search may lag', () => {
    let now = 0
    const first = judgeProbe(undefined, 'a', now, 300)
    expect(first).toEqual({ memory: { values: 'a', since: 0, readAt: 0 }, isUnchanged: false })
    now = 5 * minute
    const second = judgeProbe(first.memory, 'a', now, 300)
    expect(second.isUnchanged).toBe(false)
    now = 7 * minute
    const third = judgeProbe(second.memory, 'a', now, 300)
    expect(third).toEqual({ memory: { values: 'a', since: 0, readAt: now }, isUnchanged: false })
    const fourth = judgeProbe(third.memory, 'a', now + minute, 300)
    expect(fourth).toEqual({ memory: third.memory, isUnchanged: true })
    expect(judgeProbe(fourth.memory, 'b', now + 2 * minute, 300)).toEqual({
      memory: { values: 'b', since: now + 2 * minute, readAt: now + 2 * minute },
      isUnchanged: false,
    })
  })

  it('is not believed for more than an hour', () => {
    const memory = { values: 'a', since: 0, readAt: 100 * minute }
    expect(judgeProbe(memory, 'a', 159 * minute, 300).isUnchanged).toBe(true)
    expect(judgeProbe(memory, 'a', 160 * minute, 300).isUnchanged).toBe(false)
  })

  it('is of no use when it is refused or does not say what is needed', async () => {
    const ask = (read: () => Promise<unknown>, probe: readonly string[] | undefined = ['x']) =>
      askProbe({ read }, '/stats', { probe })
    expect(await ask(() => Promise.resolve({ x: '1', y: 2 }))).toBe('["1"]')
    expect(await ask(() => Promise.resolve({ y: 2 }))).toBeUndefined()
    expect(await ask(() => Promise.resolve([]))).toBeUndefined()
    expect(
      await ask(() => Promise.reject(new PlatformError('vendor_forbidden', 'no'))),
    ).toBeUndefined()
    await expect(ask(() => Promise.reject(new Error('bug')))).rejects.toThrow('bug')
    expect(
      await askProbe({ read: () => Promise.resolve({ x: 1 }) }, undefined, { probe: ['x'] }),
    ).toBeUndefined()
  })
})
