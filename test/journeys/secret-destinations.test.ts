/** Secrets are write-only, so whoever may change where they are sent must know them. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { codeFor, connect, decideAtVendor, instanceIn, oauthBody } from './store-consent.ts'

const platform = await startPlatform()
const storeId = 1003
/** Reaches the same store, but is not what the definition says. */
const ownAddress = `${platform.sandboxUrl}/ecwid/api/v3/${storeId}/`
const refused = { status: 400, body: { code: 'invalid_configuration' } }

const patch = (id: number, configuration: object, more: object = {}) =>
  platform.request('PATCH', `/instances/${id}`, { body: { configuration, ...more } })

async function connectByPreset(configuration: object = {}) {
  const url = await platform.request('GET', '/elements/ecwid/oauth/url')
  const { oauthUrl } = url.body as { oauthUrl: string }
  const back = await decideAtVendor(platform, oauthUrl, storeId)
  const providerData = Object.fromEntries(back.searchParams)
  return platform.request('POST', '/instances', {
    body: { element: { key: 'ecwid' }, providerData, configuration },
  })
}

async function baseUrlOf(id: number): Promise<string | undefined> {
  return instanceIn(await platform.request('GET', `/instances/${id}`)).configuration['base.url']
}

async function callsSeen(path: string): Promise<number> {
  const answer = await platform.sandbox('GET', `/_control/ecwid/calls?path=${path}`)
  return (answer.body as { count: number }).count
}

describe('an address of the own', () => {
  it('is not set for tokens of an app that is the organization’s or the platform’s', async () => {
    expect(await connectByPreset({ 'base.url': ownAddress })).toMatchObject(refused)
    const { id } = instanceIn(await connectByPreset())
    const before = await baseUrlOf(id)
    expect(await patch(id, { 'base.url': ownAddress })).toMatchObject(refused)
    expect(
      await patch(id, { 'base.url': ownAddress }, { externalAuthentication: 'initial' }),
    ).toMatchObject(refused)
    const claimed = { 'oauth.api.key': 'sandbox-app', 'oauth.api.secret': 'guessed' }
    expect(await patch(id, { 'base.url': ownAddress, ...claimed })).toMatchObject(refused)
    expect(await baseUrlOf(id)).toBe(before)
  })

  it.each(['base.url', 'oauth.token.url', 'oauth.token.revoke_url'])(
    'needs the secrets again that would be sent there: %s',
    async (key) => {
      const { id } = await connect(platform, storeId)
      const answer = await patch(id, { [key]: ownAddress, 'oauth.user.token': '********' })
      expect(answer).toMatchObject(refused)
      const { message } = answer.body as { message: string }
      expect(message).toContain("'oauth.user.token'")
      expect(message).toContain("'oauth.api.secret'")
    },
  )

  it('is set by whoever knows them, and may then stay', async () => {
    const token = 'secret_sandbox_1003'
    const made = await platform.request('POST', '/instances', {
      body: {
        element: { key: 'ecwid' },
        externalAuthentication: 'initial',
        configuration: { 'oauth.user.token': token, 'ecwid.store.id': String(storeId) },
      },
    })
    const { id } = instanceIn(made)
    expect(await patch(id, { 'base.url': ownAddress })).toMatchObject(refused)
    const known = { 'base.url': ownAddress, 'oauth.user.token': token }
    instanceIn(await patch(id, known))
    expect(await baseUrlOf(id)).toBe(ownAddress)
    instanceIn(await patch(id, { 'base.url': ownAddress, 'filter.response.nulls': 'false' }))
    // Tokens of an app of somebody else are not fetched for it.
    const code = await codeFor(platform, storeId)
    const again = { providerData: { code, state: 'ecwid' } }
    expect(await patch(id, {}, again)).toMatchObject(refused)
    instanceIn(await patch(id, { 'base.url': null }))
  })

  it('does not slip in while new tokens come', async () => {
    const { id } = await connect(platform, storeId)
    const token = 'secret_sandbox_1003'
    const before = await callsSeen('/profile')
    const moving = () =>
      patch(id, {
        'base.url': ownAddress,
        'oauth.user.token': token,
        'oauth.api.key': 'own',
        'oauth.api.secret': 'own-secret',
      })
    const code = await codeFor(platform, storeId)
    // The vendor keeps the first waiting until the second has been stored.
    const hold = { match: 'GET /profile', fault: 'slow', delayMs: 1500, times: 1 }
    expect((await platform.sandbox('POST', '/_control/ecwid/faults', hold)).status).toBe(200)
    const moved = moving()
    await expect.poll(() => callsSeen('/profile')).toBeGreaterThan(before)
    const { element: _same, ...again } = oauthBody(code)
    instanceIn(await platform.request('PATCH', `/instances/${id}`, { body: again }))
    expect(await moved).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await baseUrlOf(id)).not.toBe(ownAddress)
  })
})
