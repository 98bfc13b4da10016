import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { missingEntries } from './lockfile.mjs'

const root = join(import.meta.dirname, '..')

describe('missingEntries', () => {
  test('finds none in our lockfile, as npm ci would refuse it on every machine', () => {
    const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    expect(Object.keys(missingEntries(lock))).toEqual([])
  })

  test('writes the platform of a package that was left out, and leaves present ones alone', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/tool': {
          dev: true,
          optionalDependencies: {
            '@tool/binding-linux-x64-musl': '1.2.3',
            '@tool/darwin-arm64': '1.2.3',
          },
        },
        'node_modules/@tool/darwin-arm64': { version: '1.2.3' },
      },
    }
    expect(missingEntries(lock)).toEqual({
      'node_modules/@tool/binding-linux-x64-musl': {
        version: '1.2.3',
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
        dev: true,
        optional: true,
      },
    })
  })
})
