/** The live tail: what is told appears by itself, also after a pause or a lost connection, and many are no burden. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startPlatform } from '../support/start-platform.ts'
import { connectDemoInstance } from '../support/demo-instance.ts'
import {
  excessWidth,
  looks,
  openConsole,
  takeScreenshot,
  type OpenConsole,
} from './console-browser.ts'
import { received, tell, toReceivers } from './delivery-data.ts'

const platform = await startPlatform(toReceivers)
const grid = (page: Page) => page.getByRole('grid', { name: 'Live' })

async function follow(path = '/live'): Promise<OpenConsole> {
  const opened = await openConsole(platform)
  await opened.signIn()
  await opened.open(path, 'Live')
  await opened.page.getByText('Following', { exact: true }).waitFor()
  return opened
}

describe('the live tail', () => {
  it('shows what is told while one looks on, and leads to it', async () => {
    const opened = await follow()
    const { page } = opened
    await page.getByRole('heading', { name: 'Nothing told yet' }).waitFor()
    await tell(platform, 'deploys', 'Here and now')
    await grid(page).getByText('Here and now').click()
    await page.getByRole('heading', { level: 1, name: 'Here and now' }).waitFor()
    await opened.close()
  })

  it('shows an event of an instance by its name', async () => {
    const instance = await connectDemoInstance(platform, platform.first, { name: 'Demo store' })
    const changed = await platform.request('PATCH', `/instances/${instance.id}`, {
      body: {
        configuration: {
          'event.notification.enabled': 'true',
          'event.notification.callback.url': `${platform.sandboxUrl}/receiver/store`,
        },
      },
    })
    expect(changed.status).toBe(200)
    const opened = await follow(`/live?instance=${instance.id}`)
    const { page } = opened
    const sent = await platform.request('POST', `/instances/${instance.id}/events/test`, {
      body: { objectType: 'products', objectId: '77', eventType: 'UPDATED' },
    })
    expect(sent.status).toBeLessThan(300)
    await grid(page)
      .getByText(/products 77 updated/)
      .waitFor()
    await grid(page).getByText('Demo store').waitFor()
    // It went to the callback of the instance, which stands among the others.
    await expect.poll(async () => (await received(platform, 'store')).length).toBe(1)
    await opened.open(`/deliveries?instance=${instance.id}&kind=events`, 'Deliveries')
    await page.getByText('products 77 updated').click()
    await page.getByRole('link', { name: /^Event \d+$/ }).waitFor()
    await page.getByRole('link', { name: /receiver\/store/ }).click()
    await page.getByText('The configuration of').waitFor()
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    await opened.open(`/live?instance=${instance.id}`, 'Live')
    await tell(platform, 'deploys', 'Of no instance')
    expect(await grid(page).getByText('Of no instance').count()).toBe(0)
    await opened.close()
  })

  it('misses nothing in a pause', async () => {
    const opened = await follow('/live?topic=paused')
    const { page } = opened
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused', { exact: true }).waitFor()
    await tell(platform, 'paused', 'In the pause')
    await tell(platform, 'other', 'Of another topic')
    expect(await grid(page).getByText('In the pause').count()).toBe(0)
    await page.getByRole('button', { name: 'Resume' }).click()
    await grid(page).getByText('In the pause').waitFor()
    expect(await grid(page).getByText('Of another topic').count()).toBe(0)
    await opened.close()
  })

  it('says that the connection is lost, and catches up by itself', async () => {
    const opened = await follow('/live?topic=lost')
    const { page, context } = opened
    await context.setOffline(true)
    await page.getByText('The connection is lost').waitFor()
    await page.getByText('Connection lost', { exact: true }).waitFor()
    await opened.expectAccessible()
    await tell(platform, 'lost', 'Meanwhile')
    await context.setOffline(false)
    await grid(page).getByText('Meanwhile').waitFor()
    await page.getByText('Following', { exact: true }).waitFor()
    await opened.close()
  })

  it('takes thousands at once and keeps the newest, with few rows in the page', async () => {
    const opened = await follow('/live?topic=many')
    const { page } = opened
    const { organizationId, accountId } = platform.first
    await platform.app.rooms.database.pool.query(
      `insert into notifications (organization_id, account_id, kind, topic, severity, body)
       select $1, $2, 'custom', 'many', 'low',
         convert_to(json_build_object('message', 'Number ' || n, 'from', '')::text, 'UTF8')
       from generate_series(1, 3000) n`,
      [organizationId, accountId],
    )
    await page.getByText('3,000 since this page was opened').waitFor()
    await page.getByText('the newest 2,000 are shown').waitFor()
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('2001')
    expect(await grid(page).getByRole('row').count()).toBeLessThan(60)
    await grid(page).getByText('Number 3000', { exact: true }).waitFor()
    await tell(platform, 'many', 'And one more')
    await grid(page).getByText('And one more').waitFor()
    await opened.close()
  })
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the page is whole and accessible', async () => {
    const opened = await openConsole(platform, look)
    await opened.signIn()
    await opened.open('/live', 'Live')
    await opened.page.getByText('Following', { exact: true }).waitFor()
    await grid(opened.page).getByRole('row').nth(1).waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(opened.page)).toBe(0)
    await takeScreenshot(opened.page, `live-${look.width}-${look.colors}`)
    await opened.close()
  })
})
