/** What the token of a connect session reaches, and the way by keys. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { countInstances, keysOf, makeSession, newStore, outcome, widget } from './connect-client.ts'
import { instanceIn } from './store-consent.ts'

const platform = await startPlatform()

function byKeys(token: string, configuration: object, more: object = {}) {
  return widget(platform, token, 'POST', '/session/instance', { configuration, ...more })
}

/** An instance with the legacy keys of a new store. */
async function connected(storeId: number) {
  await newStore(platform, storeId)
  const configuration = { 'authentication.type': 'custom', ...keysOf(storeId) }
  const body = { element: { key: 'ecwid' }, configuration, name: 'Old' }
  return instanceIn(await platform.request('POST', '/instances', { body }))
}

describe('what the widget asks for', () => {
  it('is the ways to authenticate and the fields of each, in order', async () => {
    const { token } = await makeSession(platform, {
      endUser: { id: 'secret-id', email: 'a@b.test' },
    })
    const answer = await widget(platform, token, 'GET', '/session')
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        state: 'pending',
        mode: 'connect',
        endUser: { email: 'a@b.test' },
        connectors: [
          {
            key: 'ecwid',
            name: 'Ecwid',
            logoUrl: `${platform.api}/elements/provider_ecwid.png`,
            authenticationTypes: [
              { type: 'oauth2', name: 'OAuth 2.0', usesOAuth: true, configuration: [] },
              {
                type: 'custom',
                name: 'Legacy API keys',
                usesOAuth: false,
                configuration: [
                  { key: 'ecwid.store.id', name: 'Store ID', required: true, secret: false },
                  { key: 'ecwid.order.key', type: 'PASSWORD', required: true, secret: true },
                  { key: 'ecwid.product.key', type: 'PASSWORD', required: true, secret: true },
                ],
              },
            ],
          },
        ],
      },
    })
    expect(JSON.stringify(answer.body)).not.toContain('secret-id')
    const logo = await platform.request('GET', `${platform.api}/elements/provider_ecwid.png`, {
      headers: { authorization: null },
    })
    expect(logo.status).toBe(200)
  })

  it('is less when the session allows less or fixes values', async () => {
    const { token } = await makeSession(platform, {
      authenticationTypes: ['custom'],
      configuration: { 'ecwid.store.id': '1003' },
    })
    const answer = await widget(platform, token, 'GET', '/session')
    const [connector] = (
      answer.body as {
        connectors: { authenticationTypes: { type: string; configuration: { key: string }[] }[] }[]
      }
    ).connectors
    expect(connector?.authenticationTypes.map(({ type }) => type)).toEqual(['custom'])
    expect(connector?.authenticationTypes[0]?.configuration.map(({ key }) => key)).toEqual([
      'ecwid.order.key',
      'ecwid.product.key',
    ])
    const tried = await widget(platform, token, 'POST', '/session/oauth', {})
    expect(tried).toMatchObject({ status: 400, body: { reason: 'invalid_values' } })
  })
})

describe('keys', () => {
  it('make the instance once, and its token stays with the customer', async () => {
    await newStore(platform, 6301)
    const session = await makeSession(platform, { name: 'By keys' })
    const answer = await byKeys(session.token, keysOf(6301))
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 200,
      body: { state: 'connected', instance: { name: 'By keys' } },
    })
    expect(Object.keys((answer.body as { instance: object }).instance)).toEqual(['id', 'name'])
    const { state, instanceId } = await outcome(platform, session.id)
    expect(state).toBe('connected')
    const read = instanceIn(await platform.request('GET', `/instances/${instanceId}`))
    const call = await platform.request('GET', '/hubs/ecommerce/products', { token: read.token })
    expect(call.status).toBe(200)
    const before = await countInstances(platform)
    expect(await byKeys(session.token, keysOf(6301))).toMatchObject({
      status: 410,
      body: { code: 'connect_session_ended', reason: 'already_used' },
    })
    expect(await countInstances(platform)).toBe(before)
  })

  it('that are wrong are refused with their word, and may be corrected', async () => {
    await newStore(platform, 6302)
    const session = await makeSession(platform)
    const wrong = { ...keysOf(6302), 'ecwid.order.key': 'key-that-is-wrong' }
    const answer = await byKeys(session.token, wrong)
    expect(answer).toMatchObject({
      status: 401,
      body: { code: 'vendor_unauthorized', reason: 'keys_refused' },
    })
    expect(JSON.stringify(answer.body)).not.toContain('key-that-is-wrong')
    expect(await outcome(platform, session.id)).toMatchObject({
      state: 'failed',
      reason: 'keys_refused',
    })
    expect(await byKeys(session.token, keysOf(6302))).toMatchObject({ status: 200 })
  })

  it('that are missing are named', async () => {
    const { token } = await makeSession(platform)
    const answer = await byKeys(token, { 'ecwid.store.id': '1003' })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'missing_configuration', reason: 'invalid_values' },
    })
  })

  it('of nothing that was asked for are refused: no address, no fixed value, no app', async () => {
    const session = await makeSession(platform, { configuration: { 'ecwid.store.id': '1003' } })
    for (const key of ['base.url', 'ecwid.store.id', 'oauth.api.secret', 'my.own']) {
      const configuration = { [key]: 'https://evil.test' }
      const answer = await byKeys(session.token, configuration)
      expect(answer, key).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    }
  })

  it('sent twice at once make one instance', async () => {
    await newStore(platform, 6303)
    const { token } = await makeSession(platform)
    const before = await countInstances(platform)
    const answers = await Promise.all([1, 2, 3].map(() => byKeys(token, keysOf(6303))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers.filter((one) => one.status !== 200)) {
      expect([409, 410]).toContain(status)
      expect(['in_progress', 'already_used']).toContain((body as { reason: string }).reason)
    }
    expect(await countInstances(platform)).toBe(before + 1)
  })

  it('cannot be tried without end', async () => {
    const session = await makeSession(platform)
    await platform.app.rooms.database.db
      .updateTable('connect_sessions')
      .set({ attempts: 39 })
      .where('id', '=', session.id)
      .execute()
    const wrong = { ...keysOf(1003), 'ecwid.order.key': 'guess' }
    expect(await byKeys(session.token, wrong)).toMatchObject({ status: 401 })
    expect(await byKeys(session.token, keysOf(1003))).toMatchObject({
      status: 429,
      body: { code: 'rate_limited', reason: 'too_many_attempts' },
    })
    const started = await widget(platform, session.token, 'POST', '/session/oauth', {})
    expect(started).toMatchObject({ status: 429, body: { reason: 'too_many_attempts' } })
  })

  it('authenticate an instance again without asking for its store', async () => {
    const instance = await connected(6304)
    const session = await makeSession(platform, { instanceId: instance.id })
    const shown = await widget(platform, session.token, 'GET', '/session')
    expect(shown.body).toMatchObject({
      connectors: [
        {
          authenticationTypes: [
            {
              type: 'custom',
              configuration: [{ key: 'ecwid.order.key' }, { key: 'ecwid.product.key' }],
            },
          ],
        },
      ],
    })
    await newStore(platform, 6305)
    const { 'ecwid.store.id': _store, ...other } = keysOf(6305)
    expect(await byKeys(session.token, other)).toMatchObject({ body: { reason: 'keys_refused' } })
    const { 'ecwid.store.id': _own, ...same } = keysOf(6304)
    expect(await byKeys(session.token, same)).toMatchObject({
      status: 200,
      body: { instance: { id: instance.id, name: 'Old' } },
    })
    const read = instanceIn(await platform.request('GET', `/instances/${instance.id}`))
    expect(read.token).toBe(instance.token)
  })
})

describe('the token of a session', () => {
  const walk = platform.app.routes
    .filter(({ access }) => access !== 'public' && access !== 'connect')
    .map(({ method, url }) => [`${method} ${url}`, method, url] as const)

  it.each(walk)('does not reach %s', async (_name, method, url) => {
    const { token } = await shared
    const path = url.replaceAll(/:\w+|\*/g, '1')
    const answer = await platform.request(method, platform.url + path, {
      headers: { authorization: `Connect ${token}` },
    })
    expect(answer.status).toBe(401)
  })

  const shared = makeSession(platform)

  it('is no other kind of credential, and no other credential is one', async () => {
    const { token } = await shared
    const wrong = [
      `Bearer ${token}`,
      `User ${token}, Organization ${token}`,
      `User ${platform.first.userSecret}, Element ${token}`,
      `${platform.first.authorization}, Connect ${token}`,
    ]
    for (const authorization of wrong) {
      const answer = await platform.request('GET', '/instances', { headers: { authorization } })
      expect(answer.status, authorization.slice(0, 12)).toBe(401)
    }
    const strange = [
      null,
      platform.first.authorization,
      `Bearer ${token}`,
      'Connect',
      `Connect ${token}x`,
      `Connect hwc_${'A'.repeat(43)}`,
      `Connect ${token}, ${platform.first.authorization}`,
    ]
    for (const authorization of strange) {
      const answer = await platform.request('GET', '/connect/session', {
        headers: { authorization },
      })
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
    }
    const query = await platform.request('GET', `/connect/session?token=${token}`, {
      headers: { authorization: null },
    })
    expect(query.status).toBe(401)
  })

  it('is good for nothing when the person who made it is gone', async () => {
    const session = await makeSession(platform, {}, platform.second)
    await platform.app.rooms.database.db
      .updateTable('users')
      .set({ active: false })
      .where('id', '=', platform.second.userId)
      .execute()
    expect((await widget(platform, session.token, 'GET', '/session')).status).toBe(401)
  })
})
