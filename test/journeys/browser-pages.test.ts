import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
})

/** A page with everything that its own rules made the browser refuse. */
async function open(path: string): Promise<{ page: Page; refused: string[] }> {
  const page = await browser.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  page.on('pageerror', (error) => refused.push(String(error)))
  await page.goto(platform.url + path)
  return { page, refused }
}

describe('in a real browser', () => {
  it('the API page shows every area of routes under a strict policy', async () => {
    const { page, refused } = await open('/docs')
    await page.locator('#operations-tag-instances').waitFor()
    const tags = await page.locator('.opblock-tag').count()
    expect(tags).toBeGreaterThan(5)
    await page.locator('#operations-tag-authentication').click()
    await page.getByText('Log in with email and password').first().waitFor()
    expect(refused).toEqual([])
    await page.close()
  })

  it('error pages are styled', async () => {
    const { page, refused } = await open('/docs/errors/unauthorized')
    const width = await page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")
    expect(width).not.toBe('none')
    expect(refused).toEqual([])
    await page.close()
  })
})
