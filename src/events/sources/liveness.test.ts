import { describe, expect, it } from 'vitest'
import { judged, spanText } from './liveness.ts'
import type { Source } from './source.ts'

const source = (change: Partial<Source> = {}): Source => ({
  id: 1,
  organizationId: 1,
  accountId: 1,
  instanceId: 1,
  kind: 'poll',
  resource: 'orders',
  state: 'live',
  reason: undefined,
  stateSince: new Date(0),
  lastProofAt: new Date(0),
  lastEventAt: undefined,
  periodS: 600,
  nextDueAt: undefined,
  failures: 0,
  position: '',
  createdAt: new Date(0),
  ...change,
})
const state = (change: Partial<Source>, proofS: number, provedSince = false) =>
  judged(source(change), { proofS, provedSince })

describe('a source', () => {
  it.each([
    ['live', 0, 'live'],
    ['live', 750, 'live'],
    ['live', 751, 'late'],
    ['late', 600, 'live'],
    ['late', 1200, 'late'],
    ['late', 1201, 'broken'],
    ['live', 99_999, 'broken'],
    ['waiting', 10, 'live'],
    ['broken', 10, 'broken'],
  ] as const)('that was %s is after %d s without a proof %s', (before, proofS, after) => {
    expect(state({ state: before }, proofS).state).toBe(after)
  })

  it('that broke works again by a proof that came later', () => {
    expect(state({ state: 'broken', reason: 'x' }, 10, true)).toEqual({
      state: 'live',
      reason: undefined,
    })
    expect(state({ state: 'broken', reason: 'x' }, 10)).toEqual({ state: 'broken', reason: 'x' })
  })

  it('that never proved anything waits for two periods', () => {
    expect(state({ state: 'waiting', lastProofAt: undefined }, 500).state).toBe('waiting')
    expect(state({ state: 'waiting', lastProofAt: undefined }, 1300).state).toBe('broken')
  })

  it('says why', () => {
    expect(state({ failures: 3, reason: 'The vendor answered 500' }, 9999).reason).toBe(
      'The vendor answered 500',
    )
    expect(state({}, 1300).reason).toBe('The vendor could not be asked for 22 minutes')
    expect(state({ kind: 'webhook' }, 7300).reason).toMatch(/^For 2 hours no webhook/)
  })
})

it.each([
  [1, '1 minute'],
  [61, '1 minute'],
  [5399, '90 minutes'],
  [7200, '2 hours'],
  [300_000, '3 days'],
])('%d s are %s', (seconds, text) => {
  expect(spanText(seconds)).toBe(text)
})
