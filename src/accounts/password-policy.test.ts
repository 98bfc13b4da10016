import { describe, expect, it } from 'vitest'
import { checkPassword, isExpired, readPolicy, usualPolicy } from './password-policy.ts'

const owner = { firstName: 'Ann', lastName: 'Lee', username: 'ann@example.com' }

describe('checkPassword', () => {
  it('takes a good one', () => {
    expect(() => checkPassword('Blue-h0rse', owner)).not.toThrow()
  })

  it.each([
    ['Ab1-', 'at least'],
    ['blue-h0rse', 'uppercase'],
    ['BLUE-H0RSE', 'lowercase'],
    ['Blue-horse', 'numeric'],
    ['Blue1horse', 'special character'],
    ['xANN-0rse1', 'first name'],
    ['Sleeping-0', 'last name'],
    ['A1-ann@example.com', 'username'],
  ])('refuses %s with the words old clients look for: %s', (password, words) => {
    expect(() => checkPassword(password, owner)).toThrow(words)
  })

  it('names no rule about names that are empty', () => {
    const nameless = { firstName: '', lastName: '', username: 'a@b.c' }
    expect(() => checkPassword('Blue-h0rse', nameless)).not.toThrow()
  })
})

describe('a policy', () => {
  it('counts what it asks for', () => {
    const strict = { ...usualPolicy, minUppercase: 2, minNumbers: 3, symbolCharacterSet: '#%' }
    expect(() => checkPassword('BLue#h0rs33', owner, strict)).not.toThrow()
    expect(() => checkPassword('Blue-h0rse', owner, strict)).toThrow(
      /at least 2 uppercase letters.*at least 3 numeric characters.*at least 1 special character/,
    )
  })

  it('is as usual where nothing is said', () => {
    expect(readPolicy({})).toEqual(usualPolicy)
    expect(readPolicy({ minLength: 12 })).toEqual({ ...usualPolicy, minLength: 12 })
  })

  it.each([
    ['minLength', 7],
    ['minUppercase', -1],
    ['minUppercase', 11],
    ['minLowercase', -1],
    ['minNumbers', 1.5],
    ['minSymbols', '1'],
    ['symbolCharacterSet', null],
    ['expirationDays', -1],
    ['previousPasswordCount', 10],
  ])('cannot have %s = %j, and is told which', (name, value) => {
    expect(() => readPolicy({ [name]: value })).toThrow(name)
  })

  it('names everything that is out of range at once', () => {
    expect(() => readPolicy({ minLength: 1, expirationDays: -1 })).toThrow(
      /minLength .*expirationDays /,
    )
  })

  it('ends passwords after their days, and never without days', () => {
    const policy = { ...usualPolicy, expirationDays: 30 }
    const setAt = new Date('2026-01-01T00:00:00Z')
    expect(isExpired(policy, setAt, Date.parse('2026-01-30T23:59:59Z'))).toBe(false)
    expect(isExpired(policy, setAt, Date.parse('2026-01-31T00:00:00Z'))).toBe(true)
    expect(isExpired(usualPolicy, setAt, Date.parse('2036-01-31T00:00:00Z'))).toBe(false)
  })
})
