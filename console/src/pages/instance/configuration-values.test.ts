import { describe, expect, test } from 'vitest'
import type { Problem } from '../../api/problem.ts'
import {
  changedValues,
  isSecret,
  problemByEntry,
  shownValue,
  type Entry,
} from './configuration-values.ts'

const entry = (key: string, propertyValue: string, type = 'TEXTFIELD_32'): Entry => ({
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
