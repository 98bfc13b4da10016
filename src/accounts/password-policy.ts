/** Which passwords people may choose. Pure; the wording holds the words old clients look for. */
import { PlatformError, type ErrorDetail } from '../core/errors.ts'

export interface PasswordPolicy {
  /** Characters. */
  readonly minLength: number
  readonly minUppercase: number
  readonly minLowercase: number
  readonly minNumbers: number
  readonly minSymbols: number
  /** The characters that count as symbols; empty: everything that is no letter, digit or space. */
  readonly symbolCharacterSet: string
  /** So many passwords before this one cannot be chosen again. */
  readonly previousPasswordCount: number
  /** 0: a password never expires. */
  readonly expirationDays: number
}

export const usualPolicy: PasswordPolicy = Object.freeze({
  minLength: 8,
  minUppercase: 1,
  minLowercase: 1,
  minNumbers: 1,
  minSymbols: 1,
  symbolCharacterSet: '',
  previousPasswordCount: 0,
  expirationDays: 0,
})

/** The most that a policy can ask; the least is in `checkPolicy`. */
const most = { minLength: 128, previousPasswordCount: 9, expirationDays: 3650, counts: 10 }

export interface PasswordOwner {
  readonly firstName: string
  readonly lastName: string
  readonly username: string
}

/** Longer ones would only cost time to hash. */
const longest = 256
const anySymbol = /[^\p{L}\p{N}\s]/gu

/** @throws PlatformError `invalid_request` with all rules that are broken, one detail each */
export function checkPassword(
  password: string,
  owner: PasswordOwner,
  policy: PasswordPolicy = usualPolicy,
): void {
  refusePassword(brokenRules(password, owner, policy))
}

/** @throws PlatformError `invalid_request` when there are sentences, such as "must have at least 8 characters" */
export function refusePassword(broken: readonly string[]): void {
  if (broken.length === 0) return
  throw new PlatformError('invalid_request', `The password ${broken.join('; it ')}`, {
    details: broken.map((message) => ({ path: '/password', message })),
  })
}

function brokenRules(password: string, owner: PasswordOwner, policy: PasswordPolicy): string[] {
  const lower = password.toLowerCase()
  const contains = (part: string) => part.length >= 2 && lower.includes(part.toLowerCase())
  const count = (pattern: RegExp) => password.match(pattern)?.length ?? 0
  const symbols =
    policy.symbolCharacterSet === ''
      ? count(anySymbol)
      : Array.from(password).filter((one) => policy.symbolCharacterSet.includes(one)).length
  const atLeast = (least: number, what: string) =>
    `must have at least ${least} ${what}${least === 1 ? '' : 's'}`
  const rules: readonly (readonly [boolean, string])[] = [
    [password.length < policy.minLength, `must have at least ${policy.minLength} characters`],
    [password.length > longest, `must have at most ${longest} characters`],
    [count(/\p{Lu}/gu) < policy.minUppercase, atLeast(policy.minUppercase, 'uppercase letter')],
    [count(/\p{Ll}/gu) < policy.minLowercase, atLeast(policy.minLowercase, 'lowercase letter')],
    [count(/\p{N}/gu) < policy.minNumbers, atLeast(policy.minNumbers, 'numeric character')],
    [symbols < policy.minSymbols, atLeast(policy.minSymbols, 'special character')],
    [contains(owner.firstName), 'must not contain the first name'],
    [contains(owner.lastName), 'must not contain the last name'],
    [contains(owner.username), 'must not contain the username'],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence)
}

/** Whether a password of that day is too old at `now` (milliseconds). */
export function isExpired(policy: PasswordPolicy, setAt: Date, now: number): boolean {
  return policy.expirationDays > 0 && setAt.getTime() + policy.expirationDays * 86_400_000 <= now
}

/**
 * A policy from what a caller sent; what is absent is as usual.
 * @throws PlatformError `invalid_request` that names each member out of range
 */
export function readPolicy(given: Readonly<Record<string, unknown>>): PasswordPolicy {
  const details: ErrorDetail[] = []
  const number = (
    name: Exclude<keyof PasswordPolicy, 'symbolCharacterSet'>,
    from: number,
    to: number,
  ) => {
    const value = given[name] === undefined ? usualPolicy[name] : given[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) {
      return value
    }
    details.push({ path: `/${name}`, message: `must be a whole number from ${from} to ${to}` })
    return usualPolicy[name]
  }
  const { symbolCharacterSet = '' } = given
  if (typeof symbolCharacterSet !== 'string' || symbolCharacterSet.length > 100) {
    details.push({ path: '/symbolCharacterSet', message: 'must be a text of at most 100 symbols' })
  }
  const policy: PasswordPolicy = {
    minLength: number('minLength', usualPolicy.minLength, most.minLength),
    minUppercase: number('minUppercase', 0, most.counts),
    minLowercase: number('minLowercase', 0, most.counts),
    minNumbers: number('minNumbers', 0, most.counts),
    minSymbols: number('minSymbols', 0, most.counts),
    symbolCharacterSet: String(symbolCharacterSet),
    previousPasswordCount: number('previousPasswordCount', 0, most.previousPasswordCount),
    expirationDays: number('expirationDays', 0, most.expirationDays),
  }
  if (details.length === 0) return policy
  const named = details.map(({ path, message }) => `${path.slice(1)} ${message}`)
  throw new PlatformError('invalid_request', `The policy cannot be: ${named.join('; ')}`, {
    details,
  })
}
