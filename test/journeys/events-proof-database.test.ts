/** The short form of a drill: the database ends under the server while events pass through it. */
import { expect, it } from 'vitest'
import { restartDatabase } from '../support/events-drill/restart-database.ts'

it('a database that is restarted loses nothing that was acknowledged, and the server stays up', async () => {
  const report = await restartDatabase({ restarts: 3, webhooks: 400, perSecond: 100 })
  console.info(JSON.stringify(report))
  expect(report.broken).toEqual([])
}, 240_000)
