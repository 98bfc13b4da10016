import { describe, expect, it } from 'vitest'
import type { NormalizedEvent } from '../event.ts'
import { conclude } from './conclude.ts'
import { asSaid, found, unproven, type Finding } from './finding.ts'

const said = (eventType: string, objectId = '1'): NormalizedEvent => ({
  objectType: 'orders',
  objectId,
  eventType,
  elementKey: 'shop',
  hubKey: 'ecommerce',
  date: '2026-03-01T10:00:00Z',
})
const there = (state: string, updated?: string) => ({
  kind: 'there' as const,
  state: Buffer.from(state),
  updated: updated === undefined ? undefined : new Date(updated),
})
const gone = { kind: 'gone' as const }
const longAgo = 60_000

describe('what is true', () => {
  it.each([
    ['CREATED', there('a'), 'CREATED'],
    ['UPDATED', there('a'), 'UPDATED'],
    ['DELETED', there('a'), 'UPDATED'],
    ['CREATED', gone, 'DELETED'],
    ['UPDATED', gone, 'DELETED'],
    ['DELETED', gone, 'DELETED'],
  ])('%s, read as %o, is %s', (type, reading, expected) => {
    expect(found(said(type), reading, longAgo)?.event.eventType).toBe(expected)
  })

  it('is not said too early when vendor and record disagree', () => {
    expect(found(said('UPDATED'), gone, 1000)).toBeUndefined()
    expect(found(said('DELETED'), there('a'), 1000)).toBeUndefined()
    expect(found(said('DELETED'), gone, 1000)).toBeDefined()
  })

  it("has the record's own time, and keeps the order of its members", () => {
    const event = found(said('DELETED'), there('a', '2026-03-02T00:00:00Z'), longAgo)?.event
    expect(event?.date).toBe('2026-03-02T00:00:00Z')
    expect(Object.keys(event ?? {})).toEqual(Object.keys(said('UPDATED')))
  })
})

function run(
  findings: Finding[],
  {
    states = new Map<string, Buffer>(),
    own = [] as Finding[],
    excludeOwn = false,
    known = [] as Finding[],
  } = {},
) {
  return conclude({
    instanceId: 5,
    findings,
    isEcho: (finding) => own.includes(finding),
    excludeOwn,
    isKnown: (finding) => known.includes(finding),
    states,
  })
}
const proven = (type: string, reading: Parameters<typeof found>[1]) => {
  const finding = found(said(type), reading, longAgo)
  if (finding === undefined) throw new Error('not proven')
  return finding
}
const dated = there('a', '2026-03-02T00:00:00Z')

describe('a conclusion', () => {
  it('tells a record in the same state once', () => {
    const states = new Map<string, Buffer>()
    expect(run([proven('UPDATED', dated)], { states }).told).toHaveLength(1)
    expect(run([proven('UPDATED', dated)], { states })).toEqual({
      told: [],
      reason: expect.stringContaining('repeat') as string,
    })
    expect(run([proven('UPDATED', there('b', '2026-03-03'))], { states }).told).toHaveLength(1)
  })

  it('tells a creation even if the record was told before', () => {
    const states = new Map<string, Buffer>()
    run([proven('UPDATED', dated)], { states })
    expect(run([proven('CREATED', dated)], { states }).told).toHaveLength(1)
  })

  it('tells a repeat that is not certain: without a time of change the record may have been another', () => {
    const states = new Map<string, Buffer>()
    run([proven('UPDATED', there('a'))], { states })
    expect(run([proven('UPDATED', there('a'))], { states }).told).toHaveLength(1)
    expect(run([asSaid(said('UPDATED'))], { states }).told).toHaveLength(1)
    expect(run([unproven(said('UPDATED'))], { states }).told).toMatchObject([{ unread: true }])
  })

  it('tells a deletion once, and what was made again', () => {
    const states = new Map<string, Buffer>()
    expect(run([proven('DELETED', gone)], { states }).told).toHaveLength(1)
    expect(run([proven('UPDATED', gone)], { states }).reason).toContain('deleted')
    expect(run([proven('UPDATED', dated)], { states }).told).toHaveLength(1)
    expect(run([proven('DELETED', gone)], { states }).told).toHaveLength(1)
  })

  it('marks own changes, or leaves them out', () => {
    const finding = proven('UPDATED', dated)
    expect(run([finding], { own: [finding] }).told).toMatchObject([{ origin: 'self' }])
    expect(run([finding], { own: [finding], excludeOwn: true })).toEqual({
      told: [],
      reason: expect.stringContaining('event.exclude.own') as string,
    })
  })

  it('leaves out what was found by asking before its webhook came', () => {
    const finding = proven('UPDATED', dated)
    const states = new Map<string, Buffer>()
    expect(run([finding, proven('DELETED', gone)], { known: [finding], states })).toMatchObject({
      told: [{ eventType: 'DELETED' }],
    })
    expect(run([finding], { known: [finding], states }).reason).toContain('found by asking')
  })

  it("lets no own change hide somebody else's that was read with it", () => {
    const states = new Map<string, Buffer>()
    const mine = proven('UPDATED', dated)
    for (const excludeOwn of [true, false]) {
      run([mine], { states, own: [mine], excludeOwn })
      expect(states.size).toBe(0)
    }
    expect(run([proven('UPDATED', dated)], { states }).told).toHaveLength(1)
  })

  it("does not take somebody else's deletion for the echo of our change", () => {
    const finding = proven('UPDATED', gone)
    const { told } = run([finding], { own: [finding], excludeOwn: true })
    expect(told).toMatchObject([{ eventType: 'DELETED' }])
    expect(told[0]).not.toHaveProperty('origin')
  })
})
