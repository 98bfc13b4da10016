import { isJsonObject } from '../../core/json.ts'

/**
 * Some fields of an answer are addresses that carry an API token of the store, because old apps put it into the query.
 * Whoever reads an order must not get the whole store with it, so the value is masked; the address stays readable.
 */
const tokenInQuery = /([?&#](?:token|access_token|auth_token)=)[^&#\s]+/gi
const tokenAnywhere = /\b(?:secret|secure|public)_[\w-]{8,}/g
const mask = '********'

/** The text without API tokens; anything but text comes back as it is. */
export function withoutTokens(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replace(tokenInQuery, `$1${mask}`).replace(tokenAnywhere, mask)
}

/** The same for every text within a value. */
export function withoutTokensInside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutTokensInside(item))
  if (!isJsonObject(value)) return withoutTokens(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutTokensInside(member)]),
  )
}

/** A file of a product or of an order line; its `adminUrl` may carry the token that downloads it. */
export function withoutFileToken(file: unknown): unknown {
  return isJsonObject(file) && 'adminUrl' in file
    ? { ...file, adminUrl: withoutTokens(file['adminUrl']) }
    : file
}

const addressMembers = new Set(['globalReferer', 'refererUrl', 'adminUrl'])

/** The same for a value of unknown shape: wherever a member with such an address stands in it. */
export function withoutAddressTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddressTokens)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      addressMembers.has(name) ? withoutTokens(member) : withoutAddressTokens(member),
    ]),
  )
}
