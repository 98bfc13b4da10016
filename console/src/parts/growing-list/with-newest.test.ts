import { expect, it } from 'vitest'
import { withNewest } from './with-newest.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }))
const known = {
  pages: [
    { data: rows('c', 'b'), nextPage: '1' },
    { data: rows('a'), nextPage: undefined },
  ],
  pageParams: [undefined, '1'],
}

it('puts new rows on top, each once', () => {
  const { pages, pageParams } = withNewest(known, { data: rows('e', 'd', 'c'), nextPage: 'x' })
  expect(pages.map(({ data }) => data.map(({ id }) => id))).toEqual([['e', 'd', 'c', 'b'], ['a']])
  expect(pages[0]?.nextPage).toBe('1')
  expect(withNewest(known, { data: rows('c'), nextPage: 'x', total: 7 }).pages[0]?.total).toBe(7)
  expect(pageParams).toEqual([undefined, '1'])
})

it('shows rows that are known as they are now', () => {
  const old = {
    pages: [{ data: [{ id: 'a', state: 1 }], nextPage: undefined }],
    pageParams: [undefined],
  }
  const newest = {
    data: [
      { id: 'b', state: 1 },
      { id: 'a', state: 2 },
    ],
    nextPage: undefined,
  }
  expect(withNewest(old, newest).pages[0]?.data).toEqual(newest.data)
})

it('begins anew when rows between may be missing', () => {
  const newest = { data: rows('z', 'y'), nextPage: 'n' }
  expect(withNewest(known, newest)).toEqual({ pages: [newest], pageParams: [undefined] })
})

it('keeps an empty list empty, and takes the first rows', () => {
  const empty = { pages: [{ data: [], nextPage: undefined }], pageParams: [undefined] }
  expect(withNewest(empty, { data: [], nextPage: undefined }).pages).toEqual(empty.pages)
  expect(withNewest(empty, { data: rows('a'), nextPage: undefined }).pages[0]?.data).toEqual(
    rows('a'),
  )
})
