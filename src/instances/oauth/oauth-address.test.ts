import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oauthAddress } from './oauth-address.ts'

const template = 'https://{site}.vendor.com/oauth/{shop}/token'
const fill = (configuration: Record<string, string>, ownApp = false, text = template) =>
  oauthAddress('oauth.token.url', text, configuration, ownApp)

describe('an OAuth address with places', () => {
  it('is filled', () => {
    expect(fill({ site: 'my-shop', shop: 'a/b c' }).href).toBe(
      'https://my-shop.vendor.com/oauth/a%2Fb%20c/token',
    )
  })

  it.each(['evil.com/', 'evil.com#', 'evil.com?', 'a@evil.com', 'evil.com:443', 'a\\b', '', '-a'])(
    'takes no host part %j',
    (site) => {
      expect(() => fill({ site, shop: 'x' })).toThrow(/site/)
    },
  )

  it('stays below the domain of the vendor, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (site, shop) => {
        try {
          expect(fill({ site, shop }).hostname).toMatch(/\.vendor\.com$/)
        } catch (error) {
          expect(error).toMatchObject({ status: 400 })
        }
      }),
    )
  })

  it('whose whole host is typed needs an app of the own', () => {
    const whole = 'https://{host}/token'
    expect(() => fill({ host: 'shop.example' }, false, whole)).toThrow(/of your own/)
    expect(fill({ host: 'shop.example' }, true, whole).host).toBe('shop.example')
  })

  it('names the value that is missing', () => {
    expect(() => fill({ shop: 'x' })).toThrow("Missing required configuration: 'site'")
  })
})
