/** Tests that cannot fail, and texts that promise work. */
import { describe, expect, it } from 'vitest'
import { filesBelow, isTest } from './source-files.ts'

const all = filesBelow('.', /\.(?:ts|mjs|js|md|json|sql|css|html|yml|yaml|svg)$|[/\\]run$/).filter(
  ({ path }) => path !== 'package-lock.json' && path !== 'test/house/tests.test.ts',
)
const programs = all.filter(({ path }) => /\.(?:ts|mjs|js)$/.test(path))

describe('tests', () => {
  it('are never skipped, focused or promised', () => {
    const modifier = new RegExp(
      String.raw`\b(?:it|test|describe|suite)\.(?:skip|only|todo|fails)\b|\bx(?:it|describe)\(`,
    )
    const wrong = programs.filter(({ path, code }) => isTest(path) && modifier.test(code))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('expect something', () => {
    const empty = programs.filter(
      ({ path, code }) => isTest(path) && !/\b(?:expect|assert|testConnector)\b/.test(code),
    )
    expect(empty.map(({ path }) => path)).toEqual([])
  })
})

describe('texts', () => {
  it('promise no later work in the code', () => {
    const promise = /TODO|FIXME|XXX:|HACK:/
    const wrong = programs.filter(({ text }) => promise.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
