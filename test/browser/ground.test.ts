/** What every person meets in the console: coming in, going out, being lost, secrets, the first call, many rows. */
import { beforeAll, describe, expect, it } from 'vitest'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { openConsole } from './console-browser.ts'

const platform = await startPlatform()
const { first } = platform
let instance: DemoInstance
beforeAll(async () => {
  instance = await connectDemoInstance(platform, first)
}, 60_000)

describe('signing in', () => {
  it('says what is wrong and goes to the place one wanted', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await page.goto(`${platform.url}/secrets`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Enter your email').waitFor()
    await page.getByLabel('Email').fill(first.email)
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const alert = page.getByRole('alert')
    await alert.getByText('Wrong email or password').waitFor()
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/docs/errors/login_failed')
    expect(await alert.textContent()).toMatch(/Request [0-9a-f]{24}/)
    await page.getByLabel('Password', { exact: true }).fill(first.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Secrets' }).waitFor()
    await expect.poll(() => page.title()).toBe('Secrets · Hubwright')
    await opened.close()
  })

  it('leads to no address of somebody else', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await page.goto(`${platform.url}/sign-in?next=${encodeURIComponent('//evil.example/x')}`)
    await page.getByLabel('Email').fill(first.email)
    await page.getByLabel('Password', { exact: true }).fill(first.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor()
    expect(page.url()).toBe(`${platform.url}/`)
    await opened.close()
  })

  it('is not asked for by who never signed in here', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(response.url())
    })
    await page.goto(`${platform.url}/secrets`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await opened.expectAccessible()
    expect(refused).toEqual([])
    await opened.signIn()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor()
    await opened.close()
  })

  it('ends by signing out, and wherever the session ended without the page', async () => {
    const opened = await openConsole(platform)
    const { page, context } = opened
    await opened.signIn()
    expect((await context.cookies()).map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual(
      [[true, 'Strict']],
    )
    await page.getByRole('button', { name: /^Menu of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await context.cookies()).toEqual([])
    const lastAnswer = page.waitForResponse('**/elements/api-v2/accounts')
    await opened.signIn()
    // From here on the page asks for nothing by itself.
    await page.getByText('2 of 3 done').waitFor()
    await lastAnswer
    await context.clearCookies()
    await page.getByRole('link', { name: 'Secrets' }).first().click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(page.url()).toContain('next=%2Fsecrets')
    await opened.close()
  })
})

describe('the shell', () => {
  it('has a drawer on phones that closes after the choice', async () => {
    const opened = await openConsole(platform, { width: 390 })
    const { page } = opened
    await opened.signIn()
    await page.getByRole('button', { name: 'Open the navigation' }).click()
    const navigation = page.getByRole('navigation', { name: 'Pages' })
    await navigation.getByRole('link', { name: 'Secrets' }).click()
    await page.getByRole('heading', { level: 1, name: 'Secrets' }).waitFor()
    await page.getByRole('button', { name: 'Close the navigation' }).waitFor({ state: 'hidden' })
    await opened.close()
  })

  it('keeps the colours that were chosen, from the first paint on', async () => {
    const opened = await openConsole(platform, { colors: 'light' })
    const { page } = opened
    await opened.signIn()
    const scheme = () =>
      page.evaluate("document.documentElement.getAttribute('data-mantine-color-scheme')")
    expect(await scheme()).toBe('light')
    await page.getByRole('button', { name: /^Menu of/ }).click()
    await page.getByText('Dark', { exact: true }).click()
    await expect.poll(scheme).toBe('dark')
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(scheme).toBe('dark')
    await opened.close()
  })

  it('says so when a page is not there, and when the server does not answer', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/nowhere/at/all', 'Page not found')
    await page.route('**/authentication/secrets', (route) => route.abort())
    await page.getByRole('link', { name: 'Secrets' }).first().click()
    await page.getByText('The server cannot be reached').waitFor()
    await page.unroute('**/authentication/secrets')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('User secret').first().waitFor()
    await opened.close()
  })

  it('shows the things of one account to who administers all', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    const created = await platform.request('POST', '/accounts', {
      body: { externalId: 'empty', name: 'Empty account' },
    })
    expect(created.status).toBe(200)
    await opened.signIn()
    await page.getByText(instance.name).first().waitFor()
    await page.getByRole('combobox', { name: 'Show the things of' }).click()
    await page.getByRole('option', { name: 'Empty account' }).click()
    await page.getByRole('heading', { name: 'Nothing is connected yet' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Nothing is connected yet' }).waitFor()
    await opened.close()
  })
})

describe('the token of an instance', () => {
  it('is not read before one asks to see it', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    const answers: Promise<string>[] = []
    page.on('response', (response) => {
      if (/api-v2\/instances/.test(response.url())) answers.push(response.text())
    })
    await opened.signIn()
    await page.getByText(instance.name).first().waitFor()
    await opened.open('/instances', 'Instances')
    await page.getByText(instance.name).first().waitFor()
    await opened.open(`/instances/${instance.id}`, instance.name)
    const show = page.getByRole('button', { name: 'Show instance token' })
    await show.waitFor()
    const texts = await Promise.all(answers)
    expect(texts.join()).toContain('"token":"********"')
    expect(texts.join()).not.toContain(instance.token)
    await show.click()
    await page.getByText(instance.token).waitFor()
    const log = await platform.request('GET', `/audit-logs/element-instances/${instance.id}`)
    const actions = (log.body as { action: string }[]).map(({ action }) => action)
    expect(actions.filter((action) => action.includes('token'))).toEqual(['instance-token.read'])
    await opened.close()
  })
})

describe('a phone', () => {
  it('keeps the order of a table whose column has no room, and tabs on one line', async () => {
    const later = await connectDemoInstance(platform, first, { name: 'Zebra' })
    const opened = await openConsole(platform, { width: 390 })
    const { page } = opened
    // On the same second both would be equally new.
    await page.route('**/elements/api-v2/instances?*', async (route) => {
      const response = await route.fetch()
      const rows = (await response.json()) as { id: number; createdDate: string }[]
      const dated = rows.map((row) =>
        row.id === later.id ? { ...row, createdDate: '2099-01-01T00:00:00Z' } : row,
      )
      await route.fulfill({ response, json: dated })
    })
    await opened.signIn()
    for (const [path, title] of [
      ['/', 'Welcome'],
      ['/instances', 'Instances'],
    ] as const) {
      await opened.open(path, title)
      const grid = page.getByRole('grid', { name: 'Instances' })
      await grid.getByText(later.name).waitFor()
      expect(await grid.getByRole('columnheader', { name: 'Created' }).count()).toBe(0)
      await expect.poll(() => grid.locator('[aria-rowindex="2"]').innerText()).toContain(later.name)
    }
    await page.unroute('**/elements/api-v2/instances?*')
    await opened.open(`/instances/${later.id}`, later.name)
    const tabs = page.getByRole('tab')
    await tabs.first().focus()
    await page.keyboard.press('End')
    await expect
      .poll(async () => {
        const boxes = await Promise.all([tabs.first().boundingBox(), tabs.last().boundingBox()])
        const [left, right] = boxes
        return left?.y === right?.y && (right?.x ?? 390) + (right?.width ?? 390) <= 390
      })
      .toBe(true)
    // An empty table is one, too.
    await page.getByRole('heading', { name: 'No traces' }).waitFor()
    await opened.expectAccessible()
    await platform.request('DELETE', `/instances/${later.id}`)
    await opened.close()
  })
})

describe('the first steps', () => {
  it('end with a call that the browser makes with the token of the instance', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    const calling = page.waitForRequest('**/hubs/ecommerce/products?pageSize=3')
    await page.getByRole('button', { name: 'Make the call' }).click()
    expect((await calling).headers()['authorization']).toBe(`Element ${instance.token}`)
    await page.getByText('200 OK').waitFor()
    await page.getByText('3 of 3 done').waitFor()
    const answer = await page.getByRole('region', { name: 'answer' }).textContent()
    expect(JSON.parse(answer ?? '')).toHaveLength(3)
    await opened.close()
  })
})

describe('secrets', () => {
  it('are covered until one looks, and the organization has a new one when asked for', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    await opened.signIn()
    await opened.open('/secrets', 'Secrets')
    await page.getByRole('button', { name: 'Show user secret' }).waitFor()
    expect(await page.content()).not.toContain(first.userSecret)
    await page.getByRole('button', { name: 'Show user secret' }).click()
    await page.getByText(first.userSecret).waitFor()
    await page.getByRole('button', { name: 'Show organization secret' }).click()
    await page.getByText(first.organizationSecret).waitFor()
    await page.getByRole('button', { name: /^Replace the organization secret/ }).click()
    const dialog = page.getByRole('dialog')
    await opened.expectAccessible()
    const sure = dialog.getByRole('button', { name: 'Replace the secret' })
    await expect.poll(() => sure.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('My organization')
    await sure.click()
    await page.getByText('The organization has a new secret').waitFor()
    await page.getByText(first.organizationSecret).waitFor({ state: 'detached' })
    const old = await platform.request('GET', '/organizations/me')
    expect(old.status).toBe(401)
    await opened.close()
  })
})

describe('a table', () => {
  it('of 100,000 rows sorts, scrolls and follows the keys, with few of them in the page', async () => {
    const opened = await openConsole(platform)
    const { page } = opened
    // No more than the table shows, as the answer is large enough.
    const model = {
      token: instance.token,
      element: { name: 'Shop', hub: 'ecommerce' },
      state: 'connected',
      disabled: false,
      createdDate: '2026-01-01T00:00:00Z',
    }
    const rows = Array.from({ length: 100_000 }, (_, index) => ({
      ...model,
      id: index + 1,
      name: `Store ${index + 1}`,
    }))
    await page.route('**/elements/api-v2/instances?*', (route) => route.fulfill({ json: rows }))
    await opened.signIn()
    const grid = page.getByRole('grid', { name: 'Instances' })
    await grid.getByText('Store 1', { exact: true }).waitFor()
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001')
    expect(await grid.getByRole('row').count()).toBeLessThan(60)
    await grid.getByRole('button', { name: 'ID' }).click()
    await grid.getByRole('button', { name: 'ID' }).click()
    await grid.getByText('Store 100000', { exact: true }).waitFor()
    await grid.focus()
    await page.keyboard.press('End')
    await grid.getByText('Store 1', { exact: true }).waitFor()
    await page.keyboard.press('Home')
    await grid.getByText('Store 100000', { exact: true }).waitFor()
    await opened.close()
  })
})
