/**
 * A product's own page on another site (`localhost`, while the platform is 127.0.0.1), under a policy that allows no
 * style and no script but the widget's, and a person's browser in front of it.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core'
import { afterAll, expect, vi } from 'vitest'
import { actionMs, startBrowser } from '../support/browser.ts'
import type { Platform } from '../support/start-platform.ts'
import { watchComplaints } from './console-browser.ts'

export interface HostPage {
  readonly page: Page
  readonly context: BrowserContext
  /** In the order in which the script called back: `['connected', { sessionId, instanceId, name }]` … */
  events(): Promise<[name: string, detail?: Record<string, unknown>][]>
  /** Waits for a call back. */
  heard(name: string): Promise<Record<string, unknown>>
  /** The button of the page opens the widget; `options` as the script takes them, without call backs. */
  open(options: object): Promise<void>
  /** The page within the widget's frame, once it shows a heading. */
  frame(heading: string | RegExp): Promise<Frame>
  /** Does it, and answers the window that opens. */
  popup(deed: () => Promise<void>): Promise<Page>
  readonly complaints: string[]
  /** Fails when the browser complained. */
  close(): Promise<void>
}

export interface HostSite {
  /** Origin of the page. */
  readonly url: string
  visit(options?: VisitOptions): Promise<HostPage>
  /** A browser without the page: for links. */
  context(options?: VisitOptions): Promise<BrowserContext>
}

export interface VisitOptions {
  readonly width?: number
  readonly colors?: 'light' | 'dark'
  readonly locale?: string
}

let running: Promise<Browser> | undefined
afterAll(async () => (await running)?.close())

export async function startHostSite(platform: Pick<Platform, 'url'>): Promise<HostSite> {
  const policy = `default-src 'none'; script-src ${platform.url}; frame-src ${platform.url}; connect-src ${platform.url}; img-src data:`
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
    response.end(`<!doctype html><html lang="en"><title>A product</title><link rel="icon" href="data:,">
<h1>A product</h1><button id="open">Connect a store</button><div id="place"></div>
<p>${request.url}</p><script src="${platform.url}/connect.js"></script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const context = (options: VisitOptions = {}) => openContext(options)
  return { url, context, visit: async (options) => visit(url, await context(options)) }
}

async function openContext({ width = 1440, colors = 'light', locale = 'en-GB' }: VisitOptions) {
  const browser = await (running ??= startBrowser())
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: colors,
    reducedMotion: 'reduce',
    locale,
  })
  context.setDefaultTimeout(actionMs)
  return context
}

async function visit(url: string, context: BrowserContext): Promise<HostPage> {
  const page = await context.newPage()
  const complaints: string[] = []
  context.on('page', (opened) => complaints.push(...watchComplaints(opened)))
  const own = watchComplaints(page)
  await page.goto(url)
  const events = () => page.evaluate<Awaited<ReturnType<HostPage['events']>>>('window.events ?? []')
  const host: HostPage = {
    page,
    context,
    complaints: own,
    events,
    async heard(name) {
      // By asking: the policy of the page allows no waiting within it.
      return vi.waitFor(
        async () => {
          const found = (await events()).findLast(([one]) => one === name)
          if (found === undefined) throw new Error(`'${name}' was not called back`)
          return found[1] ?? {}
        },
        { timeout: actionMs, interval: 50 },
      )
    },
    async open(options) {
      await page.evaluate(`window.events = []
        document.querySelector('#open').onclick = () => {
          const { container, ...options } = ${JSON.stringify(options)}
          const hear = (name) => (detail) => void events.push([name, detail])
          window.widget = Hubwright.connect({
            ...options,
            ...(container ? { container: document.querySelector(container) } : {}),
            onConnected: hear('connected'),
            onFailed: hear('failed'),
            onClosed: hear('closed'),
            onReady: hear('ready'),
          })
        }`)
      await page.locator('#open').click()
    },
    async frame(heading) {
      await page.frameLocator('iframe').getByRole('heading', { level: 1, name: heading }).waitFor()
      const frame = page.frames().find((one) => one.parentFrame() !== null)
      if (frame === undefined) throw new Error('The page has no frame')
      return frame
    },
    async popup(deed) {
      const [opened] = await Promise.all([context.waitForEvent('page'), deed()])
      return opened
    },
    async close() {
      await context.close()
      expect([...own, ...complaints]).toEqual([])
    },
  }
  return host
}

/** The button or link of a name, once a frame is as high as what it holds: until then it moves under the pointer. */
export async function press(place: Page | Frame, name: string | RegExp): Promise<void> {
  const excess = 'Math.abs(innerHeight - document.body.getBoundingClientRect().height)'
  if ('parentFrame' in place) {
    await clickable(place, name).waitFor()
    await expect.poll(() => place.evaluate<number>(excess)).toBeLessThan(1.5)
  }
  await clickable(place, name).click()
}

function clickable(place: Page | Frame, name: string | RegExp): Locator {
  return place.getByRole('button', { name }).or(place.getByRole('link', { name })).first()
}

/** The store's owner in front of the simulated vendor's consent page. */
export async function decide(page: Page, decision: 'Accept' | 'Cancel', storeId?: number) {
  await page.locator('#store_id').waitFor()
  if (storeId !== undefined) await page.locator('#store_id').selectOption(String(storeId))
  await page.getByRole('button', { name: decision }).click()
}
