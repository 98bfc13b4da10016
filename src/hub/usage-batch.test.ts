import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { usageBatch, type UsageKind } from './usage-batch.ts'
import type { UsageRecord } from './usage-record.ts'

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
    at: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  }),
)

const numbers = (literal: string): number[] =>
  literal === '{}' ? [] : literal.slice(1, -1).split(',').map(Number)

test('a batch holds every record, and what records share only once', () => {
  fc.assert(
    fc.property(records, (given) => {
      const batch = usageBatch(given)
      const kinds = JSON.parse(batch.kinds) as UsageKind[]
      const [kindOf, calls, durations, times] = [
        numbers(batch.kindOf),
        numbers(batch.vendorCalls),
        numbers(batch.durations),
        numbers(batch.times),
      ]
      const back = given.map((_, index) => {
        const { kind: _kind, ...shared } = kinds[kindOf[index] as number] as UsageKind
        return {
          ...shared,
          requestId: batch.requestIds.slice(1, -1).split(',')[index],
          vendorCalls: calls[index],
          durationMs: durations[index],
          at: times[index],
        }
      })
      expect(back).toEqual(given)
      expect(new Set(kinds.map(({ kind: _kind, ...shared }) => JSON.stringify(shared))).size).toBe(
        kinds.length,
      )
    }),
  )
})

test('lets nothing but an id into a literal', () => {
  const [record] =
    fc.sample(
      records.filter((list) => list.length > 0),
      1,
    )[0] ?? []
  expect(() => usageBatch([{ ...(record as UsageRecord), requestId: '},{x' }])).toThrow(/24 hex/)
})
