import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { fairResolve } from './fair-resolve.ts'

const address: LookupAddress = { address: '192.0.2.1', family: 4 }

/** Name servers that answer when the test says so. */
function slowServers() {
  const asked: { hostname: string; answer: () => void; fail: () => void }[] = []
  const resolve = fairResolve(
    (hostname) =>
      new Promise((answer, fail) => {
        asked.push({
          hostname,
          answer: () => answer([address]),
          fail: () => fail(new Error('no such name')),
        })
      }),
  )
  return { resolve, asked, names: () => asked.map(({ hostname }) => hostname) }
}

describe('lookups', () => {
  it('of one domain that answers slowly leave room for those of others', async () => {
    const { resolve, asked, names } = slowServers()
    const slow = ['a', 'b', 'c', 'd'].map((label) => resolve(`${label}.x.slow.example`))
    const other = resolve('shop.test')
    expect(names()).toEqual(['a.x.slow.example', 'b.x.slow.example', 'shop.test'])
    asked[2]?.answer()
    expect(await other).toEqual([address])
    asked[0]?.fail()
    await expect(slow[0]).rejects.toThrow('no such name')
    expect(names()).toContain('c.x.slow.example')
    asked[1]?.answer()
    asked[3]?.answer()
    await Promise.all(slow.slice(1, 3))
    asked[4]?.answer()
    await slow[3]
  })

  it('of the same name at once are one', async () => {
    const { resolve, asked, names } = slowServers()
    const all = [resolve('shop.test'), resolve('shop.test'), resolve('SHOP.test')]
    expect(names()).toEqual(['shop.test'])
    asked[0]?.answer()
    expect(await Promise.all(all)).toEqual([[address], [address], [address]])
    void resolve('shop.test')
    expect(names()).toHaveLength(2)
  })

  it('wait in a line that has an end', async () => {
    const { resolve, asked } = slowServers()
    const all = Array.from({ length: 100 }, (_, index) => resolve(`n${index}.slow.example`))
    const refused = await Promise.allSettled(all.slice(66))
    expect(refused.every(({ status }) => status === 'rejected')).toBe(true)
    for (let index = 0; index < 66; index++) {
      await expect.poll(() => asked.length).toBeGreaterThan(index)
      asked[index]?.answer()
    }
    expect(await Promise.all(all.slice(0, 66))).toHaveLength(66)
  })
})
