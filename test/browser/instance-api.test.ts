/** The API of an instance, tried in the console: lists and their pages, refusals, a create, the vendor's own answer. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { looks, openConsole, takeScreenshot, type OpenConsole } from './console-browser.ts'

const platform = await startPlatform()
const heading = 'API of North shop'

let shop: DemoInstance
let opened: OpenConsole
let page: Page
beforeAll(async () => {
  shop = await connectDemoInstance(platform, platform.first, { name: 'North shop' })
  opened = await openConsole(platform)
  page = opened.page
  await opened.signIn()
}, 60_000)
afterAll(() => opened.close())

const open = (operation: string) =>
  opened.open(`/instances/${shop.id}/api?operation=${operation}`, heading)
const send = () => page.getByRole('button', { name: 'Send', exact: true }).click()
const answer = () => page.getByRole('region', { name: 'Answer' })
// Exactly: the call may have taken 200 ms.
const status = (code: number) =>
  answer().getByRole('status').getByText(String(code), { exact: true }).waitFor()
const sure = (action: string) => page.getByRole('button', { name: action, exact: true }).click()

describe('a read', () => {
  it('is found, sent, and gives one page after the other', async () => {
    await opened.open(`/instances/${shop.id}`, 'North shop')
    await page.getByRole('link', { name: 'Try its API' }).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    const chosen = page
      .getByRole('navigation', { name: 'Operations' })
      .locator('[aria-current=true]')
    expect(await chosen.innerText()).toMatch(/GET\s+\/products$/)
    // It stands far down the list, and both it and the search are in sight.
    for (const shown of [chosen, page.getByLabel('Search operations')]) {
      await expect
        .poll(async () => (await shown.boundingBox())?.y)
        .toSatisfy((y: number | undefined) => y !== undefined && y > 0 && y < 900)
    }
    await page.getByLabel('Search operations').fill('search products')
    await page.getByRole('button', { name: 'GET /products', exact: true }).click()
    await page.getByLabel('pageSize').fill('2')
    await page.keyboard.press('Enter')
    await status(200)
    await answer().getByText('2 records').waitFor()
    const tree = answer().getByRole('tree')
    await tree.getByText('sku:').first().waitFor()
    const shown = await answer().getByText('Elements-Request-Id').count()
    expect(shown).toBe(1)
    const first = await tree.innerText()
    await answer().getByRole('button', { name: 'Next page' }).click()
    await expect.poll(() => tree.innerText()).not.toBe(first)
    await expect.poll(() => page.getByLabel('nextPage').inputValue()).not.toBe('')
    await expect
      .poll(() => answer().locator('code').first().innerText())
      .toContain('/hubs/ecommerce/products?pageSize=2&nextPage=')
  })

  it('of a large answer is folded and unfolded by keys', async () => {
    await open('getProducts')
    await page.getByLabel('pageSize').fill('100')
    await send()
    await status(200)
    const tree = answer().getByRole('tree')
    const lines = tree.getByRole('treeitem')
    await expect.poll(() => lines.count()).toBeGreaterThan(10)
    const isUnfolded = () => lines.nth(1).getAttribute('aria-expanded')
    expect(await isUnfolded()).toBe('false')
    await tree.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect.poll(isUnfolded).toBe('true')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(isUnfolded).toBe('false')
    await answer().getByRole('button', { name: 'Unfold all' }).click()
    await page.keyboard.press('Tab')
    await tree.focus()
    await page.keyboard.press('End')
    const end = () => tree.getAttribute('aria-activedescendant')
    await expect.poll(async () => Number((await end())?.split('-').at(-1))).toBeGreaterThan(1000)
    await page.locator(`[id="${(await end()) ?? ''}"]`).waitFor()
    expect(await lines.count()).toBeLessThan(120)
    await opened.expectAccessible()
  })

  it('leaves what was typed and answered alone when the instance cannot be read again', async () => {
    await open('getProducts')
    await page.getByLabel('pageSize').fill('2')
    onTestFinished(() => page.unrouteAll())
    const path = `**/elements/api-v2/instances/${shop.id}?token=false`
    await page.route(path, (route) =>
      route.fulfill({ status: 400, json: { message: 'No', code: 'invalid_request' } }),
    )
    const refused = page.waitForResponse(path)
    await send()
    await status(200)
    await refused
    await expect.poll(() => page.getByLabel('pageSize').inputValue()).toBe('2')
    await page.getByLabel('pageSize').fill('3')
    await send()
    await answer().getByText('3 records').waitFor()
  })

  it('says what is wrong with where, and leads to the page of the code', async () => {
    await open('getProducts')
    await page.getByRole('button', { name: 'How where is written' }).click()
    await page.getByText('Text stands in single quotes').waitFor()
    await page.getByLabel('where', { exact: true }).fill('price >')
    await send()
    await status(400)
    const code = answer().getByRole('link', { name: 'What invalid_where means' })
    expect(await code.getAttribute('href')).toBe('/docs/errors/invalid_where')
  })

  it("tells the vendor's words, and needs what stands in the path", async () => {
    await open('getProductById')
    await send()
    await page.getByText('id is needed').waitFor()
    await page.locator('[name=id]').fill('999999999')
    await send()
    await status(404)
    await answer().getByText('The vendor says:').waitFor()
    await answer().getByRole('link', { name: 'What vendor_not_found means' }).waitFor()
  })

  it("is shown beside the vendor's own answer", async () => {
    await open('getProducts')
    await page.getByLabel('pageSize').fill('2')
    await send()
    await status(200)
    await answer().getByRole('tab', { name: "Vendor's own answer" }).click()
    const path = answer().getByLabel("Vendor's path and query")
    await expect.poll(() => path.inputValue()).toBe('/products')
    await path.fill('/products?limit=1')
    await answer().getByRole('button', { name: 'Ask the vendor' }).click()
    await answer().getByRole('tree').getByText('items:').waitFor()
    await platform.request('PUT', `/instances/${shop.id}/trace-logging`)
    await open('getProducts')
    await send()
    await status(200)
    await answer().getByRole('tab', { name: "Vendor's own answer" }).click()
    await answer().getByText('From the trace of this very call').waitFor()
    await answer()
      .getByRole('heading', { name: /To the vendor, 1 of/ })
      .waitFor()
    await platform.request('DELETE', `/instances/${shop.id}/trace-logging`)
  })
})

describe('a write', () => {
  it('asks first, carries a key, and answers with the record', async () => {
    await open('createProduct')
    const body = page.locator('[name=body]')
    await body.fill('{')
    await page.getByRole('button', { name: 'Send POST …' }).click()
    await page.getByText('This is no JSON').waitFor()
    await page.getByRole('button', { name: 'Short example' }).click()
    const example = JSON.parse(await body.inputValue()) as Record<string, unknown>
    expect(Object.keys(example)).toContain('name')
    await body.fill(JSON.stringify({ name: 'Console kettle', sku: 'CK-1', price: 12 }))
    await page.getByRole('button', { name: 'Send POST …' }).click()
    await page.getByText('it changes data of the account').waitFor()
    await sure('Cancel')
    expect(await answer().count()).toBe(0)
    await page.getByRole('button', { name: 'Send POST …' }).click()
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await sure('Send POST')
    expect((await sent).headers()).toMatchObject({
      'idempotency-key': expect.stringMatching(/^[\da-f]{32}$/) as string,
      authorization: `Element ${shop.token}`,
    })
    await status(200)
    await answer().getByText('"Console kettle"').first().waitFor()
    const found = await platform.request('GET', '/hubs/ecommerce/products', {
      token: shop.token,
      query: { where: "sku = 'CK-1'" },
    })
    expect(found.body).toMatchObject([{ name: 'Console kettle' }])
    await body.fill('{')
    await page.getByRole('button', { name: 'Send POST …' }).click()
    await answer().getByRole('heading', { name: 'Last answer' }).waitFor()
    const [{ id }] = found.body as [{ id: number }]
    await open('deleteProductById')
    await page.locator('[name=id]').fill(String(id))
    await page.getByRole('button', { name: 'Send DELETE …' }).click()
    await sure('Send DELETE')
    await status(200)
    await answer().getByText('The body is empty').waitFor()
  })

  it('is refused while the instance is disabled', async () => {
    await platform.request('DELETE', `/instances/${shop.id}/enabled`)
    await open('getProducts')
    await page.getByText('This instance is disabled').waitFor()
    await send()
    await status(403)
    await answer().getByRole('link', { name: 'What instance_disabled means' }).waitFor()
    await platform.request('PUT', `/instances/${shop.id}/enabled`)
  })
})

it('gives the call for programs, with the token covered until one asks', async () => {
  await open('getProducts')
  const curl = page.getByRole('region', { name: 'curl command' })
  const text = await curl.innerText()
  expect(text).toContain('/elements/api-v2/hubs/ecommerce/products')
  expect(text).not.toContain(shop.token)
  await page.getByLabel('Show the instance token').check()
  await expect.poll(() => curl.innerText()).toContain(shop.token)
  await page.getByRole('tab', { name: 'TypeScript' }).click()
  await expect
    .poll(() => page.getByRole('region', { name: 'TypeScript' }).innerText())
    .toContain('await fetch(')
})

it('obeys the switch at once, though the token comes late, and covers what came after one thought better of it', async () => {
  await open('getProducts')
  const curl = page.getByRole('region', { name: 'curl command' })
  const show = page.getByLabel('Show the instance token')
  onTestFinished(() => page.unrouteAll())
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(`**/elements/api-v2/instances/${shop.id}`, async (route) => {
    await held
    await route.continue()
  })
  const answered = page.waitForResponse(`**/elements/api-v2/instances/${shop.id}`)
  await show.check()
  await show.uncheck()
  letGo()
  await answered
  expect(await curl.innerText()).not.toContain(shop.token)
  await show.check()
  await expect.poll(() => curl.innerText()).toContain(shop.token)
})

describe.each(looks)('at $width px in $colors', (look) => {
  it('the page is whole and accessible', async () => {
    const shown = await openConsole(platform, look)
    await shown.signIn()
    await shown.open(`/instances/${shop.id}/api?operation=getProducts`, heading)
    await shown.page.getByRole('button', { name: 'Send', exact: true }).click()
    await shown.page.getByRole('tree').waitFor()
    await shown.expectAccessible()
    await takeScreenshot(shown.page, `api-${look.width}-${look.colors}`)
    await shown.page.goto(`${platform.url}/instances/${shop.id}/api?operation=createProduct`)
    await shown.page.locator('[name=body]').waitFor()
    await shown.expectAccessible()
    const excess = await shown.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(excess).toBe(0)
    await takeScreenshot(shown.page, `api-write-${look.width}-${look.colors}`)
    await shown.close()
  })
})
