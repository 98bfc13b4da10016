/** The catalog, and every way in which a connection comes about or does not, against the sandbox's consent page. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'
import { looks, openConsole, takeScreenshot, type OpenConsole } from './console-browser.ts'

let aheadMs = 0
const platform = await startPlatform({ clock: { now: () => Date.now() + aheadMs } })
for (const storeId of [7101, 7102]) {
  await platform.sandbox('POST', '/_control/ecwid/stores', { storeId, seed: 7, products: 3 })
}
/** A server that knows the vendor's addresses and has no app of its own there. */
const withoutApp = await startPlatform({
  beside: platform,
  env: {
    HUBWRIGHT_VENDOR_ECWID_AUTH_URL: `${platform.sandboxUrl}/ecwid`,
    HUBWRIGHT_VENDOR_ECWID_API_URL: `${platform.sandboxUrl}/ecwid`,
  },
})

let opened: OpenConsole
let page: Page
beforeAll(async () => {
  opened = await openConsole(platform)
  ;({ page } = opened)
  await opened.signIn()
}, 60_000)
afterAll(() => opened?.close())

interface Shown {
  readonly id: number
  readonly name: string
  readonly tags: readonly string[]
  readonly token: string
  readonly configuration: Readonly<Record<string, string>>
}

async function instancesNamed(name: string): Promise<readonly Shown[]> {
  const { status, body } = await platform.request('GET', '/instances', {
    query: { searchText: name },
  })
  return status === 404 ? [] : (body as Shown[])
}

/** Opens the form and gives the name that it always asks for. */
async function openForm(name: string, on = opened) {
  await on.open('/connectors/ecwid/connect', 'Connect Ecwid')
  await on.page.getByLabel('Name').fill(name)
}

/** Clicks, and waits for the vendor's page in its own window. */
async function openVendor(button: string | RegExp, on = opened): Promise<Page> {
  const [popup] = await Promise.all([
    on.context.waitForEvent('page'),
    on.page.getByRole('button', { name: button }).click(),
  ])
  await popup.getByRole('button', { name: 'Accept' }).waitFor()
  return popup
}

const focused = (on: Page) => on.evaluate('document.activeElement.name')

/** The field of a configuration key; labels of secrets are in the names of their buttons, too. */
const field = (key: string, on = page) => on.locator(`input[name="${key}"]`)

const notice = (title: string | RegExp) => page.getByRole('alert').filter({ hasText: title })

async function expectConnected(name: string, on = opened) {
  await on.page.getByRole('heading', { level: 1, name: `${name} is connected` }).waitFor()
}

describe('the catalog', () => {
  it('finds connectors by words and hub, and leads to the form', async () => {
    await opened.open('/connectors', 'Connectors')
    const card = page.getByRole('listitem').filter({ hasText: 'ID 52' })
    await card.getByText('E-Commerce · ID 52').waitFor()
    await card.getByText('Simulated').waitFor()
    await page.getByLabel('Search connectors').fill('52 store')
    await card.waitFor()
    await page.getByLabel('Search connectors').fill('no such vendor')
    await page.getByRole('heading', { name: 'No connector fits' }).waitFor()
    await page.getByLabel('Search connectors').fill('')
    await page.getByRole('link', { name: 'Connect Ecwid' }).click()
    await page.getByRole('heading', { level: 1, name: 'Connect Ecwid' }).waitFor()
  })

  it('has its place in the navigation', async () => {
    await page.goto(platform.url)
    await page.getByRole('link', { name: 'Connectors', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Connectors' }).waitFor()
  })
})

describe('the page of a connector', () => {
  it('searches its resources', async () => {
    await opened.open('/connectors/ecwid', 'Ecwid')
    await page.getByRole('tab', { name: /Resources/ }).click()
    await page.getByLabel('Search resources').fill('delete discount')
    await page.getByRole('heading', { level: 2, name: 'discount_coupons' }).waitFor()
    expect(await page.getByRole('heading', { level: 2, name: 'orders' }).count()).toBe(0)
    expect(await page.getByText('DELETE', { exact: true }).count()).toBeGreaterThan(0)
  })

  it('tells how to get the credentials, with the address of this server', async () => {
    await opened.open('/connectors/ecwid?tab=credentials', 'Ecwid')
    await page.getByText(`${platform.url}/oauth/callback/ecwid`).waitFor()
    await page.getByRole('button', { name: 'Copy redirect address' }).waitFor()
    const link = page.getByRole('link', { name: /Open Develop apps/ }).first()
    expect(await link.getAttribute('href')).toBe('https://my.ecwid.com/#develop-apps')
    await page.getByRole('heading', { level: 2, name: 'Legacy API keys' }).waitFor()
  })

  it('gives the values of the sandbox while it plays the vendor, and only then', async () => {
    await opened.open('/connectors/ecwid?tab=credentials', 'Ecwid')
    const way = (label: string) => page.getByRole('region', { name: label })
    await way('OAuth 2.0').getByText('Nothing to get at the moment').waitFor()
    await way('Access token').getByText('secret_sandbox_1003', { exact: true }).waitFor()
    await way('Legacy API keys').getByText('sandbox-order-key', { exact: true }).waitFor()
    await way('Legacy API keys').getByRole('button', { name: 'Copy product api secret' }).waitFor()
    expect(await page.getByText('Nothing to get at the moment').count()).toBe(1)
    const other = await openConsole(withoutApp)
    await other.signIn()
    await other.open('/connectors/ecwid?tab=credentials', 'Ecwid')
    await other.page.getByRole('heading', { level: 2, name: 'Access token' }).waitFor()
    expect(await other.page.getByText(/sandbox/).count()).toBe(0)
    await other.close()
  })

  it('shows what was measured where the server knows it, and nothing where it does not', async () => {
    const measured = {
      connector: 'ecwid',
      authentications: {
        oauth2: { resources: { orders: { list: true, read: true, page: { largest: 100 } } } },
      },
    }
    await page.route('**/elements/ecwid/abilities', (route) => route.fulfill({ json: measured }))
    await opened.open('/connectors/ecwid?tab=measured', 'Ecwid')
    const row = page.getByRole('row').filter({ hasText: '/orders' })
    await row.waitFor()
    expect(await row.getByRole('img', { name: 'yes' }).count()).toBe(2)
    await page.unroute('**/elements/ecwid/abilities')
    await page.route('**/elements/ecwid/abilities', (route) =>
      route.fulfill({ status: 404, json: { message: 'No', code: 'route_not_found' } }),
    )
    const asked = page.waitForResponse('**/elements/ecwid/abilities')
    await opened.open('/connectors/ecwid', 'Ecwid')
    await asked
    expect(await page.getByRole('tab', { name: 'Measured' }).count()).toBe(0)
    await page.unroute('**/elements/ecwid/abilities')
  })

  it('says that there is no such connector', async () => {
    await page.goto(`${platform.url}/connectors/nobody`)
    await page.getByText('No element found with key or ID nobody').waitFor()
  })
})

describe('with a vendor app', () => {
  it('a name is enough, and the window closes by itself', async () => {
    await openForm('By name')
    await page.getByRole('combobox', { name: 'Tags' }).fill('pilot')
    await page.keyboard.press('Enter')
    await expect.poll(() => field('oauth.api.key').isVisible()).toBe(false)
    const popup = await openVendor('Connect with Ecwid')
    await page.getByText('Waiting for the consent at Ecwid').waitFor()
    await opened.expectAccessible()
    await takeScreenshot(page, 'connect-waiting')
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('By name')
    await closed
    const [instance] = await instancesNamed('By name')
    expect(instance).toMatchObject({ name: 'By name', tags: ['pilot'] })
    const next = page.getByRole('link', { name: 'Open the API page' })
    expect(await next.getAttribute('href')).toBe(`/instances/${instance?.id}/api`)
    await opened.open('/connectors', 'Connectors')
    await page.getByRole('link', { name: '1 instance' }).waitFor()
  })

  it('the request is shown as it will be made, without secrets', async () => {
    await openForm("Ann's shop")
    await page.getByRole('button', { name: 'Advanced settings' }).click()
    await field('oauth.api.key').fill('my-app')
    await field('oauth.api.secret').fill('very-secret')
    const code = page.getByRole('region', { name: 'curl command' })
    const shown = await code.innerText()
    expect(shown).toContain(`'${platform.api}/instances'`)
    expect(shown).toContain(String.raw`Ann'\''s shop`)
    expect(shown).toContain('"oauth.api.secret": "********"')
    expect(shown).not.toContain('very-secret')
    await page.getByText('JSON', { exact: true }).click()
    const json = await page.getByRole('region', { name: 'request body' }).innerText()
    expect(JSON.parse(json)).toMatchObject({
      element: { key: 'ecwid' },
      name: "Ann's shop",
      configuration: { 'oauth.callback.url': `${platform.url}/oauth/callback/ecwid` },
    })
  })

  it('an app of the instance’s own is refused by the vendor when its secret is wrong', async () => {
    await openForm('Wrong secret')
    await page.getByRole('button', { name: 'Advanced settings' }).click()
    await field('oauth.api.key').fill('sandbox-app')
    await field('oauth.api.secret').fill('wrong')
    const popup = await openVendor('Connect with Ecwid')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await notice('Ecwid did not take the app').waitFor()
    expect(await instancesNamed('Wrong secret')).toEqual([])
  })
})

describe('a form without a name', () => {
  it('says that it lacks one, and its example does not look typed', async () => {
    await opened.open('/connectors/ecwid/connect', 'Connect Ecwid')
    await page.getByRole('button', { name: 'Connect with Ecwid' }).click()
    await page.getByText('Enter a name', { exact: true }).waitFor()
    await expect.poll(() => focused(page)).toBe('name')
    const colors = await page.evaluate<string[]>(
      `[getComputedStyle(document.activeElement, '::placeholder').color,
        getComputedStyle(document.getElementById(document.activeElement.getAttribute('aria-describedby').split(' ').find((id) => id.endsWith('error')))).color]`,
    )
    expect(colors[0]).not.toBe(colors[1])
    await opened.expectAccessible()
  })
})

describe('a consent that comes to nothing', () => {
  it('refused: says so, and begins anew', async () => {
    await openForm('Refused first')
    const popup = await openVendor('Connect with Ecwid')
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await notice('The consent was refused').waitFor()
    await opened.expectAccessible()
    // The form's own button stays the one that stands out.
    expect(await page.getByRole('button', { name: 'Try again' }).getAttribute('data-variant')).toBe(
      'default',
    )
    expect(await instancesNamed('Refused first')).toEqual([])
    const second = await openVendor('Try again')
    await second.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('Refused first')
  })

  it('closed by the person: can be opened again', async () => {
    await openForm('Closed first')
    const popup = await openVendor('Connect with Ecwid')
    await popup.close()
    await notice('The window was closed').waitFor()
    const second = await openVendor('Open it again')
    await second.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('Closed first')
  })

  it('given up: the form is there again', async () => {
    await openForm('Given up')
    const popup = await openVendor('Connect with Ecwid')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await popup.getByRole('button', { name: 'Accept' }).click()
    await popup.getByRole('heading', { name: 'Almost there' }).waitFor()
    await popup.close()
    expect(await instancesNamed('Given up')).toEqual([])
    await expect
      .poll(() => page.getByRole('button', { name: 'Connect with Ecwid' }).isEnabled())
      .toBe(true)
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Given up')
  })

  it('blocked by the browser: goes on by a link, without the window', async () => {
    await openForm('Blocked')
    await page.evaluate('window.open = () => null')
    await page.getByRole('button', { name: 'Connect with Ecwid' }).click()
    await notice('The browser did not open the window').waitFor()
    const [tab] = await Promise.all([
      opened.context.waitForEvent('page'),
      page.getByRole('link', { name: /Open Ecwid/ }).click(),
    ])
    await tab.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('Blocked')
    await tab.close()
  })

  it('too late at the vendor: the landing page finds the state expired', async () => {
    await openForm('Late')
    const popup = await openVendor('Connect with Ecwid')
    aheadMs = 11 * 60_000
    await popup.getByRole('button', { name: 'Accept' }).click()
    await notice('The time for the consent is over').waitFor()
    aheadMs = 0
    expect(await instancesNamed('Late')).toEqual([])
    await page.getByRole('button', { name: 'Try again' }).waitFor()
  })

  it('never finished: the page stops waiting when the state expires', async () => {
    const other = await openConsole(platform)
    await other.page.clock.install()
    await other.signIn()
    await openForm('Never', other)
    const popup = await openVendor('Connect with Ecwid', other)
    await other.page.clock.fastForward('10:01')
    await other.page.getByText('The time for the consent is over').waitFor()
    await popup.close()
    await other.close()
  })

  it('begun twice: the older one is told', async () => {
    await openForm('Older')
    const popup = await openVendor('Connect with Ecwid')
    const again = await page.evaluate<number>(
      `fetch('/elements/api-v2/elements/ecwid/oauth/consent', { method: 'POST',
        headers: { 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status)`,
    )
    expect(again).toBe(200)
    await popup.getByRole('button', { name: 'Accept' }).click()
    await notice('Another consent was begun after this one').waitFor()
  })

  it('the code is refused by the vendor', async () => {
    await openForm('Bad code')
    await page.route('**/elements/api-v2/instances', (route) => {
      const body = route.request().postDataJSON() as { providerData: object }
      body.providerData = { ...body.providerData, code: 'not-the-code' }
      return route.continue({ postData: JSON.stringify(body) })
    })
    const popup = await openVendor('Connect with Ecwid')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await notice('Ecwid did not take the code').waitFor()
    await page.unroute('**/elements/api-v2/instances')
  })

  it('the vendor fails: says so, and works when the vendor does', async () => {
    await openForm('Vendor down')
    const fault = { match: '/oauth/token', fault: 500, times: 10 }
    await platform.sandbox('POST', '/_control/ecwid/faults', fault)
    const popup = await openVendor('Connect with Ecwid')
    await popup.getByRole('button', { name: 'Accept' }).click()
    await notice('Ecwid does not answer as it should').waitFor()
    await opened.expectAccessible()
    await platform.sandbox('DELETE', '/_control/ecwid/faults')
    const second = await openVendor('Try again')
    await second.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('Vendor down')
  })
})

describe('with keys', () => {
  beforeEach(async () => {
    await openForm('By keys')
    await page.getByText('Legacy API keys', { exact: true }).click()
    await field('ecwid.order.key').waitFor()
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('By keys')
  })

  it('the API says at the fields what is missing', async () => {
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.locator('[aria-invalid=true]').first().waitFor()
    expect(await field('ecwid.order.key').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByText('is required').count()).toBe(3)
    expect(await page.getByRole('alert').count()).toBe(0)
    await expect.poll(() => focused(page)).toBe('ecwid.store.id')
    await opened.expectAccessible()
  })

  it('a value that is wrong is told at its field, even where it was folded away', async () => {
    await field('ecwid.store.id').fill('1003')
    await field('ecwid.order.key').fill('sandbox-order-key')
    await field('ecwid.product.key').fill('sandbox-product-key')
    await page.getByRole('button', { name: 'Advanced settings' }).click()
    await page.getByText('is told to your app as signed notifications').waitFor()
    await page.getByLabel('Event notification callback URL').fill('ftp://nowhere')
    await page.getByRole('button', { name: 'Advanced settings' }).click()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText(/must be an address that begins with http/).waitFor()
    await expect.poll(() => focused(page)).toBe('event.notification.callback.url')
  })

  it('bad ones are refused, good ones connect', async () => {
    await field('ecwid.store.id').fill('1003')
    await field('ecwid.order.key').fill('wrong')
    await field('ecwid.product.key').fill('wrong, too')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await notice('Ecwid did not take these credentials').waitFor()
    expect(await instancesNamed('By keys')).toEqual([])
    await field('ecwid.order.key').fill('sandbox-order-key')
    await field('ecwid.product.key').fill('sandbox-product-key')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expectConnected('By keys')
    expect((await instancesNamed('By keys'))[0]?.configuration).toMatchObject({
      'authentication.type': 'custom',
      'ecwid.store.id': '1003',
    })
  })
})

describe('with an access token', () => {
  it('a ready token connects without a consent', async () => {
    const { body } = await platform.sandbox('POST', '/_control/ecwid/stores/7101/tokens', {})
    await openForm('By token')
    await page.getByText('Access token', { exact: true }).click()
    await page.getByRole('button', { name: 'Where do I get these?' }).click()
    await page.getByText('secret_sandbox_1003', { exact: true }).waitFor()
    await field('ecwid.store.id').fill('7101')
    await field('oauth.user.token').fill((body as { token: string }).token)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expectConnected('By token')
    expect(await instancesNamed('By token')).toMatchObject([{ externalAuthentication: 'initial' }])
  })
})

describe('without a vendor app', () => {
  it('client id and secret are asked for, and where to get them is told', async () => {
    const other = await openConsole(withoutApp)
    await other.signIn()
    await openForm('Own app', other)
    await other.page.getByRole('button', { name: 'Where do I get these?' }).click()
    await other.page.getByText(`${withoutApp.url}/oauth/callback/ecwid`).first().waitFor()
    await other.page.getByRole('button', { name: 'Connect with Ecwid' }).click()
    await other.page.locator('[aria-invalid=true]').first().waitFor()
    expect(await other.page.getByText('is required').count()).toBe(2)
    await field('oauth.api.key', other.page).fill('sandbox-app')
    await field('oauth.api.secret', other.page).fill('sandbox-secret')
    const popup = await openVendor('Connect with Ecwid', other)
    await popup.getByRole('button', { name: 'Accept' }).click()
    await expectConnected('Own app', other)
    await other.close()
  })
})

describe('reconnecting', () => {
  async function connectedStore(name: string, storeId: number): Promise<Shown> {
    await openForm(name)
    const popup = await openVendor('Connect with Ecwid')
    await popup.locator('#store_id').selectOption(String(storeId))
    await popup.getByRole('button', { name: 'Accept' }).click()
    await expectConnected(name)
    const [instance] = await instancesNamed(name)
    if (instance === undefined) throw new Error(`${name} was not made`)
    return instance
  }

  it('refuses another account, and keeps id and token with the right one', async () => {
    const { id, token } = await connectedStore('Again', 7101)
    await opened.open(`/instances/${id}/reconnect`, 'Reconnect Again')
    const wrong = await openVendor('Consent again at Ecwid')
    await wrong.locator('#store_id').selectOption('7102')
    await wrong.getByRole('button', { name: 'Accept' }).click()
    await notice('That was another account').waitFor()
    await opened.expectAccessible()
    const right = await openVendor('Try again')
    await right.locator('#store_id').selectOption('7101')
    await right.getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('heading', { level: 1, name: 'Again works again' }).waitFor()
    await page.getByText('id and token are the same as before').waitFor()
    expect(await instancesNamed('Again')).toMatchObject([{ id, token }])
  })

  it('says in sentences why, and what is to be done', async () => {
    const { id, token } = await connectedStore('Refused token', 7102)
    await platform.sandbox('DELETE', '/_control/ecwid/stores/7102/tokens')
    await platform.request('GET', '/hubs/ecommerce/products', { token })
    await opened.open(`/instances/${id}/reconnect`, 'Reconnect Refused token')
    await page
      .getByText(
        /^The vendor refused the stored credentials: .+[^.]\. Connect the same account of Ecwid again; id and token of the instance stay\.$/,
      )
      .waitFor()
  })

  it('takes new keys for the same store', async () => {
    const made = await platform.request('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        name: 'Keys again',
        configuration: {
          'authentication.type': 'custom',
          'ecwid.store.id': '1003',
          'ecwid.order.key': 'sandbox-order-key',
          'ecwid.product.key': 'sandbox-product-key',
        },
      },
    })
    const { id } = made.body as Shown
    await opened.open(`/instances/${id}/reconnect`, 'Reconnect Keys again')
    expect(await field('ecwid.store.id').getAttribute('readonly')).not.toBeNull()
    await field('ecwid.order.key').fill('sandbox-order-key')
    await field('ecwid.product.key').fill('wrong')
    await page.getByRole('button', { name: 'Check and save' }).click()
    await notice('Ecwid did not take these credentials').waitFor()
    await field('ecwid.product.key').fill('sandbox-product-key')
    await page.getByRole('button', { name: 'Check and save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Keys again works again' }).waitFor()
  })
})

const advanced = 'button:text("Advanced settings")'

describe.each(looks)('at $width px in $colors', (look) => {
  it('the pages are whole and accessible', async () => {
    const seen = await openConsole(platform, look)
    await seen.signIn()
    const { id } = await connectDemoInstance(platform, platform.first, { name: 'Looked at' })
    const pages = [
      { path: '/connectors', heading: 'Connectors', whole: 'text=Simulated' },
      { path: '/connectors/ecwid', heading: 'Ecwid', whole: 'text=Vendor app of this server' },
      { path: '/connectors/ecwid?tab=resources', heading: 'Ecwid', whole: 'text=/orders' },
      { path: '/connectors/ecwid?tab=credentials', heading: 'Ecwid', whole: 'text=Copy the order' },
      { path: '/connectors/ecwid/connect', heading: 'Connect Ecwid', whole: advanced },
      {
        path: `/instances/${id}/reconnect`,
        heading: 'Reconnect Looked at',
        whole: advanced,
      },
      {
        path: `/instances/${id}/connected`,
        heading: 'Looked at is connected',
        whole: 'text=Copy the token',
      },
    ]
    for (const [index, { path, heading, whole }] of pages.entries()) {
      await seen.open(path, heading)
      await seen.page.locator(whole).first().waitFor()
      if (whole === advanced) await seen.page.locator(advanced).click()
      await seen.expectAccessible()
      const excess = await seen.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(excess, path).toBe(0)
      await takeScreenshot(seen.page, `connect-${index}-${look.width}-${look.colors}`)
    }
    await seen.close()
  })
})
