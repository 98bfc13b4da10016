import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hintForRefused, parseAuthorization } from './authorization-header.ts'

const secret = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'))

describe('parseAuthorization', () => {
  it('reads any pairs in any order, case and spacing', () => {
    const kinds = fc.shuffledSubarray(['user', 'organization', 'element'], { minLength: 1 })
    const spelling = fc.constantFrom(
      (kind: string) => kind,
      (kind: string) => kind.toUpperCase(),
      (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1),
    )
    const blanks = fc.constantFrom('', ' ', '  ', '\t')
    fc.assert(
      fc.property(kinds, secret, spelling, blanks, (names, value, spell, blank) => {
        const header = names.map((kind) => `${blank}${spell(kind)} ${blank}${value}${blank}`)
        expect(parseAuthorization(header.join(','))).toEqual({
          kind: 'credentials',
          credentials: Object.fromEntries(names.map((kind) => [kind, value])),
        })
      }),
    )
  })

  it('never throws and never invents a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (header) => {
        const parsed = parseAuthorization(header)
        if (parsed.kind !== 'credentials') return
        for (const value of Object.values(parsed.credentials)) {
          expect(value).not.toBe('')
          expect(header).toContain(value)
        }
      }),
    )
  })

  it.each([undefined, '', '  ', ',', ' , ,'])('sees nothing in %j', (header) => {
    expect(parseAuthorization(header)).toEqual({ kind: 'none' })
  })

  it.each([
    ['Basic abc', /Basic/],
    ['User: abc', /separated by a blank/],
    ['User=abc', /separated by a blank/],
    ['User', /no value after User/],
    ['User a, User b', /twice/],
    ['User a; Organization b', /commas/],
    ['User a Organization b', /commas/],
    ['Org abc', /in full/],
    ['Token abc', /Element/],
    ['abc', /follows its kind/],
    ['Bearer a, User b', /alone/],
    [`User ${'x'.repeat(3000)}`, /too long/],
  ])('tells what is wrong with %s', (header, hint) => {
    const parsed = parseAuthorization(header)
    expect(parsed.kind).toBe('malformed')
    expect(parsed.kind === 'malformed' && parsed.hint).toMatch(hint)
  })
})

describe('hintForRefused', () => {
  const user = `${'A'.repeat(43)}=`
  const organization = '0123456789abcdef0123456789abcdef'

  it.each([
    [{ user: organization }, /shape of an organization secret/],
    [{ user, organization: user }, /shape of a user secret/],
    [{ user, element: organization }, /shape of an organization secret/],
    [{ user: user.slice(0, 43) }, /last character/],
    [{ user, element: user.slice(0, 43) }, /last character/],
    [{ user: `"${user}"` }, /quotes/],
    [{ user: `“${user}”` }, /quotes/],
    [{ user: '<userSecret>' }, /your own secret/],
    [{ user: `${user};` }, /commas/],
  ])('sees a mix-up in %j', (credentials, hint) => {
    expect(hintForRefused(credentials)).toMatch(hint)
  })

  it('says nothing about secrets of the right shape', () => {
    expect(hintForRefused({ user, organization, element: user })).toBeUndefined()
  })
})
