import { describe, expect, it } from 'vitest'
import type { Connector } from '../../catalog/connector.ts'
import type { ConfigEntry } from '../../catalog/element.ts'
import { oauthClient, type VendorApp } from './oauth-client.ts'

const entries: ConfigEntry[] = [
  { key: 'oauth.token.url', name: 'Token', defaultValue: 'https://vendor.example/token' },
  { key: 'oauth.token.revoke_url', name: 'Revoke' },
]

function connector(inForce: 'vendor' | 'environment' = 'vendor', auth = 'https://vendor.example') {
  return {
    key: 'shop',
    element: { name: 'Shop', description: 'x', authentication: { type: 'oauth2' } },
    origins: { api: auth, auth, inForce },
    entriesFor: () => entries,
  } as unknown as Connector
}

const app = (owner: VendorApp['owner']): VendorApp => ({
  clientId: 'id',
  clientSecret: 'secret',
  callbackUrl: undefined,
  scope: undefined,
  owner,
})

describe('where a client secret goes', () => {
  const kept = {
    'oauth.token.url': 'https://collector.example/token',
    'oauth.token.revoke_url': 'https://collector.example/revoke',
  }

  it.each(['organization', 'platform'] as const)(
    'only to the addresses of the definition when it is the %s’s',
    (owner) => {
      const client = oauthClient(connector(), kept, app(owner))
      expect(client.tokenUrl.href).toBe('https://vendor.example/token')
      expect(client.refreshUrl.href).toBe('https://vendor.example/token')
      expect(client.revokeUrl).toBeUndefined()
    },
  )

  it('to addresses of the instance when it is the own one', () => {
    const client = oauthClient(connector(), kept, app('request'))
    expect(client.tokenUrl.href).toBe('https://collector.example/token')
    expect(client.revokeUrl?.href).toBe('https://collector.example/revoke')
  })

  it('never in clear text, but on this machine and where the operator said so', () => {
    const clear = (url: string, at = connector()) =>
      oauthClient(at, { 'oauth.token.url': url }, app('request'))
    expect(() => clear('http://vendor.example/token')).toThrow(/https/)
    expect(clear('http://127.0.0.1:8090/token').allowHttp).toBe(true)
    const chosen = connector('environment', 'http://vendor.internal:8080/shop')
    expect(clear('http://vendor.internal:8080/shop/token', chosen).allowHttp).toBe(true)
    expect(() => clear('http://other.internal/token', chosen)).toThrow(/https/)
  })
})
