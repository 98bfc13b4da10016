/** A consent for which the person types something first, with a connector whose vendor is the sandbox's store. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { land, makeSession, outcome, startOAuth, widget } from './connect-client.ts'
import { app, authorizeUrl, decideAtVendor, instanceIn } from './store-consent.ts'

const sandbox = await startPlatform()
const consentPage = new URL(await authorizeUrl(sandbox))
const folder = mkdtempSync(join(tmpdir(), 'hubwright-typed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const authorize = consentPage.origin + consentPage.pathname
writeFileSync(
  join(folder, 'typedshop.json'),
  JSON.stringify({
    key: 'typedshop',
    name: 'Typed Shop',
    description: 'A vendor that asks for a nickname first',
    hub: 'things',
    authentication: { type: 'oauth2' },
    configuration: [
      { key: 'oauth.authorization.url', name: 'Authorization', defaultValue: authorize },
      {
        key: 'oauth.token.url',
        name: 'Token',
        defaultValue: authorize.replace('authorize', 'token'),
      },
      { key: 'oauth.scope', name: 'Scope', defaultValue: 'read_store_profile read_catalog' },
      { key: 'shop.nickname', name: 'Nickname', required: true },
      { key: 'shop.pin', name: 'PIN', type: 'PASSWORD' },
      { key: 'shop.host', name: 'Host' },
      { key: 'shop.account', name: 'Account', required: true },
      { key: 'base.url', name: 'Base', defaultValue: 'https://{shop.host}/api' },
    ],
    resources: [],
    hubwright: { oauth: { answer: { 'shop.account': 'store_id' } }, accountKey: 'shop.account' },
  }),
)
const platform = await startPlatform({
  beside: sandbox,
  env: { HUBWRIGHT_CONNECTORS_DIR: folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' },
})
const fixedApp = { 'oauth.api.key': app.clientId, 'oauth.api.secret': app.clientSecret }
const session = {
  elements: ['typedshop'],
  configuration: { ...fixedApp, 'shop.host': 'shop.example.com' },
}

describe('what is typed before the consent', () => {
  it('is asked for, checked before the person is sent away, and kept sealed until the return', async () => {
    const { id, token } = await makeSession(platform, session)
    const shown = await widget(platform, token, 'GET', '/session')
    expect(shown.body).toMatchObject({
      connectors: [
        {
          authenticationTypes: [
            { usesOAuth: true, configuration: [{ key: 'shop.nickname' }, { key: 'shop.pin' }] },
          ],
        },
      ],
    })
    expect(await widget(platform, token, 'POST', '/session/oauth', {})).toMatchObject({
      status: 400,
      body: { code: 'missing_configuration', reason: 'invalid_values' },
    })
    const configuration = { 'shop.nickname': 'Ann-the-nick', 'shop.pin': 'pin-of-ann' }
    const { oauthUrl, cookie } = await startOAuth(platform, token, { configuration })
    const { rows } = await platform.app.rooms.database.pool.query<{ sealed: Buffer }>(
      'select given_sealed as sealed from connect_flows',
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('pin-of-ann')
    const page = await land(platform, await decideAtVendor(platform, oauthUrl, 1003), cookie)
    expect(page.body).toContain('data-state="connected"')
    const { instanceId } = await outcome(platform, id)
    const read = instanceIn(await platform.request('GET', `/instances/${instanceId}`))
    expect(read.configuration).toMatchObject({
      'shop.nickname': 'Ann-the-nick',
      'shop.pin': '********',
      'shop.host': 'shop.example.com',
      'shop.account': '1003',
      'oauth.callback.url': `${platform.url}/oauth/callback/typedshop`,
    })
  })

  it('names no host for secrets that the customer fixed', async () => {
    const answer = await platform.request('POST', '/connect-sessions', {
      body: { ...session, configuration: fixedApp },
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { details: [{ path: '/configuration/shop.host' }] },
    })
  })
})
