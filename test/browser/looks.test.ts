/** Every page of the console, on a desk and on a phone, in light and dark: whole, accessible, within its width. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { makeCalls } from './activity-data.ts'
import { excessWidth, looks, openConsole, takeScreenshot } from './console-browser.ts'

const platform = await startPlatform()
beforeAll(async () => {
  await makeCalls(platform, { good: 4, bad: 2, name: 'Demo store' })
  await platform.request('PUT', '/vendor-apps/ecwid', {
    body: { clientId: 'sandbox-app', clientSecret: 'sandbox-secret' },
  })
}, 60_000)

/** Path, heading, and what else must be there before the page is whole. */
const pages = [
  { path: '/', heading: 'Welcome', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/secrets', heading: 'Secrets', whole: 'text=Organization secret' },
  { path: '/events', heading: 'Events', whole: 'text=Nothing came in this time' },
  { path: '/events/sources', heading: 'Events', whole: 'text=No sources' },
  { path: '/activity', heading: 'Activity', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/activity/charts', heading: 'Activity', whole: 'text=By instance' },
  { path: '/settings/users', heading: 'Users', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/settings/accounts', heading: 'Accounts', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/settings/roles', heading: 'Roles', whole: 'text=Reset to the usual' },
  { path: '/settings/vendor-apps', heading: 'Vendor apps', whole: 'text=Redirect address' },
  { path: '/settings/quotas', heading: 'Quotas', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/settings/security', heading: 'Security', whole: 'text=Save rules' },
  { path: '/settings/audit-log', heading: 'Audit log', whole: '[role=row][aria-rowindex="2"]' },
  { path: '/settings/branding', heading: 'Branding', whole: 'text=Save branding' },
  { path: '/no-such-page', heading: 'Page not found', whole: 'text=Go home' },
]

describe.each(looks)('at $width px in $colors', (look) => {
  it('all pages are whole and accessible', async () => {
    const opened = await openConsole(platform, look)
    const { page } = opened
    await page.goto(platform.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const suffix = `${look.width}-${look.colors}`
    await opened.expectAccessible()
    await takeScreenshot(page, `sign-in-${suffix}`)
    await opened.signIn()
    for (const { path, heading, whole } of pages) {
      await opened.open(path, heading)
      await page.locator(whole).first().waitFor()
      await opened.expectAccessible()
      expect(await excessWidth(page)).toBe(0)
      await takeScreenshot(page, `${path.slice(1).replaceAll('/', '-') || 'home'}-${suffix}`)
    }
    await opened.close()
  }, 180_000)
})
