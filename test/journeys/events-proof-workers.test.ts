/** The short form of a drill: one of two workers is killed in the middle of its work. */
import { expect, it } from 'vitest'
import { twoWorkers } from '../support/events-drill/two-workers.ts'

it('the work of a dead worker goes on within half a minute, and nothing is told twice but what it had in hand', async () => {
  const report = await twoWorkers({ webhooks: 400, perSecond: 100, killAt: 0.5 })
  console.info(JSON.stringify(report))
  expect(report.broken).toEqual([])
  expect(report.openAtKill).toBeGreaterThan(0)
}, 240_000)
