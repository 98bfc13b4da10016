import { expect, it } from 'vitest'
import { eventQuery, isFiltered, noFilters, readEventFilters } from './filters.ts'

const now = Date.parse('2026-03-08T12:00:00Z')

it('reads the address, and leaves out what cannot be', () => {
  const filters = readEventFilters(
    { status: 'FAILED', source: 'webhook', instance: '12', object: 'orders', type: 'UPDATED' },
    7,
  )
  expect(eventQuery(filters, now)).toEqual({
    from: '2026-03-01T12:00:00.000Z',
    to: undefined,
    accountId: 7,
    instanceId: 12,
    elementKey: undefined,
    source: 'webhook',
    status: 'FAILED',
    objectType: 'orders',
    eventType: 'UPDATED',
    searchText: undefined,
  })
  const odd = readEventFilters({ status: 'LOST', source: 'rumour', instance: 'x' }, undefined)
  expect(isFiltered(odd)).toBe(false)
})

it('takes another account from the address, or all', () => {
  expect(readEventFilters({ account: '9' }, 7).accountId).toBe(9)
  expect(readEventFilters({ account: 'all' }, 7).accountId).toBeUndefined()
})

it('is cleared of all that it knows', () => {
  const query: Record<string, string | undefined> = { connector: 'ecwid' }
  expect(isFiltered(readEventFilters(query, undefined))).toBe(true)
  expect(isFiltered(readEventFilters({ ...query, ...noFilters }, undefined))).toBe(false)
})
