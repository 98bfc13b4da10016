/** What was told and what became of it: the list, one notification with its tries, sending again one, many, a range. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startPlatform } from '../support/start-platform.ts'
import { excessWidth, looks, openConsole, takeScreenshot } from './console-browser.ts'
import { addCallback, becomes, behave, received, tell, toReceivers } from './delivery-data.ts'

const platform = await startPlatform(toReceivers)
const rows = (page: Page) => page.getByRole('grid', { name: 'Deliveries' }).getByRole('row')
const status = (page: Page) => page.getByRole('status').filter({ hasText: /deliver/ })

describe('the list of deliveries', () => {
  it('says what would be here while nothing was sent', async () => {
    const opened = await openConsole(platform)
    await opened.signIn()
    await opened.page.getByRole('link', { name: 'Deliveries' }).click()
    await opened.page.getByRole('heading', { name: 'Nothing was sent yet' }).waitFor()
    await opened.expectAccessible()
    await opened.close()
  })

  it('shows what was taken and what failed, and keeps its filters in the address', async () => {
    const good = await addCallback(platform, 'good', ['list'])
    const bad = await addCallback(platform, 'bad', ['list'])
    await behave(platform, 'bad', { status: 500, bodyBytes: 10 })
    const id = await tell(platform, 'list', 'The first release is out')
    await becomes(platform, id, good, 'delivered')
    await becomes(platform, id, bad, 'retry')
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/deliveries', 'Deliveries')
    const grid = page.getByRole('grid', { name: 'Deliveries' })
    await grid.getByText('The first release is out').first().waitFor()
    await grid.getByText('Delivered', { exact: true }).waitFor()
    await grid.getByText('Trying again').waitFor()
    await grid.getByRole('gridcell', { name: '500', exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'Trying again' }).click()
    await status(page).getByText('1 delivery', { exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'Callback' }).click()
    await page.getByRole('option', { name: /receiver\/good/ }).click()
    await page.getByRole('heading', { name: 'No such deliveries' }).waitFor()
    expect(page.url()).toContain(`status=retry&callback=${good}`)
    await page.reload()
    await page.getByRole('heading', { name: 'No such deliveries' }).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await status(page).getByText('2 deliveries', { exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Operations' }).click()
    await page.getByRole('heading', { name: 'No such deliveries' }).waitFor()
    await opened.close()
  })

  it('shows by itself what comes', async () => {
    const callback = await addCallback(platform, 'later', ['later'])
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/deliveries?callback=${callback}`, 'Deliveries')
    await page.getByRole('heading', { name: 'No such deliveries' }).waitFor()
    await tell(platform, 'later', 'While somebody looks on')
    await page.getByText('While somebody looks on').waitFor()
    await opened.close()
  })

  it('sends again what is chosen, after a question with the count', async () => {
    const callback = await addCallback(platform, 'again', ['again'])
    for (const text of ['one', 'two', 'three'])
      await becomes(platform, await tell(platform, 'again', text), callback, 'delivered')
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/deliveries?callback=${callback}`, 'Deliveries')
    await status(page).getByText('3 deliveries').waitFor()
    await rows(page).nth(1).getByRole('checkbox').press('Space')
    await page.getByText('1 delivery chosen').waitFor()
    await page.getByRole('button', { name: 'Choose all 3 shown' }).click()
    await page.getByRole('button', { name: 'Deliver again', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Deliver 3 deliveries again?' })
    await dialog.getByText('All of them were taken already').waitFor()
    await dialog.getByRole('button', { name: 'Deliver again' }).click()
    await page.getByText('3 deliveries sent again').waitFor()
    await expect.poll(async () => (await received(platform, 'again')).length).toBe(6)
    await opened.close()
  })

  it('sends a range again, also to a callback that was disabled', async () => {
    const callback = await addCallback(platform, 'range', ['range'])
    await platform.request('DELETE', `/notifications/subscriptions/${callback}/active`)
    const told = [await tell(platform, 'range', 'one'), await tell(platform, 'range', 'two')]
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/deliveries?callback=${callback}`, 'Deliveries')
    await page.getByRole('grid').getByText('Kept').first().waitFor()
    await page.getByRole('button', { name: 'Deliver a range again …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Deliver a range again' })
    await dialog.getByText('2 deliveries will be sent again').waitFor()
    await dialog.getByText('It is enabled first').waitFor()
    await opened.expectAccessible()
    await dialog.getByRole('button', { name: 'Deliver 2 again' }).click()
    await page.getByText('2 deliveries sent again').waitFor()
    for (const id of told) await becomes(platform, id, callback, 'delivered')
    await opened.close()
  })
})

describe('a table on a phone', () => {
  it('is shaded where columns are out of sight', async () => {
    const opened = await openConsole(platform, { width: 390 })
    const { page } = opened
    await opened.signIn()
    await opened.open('/deliveries', 'Deliveries')
    await page.getByRole('grid').getByRole('checkbox').first().waitFor()
    const frame = page.locator(':has(> [role=grid])')
    const sides = async () =>
      Promise.all(
        ['data-more-left', 'data-more-right'].map(
          async (name) => (await frame.getAttribute(name)) !== null,
        ),
      )
    await expect.poll(sides).toEqual([false, true])
    await page.getByRole('grid').evaluate((grid: { scrollLeft: number }) => {
      grid.scrollLeft = 10_000
    })
    await expect.poll(sides).toEqual([true, false])
    await opened.close()
  })
})

describe('one notification', () => {
  it('shows each try with what was answered, the next one, and sends it now', async () => {
    const callback = await addCallback(platform, 'one', ['one'])
    await behave(platform, 'one', { status: 503, bodyBytes: 12 })
    const id = await tell(platform, 'one', 'Out of order')
    await becomes(platform, id, callback, 'retry')
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/notifications/${id}`, 'Out of order')
    const card = page.getByRole('region', { name: /receiver\/one/ })
    await card.getByText('It answered with an error').first().waitFor()
    await card.getByText('503').first().waitFor()
    await card.getByText(/Next try/).waitFor()
    await card.getByRole('button', { name: 'Show the answer' }).first().click()
    await card.getByText('xxxxxxxxxxxx').waitFor()
    const body = page.getByRole('region', { name: 'Body', exact: true })
    await body.getByRole('tree').getByText('"Out of order"').waitFor()
    await body.getByText('As sent', { exact: true }).click()
    const sent = await body.getByRole('region', { name: 'body as sent' }).textContent()
    expect(JSON.parse(sent ?? '')).toMatchObject({ id, message: 'Out of order', topic: 'one' })
    await behave(platform, 'one', {})
    await card.getByRole('button', { name: 'Deliver now' }).click()
    await card.getByText('It was taken').waitFor()
    await card.getByText('Delivered').waitFor()
    await card.getByRole('button', { name: 'Deliver again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Deliver again' }).click()
    await expect.poll(async () => (await received(platform, 'one')).length).toBeGreaterThan(2)
    await opened.close()
  })

  it('names the rest of its callback, as the list does', async () => {
    const callback = await addCallback(platform, 'tired', ['tired'])
    await behave(platform, 'tired', { status: 500 })
    const id = await tell(platform, 'tired', 'Too much')
    await becomes(platform, id, callback, 'retry')
    await platform.app.rooms.database.pool.query(
      `update subscriptions set rests_until = now() + interval '10 minutes' where id = $1`,
      [callback],
    )
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/deliveries?callback=${callback}`, 'Deliveries')
    await page
      .getByRole('grid')
      .getByText(/^Rests until \d\d:\d\d:\d\d$/)
      .waitFor()
    await opened.open(`/notifications/${id}`, 'Too much')
    await page.getByText(/The callback rests until/).waitFor()
    await opened.expectAccessible()
    await platform.request('DELETE', `/notifications/subscriptions/${callback}`)
    await page.reload()
    await page.getByText('Cancelled', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Deliver now' }).count()).toBe(0)
    await opened.close()
  })

  it('says where it is when no callback wanted it, and what is wrong when there is none', async () => {
    const id = await tell(platform, 'unheard', 'Nobody listens')
    const opened = await openConsole(platform)
    await opened.signIn()
    await opened.open(`/notifications/${id}`, 'Nobody listens')
    await opened.page.getByText('No callback wanted it.').waitFor()
    await opened.open('/notifications/999999', 'Notification')
    await opened.page.getByText('No notification found with ID 999999').waitFor()
    await opened.close()
  })
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the pages are whole and accessible', async () => {
    const opened = await openConsole(platform, look)
    const { page } = opened
    const suffix = `${look.width}-${look.colors}`
    await opened.signIn()
    await opened.open('/deliveries', 'Deliveries')
    await rows(page).nth(1).waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(page)).toBe(0)
    await takeScreenshot(page, `deliveries-${suffix}`)
    await page.getByRole('grid').getByText('The first release is out').first().click()
    await page.getByRole('heading', { level: 1, name: 'The first release is out' }).waitFor()
    await page.getByRole('list', { name: 'Tries, the newest first' }).first().waitFor()
    await page.getByRole('tree').waitFor()
    await opened.expectAccessible()
    expect(await excessWidth(page)).toBe(0)
    await takeScreenshot(page, `notification-${suffix}`)
    await opened.close()
  })
})
