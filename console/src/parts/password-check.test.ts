import { describe, expect, it } from 'vitest'
import { checkPassword as judge, usualPolicy } from '../../../src/accounts/password-policy.ts'
import { checkPassword } from './password-check.ts'

const owner = { firstName: 'Ann', lastName: 'Lee', username: 'ann@example.com' }
const names = [owner.firstName, owner.lastName, owner.username]

function isTaken(password: string): boolean {
  try {
    judge(password, owner)
    return true
  } catch {
    return false
  }
}

describe('the rules for passwords in the browser', () => {
  it.each(['', 'short', 'alllowercase1!', 'ALLUPPER1!', 'NoDigits!!', 'NoSymbol11', 'Joann-123!'])(
    'refuse %j as the server does',
    (password) => {
      expect(isTaken(password)).toBe(false)
      expect(checkPassword(password, usualPolicy, names).every(({ isMet }) => isMet)).toBe(false)
    },
  )

  it('take what the server takes', () => {
    expect(isTaken('Blue-h0rse')).toBe(true)
    expect(checkPassword('Blue-h0rse', usualPolicy, names).every(({ isMet }) => isMet)).toBe(true)
  })

  it('count the signs that the organization named, and leave out rules that ask for nothing', () => {
    const policy = { ...usualPolicy, symbolCharacterSet: '#', minUppercase: 0 }
    const rules = checkPassword('Blue-h0rse', policy, names)
    expect(rules.filter(({ isMet }) => !isMet).map(({ rule }) => rule)).toEqual([
      '1 of # sign or more',
    ])
    expect(rules.some(({ rule }) => rule.includes('uppercase'))).toBe(false)
  })
})
