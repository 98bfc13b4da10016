import { describe, expect, test } from 'vitest'
import type { Problem } from '../../api/problem.ts'
import {
  changedValues,
  completed,
  isSecret,
  problemByEntry,
  shownValue,
  timeIn,
  type Entry,
} from './configuration-values.ts'

const entry = (
  key: string,
  propertyValue: string,
  type: Entry['type'] = 'TEXTFIELD_32',
): Entry => ({
  key,
  name: key,
  propertyValue,
  type,
  required: false,
  hideFromConsole: false,
  description: '',
})
const entries = [entry('site.id', '7'), entry('key', '********', 'PASSWORD'), entry('open', 'true')]

describe('a configuration form', () => {
  test('sends what differs and nothing of secrets that were left alone', () => {
    expect(changedValues(entries, {})).toEqual({})
    expect(changedValues(entries, { 'site.id': '7', key: '', open: 'true' })).toEqual({})
    expect(changedValues(entries, { 'site.id': '', key: 'new', open: 'false' })).toEqual({
      'site.id': '',
      key: 'new',
      open: 'false',
    })
  })

  test('shows no stored secret, whatever its type', () => {
    expect(entries.map(shownValue)).toEqual(['7', '', 'true'])
    expect(isSecret(entry('x', '********'))).toBe(true)
    expect(isSecret(entry('x', '', 'PASSWORD'))).toBe(true)
    expect(isSecret(entry('x', 'plain'))).toBe(false)
  })

  test('has choices and what is kept from the connector', () => {
    const options = [{ value: 'polling', description: 'Polling' }]
    const [site, key] = entries
    if (site === undefined || key === undefined) throw new Error('no entries')
    const told = [
      { key: 'site.id', name: 'Other', options },
      { key: 'x', name: 'x', internal: true },
    ]
    expect(completed(site, told)).toEqual({ ...site, options })
    expect(completed(key, told)).toEqual(key)
  })

  test('tells times as times', () => {
    const time = (key: string, value: string) => timeIn(entry(key, value))
    expect(time('oauth.user.refresh_time', '1772357400000')).toBe('2026-03-01T09:30:00.000Z')
    expect(time('oauth.user.refresh_time', 'never')).toBeUndefined()
    expect(time('site.id', '1772357400000')).toBeUndefined()
  })

  test('puts what is wrong beside its field, and keeps the rest', () => {
    const problem = (paths: string[]): Problem => ({
      message: 'no',
      code: 'invalid_configuration',
      docs: undefined,
      requestId: undefined,
      providerMessage: undefined,
      details: paths.map((path) => ({ path, message: `wrong ${path}` })),
      isTemporary: false,
    })
    const known = problemByEntry(problem(['/configuration/site.id']), entries)
    expect(known).toEqual({ byKey: { 'site.id': 'wrong /configuration/site.id' }, rest: undefined })
    const mixed = problem(['/configuration/site.id', '/name'])
    expect(problemByEntry(mixed, entries).rest).toBe(mixed)
    const none = problem([])
    expect(problemByEntry(none, entries).rest).toBe(none)
  })
})
