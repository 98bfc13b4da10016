import { expect, test } from 'vitest'
import { connection, connector, resource } from '../../test/support/fake-vendor.ts'
import type { InstanceCaller } from '../instances/open-instance.ts'
import { answerKey } from './answer-key.ts'
import type { HubRequest } from './hub-request.ts'

const shop = connector(
  [
    resource({ method: 'GET', path: '/orders' }),
    resource({
      method: 'GET',
      path: '/customers',
      parameters: [{ name: 'X-Region', type: 'header', vendorType: 'header' }],
    }),
  ],
  { parameters: [{ name: 'Accept-Language', type: 'header', vendorType: 'header' }] },
)

function key(words: Partial<HubRequest> = {}, id = 1): string {
  const instanceCaller = { instance: { ...connection(shop), id } } as unknown as InstanceCaller
  const usual = { path: '/orders', query: {}, headers: {} }
  return answerKey({ ...usual, ...words, instanceCaller } as HubRequest)
}

test('an answer is found whatever the order of the query and whoever asks', () => {
  const asked = key({ query: { where: "a='1'", pageSize: '5' } })
  const again = {
    query: { pageSize: '5', where: "a='1'" },
    headers: { 'user-agent': 'curl', authorization: 'User x, Element y' },
  }
  expect(key(again)).toBe(asked)
})

test('an answer is not found for anything that may change it', () => {
  const keys = [
    key(),
    key({}, 2),
    key({ path: '/orders/1' }),
    key({ path: '/orders%2F1' }),
    key({ query: { a: '1' } }),
    key({ query: { a: '1', b: '2' } }),
    key({ query: { a: '1&b=2' } }),
    key({ headers: { 'x-region': 'eu' } }),
    key({ headers: { 'x-region': '' } }),
    key({ headers: { 'accept-language': 'eu' } }),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})
