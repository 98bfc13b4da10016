/** The newcomer's way: events are switched on, a button of the sandbox is pressed, and the change arrives in an app. */
import { expect, it, vi } from 'vitest'
import { registerAtSandbox } from '../../src/cli/simulated-webhooks.ts'
import { silentLog } from '../../src/core/log.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { makeEventDays } from '../support/event-days.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform()
await makeEventDays(platform.app.rooms.database)
// As `hubwright start` does.
await registerAtSandbox(platform.app.rooms, platform.url, silentLog)
const demo = await connectDemoInstance(platform, platform.first)
const inbox = async () =>
  (await platform.sandbox('GET', '/receiver/demo/received')).body as {
    notifications: {
      events: { objectType: string; objectId: string }[]
      standardSignature: string
    }[]
  }

it('a change in the admin page of the sandbox arrives at the callback, by its webhook', async () => {
  const configured = await platform.request('PATCH', `/instances/${demo.id}`, {
    body: {
      configuration: {
        'event.notification.enabled': 'true',
        'event.notification.callback.url': `${platform.sandboxUrl}/receiver/demo`,
      },
    },
  })
  expect(configured.status).toBe(200)
  const press = () =>
    platform.request('POST', `${platform.sandboxUrl}/ecwid/admin/actions`, {
      body: 'store=1003&action=add-stock&product=700100&pieces=3',
      headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
    })
  expect((await press()).status).toBe(302)
  await vi.waitFor(
    async () =>
      expect((await inbox()).notifications).toMatchObject([
        { events: [{ objectType: 'products', objectId: '700100' }] },
      ]),
    { timeout: 10_000, interval: 20 },
  )
  expect(platform.app.rooms.receiving.counts()).toMatchObject({ stored: 1 })
  const { database } = platform.app.rooms
  const events = await database.db.selectFrom('events').select(['source', 'status']).execute()
  expect(events).toEqual([{ source: 'webhook', status: 'DISPATCHED' }])
})
