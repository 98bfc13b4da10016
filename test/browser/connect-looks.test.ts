/** How the connect widget looks and is used: languages, colours, a phone, the keyboard alone. */
import { describe, expect, it } from 'vitest'
import { expire, makeSession as makePlainSession } from '../journeys/connect-client.ts'
import { connect as connectByOAuth } from '../journeys/store-consent.ts'
import { startPlatform } from '../support/start-platform.ts'
import { expectAccessible, looks, takeScreenshot, watchComplaints } from './console-browser.ts'
import { decide, press, startHostSite } from './connect-host.ts'

const platform = await startPlatform()
const site = await startHostSite(platform)
const makeSession = (more: object = {}) =>
  makePlainSession(platform, {
    name: 'Shop of Ann',
    endUser: { id: 'user-7', displayName: 'Ann' },
    allowedOrigins: [site.url],
    ...more,
  })

const languages = [
  { language: 'en', ways: /^How would you like/, keys: /^Legacy API keys/, submit: /^Connect$/ },
  { language: 'zh', ways: /^您想如何连接/, keys: /^Legacy API keys/, submit: /^连接$/ },
]

describe.each(looks)('at $width px in $colors', (look) => {
  it.each(languages)('every step is accessible in $language', async (words) => {
    const { language, ways, keys, submit } = words
    const name = (step: string) => `connect-${step}-${language}-${look.width}-${look.colors}`
    const session = await makeSession({ language })
    const host = await site.visit(look)
    await host.open({ url: session.url })
    const frame = await host.frame(ways)
    expect(await frame.locator('html').getAttribute('lang')).toBe(language)
    expect(await frame.locator('html').getAttribute('data-colors')).toBe(look.colors)
    await expectAccessible(frame)
    await takeScreenshot(host.page, name('ways'))
    await press(frame, keys)
    await press(frame, submit)
    await frame.locator('.problem').first().waitFor()
    await expectAccessible(frame)
    await takeScreenshot(host.page, name('keys'))
    const excess = await frame.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(excess).toBe(0)
    await host.close()

    const context = await site.context(look)
    const page = await context.newPage()
    const complaints = watchComplaints(page)
    const linked = await makeSession({
      language,
      authenticationTypes: ['oauth2'],
      returnUrl: `${site.url}/`,
    })
    await page.goto(linked.url)
    await page.locator('.button').waitFor()
    await takeScreenshot(page, name('consent'))
    await page.locator('.button').click()
    await decide(page, 'Cancel')
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await takeScreenshot(page, name('denied'))
    await page.locator('.button').click()
    await decide(page, 'Accept', 1003)
    await page.locator('#outcome').waitFor()
    await expectAccessible(page)
    await takeScreenshot(page, name('connected'))
    const late = await makeSession({ language })
    await expire(platform, late.id)
    await page.goto(late.url)
    await page.locator('[data-reason=expired]').waitFor()
    await expectAccessible(page)
    await takeScreenshot(page, name('expired'))
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the looks', () => {
  it('are those of the organization, under those of the session, under those of the page', async () => {
    const logo =
      'data:image/svg+xml;base64,' +
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>',
      ).toString('base64')
    const branding = { primaryColor: '#ffee00', corners: 'round', logo }
    const saved = await platform.request('PUT', '/organizations/branding', { body: branding })
    expect(saved.status).toBe(200)
    const host = await site.visit()
    const session = await makeSession({ theme: { colorScheme: 'dark' } })
    await host.open({ url: session.url, theme: { corners: 'square' }, language: 'zh-CN' })
    const frame = await host.frame(/^您想如何连接/)
    const style = (name: string) =>
      frame.evaluate<string>(
        `getComputedStyle(document.documentElement).getPropertyValue('${name}')`,
      )
    expect(await style('--button')).toBe('#ffee00')
    expect(await style('--on-button')).toBe('#000000')
    expect(await style('--radius')).toBe('0px')
    expect(await frame.locator('html').getAttribute('data-colors')).toBe('dark')
    expect(await frame.locator('.whom img').getAttribute('src')).toBe(logo)
    await expectAccessible(frame)
    await takeScreenshot(host.page, 'connect-branding')
    await host.close()
    await platform.request('DELETE', '/organizations/branding')
  })

  it('follow the browser in language and colours where nobody says anything', async () => {
    const context = await site.context({ locale: 'zh-TW', colors: 'dark' })
    const page = await context.newPage()
    await page.goto((await makeSession()).url)
    await page.getByRole('heading', { name: /^您想如何连接/ }).waitFor()
    expect(await page.locator('html').getAttribute('data-colors')).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('html[data-colors=light]').waitFor()
    await page.goto((await makeSession({ language: 'tlh' })).url)
    await page.getByRole('heading', { name: /^您想如何连接/ }).waitFor()
    await context.close()
  })
})

describe('the keyboard alone', () => {
  it('opens, stays within, connects, and comes back', async () => {
    const session = await makeSession()
    const host = await site.visit()
    await host.open({ url: session.url })
    const frame = await host.frame(/^How would you like/)
    const { keyboard } = host.page
    for (let steps = 0; steps < 12; steps++) {
      await keyboard.press('Tab')
      const where = await host.page.evaluate<string>('document.activeElement.tagName')
      expect(['IFRAME', 'DIALOG', 'BODY']).toContain(where)
    }
    await frame.locator('.choices button').first().focus()
    await keyboard.press('Enter')
    await host.frame('Connect Ecwid')
    expect(await frame.evaluate('document.activeElement.tagName')).toBe('H1')
    await keyboard.press('Tab')
    const popup = await host.popup(() => keyboard.press('Enter'))
    await decide(popup, 'Cancel')
    await frame.getByRole('alert').waitFor()
    await keyboard.press('Escape')
    await host.heard('closed')
    await expect.poll(() => host.page.locator('iframe').count()).toBe(0)
    expect(await host.page.evaluate('document.activeElement.id')).toBe('open')
    await host.close()
  })
})

it('says that an instance is connected again', async () => {
  const instance = await connectByOAuth(platform, 1003, { name: 'Old shop' })
  const context = await site.context()
  const page = await context.newPage()
  await page.goto((await makeSession({ instanceId: instance.id, name: undefined })).url)
  await page.getByRole('heading', { name: 'Reconnect Ecwid' }).waitFor()
  await takeScreenshot(page, 'connect-again')
  await press(page, 'Continue to Ecwid')
  await decide(page, 'Accept', 1003)
  await page.getByText('Old shop works again.').waitFor()
  await context.close()
})
