/** The organization's rules for passwords, as far as a browser can judge them; the server judges them all. Pure. */

export interface PasswordPolicy {
  readonly minLength: number
  readonly minUppercase: number
  readonly minLowercase: number
  readonly minNumbers: number
  readonly minSymbols: number
  readonly symbolCharacterSet: string
  readonly previousPasswordCount: number
  readonly expirationDays: number
}

export interface RuleState {
  readonly rule: string
  readonly isMet: boolean
}

/** @param names first name, last name and email of who will use the password */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
  names: readonly string[],
): RuleState[] {
  const count = (pattern: RegExp) => password.match(pattern)?.length ?? 0
  const { symbolCharacterSet } = policy
  const symbols =
    symbolCharacterSet === ''
      ? count(/[^\p{L}\p{N}\s]/gu)
      : Array.from(password).filter((one) => symbolCharacterSet.includes(one)).length
  const lower = password.toLowerCase()
  const told = names.filter((name) => name.length >= 2)
  const atLeast = (least: number, what: string, found: number): RuleState[] =>
    least === 0
      ? []
      : [{ rule: `${least} ${what}${least === 1 ? '' : 's'} or more`, isMet: found >= least }]
  return [
    ...atLeast(policy.minLength, 'character', password.length),
    ...atLeast(policy.minUppercase, 'uppercase letter', count(/\p{Lu}/gu)),
    ...atLeast(policy.minLowercase, 'lowercase letter', count(/\p{Ll}/gu)),
    ...atLeast(policy.minNumbers, 'digit', count(/\p{N}/gu)),
    ...atLeast(
      policy.minSymbols,
      symbolCharacterSet === '' ? 'special character' : `of ${symbolCharacterSet} sign`,
      symbols,
    ),
    {
      rule: 'No first name, last name or email in it',
      isMet: password !== '' && !told.some((name) => lower.includes(name.toLowerCase())),
    },
  ]
}
