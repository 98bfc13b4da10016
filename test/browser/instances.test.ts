/** Instances in the console: found, looked at, changed, paused and ended. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { looks, openConsole, takeScreenshot, type OpenConsole } from './console-browser.ts'

const platform = await startPlatform()
const { first } = platform

let shop: DemoInstance
let harbour: DemoInstance
let closed: DemoInstance
beforeAll(async () => {
  shop = await connectDemoInstance(platform, first, { name: 'North shop', tags: ['eu', 'pilot'] })
  harbour = await connectDemoInstance(platform, first, { name: 'Harbour store', tags: ['us'] })
  closed = await connectDemoInstance(platform, first, { name: 'Closed store' })
  await platform.request('DELETE', `/instances/${closed.id}/enabled`)
  const call = (path: string) =>
    platform.request('GET', `/hubs/ecommerce${path}`, { token: shop.token })
  expect((await call('/products?pageSize=2')).status).toBe(200)
  expect((await call('/products/1')).status).toBe(404)
}, 60_000)

const rowsOf = (page: Page, grid = 'Instances') =>
  page.getByRole('grid', { name: grid }).locator('[role=row]:not([aria-rowindex="1"])')

/** The list has rows of these names in this order, and no others. */
async function expectNames(...names: readonly string[]): Promise<void> {
  await expect.poll(() => rowsOf(page).locator('a').allInnerTexts()).toEqual(names)
}

/** One person on a desk, for all but the looks. */
let opened: OpenConsole
let page: Page
beforeAll(async () => {
  opened = await openConsole(platform)
  page = opened.page
  await opened.signIn()
}, 60_000)
afterAll(() => opened.close())

describe('the list', () => {
  it('finds by text, state and tag, and the address keeps what was chosen', async () => {
    await opened.open('/instances', 'Instances')
    await expectNames('Closed store', 'Harbour store', 'North shop')
    const health = rowsOf(page).filter({ hasText: 'North shop' })
    await health.getByText('2 calls, 1 failed').waitFor()
    await health.getByText('last answer 404').waitFor()
    await page.getByLabel('Search by name or tag').fill('harb')
    await expectNames('Harbour store')
    await expect.poll(() => new URL(page.url()).search).toContain('search=harb')
    await page.reload()
    await expectNames('Harbour store')
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await page.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'Disabled' }).click()
    await expectNames('Closed store')
    await page.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'Needs authentication' }).click()
    await page.getByRole('heading', { name: 'No instance fits' }).waitFor()
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await page.getByRole('combobox', { name: 'Tag' }).fill('pilot')
    await expectNames('North shop')
    await page.goto(`${platform.url}/instances?connector=ecwid&sort=name`)
    await expectNames('Closed store', 'Harbour store', 'North shop')
  })

  it('leads by keys to the instance', async () => {
    await opened.open('/instances?sort=name', 'Instances')
    await expectNames('Closed store', 'Harbour store', 'North shop')
    await page.getByRole('grid', { name: 'Instances' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Harbour store' }).waitFor()
  })

  it('shows nothing of others, and says how to begin', async () => {
    const other = await openConsole(platform)
    await other.signIn(platform.second)
    await other.open('/instances', 'Instances')
    await other.page.getByRole('heading', { name: 'Nothing is connected yet' }).waitFor()
    const begin = other.page.getByRole('link', { name: 'Choose a connector' })
    expect(await begin.getAttribute('href')).toBe('/connectors')
    await other.page.goto(`${platform.url}/instances/${shop.id}`)
    await other.page.getByRole('heading', { name: 'There is no such instance' }).waitFor()
    await other.close()
  })

  it('stays quick with a hundred thousand', async () => {
    const pageSize = 5000
    const total = 100_000
    const one = {
      accountId: first.accountId,
      createdDate: '2026-03-01T09:30:00Z',
      element: { key: 'shop', name: 'Shop' },
      tags: [],
      disabled: false,
      state: 'connected',
    }
    onTestFinished(() => page.unrouteAll())
    await page.route(/\/elements\/api-v2\/instances\?/, (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('nextPage') ?? '0')
      const body = Array.from({ length: pageSize }, (_, index) => ({
        ...one,
        id: from + index + 1,
        name: `Store ${from + index + 1}`,
      }))
      const next = from + pageSize
      return route.fulfill({
        json: body,
        headers: next < total ? { 'elements-next-page-token': String(next) } : {},
      })
    })
    await page.route(/\/health\/element-instances/, (route) => route.fulfill({ json: [] }))
    await opened.open('/instances?sort=-name', 'Instances')
    await page.getByText('100,000 instances').waitFor({ timeout: 40_000 })
    const grid = page.getByRole('grid', { name: 'Instances' })
    await grid.getByText('Store 100000', { exact: true }).waitFor()
    await grid.focus()
    const began = Date.now()
    await page.keyboard.press('End')
    await grid.getByText('Store 1', { exact: true }).waitFor()
    for (const name of ['Store 99000', 'Store 50000']) {
      // As a person drags the bar: each jump shows its rows.
      const share = 1 - Number(name.slice(6)) / total
      await page.evaluate(
        `{ const grid = document.querySelector('[role=grid]')
             grid.scrollTop = ${share} * grid.scrollHeight }`,
      )
      await grid.getByText(name, { exact: true }).waitFor()
    }
    expect(Date.now() - began).toBeLessThan(15_000)
    expect(await rowsOf(page).count()).toBeLessThan(60)
  })
})

describe('an instance', () => {
  const save = (page: Page) => page.getByRole('button', { name: 'Save configuration' }).click()

  it('tells what it is, and takes another name and tags', async () => {
    await opened.open(`/instances/${harbour.id}`, 'Harbour store')
    await page.getByText('Ecwid, instance').waitFor()
    await page.getByRole('button', { name: 'Show instance token' }).click()
    await page.getByText(harbour.token).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Harbour shop')
    await page.getByRole('combobox', { name: 'Tags' }).fill('west')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Harbour shop' }).waitFor()
    const now = await platform.request('GET', `/instances/${harbour.id}`)
    expect(now.body).toMatchObject({ name: 'Harbour shop', tags: ['us', 'west'] })
  })

  it('keeps secrets that are left alone, and marks the field that is wrong', async () => {
    await opened.open(`/instances/${shop.id}?tab=configuration`, 'North shop')
    const secret = page.locator('[name="oauth.user.token"]')
    await expect.poll(() => secret.inputValue()).toBe('')
    expect(await secret.getAttribute('placeholder')).toMatch(/Stored/)
    await page.getByLabel('Remember answers to reads').check()
    await page.getByLabel('For how long').fill('120')
    await save(page)
    await page.getByText('Configuration saved').waitFor()
    const kept = await platform.request('GET', `/instances/${shop.id}`)
    expect(kept.body).toMatchObject({ cachingEnabled: true, cacheTimeToLive: 120 })
    const call = await platform.request('GET', '/hubs/ecommerce/products?pageSize=1', {
      token: shop.token,
    })
    expect(call.status).toBe(200)
    // Events have a tab of their own.
    expect(await page.getByRole('switch', { name: 'Enable event notifications' }).count()).toBe(0)
    expect(await page.getByLabel('Base URL').count()).toBe(0)
    await page.getByRole('button', { name: 'Set by the connector' }).click()
    await page.getByText('Time of the last refresh').waitFor()
    expect(await page.locator('[name="oauth.user.refresh_time"]').count()).toBe(0)
    await opened.expectAccessible()
    await takeScreenshot(page, 'configuration-unfolded')
    await page.getByLabel('Base URL').fill('no address')
    await save(page)
    const field = page.getByLabel('Base URL')
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => field.getAttribute('aria-invalid')).not.toBe('true')
    await secret.fill('secret_wrong')
    await save(page)
    await page.getByRole('alert').first().waitFor()
    const after = await platform.request('GET', '/hubs/ecommerce/products?pageSize=1', {
      token: shop.token,
    })
    expect(after.status).toBe(200)
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByLabel('Remember answers to reads').uncheck()
    await save(page)
    await expect
      .poll(async () => (await platform.request('GET', `/instances/${shop.id}`)).body)
      .toMatchObject({ cachingEnabled: false })
  })

  it('is pinged, and its calls are listed with what came of them', async () => {
    await opened.open(`/instances/${shop.id}?tab=calls`, 'North shop')
    await page.getByRole('button', { name: 'Ping', exact: true }).click()
    await page.getByText('Ecwid answers').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    const calls = rowsOf(page, 'Recent calls')
    await calls.filter({ hasText: 'GET /ping' }).first().waitFor()
    const failed = calls.filter({ hasText: 'GET /products/{id}' }).first()
    await failed.getByText('404', { exact: true }).waitFor()
    expect(await calls.filter({ hasText: 'Harbour' }).count()).toBe(0)
    await page.getByText('Calls in the last day').waitFor()
  })

  it('shows what was said in a call while calls are traced', async () => {
    await opened.open(`/instances/${shop.id}?tab=traces`, 'North shop')
    await page.getByRole('heading', { name: 'No traces' }).waitFor()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('On', { exact: true }).waitFor()
    await platform.request('GET', '/hubs/ecommerce/products?pageSize=2', { token: shop.token })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await rowsOf(page, 'Traced calls').filter({ hasText: 'GET' }).first().click()
    await page.getByRole('heading', { name: 'Asked of us' }).waitFor()
    await page.getByRole('heading', { name: /To the vendor, 1 of 1/ }).waitFor()
    await opened.expectAccessible()
    await takeScreenshot(page, 'trace')
    await page.getByRole('button', { name: 'All traces' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Off', { exact: true }).waitFor()
  })

  it('is disabled, refuses calls with 403, and is enabled again', async () => {
    await opened.open(`/instances/${harbour.id}`, 'Harbour shop')
    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await page.getByText('This instance is disabled').waitFor()
    await page.getByRole('button', { name: 'Ping', exact: true }).click()
    await page.getByRole('link', { name: /instance_disabled/ }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('button', { name: 'Enable it again' }).click()
    await page.getByText('This instance is disabled').waitFor({ state: 'hidden' })
    const again = page.getByRole('link', { name: 'Authenticate again' })
    expect(await again.getAttribute('href')).toBe(`/instances/${harbour.id}/reconnect`)
  })

  it('is deleted by who types its name', async () => {
    await opened.open(`/instances/${closed.id}`, 'Closed store')
    await page.getByRole('button', { name: 'Delete …' }).click()
    const sure = page.getByRole('button', { name: 'Delete instance' })
    await page.getByText('programs that use it are answered with 401').waitFor()
    await expect.poll(() => sure.isDisabled()).toBe(true)
    await page.getByLabel(/Type Closed store/).fill('Closed store')
    await sure.click()
    await page.getByRole('heading', { level: 1, name: 'Instances' }).waitFor()
    await expectNames('Harbour shop', 'North shop')
    const gone = await platform.request('GET', `/instances/${closed.id}`)
    expect(gone.status).toBe(404)
  })
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the pages are whole and accessible', async () => {
    const shown = await openConsole(platform, look)
    await shown.signIn()
    const suffix = `${look.width}-${look.colors}`
    const pages = [
      ['/instances', 'Instances', '[role=row] [aria-label^="Last call"]'],
      [`/instances/${shop.id}`, 'North shop', 'text=Instance token'],
      [`/instances/${shop.id}?tab=configuration`, 'North shop', 'text=Save configuration'],
      [`/instances/${shop.id}?tab=calls`, 'North shop', '[role=row][aria-rowindex="2"]'],
      [`/instances/${shop.id}?tab=traces`, 'North shop', '[role=row][aria-rowindex="2"]'],
    ] as const
    for (const [path, heading, whole] of pages) {
      await shown.open(path, heading)
      await shown.page.locator(whole).first().waitFor()
      await shown.expectAccessible()
      const excess = await shown.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(excess).toBe(0)
      const name = path.replaceAll(/\W+/g, '-').replaceAll(/\d+/g, 'n')
      await takeScreenshot(shown.page, `${name}-${suffix}`)
    }
    await shown.close()
  })
})
