/** The example product, as a reader of the guide starts it. */
import { afterAll, expect, it } from 'vitest'
import { startHostApp } from '../../examples/connect-widget/host-app.ts'
import { startBrowser } from '../support/browser.ts'
import { startPlatform } from '../support/start-platform.ts'
import { watchComplaints } from './console-browser.ts'
import { decide } from './connect-host.ts'

const platform = await startPlatform()
const app = await startHostApp({
  hubwright: platform.url,
  secrets: platform.first.authorization,
  port: 0,
})
const browser = await startBrowser()
afterAll(async () => {
  await browser.close()
  app.server.closeAllConnections()
  app.server.close()
})

it('lets a person connect a store and shows its products', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints = watchComplaints(page)
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Connect your store' }).click()
  const widget = page.frameLocator('iframe')
  await widget.getByRole('button', { name: 'Sign in with Ecwid' }).click()
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    widget.getByRole('button', { name: 'Continue to Ecwid' }).click(),
  ])
  await decide(popup, 'Accept', 1003)
  await page.getByText(/^Shop of Ann is connected \(instance \d+\)\.$/).waitFor()
  expect(await page.locator('#products li').count()).toBe(5)
  expect(await page.content()).not.toContain(platform.first.userSecret)
  expect(complaints).toEqual([])
  await context.close()
})

it('gives nobody the products of another session', async () => {
  const answer = await fetch(`${app.url}/products?session=somebody-else`)
  expect(answer.status).toBe(404)
})
