import { describe, expect, test } from 'vitest'
import { countRows, jsonRows } from './json-rows.ts'

const value = [{ id: 1, 'a/b': { deep: [] } }, 'text', null]
const unfolded = () => false

describe('lines of a JSON value', () => {
  test('name each value by its place', () => {
    expect(jsonRows(value, unfolded).map(({ path, depth, text }) => [path, depth, text])).toEqual([
      ['', 0, ''],
      ['/0', 1, ''],
      ['/0/id', 2, '1'],
      ['/0/a~1b', 2, ''],
      ['/0/a~1b/deep', 3, ''],
      ['/1', 1, '"text"'],
      ['/2', 1, 'null'],
    ])
    expect(countRows(value, 100)).toBe(7)
    expect(countRows(value, 3)).toBe(4)
  })

  test('leave out what is folded, and never fold what is empty', () => {
    const rows = jsonRows(value, (_path, depth) => depth >= 1)
    expect(rows.map(({ path, isFolded }) => [path, isFolded])).toEqual([
      ['', false],
      ['/0', true],
      ['/1', false],
      ['/2', false],
    ])
    expect(rows[1]?.text).toBe('id: 1')
    expect(jsonRows({}, () => true)).toMatchObject([{ count: 0, isFolded: false }])
  })

  test('that are folded tell the id and the names first', () => {
    const record = { sku: 'K-1', isOpen: true, id: 7, ownerEmail: 'a@b.c', name: 'Kettle' }
    const [row] = jsonRows(record, () => true)
    expect(row?.text).toBe('id: 7, name: "Kettle", ownerEmail: "a@b.c"')
  })

  test('know their place among their siblings', () => {
    const [, ...rows] = jsonRows(['a', 'b'], unfolded)
    expect(rows).toMatchObject([
      { name: '0', place: 1, siblings: 2 },
      { name: '1', place: 2, siblings: 2 },
    ])
  })

  test('cut very long texts and say how long they are', () => {
    const [row] = jsonRows('x'.repeat(5000), unfolded)
    expect(row?.text).toMatch(/… \(5,000 characters\)"$/)
    expect(row?.text.length).toBeLessThan(2100)
  })
})
