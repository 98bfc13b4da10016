import { describe, expect, it } from 'vitest'
import { hashOfRecord, markOf, positionOf, readCursor, Told } from './cursor.ts'

describe('what was told', () => {
  it('is known by its mark, and forgotten by its time', () => {
    const told = new Told()
    const [old, young] = [markOf('a', 1_000_000, false), markOf('a', 2_000_500, false)]
    told.add(old)
    told.add(young)
    expect(new Told(told.all()).has(old)).toBe(true)
    expect(told.since(2_000_000)).toEqual([young])
    expect(told.has(markOf('a', 2_000_500, true))).toBe(false)
  })

  it('is kept in bounds, the newest first', () => {
    const told = new Told()
    for (let n = 0; n < 10_050; n += 1) told.add(markOf('a', n * 1000, false))
    expect(told.all()).toHaveLength(10_000)
    expect(told.all()).not.toContain(markOf('a', 0, false))
    expect(told.all()).toContain(markOf('a', 10_049_000, false))
  })
})

describe('the hash of a record', () => {
  it('does not mind the order of members, nor those that count for nothing', () => {
    const ignored = new Set(['count'])
    const hash = hashOfRecord({ a: 1, b: { c: 2, d: [1, 2] }, count: 1 }, ignored)
    expect(hashOfRecord({ count: 9, b: { d: [1, 2], c: 2 }, a: 1 }, ignored)).toBe(hash)
    expect(hashOfRecord({ a: 1, b: { c: 2, d: [2, 1] } }, ignored)).not.toBe(hash)
  })
})

it('a cursor that is none counts as nothing read', () => {
  expect(readCursor(null)).toEqual({})
  expect(readCursor('x')).toEqual({})
})

it('a position is told in words', () => {
  expect(positionOf('webhook', {})).toBe('The vendor tells by itself')
  expect(positionOf('poll', {})).toBe('Not read yet')
  const main = { at: Date.UTC(2026, 0, 1), told: [] }
  expect(positionOf('poll', { main })).toBe('Read up to changes of 2026-01-01T00:00:00.000Z')
  expect(positionOf('poll', { main: { ...main, isPart: true } })).toContain('more is to be read')
  const known = { hashes: { a: '' }, readAt: main.at }
  expect(positionOf('reconcile', { known })).toBe('Compared 1 record at 2026-01-01T00:00:00.000Z')
})
