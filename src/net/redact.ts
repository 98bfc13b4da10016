/**
 * Takes secrets out of what people will read: log lines, error texts, addresses. By field name, by known value and
 * by shape, for each of the three alone misses some. When in doubt a harmless value is masked.
 */

export const masked = '********'

/** Longest text of a stranger that is passed on, in characters. */
const maxText = 1024
/** Beyond this nothing is read, so that a huge text costs no more than a large one. */
const maxScanned = 16 * 1024
const maxDepth = 8
const maxMembers = 100

const secretName =
  /passw(?:or)?d|secret|token|api[-_. ]?key|auth[-_]?key|authori[sz]ation|cookie|credential|private[-_.]?key|master[-_.]?key|signature|verifier|session[-_.]?id/i

/** Names that merely speak of a secret, or of a page. */
const harmlessName = /(?:url|type|expir\w*|count|hash)$|page[-_.]?token/i

/** Whether a field, header or parameter of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name)
}

interface Shape {
  readonly pattern: RegExp
  readonly instead: string
  /** Goes by a name beside the value; needless where names were judged one by one. */
  readonly goesByName?: true
}

const shapes: readonly Shape[] = [
  // Addresses in running text: user and password, then the values of the query.
  { pattern: /([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>]{1,512}@/gi, instead: `$1${masked}@` },
  // Our own header and the usual schemes.
  {
    pattern:
      /\b(User|Organization|Element|Bearer|Basic|Session|Connect)[ :]{1,2}(?=[A-Za-z0-9])[A-Za-z0-9+/=._~-]{12,}/g,
    instead: `$1 ${masked}`,
  },
  // name=value and "name":"value" where the name tells.
  {
    pattern:
      /((?:passw(?:or)?d|secret|token|api[-_.]?key|auth[-_]?key|client_secret|code_verifier|signature|authorization)["']?\s{0,4}[=:]\s{0,4}["']?)(?!\*{8})[^\s"'&,;<>)}\]]{4,}/gi,
    instead: `$1${masked}`,
    goesByName: true,
  },
  // The same in a sentence, where nothing is quoted.
  {
    pattern:
      /((?:passw(?:or)?d|secret|token|api[-_.]?key|auth[-_]?key|code_verifier|signature)=)(?!\*{8})[^\s"'&,;<>)}\]\\]{4,}/gi,
    instead: `$1${masked}`,
  },
  // JSON web tokens.
  {
    pattern: /\beyJ[A-Za-z0-9_-]{8,1024}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g,
    instead: masked,
  },
  // A readable prefix and then randomness, as many vendors write their keys.
  {
    pattern:
      /\b(?:secret|public|whsec|hwc|hws|sk|pk|rk|shp[a-z]{2}|xox[a-z]|gh[a-z]|pat|key|token)[_-](?:live_|test_)?[A-Za-z0-9+/=_-]{16,}/g,
    instead: masked,
  },
  // 32 random bytes in base64, 16 or more in hex: user secrets, instance tokens, organization secrets.
  { pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/g, instead: masked },
  { pattern: /\b(?:[0-9a-f]{32,}|[0-9A-F]{32,})\b/g, instead: masked },
]

const addressWithQuery = /(https?:\/\/[^\s?"'<>]{1,2048})\?([^\s"'<>]{1,4096})/gi

/**
 * A text without secrets, at most 1 KB long.
 * @param secrets values known to be secret here, such as the credentials of the call; also found in encoded forms
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let result = text.length > maxScanned ? text.slice(0, maxScanned) : text
  result = maskForms(result, encodedForms(secrets))
  result = result.replace(addressWithQuery, (_all, base: string, query: string) => {
    return `${base}?${queryNames(query)}`
  })
  result = maskShapes(result)
  return result.length > maxText ? `${result.slice(0, maxText - 1)}…` : result
}

/** The whole text without the known secrets; `forms` are those of `encodedForms`. */
export function maskForms(text: string, forms: readonly string[]): string {
  let result = text
  for (const form of forms) {
    if (result.includes(form)) result = result.replaceAll(form, masked)
  }
  return result
}

/** The whole text without what looks like a secret; `byName` false where its names were judged before. */
export function maskShapes(text: string, byName = true): string {
  // Nothing shorter has room for a secret of a known shape.
  if (text.length < 8) return text
  let result = text
  for (const { pattern, instead, goesByName } of shapes) {
    if (byName || goesByName !== true) result = result.replace(pattern, instead)
  }
  return result
}

/** Longest first, so that a secret within another does not leave half of it. Very short values would mask everything. */
export function encodedForms(secrets: readonly string[]): string[] {
  if (secrets.length === 0) return []
  const forms = new Set<string>()
  for (const secret of secrets) {
    if (secret.length < 4) continue
    forms.add(secret)
    // Through bytes, since half a surrogate pair cannot be encoded.
    forms.add(encodeURIComponent(Buffer.from(secret).toString()))
    forms.add(JSON.stringify(secret).slice(1, -1))
    const base64 = Buffer.from(secret).toString('base64')
    forms.add(base64)
    forms.add(encodeURIComponent(base64))
    // As forms write it.
    forms.add(new URLSearchParams([['', secret]]).toString().slice(1))
  }
  return [...forms].sort((a, b) => b.length - a.length)
}

/**
 * An address for logs: no user, no fragment, the names of its parameters without their values.
 * Takes whole addresses and paths alike.
 */
export function redactUrl(url: string, secrets: readonly string[] = []): string {
  const [withoutFragment = ''] = url.split('#', 1)
  const at = withoutFragment.indexOf('?')
  if (at < 0) return redactText(withoutFragment, secrets)
  const names = queryNames(withoutFragment.slice(at + 1))
  return redactText(`${withoutFragment.slice(0, at)}?${names}`, secrets)
}

function queryNames(query: string): string {
  return query
    .split('&')
    .map((pair) => pair.split('=', 1)[0] ?? '')
    .filter((name) => name !== '')
    .join('&')
}

/** Headers for logs: secret ones masked, the others as `redactText` leaves them. */
export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  secrets: readonly string[] = [],
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : value.join(', ')
    result[name] = isSecretName(name) ? masked : redactText(text, secrets)
  }
  return result
}

/**
 * A copy of anything for a log line: secret fields masked, texts redacted, errors as plain objects with their causes,
 * deep and wide values cut. Never throws.
 */
export function redactValue(value: unknown, secrets: readonly string[] = []): unknown {
  return copy(value, secrets, 0)
}

function copy(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (depth >= maxDepth) return '[too deep]'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Error) return copyError(value, secrets, depth)
  if (Array.isArray(value)) {
    return value.slice(0, maxMembers).map((member) => copy(member, secrets, depth + 1))
  }
  if (!isPlain(value)) return copyInstance(value, secrets, depth)
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(value).slice(0, maxMembers)) {
    result[key] = copyMember(value as Record<string, unknown>, key, secrets, depth)
  }
  return result
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Sockets, requests and the like are named, not copied; what has a JSON form of its own is shown in it. */
function copyInstance(value: object, secrets: readonly string[], depth: number): unknown {
  const { toJSON } = value as { toJSON?: unknown }
  if (value instanceof URL) return redactUrl(value.href, secrets)
  if (typeof toJSON !== 'function') return `[${value.constructor?.name ?? 'object'}]`
  try {
    return copy(toJSON.call(value), secrets, depth + 1)
  } catch {
    return '[unreadable]'
  }
}

function copyMember(
  owner: Record<string, unknown>,
  key: string,
  secrets: readonly string[],
  depth: number,
): unknown {
  let member: unknown
  try {
    member = owner[key]
  } catch {
    return '[unreadable]'
  }
  if (isSecretName(key)) return maskedMember(member)
  return typeof member === 'string' && /(?:url|uri)$/i.test(key)
    ? redactUrl(member, secrets)
    : copy(member, secrets, depth + 1)
}

/** Whether a secret is there may be told, and counts of tokens are no secrets. */
function maskedMember(member: unknown): unknown {
  const harmless = member === null || typeof member === 'boolean' || typeof member === 'number'
  return harmless || member === undefined ? member : masked
}

/** Only what every error has: other fields may carry whole requests or answers. */
function copyError(error: Error, secrets: readonly string[], depth: number): unknown {
  const { code, cause } = error as Error & { code?: unknown }
  return {
    type: error.name,
    message: redactText(error.message, secrets),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: redactStack(error.stack, secrets) }),
    ...(cause === undefined ? {} : { cause: copy(cause, secrets, depth + 1) }),
  }
}

/** Line by line, since a stack is longer than a text may be. */
function redactStack(stack: string, secrets: readonly string[]): string {
  return stack
    .split('\n', 30)
    .map((line) => redactText(line, secrets))
    .join('\n')
}
