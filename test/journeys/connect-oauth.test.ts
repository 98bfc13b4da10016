/** The consent of the connect widget against the simulated store: begun, landed, and for the right person. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  confirm,
  countInstances,
  expire,
  land,
  makeSession,
  newStore,
  outcome,
  startOAuth,
  widget,
} from './connect-client.ts'
import { app, connect, decideAtVendor, instanceIn } from './store-consent.ts'

const platform = await startPlatform()
const storeId = 1003

beforeEach(async () => {
  await platform.sandbox('DELETE', '/_control/ecwid/faults')
})

/** From the widget to the vendor and back, in one browser. */
async function consent(token: string, store = storeId, decision: 'accept' | 'refuse' = 'accept') {
  const { oauthUrl, cookie } = await startOAuth(platform, token)
  return { back: await decideAtVendor(platform, oauthUrl, store, decision), cookie }
}

const products = (token: string) =>
  platform.request('GET', '/hubs/ecommerce/products', { query: { pageSize: 1 }, token })

describe('the consent', () => {
  it('begins at the vendor with our state and our landing page', async () => {
    const { token } = await makeSession(platform)
    const { oauthUrl, cookie } = await startOAuth(platform, token)
    const query = new URL(oauthUrl).searchParams
    expect(query.get('client_id')).toBe(app.clientId)
    expect(query.get('redirect_uri')).toBe(`${platform.url}/oauth/callback/ecwid`)
    expect(query.get('state')).toMatch(/^hws_/)
    expect(oauthUrl).not.toContain(token)
    expect(cookie).toMatch(/^hubwright_flow_ecwid=/)
  })

  it('makes the instance of the session, whose token only the customer reads', async () => {
    const session = await makeSession(platform, {
      name: 'Shop of Ann',
      tags: ['widget'],
      allowedOrigins: ['https://app.example.com'],
      returnUrl: 'https://app.example.com/done',
    })
    const { back, cookie } = await consent(session.token)
    const page = await land(platform, back, cookie)
    expect(page.status).toBe(200)
    expect(page.body).toContain('data-state="connected"')
    expect(page.body).toContain('href="https://app.example.com/done"')
    const made = await outcome(platform, session.id)
    expect(made).toMatchObject({ state: 'connected', instanceId: expect.any(Number) as number })
    const instance = instanceIn(await platform.request('GET', `/instances/${made.instanceId}`))
    expect(instance).toMatchObject({ name: 'Shop of Ann', tags: ['widget'] })
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    expect(page.body).not.toContain(instance.token)
    const shown = await widget(platform, session.token, 'GET', '/session')
    expect(shown.body).toMatchObject({
      state: 'connected',
      instance: { id: instance.id, name: 'Shop of Ann' },
    })
    expect(JSON.stringify(shown.body)).not.toContain(instance.token)
  })

  it('uses the app that the session fixes', async () => {
    const body = { clientId: 'fixed-app', clientSecret: 'fixed-secret' }
    await platform.sandbox('POST', '/_control/ecwid/apps', body)
    const session = await makeSession(platform, {
      configuration: { 'oauth.api.key': body.clientId, 'oauth.api.secret': body.clientSecret },
    })
    const { oauthUrl, cookie } = await startOAuth(platform, session.token)
    expect(new URL(oauthUrl).searchParams.get('client_id')).toBe('fixed-app')
    const page = await land(platform, await decideAtVendor(platform, oauthUrl, storeId), cookie)
    expect(page.body).toContain('data-state="connected"')
  })

  it('that is refused says denied, and can be given after all', async () => {
    const session = await makeSession(platform)
    const refused = await consent(session.token, storeId, 'refuse')
    const page = await land(platform, refused.back, refused.cookie)
    expect(page.body).toContain('data-reason="denied"')
    expect(await outcome(platform, session.id)).toMatchObject({ state: 'failed', reason: 'denied' })
    expect((await land(platform, refused.back, refused.cookie)).body).not.toContain('data-reason')
    const { back, cookie } = await consent(session.token)
    expect((await land(platform, back, cookie)).body).toContain('data-state="connected"')
    expect(await outcome(platform, session.id)).not.toHaveProperty('reason')
  })

  it.each([
    ['html', 'vendor_unavailable'],
    [500, 'vendor_unavailable'],
    [429, 'vendor_busy'],
  ])('meets a vendor that answers %s', async (fault, reason) => {
    const session = await makeSession(platform)
    const { back, cookie } = await consent(session.token)
    const body = { match: '/api/oauth/token', fault, times: 1 }
    expect((await platform.sandbox('POST', '/_control/ecwid/faults', body)).status).toBe(200)
    const page = await land(platform, back, cookie)
    expect(page.body).toContain(`data-reason="${reason}"`)
    expect(await outcome(platform, session.id)).toMatchObject({ state: 'failed', reason })
  })

  it('with a code that the vendor does not know is code_refused', async () => {
    const session = await makeSession(platform)
    const { back, cookie } = await consent(session.token)
    back.searchParams.set('code', 'not-a-code')
    const page = await land(platform, back, cookie)
    expect(page.body).toContain('data-reason="code_refused"')
  })

  it('of a store on a plan without the API says so', async () => {
    await newStore(platform, 6201)
    const session = await makeSession(platform)
    const { back, cookie } = await consent(session.token, 6201)
    await platform.sandbox('PUT', '/_control/ecwid/stores/6201/settings', { plan: 'free' })
    const page = await land(platform, back, cookie)
    expect(page.body).toContain('data-reason="plan_without_api"')
    expect(await outcome(platform, session.id)).toMatchObject({ reason: 'plan_without_api' })
  })
})

describe('a session is good for one connection', () => {
  it('however often the browser comes back', async () => {
    const session = await makeSession(platform)
    const { back, cookie } = await consent(session.token)
    await land(platform, back, cookie)
    const before = await countInstances(platform)
    const again = await land(platform, back, cookie)
    expect(again.body).toContain('<h1>Too late</h1>')
    const tried = await widget(platform, session.token, 'POST', '/session/oauth', {})
    expect(tried).toMatchObject({ status: 410, body: { reason: 'already_used' } })
    expect(await countInstances(platform)).toBe(before)
  })

  it('though two consents were begun', async () => {
    const session = await makeSession(platform)
    const first = await consent(session.token)
    const second = await consent(session.token)
    const before = await countInstances(platform)
    expect((await land(platform, first.back, first.cookie)).body).toContain('"connected"')
    const page = await land(platform, second.back, second.cookie)
    expect(page.body).toContain('data-reason="already_used"')
    expect(await countInstances(platform)).toBe(before + 1)
    expect((await outcome(platform, session.id)).state).toBe('connected')
  })

  it('though two consents land at the same time', async () => {
    const session = await makeSession(platform)
    const consents = [await consent(session.token), await consent(session.token)]
    const before = await countInstances(platform)
    const pages = await Promise.all(
      consents.map(({ back, cookie }) => land(platform, back, cookie)),
    )
    const connected = pages.filter(({ body }) => String(body).includes('data-state="connected"'))
    expect(connected).toHaveLength(1)
    expect(await countInstances(platform)).toBe(before + 1)
    expect((await outcome(platform, session.id)).state).toBe('connected')
  })

  it('and none that was revoked or expired while the person was away', async () => {
    const before = await countInstances(platform)
    for (const [reason, end] of [
      ['revoked', (id: string) => platform.request('DELETE', `/connect-sessions/${id}`)],
      ['expired', (id: string) => expire(platform, id)],
    ] as const) {
      const session = await makeSession(platform)
      const { back, cookie } = await consent(session.token)
      await end(session.id)
      const page = await land(platform, back, cookie)
      expect(page.body).toContain(`data-reason="${reason}"`)
      expect((await outcome(platform, session.id)).state).toBe(reason)
    }
    expect(await countInstances(platform)).toBe(before)
  })

  it('and none that is revoked while the vendor is being asked', async () => {
    const session = await makeSession(platform)
    const { back, cookie } = await consent(session.token)
    const before = await countInstances(platform)
    const slow = { match: '/api/oauth/token', fault: 'slow', delayMs: 400, times: 1 }
    expect((await platform.sandbox('POST', '/_control/ecwid/faults', slow)).status).toBe(200)
    const landing = land(platform, back, cookie)
    await expect
      .poll(async () => {
        const { rows } = await platform.app.rooms.database.pool.query<{ claim: string | null }>(
          'select claim from connect_sessions where id = $1',
          [session.id],
        )
        return rows[0]?.claim ?? null
      })
      .not.toBeNull()
    await platform.request('DELETE', `/connect-sessions/${session.id}`)
    expect((await landing).body).toContain('data-reason="revoked"')
    expect(await countInstances(platform)).toBe(before)
  })
})

describe('another browser than the one that began', () => {
  it('is told for whom this connects and asked for a click', async () => {
    const session = await makeSession(platform, { endUser: { id: 'u', displayName: 'Ann <b>' } })
    const { back } = await consent(session.token)
    const page = await land(platform, back, null)
    expect(page.body).toContain('Finish connecting Ecwid')
    expect(page.body).toContain('Ann &lt;b&gt;')
    expect(page.body).not.toContain(platform.first.email)
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect((await outcome(platform, session.id)).state).toBe('pending')
    expect((await confirm(platform, back)).body).toContain('data-state="connected"')
    expect((await outcome(platform, session.id)).state).toBe('connected')
  })

  it('is any whose cookie is of another flow', async () => {
    const mine = await makeSession(platform)
    const theirs = await makeSession(platform)
    const { cookie } = await startOAuth(platform, mine.token)
    const { back } = await consent(theirs.token)
    expect((await land(platform, back, cookie)).body).toContain('Finish connecting')
    expect((await outcome(platform, theirs.id)).state).toBe('pending')
  })

  it('cannot hand the code to another session or another organization', async () => {
    const session = await makeSession(platform)
    const { back } = await consent(session.token)
    const body = {
      element: { key: 'ecwid' },
      providerData: Object.fromEntries(back.searchParams),
    }
    const stranger = await platform.request('POST', '/instances', { body, tenant: platform.second })
    expect(stranger).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
    expect((await confirm(platform, back)).body).toContain('data-state="connected"')
  })
})

describe('reconnect mode', () => {
  it('authenticates the same instance again; id, token and name stay', async () => {
    await newStore(platform, 6202)
    const instance = await connect(platform, 6202)
    await platform.sandbox('DELETE', '/_control/ecwid/stores/6202/tokens')
    expect((await products(instance.token)).status).toBe(401)
    const session = await makeSession(platform, { instanceId: instance.id })
    const { back, cookie } = await consent(session.token, 6202)
    expect((await land(platform, back, cookie)).body).toContain('data-state="connected"')
    expect(await outcome(platform, session.id)).toMatchObject({
      state: 'connected',
      instanceId: instance.id,
    })
    const read = instanceIn(await platform.request('GET', `/instances/${instance.id}`))
    expect(read).toMatchObject({ token: instance.token, name: 'Shop 7', state: 'connected' })
    expect(read.configuration['oauth.callback.url']).toBe(
      instance.configuration['oauth.callback.url'],
    )
    expect(await products(instance.token)).toMatchObject({ status: 200 })
  })

  it('refuses another account as wrong_account and changes nothing', async () => {
    await newStore(platform, 6203)
    await newStore(platform, 6204)
    const instance = await connect(platform, 6203)
    const read = () => platform.request('GET', `/instances/${instance.id}`)
    const before = (await read()).body
    const session = await makeSession(platform, { instanceId: instance.id })
    const wrong = await consent(session.token, 6204)
    const page = await land(platform, wrong.back, wrong.cookie)
    expect(page.body).toContain('data-reason="wrong_account"')
    expect(await outcome(platform, session.id)).toMatchObject({
      state: 'failed',
      reason: 'wrong_account',
      instanceId: instance.id,
    })
    expect((await read()).body).toEqual(before)
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    const right = await consent(session.token, 6203)
    expect((await land(platform, right.back, right.cookie)).body).toContain('"connected"')
  })
})

describe('a consent whose session is gone', () => {
  it('makes no instance of another kind', async () => {
    await newStore(platform, 6206)
    const instance = await connect(platform, 6206)
    const session = await makeSession(platform, { instanceId: instance.id })
    const { back, cookie } = await consent(session.token, 6206)
    await platform.request('DELETE', `/instances/${instance.id}`)
    const before = await countInstances(platform)
    expect((await land(platform, back, cookie)).body).toContain('<h1>Too late</h1>')
    expect((await confirm(platform, back)).body).toContain('<h1>Too late</h1>')
    expect(await countInstances(platform)).toBe(before)
  })
})

describe('a session whose account is fixed', () => {
  it('takes no other account', async () => {
    await newStore(platform, 6205)
    const session = await makeSession(platform, { configuration: { 'ecwid.store.id': '6205' } })
    const { back, cookie } = await consent(session.token)
    const page = await land(platform, back, cookie)
    expect(page.body).toContain('data-reason="wrong_account"')
    // What the customer fixed is not the person's to see.
    expect(page.body).not.toContain('6205')
    const right = await consent(session.token, 6205)
    expect((await land(platform, right.back, right.cookie)).body).toContain('"connected"')
  })
})

describe('the audit log', () => {
  it('tells what came of a session', async () => {
    const session = await makeSession(platform)
    const refused = await consent(session.token, storeId, 'refuse')
    await land(platform, refused.back, refused.cookie)
    const { back, cookie } = await consent(session.token)
    await land(platform, back, cookie)
    const { rows } = await platform.app.rooms.database.pool.query<{ action: string }>(
      'select action, status from audit_records where entity_id = $1 order by at',
      [session.id],
    )
    expect(rows).toEqual([
      { action: 'connect-session.created', status: 200 },
      { action: 'connect-session.failed', status: 400 },
      { action: 'connect-session.connected', status: 200 },
    ])
  })
})
