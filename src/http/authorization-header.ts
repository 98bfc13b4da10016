/**
 * The Authorization header of the old platform: comma-separated `Kind value` pairs in any order. Pure.
 * What is wrong is told by shape alone, so that a hint never says whether a secret exists.
 */

/** What the header holds. */
export interface Credentials {
  readonly user?: string
  readonly organization?: string
  readonly element?: string
  readonly bearer?: string
}

export type ParsedAuthorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  /** `hint` says what to correct. */
  | { readonly kind: 'malformed'; readonly hint: string }

const kinds: ReadonlySet<string> = new Set(['user', 'organization', 'element', 'bearer'])
const example = 'Write: Authorization: User <secret>, Organization <secret>'

/** Longest header that is looked at, in characters; three pairs need about 170. */
const longestHeader = 2000

/** Reads the header. Values are what stands between the kind and the next comma, without blanks around. */
export function parseAuthorization(header: string | undefined): ParsedAuthorization {
  if (header === undefined || header.trim() === '') return { kind: 'none' }
  if (header.length > longestHeader) return malformed('The Authorization header is too long')
  const found: Record<string, string> = {}
  for (const pair of header.split(',')) {
    const text = pair.trim()
    // A comma too many says nothing.
    if (text === '') continue
    const hint = readPair(text, found)
    if (hint !== undefined) return malformed(hint)
  }
  if (Object.keys(found).length === 0) return { kind: 'none' }
  if (
    found['bearer'] !== undefined &&
    (found['user'] !== undefined || found['organization'] !== undefined)
  ) {
    return malformed(
      'A Bearer token stands alone or beside Element; send either it or User and Organization',
    )
  }
  return { kind: 'credentials', credentials: found }
}

function malformed(hint: string): ParsedAuthorization {
  return { kind: 'malformed', hint }
}

function readPair(text: string, found: Record<string, string>): string | undefined {
  const gap = text.search(/\s/)
  const kind = (gap === -1 ? text : text.slice(0, gap)).toLowerCase()
  const value = gap === -1 ? '' : text.slice(gap).trim()
  if (!kinds.has(kind)) return hintForKind(kind)
  const name = kind.charAt(0).toUpperCase() + kind.slice(1)
  if (value === '') return `There is no value after ${name}. ${example}`
  if (found[kind] !== undefined) return `${name} is given twice`
  if (/\s/.test(value)) {
    return /[;\s](?:user|organization|element)\s/i.test(value)
      ? 'The pairs are separated by commas'
      : `The value of ${name} holds a blank`
  }
  found[kind] = value
  return undefined
}

function hintForKind(kind: string): string {
  if (kind === 'basic') return `Basic authentication is not known here. ${example}`
  if (/^(?:user|organization|element|bearer)\W/.test(kind)) {
    return `The kind and its value are separated by a blank. ${example}`
  }
  if (kind === 'connect') {
    return 'The token of a connect session is good for the routes below /connect only, and stands alone there'
  }
  if (kind === 'org' || kind === 'organisation') return 'Write Organization in full'
  if (kind === 'token' || kind === 'instance')
    return 'The token of an instance follows the word Element'
  return `Each secret follows its kind: User, Organization, Element or Bearer. ${example}`
}

const isUserShape = (value: string) => /^[A-Za-z0-9+/]{43}=$/.test(value)
const isOrganizationShape = (value: string) => /^[0-9a-f]{32}$/i.test(value)

/** For secrets that were refused: what their shapes say about a mix-up, or undefined. */
export function hintForRefused(credentials: Credentials): string | undefined {
  const { user, organization, element } = credentials
  for (const value of Object.values(credentials) as string[]) {
    if (/^["'\u2018-\u201F]|["'\u2018-\u201F]$/.test(value))
      return 'Remove the quotes around the secrets'
    if (/^<.*>$/.test(value)) return 'Put your own secret in place of <…>'
    if (value.endsWith(';')) return 'The pairs are separated by commas'
  }
  if (user !== undefined && isOrganizationShape(user)) {
    return 'The value after User has the shape of an organization secret'
  }
  if (organization !== undefined && isUserShape(organization)) {
    return 'The value after Organization has the shape of a user secret or an instance token'
  }
  if (element !== undefined && isOrganizationShape(element)) {
    return 'The value after Element has the shape of an organization secret'
  }
  if (user !== undefined && /^[A-Za-z0-9+/]{43}$/.test(user)) {
    return 'The value after User lacks its last character, ='
  }
  if (element !== undefined && /^[A-Za-z0-9+/]{43}$/.test(element)) {
    return 'The value after Element lacks its last character, ='
  }
  return undefined
}
