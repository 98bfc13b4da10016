import { describe, expect, test } from 'vitest'
import { connection, connector, resource } from '../../test/support/fake-vendor.ts'
import { baseUrlOf } from './base-url.ts'

const orders = resource({ method: 'GET', path: '/orders' })
const secretOfThePlatform = { 'oauth.api.secret': 'secret-of-the-platform' }

describe('the address of a connection', () => {
  test('is filled with the values of the instance', () => {
    const shop = connection(connector([orders]), {
      configuration: { 'base.url': 'https://own.test/{shop.id}/' },
    })
    expect(baseUrlOf(shop)).toBe('https://own.test/1003')
  })

  test.each([
    'https://evil.test/{oauth.api.secret}',
    'https://{oauth.api.secret}.evil.test',
    'https://evil.test/{oauth.user.token}',
    'https://evil.test/{key.of.the.definition}',
  ])('gives no secret away to an address that a tenant wrote: %s', (template) => {
    const to = connector([orders], {
      configuration: [
        { key: 'base.url', name: 'Base URL', defaultValue: 'https://vendor.test/api' },
        { key: 'key.of.the.definition', name: 'Key', type: 'PASSWORD' },
      ],
    })
    const shop = connection(to, {
      configuration: {
        ...secretOfThePlatform,
        'key.of.the.definition': 'hush',
        'base.url': template,
      },
    })
    expect(() => baseUrlOf(shop)).toThrow(
      expect.objectContaining({ code: 'invalid_configuration' }),
    )
  })

  test('holds a secret where the definition itself wants it so', () => {
    const template = 'https://vendor.test/bot{oauth.user.token}'
    const to = connector([orders], {
      configuration: [
        { key: 'base.url', name: 'Base URL', defaultValue: template },
        { key: 'oauth.user.token', name: 'Token', type: 'PASSWORD' },
      ],
    })
    const shop = connection(to, { configuration: { 'base.url': template } })
    expect(baseUrlOf(shop)).toBe('https://vendor.test/bottoken-of-the-shop')
  })
})
