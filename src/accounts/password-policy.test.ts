import { describe, expect, it } from 'vitest'
import { checkPassword } from './password-policy.ts'

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
