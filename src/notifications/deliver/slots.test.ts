import { describe, expect, it } from 'vitest'
import { createSlots, type SlotFor } from './slots.ts'

const slot = (organizationId: number, subscriptionId: number): SlotFor => ({
  organizationId,
  subscriptionId,
  origin: `https://${subscriptionId}.example`,
})

/** Takes one and says so when it came. */
function taker(total: number) {
  const slots = createSlots(total)
  const order: string[] = []
  const free = new Map<string, () => void>()
  return {
    order,
    free: (name: string) => free.get(name)?.(),
    take: async (name: string, wanted: SlotFor) => {
      void slots.take(wanted).then((done) => {
        order.push(name)
        free.set(name, done)
      })
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('slots', () => {
  it('are never more than a quarter for one endpoint', async () => {
    const { order, take, free } = taker(8)
    for (const name of ['a', 'b', 'c']) await take(name, slot(1, 1))
    expect(order).toEqual(['a', 'b'])
    await take('d', slot(2, 2))
    expect(order).toEqual(['a', 'b', 'd'])
    free('a')
    await settled()
    expect(order).toEqual(['a', 'b', 'd', 'c'])
  })

  it('are never more than a half for one organization', async () => {
    const { order, take } = taker(8)
    for (let n = 0; n < 6; n += 1) await take(`first ${n}`, slot(1, n))
    expect(order).toHaveLength(4)
    await take('second', slot(2, 9))
    expect(order.at(-1)).toBe('second')
  })

  it('go round over organizations, then over subscriptions', async () => {
    const { order, take, free } = taker(4)
    for (let n = 0; n < 4; n += 1) await take(`${n}`, slot(n, n))
    await take('a1', slot(10, 10))
    await take('a1 again', slot(10, 10))
    await take('a2', slot(10, 11))
    await take('b', slot(20, 20))
    for (let n = 0; n < 4; n += 1) {
      free(`${n}`)
      await settled()
    }
    expect(order.slice(4)).toEqual(['a1', 'b', 'a2'])
    free('a1')
    await settled()
    expect(order.at(-1)).toBe('a1 again')
  })
})
