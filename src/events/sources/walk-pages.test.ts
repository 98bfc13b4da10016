import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walkPages, type Page } from './walk-pages.ts'

/** A list at a vendor that pages by offset; `before` may change it before each page is given. */
function vendorList(
  ids: number[],
  size: number,
  before: (page: number, ids: number[]) => void = () => undefined,
) {
  let asked = 0
  return {
    pages: () => asked,
    ask(token: string | undefined): Promise<Page> {
      before((asked += 1), ids)
      const offset = Number(token ?? 0)
      const records = ids.slice(offset, offset + size).map((id) => ({ id }))
      const end = offset + records.length
      const next = end < ids.length && records.length > 0 ? String(end) : undefined
      return Promise.resolve({ records, total: ids.length, next })
    },
  }
}

async function walk(list: ReturnType<typeof vendorList>): Promise<number[]> {
  const met: number[] = []
  await walkPages({
    ask: (token) => list.ask(token),
    idOf: (record) => String((record as { id: number }).id),
    take: (records) => void met.push(...records.map((record) => (record as { id: number }).id)),
  })
  return met
}
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('a walk over pages', () => {
  it('meets everything once where nothing moves', async () => {
    const list = vendorList(numbers(25), 10)
    expect(await walk(list)).toEqual(numbers(25))
    expect(list.pages()).toBe(3)
    expect(await walk(vendorList([], 10))).toEqual([])
  })

  it('steps back as far as the list has shrunk', async () => {
    const list = vendorList(numbers(50), 10, (page, ids) => {
      if (page === 4) ids.splice(0, 12)
    })
    expect(new Set(await walk(list))).toEqual(new Set(numbers(50)))
  })

  it('meets twice what moved back, and nothing less', async () => {
    const list = vendorList(numbers(30), 10, (page, ids) => {
      if (page === 2) ids.unshift(99)
    })
    const met = await walk(list)
    expect(numbers(30).filter((id) => !met.includes(id))).toEqual([])
  })

  it('walks again when a record moved behind its back although the total stayed', async () => {
    const list = vendorList(numbers(30), 10, (page, ids) => {
      if (page === 2) ids.push(ids.shift() as number)
    })
    const met = await walk(list)
    expect(numbers(30).filter((id) => !met.includes(id))).toEqual([])
  })

  it('believes a total that is an estimate', async () => {
    const list = vendorList(numbers(5), 10)
    const ask = async (token: string | undefined) => ({ ...(await list.ask(token)), total: 7 })
    expect(await walk({ ...list, ask })).toEqual([...numbers(5), ...numbers(5)])
  })

  it('gives up on a list that never stands still', async () => {
    let size = 1000
    const list = vendorList(
      numbers(1000),
      10,
      (_page, ids) => void ids.splice(0, (size -= 1) > 0 ? 1 : 0),
    )
    await expect(walk(list)).rejects.toThrow('faster than they can be read')
  })

  it('gives up on a list without end, and says which limit it met', async () => {
    const limits = { pages: 20, records: 100, minutes: 10 }
    const endless = (size: number, parts = limits) => {
      let asked = 0
      const walked = walkPages(
        {
          ask: async () => {
            asked += 1
            const records = Array.from({ length: size }, (_, n) => ({ id: asked * size + n }))
            return { records, total: undefined, next: String(asked) }
          },
          idOf: (record) => String((record as { id: number }).id),
          take: () => undefined,
        },
        parts,
      )
      return walked.catch((error: Error & { code?: string }) => [error.code, error.message, asked])
    }
    const reason = (limit: string) =>
      `The list at the vendor did not end within ${limit}, the most that is read in one poll`
    expect(await endless(1)).toEqual(['unavailable', reason('20 pages'), 21])
    expect(await endless(10)).toEqual(['unavailable', reason('100 records'), 11])
    const atOnce = { ...limits, minutes: 0 }
    expect(await endless(1, atOnce)).toEqual(['unavailable', reason('0 minutes'), 1])
  })

  it('never leaves out what was there all the time, however many vanish on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 39 })), {
          maxLength: 12,
        }),
        async (removals) => {
          const gone = new Set(removals.map(([, id]) => id))
          const list = vendorList(numbers(40), 7, (page, ids) => {
            for (const [at, id] of removals)
              if (at === page && ids.includes(id)) ids.splice(ids.indexOf(id), 1)
          })
          const met = await walk(list)
          return numbers(40).every((id) => gone.has(id) || met.includes(id))
        },
      ),
    )
  })
})
