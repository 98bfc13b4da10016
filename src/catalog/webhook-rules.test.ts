import { describe, expect, it } from 'vitest'
import type { Element } from './element.ts'
import type { WebhookWord } from './events-word.ts'
import { webhookRules } from './webhook-rules.ts'

const signature = {
  header: 'x-sign',
  algorithm: 'sha256',
  encoding: 'hex',
  message: '{header:x-time}.{body}',
  secret: 'shop.secret',
} as const
const rules = (webhook: Partial<WebhookWord>, more: object = { accountKey: 'shop.id' }) =>
  webhookRules({
    name: 'Shop',
    description: 'A shop',
    authentication: { type: 'custom' },
    configuration: [{ key: 'shop.secret', name: 'Secret' }],
    hubwright: {
      ...more,
      events: { methods: ['webhook'], webhook: { address: 'app', ...webhook } },
    },
  }).map(({ path }) => path.replace('/hubwright/events/webhook', ''))

describe('webhookRules', () => {
  it('has nothing to say about a good word', () => {
    expect(rules({ signature, account: '/shop' })).toEqual([])
    expect(rules({ unsigned: true })).toEqual([])
    expect(webhookRules({} as Element)).toEqual([])
  })

  it.each([
    ['both signed and unsigned', { signature, unsigned: true as const }, '/unsigned'],
    [
      'a secret that is no entry',
      { signature: { ...signature, secret: 'no' } },
      '/signature/secret',
    ],
    [
      'a header in capitals',
      { signature: { ...signature, header: 'X-Sign' } },
      '/signature/header',
    ],
    ['a fixed message', { signature: { ...signature, message: 'hello' } }, '/signature/message'],
    ['a strange place', { signature: { ...signature, message: '{url}' } }, '/signature/message'],
  ])('refuses %s', (_name, word, path) => {
    expect(rules(word)).toEqual([path])
  })

  it('refuses an account that nothing is compared with', () => {
    expect(rules({ account: '/shop' }, {})).toEqual(['/account'])
  })
})
