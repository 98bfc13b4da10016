import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { silentLog } from '../core/log.ts'
import { createNotices } from '../storage/notices.ts'
import { createBudgetStore, hearBlocks, readBudgets } from './budget-store.ts'
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
      Array.from({ length: 15 }, (_, index) =>
        (nodes[index % 3] ?? store).lease(spender('a'), 10, true),
      ),
    )
    const granted = slices.reduce((sum, slice) => sum + slice.granted, 0)
    // A tenth stays in reserve.
    expect(granted).toBe(90)
    const last = await store.lease(spender('a'), 10, true)
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
    const slice = await store.lease(spender('b'), 5, true)
    expect(slice.blockedForMs).toBeGreaterThan(15_000)
    await store.block(spender('b'), 1)
    expect((await store.lease(spender('b'), 5, true)).blockedForMs).toBeGreaterThan(15_000)
  })

  test('is leased for many budgets at once, each its own', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `many ${index}`)
    const slices = await Promise.all([
      ...keys.map((key) => store.lease(spender(key), 10, false)),
      store.lease(spender('many of another', two), 10, false),
    ])
    expect(slices.map(({ granted }) => granted)).toEqual(Array.from({ length: 41 }, () => 10))
    expect((await store.lease(spender('many 7'), 100, true)).granted).toBe(80)
  })

  test('is told with what was leased of it and until when it is blocked', async () => {
    await store.lease(spender('told'), 5, true)
    await store.lease(spender('told'), 7, true)
    await store.block(spender('stopped'), 60_000)
    const told = await readBudgets(database.db, one, ['told', 'stopped', 'never'])
    expect(told.get('told')).toEqual({ leased: 12, blockedUntil: undefined })
    expect(told.get('stopped')?.leased).toBe(0)
    expect(told.get('stopped')?.blockedUntil?.getTime()).toBeGreaterThan(Date.now() + 50_000)
    expect(told.has('never')).toBe(false)
    expect(await readBudgets(database.db, two, ['told', 'stopped'])).toEqual(new Map())
  })

  test('belongs to its organization', async () => {
    await store.lease(spender('c'), 5, true)
    await expect(store.lease(spender('c', two), 5, true)).rejects.toThrow(/another organization/)
    await store.block(spender('c', two), 60_000)
    expect((await store.lease(spender('c'), 5, true)).blockedForMs).toBe(0)
  })
})
