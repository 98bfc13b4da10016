import { describe, expect, it } from 'vitest'
import { sortedBy } from './sort-rows.ts'

const rows = [
  { name: 'item 10', created: 1 },
  { name: 'Item 2', created: 3 },
  { name: 'item 1', created: undefined },
  { name: 'item 3', created: 2 },
]
const columns = [
  { key: 'name', sortBy: (row: (typeof rows)[number]) => row.name },
  { key: 'created', sortBy: (row: (typeof rows)[number]) => row.created, isForDesks: true },
  { key: 'plain' },
]
const named = (column: string, isDescending: boolean) =>
  sortedBy(rows, columns, { column, isDescending }).map(({ name }) => name)

describe('the order of rows', () => {
  it('is by the chosen column, with rows that lack a value last either way', () => {
    expect(named('created', true)).toEqual(['Item 2', 'item 3', 'item 10', 'item 1'])
    expect(named('created', false)).toEqual(['item 10', 'item 3', 'Item 2', 'item 1'])
  })

  it('reads numbers within words as numbers', () => {
    expect(named('name', false)).toEqual(['item 1', 'Item 2', 'item 3', 'item 10'])
  })

  it('stays as it came without a column to sort by', () => {
    expect(named('plain', true)).toEqual(rows.map(({ name }) => name))
    expect(named('unknown', true)).toEqual(rows.map(({ name }) => name))
    expect(sortedBy(rows, columns, undefined)).toBe(rows)
  })
})
