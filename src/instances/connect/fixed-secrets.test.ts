import { expect, it } from 'vitest'
import { connector } from '../../../test/support/fake-vendor.ts'
import { openDestinations } from './fixed-secrets.ts'

function shop(base: string) {
  return connector([], {
    configuration: [
      { key: 'base.url', name: 'Base', defaultValue: base },
      { key: 'oauth.token.url', name: 'Token', defaultValue: 'https://{login.host}:8443/token' },
      { key: 'shop.host', name: 'Host', required: true },
      { key: 'oauth.api.secret', name: 'Secret' },
    ],
  })
}
const open = (base: string, fixed: Record<string, string>) =>
  openDestinations(shop(base), ['oauth2'], new Map(Object.entries(fixed)))
const secret = { 'oauth.api.secret': 's' }

it('a host that the person types may not get the secrets of the customer', () => {
  expect(open('https://{shop.host}/api', secret)).toEqual(['shop.host', 'login.host'])
  expect(open('{shop.host}/api', secret)).toEqual(['shop.host', 'login.host'])
})

it('a host that is fixed, or ends in a domain of the vendor, may', () => {
  const fixed = { ...secret, 'shop.host': 'a.test', 'login.host': 'b.test' }
  expect(open('https://{shop.host}/api', fixed)).toEqual([])
  expect(open('https://{shop.host}.vendor.test/api', { ...secret, 'login.host': 'x' })).toEqual([])
})

it('without a fixed secret the person names his own host', () => {
  expect(open('https://{shop.host}/api', { 'shop.name': 'x' })).toEqual([])
})

it('an address that is fixed counts instead of the default', () => {
  const fixed = { ...secret, 'login.host': 'x', 'base.url': 'https://{other}/api' }
  expect(open('https://vendor.test/api', fixed)).toEqual(['other'])
})
