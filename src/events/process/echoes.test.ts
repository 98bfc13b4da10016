import { describe, expect, it } from 'vitest'
import type { EchoCandidate } from '../../hub/own-writes-store.ts'
import { matchEchoes, type MaybeEcho } from './echoes.ts'

const write = (change: Partial<EchoCandidate> = {}): EchoCandidate => ({
  id: 1,
  vendorAccount: 'shop',
  objectType: 'orders',
  objectId: '7',
  eventType: 'UPDATED',
  beganAt: new Date('2026-03-01T10:00:00.400Z'),
  endedAt: new Date('2026-03-01T10:00:02.400Z'),
  echoedTo: [],
  reconciledTo: [],
  ...change,
})
const event = (date = '2026-03-01T10:00:01Z', instanceId = 5, isReconciled = false): MaybeEcho => ({
  instanceId,
  isReconciled,
  vendorAccount: 'shop',
  event: {
    objectType: 'orders',
    objectId: '7',
    eventType: 'UPDATED',
    elementKey: 'shop',
    hubKey: 'ecommerce',
    date,
  },
})
const matched = (events: MaybeEcho[], ...writes: EchoCandidate[]) => {
  const { echoes } = matchEchoes(events, writes)
  return events.map((one) => echoes.get(one))
}

describe('an echo', () => {
  it.each([
    ['2026-03-01T10:00:01Z', 1],
    ['2026-03-01T09:59:55Z', 1],
    ['2026-03-01T10:00:07Z', 1],
    ['2026-03-01T09:59:50Z', undefined],
    ['2026-03-01T10:00:08Z', undefined],
  ])('at %s is %s', (date, expected) => {
    expect(matched([event(date)], write())).toEqual([expected])
  })

  it.each([
    { vendorAccount: 'other' },
    { objectType: 'products' },
    { objectId: '8' },
    { eventType: 'CREATED' },
    { echoedTo: [5] },
  ])('is none for a write with %j', (change) => {
    expect(matched([event()], write(change))).toEqual([undefined])
  })

  it('is one for a write: the next change is somebody else’s', () => {
    expect(matched([event(), event()], write())).toEqual([1, undefined])
    expect(matched([event(), event()], write(), write({ id: 2 }))).toEqual([1, 2])
  })

  it('may be found by asking before its webhook comes, not after it', () => {
    const asked = event(undefined, 5, true)
    const events = [asked, { ...asked }, event(), event()]
    expect(matched(events, write())).toEqual([1, undefined, 1, undefined])
    expect(matched([event()], write({ reconciledTo: [5] }))).toEqual([1])
    expect(matched([asked], write({ reconciledTo: [5] }))).toEqual([undefined])
    expect(matched([asked], write({ echoedTo: [5] }))).toEqual([undefined])
  })

  it('is one for each instance of the account', () => {
    expect(matched([event(), event(undefined, 6)], write())).toEqual([1, 1])
  })

  it('belongs to a write under way as well', () => {
    expect(matched([event('2026-03-01T10:20:00Z')], write({ endedAt: undefined }))).toEqual([1])
  })

  it('is unclear while a record is being made', () => {
    const one = event()
    const making = write({ objectId: null, endedAt: undefined })
    expect(matchEchoes([one], [making]).unclear).toEqual(new Set([one]))
    expect(matchEchoes([one], [write({ objectId: null })]).unclear.size).toBe(0)
    expect(matchEchoes([one], [making, write({ id: 2 })]).unclear.size).toBe(0)
  })
})
