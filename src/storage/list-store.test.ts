import { sql, type RawBuilder } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { countRows, mostCounted, mostLooked, pageOfList, viewPage } from './list-store.ts'

const { db } = await testDatabase()

describe('counting', () => {
  const count = (rows: number, fits: RawBuilder<unknown>, join?: RawBuilder<unknown>) =>
    countRows(db, {
      table: sql`generate_series(1, ${rows}::int)`,
      as: 'n',
      within: sql`true`,
      fits,
      ...(join === undefined ? {} : { join }),
    })

  it('is exact up to its bounds, and beyond them unknown', async () => {
    expect(await count(mostCounted, sql`true`)).toBe(mostCounted)
    expect(await count(mostCounted + 1, sql`true`)).toBeUndefined()
    expect(await count(mostLooked, sql`n.n % 1000 = 0`)).toBe(mostLooked / 1000)
    expect(await count(mostLooked + 1, sql`n.n % 1000 = 0`)).toBeUndefined()
    expect(await count(0, sql`true`)).toBe(0)
  })

  it('knows what is joined', async () => {
    const join = sql`left join lateral (select 1 as one where n.n <= 3) s on true`
    expect(await count(10, sql`s.one is not null`, join)).toBe(3)
  })
})

describe('a page', () => {
  const all = [1, 2, 3, 4, 5]
  const page = async (
    asked: { pageSize: number; offset?: number; after?: number },
    cut?: (rows: readonly number[]) => readonly number[],
  ) => {
    const { pageSize, offset = 0, after } = asked
    const count = vi.fn(() => Promise.resolve(all.length))
    const rest = all.slice(offset).filter((n) => after === undefined || n > after)
    const read = (limit: number) => Promise.resolve(rest.slice(0, limit))
    const found = await pageOfList({ pageSize, offset, after }, read, count, cut)
    return { ...found, counted: count.mock.calls.length }
  }

  it('counts only when it does not show the end, and once for all that follow by place', async () => {
    expect(await page({ pageSize: 2 })).toEqual({
      rows: [1, 2],
      isMore: true,
      total: 5,
      counted: 1,
    })
    expect(await page({ pageSize: 5 })).toMatchObject({ isMore: false, total: 5, counted: 0 })
    expect(await page({ pageSize: 2, offset: 4 })).toMatchObject({ rows: [5], counted: 0 })
    expect(await page({ pageSize: 2, offset: 8 })).toMatchObject({ rows: [], total: 5, counted: 1 })
    expect(await page({ pageSize: 2, after: 4 })).toMatchObject({
      rows: [5],
      total: undefined,
      counted: 0,
    })
  })

  it('that is cut goes on after what it shows', async () => {
    const found = await page({ pageSize: 5 }, (rows) => rows.slice(0, 1))
    expect(found).toMatchObject({ rows: [1], isMore: true, total: 5 })
    expect(viewPage(found, ['one'], (last) => `after ${last}`)).toEqual({
      views: ['one'],
      nextPage: 'after 1',
      total: 5,
    })
  })
})
