/** OAuth 2.0 against the simulated store, as an old client does it and as flows of our own. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  app,
  authorizeUrl,
  callbackUrl,
  codeFor,
  connect,
  decideAtVendor,
  instanceIn,
  oauthBody,
} from './store-consent.ts'

const platform = await startPlatform()
const storeId = 1003

beforeEach(async () => {
  await platform.sandbox('DELETE', '/_control/ecwid/faults')
})

async function exchangesSeen(): Promise<number> {
  const answer = await platform.sandbox('GET', '/_control/ecwid/calls?path=/api/oauth/token')
  return (answer.body as { count: number }).count
}

async function fault(match: string, kind: string | number, more: object = {}): Promise<void> {
  const body = { match, fault: kind, times: 1, ...more }
  const answer = await platform.sandbox('POST', '/_control/ecwid/faults', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

async function products(token: string) {
  return platform.request('GET', '/hubs/ecommerce/products', { query: { pageSize: 1 }, token })
}

async function instancesNamed(name: string): Promise<number> {
  const answer = await platform.request('GET', '/instances', { query: { searchText: name } })
  return answer.status === 404 ? 0 : (answer.body as unknown[]).length
}

describe('the authorize URL', () => {
  it('has the parameters in the order that old clients know', async () => {
    const url = new URL(await authorizeUrl(platform, { scope: 'read_catalog read_orders' }))
    expect([...url.searchParams.keys()]).toEqual([
      'response_type',
      'client_id',
      'redirect_uri',
      'scope',
      'state',
    ])
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: callbackUrl,
      scope: 'read_catalog read_orders',
      state: 'ecwid',
    })
    expect(url.href).not.toContain(app.clientSecret)
  })

  it('keeps the state of the caller, and is the same by POST and by id', async () => {
    const url = new URL(await authorizeUrl(platform, { state: 'shop 7&x' }))
    expect(url.searchParams.get('state')).toBe('shop 7&x')
    const posted = await platform.request('POST', '/elements/52/oauth/url', {
      body: {
        apiKey: app.clientId,
        apiSecret: app.clientSecret,
        callbackUrl,
        state: 'shop 7&x',
        isOAuthProxy: false,
      },
    })
    expect(posted.body).toEqual({ element: 'ecwid', oauthUrl: url.href })
  })

  it('uses the app that is set when the request names none', async () => {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url', {
      query: { callbackUrl },
    })
    const { oauthUrl } = answer.body as { oauthUrl: string }
    expect(new URL(oauthUrl).searchParams.get('client_id')).toBe(app.clientId)
  })

  it('names what is missing when no app is set for a foreign client id', async () => {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url', {
      query: { apiKey: 'mine' },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'vendor_app_required' } })
    expect((answer.body as { message: string }).message).toContain("'apiSecret', 'callbackUrl'")
  })

  it('is not made for another authentication', async () => {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url', {
      query: { 'authentication.type': 'custom' },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_not_supported' } })
  })

  it.each([
    ['https;//app.test/cb', 'https://'],
    ['javascript:alert(1)', 'http'],
    ['https://user:pw@app.test/cb', 'user name'],
  ])('refuses the callback %s', async (bad, word) => {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url', {
      query: { apiKey: 'k', apiSecret: 's', callbackUrl: bad },
    })
    expect(answer.status).toBe(400)
    expect((answer.body as { message: string }).message).toContain(word)
  })

  it('is a 404 for an unknown connector', async () => {
    const answer = await platform.request('GET', '/elements/nothing/oauth/url')
    expect(answer.status).toBe(404)
  })
})

describe('a code', () => {
  it('makes an instance that reads the store, with the answer of the old platform', async () => {
    const code = await codeFor(platform, storeId)
    const answer = await platform.request('POST', '/instances', { body: oauthBody(code) })
    const instance = instanceIn(answer)
    expect(answer.body).toMatchObject({
      id: expect.any(Number) as number,
      name: 'Shop 7',
      token: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string,
      element: {
        id: 52,
        name: 'Ecwid',
        key: 'ecwid',
        description: expect.any(String) as string,
        image: 'elements/provider_ecwid.png',
        active: true,
        deleted: false,
        typeOauth: true,
        trialAccount: false,
        configDescription: expect.any(String) as string,
      },
      elementId: 52,
      tags: ['eu'],
      provisionInteractions: [],
      valid: true,
      disabled: false,
      maxCacheSize: 0,
      cacheTimeToLive: 0,
      cachingEnabled: false,
      eventsEnabled: false,
      traceLoggingEnabled: false,
      externalAuthentication: 'none',
      user: { id: platform.first.userId, emailAddress: platform.first.email },
      configuration: {
        'ecwid.store.id': '1003',
        'oauth.api.key': '********',
        'oauth.api.secret': '********',
        'oauth.user.token': '********',
        'oauth.callback.url': callbackUrl,
        'filter.response.nulls': 'true',
        'authentication.type': 'oauth2',
      },
    })
    expect(answer.body).not.toHaveProperty('providerData')
    expect((answer.body as { createdDate: string }).createdDate).toMatch(/^\d{4}-.*:\d{2}Z$/)
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('works with the app that is set, without any configuration', async () => {
    const url = `${platform.url}/oauth/callback/ecwid`
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url')
    const { oauthUrl } = answer.body as { oauthUrl: string }
    expect(new URL(oauthUrl).searchParams.get('redirect_uri')).toBe(url)
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    const instance = instanceIn(
      await platform.request('POST', '/elements/ecwid/instances', {
        body: { providerData: Object.fromEntries(back.searchParams), name: 'Preset' },
      }),
    )
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('is asked for when there is none', async () => {
    const answer = await platform.request('POST', '/instances', {
      body: { element: { key: 'ecwid' }, name: 'No code' },
    })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'oauth_code_required',
        message: 'You must provide an OAuth code in order to create an instance of this element',
      },
    })
    expect(await instancesNamed('No code')).toBe(0)
  })

  it('that is wrong is told apart, with the words of the vendor', async () => {
    const answer = await platform.request('POST', '/instances', {
      body: oauthBody('not-a-code', { name: 'Wrong code' }),
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'oauth_code_refused', providerMessage: 'The code is not valid' },
    })
    expect(await instancesNamed('Wrong code')).toBe(0)
  })

  it('used twice is not sent to the vendor again, so the first token lives', async () => {
    const code = await codeFor(platform, storeId)
    const first = instanceIn(
      await platform.request('POST', '/instances', { body: oauthBody(code) }),
    )
    const seen = await exchangesSeen()
    const again = await platform.request('POST', '/instances', { body: oauthBody(code) })
    expect(again).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect((again.body as { message: string }).message).toContain('sent to the vendor before')
    expect(await exchangesSeen()).toBe(seen)
    expect(await products(first.token)).toMatchObject({ status: 200 })
  })

  it('is not tried again after a lost answer', async () => {
    await fault('/api/oauth/token', 'reset', { when: 'after' })
    const code = await codeFor(platform, storeId)
    const seen = await exchangesSeen()
    const lost = await platform.request('POST', '/instances', { body: oauthBody(code) })
    expect(lost.status).toBe(502)
    expect((lost.body as { message: string }).message).toContain('authorize URL again')
    expect(await exchangesSeen()).toBe(seen + 1)
    const again = await platform.request('POST', '/instances', { body: oauthBody(code) })
    expect(again).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect(await exchangesSeen()).toBe(seen + 1)
  })

  it('may be sent again after the vendor limited the rate', async () => {
    await fault('/api/oauth/token', 429)
    const code = await codeFor(platform, storeId)
    const limited = await platform.request('POST', '/instances', { body: oauthBody(code) })
    expect(limited).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
    instanceIn(await platform.request('POST', '/instances', { body: oauthBody(code) }))
  })

  it('with a wrong client secret blames the client secret', async () => {
    const code = await codeFor(platform, storeId)
    const body = oauthBody(code)
    body.configuration['oauth.api.secret'] = 'wrong-secret'
    const answer = await platform.request('POST', '/instances', { body })
    expect(answer).toMatchObject({ status: 401, body: { code: 'vendor_unauthorized' } })
    expect((answer.body as { message: string }).message).toContain('oauth.api.secret')
    expect(JSON.stringify(answer.body)).not.toContain('wrong-secret')
  })

  it('of a refusal is a denial, not a missing code', async () => {
    const back = await decideAtVendor(platform, await authorizeUrl(platform), storeId, 'refuse')
    expect(back.searchParams.get('error')).toBe('access_denied')
    const body = { ...oauthBody(''), providerData: Object.fromEntries(back.searchParams) }
    const answer = await platform.request('POST', '/instances', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_denied' } })
  })

  it('of another store than the one that was named is refused', async () => {
    const code = await codeFor(platform, storeId)
    const body = oauthBody(code, { name: 'Other store' })
    const configuration = { ...body.configuration, 'ecwid.store.id': '4711' }
    const answer = await platform.request('POST', '/instances', {
      body: { ...body, configuration },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect(await instancesNamed('Other store')).toBe(0)
  })

  it.each([
    ['html', 502],
    ['notjson', 502],
    [500, 502],
  ])('meets a vendor that answers %s', async (kind, status) => {
    await fault('/api/oauth/token', kind)
    const code = await codeFor(platform, storeId)
    const body = oauthBody(code, { name: 'Bad vendor' })
    const answer = await platform.request('POST', '/instances', { body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(await instancesNamed('Bad vendor')).toBe(0)
  })
})

describe('one connection', () => {
  const control = '/_control/ecwid'

  async function newStore(id: number): Promise<void> {
    const answer = await platform.sandbox('POST', `${control}/stores`, { storeId: id, seed: id })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }

  it('ends when the vendor takes the token no more, and stops calling it', async () => {
    await newStore(5001)
    const instance = await connect(platform, 5001)
    await platform.sandbox('DELETE', `${control}/stores/5001/tokens`)
    const refused = await products(instance.token)
    expect(refused.status, JSON.stringify(refused.body)).toBe(401)
    const read = instanceIn(await platform.request('GET', `/instances/${instance.id}`))
    expect(read.state).toBe('reauth_required')
    expect(read.stateReason).not.toBe('')
    const before = await platform.sandbox('GET', `${control}/calls?path=/5001/`)
    expect(await products(instance.token)).toMatchObject({
      status: 401,
      body: { code: 'reauth_required' },
    })
    const after = await platform.sandbox('GET', `${control}/calls?path=/5001/`)
    expect((after.body as { count: number }).count).toBe((before.body as { count: number }).count)
  })

  it('is authenticated again by PUT, keeping id and token', async () => {
    await newStore(5002)
    const instance = await connect(platform, 5002)
    await platform.sandbox('DELETE', `${control}/stores/5002/tokens`)
    await products(instance.token)
    const code = await codeFor(platform, 5002)
    const answer = await platform.request('PUT', `/instances/${instance.id}`, {
      body: { element: { key: 'ecwid' }, providerData: { code } },
    })
    expect(instanceIn(answer)).toMatchObject({
      id: instance.id,
      token: instance.token,
      name: 'Shop 7',
      state: 'connected',
    })
    expect(answer.body).not.toHaveProperty('providerData')
    expect(answer.body).not.toHaveProperty('stateReason')
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('made a second time gives both instances the newer token', async () => {
    await newStore(5003)
    const first = await connect(platform, 5003)
    await platform.sandbox('DELETE', `${control}/stores/5003/tokens`)
    expect((await products(first.token)).status).toBe(401)
    const second = await connect(platform, 5003, { name: 'Second' })
    expect(second.id).not.toBe(first.id)
    expect(second.token).not.toBe(first.token)
    expect(await products(second.token)).toMatchObject({ status: 200 })
    expect(await products(first.token)).toMatchObject({ status: 200 })
    const read = instanceIn(await platform.request('GET', `/instances/${first.id}`))
    expect(read.state).toBe('connected')
  })

  it('does not move to another store', async () => {
    await newStore(5004)
    await newStore(5005)
    const instance = await connect(platform, 5004)
    const code = await codeFor(platform, 5005)
    const answer = await platform.request('PATCH', `/instances/${instance.id}`, {
      body: { providerData: { code } },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('by a ready token is connected again by a newer one', async () => {
    await newStore(5007)
    const token = async () => {
      const issued = await platform.sandbox('POST', `${control}/stores/5007/tokens`, {})
      return (issued.body as { token: string }).token
    }
    const configuration = { 'ecwid.store.id': '5007', 'oauth.user.token': await token() }
    const instance = instanceIn(
      await platform.request('POST', '/instances', {
        body: { element: { key: 'ecwid' }, externalAuthentication: 'initial', configuration },
      }),
    )
    await platform.sandbox('DELETE', `${control}/stores/5007/tokens`)
    expect((await products(instance.token)).status).toBe(401)
    const path = `/instances/${instance.id}`
    const wrong = await platform.request('PATCH', path, {
      body: { configuration: { 'oauth.user.token': 'secret_of_nobody' } },
    })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'vendor_unauthorized' } })
    expect(JSON.stringify(wrong.body)).not.toContain('secret_of_nobody')
    const right = await platform.request('PATCH', path, {
      body: { configuration: { 'oauth.user.token': await token() } },
    })
    expect(instanceIn(right)).toMatchObject({ state: 'connected', token: instance.token })
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('that was refused by mistake lives again when the same credentials are sent', async () => {
    await newStore(5008)
    const issued = await platform.sandbox('POST', `${control}/stores/5008/tokens`, {})
    const { token } = issued.body as { token: string }
    const configuration = { 'ecwid.store.id': '5008', 'oauth.user.token': token }
    const body = { element: { key: 'ecwid' }, externalAuthentication: 'initial', configuration }
    const instance = instanceIn(await platform.request('POST', '/instances', { body }))
    await fault('/5008/products', 'revoked')
    expect((await products(instance.token)).status).toBe(401)
    const path = `/instances/${instance.id}`
    const read = instanceIn(await platform.request('GET', path))
    expect(read.state).toBe('reauth_required')
    const masked = await platform.request('PUT', path, { body: { ...read, name: 'Masked' } })
    expect(instanceIn(masked).state).toBe('reauth_required')
    const same = await platform.request('PATCH', path, {
      body: { configuration: { 'oauth.user.token': token } },
    })
    expect(instanceIn(same).state).toBe('connected')
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('of another organization is not touched by a newer token', async () => {
    await newStore(5006)
    const first = await connect(platform, 5006)
    const code = await codeFor(platform, 5006)
    await platform.request('POST', '/instances', {
      body: oauthBody(code),
      tenant: platform.second,
    })
    const database = platform.app.rooms.database.db
    const rows = await database
      .selectFrom('instance_configuration')
      .select(['instance_id', 'sealed'])
      .where('key', '=', 'oauth.user.token')
      .where('organization_id', '=', platform.first.organizationId)
      .where('instance_id', '=', first.id)
      .execute()
    expect(rows).toHaveLength(1)
    expect(await products(first.token)).toMatchObject({ status: 200 })
  })
})

describe('a flow of our own', () => {
  async function defaultUrl(query: Record<string, string> = {}) {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url/default', { query })
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 200,
      body: { element: 'ecwid', configuration: {} },
    })
    const { oauthUrl } = answer.body as { oauthUrl: string }
    const cookie = (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
    return { oauthUrl, cookie }
  }

  async function land(url: URL, cookie: string | null) {
    return platform.request('GET', url.href, { headers: { authorization: null, cookie } })
  }

  it('finishes at once in the browser that began it, and only once', async () => {
    const { oauthUrl, cookie } = await defaultUrl({ state: 'my own' })
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    expect(back.pathname).toBe('/oauth/callback/ecwid')
    const page = await land(back, cookie)
    expect(page.status).toBe(200)
    expect(page.body).toContain('<h1>Connected</h1>')
    expect(page.body).toContain('my own')
    const id = /id="instance">(\d+)</.exec(String(page.body))?.[1]
    const instance = instanceIn(await platform.request('GET', `/instances/${id}`))
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    expect((await land(back, cookie)).body).toContain('<h1>Too late</h1>')
  })

  it('asks for a click in another browser and says for whom', async () => {
    const { oauthUrl } = await defaultUrl()
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    const page = await land(back, null)
    expect(page.body).toContain('Finish connecting Ecwid')
    expect(page.body).toContain(platform.first.email)
    const form = new URLSearchParams(back.searchParams)
    const done = await platform.request('POST', `${platform.url}/oauth/callback/ecwid`, {
      body: form.toString(),
      headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(done.body).toContain('<h1>Connected</h1>')
  })

  it('gives its code to a client that posts it, once and in its organization only', async () => {
    const { oauthUrl } = await defaultUrl({ callbackUrl })
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    const body = {
      element: { key: 'ecwid' },
      providerData: Object.fromEntries(back.searchParams),
    }
    const stranger = await platform.request('POST', '/instances', {
      body,
      tenant: platform.second,
    })
    expect(stranger).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    instanceIn(await platform.request('POST', '/instances', { body }))
    const again = await platform.request('POST', '/instances', { body })
    expect(again).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
  })

  it('shows code and state to a client without a page of its own', async () => {
    const url = `${platform.url}/oauth/callback/ecwid`
    const authorize = await authorizeUrl(platform, { callbackUrl: url, state: '<b>s</b>' })
    const back = await decideAtVendor(platform, authorize, storeId)
    const page = await land(back, null)
    expect(page.body).toContain(`id="code">${back.searchParams.get('code')}<`)
    expect(page.body).toContain('&lt;b&gt;s&lt;/b&gt;')
    expect(page.body).not.toContain('<b>s</b>')
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.headers['referrer-policy']).toBe('no-referrer')
  })

  it('says plainly that the person refused', async () => {
    const { oauthUrl } = await defaultUrl()
    const back = await decideAtVendor(platform, oauthUrl, storeId, 'refuse')
    back.searchParams.set('error_description', '<img src=x>')
    const page = await land(back, null)
    expect(page.body).toContain('<h1>Not connected</h1>')
    expect(page.body).not.toContain('<img')
  })

  it('keeps nothing for somebody without credentials', async () => {
    const count = async () => {
      const { rows } = await platform.app.rooms.database.pool.query<{ count: number }>(
        'select count(*) as count from oauth_states',
      )
      return rows[0]?.count
    }
    const before = await count()
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url/default', {
      headers: { authorization: null },
      query: { state: 'mine' },
    })
    const { oauthUrl } = answer.body as { oauthUrl: string }
    expect(new URL(oauthUrl).searchParams.get('state')).toBe('mine')
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(await count()).toBe(before)
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    expect((await land(back, null)).body).toContain('id="code"')
  })

  it('refuses a callback in clear text beyond this machine', async () => {
    const answer = await platform.request('GET', '/elements/ecwid/oauth/url/default', {
      query: { callbackUrl: 'http://app.test/cb' },
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  })
})

describe('vendor apps', () => {
  const path = '/vendor-apps/ecwid'
  const own = {
    clientId: 'own-app',
    clientSecret: 'own-secret',
    scope: 'read_store_profile read_catalog',
  }

  it('are set once for an organization and win over those of the platform', async () => {
    await platform.sandbox('POST', '/_control/ecwid/apps', {
      clientId: own.clientId,
      clientSecret: own.clientSecret,
    })
    const saved = await platform.request('PUT', path, { body: own })
    expect(saved).toMatchObject({
      status: 200,
      body: { connector: 'ecwid', clientId: 'own-app', clientSecret: '********' },
    })
    const url = await platform.request('GET', '/elements/ecwid/oauth/url')
    const { oauthUrl } = url.body as { oauthUrl: string }
    expect(new URL(oauthUrl).searchParams.get('client_id')).toBe('own-app')
    expect(new URL(oauthUrl).searchParams.get('scope')).toBe(own.scope)
    const back = await decideAtVendor(platform, oauthUrl, storeId)
    const body = { element: { key: 'ecwid' }, providerData: Object.fromEntries(back.searchParams) }
    const instance = instanceIn(await platform.request('POST', '/instances', { body }))
    expect(await products(instance.token)).toMatchObject({ status: 200 })

    const kept = await platform.request('PUT', path, {
      body: { clientId: 'own-app', clientSecret: '********' },
    })
    expect(kept.status).toBe(200)
    const list = await platform.request('GET', '/vendor-apps')
    expect(list.body).toHaveLength(1)
    expect(JSON.stringify(list.body)).not.toContain('own-secret')
  })

  it('are unknown to other organizations, and can be removed', async () => {
    const other = await platform.request('GET', path, { tenant: platform.second })
    expect(other.status).toBe(404)
    const url = await platform.request('GET', '/elements/ecwid/oauth/url', {
      tenant: platform.second,
    })
    expect((url.body as { oauthUrl: string }).oauthUrl).toContain('client_id=sandbox-app')
    expect((await platform.request('DELETE', path)).status).toBe(200)
    expect((await platform.request('DELETE', path)).status).toBe(404)
  })

  it('need a connector that uses OAuth, a client id and a secret', async () => {
    const unknown = await platform.request('PUT', '/vendor-apps/nothing', { body: own })
    expect(unknown.status).toBe(404)
    const incomplete = await platform.request('PUT', path, { body: { clientId: 'x' } })
    expect(incomplete.status).toBe(400)
  })
})
