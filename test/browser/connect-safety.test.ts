/** Who may hold the connect widget, whom it tells, and whom the page that holds it believes. */
import { expect, it } from 'vitest'
import { keysOf, makeSession, newStore } from '../journeys/connect-client.ts'
import { startPlatform } from '../support/start-platform.ts'
import { decide, press, startHostSite, type HostPage } from './connect-host.ts'

const platform = await startPlatform()
const site = await startHostSite(platform)
const stranger = await startHostSite(platform)
const allowed = { allowedOrigins: [site.url] }

/** What reaches the page of a window by messages, ours and others'. */
async function overhear({ page }: HostPage) {
  await page.evaluate(`window.overheard = []
    addEventListener('message', ({ origin, data }) => overheard.push({ origin, data }))`)
  return () => page.evaluate<{ origin: string; data: object }[]>('overheard')
}

it('a page whose origin is not allowed shows no widget, and hears nothing of it', async () => {
  const session = await makeSession(platform, allowed)
  const host = await stranger.visit()
  const overheard = await overhear(host)
  await host.page.clock.install()
  await host.open({ url: session.url })
  await expect.poll(() => host.complaints.join()).toContain('frame-ancestors')
  await host.page.clock.runFor(21_000)
  expect(await host.heard('failed')).toEqual({ sessionId: session.id, reason: 'not_shown' })
  expect(await overheard()).toEqual([])
  expect(await host.page.locator('iframe').count()).toBe(0)
  host.complaints.splice(0)
  await host.close()
})

it('a session without origins may be framed by nobody', async () => {
  const session = await makeSession(platform)
  const host = await site.visit()
  await host.open({ url: session.url })
  await expect.poll(() => host.complaints.join()).toContain("frame-ancestors 'none'")
  host.complaints.splice(0)
  await host.close()
})

it('a page that opens a window for another origin hears nothing that came of it', async () => {
  await newStore(platform, 7301)
  const session = await makeSession(platform, { authenticationTypes: ['custom'] })
  const host = await site.visit()
  const overheard = await overhear(host)
  const popup = await host.popup(() => host.open({ url: session.url, mode: 'popup' }))
  for (const [key, value] of Object.entries(keysOf(7301))) {
    await popup.locator(`input[name="${key}"]`).fill(value)
  }
  await press(popup, /^Connect$/)
  await popup.getByRole('heading', { name: 'Connected' }).waitFor()
  await host.heard('ready')
  const types = (await overheard()).map(({ data }) => (data as { type?: string }).type)
  expect(types).not.toContain('connected')
  await host.close()
})

it('forged messages are not believed, and none holds a token', async () => {
  await newStore(platform, 7302)
  const session = await makeSession(platform, { ...allowed, authenticationTypes: ['custom'] })
  const host = await site.visit()
  const overheard = await overhear(host)
  await host.open({ url: session.url })
  const frame = await host.frame('Connect Ecwid')
  const forged = `{ source: 'hubwright-connect', sessionId: '${session.id}', type: 'connected', instanceId: 1, name: 'Evil' }`
  // By the page itself, and by another window of the right origin.
  await host.page.evaluate(`postMessage(${forged}, '*')`)
  const other = await host.popup(() =>
    host.page.evaluate(`void open('${platform.url}/docs/errors/not_found')`),
  )
  await other.waitForLoadState()
  await other.evaluate(`opener.postMessage(${forged}, '*')`)
  // To the widget: it listens to its own windows only.
  await host.page.evaluate(
    `document.querySelector('iframe').contentWindow.postMessage({ hubwright: 'outcome', sessionId: '${session.id}', outcome: {} }, '*')`,
  )
  await expect.poll(async () => (await overheard()).length).toBeGreaterThan(2)
  expect(await host.events()).toEqual([['ready', undefined]])
  await other.close()
  for (const [key, value] of Object.entries(keysOf(7302))) {
    await frame.locator(`input[name="${key}"]`).fill(value)
  }
  await press(frame, /^Connect$/)
  await host.heard('connected')
  const heard = await overheard()
  expect(JSON.stringify(heard)).not.toMatch(/hwc_|order-key/)
  expect(heard.filter(({ origin }) => origin === platform.url).length).toBeGreaterThan(2)
  await host.close()
})

it('the token leaves the address, and the way to the vendor has none', async () => {
  const session = await makeSession(platform, { ...allowed, authenticationTypes: ['oauth2'] })
  const context = await site.context()
  const asked: string[] = []
  context.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer']}`))
  const page = await context.newPage()
  await page.goto(session.url)
  await page.getByRole('heading', { name: 'Connect Ecwid' }).waitFor()
  expect(await page.evaluate('location.href + history.length')).not.toContain(session.token)
  await press(page, 'Continue to Ecwid')
  await decide(page, 'Accept', 1003)
  await page.getByRole('heading', { name: 'Connected' }).waitFor()
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).toBe('{}')
  const sent = asked.filter((line) => !line.startsWith(session.url))
  expect(sent.join('\n')).not.toContain(session.token)
  expect(sent.length).toBeGreaterThan(5)
  await context.close()
})

it.each([
  {},
  { url: 'javascript:alert(1)//connect/x#t' },
  { url: 'https://example.com/elsewhere#t' },
  { url: 'https://example.com/connect/x' },
])('the script refuses %j', async (options) => {
  const host = await site.visit()
  const said = await host.page.evaluate(
    `(() => { try { Hubwright.connect(${JSON.stringify(options)}) } catch (error) { return error.name } })()`,
  )
  expect(said).toBe('TypeError')
  await host.close()
})
