import { describe, expect, it } from 'vitest'
import { byKey } from './configuration.ts'
import {
  checkAddresses,
  checkValues,
  isOAuthAddress,
  refusalOfUrl,
} from './configuration-values.ts'

const entries = byKey([{ key: 'flag', name: 'Flag', type: 'BOOLEAN' }])
const check = (key: string, value: string) => () => checkValues(new Map([[key, value]]), entries)

describe('addresses', () => {
  it.each([
    'https://app.test/cb',
    'http://127.0.0.1:8080/x?y=z',
    'HTTPS://APP.TEST',
    'https://{site}.vendor.com/v1/{store.id}',
  ])('takes %s', (url) => {
    expect(refusalOfUrl(url)).toBeUndefined()
  })

  it.each([
    ['https;//app.test', "write 'https://"],
    ['https:/app.test', 'begins with'],
    ['app.test/cb', 'begins with'],
    ['javascript://x', 'begins with'],
    ['https://', 'begins with'],
    ['https:///path', 'begins with'],
    ['https://a b.test', 'white space'],
    ['https://user@app.test', 'user name'],
    ['https://app.test:99999', 'valid'],
  ])('refuses %s', (url, reason) => {
    expect(refusalOfUrl(url)).toContain(reason)
  })

  it('are known by their key', () => {
    for (const key of ['base.url', 'oauth.callback.url', 'oauth.token.revoke_url', 'url']) {
      expect(check(key, 'nonsense')).toThrow(`'${key}'`)
    }
    expect(check('curl', 'nonsense')).not.toThrow()
    expect(isOAuthAddress('oauth.token.refresh_url')).toBe(true)
    expect(isOAuthAddress('oauth.callback.url')).toBe(false)
  })

  it('that we call are asked of the guard; those with places are judged at the call', async () => {
    const asked: string[] = []
    const refusal = (url: string) => {
      asked.push(url)
      return Promise.resolve('it is private')
    }
    const given = new Map([
      ['oauth.callback.url', 'http://10.0.0.1/'],
      ['base.url', 'https://{site}.vendor.com'],
    ])
    await checkAddresses(given, refusal)
    expect(asked).toEqual([])
    await expect(
      checkAddresses(new Map([['event.notification.callback.url', 'http://10.0.0.1/']]), refusal),
    ).rejects.toMatchObject({ code: 'invalid_configuration' })
  })
})

describe('words', () => {
  it.each([
    ['event.notification.type', 'sms'],
    ['event.vendor.type', 'Polling'],
    ['flag', '1'],
  ])('%s is not %s', (key, value) => {
    expect(check(key, value)).toThrow(/must be '/)
  })

  it.each([
    ['event.notification.type', 'webhook'],
    ['event.vendor.type', 'webhooks'],
    ['flag', 'true'],
    ['anything.else', '1'],
  ])('%s may be %s', (key, value) => {
    expect(check(key, value)).not.toThrow()
  })
})

describe('what is polled', () => {
  it.each([
    ['event.poller.configuration', '{}'],
    ['event.poller.configuration', ''],
    ['event.poller.configuration', '{"a":{"url":"/a","idField":"id"}}'],
    ['event.poller.urls', '/a\n/hubs/crm/b?where=x in (1,2), /c'],
    ['event.poller.refresh_interval', '999999999'],
  ])('%s may be %j', (key, value) => {
    expect(check(key, value)).not.toThrow()
  })

  it.each([
    ['event.poller.configuration', '{"a":{"url":"/a"}}', "'a' idField is missing"],
    ['event.poller.configuration', 'yes', 'must be JSON'],
    ['event.poller.urls', 'https://vendor.test/a', 'not a whole address'],
    ['event.poller.refresh_interval', '0', 'at least 1'],
    ['event.poller.refresh_interval', 'soon', 'at least 1'],
  ])('%s may not be %j', (key, value, reason) => {
    expect(check(key, value)).toThrow(`The configuration value '${key}' `)
    expect(check(key, value)).toThrow(reason)
  })
})
