import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SealContext } from './seal.ts'
import { createSealer, SealError } from './sealer.ts'
import { openVault } from './vault.ts'

const oldKey = Buffer.alloc(32, 1)
const newKey = Buffer.alloc(32, 2)
const lookupKey = Buffer.alloc(32, 3)
const vault = openVault({ masterKeys: [oldKey], lookupKey })
const place: SealContext = {
  organizationId: 7,
  table: 'instances',
  row: '12',
  field: 'token_sealed',
}

function reasonOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof SealError) return error.reason
    throw error
  }
  return 'opened'
}

describe('openVault', () => {
  it('gives back any text, and never the same bytes twice', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const sealed = vault.seal(text, place)
        expect(vault.open(sealed, place)).toBe(text)
        expect(vault.seal(text, place).equals(sealed)).toBe(false)
      }),
    )
  })

  it.each([
    ['another organization', { organizationId: 8 }],
    ['another table', { table: 'users' }],
    ['another row', { row: '13' }],
    ['another field', { field: 'sealed' }],
  ])('does not open a value that was copied to %s', (_place, moved) => {
    const sealed = vault.seal('token', place)
    expect(reasonOf(() => vault.open(sealed, { ...place, ...moved }))).toBe('damaged')
  })

  it('keeps the parts of a place apart', () => {
    const sealed = vault.seal('token', { ...place, row: '1', field: '2' })
    expect(reasonOf(() => vault.open(sealed, { ...place, row: '1","2', field: '' }))).toBe(
      'damaged',
    )
  })

  it('does not open a value with any byte changed or cut off', () => {
    const sealed = vault.seal('some token', place)
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(reasonOf(() => vault.open(changed, place))).not.toBe('opened')
      expect(reasonOf(() => vault.open(sealed.subarray(0, index), place))).not.toBe('opened')
    }
  })

  it('opens old values after a new key was put first, in whatever order the keys stand', () => {
    const sealed = vault.seal('token', place)
    for (const masterKeys of [
      [newKey, oldKey],
      [oldKey, newKey],
    ]) {
      expect(openVault({ masterKeys, lookupKey }).open(sealed, place)).toBe('token')
    }
    const rotated = openVault({ masterKeys: [newKey, oldKey], lookupKey }).seal('token', place)
    expect(openVault({ masterKeys: [newKey], lookupKey }).open(rotated, place)).toBe('token')
  })

  it('tells a missing key from a damaged value, and raises the alarm', () => {
    const failures: SealError[] = []
    const other = openVault({
      masterKeys: [newKey],
      lookupKey,
      onOpenFailure: (error) => failures.push(error),
    })
    expect(reasonOf(() => other.open(vault.seal('token', place), place))).toBe('unknown_key')
    expect(failures).toHaveLength(1)
    expect(failures[0]?.context).toEqual(place)
    expect(failures[0]?.message).toBe(
      'A value in instances.token_sealed, row 12, was sealed with a master key that is not in the list',
    )
  })

  it('hashes by lookup key and kind', () => {
    const hash = vault.lookupHash('user', 'secret')
    expect(hash).toHaveLength(32)
    expect(vault.lookupHash('user', 'secret').equals(hash)).toBe(true)
    expect(vault.lookupHash('organization', 'secret').equals(hash)).toBe(false)
    const rotated = openVault({ masterKeys: [newKey], lookupKey })
    expect(rotated.lookupHash('user', 'secret').equals(hash)).toBe(true)
    const foreign = openVault({ masterKeys: [oldKey], lookupKey: newKey })
    expect(foreign.lookupHash('user', 'secret').equals(hash)).toBe(false)
  })

  it('refuses keys of a wrong length', () => {
    expect(() => createSealer([Buffer.alloc(16)])).toThrow('32 bytes')
    expect(() => createSealer([])).toThrow('at least one')
    expect(() => openVault({ masterKeys: [oldKey], lookupKey: Buffer.alloc(8) })).toThrow(
      '32 bytes',
    )
  })
})
