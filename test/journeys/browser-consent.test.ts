import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startPlatform } from '../support/start-platform.ts'
import { hubClient, platformClient, record, rows, storeControl, type Row } from './ecwid-client.ts'

/** What the vendor's redirect brought to the client's callback. */
interface Landing {
  readonly next: () => Promise<URLSearchParams>
  readonly url: string
  readonly close: () => Promise<void>
}

/** A client's own callback page, as its application would have one. */
async function startCallback(): Promise<Landing> {
  const arrived: URLSearchParams[] = []
  const waiting: ((query: URLSearchParams) => void)[] = []
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://callback')
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Back</title><h1 id="back">Back at the application</h1>')
    if (url.pathname !== '/connected') return
    const next = waiting.shift()
    if (next === undefined) arrived.push(url.searchParams)
    else next(url.searchParams)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/connected`,
    next: () => {
      const first = arrived.shift()
      return first === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(first)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const app = { clientId: 'sandbox-app', clientSecret: 'sandbox-secret' }
const running = await startPlatform()
const platform = platformClient(running)
let landing: Landing
let browser: Browser

beforeAll(async () => {
  ;[landing, browser] = await Promise.all([startCallback(), startBrowser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await landing?.close()
})

/** Opens the consent page that the platform names. */
async function openConsent(state: string): Promise<Page> {
  const answer = await platform('GET', '/elements/ecwid/oauth/url', {
    query: {
      apiKey: app.clientId,
      apiSecret: app.clientSecret,
      callbackUrl: landing.url,
      state,
    },
  })
  const { element, oauthUrl } = record(answer)
  expect(element).toBe('ecwid')
  const page = await browser.newPage()
  await page.goto(String(oauthUrl))
  return page
}

function instanceBody(name: string, providerData: Row): Row {
  return {
    element: { key: 'ecwid' },
    name,
    providerData,
    tags: ['browser'],
    configuration: {
      'oauth.api.key': app.clientId,
      'oauth.api.secret': app.clientSecret,
      'oauth.callback.url': landing.url,
    },
  }
}

describe('a store owner in a browser', () => {
  it('accepts, and the application reads products a moment later', async () => {
    const page = await openConsent('shop-7')
    const words = await page.locator('body').innerText()
    expect(words).toContain('would like to use your store')
    expect(words).toContain('read_catalog')
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.locator('#back').waitFor()
    const query = await landing.next()
    expect(query.get('state')).toBe('shop-7')
    expect(query.get('error')).toBeNull()

    const instance = record(
      await platform('POST', '/instances', {
        body: instanceBody('Browser shop', Object.fromEntries(query)),
      }),
    )
    expect(instance).toMatchObject({
      name: 'Browser shop',
      valid: true,
      tags: ['browser'],
      element: { id: 52, key: 'ecwid', typeOauth: true },
      configuration: {
        'ecwid.store.id': '1003',
        'oauth.user.token': '********',
        'oauth.api.secret': '********',
      },
    })
    expect(instance).not.toHaveProperty('providerData')
    const hub = hubClient(running, String(instance['token']))
    const products = rows(await hub('GET', '/products', { query: { pageSize: '5' } }))
    expect(products).toHaveLength(5)

    const made = record(await hub('POST', '/products', { body: { name: 'From afar', price: 3 } }))
    expect(made['name']).toBe('From afar')
    expect((await hub('DELETE', `/products/${String(made['id'])}`)).status).toBe(200)
    await page.close()
  })

  it('accepts once more, and the connection made before goes on with the newer token', async () => {
    const consent = async (name: string): Promise<Row> => {
      const page = await openConsent('again')
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.locator('#back').waitFor()
      await page.close()
      const query = await landing.next()
      const body = instanceBody(name, Object.fromEntries(query))
      return record(await platform('POST', '/instances', { body }))
    }
    // This vendor may end the older token with a new consent.
    const settings = { body: { reinstallRevokesToken: true } }
    record(await storeControl(running)('PUT', '/stores/1003/settings', settings))
    const first = await consent('Twice, first')
    const second = await consent('Twice, second')
    expect(second['id']).not.toBe(first['id'])
    expect(second['token']).not.toBe(first['token'])
    for (const { token } of [first, second]) {
      const products = await hubClient(running, String(token))('GET', '/products')
      expect(rows(products).length).toBeGreaterThan(0)
    }
  })

  it('cancels, and the application hears who refused', async () => {
    const page = await openConsent('shop-8')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('#back').waitFor()
    const query = await landing.next()
    expect(query.get('error')).toBe('access_denied')
    expect(query.get('code')).toBeNull()
    const answer = await platform('POST', '/instances', {
      body: instanceBody('Refused shop', Object.fromEntries(query)),
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_denied' } })
    const found = await platform('GET', '/instances', { query: { searchText: 'Refused shop' } })
    expect(found.status).toBe(404)
    await page.close()
  })
})
