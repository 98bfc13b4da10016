/** Events as people follow them: switched on, tried with a test event, seen to arrive, looked up, brought back to life. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { makeEventDays } from '../support/event-days.ts'
import { processed } from '../support/event-fixtures.ts'
import { allowLoopback, startReceiver } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'
import {
  looks,
  openConsole,
  takeScreenshot,
  type ConsoleOptions,
  type OpenConsole,
} from './console-browser.ts'

const platform = await startPlatform({ env: allowLoopback })
const receiver = await startReceiver()
const storeId = 1003
const clientSecret = 'secret-of-the-app'
const store = `/_control/ecwid/stores/${storeId}`
let shop: DemoInstance
let polled: DemoInstance

beforeAll(async () => {
  await makeEventDays(platform.app.rooms.database)
  const { body } = await platform.sandbox('POST', '/_control/ecwid/demo-instance')
  const { configuration } = body as { configuration: Record<string, string> }
  const app = { 'oauth.api.key': 'app', 'oauth.api.secret': clientSecret }
  shop = await connectDemoInstance(platform, platform.first, {
    name: 'North shop',
    configuration: { ...configuration, ...app },
  })
  polled = await connectDemoInstance(platform, platform.first, {
    name: 'Polled shop',
    configuration: {
      ...configuration,
      'event.notification.enabled': 'true',
      'event.vendor.type': 'polling',
      'event.objects': 'orders,categories',
    },
  })
  await platform.sandbox('PUT', `${store}/webhook`, {
    url: `${platform.api}/events/ecwid`,
    clientSecret,
  })
}, 120_000)

async function signedIn(options?: ConsoleOptions): Promise<OpenConsole> {
  const opened = await openConsole(platform, options)
  await opened.signIn()
  return opened
}
const region = ({ page }: OpenConsole, name: string) =>
  page.getByRole('region', { name, exact: true })

/** What the vendor tells of the store. */
async function emit(event: Record<string, unknown>): Promise<void> {
  const { body } = await platform.sandbox('POST', `${store}/emit`, event)
  const { attempts } = body as { attempts: { status: number }[] }
  expect(attempts.map(({ status }) => status)).toEqual([200])
}

const eventsOf = async ({ id }: DemoInstance, query: Record<string, string> = {}) => {
  const { body } = await platform.request('GET', `/instances/${id}/events`, { query })
  return body as { id: string; status: string }[]
}

describe('the events of an instance', () => {
  it('are switched on, and what is wrong is told at its field', async () => {
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/instances/${shop.id}`, 'North shop')
    await page.getByRole('tab', { name: 'Events' }).click()
    await page.getByRole('heading', { name: 'Events are off' }).waitFor()
    await takeScreenshot(page, 'events-off')
    await opened.expectAccessible()
    const settings = region(opened, 'Settings')
    const save = settings.getByRole('button', { name: 'Save settings' })
    await settings.getByRole('switch', { name: 'Enable event notifications' }).press('Space')
    await settings.getByRole('combobox', { name: 'Vendor event type' }).click()
    await page.getByRole('option', { name: 'Webhooks: the vendor tells' }).click()
    expect(await settings.getByLabel('Event poller refresh interval').count()).toBe(0)
    const callback = settings.getByLabel('Event notification callback URL')
    await callback.fill('ftp://nowhere')
    await save.click()
    await settings.getByText(/must be an address that begins with http/).waitFor()
    await expect.poll(() => callback.getAttribute('aria-invalid')).toBe('true')
    await callback.fill(receiver.url)
    await settings.getByRole('button', { name: 'Headers and authentication' }).click()
    await settings.locator('[name="event.notification.callback.headers"]').fill('no object')
    await save.click()
    await expect
      .poll(() =>
        settings
          .locator('[name="event.notification.callback.headers"]')
          .getAttribute('aria-invalid'),
      )
      .toBe('true')
    await settings
      .locator('[name="event.notification.callback.headers"]')
      .fill('{"X-Shop":"north"}')
    await save.click()
    await page.getByText('Settings of events saved').waitFor()
    await region(opened, 'Sources').getByRole('region', { name: 'Webhooks' }).waitFor()
    const address = region(opened, 'Webhook address')
    await address.getByText(`${platform.api}/events/ecwid`).waitFor()
    await address.getByText(/under Webhooks, enter this address/).waitFor()
    await address.getByRole('button', { name: 'Copy webhook address' }).waitFor()
    await opened.close()
  })

  it('have an address of their own replaced, after asking', async () => {
    const opened = await signedIn()
    const { page } = opened
    // As a vendor has it that takes one address for each subscription.
    await page.route(/\/elements\/ecwid\/setup$/, async (route) => {
      const response = await route.fetch()
      const setup = (await response.json()) as { events: { webhook: { url?: string } } }
      delete setup.events.webhook.url
      await route.fulfill({ response, json: setup })
    })
    await opened.open(`/instances/${shop.id}?tab=events`, 'North shop')
    const address = region(opened, 'Webhook address')
    const shown = async () => {
      await address.getByRole('button', { name: 'Show address of this instance' }).click()
      return address.getByText('/hooks/hbw_hook_').innerText()
    }
    const before = await shown()
    await address.getByRole('button', { name: 'Replace …' }).click()
    await page.getByText('the one of now goes on working').waitFor()
    await page.getByRole('button', { name: 'Replace address' }).click()
    await page.getByText('There is a new address').waitFor()
    const after = await shown()
    expect(after).toContain(`${platform.api}/events/ecwid/hooks/hbw_hook_`)
    expect(after).not.toBe(before)
    await opened.expectAccessible()
    await opened.close()
  })

  it('are tried with a test event, whose way is shown to its end', async () => {
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/instances/${shop.id}?tab=events`, 'North shop')
    const test = region(opened, 'Test event')
    await test.getByRole('combobox', { name: 'Object type' }).click()
    await page.getByRole('option', { name: 'orders', exact: true }).click()
    await test.getByRole('button', { name: 'Send test event' }).click()
    await test.getByText('Processed', { exact: true }).waitFor()
    await test.getByText('Delivered', { exact: true }).waitFor()
    await takeScreenshot(page, 'events-tested')
    const [received] = await receiver.arrived(1)
    expect(received?.headers['x-shop']).toBe('north')
    expect(JSON.stringify(received?.json)).toContain('"objectType":"orders"')
    const last = page.getByRole('grid', { name: 'Last events' })
    await last.getByText('Test', { exact: true }).waitFor()
    await last.getByText('Delivered', { exact: true }).waitFor()
    await opened.expectAccessible()
    await test.getByRole('link', { name: /^Event \d+$/ }).click()
    await page.getByRole('heading', { level: 1, name: /^Event \d+$/ }).waitFor()
    await region(opened, 'Notifications').getByText('Delivered', { exact: true }).waitFor()
    await opened.close()
  })

  it('show each source with its proof of life, and a broken one with its reason', async () => {
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/instances/${polled.id}?tab=events`, 'Polled shop')
    const orders = page.getByRole('region', { name: 'Poll of orders' })
    await orders.getByText('Live', { exact: true }).waitFor()
    expect(await page.getByRole('region', { name: 'Poll of products' }).count()).toBe(0)
    await platform.sandbox('POST', '/_control/ecwid/faults', {
      match: `/ecwid/api/v3/${storeId}`,
      fault: 'revoked',
      times: 50,
    })
    await orders.getByRole('button', { name: 'Poll now: Poll of orders' }).click()
    await orders.getByText('Broken', { exact: true }).waitFor()
    await page.reload()
    await orders.getByText('Broken', { exact: true }).waitFor()
    await opened.expectAccessible()
    await takeScreenshot(page, 'source-broken')
    await opened.open('/', 'Welcome')
    await page.getByRole('link', { name: /broken sources?$/ }).click()
    const sources = page.getByRole('grid', { name: 'Sources' })
    await sources.getByText('Poll of orders').waitFor()
    expect(await sources.getByText('Live', { exact: true }).count()).toBe(0)
    await opened.expectAccessible()
    await sources.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Polled shop' }).waitFor()
    await platform.sandbox('DELETE', '/_control/ecwid/faults')
    await opened.close()
  })
})

describe('what does not come through', () => {
  it('by webhook is counted, with the way to the address', async () => {
    const { db } = platform.app.rooms.database
    const broken = async (state: string, reason: string | null) =>
      sql`update event_sources set state = ${state}, reason = ${reason}
        where instance_id = ${shop.id} and kind = 'webhook'`.execute(db)
    await broken('broken', "The vendor's webhooks do not arrive: 3 changes were found by asking")
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/instances/${shop.id}?tab=events`, 'North shop')
    const webhooks = page.getByRole('region', { name: 'Webhooks', exact: true })
    await webhooks.getByText(/3 changes were found by asking\./).waitFor()
    await webhooks.getByRole('link', { name: 'Register the webhook address at Ecwid' }).click()
    expect(page.url()).toMatch(/#webhook-address$/)
    const orders = page.getByRole('region', { name: 'Reconciling poll of orders' })
    await orders.getByText('usually every hour').waitFor()
    await opened.expectAccessible()
    await broken('live', null)
    await page.reload()
    await orders.getByText('every hour', { exact: true }).waitFor()
    await opened.close()
  })

  it('because credentials are refused says so on the event, with the way to new ones', async () => {
    const { db } = platform.app.rooms.database
    await sql`update instances set state = 'reauth_required' where id = ${polled.id}`.execute(db)
    const { rows } = await sql<{ id: number }>`
      insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
        occurred_at, content_type, raw, status)
      select ${platform.first.organizationId}, ${platform.first.accountId}, ${polled.id}, 'ecwid', 'webhook',
        'waits', now(), 'application/json', '{}', 'NEW' returning id`.execute(db)
    const id = Number(rows[0]?.id)
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/events/${id}`, `Event ${id}`)
    const way = region(opened, 'Its way')
    await way.getByText('To be processed', { exact: true }).waitFor()
    await way.getByText(/Ecwid refuses the credentials of Polled shop/).waitFor()
    await opened.expectAccessible()
    await way.getByRole('link', { name: 'Authenticate again' }).click()
    await page.waitForURL(`**/instances/${polled.id}/reconnect`)
    await opened.close()
    await sql`update instances set state = 'connected' where id = ${polled.id}`.execute(db)
    await sql`delete from events where id = ${id}`.execute(db)
  })
})

describe('the list of events', () => {
  it('shows what the vendor tells as it comes, keeps its filters in the address, and clears them', async () => {
    const opened = await signedIn()
    const { page } = opened
    await page.getByRole('link', { name: 'Events', exact: true }).click()
    const grid = page.getByRole('grid', { name: 'Events' })
    await grid.getByText('Test', { exact: true }).first().waitFor()
    await page.getByRole('switch', { name: 'Live' }).press('Space')
    await emit({ eventType: 'product.deleted', entityId: 990_017 })
    await grid.getByText('products 990017').waitFor()
    await page.getByRole('combobox', { name: 'Source' }).click()
    await page.getByRole('option', { name: 'Webhook', exact: true }).click()
    await page.getByRole('combobox', { name: 'Change' }).click()
    await page.getByRole('option', { name: 'Deleted' }).click()
    await page.getByRole('combobox', { name: 'Instance' }).click()
    await page.getByRole('option', { name: /^North shop/ }).click()
    await page.getByRole('combobox', { name: 'Object type' }).fill('products')
    await page.getByRole('searchbox', { name: 'Search events' }).fill('990017')
    await expect.poll(() => page.url()).toContain('text=990017')
    await page.getByRole('status').getByText('1 event', { exact: true }).waitFor()
    for (const part of ['source=webhook', 'type=DELETED', `instance=${shop.id}`, 'object=products'])
      expect(page.url()).toContain(part)
    await page.reload()
    await page.getByRole('status').getByText('1 event', { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: 'Search events' }).fill('nothing like this')
    await page.getByRole('heading', { name: 'No events' }).waitFor()
    await opened.expectAccessible()
    await page.getByRole('button', { name: 'Clear' }).click()
    await grid.getByText('Test', { exact: true }).first().waitFor()
    expect(page.url()).not.toContain('source=')
    await opened.close()
  })

  it('says how many there are, also while one watches', async () => {
    const many = (count: number) =>
      sql`
      insert into events (organization_id, account_id, instance_id, connector_key, source, vendor_event_id,
        occurred_at, content_type, raw, status, reason)
      select ${platform.first.organizationId}, ${platform.first.accountId}, ${polled.id}, 'ecwid', 'reconcile',
        'many', now(), 'application/json', '{}', 'CONSUMED', 'Nothing changed'
      from generate_series(1, ${count}::int)`.execute(platform.app.rooms.database.db)
    await many(120)
    const opened = await signedIn()
    const { page } = opened
    await page.goto(`${platform.url}/events?source=reconcile`)
    const status = page.getByRole('status')
    await status.getByText('100 of 120 events, more when you scroll').waitFor()
    await many(3)
    await page.getByRole('switch', { name: 'Live' }).press('Space')
    await status.getByText('103 of 123 events, more when you scroll').waitFor()
    await page.getByRole('grid', { name: 'Events' }).press('End')
    await status.getByText('123 events', { exact: true }).waitFor()
    await opened.close()
    await sql`delete from events where vendor_event_id = 'many'`.execute(
      platform.app.rooms.database.db,
    )
  })

  it('opens one event, with its payload, and processes it again when that may help', async () => {
    await emit({ eventType: 'review.created', entityId: 55 })
    await emit({ eventType: 'size_chart.updated', entityId: 7 })
    const [nobody] = await eventsOf(shop)
    await processed(platform, Number(nobody?.id))
    const opened = await signedIn()
    const { page } = opened
    await opened.open(`/events?instance=${shop.id}&status=CONSUMED`, 'Events')
    await page.getByRole('grid', { name: 'Events' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `Event ${nobody?.id}` }).waitFor()
    await region(opened, 'Its way').getByText('Not told').waitFor()
    await page.getByRole('tree', { name: 'payload' }).getByText('size_chart.updated').waitFor()
    await region(opened, 'Notifications').getByText('None were made').waitFor()
    await page.getByRole('button', { name: 'Process again' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/goes its way once more/).waitFor()
    await opened.expectAccessible()
    await dialog.getByRole('button', { name: 'Process again' }).click()
    await page.getByText('The event is processed again').waitFor()
    await region(opened, 'Its way').getByText('Not told').waitFor()
    await opened.open('/events/1', 'Event not found')
    await opened.close()
  })
})

describe('who may only look', () => {
  const reader = { email: 'reader@example.com', password: 'Long enough, to be one 1!' }
  beforeAll(async () => {
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await platform.request(method, path, { body })
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return answer.body
    }
    const roles = (await ask('GET', '/organizations/roles')) as { id: number; key: string }[]
    const usual = roles.find(({ key }) => key === 'org')
    await ask('PUT', `/organizations/roles/${usual?.id}`, { privileges: ['viewElements'] })
    const person = { firstName: 'Rita', lastName: 'Reader', ...reader }
    await ask('POST', `/accounts/${platform.first.accountId}/users`, person)
  })

  it('sees events and sources, and nothing that changes them', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn(reader)
    await opened.open(`/instances/${shop.id}?tab=events`, 'North shop')
    await region(opened, 'Sources').getByText('Last proof').first().waitFor()
    const callback = region(opened, 'Settings').getByLabel('Event notification callback URL')
    expect(await callback.getAttribute('readonly')).not.toBeNull()
    for (const name of [/^Poll now/, 'Send test event', 'Save settings', 'Copy webhook address'])
      expect(await page.getByRole('button', { name }).count(), String(name)).toBe(0)
    await page.getByRole('link', { name: 'Events', exact: true }).click()
    await page.getByRole('grid', { name: 'Events' }).getByText('Not told').click()
    await page.getByRole('heading', { level: 1, name: /^Event \d+$/ }).waitFor()
    await region(opened, 'Its way').getByText('Not told').waitFor()
    expect(await page.getByRole('button', { name: 'Process again' }).count()).toBe(0)
    await opened.close()
  })
})

describe('when the server fails', () => {
  it('says so in each place, and reads again', async () => {
    const opened = await signedIn()
    const { page } = opened
    const failing = /\/instances\/(?:\d+\/)?events/
    await page.route(failing, (route) =>
      route.fulfill({ status: 500, json: { message: 'Out of order', code: 'internal_error' } }),
    )
    await opened.open('/events', 'Events')
    await page.getByRole('alert').getByText('The events could not be read').waitFor()
    await opened.open('/events/sources', 'Events')
    await page.getByRole('alert').getByText('The sources could not be read').waitFor()
    await opened.open('/events/90001', 'Event')
    await page.getByRole('alert').getByText('The event could not be read').waitFor()
    await opened.open(`/instances/${shop.id}?tab=events`, 'North shop')
    await page.getByRole('alert').getByText('The sources could not be read').waitFor()
    const events = region(opened, 'Last events')
    await events.getByRole('alert').getByText('The events could not be read').waitFor()
    await opened.expectAccessible()
    await page.unroute(failing)
    await events.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('grid', { name: 'Last events' }).waitFor()
    await opened.close()
  })
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the pages of events are whole and accessible', async () => {
    const [told] = await eventsOf(shop, { status: 'NOTIFIED' })
    const opened = await signedIn(look)
    const { page } = opened
    const suffix = `${look.width}-${look.colors}`
    const pages = [
      { path: '/events', heading: 'Events', whole: '[role=row][aria-rowindex="2"]' },
      { path: '/events/sources', heading: 'Events', whole: '[role=row][aria-rowindex="2"]' },
      { path: `/events/${told?.id}`, heading: `Event ${told?.id}`, whole: 'text=Notification ' },
      {
        path: `/instances/${shop.id}?tab=events`,
        heading: 'North shop',
        whole: 'text=Last proof',
      },
      { path: '/connectors/ecwid', heading: 'Ecwid', whole: 'text=By webhooks' },
      { path: '/', heading: 'Welcome', whole: '[role=row][aria-rowindex="2"]' },
    ]
    for (const [index, { path, heading, whole }] of pages.entries()) {
      await opened.open(path, heading)
      await page.locator(whole).first().waitFor()
      await opened.expectAccessible()
      const excess = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(excess, path).toBe(0)
      await takeScreenshot(page, `events-${index}-${suffix}`)
    }
    await opened.close()
  })
})
