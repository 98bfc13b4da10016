import { describe, expect, it } from 'vitest'
import { PlatformError } from '../core/errors.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

describe('passwords', () => {
  it('knows the right password again and no other', async () => {
    const stored = await hashPassword('correct horse')
    expect(stored).toMatch(/^scrypt\$15\$8\$3\$/)
    expect(await verifyPassword('correct horse', stored)).toBe(true)
    expect(await verifyPassword('correct hors', stored)).toBe(false)
    expect(await hashPassword('correct horse')).not.toBe(stored)
  })

  it('takes two spellings of the same letters for one password', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true)
  })

  it('still reads hashes of another cost', async () => {
    const cheap =
      'scrypt$4$8$1$c2FsdHNhbHRzYWx0c2FsdA==$qoFjePMaDY8b3lUpV/r3Ol4XmiGK/Z0GFYlVSVwEZeA='
    expect(await verifyPassword('right', cheap)).toBe(true)
    expect(await verifyPassword('wrong', cheap)).toBe(false)
  })

  it('refuses everybody who has no password', async () => {
    expect(await verifyPassword('', null)).toBe(false)
    expect(await verifyPassword('x', 'plain-text')).toBe(false)
  })

  it('sends some away when too many come at once, and serves the rest', async () => {
    const stored = 'scrypt$4$8$1$c2FsdA==$c2FsdA=='
    const outcomes = await Promise.allSettled(
      Array.from({ length: 80 }, () => verifyPassword('x', stored)),
    )
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(14)
    for (const { reason } of refused) {
      expect((reason as PlatformError).code).toBe('unavailable')
    }
    expect(await verifyPassword('x', stored)).toBe(false)
  })
})
