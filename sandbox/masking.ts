const secretName = /(token|secret|password|auth_key|authorization)$|^code$|^token/i

/** Whether a parameter or field of this name carries something that must not be shown. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** A copy with the values of secret names replaced by `********`, at any depth. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isSecretName(name) && typeof member === 'string' ? '********' : maskSecrets(member),
    ]),
  )
}

/** Names a bearer secret without giving it away: its readable prefix and its last four characters. */
export function maskToken(token: string): string {
  const prefix = /^[a-z]+_/.exec(token)?.[0] ?? ''
  return token.length - prefix.length < 12 ? `${prefix}****` : `${prefix}****${token.slice(-4)}`
}
