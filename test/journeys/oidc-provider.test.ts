/** The OAuth 2.0 engine against a real authorization server, on two nodes of one platform. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { startPlatform, type Answer, type Platform } from '../support/start-platform.ts'
import { clients, redirectUri, startOidcVendor } from './oidc-vendor.ts'
import { instanceIn, type InstanceAnswer } from './store-consent.ts'

const vendor = await startOidcVendor()
afterAll(() => vendor.close())

const folder = mkdtempSync(join(tmpdir(), 'hubwright-oidc-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'thingshop.json'),
  JSON.stringify({
    key: 'thingshop',
    name: 'Thing Shop',
    description: 'A vendor whose tokens expire',
    hub: 'things',
    authentication: { type: 'oauth2' },
    configuration: [
      { key: 'oauth.authorization.url', name: 'Authorization', defaultValue: '{origin.auth}/auth' },
      { key: 'oauth.token.url', name: 'Token', defaultValue: '{origin.auth}/token' },
      {
        key: 'oauth.token.revoke_url',
        name: 'Revoke',
        defaultValue: '{origin.auth}/token/revocation',
      },
      { key: 'oauth.scope', name: 'Scope', defaultValue: 'openid offline_access' },
      { key: 'shop.account', name: 'Account', required: true },
      { key: 'base.url', name: 'Base', defaultValue: '{origin.api}/api' },
    ],
    resources: [
      {
        path: '/things',
        method: 'GET',
        vendorPath: '/things',
        vendorMethod: 'GET',
        paginationType: 'NO_PAGINATION',
      },
      {
        path: '/check',
        method: 'GET',
        vendorPath: '/things',
        vendorMethod: 'GET',
        type: 'provisionAuthValidation',
      },
    ],
    hubwright: {
      origins: { api: vendor.origin, auth: vendor.origin },
      oauth: { pkce: true, answer: { 'shop.account': 'account' } },
      accountKey: 'shop.account',
      errors: { message: ['message'], rules: [{ status: 401, means: 'reauth' }] },
    },
  }),
)
const env = { HUBWRIGHT_CONNECTORS_DIR: folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' }
const platform = await startPlatform({ env })
const second = await startPlatform({ env, beside: platform })
const database = platform.app.rooms.database.db

let accounts = 0

/** A new grant, as a client with its own app gets it. */
async function connect(
  client: { clientId: string; clientSecret: string } = clients.post,
  more: { account?: string; basic?: boolean; name?: string } = {},
): Promise<InstanceAnswer> {
  const answer = await create(client, more)
  return instanceIn(answer)
}

async function authorize(
  client: { clientId: string; clientSecret: string },
  account = `account-${accounts}`,
): Promise<URL> {
  const url = await platform.request('GET', '/elements/thingshop/oauth/url', {
    query: {
      apiKey: client.clientId,
      apiSecret: client.clientSecret,
      callbackUrl: redirectUri,
      state: 's',
    },
  })
  const { oauthUrl } = url.body as { oauthUrl: string }
  // Only a fresh consent gives a refresh token (OpenID Connect Core, section 11).
  return vendor.consent(`${oauthUrl}&prompt=consent`, account)
}

async function create(
  client: { clientId: string; clientSecret: string },
  more: { account?: string; basic?: boolean; name?: string } = {},
): Promise<Answer> {
  accounts += 1
  const back = await authorize(client, more.account)
  return platform.request('POST', '/instances', { body: bodyOf(client, back, more) })
}

function bodyOf(
  client: { clientId: string; clientSecret: string },
  back: URL,
  more: { account?: string; basic?: boolean; name?: string } = {},
) {
  return {
    element: { key: 'thingshop' },
    name: more.name ?? 'Things',
    providerData: Object.fromEntries(back.searchParams),
    configuration: {
      'oauth.api.key': client.clientId,
      'oauth.api.secret': client.clientSecret,
      'oauth.callback.url': redirectUri,
      ...(more.basic === true ? { 'oauth.basic.header': true } : {}),
    },
  }
}

function things(token: string, node: Platform = platform): Promise<Answer> {
  return node.request('GET', '/hubs/things/things', {
    headers: { authorization: `User ${platform.first.userSecret}, Element ${token}` },
  })
}

/** Makes the access token look as old as it would be in an hour. */
async function age(id: number): Promise<void> {
  await database
    .updateTable('instance_configuration')
    .set({ value: String(Date.now() - 3_590_000) })
    .where('organization_id', '=', platform.first.organizationId)
    .where('instance_id', '=', id)
    .where('key', '=', 'oauth.user.refresh_time')
    .execute()
  await forgetEverywhere(id)
}

async function forgetEverywhere(id: number): Promise<void> {
  const before = await Promise.all([platform, second].map((node) => opened(node, id)))
  await sql`select pg_notify('instances', ${String(id)})`.execute(database)
  await expect
    .poll(() =>
      [platform, second].some((node, index) => {
        const instance = before[index]
        return instance !== undefined && node.app.rooms.instances.isCurrent(instance)
      }),
    )
    .toBe(false)
}

async function opened(node: Platform, id: number) {
  return node.app.rooms.instances.connectionOf(id)
}

async function read(id: number): Promise<InstanceAnswer> {
  return instanceIn(await platform.request('GET', `/instances/${id}`))
}

async function tokenOf(id: number): Promise<string> {
  return (await opened(platform, id)).configuration['oauth.user.token'] ?? ''
}

describe('the exchange', () => {
  it.each([
    ['form', clients.post, false],
    ['header', clients.basic, true],
  ])('authenticates the client in the %s', async (place, client, basic) => {
    const instance = await connect(client, { basic })
    expect(vendor.clientProofs.at(-1)).toBe(place)
    expect(instance.configuration).toMatchObject({
      'oauth.user.token': '********',
      'oauth.user.refresh_token': '********',
      'oauth.user.refresh_interval': '3600',
      'oauth.user.scope': 'openid offline_access',
      'shop.account': `account-${accounts}`,
    })
    expect(await things(instance.token)).toMatchObject({
      status: 200,
      body: [{ owner: `account-${accounts}` }],
    })
  })

  it('with a wrong client secret is refused and told', async () => {
    const answer = await create({ ...clients.basic, clientSecret: 'guessed' }, { basic: true })
    expect(answer).toMatchObject({ status: 401, body: { code: 'vendor_unauthorized' } })
  })

  it('of a flow of our own proves itself by PKCE', async () => {
    const saved = await platform.request('PUT', '/vendor-apps/thingshop', {
      body: { ...clients.post, callbackUrl: redirectUri },
    })
    expect(saved.status).toBe(200)
    const url = await platform.request('GET', '/elements/thingshop/oauth/url/default')
    const { oauthUrl } = url.body as { oauthUrl: string }
    expect(new URL(oauthUrl).searchParams.get('code_challenge_method')).toBe('S256')
    const back = await vendor.consent(`${oauthUrl}&prompt=consent`)
    const body = {
      element: { key: 'thingshop' },
      providerData: Object.fromEntries(back.searchParams),
    }
    const instance = instanceIn(await platform.request('POST', '/instances', { body }))
    expect(await things(instance.token)).toMatchObject({ status: 200 })
    await platform.request('DELETE', '/vendor-apps/thingshop')
  })

  it('of a foreign issuer is refused', async () => {
    const back = await authorize(clients.post)
    back.searchParams.set('iss', 'https://evil.example')
    const answer = await platform.request('POST', '/instances', {
      body: bodyOf(clients.post, back),
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'oauth_code_refused' } })
  })

  it('may be left to the caller, who brings a refresh token', async () => {
    const from = await connect()
    const refreshToken = (await opened(platform, from.id)).configuration['oauth.user.refresh_token']
    const answer = await platform.request('POST', '/instances', {
      body: {
        element: { key: 'thingshop' },
        externalAuthentication: 'initial',
        configuration: {
          'oauth.api.key': clients.post.clientId,
          'oauth.api.secret': clients.post.clientSecret,
          'oauth.user.refresh_token': refreshToken,
          'shop.account': from.configuration['shop.account'],
        },
      },
    })
    const instance = instanceIn(answer)
    expect(answer.body).toMatchObject({ externalAuthentication: 'initial' })
    expect(await things(instance.token)).toMatchObject({ status: 200 })
    const used = await platform.request('POST', '/instances', {
      body: {
        element: { key: 'thingshop' },
        externalAuthentication: 'initial',
        configuration: {
          'oauth.api.key': clients.post.clientId,
          'oauth.api.secret': clients.post.clientSecret,
          'oauth.user.refresh_token': 'nonsense',
          'shop.account': 'brought',
        },
      },
    })
    expect(used).toMatchObject({ status: 401, body: { code: 'vendor_unauthorized' } })
  })
})

describe('a refresh', () => {
  it('comes before the token runs out, once for twenty callers on two nodes', async () => {
    const instance = await connect()
    const before = vendor.refreshes().granted
    const old = await tokenOf(instance.id)
    await age(instance.id)
    const nodes = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? platform : second))
    const answers = await Promise.all(nodes.map((node) => things(instance.token, node)))
    expect(answers.map(({ status }) => status)).toEqual(nodes.map(() => 200))
    expect(vendor.refreshes()).toMatchObject({ granted: before + 1 })
    expect(await tokenOf(instance.id)).not.toBe(old)
    expect((await read(instance.id)).state).toBe('connected')
    const log = await platform.request('GET', `/audit-logs/element-instances/${instance.id}`)
    expect((log.body as { action: string }[]).map(({ action }) => action)).toEqual([
      'instance.refreshed',
      'instance.created',
    ])
  })

  it('comes on a refused token, once for twenty callers on two nodes, and the calls succeed', async () => {
    const instance = await connect()
    await Promise.all([things(instance.token), things(instance.token, second)])
    const before = vendor.refreshes().granted
    vendor.refuseSeenTokens()
    const nodes = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? platform : second))
    const answers = await Promise.all(nodes.map((node) => things(instance.token, node)))
    expect(answers.map(({ status }) => status)).toEqual(nodes.map(() => 200))
    expect(vendor.refreshes().granted).toBe(before + 1)
  })

  it('lets the other node wait for the outcome while the vendor thinks', async () => {
    const instance = await connect()
    await age(instance.id)
    const before = vendor.refreshes().granted
    const held = vendor.holdTokenRequests()
    const first = things(instance.token)
    await held.arrived
    const waiting = things(instance.token, second)
    const leases = await database
      .selectFrom('credential_refreshes')
      .selectAll()
      .where('organization_id', '=', platform.first.organizationId)
      .execute()
    expect(leases).toHaveLength(1)
    expect(leases[0]?.intent_hash).not.toBeNull()
    held.release()
    expect((await Promise.all([first, waiting])).map(({ status }) => status)).toEqual([200, 200])
    expect(vendor.refreshes().granted).toBe(before + 1)
    const left = await database
      .selectFrom('credential_refreshes')
      .selectAll()
      .where('organization_id', '=', platform.first.organizationId)
      .execute()
    expect(left).toEqual([])
  })

  it('keeps rotating tokens: several in a row work', async () => {
    const instance = await connect()
    const tokens = new Set<string>()
    for (let round = 0; round < 4; round += 1) {
      await age(instance.id)
      expect((await things(instance.token, round % 2 === 0 ? platform : second)).status).toBe(200)
      tokens.add(await tokenOf(instance.id))
    }
    expect(tokens.size).toBe(4)
  })

  it('serves every instance of the same app and account, whichever asks', async () => {
    const one = await connect(clients.post, { account: 'shared' })
    const two = await connect(clients.post, { account: 'shared', name: 'Second' })
    expect(await tokenOf(one.id)).toBe(await tokenOf(two.id))
    const before = vendor.refreshes().granted
    await age(one.id)
    await age(two.id)
    const answers = await Promise.all([things(one.token), things(two.token, second)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(vendor.refreshes().granted).toBe(before + 1)
    await forgetEverywhere(one.id)
    expect(await tokenOf(one.id)).toBe(await tokenOf(two.id))
  })

  it('keeps apart who has only said to be of the same account, or chose an address', async () => {
    const one = await connect(clients.post, { account: 'victim' })
    const back = await authorize(clients.post, 'victim')
    const body = bodyOf(clients.post, back)
    const configuration = { ...body.configuration, 'base.url': `${vendor.origin}/api/` }
    const other = instanceIn(
      await platform.request('POST', '/instances', { body: { ...body, configuration } }),
    )
    expect(await tokenOf(other.id)).not.toBe(await tokenOf(one.id))
    const refreshToken = (await opened(platform, other.id)).configuration['oauth.user.token']
    const claimed = await platform.request('POST', '/instances', {
      body: {
        element: { key: 'thingshop' },
        externalAuthentication: 'initial',
        configuration: {
          'oauth.api.key': clients.post.clientId,
          'oauth.api.secret': 'not the secret',
          'oauth.user.token': refreshToken,
          'shop.account': 'victim',
        },
      },
    })
    const claimant = instanceIn(claimed)
    const mine = await tokenOf(one.id)
    await forgetEverywhere(one.id)
    expect(await tokenOf(one.id)).toBe(mine)
    await age(one.id)
    expect((await things(one.token)).status).toBe(200)
    await forgetEverywhere(claimant.id)
    await forgetEverywhere(other.id)
    const fresh = await tokenOf(one.id)
    expect(await tokenOf(claimant.id)).not.toBe(fresh)
    expect(await tokenOf(other.id)).not.toBe(fresh)
  })

  it('is tried again after passing failures', async () => {
    const instance = await connect()
    await age(instance.id)
    vendor.failTokenRequests(503, 503)
    expect((await things(instance.token)).status).toBe(200)
    expect((await read(instance.id)).state).toBe('connected')
  })

  it('that fails leaves a token in use that is still good, and the connection alive', async () => {
    const instance = await connect()
    await age(instance.id)
    vendor.failTokenRequests(500, 500, 500)
    expect((await things(instance.token)).status).toBe(200)
    expect((await read(instance.id)).state).toBe('connected')
    vendor.refuseSeenTokens()
    vendor.failTokenRequests(500, 500, 500)
    expect(await things(instance.token)).toMatchObject({
      status: 502,
      body: { code: 'vendor_failed' },
    })
    expect((await read(instance.id)).state).toBe('connected')
    expect((await things(instance.token)).status).toBe(200)
  })

  it('refused with invalid_grant ends the connection until somebody authenticates again', async () => {
    const instance = await connect()
    const spent = (await opened(platform, instance.id)).configuration['oauth.user.refresh_token']
    await things(instance.token)
    await age(instance.id)
    expect((await things(instance.token)).status).toBe(200)
    // Somebody replays the old refresh token: the server ends the whole grant.
    const replay = await platform.request('POST', `${vendor.origin}/token`, {
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: spent ?? '',
        client_id: clients.post.clientId,
        client_secret: clients.post.clientSecret,
      }).toString(),
      headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(replay).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await things(instance.token)).toMatchObject({ status: 401 })
    expect(await read(instance.id)).toMatchObject({
      state: 'reauth_required',
      stateReason: expect.stringContaining('invalid_grant') as string,
    })
    const refused = vendor.refreshes().refused
    expect(await things(instance.token, second)).toMatchObject({
      status: 401,
      body: { code: 'reauth_required' },
    })
    expect(vendor.refreshes().refused).toBe(refused)

    const account = (await read(instance.id)).configuration['shop.account'] ?? ''
    const back = await authorize(clients.post, account)
    const again = await platform.request('PUT', `/instances/${instance.id}`, {
      body: bodyOf(clients.post, back),
    })
    expect(instanceIn(again)).toMatchObject({ id: instance.id, token: instance.token })
    expect((await things(instance.token)).status).toBe(200)
    // The other node hears of it a moment later.
    await expect.poll(async () => (await things(instance.token, second)).status).toBe(200)
  })

  it('whose answer is lost says so, when the vendor takes the old token no more', async () => {
    const instance = await connect()
    await age(instance.id)
    vendor.failTokenRequests('lost')
    const answer = await things(instance.token)
    expect(answer.status).toBe(401)
    expect(await read(instance.id)).toMatchObject({
      state: 'reauth_required',
      stateReason: expect.stringContaining('cut off') as string,
    })
  })

  it('that a crashed process began is taken over when its lease is over', async () => {
    const instance = await connect()
    await age(instance.id)
    await database
      .insertInto('credential_refreshes')
      .values({
        instance_id: instance.id,
        organization_id: platform.first.organizationId,
        owner: '00000000-0000-4000-8000-000000000000',
        intent_hash: Buffer.from('another'),
        leased_until: new Date(Date.now() + 1500),
      })
      .execute()
    const before = vendor.refreshes().granted
    expect((await things(instance.token)).status).toBe(200)
    expect(vendor.refreshes().granted).toBe(before + 1)
  })

  it('that a process began and whose answer died with it shows as such', async () => {
    const instance = await connect()
    const refreshToken =
      (await opened(platform, instance.id)).configuration['oauth.user.refresh_token'] ?? ''
    // What a process leaves that is killed between the answer of the vendor and its commit.
    await platform.request('POST', `${vendor.origin}/token`, {
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clients.post.clientId,
        client_secret: clients.post.clientSecret,
      }).toString(),
      headers: { authorization: null, 'content-type': 'application/x-www-form-urlencoded' },
    })
    await database
      .insertInto('credential_refreshes')
      .values({
        instance_id: instance.id,
        organization_id: platform.first.organizationId,
        owner: '00000000-0000-4000-8000-000000000000',
        intent_hash: createHash('sha256').update(refreshToken).digest(),
        leased_until: new Date(Date.now() - 1000),
      })
      .execute()
    await age(instance.id)
    expect((await things(instance.token)).status).toBe(401)
    expect((await read(instance.id)).stateReason).toContain('cut off')
  })

  it('does not use an app that is no longer the one of the tokens', async () => {
    const instance = await connect()
    await age(instance.id)
    await platform.request('PATCH', `/instances/${instance.id}`, {
      body: { configuration: { 'oauth.api.key': 'another-app' } },
    })
    await age(instance.id)
    expect((await things(instance.token)).status).toBe(401)
    expect((await read(instance.id)).stateReason).toContain('vendor app')
  })
})

describe('deleting', () => {
  it('gives the tokens back', async () => {
    const instance = await connect()
    const token = await tokenOf(instance.id)
    expect(await vendor.isAlive(token)).toBe(true)
    expect((await platform.request('DELETE', `/instances/${instance.id}`)).status).toBe(200)
    expect(await vendor.isAlive(token)).toBe(false)
    expect((await things(instance.token)).status).toBe(401)
    expect((await things(instance.token, second)).status).toBe(401)
  })

  it('goes on when the vendor does not take them back', async () => {
    const instance = await connect()
    const token = await tokenOf(instance.id)
    vendor.failTokenRequests(500, 500)
    expect((await platform.request('DELETE', `/instances/${instance.id}`)).status).toBe(200)
    expect(await vendor.isAlive(token)).toBe(true)
    expect((await things(instance.token)).status).toBe(401)
  })

  it('spares a grant on which another instance lives', async () => {
    const one = await connect(clients.post, { account: 'both' })
    const two = await connect(clients.post, { account: 'both' })
    expect((await platform.request('DELETE', `/instances/${one.id}`)).status).toBe(200)
    expect((await things(two.token)).status).toBe(200)
  })
})
