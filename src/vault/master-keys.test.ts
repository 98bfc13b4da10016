import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateMasterKey, parseMasterKeys, readOrCreateMasterKeyFile } from './master-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubwright-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('readOrCreateMasterKeyFile', () => {
  it('makes one key for its owner alone and finds it again', async () => {
    const [key] = await readOrCreateMasterKeyFile(folder)
    expect(key).toHaveLength(32)
    const path = join(folder, 'master-key')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readOrCreateMasterKeyFile(folder)).toEqual([key])
    expect(await readdir(folder)).toEqual(['master-key'])
  })

  it('ends with one key when two programs start at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => readOrCreateMasterKeyFile(folder)),
    )
    expect(new Set(all.map(([key]) => key?.toString('hex'))).size).toBe(1)
    expect(await readdir(folder)).toEqual(['master-key'])
  })

  it('refuses a file that others may read', async () => {
    await readOrCreateMasterKeyFile(folder)
    await chmod(join(folder, 'master-key'), 0o640)
    await expect(readOrCreateMasterKeyFile(folder)).rejects.toThrow(/run `chmod 600 .*master-key`/)
  })

  it('never replaces a damaged file', async () => {
    const path = join(folder, 'master-key')
    await writeFile(path, 'not a key', { mode: 0o600 })
    await expect(readOrCreateMasterKeyFile(folder)).rejects.toThrow(/damaged/)
    expect(await readFile(path, 'utf8')).toBe('not a key')
  })
})

describe('parseMasterKeys', () => {
  it('reads a list, with or without padding', () => {
    const first = generateMasterKey()
    const second = generateMasterKey()
    const text = `${first.toString('base64')},${second.toString('base64').replace('=', '')}`
    expect(parseMasterKeys(text)).toEqual([first, second])
  })

  it.each(['', 'abc', Buffer.alloc(31).toString('base64'), Buffer.alloc(32).toString('hex')])(
    'refuses %j without repeating it',
    (text) => {
      expect(() => parseMasterKeys(text)).toThrow(/32 bytes in base64/)
    },
  )
})
