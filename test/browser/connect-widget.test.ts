/** The connect widget in a product's page on another site: every way through it, and every way that it fails. */
import { describe, expect, it } from 'vitest'
import {
  expire,
  keysOf,
  makeSession as makePlainSession,
  newStore,
  outcome,
} from '../journeys/connect-client.ts'
import { connect as connectByOAuth, instanceIn } from '../journeys/store-consent.ts'
import { startPlatform } from '../support/start-platform.ts'
import { decide, press, startHostSite, type HostPage } from './connect-host.ts'

const platform = await startPlatform()
const site = await startHostSite(platform)

const makeSession = (more: object = {}) =>
  makePlainSession(platform, {
    name: 'Shop of Ann',
    endUser: { id: 'user-7', displayName: 'Ann' },
    allowedOrigins: [site.url],
    ...more,
  })
const byConsent = { authenticationTypes: ['oauth2'] }
const byKeys = { authenticationTypes: ['custom'] }

/** The widget open in the page, on its way to the vendor in the window beside it. */
async function atVendor(more: object = {}, options: object = {}) {
  const session = await makeSession({ ...byConsent, ...more })
  const host = await site.visit()
  await host.open({ url: session.url, ...options })
  const frame = await host.frame(/^(?:Connect|Reconnect) Ecwid$/)
  const popup = await host.popup(() => press(frame, 'Continue to Ecwid'))
  return { session, host, frame, popup }
}

async function expectGone({ page }: HostPage) {
  await expect.poll(() => page.locator('iframe, dialog').count()).toBe(0)
  expect(await page.evaluate('document.documentElement.style.overflow')).toBe('')
}

async function typeKeys({ page }: HostPage, keys: Record<string, string>) {
  const frame = page.frameLocator('iframe')
  for (const [key, value] of Object.entries(keys)) {
    await frame.locator(`input[name="${key}"]`).fill(value)
  }
  await frame.getByRole('button', { name: 'Connect', exact: true }).click()
}

describe('by the consent of the vendor', () => {
  it('connects from a frame on another site, without a further click, and goes', async () => {
    const { session, host, frame, popup } = await atVendor()
    await frame.getByText(/^For .+ · Ann$/).waitFor()
    expect(popup.url()).not.toContain(session.token)
    await decide(popup, 'Accept', 1003)
    const told = await host.heard('connected')
    const made = await outcome(platform, session.id)
    expect(made.state).toBe('connected')
    expect(told).toEqual({
      sessionId: session.id,
      instanceId: made.instanceId,
      name: 'Shop of Ann',
    })
    await host.frame('Connected')
    if (!popup.isClosed()) await popup.waitForEvent('close')
    await expectGone(host)
    expect((await host.events()).map(([name]) => name)).toEqual(['ready', 'connected'])
    await host.close()
  })

  it('that is refused says so, and can be given after all', async () => {
    const { host, frame, popup } = await atVendor()
    await decide(popup, 'Cancel')
    expect(await host.heard('failed')).toMatchObject({ reason: 'denied' })
    await frame.getByRole('alert').getByText('You did not agree').waitFor()
    const again = await host.popup(() => press(frame, 'Continue to Ecwid'))
    await decide(again, 'Accept', 1003)
    await host.heard('connected')
    await host.close()
  })

  it('whose window was closed can be opened again', async () => {
    const { host, frame, popup } = await atVendor()
    await popup.locator('#store_id').waitFor()
    await popup.close()
    await frame.getByRole('heading', { name: 'The window was closed' }).waitFor()
    const again = await host.popup(() => press(frame, 'Open it again'))
    await decide(again, 'Accept', 1003)
    await host.heard('connected')
    await host.close()
  })

  it.each([
    ['the plan has no API access', 'plan_without_api', 'Your plan has no API access'],
    ['the vendor does not answer', 'vendor_unavailable', 'Ecwid cannot be reached'],
    ['the code is refused', 'code_refused', 'Ecwid did not accept the sign-in'],
  ])('fails when %s, in words of its own', async (_when, reason, words) => {
    await newStore(platform, 7102)
    const { host, frame, popup } = await atVendor()
    await popup.locator('#store_id').waitFor()
    if (reason === 'plan_without_api') {
      await platform.sandbox('PUT', '/_control/ecwid/stores/7102/settings', { plan: 'free' })
    } else if (reason === 'vendor_unavailable') {
      const fault = { match: '/api/oauth/token', fault: 500, times: 1 }
      await platform.sandbox('POST', '/_control/ecwid/faults', fault)
    } else {
      await popup.route('**/oauth/authorize', async (route) => {
        const response = await route.fetch({ maxRedirects: 0 })
        const back = new URL(response.headers()['location'] ?? '')
        back.searchParams.set('code', 'not-a-code')
        await route.fulfill({ response, headers: { ...response.headers(), location: back.href } })
      })
    }
    await decide(popup, 'Accept', 7102)
    expect(await host.heard('failed')).toMatchObject({ reason })
    await frame.getByRole('alert').getByText(words).waitFor()
    await host.close()
  })

  it('is noticed though the vendor cut the tie to its window', async () => {
    const { host, popup } = await atVendor()
    await popup.locator('#store_id').waitFor()
    await popup.evaluate('window.opener = null')
    await decide(popup, 'Accept', 1003)
    await host.heard('connected')
    await host.close()
  })

  it('opens by a link where the browser blocks windows', async () => {
    const session = await makeSession(byConsent)
    const host = await site.visit()
    await host.context.addInitScript("if (location.hash === '') window.open = () => null")
    await host.page.reload()
    await host.open({ url: session.url })
    const frame = await host.frame('Connect Ecwid')
    await frame.evaluate('window.open = () => null')
    await press(frame, 'Continue to Ecwid')
    await frame.getByRole('heading', { name: 'Your browser blocked the window' }).waitFor()
    const popup = await host.popup(() => press(frame, 'Open Ecwid'))
    await decide(popup, 'Accept', 1003)
    await host.heard('connected')
    await host.close()
  })

  it('in a window alone reports to the page that opened it', async () => {
    const session = await makeSession(byConsent)
    const host = await site.visit()
    const popup = await host.popup(() => host.open({ url: session.url, mode: 'popup' }))
    await press(popup, 'Continue to Ecwid')
    await decide(popup, 'Cancel')
    expect(await host.heard('failed')).toMatchObject({ reason: 'denied' })
    await popup.getByRole('alert').getByText('You did not agree').waitFor()
    await press(popup, 'Continue to Ecwid')
    await decide(popup, 'Accept', 1003)
    expect(await host.heard('connected')).toMatchObject({ name: 'Shop of Ann' })
    if (!popup.isClosed()) await popup.waitForEvent('close')
    await host.close()
  })

  it('in a window that is closed by hand is closed for the page', async () => {
    const session = await makeSession(byConsent)
    const host = await site.visit()
    const popup = await host.popup(() => host.open({ url: session.url, mode: 'popup' }))
    await popup.getByRole('heading', { name: 'Connect Ecwid' }).waitFor()
    await popup.close()
    await host.heard('closed')
    await host.close()
  })
})

describe('by keys', () => {
  it('that are wrong are corrected in place', async () => {
    await newStore(platform, 7101)
    const session = await makeSession(byKeys)
    const host = await site.visit()
    await host.open({ url: session.url })
    const frame = await host.frame('Connect Ecwid')
    await press(frame, /^Connect$/)
    expect(await frame.getByText('Please fill this in.').count()).toBe(3)
    const focused = await frame.evaluate('document.activeElement.name')
    expect(focused).toBe('ecwid.store.id')
    await typeKeys(host, { ...keysOf(7101), 'ecwid.order.key': 'wrong-key-of-mine' })
    await frame.getByRole('alert').getByText('Ecwid did not accept the keys').waitFor()
    expect(await host.heard('failed')).toMatchObject({ reason: 'keys_refused' })
    await typeKeys(host, keysOf(7101))
    expect(await host.heard('connected')).toMatchObject({ name: 'Shop of Ann' })
    await expectGone(host)
    await host.close()
  })

  it('wait for the network', async () => {
    await newStore(platform, 7103)
    const session = await makeSession(byKeys)
    const host = await site.visit()
    await host.open({ url: session.url })
    const frame = await host.frame('Connect Ecwid')
    await host.context.setOffline(true)
    await typeKeys(host, keysOf(7103))
    await frame.getByRole('alert').getByText('No connection to the network').waitFor()
    await host.context.setOffline(false)
    await press(frame, /^Connect$/)
    await host.heard('connected')
    await host.close()
  })

  it('are one of the ways where there are several', async () => {
    const session = await makeSession()
    const host = await site.visit()
    await host.open({ url: session.url, container: '#place' })
    const frame = await host.frame('How would you like to connect Ecwid?')
    await press(frame, /^Legacy API keys/)
    await host.frame('Connect Ecwid')
    await press(frame, 'Back')
    await host.frame('How would you like to connect Ecwid?')
    expect(await host.page.locator('dialog').count()).toBe(0)
    await host.page.evaluate('widget.close()')
    await expectGone(host)
    expect((await host.events()).map(([name]) => name)).toEqual(['ready'])
    await host.close()
  })
})

describe('an instance that is connected again', () => {
  it('takes the same account only', async () => {
    await newStore(platform, 7201)
    const instance = await connectByOAuth(platform, 1003, { name: 'Old shop' })
    const { host, frame, popup, session } = await atVendor({
      instanceId: instance.id,
      name: undefined,
    })
    await decide(popup, 'Accept', 7201)
    expect(await host.heard('failed')).toMatchObject({ reason: 'wrong_account' })
    await frame.getByRole('alert').getByText('This is another account').waitFor()
    await frame.getByText('“Old shop” needs to be connected again').waitFor()
    const again = await host.popup(() => press(frame, 'Continue to Ecwid'))
    await decide(again, 'Accept', 1003)
    expect(await host.heard('connected')).toMatchObject({ instanceId: instance.id })
    const read = instanceIn(await platform.request('GET', `/instances/${instance.id}`))
    expect(read.token).toBe(instance.token)
    expect((await outcome(platform, session.id)).state).toBe('connected')
    await host.close()
  })
})

describe('a link', () => {
  const returning = () => ({ ...byConsent, returnUrl: `${site.url}/connected` })

  it('works alone, and leads on', async () => {
    const session = await makeSession(returning())
    const context = await site.context()
    const page = await context.newPage()
    await page.goto(session.url)
    await page.getByRole('heading', { name: 'Connect Ecwid' }).waitFor()
    expect(page.url()).toBe(`${platform.url}/connect/${session.id}`)
    await page.reload()
    await press(page, 'Continue to Ecwid')
    await decide(page, 'Cancel')
    await page.getByRole('alert').getByText('You did not agree').waitFor()
    expect(page.url()).toBe(`${platform.url}/connect/${session.id}`)
    await press(page, 'Continue to Ecwid')
    await decide(page, 'Accept', 1003)
    await page.getByRole('heading', { name: 'Connected' }).waitFor()
    expect(await page.locator('#outcome').getAttribute('data-state')).toBe('connected')
    await press(page, `Go on to ${new URL(site.url).host}`)
    await page.waitForURL(`${site.url}/connected`)
    // Opened once more, as links in mails are.
    await page.goto(session.url)
    await page.getByRole('heading', { name: 'Already connected' }).waitFor()
    await context.close()
  })

  it.each([
    ['expired', 'This link has expired'],
    ['revoked', 'This link was taken back'],
  ])('that is %s says so', async (state, heading) => {
    const session = await makeSession(returning())
    if (state === 'expired') await expire(platform, session.id)
    else await platform.request('DELETE', `/connect-sessions/${session.id}`)
    const context = await site.context()
    const page = await context.newPage()
    await page.goto(session.url)
    await page.getByRole('heading', { name: heading }).waitFor()
    await page.getByRole('link', { name: /^Back to localhost/ }).waitFor()
    await context.close()
  })

  it('that expires while it is open, or was cut, says so', async () => {
    const session = await makeSession(byKeys)
    const context = await site.context()
    const page = await context.newPage()
    await page.goto(session.url)
    await page.getByRole('heading', { name: 'Connect Ecwid' }).waitFor()
    await expire(platform, session.id)
    for (const [key, value] of Object.entries(keysOf(1003))) {
      await page.locator(`input[name="${key}"]`).fill(value)
    }
    await press(page, /^Connect$/)
    await page.getByRole('heading', { name: 'This link has expired' }).waitFor()
    await page.goto(session.url.slice(0, -3))
    await page.reload()
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
    await context.close()
  })

  it('whose consent comes back in another browser asks for a click, in its own words', async () => {
    const session = await makeSession({ ...returning(), language: 'zh' })
    const context = await site.context()
    const page = await context.newPage()
    await page.goto(session.url)
    await press(page, '前往 Ecwid')
    await page.locator('#store_id').waitFor()
    const elsewhere = await site.context()
    const other = await elsewhere.newPage()
    await other.goto(page.url())
    await decide(other, 'Accept', 1003)
    await other.getByRole('heading', { name: '完成 Ecwid 的连接' }).waitFor()
    expect((await outcome(platform, session.id)).state).toBe('pending')
    await press(other, '连接 Ecwid')
    await other.getByRole('heading', { name: '连接成功' }).waitFor()
    expect(await other.locator('html').getAttribute('lang')).toBe('zh')
    expect((await outcome(platform, session.id)).state).toBe('connected')
    await elsewhere.close()
    await context.close()
  })
})
