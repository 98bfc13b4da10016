import { expect, it } from 'vitest'
import { rangeOf } from '../../parts/filters/span.ts'
import { apiFilters, readFilters } from './filters.ts'

const now = Date.UTC(2026, 2, 15, 12)

it('reads the address and lets it overrule the account of the console', () => {
  expect(readFilters({}, 7)).toMatchObject({ accountId: 7, period: 'day' })
  expect(readFilters({ account: 'all' }, 7).accountId).toBeUndefined()
  expect(readFilters({ account: '9' }, 7).accountId).toBe(9)
  const wrong = readFilters(
    { account: 'x', instance: '-1', status: 'odd', period: 'era' },
    undefined,
  )
  expect(wrong).toMatchObject({ period: 'day' })
  expect(apiFilters(wrong)).toEqual({})
})

it('knows what the API is asked for', () => {
  const filters = readFilters({ connector: 'ecwid', instance: '1000', account: '3' }, undefined)
  expect(apiFilters(filters)).toEqual({
    'accountIds[]': [3],
    'keys[]': ['ecwid'],
    'instanceIds[]': [1000],
  })
  expect(rangeOf(filters, now)).toEqual({ from: '2026-03-14T12:00:00.000Z', to: undefined })
})

it('takes a period of one’s own only with a beginning', () => {
  const own = readFilters({ period: 'custom', from: '2026-03-01T00:00:00Z', to: 'x' }, undefined)
  expect(rangeOf(own, now)).toEqual({ from: '2026-03-01T00:00:00.000Z', to: undefined })
  expect(readFilters({ period: 'custom' }, undefined).period).toBe('day')
})
