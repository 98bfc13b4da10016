/** The short form of a drill: one of two workers is killed in the middle of its work. */
import { expect, it } from 'vitest'
import { twoWorkers } from '../support/events-drill/two-workers.ts'

it('the work of a dead worker goes on within half a minute, and nothing is told twice but what it had in hand', async () => {
  const report = await twoWorkers({ webhooks: 400, perSecond: 100, killAt: 0.5 })
  console.info(JSON.stringify(report))
  expect(report).toMatchObject({
    acknowledged: 400,
    lost: 0,
    renamed: 0,
    unproven: 0,
    refused: 0,
    needlesslyTwice: 0,
  })
  expect(report.takenOverMs).toBeLessThan(30_000)
}, 240_000)
