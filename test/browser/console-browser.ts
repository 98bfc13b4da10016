/**
 * The console in a real browser:
 *
 *     const console = await openConsole(platform)
 *     await console.signIn()
 *     await console.page.goto(`${platform.url}/secrets`)
 *     await console.expectAccessible()
 *
 * Whatever the browser complains about on the way (errors of scripts, refused by policy) fails the file in `close`.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { actionMs, startBrowser } from '../support/browser.ts'
import type { Platform, Tenant } from '../support/start-platform.ts'

export interface ConsoleOptions {
  /** In pixels; 390 is a phone. Default 1440. */
  readonly width?: number
  readonly colors?: 'light' | 'dark'
}

export interface OpenConsole {
  readonly page: Page
  readonly context: BrowserContext
  /** Signs in by the form, as the first tenant unless another is named, and waits for the home page. */
  signIn(tenant?: Pick<Tenant, 'email' | 'password'>): Promise<void>
  /** Goes to an address of the console and waits for its heading. */
  open(path: string, heading: string): Promise<void>
  /** No violation of WCAG 2.2 A and AA, contrast included. */
  expectAccessible(): Promise<void>
  /** What the browser complained about; emptied, where a test provokes something. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** One browser a file. */
let running: Promise<Browser> | undefined
afterAll(async () => (await running)?.close())

export async function openConsole(
  platform: Pick<Platform, 'url' | 'first'>,
  { width = 1440, colors = 'light' }: ConsoleOptions = {},
): Promise<OpenConsole> {
  const browser = await (running ??= startBrowser())
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: colors,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(actionMs)
  const complaints = watchComplaints(page)
  return {
    page,
    context,
    complaints,
    async signIn({ email, password } = platform.first) {
      await page.goto(`${platform.url}/sign-in`)
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor()
    },
    async open(path, heading) {
      await page.goto(platform.url + path)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    },
    expectAccessible: () => expectAccessible(page),
    async close() {
      await context.close()
      expect(complaints).toEqual([])
    },
  }
}

/** What the browser reports of a page from now on: errors of scripts, and what a policy refused. */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    // An answer with an error status is news, not a fault of the page; the browser reports it all the same.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What moves towards an end, two frames from now: before that, a fade may only be about to begin. */
const moving = `new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))).then(() =>
  document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity)
    .map(({ transitionProperty, animationName, effect: { target } }) =>
      (transitionProperty ?? animationName) + ' of ' + target?.outerHTML.slice(0, 120)))`

/** Waits until nothing fades or slides any more; what turns for ever, such as a spinner, may go on. */
export async function expectStill(page: Page | Frame): Promise<void> {
  await expect.poll(() => page.evaluate<string[]>(moving)).toEqual([])
}

/** No violation of WCAG 2.2 A and AA in a page, or in a frame of it, once it stands still. */
export async function expectAccessible(page: Page | Frame): Promise<void> {
  await expectStill(page)
  // By the browser's own door, which the policy of the page does not guard.
  await page.evaluate(axe)
  const violations = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary)))`,
  )
  expect(violations).toEqual([])
}

/** Pixels by which a page is wider than the window: what cannot be reached on a phone. */
export function excessWidth(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
}

/**
 * For people to look at: `CONSOLE_SCREENSHOTS=<folder> npx vitest run test/browser`. Without the variable nothing is
 * written.
 */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['CONSOLE_SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await expectStill(page)
  await page.screenshot({
    path: join(folder, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
  })
}

/** The four looks that every page is checked in. */
export const looks = [
  { width: 1440, colors: 'light' },
  { width: 1440, colors: 'dark' },
  { width: 390, colors: 'light' },
  { width: 390, colors: 'dark' },
] as const
