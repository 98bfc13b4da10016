/** Which passwords people may choose. Pure; the wording holds the words old clients look for. */
import { PlatformError } from '../core/errors.ts'

export interface PasswordOwner {
  readonly firstName: string
  readonly lastName: string
  readonly username: string
}

/** Longer ones would only cost time to hash. */
const longest = 256
const symbols = /[^\p{L}\p{N}\s]/u

/** @throws PlatformError `invalid_request` with all rules that are broken, one detail each */
export function checkPassword(password: string, owner: PasswordOwner): void {
  const broken = brokenRules(password, owner)
  if (broken.length === 0) return
  throw new PlatformError('invalid_request', `The password ${broken.join('; it ')}`, {
    details: broken.map((message) => ({ path: '/password', message })),
  })
}

function brokenRules(password: string, owner: PasswordOwner): string[] {
  const lower = password.toLowerCase()
  const contains = (part: string) => part.length >= 2 && lower.includes(part.toLowerCase())
  const rules: readonly (readonly [boolean, string])[] = [
    [password.length < 8, 'must have at least 8 characters'],
    [password.length > longest, `must have at most ${longest} characters`],
    [!/\p{Lu}/u.test(password), 'must have at least 1 uppercase letter'],
    [!/\p{Ll}/u.test(password), 'must have at least 1 lowercase letter'],
    [!/\p{N}/u.test(password), 'must have at least 1 numeric character'],
    [!symbols.test(password), 'must have at least 1 special character'],
    [contains(owner.firstName), 'must not contain the first name'],
    [contains(owner.lastName), 'must not contain the last name'],
    [contains(owner.username), 'must not contain the username'],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence)
}
