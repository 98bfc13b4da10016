import { expect, it } from 'vitest'
import { nameOf, periodText, stateOf } from './source.ts'

it.each([
  [900, 'every 15 minutes'],
  [3600, 'every hour'],
  [5400, 'every 90 minutes'],
  [86_400, 'every day'],
  [61, 'every 61 seconds'],
  [366 * 86_400, 'never by itself'],
])('%d seconds are %s', (seconds, text) => {
  expect(periodText(seconds)).toBe(text)
})

it('is named by what it asks for', () => {
  expect(nameOf({ kind: 'webhook' })).toBe('Webhooks')
  expect(nameOf({ kind: 'poll', resource: 'orders' })).toBe('Poll of orders')
  expect(nameOf({ kind: 'reconcile', resource: 'orders' })).toBe('Reconciling poll of orders')
})

it('takes a state that it does not know for one that proved nothing', () => {
  expect(stateOf({ state: 'broken' })).toBe('broken')
  expect(stateOf({ state: 'asleep' })).toBe('waiting')
})
