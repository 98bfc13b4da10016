/** The short form of a drill: the server is killed while events pass through it. */
import { expect, it } from 'vitest'
import { killServer } from '../support/events-drill/kill-server.ts'
import { seededRandom } from '../support/events-drill/random.ts'

it('ten kills lose nothing that was acknowledged, and double next to nothing', async () => {
  const report = await killServer({
    kills: 10,
    webhooks: 1000,
    perSecond: 40,
    random: seededRandom(11),
  })
  console.info(JSON.stringify(report))
  expect(report.broken).toEqual([])
  expect(report.changes).toBeGreaterThan(10)
}, 240_000)
