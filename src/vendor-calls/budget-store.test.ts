import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { createNotices } from '../storage/notices.ts'
import { createBudgetStore, hearBlocks } from './budget-store.ts'
import type { Spender } from './budget.ts'

const database = await testDatabase()
await sql`insert into organizations (name, secret_hash, secret_sealed) values ('One', 'a', 'a'), ('Two', 'b', 'b')`.execute(
  database.db,
)
const organizations = await database.db
  .selectFrom('organizations')
  .select('id')
  .orderBy('id')
  .execute()
const [one, two] = organizations.map(({ id }) => id) as [number, number]

const spender = (budgetKey: string, organizationId = one): Spender => ({
  budgetKey,
  organizationId,
  quota: { perMinute: 100 },
})

describe('the quota in the database', () => {
  const store = createBudgetStore(database)

  test('is shared by all nodes: whoever asks, no more than the limit is granted', async () => {
    const nodes = [store, createBudgetStore(database), createBudgetStore(database)]
    const slices = await Promise.all(
      Array.from({ length: 15 }, (_, index) => (nodes[index % 3] ?? store).lease(spender('a'), 10)),
    )
    const granted = slices.reduce((sum, slice) => sum + slice.granted, 0)
    // A tenth stays in reserve.
    expect(granted).toBe(90)
    const last = await store.lease(spender('a'), 10)
    expect(last.granted).toBe(0)
    expect(last.retryAfterMs).toBeGreaterThan(0)
    expect(last.retryAfterMs).toBeLessThanOrEqual(70_000)
  })

  test('tells the others of a 429, at once and with the next slice', async () => {
    const notices = await createNotices(database.connection, { log: silentLog })
    const heard = new Promise<[string, number]>((resolve) => {
      void hearBlocks(notices, (key, waitMs) => resolve([key, waitMs])).then(() =>
        store.block(spender('b'), 20_000),
      )
    })
    expect(await heard).toEqual(['b', 20_000])
    await notices.close()
    const slice = await store.lease(spender('b'), 5)
    expect(slice.blockedForMs).toBeGreaterThan(15_000)
    await store.block(spender('b'), 1)
    expect((await store.lease(spender('b'), 5)).blockedForMs).toBeGreaterThan(15_000)
  })

  test('belongs to its organization', async () => {
    await store.lease(spender('c'), 5)
    await expect(store.lease(spender('c', two), 5)).rejects.toThrow(/another organization/)
    await store.block(spender('c', two), 60_000)
    expect((await store.lease(spender('c'), 5)).blockedForMs).toBe(0)
  })
})
