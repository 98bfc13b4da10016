import { expect, it } from 'vitest'
import type { Entry } from '../configuration-values.ts'
import { methodOf, methodOptions, namesIn, settingFields } from './setting-fields.ts'

const entry = (key: string): Entry => ({
  key,
  name: key,
  propertyValue: '',
  type: 'TEXTFIELD_128',
  required: false,
  hideFromConsole: false,
  description: '',
})
const entries = [
  'event.poller.refresh_interval',
  'event.notification.type',
  'event.notification.basic.username',
  'event.poller.configuration',
  'event.notification.instance.finder',
  'event.notification.enabled',
].map(entry)
const keysOf = (list: readonly Entry[]) => list.map(({ key }) => key)

it('puts the switch first, and what is special last', () => {
  const { usual, callback, special } = settingFields(entries, 'polling')
  expect(keysOf(usual)).toEqual(['event.notification.enabled', 'event.poller.refresh_interval'])
  expect(keysOf(callback)).toEqual(['event.notification.basic.username'])
  expect(keysOf(special)).toEqual([
    'event.poller.configuration',
    'event.notification.instance.finder',
  ])
})

it('asks nothing about polls where the vendor tells', () => {
  const { usual, special } = settingFields(entries, 'webhook')
  expect(keysOf([...usual, ...special])).toEqual([
    'event.notification.enabled',
    'event.notification.instance.finder',
  ])
})

const connector = {
  methods: ['webhook' as const, 'polling' as const],
  pollingOnly: ['custom'],
  objectTypes: ['orders'],
}

it.each([
  ['oauth2', '', 'webhook'],
  ['oauth2', 'webhooks', 'webhook'],
  ['oauth2', 'polling', 'polling'],
  ['custom', 'webhook', 'polling'],
])('an instance by %s that says %j has %s', (type, asked, method) => {
  expect(methodOf(connector, type, asked)).toBe(method)
})

it('offers what the connector has, and an old spelling where it is in use', () => {
  const values = (value: string) => methodOptions(connector, value)?.map((one) => one.value)
  expect(values('')).toEqual(['webhook', 'polling'])
  expect(values('webhooks')).toEqual(['webhook', 'polling', 'webhooks'])
})

it.each([
  ['', []],
  ['orders, products', ['orders', 'products']],
  ['["orders","products"]', ['orders', 'products']],
])('reads %j', (text, names) => {
  expect(namesIn(text)).toEqual(names)
})
