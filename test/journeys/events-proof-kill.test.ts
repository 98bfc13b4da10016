/** The short form of a drill: the server is killed while events pass through it. */
import { expect, it } from 'vitest'
import { killServer } from '../support/events-drill/kill-server.ts'

it('ten kills lose nothing that was acknowledged, and double next to nothing', async () => {
  let seed = 11
  const report = await killServer({
    kills: 10,
    webhooks: 1000,
    perSecond: 100,
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    shiftTime: true,
  })
  console.info(JSON.stringify(report))
  expect(report).toMatchObject({
    acknowledged: 1000,
    lost: 0,
    unpolled: 0,
    renamed: 0,
    unproven: 0,
    refused: 0,
  })
  expect(report.changes).toBeGreaterThan(10)
  expect(report.duplicates).toBeLessThanOrEqual(report.deliveries / 100)
  expect(report.answeredAgainMs.longest).toBeLessThan(30_000)
}, 240_000)
