import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EcwidClient, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient
let now = Date.UTC(2026, 2, 1)

beforeAll(async () => {
  ecwid = await startEcwid(() => now)
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const redirectUri = 'http://localhost:4000/callback'
const request = {
  client_id: 'sandbox-app',
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'read_store_profile read_catalog',
  state: 'abc',
}

function authorize(changes: Record<string, string> = {}) {
  const query = new URLSearchParams({ ...request, ...changes })
  return ecwid.raw(`/ecwid/api/oauth/authorize?${query.toString()}`)
}

function post(path: string, fields: Record<string, string>) {
  return ecwid.raw(path, { method: 'POST', body: new URLSearchParams(fields) })
}

async function decide(decision: string, changes: Record<string, string> = {}) {
  const answer = await post('/ecwid/api/oauth/authorize', {
    ...request,
    store_id: '1003',
    decision,
    ...changes,
  })
  return { ...answer, location: new URL(answer.headers.get('location') ?? 'about:blank') }
}

async function freshCode(changes: Record<string, string> = {}): Promise<string> {
  const { location } = await decide('accept', changes)
  return location.searchParams.get('code') ?? ''
}

const credentials = {
  client_id: 'sandbox-app',
  client_secret: 'sandbox-secret',
  grant_type: 'authorization_code',
  redirect_uri: redirectUri,
}

function exchange(code: string, changes: Record<string, string> = {}, path = '') {
  return post(`/ecwid/api/oauth/token${path}`, { ...credentials, code, ...changes })
}

describe('the consent page', () => {
  it('names the app, the scopes and the stores', async () => {
    const page = await authorize()
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.text).toContain('Hubwright would like to use your store')
    expect(page.text).toContain('See your products and categories')
    expect(page.text).toContain('Blue Door Pottery (1003)')
  })

  it('shows whatever it was sent as text', async () => {
    const page = await authorize({ state: '"><script>alert(1)</script>' })
    expect(page.text).not.toContain('<script>')
    expect(page.text).toContain('&lt;script&gt;')
  })

  it.each([
    ['an unknown app', { client_id: 'nobody' }],
    ['a foreign host', { redirect_uri: 'http://evil.example/callback' }],
    ['a redirect that is no web address', { redirect_uri: 'javascript:alert(1)' }],
    ['an unknown scope', { scope: 'read_catalog read_minds' }],
    ['another response type', { response_type: 'token' }],
  ])('answers %s with an error page and no redirect', async (_name, changes) => {
    const page = await authorize(changes)
    expect(page.status).toBe(400)
    expect(page.headers.get('location')).toBeNull()
    expect(page.text).toContain('This app cannot be connected')
    expect((await decide('accept', changes)).status).toBe(400)
  })

  it('refuses a scope that the app may not ask for', async () => {
    await ecwid.control('POST', '/apps', {
      clientId: 'small',
      clientSecret: 'x',
      redirectHosts: ['app.example'],
      scopes: ['read_catalog'],
    })
    const uri = { client_id: 'small', redirect_uri: 'https://app.example/back' }
    expect((await authorize({ ...uri, scope: 'read_catalog' })).status).toBe(200)
    expect((await authorize({ ...uri, scope: 'read_orders' })).status).toBe(400)
    expect((await authorize({ ...uri, redirect_uri: 'https://other.example/' })).status).toBe(400)
  })

  it('comes back with code, store_id and state after accept', async () => {
    const { status, location } = await decide('accept')
    expect(status).toBe(302)
    expect(location.href.startsWith(redirectUri)).toBe(true)
    expect(location.searchParams.get('code')).toMatch(/^temp_/)
    expect(location.searchParams.get('store_id')).toBe('1003')
    expect(location.searchParams.get('state')).toBe('abc')
  })

  it('leaves out store_id and state when told so', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { sendStoreId: false, echoState: false })
    const { location } = await decide('accept')
    expect([...location.searchParams.keys()]).toEqual(['code'])
  })

  it('comes back with access_denied after cancel', async () => {
    const { location } = await decide('cancel')
    expect(location.searchParams.get('error')).toBe('access_denied')
    expect(location.searchParams.get('code')).toBeNull()
  })
})

describe('the token request', () => {
  it('gives a token that reads the store, and neither expiry nor refresh token', async () => {
    const { status, body } = await exchange(await freshCode())
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual([
      'access_token',
      'email',
      'scope',
      'store_id',
      'token_type',
    ])
    expect(body['store_id']).toBe(1003)
    const token = textOf(body['access_token'])
    expect((await ecwid.api('GET', '/products?limit=1', undefined, { token })).status).toBe(200)
    expect((await ecwid.api('GET', '/orders', undefined, { token })).body['errorCode']).toBe(
      'INSUFFICIENT_APP_SCOPE',
    )
  })

  it('adds a public token with public_storefront', async () => {
    const scope = 'read_catalog public_storefront'
    const { body } = await exchange(await freshCode({ scope }))
    const token = textOf(body['public_token'])
    const { body: list } = await ecwid.api('GET', '/products', undefined, { token })
    const enabled = [...(list['items'] ?? [])].map((product) => product['enabled'])
    expect(new Set(enabled)).toEqual(new Set([true]))
    expect((await ecwid.api('DELETE', '/products/700100', undefined, { token })).status).toBe(403)
  })

  it('takes the store number in the path', async () => {
    expect((await exchange(await freshCode(), {}, '/1003')).status).toBe(200)
    expect((await exchange(await freshCode(), {}, '/1004')).status).toBe(400)
  })

  it('ends the first token when a code is exchanged twice', async () => {
    const code = await freshCode()
    const token = textOf((await exchange(code)).body['access_token'])
    const second = await exchange(code)
    expect([second.status, second.body['error']]).toEqual([400, 'invalid_grant'])
    const call = await ecwid.api('GET', '/profile', undefined, { token })
    expect([call.status, call.body['errorCode']]).toEqual([403, 'INVALID_API_TOKEN'])
  })

  it('refuses a code after five minutes', async () => {
    const code = await freshCode()
    now += 301_000
    expect((await exchange(code)).body['error']).toBe('invalid_grant')
  })

  it.each([
    ['another redirect_uri', { redirect_uri: 'http://localhost:4000/other' }, 'invalid_grant'],
    ['a wrong secret', { client_secret: 'guess' }, 'invalid_client'],
    ['an invented code', { code: 'temp_x' }, 'invalid_grant'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_name, changes, error) => {
    const answer = await exchange(await freshCode(), changes)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body['error']).toBe(error)
  })

  it('spells token_type as the store is told to', async () => {
    await ecwid.control('PUT', '/stores/1003/settings', { tokenType: 'bearer' })
    expect((await exchange(await freshCode())).body['token_type']).toBe('bearer')
  })
})

describe('leaving', () => {
  it('kills the tokens of an app that removes itself, and a new install gets a new one', async () => {
    const token = textOf((await exchange(await freshCode())).body['access_token'])
    const gone = await ecwid.api('DELETE', '/application?namespace=sandbox-app', undefined, {
      token,
    })
    expect(gone.body).toEqual({ deleteCount: 1 })
    expect((await ecwid.api('GET', '/profile', undefined, { token })).status).toBe(403)
    const next = textOf((await exchange(await freshCode())).body['access_token'])
    expect(next).not.toBe(token)
    expect((await ecwid.api('GET', '/profile', undefined, { token: next })).status).toBe(200)
  })

  it('does not let an app send another one away', async () => {
    const answer = await ecwid.api('DELETE', '/application?namespace=sandbox-app')
    expect(answer.status).toBe(403)
  })

  it('keeps an earlier token alive beside a newer one unless told otherwise', async () => {
    const first = textOf((await exchange(await freshCode())).body['access_token'])
    await exchange(await freshCode())
    expect((await ecwid.api('GET', '/profile', undefined, { token: first })).status).toBe(200)
    await ecwid.control('PUT', '/stores/1003/settings', { reinstallRevokesToken: true })
    await exchange(await freshCode())
    expect((await ecwid.api('GET', '/profile', undefined, { token: first })).status).toBe(403)
  })
})
