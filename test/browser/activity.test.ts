/** Calls as people look them up: the list with its filters and pages, one call, charts, the file they take away. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { DemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { makeCalls } from './activity-data.ts'
import { openConsole } from './console-browser.ts'

const platform = await startPlatform()
let busy: DemoInstance
let quiet: DemoInstance
beforeAll(async () => {
  busy = await makeCalls(platform, { good: 130, bad: 3, name: '=cmd() "Busy" store' })
  quiet = await makeCalls(platform, { good: 1, bad: 1, name: 'Quiet store' })
}, 120_000)

const status = (page: Page) => page.getByRole('status').filter({ hasText: /call|Reading/ })

describe('the list of calls', () => {
  it('is read page by page as one scrolls', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.getByRole('link', { name: 'Activity' }).click()
    await status(page).getByText('100 calls, more when you scroll').waitFor()
    const grid = page.getByRole('grid', { name: 'Calls' })
    await grid.focus()
    await page.keyboard.press('End')
    await status(page).getByText('135 calls', { exact: true }).waitFor()
    expect(await grid.getAttribute('aria-rowcount')).toBe('136')
    await opened.close()
  })

  it('keeps its filters in the address and says when nothing fits', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/activity', 'Activity')
    await page.getByRole('combobox', { name: 'Outcome' }).click()
    await page.getByRole('option', { name: 'Failed' }).click()
    await status(page).getByText('4 calls', { exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'Instance' }).click()
    await page.getByRole('option', { name: /^Quiet store/ }).click()
    await status(page).getByText('1 call', { exact: true }).waitFor()
    expect(page.url()).toContain('status=failed')
    expect(page.url()).toContain(`instance=${quiet.id}`)
    await page.reload()
    await status(page).getByText('1 call', { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: 'Search calls' }).fill('nothing like this')
    await page.getByRole('heading', { name: 'No calls' }).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await status(page).getByText('100 calls, more when you scroll').waitFor()
    expect(page.url()).not.toContain('instance=')
    await opened.close()
  })

  it('shows what comes while one watches', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/activity?instance=${quiet.id}`, 'Activity')
    await status(page).getByText('2 calls', { exact: true }).waitFor()
    await page.getByRole('switch', { name: 'Live' }).press('Space')
    await platform.request('GET', '/hubs/ecommerce/products/1', { token: quiet.token })
    await status(page).getByText('3 calls', { exact: true }).waitFor()
    await page.getByRole('gridcell', { name: '404', exact: true }).first().waitFor()
    await opened.close()
  })

  it('opens one call by the keyboard, with its id to copy and what went wrong', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/activity?instance=${busy.id}&status=failed`, 'Activity')
    await status(page).getByText('3 calls', { exact: true }).waitFor()
    await page.getByRole('grid', { name: 'Calls' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog')
    await panel.getByText('GET /orders/{id}').first().waitFor()
    await panel.getByText('What went wrong').waitFor()
    await panel.getByRole('button', { name: 'Copy request id' }).waitFor()
    expect(page.url()).toMatch(/call=[0-9a-f]{24}/)
    expect(await panel.getByRole('link', { name: 'What was sent' }).count()).toBe(0)
    await opened.expectAccessible()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await opened.close()
  })

  it('leads to what was sent where the call was traced', async () => {
    const traced = await platform.request('PUT', `/instances/${quiet.id}/trace-logging`, {
      body: { duration: 15 },
    })
    expect(traced.status).toBe(200)
    const call = await platform.request('GET', '/hubs/ecommerce/products', {
      token: quiet.token,
      query: { pageSize: 1 },
    })
    const requestId = call.headers['elements-request-id'] ?? ''
    await expect
      .poll(async () => {
        const path = `/instances/${quiet.id}/traces/${requestId}`
        return (await platform.request('GET', path)).status
      })
      .toBe(200)
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await page.goto(`${platform.url}/activity?call=${requestId}`)
    const link = page.getByRole('link', { name: 'What was sent' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toContain(`/instances/${quiet.id}?tab=traces`)
    await opened.close()
  })

  it('is saved as a file that no spreadsheet runs', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open(`/activity?instance=${busy.id}`, 'Activity')
    await status(page).getByText('100 calls, more when you scroll').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const file = await (await download).path()
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    expect(lines[0]).toBe(
      '\uFEFFtime,request id,outcome,status,method and resource,address,duration in ms,vendor calls,connector,instance id,instance,tags,account id,user id,message',
    )
    expect(lines).toHaveLength(1 + 133)
    expect(lines[1]).toContain(`"'=cmd() ""Busy"" store"`)
    await page.getByText('133 calls saved').waitFor()
    await opened.close()
  })
})

describe('the charts', () => {
  it('read each step out to the keyboard and stand as tables, too', async () => {
    const opened = await openConsole(platform, { colors: 'dark' })
    const { page } = opened
    await opened.signIn()
    await opened.open(`/activity?instance=${busy.id}`, 'Activity')
    await page.getByRole('link', { name: 'Charts' }).click()
    const calls = page.getByRole('region', { name: 'Calls', exact: true })
    await calls.getByText('133 calls, 3 failed').waitFor()
    const slider = calls.getByRole('slider')
    await slider.focus()
    await page.keyboard.press('End')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/Succeeded \d+/)
    await calls.getByText('As a table').click()
    const failed = calls.locator('tbody tr td:last-child')
    await expect
      .poll(async () =>
        (await failed.allTextContents()).reduce((sum, n) => sum + (Number(n) || 0), 0),
      )
      .toBe(3)
    await page.getByRole('region', { name: 'By connector' }).getByText('Ecwid').first().waitFor()
    const instances = page.getByRole('region', { name: 'By instance' })
    await instances.getByText('133 calls, 3 failed').waitFor()
    await opened.expectAccessible()
    await opened.close()
  })

  it('follow the period and say when there is nothing to draw', async () => {
    const opened = await openConsole(platform, { width: 390 })
    const { page } = opened
    await opened.signIn()
    await opened.open('/activity/charts', 'Activity')
    await page.getByRole('combobox', { name: 'Period' }).click()
    await page.getByRole('option', { name: 'Last hour' }).click()
    await page
      .getByRole('region', { name: 'Calls', exact: true })
      .getByText(/\d+ failed/)
      .waitFor()
    expect(page.url()).toContain('period=hour')
    await page.goto(
      `${platform.url}/activity/charts?period=custom&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`,
    )
    await page.getByRole('heading', { name: 'Nothing to draw yet' }).waitFor()
    await opened.expectAccessible()
    await opened.close()
  })
})
