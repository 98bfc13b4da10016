import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EcwidClient, startEcwid } from '../../test-support/ecwid-client.ts'

const count = 100_000
let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
  await ecwid.control('POST', '/stores', { storeId: 9, products: count, orders: 0, customers: 0 })
  await ecwid.control('PUT', '/stores/9/settings', { rateLimitPerMinute: 1_000_000 })
}, 60_000)
afterAll(() => ecwid.sandbox.close())

const get = async (path: string) => (await ecwid.api('GET', path, undefined, { storeId: 9 })).body

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

it('walks 100,000 products page by page, each once', async () => {
  const seen = new Set<number>()
  const elapsed = await timed(async () => {
    for (let offset = 0; offset < count; offset += 100) {
      const page = await get(
        `/products?sortBy=UPDATED_TIME_ASC&limit=100&offset=${offset}&responseFields=items(id)`,
      )
      for (const item of page['items'] ?? []) seen.add(Number(item['id']))
    }
  })
  expect(seen.size).toBe(count)
  // 1,000 pages; filtering and sorting anew for each would take minutes.
  expect(elapsed).toBeLessThan(30_000)
}, 60_000)

it('reads, changes and finds single products among them quickly', async () => {
  const id = 700_100 + count - 1
  const read = await timed(async () => {
    for (let call = 0; call < 100; call += 1) await get(`/products/${id - call}`)
  })
  expect(read).toBeLessThan(3000)
  const from = Math.floor(Date.now() / 1000)
  const changed = await timed(async () => {
    for (let call = 0; call < 20; call += 1) {
      await ecwid.api('PUT', `/products/${id - call}`, { price: call + 1 }, { storeId: 9 })
      const found = await get(`/products?updatedFrom=${from}&sortBy=UPDATED_TIME_ASC`)
      expect(found['total']).toBe(call + 1)
    }
  })
  expect(changed).toBeLessThan(10_000)
})
