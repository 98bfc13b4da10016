import { describe, expect, it } from 'vitest'
import { apiFilters, isFiltered, readFilters } from './filters.ts'

const now = Date.parse('2026-11-29T12:00:00Z')

describe('the filters of deliveries', () => {
  it('mean nothing where the address says nothing, or nonsense', () => {
    const nothing = readFilters({}, undefined)
    const nonsense = { status: 'toString', callback: '-1', instance: 'x', kind: 'y', from: 'z' }
    expect(readFilters(nonsense, undefined)).toEqual(nothing)
    expect(isFiltered(nothing)).toBe(false)
    expect(Object.values(apiFilters(nothing, now)).every((value) => value === undefined)).toBe(true)
  })

  it('become the parameters of the API', () => {
    const query = { status: 'queued', callback: '7', instance: '3', kind: 'events', period: 'hour' }
    const filters = readFilters(query, 5)
    expect(isFiltered(filters)).toBe(true)
    expect(apiFilters(filters, now)).toEqual({
      accountId: 5,
      instanceId: 3,
      kind: 'events',
      where: "status = 'queued' and subscriptionId = 7",
      from: '2026-11-29T11:00:00.000Z',
      to: undefined,
    })
  })

  it('take moments of one’s own only for a period of one’s own', () => {
    const times = { from: '2026-11-28T00:00:00Z', to: '2026-11-29T00:00:00Z' }
    expect(apiFilters(readFilters(times, undefined), now).from).toBeUndefined()
    expect(apiFilters(readFilters({ ...times, period: 'custom' }, undefined), now)).toMatchObject({
      from: '2026-11-28T00:00:00.000Z',
      to: '2026-11-29T00:00:00.000Z',
    })
  })
})
