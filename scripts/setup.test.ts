import { describe, expect, test } from 'vitest'
import { isComplete } from './setup.mjs'

const lock = {
  packages: {
    '': { name: 'ours' },
    console: { link: true },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', dev: true },
    'node_modules/other-platform': { version: '3.0.0', optional: true },
  },
}
const { a, b } = {
  a: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } },
  b: { 'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', dev: true } },
}

describe('isComplete', () => {
  test('is content when only packages of other platforms are missing', () => {
    expect(isComplete(lock, { packages: { ...a, ...b } })).toBe(true)
  })

  test('misses a package, also one for development', () => {
    expect(isComplete(lock, { packages: { ...b } })).toBe(false)
    expect(isComplete(lock, { packages: { ...a } })).toBe(false)
  })

  test('sees another version and another content of the same version', () => {
    const other = { version: '1.0.1', integrity: 'sha512-a' }
    expect(isComplete(lock, { packages: { ...b, 'node_modules/a': other } })).toBe(false)
    const changed = { version: '1.0.0', integrity: 'sha512-z' }
    expect(isComplete(lock, { packages: { ...b, 'node_modules/a': changed } })).toBe(false)
  })

  test('does not ask for an integrity that the lockfile does not know', () => {
    const known = { version: '3.0.0', integrity: 'sha512-c' }
    const packages = { ...a, ...b, 'node_modules/other-platform': known }
    expect(isComplete(lock, { packages })).toBe(true)
  })
})
