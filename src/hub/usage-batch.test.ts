import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usageBatch, type UsageBatch } from './usage-batch.ts'
import { createKnownKinds, kindKey } from './usage-kinds.ts'
import type { UsageRecord } from './usage-record.ts'

const dayMs = 86_400_000
const text = fc.constantFrom('', 'a', 'b"c', "d'e\\", 'f,{g}', 'ü')
const records = fc.array(
  fc.record<UsageRecord>({
    requestId: fc.stringMatching(/^[0-9a-f]{24}$/),
    organizationId: fc.constantFrom(1, 2),
    accountId: fc.constantFrom(1, 2),
    userId: fc.constant(1),
    instanceId: fc.constantFrom(1, null),
    instanceName: text,
    connectorKey: fc.constant('shop'),
    hub: text,
    method: fc.constant('GET'),
    api: text,
    requestUri: text,
    requestIp: fc.constant('127.0.0.1'),
    status: fc.constantFrom(200, 404),
    vendorCalls: fc.nat(5),
    durationMs: fc.nat(1000),
    tags: fc.array(text, { maxLength: 2 }),
    message: fc.option(text.filter((one) => one !== '')),
    at: fc.integer({ min: 0, max: 3 * dayMs }),
  }),
)

const columnOf = (literal: string): string[] =>
  literal === '{}' ? [] : literal.slice(1, -1).split(',')
const newKindsOf = (batch: UsageBatch) => [...batch.newKinds.values()]

const someRecord = (): UsageRecord =>
  fc.sample(
    records.filter((list) => list.length > 0),
    1,
  )[0]?.[0] as UsageRecord

describe('a batch of usage records', () => {
  test('holds the figures of every record, and what records share only once', () => {
    fc.assert(
      fc.property(records, (given) => {
        const batch = usageBatch(given, createKnownKinds())
        const kinds = new Map(newKindsOf(batch).map((kind) => [kind.id, kind]))
        const kindIds = columnOf(batch.kindIds)
        const back = given.map((record, index) => {
          const kind = kinds.get(kindIds[index] ?? '')
          expect(kind?.lastDay).toBeGreaterThanOrEqual(Math.floor(record.at / dayMs))
          const { id: _id, lastDay: _day, ...shared } = { ...kind }
          return {
            ...shared,
            requestId: columnOf(batch.requestIds)[index],
            status: Number(columnOf(batch.statuses)[index]),
            vendorCalls: Number(columnOf(batch.vendorCalls)[index]),
            durationMs: Number(columnOf(batch.durations)[index]),
            at: Number(columnOf(batch.times)[index]),
          }
        })
        expect(back).toEqual(
          given.map(({ requestUri: _uri, message: _message, ...record }) => record),
        )
        expect(kinds.size).toBe(new Set(given.map(kindKey)).size)
      }),
    )
  })

  test('brings a kind that the database knows only when it lives on to another day', () => {
    const first = { ...someRecord(), instanceName: 'Shop', at: dayMs }
    const known = createKnownKinds()
    const [kind] = newKindsOf(usageBatch([first, { ...first, status: 502 }], known))
    if (kind === undefined) throw new Error('no kind')
    known.set(kindKey(first), kind)
    expect(newKindsOf(usageBatch([first, { ...first, at: 0 }], known))).toEqual([])
    const later = newKindsOf(usageBatch([first, { ...first, at: 2 * dayMs }], known))
    expect(later).toEqual([{ ...kind, lastDay: 2 }])
    expect(newKindsOf(usageBatch([{ ...first, instanceName: 'Other' }], known))).toHaveLength(1)
  })

  test('lets nothing but an id into a literal', () => {
    const odd = { ...someRecord(), requestId: '},{x' }
    expect(() => usageBatch([odd], createKnownKinds())).toThrow(/24 hex/)
  })
})
