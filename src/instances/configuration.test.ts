import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConfigEntry } from '../catalog/element.ts'
import {
  byKey,
  changedKeys,
  inForce,
  missingKeys,
  throwIfMissing,
  withChanges,
} from './configuration.ts'

const entry = (key: string, more: Partial<ConfigEntry> = {}): ConfigEntry => ({
  key,
  name: key,
  ...more,
})
const entries = byKey([
  entry('base.url', { defaultValue: 'https://vendor.example' }),
  entry('switch', { type: 'BOOLEAN', defaultValue: 'true' }),
  entry('store.id', { required: true }),
  entry('key', { required: true, type: 'PASSWORD' }),
  entry('old', { required: true, active: false }),
])
const nothing = new Map<string, string | null>()

describe('what an instance keeps', () => {
  it('is what was given, switches in lower case', () => {
    const kept = withChanges(
      nothing,
      new Map([
        ['switch', 'FALSE'],
        ['store.id', '7'],
      ]),
      entries,
    )
    expect([...kept]).toEqual([
      ['switch', 'false'],
      ['store.id', '7'],
    ])
  })

  it('is not the default, a mask, or an empty text', () => {
    const before = new Map([
      ['key', 'secret'],
      ['base.url', 'https://own.example'],
      ['x', '1'],
    ])
    const given = new Map([
      ['key', '********'],
      ['base.url', 'https://vendor.example'],
      ['store.id', ''],
      ['x', null],
    ])
    const kept = withChanges(before, given, entries)
    expect([...kept]).toEqual([
      ['key', 'secret'],
      ['base.url', null],
      ['store.id', null],
    ])
    expect(changedKeys(before, kept)).toEqual(['base.url', 'x'])
  })

  it('follows a default that changes later', () => {
    const newer = byKey([entry('base.url', { defaultValue: 'https://newer.example' })])
    const kept = withChanges(nothing, new Map([['base.url', 'https://vendor.example']]), entries)
    expect(inForce(kept, newer)['base.url']).toBe('https://newer.example')
  })

  it('does not change when everything that answers show is sent back', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 })
    const values = fc.dictionary(fc.constantFrom('base.url', 'store.id', 'key', 'x', 'y.z'), text)
    fc.assert(
      fc.property(values, (given) => {
        const kept = withChanges(nothing, new Map(Object.entries(given)), entries)
        const shown = { ...inForce(kept, entries), ...(kept.has('key') ? { key: '********' } : {}) }
        const again = withChanges(kept, new Map(Object.entries(shown)), entries)
        expect(changedKeys(kept, again)).toEqual([])
      }),
    )
  })

  it('never reaches a prototype', () => {
    const kept = withChanges(
      nothing,
      new Map([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
      entries,
    )
    const values = inForce(kept, entries)
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
    expect(Object.keys(values)).not.toContain('__proto__')
  })
})

describe('what is missing', () => {
  it('is named all at once, but for what comes from elsewhere and what is switched off', () => {
    const values = inForce(nothing, entries)
    expect(missingKeys(values, entries, () => false)).toEqual(['store.id', 'key'])
    expect(missingKeys(values, entries, (key) => key === 'key')).toEqual(['store.id'])
    expect(() => throwIfMissing(['store.id', 'key'])).toThrow(
      "Missing required configuration: 'store.id', 'key'",
    )
  })
})
