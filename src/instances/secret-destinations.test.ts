import { describe, expect, it } from 'vitest'
import type { ConfigEntry } from '../catalog/element.ts'
import { byKey } from './configuration.ts'
import { nothingBefore, type Plan } from './provision-plan.ts'
import { refuseMovedSecrets } from './secret-destinations.ts'

const entry = (key: string, words: Partial<ConfigEntry> = {}): ConfigEntry => ({
  key,
  name: key,
  ...words,
})

const kept = new Map([
  ['site', 'shop.example'],
  ['password', 'hush'],
])

/** An instance with a user and password whose `site` becomes another one. */
function moveSite(baseUrl: string, given: Record<string, string> = {}) {
  const plan: Plan = {
    authenticationType: 'basic',
    entries: byKey([
      entry('base.url', { defaultValue: baseUrl }),
      entry('site'),
      entry('password', { type: 'PASSWORD' }),
    ]),
    kept: new Map([...kept, ['site', 'collector.example'], ...Object.entries(given)]),
    external: false,
    isNew: false,
    hasCallback: false,
  }
  const before = { ...nothingBefore, kept, authenticationType: 'basic' }
  return () => refuseMovedSecrets(plan, before, new Map(Object.entries(given)))
}

describe('a host that comes from the configuration', () => {
  it.each(['https://{site}/api', 'https://{site}:8443', 'https://api.{site}', '{site}/api'])(
    'is not changed under a stored secret: %s',
    (baseUrl) => {
      expect(moveSite(baseUrl)).toThrow(/'site'.*'password'/)
      expect(moveSite(baseUrl, { password: 'known' })).not.toThrow()
    },
  )

  it.each(['https://{site}.vendor.example/api', 'https://vendor.example/{site}'])(
    'may be changed where it stays the vendor’s: %s',
    (baseUrl) => {
      expect(moveSite(baseUrl)).not.toThrow()
    },
  )
})
