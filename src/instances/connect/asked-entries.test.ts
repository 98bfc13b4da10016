import { describe, expect, it } from 'vitest'
import { connector } from '../../../test/support/fake-vendor.ts'
import { askedEntries, type Known } from './asked-entries.ts'

const shop = connector([], {
  configuration: [
    {
      key: 'authentication.type',
      name: 'Way',
      groupControl: true,
      defaultValue: 'oauth2',
      options: [
        { value: 'oauth2', description: 'OAuth' },
        { value: 'custom', description: 'Keys' },
      ],
    },
    { key: 'base.url', name: 'Base', defaultValue: 'https://{shop.host}/api' },
    { key: 'shop.region', name: 'Region', displayOrder: 3, defaultValue: 'eu' },
    { key: 'shop.id', name: 'Shop', displayOrder: 2, required: true },
    { key: 'shop.host', name: 'Host', displayOrder: 1, required: true, description: 'Its name' },
    { key: 'shop.hidden', name: 'Hidden', hideFromConsole: true },
    { key: 'shop.internal', name: 'Internal', internal: true },
    { key: 'shop.old', name: 'Old', active: false },
    { key: 'event.notification.callback.url', name: 'Events' },
    { key: 'filter.response.nulls', name: 'Nulls', defaultValue: 'true' },
    { key: 'oauth.api.key', name: 'Client', groupName: 'oauth2', required: true },
    { key: 'oauth.user.token', name: 'Token', groupName: 'oauth2', type: 'PASSWORD' },
    { key: 'oauth.token.url', name: 'Token URL', groupName: 'custom' },
    {
      key: 'shop.key',
      name: 'Key',
      description: 'Secret',
      groupName: 'custom',
      type: 'PASSWORD',
      required: true,
      displayOrder: 9,
    },
  ],
  hubwright: { oauth: { answer: { 'shop.id': 'shop' } }, accountKey: 'shop.id' },
})
const fresh: Known = { prefilled: new Map(), kept: undefined }
const keys = (type: string, known: Known) => askedEntries(shop, type, known).map(({ key }) => key)

describe('what the widget asks for', () => {
  it('is what only the person knows, in the order of the form', () => {
    expect(keys('custom', fresh)).toEqual(['shop.host', 'shop.id', 'shop.region', 'shop.key'])
  })

  it('is neither the app nor what the consent answers, with OAuth', () => {
    expect(keys('oauth2', fresh)).toEqual(['shop.host', 'shop.region'])
  })

  it('is nothing that the session fixes', () => {
    const prefilled = new Map([
      ['shop.host', 'a.test'],
      ['shop.key', 'k'],
    ])
    expect(keys('custom', { ...fresh, prefilled })).toEqual(['shop.id', 'shop.region'])
  })

  it('is only secrets and what is missing, never the account, when an instance is there', () => {
    const kept = new Map([
      ['shop.key', 'k'],
      ['shop.host', 'a.test'],
    ])
    expect(keys('custom', { ...fresh, kept })).toEqual(['shop.key'])
    expect(keys('custom', { ...fresh, kept: new Map() })).toEqual(['shop.host', 'shop.key'])
  })

  it('says what a form needs to know, and no value', () => {
    const [host, , region, key] = askedEntries(shop, 'custom', fresh)
    expect(key).toEqual({
      key: 'shop.key',
      name: 'Key',
      description: 'Secret',
      type: 'PASSWORD',
      required: true,
      secret: true,
      advanced: false,
    })
    expect(host).toMatchObject({ description: 'Its name', required: true, advanced: false })
    expect(region).toMatchObject({ defaultValue: 'eu', required: false, advanced: true })
  })
})
