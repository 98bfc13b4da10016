/** Consents that a page of ours begins and finishes (`POST /elements/{key}/oauth/consent`), and what to know before. */
import { describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import { app, decideAtVendor, instanceIn } from './store-consent.ts'

const platform = await startPlatform()
const { first, second } = platform
for (const storeId of [7001, 7002]) {
  await platform.sandbox('POST', '/_control/ecwid/stores', { storeId, seed: 7, products: 3 })
}

interface Begun {
  readonly oauthUrl: string
  readonly state: string
  readonly redirectUrl: string
  readonly cookie: string
}

function begin(body: object = {}): Promise<Answer> {
  return platform.request('POST', '/elements/ecwid/oauth/consent', { body })
}

async function begun(body: object = {}): Promise<Begun> {
  const answer = await begin(body)
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  const cookie = (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
  return { ...(answer.body as Omit<Begun, 'cookie'>), cookie }
}

/** What the landing page tells the page that began. */
async function land(address: URL, cookie: string | null) {
  const answer = await platform.request('GET', address.href, {
    headers: { authorization: null, cookie },
  })
  const marks = /data-told="([^"]*)"/.exec(String(answer.body))?.[1] ?? ''
  const told = JSON.parse(marks.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as {
    outcome: string
    state: string
    returned?: Record<string, string>
    message?: string
  }
  return told
}

async function consented(body: object, storeId: number) {
  const { oauthUrl, cookie } = await begun(body)
  const back = await decideAtVendor(platform, oauthUrl, storeId)
  const { returned } = await land(back, cookie)
  return returned
}

function create(providerData: unknown, more: object = {}) {
  const body = { element: { key: 'ecwid' }, name: 'By a page', providerData, ...more }
  return platform.request('POST', '/instances', { body })
}

describe('a consent of a page of ours', () => {
  it('hands the code to the page that began, which names the instance', async () => {
    const { oauthUrl, state, redirectUrl, cookie } = await begun()
    expect(redirectUrl).toBe(`${platform.url}/oauth/callback/ecwid`)
    const back = await decideAtVendor(platform, oauthUrl, 7001)
    expect(back.origin + back.pathname).toBe(redirectUrl)
    const told = await land(back, cookie)
    expect(told).toMatchObject({ state, outcome: 'returned' })
    const instance = instanceIn(await create(told.returned, { tags: ['page'] }))
    expect(instance).toMatchObject({ name: 'By a page', tags: ['page'], state: 'connected' })
    expect(await land(back, cookie)).toEqual({ state, outcome: 'expired' })
    const again = await create(told.returned)
    expect(again).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect(JSON.stringify(again.body)).toContain('/providerData/state')
  })

  it('gives the code to no other browser', async () => {
    const { oauthUrl, state } = await begun()
    const back = await decideAtVendor(platform, oauthUrl, 7001)
    for (const cookie of [null, 'hubwright_flow_ecwid=guess']) {
      expect(await land(back, cookie)).toEqual({ state, outcome: 'other_browser' })
    }
  })

  it('is finished by no form of the landing page', async () => {
    const { oauthUrl } = await begun()
    const back = await decideAtVendor(platform, oauthUrl, 7001)
    const before = await platform.request('GET', '/instances/count')
    const answer = await platform.request('POST', back.origin + back.pathname, {
      body: back.searchParams.toString(),
      headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(String(answer.body)).toContain('Too late')
    expect((await platform.request('GET', '/instances/count')).body).toEqual(before.body)
  })

  it('is worth nothing to another organization', async () => {
    const returned = await consented({}, 7001)
    const answer = await platform.request('POST', '/instances', {
      tenant: second,
      body: { element: { key: 'ecwid' }, name: 'Stolen', providerData: returned },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    instanceIn(await create(returned))
  })

  it('tells that the person refused, in the words of the vendor', async () => {
    const { oauthUrl, state, cookie } = await begun()
    const back = await decideAtVendor(platform, oauthUrl, 7001, 'refuse')
    expect(await land(back, cookie)).toMatchObject({ state, outcome: 'denied' })
  })

  it('goes on with an app of the request alone', async () => {
    const configuration = {
      'oauth.api.key': app.clientId,
      'oauth.api.secret': app.clientSecret,
      'oauth.callback.url': `${platform.url}/oauth/callback/ecwid`,
      'oauth.scope': 'read_store_profile read_catalog',
    }
    const { oauthUrl } = await begun({ configuration })
    expect(new URL(oauthUrl).searchParams.get('scope')).toBe('read_store_profile read_catalog')
    const returned = await consented({ configuration }, 7001)
    instanceIn(await create(returned, { configuration }))
  })
})

describe('before anybody consents', () => {
  it('what is missing is named', async () => {
    const answer = await begin({ configuration: { 'oauth.api.key': 'somebody' } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'missing_configuration' } })
    const { details } = answer.body as { details: unknown[] }
    expect(details).toContainEqual({
      path: '/configuration/oauth.api.secret',
      message: 'is required',
    })
  })

  it('values that would be refused are refused', async () => {
    const configuration = { 'event.vendor.type': 'pigeon' }
    expect(await begin({ configuration })).toMatchObject({
      status: 400,
      body: { details: [{ path: '/configuration/event.vendor.type' }] },
    })
  })

  it("somebody else's instance is not there", async () => {
    const instance = instanceIn(await create(await consented({}, 7001)))
    const answer = await platform.request('POST', '/elements/ecwid/oauth/consent', {
      tenant: second,
      body: { instanceId: instance.id },
    })
    expect(answer.status).toBe(404)
  })
})

describe('authenticating again', () => {
  it('keeps id and token, and refuses another account', async () => {
    const instance = instanceIn(await create(await consented({}, 7001)))
    const body = { instanceId: instance.id }
    const other = await platform.request('PATCH', `/instances/${instance.id}`, {
      body: { providerData: await consented(body, 7002) },
    })
    expect(other).toMatchObject({
      status: 400,
      body: { code: 'oauth_code_refused', details: [{ path: '/configuration/ecwid.store.id' }] },
    })
    const same = await platform.request('PATCH', `/instances/${instance.id}`, {
      body: { providerData: await consented(body, 7001) },
    })
    expect(instanceIn(same)).toMatchObject({ id: instance.id, token: instance.token })
  })
})

describe('what to know before', () => {
  const setup = (tenant = first) => platform.request('GET', '/elements/ecwid/setup', { tenant })

  it('has the steps with the addresses of this server', async () => {
    const { body } = await setup()
    expect(body).toMatchObject({
      element: 'ecwid',
      redirectUrl: `${platform.url}/oauth/callback/ecwid`,
      authenticationTypes: [
        { type: 'oauth2', usesOAuth: true, vendorApp: 'platform' },
        { type: 'custom', usesOAuth: false, vendorApp: 'none' },
      ],
      events: {
        methods: ['webhook', 'polling'],
        webhook: {
          url: `${platform.url}/elements/api-v2/events/ecwid`,
          howToRegister: expect.stringContaining('Webhooks') as string,
          registersItself: false,
        },
      },
    })
    const { events } = body as { events: { objectTypes: string[] } }
    expect(events.objectTypes).toEqual(expect.arrayContaining(['products', 'orders', 'carts']))
    const text = JSON.stringify(body)
    expect(text).toContain(
      `{"label":"Redirect address","value":"${platform.url}/oauth/callback/ecwid"}`,
    )
    expect(text).toContain('read_store_profile read_catalog')
    expect(text).not.toMatch(/\{[a-z.]+\}/)
  })

  it('tells whose vendor app is in force, to its organization alone', async () => {
    const body = { clientId: 'own-app', clientSecret: 'own-secret' }
    await platform.request('PUT', '/vendor-apps/ecwid', { body })
    const appOf = async (tenant: typeof first) => {
      const { body: answer } = await setup(tenant)
      return (answer as { authenticationTypes: { vendorApp: string }[] }).authenticationTypes[0]
        ?.vendorApp
    }
    expect(await appOf(first)).toBe('organization')
    expect(await appOf(second)).toBe('platform')
    await platform.request('DELETE', '/vendor-apps/ecwid')
  })

  it('counts the instances of one account, for those who may see it', async () => {
    const count = (accountId: number, tenant = first) =>
      platform.request('GET', '/instances/count', { query: { accountId }, tenant })
    expect((await count(first.accountId)).body).toMatchObject({
      elementInstances: { ecwid: expect.any(Number) as number },
    })
    expect((await count(second.accountId)).body).toMatchObject({ totalInstances: 0 })
  })
})
