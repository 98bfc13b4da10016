/** The short form of a drill: receivers that behave badly, all at once. */
import { expect, it } from 'vitest'
import { badReceivers } from '../support/events-drill/bad-receivers.ts'

it('bad receivers are each treated as specified, and a good one beside them gets everything once', async () => {
  const report = await badReceivers({
    deliveries: 100,
    perSecond: 100,
    rounds: 1,
    crowd: 5,
    slowMs: 1000,
    untilTimeout: false,
  })
  console.info(JSON.stringify(report))
  expect(report.broken).toEqual([])
}, 240_000)
