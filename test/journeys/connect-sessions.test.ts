/** Connect sessions as the customer's server makes, reads and revokes them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import { expire, keysOf, makeSession, newStore, outcome, widget } from './connect-client.ts'
import { connect } from './store-consent.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-connect-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'keyshop.json'),
  JSON.stringify({
    key: 'keyshop',
    name: 'Key Shop',
    description: 'A vendor that knows keys only',
    hub: 'things',
    authentication: { type: 'custom' },
    configuration: [
      { key: 'base.url', name: 'Base', defaultValue: 'https://keys.example.com' },
      { key: 'keyshop.key', name: 'Key', type: 'PASSWORD', required: true },
    ],
    resources: [],
  }),
)
const platform = await startPlatform({ env: { HUBWRIGHT_CONNECTORS_DIR: folder } })
/** Without a vendor app of anybody. */
const bare = await startPlatform({ sandbox: false })

function create(body: object, tenant = platform.first): Promise<Answer> {
  return platform.request('POST', '/connect-sessions', { body, tenant })
}

describe('a connect session', () => {
  it('is made with a token that is shown once, in the fragment of the address', async () => {
    const answer = await create({
      elements: ['ecwid'],
      name: 'Shop of Ann',
      tags: ['eu'],
      endUser: { id: 'u-7', email: 'ann@example.com', displayName: 'Ann' },
      allowedOrigins: ['https://app.example.com', 'http://localhost:3000'],
      returnUrl: 'https://app.example.com/connected?from=hub',
      theme: { colorScheme: 'dark', primaryColor: '#1a73e8' },
      language: 'pt-BR',
    })
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 200,
      body: {
        state: 'pending',
        mode: 'connect',
        elements: ['ecwid'],
        name: 'Shop of Ann',
        tags: ['eu'],
        configuration: {},
        endUser: { id: 'u-7', email: 'ann@example.com', displayName: 'Ann' },
        allowedOrigins: ['https://app.example.com', 'http://localhost:3000'],
        returnUrl: 'https://app.example.com/connected?from=hub',
        theme: { colorScheme: 'dark', primaryColor: '#1a73e8' },
        language: 'pt-BR',
      },
    })
    const { id, token, url, createdDate, expiresAt } = answer.body as Record<string, string>
    expect(token).toMatch(/^hwc_[A-Za-z0-9_-]{43}$/)
    expect(url).toBe(`${platform.url}/connect/${id}#${token}`)
    expect(Date.parse(expiresAt ?? '') - Date.parse(createdDate ?? '')).toBe(30 * 60_000)
    const read = await platform.request('GET', `/connect-sessions/${id}`)
    expect(read.status).toBe(200)
    expect(read.body).not.toHaveProperty('token')
    expect(read.body).not.toHaveProperty('url')
    const { rows } = await platform.app.rooms.database.pool.query<{ text: string }>(
      'select connect_sessions::text as text from connect_sessions where id = $1',
      [id],
    )
    expect(rows[0]?.text).not.toContain(token)
  })

  it('lives as long as asked, up to seven days', async () => {
    const session = await makeSession(platform, { expiresIn: 604_800 })
    expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(604_000_000)
    expect(await create({ elements: ['ecwid'], expiresIn: 604_801 })).toMatchObject({
      status: 400,
      body: { details: [{ path: '/expiresIn' }] },
    })
  })

  it.each([
    ['no connector', {}, '/elements'],
    ['an empty list', { elements: [] }, '/elements'],
    [
      'an unknown type',
      { elements: ['ecwid'], authenticationTypes: ['magic'] },
      '/authenticationTypes/0',
    ],
    ['a member that is none', { elements: ['ecwid'], allowedOrigin: [] }, '/allowedOrigin'],
    [
      'a wrong colour',
      { elements: ['ecwid'], theme: { primaryColor: 'red' } },
      '/theme/primaryColor',
    ],
    ['a wrong language', { elements: ['ecwid'], language: 'de"><' }, '/language'],
    ['a line break', { elements: ['ecwid'], endUser: { id: 'a\nb' } }, '/endUser/id'],
    [
      'a callback',
      { elements: ['ecwid'], configuration: { 'oauth.callback.url': 'https://a.test/' } },
      '/configuration/oauth.callback.url',
    ],
    [
      'an address that may not be called',
      { elements: ['ecwid'], configuration: { 'base.url': 'http://169.254.169.254/' } },
      '/configuration/base.url',
    ],
  ])('is refused for %s', async (_what, body, path) => {
    const answer = await create(body)
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 400,
      body: { details: expect.arrayContaining([expect.objectContaining({ path })]) as unknown },
    })
  })

  it('is a 404 for an unknown connector', async () => {
    expect(await create({ elements: ['nothing'] })).toMatchObject({ status: 404 })
  })

  it.each([
    ['a page of another site', 'https://evil.test/'],
    ['another site behind a user name', 'https://app.example.com@evil.test/'],
    ['a backslash', String.raw`https://app.example.com\@evil.test/`],
    ['a site that begins alike', 'https://app.example.com.evil.test/'],
    ['another scheme', 'javascript:alert(1)//https://app.example.com'],
    ['clear text', 'http://app.example.com/'],
    ['no scheme', '//app.example.com/'],
  ])('sends nobody to %s', async (_what, returnUrl) => {
    const answer = await create({
      elements: ['ecwid'],
      allowedOrigins: ['https://app.example.com'],
      returnUrl,
    })
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: '/returnUrl' }] } })
  })

  it.each([
    'https://*.example.com',
    'https://a.test/',
    'http://a.test',
    'null',
    'https://a.test;x',
  ])('is framed by no origin such as %s', async (origin) => {
    const answer = await create({ elements: ['ecwid'], allowedOrigins: [origin] })
    expect(answer).toMatchObject({
      status: 400,
      body: { details: [{ path: '/allowedOrigins/0' }] },
    })
  })

  it('gives by its id the framing rule, and nothing to who asks with another', async () => {
    const { connect: sessions } = platform.app.rooms.instances
    const framed = await makeSession(platform, {
      allowedOrigins: ['https://app.example.com', 'http://127.0.0.1:3000'],
    })
    expect(await sessions.connectSessionFraming(framed.id)).toBe(
      'frame-ancestors https://app.example.com http://127.0.0.1:3000',
    )
    const alone = await makeSession(platform)
    expect(await sessions.connectSessionFraming(alone.id)).toBe("frame-ancestors 'none'")
    expect(await sessions.connectSessionFraming('unknown')).toBe("frame-ancestors 'none'")
  })

  it('keeps fixed secrets sealed, shows them to nobody, and forgets them when it is over', async () => {
    const secret = 'app-secret-of-the-customer'
    const session = await makeSession(platform, {
      configuration: {
        'oauth.api.key': 'app-of-the-customer',
        'oauth.api.secret': secret,
        'ecwid.store.id': '1003',
      },
    })
    const { configuration } = await outcome(platform, session.id)
    expect(configuration).toEqual({
      'oauth.api.key': '********',
      'oauth.api.secret': '********',
      'ecwid.store.id': '1003',
    })
    const shown = await widget(platform, session.token, 'GET', '/session')
    expect(shown.status).toBe(200)
    for (const hidden of [secret, 'app-of-the-customer', '1003']) {
      expect(JSON.stringify(shown.body)).not.toContain(hidden)
    }
    const stored = async () => {
      const { rows } = await platform.app.rooms.database.pool.query<{ sealed: Buffer | null }>(
        'select configuration_sealed as sealed from connect_sessions where id = $1',
        [session.id],
      )
      return rows[0]?.sealed
    }
    expect((await stored())?.toString('latin1')).not.toContain(secret)
    await platform.request('DELETE', `/connect-sessions/${session.id}`)
    expect(await stored()).toBeNull()
    expect((await outcome(platform, session.id)).configuration).toEqual({})
  })

  it('fixes values of one connector only', async () => {
    const elements = ['ecwid', 'keyshop']
    const answer = await create({ elements, configuration: { 'keyshop.key': 'k' } })
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: '/configuration' }] } })
    const session = await makeSession(platform, { elements })
    const unsaid = await widget(platform, session.token, 'POST', '/session/instance', {
      configuration: keysOf(1003),
    })
    expect(unsaid).toMatchObject({
      status: 400,
      body: { reason: 'invalid_values', details: [{ path: '/element' }] },
    })
    const shown = await widget(platform, session.token, 'GET', '/session')
    expect(shown.body).toMatchObject({
      connectors: [
        { key: 'ecwid', authenticationTypes: [{ usesOAuth: true }, { usesOAuth: false }] },
        {
          key: 'keyshop',
          name: 'Key Shop',
          logoUrl: `${platform.api}/elements/provider_keyshop.png`,
          authenticationTypes: [
            {
              type: 'custom',
              usesOAuth: false,
              configuration: [{ key: 'keyshop.key', name: 'Key', secret: true, required: true }],
            },
          ],
        },
      ],
    })
  })

  it('is refused when nobody could use it for want of a vendor app', async () => {
    const wanted = { elements: ['ecwid'], authenticationTypes: ['oauth2'] }
    const answer = await bare.request('POST', '/connect-sessions', { body: wanted })
    expect(answer).toMatchObject({ status: 400, body: { code: 'vendor_app_required' } })
    const byKeys = await makeSession(bare, { elements: ['ecwid'] })
    const shown = await widget(bare, byKeys.token, 'GET', '/session')
    const [connector] = (shown.body as { connectors: { authenticationTypes: object[] }[] })
      .connectors
    expect(connector?.authenticationTypes).toMatchObject([{ type: 'custom', usesOAuth: false }])
  })
})

describe('the list of sessions', () => {
  it('is the newest first, page by page, and of one end user when asked', async () => {
    const made = []
    for (const index of [1, 2, 3]) {
      made.push(await makeSession(platform, { endUser: { id: 'paged' }, tags: [`t${index}`] }))
    }
    const query = { endUserId: 'paged', pageSize: 2 }
    const first = await platform.request('GET', '/connect-sessions', { query })
    const nextPage = first.headers['elements-next-page-token'] ?? ''
    const second = await platform.request('GET', '/connect-sessions', {
      query: { ...query, nextPage },
    })
    const ids = [first, second].flatMap(({ body }) =>
      (body as { id: string }[]).map(({ id }) => id),
    )
    expect(new Set(ids)).toEqual(new Set(made.map(({ id }) => id)))
    expect(first.body).toHaveLength(2)
    expect(second.headers['elements-next-page-token']).toBeUndefined()
    const none = await platform.request('GET', '/connect-sessions', { query: { endUserId: 'no' } })
    expect(none).toMatchObject({ status: 200, body: [] })
    const wrong = await platform.request('GET', '/connect-sessions', { query: { nextPage: 'x' } })
    expect(wrong).toMatchObject({ status: 400, body: { details: [{ path: 'nextPage' }] } })
  })

  it('is one organization alone', async () => {
    const session = await makeSession(platform)
    const tenant = platform.second
    const list = await platform.request('GET', '/connect-sessions', { tenant })
    expect(list.body).toEqual([])
    const path = `/connect-sessions/${session.id}`
    for (const method of ['GET', 'DELETE']) {
      const foreign = await platform.request(method, path, { tenant })
      const unknown = await platform.request(method, '/connect-sessions/none', { tenant })
      expect([foreign.status, unknown.status]).toEqual([404, 404])
    }
    expect((await outcome(platform, session.id)).state).toBe('pending')
  })
})

describe('the end of a session', () => {
  it('comes by revoking, at once, and only once', async () => {
    const session = await makeSession(platform)
    const path = `/connect-sessions/${session.id}`
    expect((await platform.request('DELETE', path)).status).toBe(200)
    expect((await outcome(platform, session.id)).state).toBe('revoked')
    expect(await platform.request('DELETE', path)).toMatchObject({ status: 409 })
    const tried = await widget(platform, session.token, 'POST', '/session/oauth', {})
    expect(tried).toMatchObject({
      status: 410,
      body: { code: 'connect_session_ended', reason: 'revoked' },
    })
    const read = await widget(platform, session.token, 'GET', '/session')
    expect(read).toMatchObject({ status: 200, body: { state: 'revoked', connectors: [] } })
  })

  it('comes with the time', async () => {
    const session = await makeSession(platform)
    await expire(platform, session.id)
    expect((await outcome(platform, session.id)).state).toBe('expired')
    const body = { configuration: keysOf(1003) }
    for (const path of ['/session/oauth', '/session/instance']) {
      expect(await widget(platform, session.token, 'POST', path, body)).toMatchObject({
        status: 410,
        body: { reason: 'expired' },
      })
    }
  })

  it('erases fixed secrets of expired sessions and deletes rows after a month', async () => {
    const { instances, database } = platform.app.rooms
    const kept = await makeSession(platform, { configuration: { 'ecwid.store.id': '1' } })
    const old = await makeSession(platform, { configuration: { 'ecwid.store.id': '2' } })
    await expire(platform, kept.id)
    await database.db
      .updateTable('connect_sessions')
      .set({ expires_at: new Date(Date.now() - 31 * 86_400_000) })
      .where('id', '=', old.id)
      .execute()
    await instances.connectMaintenance.run()
    const rows = await database.db
      .selectFrom('connect_sessions')
      .select(['id', 'configuration_sealed'])
      .where('id', 'in', [kept.id, old.id])
      .execute()
    expect(rows).toEqual([{ id: kept.id, configuration_sealed: null }])
  })
})

describe('limits', () => {
  it('hold an organization to so many sessions a minute, and no other', async () => {
    const { organizationId, accountId, userId } = platform.second
    await platform.app.rooms.database.pool.query(
      `insert into connect_sessions (id, organization_id, account_id, user_id, token_hash, connector_keys, created_at, expires_at)
       select 'many-' || n, $1, $2, $3, decode(md5('many' || n), 'hex'), '{ecwid}', now(), now() + interval '1 hour'
       from generate_series(1, 300) as n`,
      [organizationId, accountId, userId],
    )
    const refused = await create({ elements: ['ecwid'] }, platform.second)
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    await makeSession(platform)
  })
})

describe('reconnect mode', () => {
  it('is for an instance that the caller can see, without another name', async () => {
    await newStore(platform, 6101)
    const instance = await connect(platform, 6101)
    const foreign = await create({ instanceId: instance.id }, platform.second)
    expect(foreign).toMatchObject({ status: 404 })
    const renamed = await create({ instanceId: instance.id, name: 'New' })
    expect(renamed).toMatchObject({ status: 400, body: { details: [{ path: '/name' }] } })
    const session = await makeSession(platform, { instanceId: instance.id })
    expect(session).toMatchObject({
      mode: 'reconnect',
      elements: ['ecwid'],
      instanceId: instance.id,
    })
    const shown = await widget(platform, session.token, 'GET', '/session')
    expect(shown.body).toMatchObject({
      mode: 'reconnect',
      instance: { id: instance.id, name: 'Shop 7' },
      connectors: [{ authenticationTypes: [{ type: 'oauth2', configuration: [] }] }],
    })
    await platform.request('DELETE', `/instances/${instance.id}`)
    expect((await widget(platform, session.token, 'GET', '/session')).status).toBe(401)
  })
})

describe('a maker who may make no instances any more', () => {
  it('leaves sessions behind that open nothing', async () => {
    const { token, id } = await makeSession(platform)
    const read = async () => (await widget(platform, token, 'GET', '/session')).status
    expect(await read()).toBe(200)
    const { pool } = platform.app.rooms.database
    const maker = '(select user_id from connect_sessions where id = $1)'
    const { rows } = await pool.query<{ roles: string[] }>(
      `select roles from users where id = ${maker}`,
      [id],
    )
    try {
      await pool.query(`update users set roles = '{}' where id = ${maker}`, [id])
      expect(await read()).toBe(401)
    } finally {
      await pool.query(`update users set roles = $2 where id = ${maker}`, [id, rows[0]?.roles])
    }
    expect(await read()).toBe(200)
  })
})

describe('the audit log', () => {
  it('has a row for each session made and revoked', async () => {
    const session = await makeSession(platform)
    await platform.request('DELETE', `/connect-sessions/${session.id}`)
    const { rows } = await platform.app.rooms.database.pool.query<{ action: string }>(
      'select action, user_id from audit_records where entity_id = $1 order by at, action',
      [session.id],
    )
    expect(rows).toEqual([
      { action: 'connect-session.created', user_id: platform.first.userId },
      { action: 'connect-session.revoked', user_id: platform.first.userId },
    ])
  })
})
