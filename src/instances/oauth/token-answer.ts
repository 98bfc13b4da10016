/**
 * Reads what a vendor's token endpoint sent: leniently in form (JSON under any content type, form-encoded text, numbers
 * as text, scopes as a list, a failure under status 200), strictly in substance (no access token, no success).
 */
import { isJsonObject } from '../../core/json.ts'
import type { OutboundAnswer } from '../../net/sender.ts'

export interface TokenAnswer {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** Seconds. */
  readonly expiresIn: number | undefined
  /** What was granted, separated by spaces; it may be less than what was asked for. */
  readonly scope: string | undefined
  /** Every plain member of the answer as text, such as the id of the vendor's account. */
  readonly members: ReadonlyMap<string, string>
}

/** Why there is no token. `word` is the OAuth error code (RFC 6749, section 5.2) when the vendor gave one. */
export interface TokenFailure {
  readonly status: number
  readonly word: string | undefined
  /** The vendor's own words, text only. */
  readonly message: string | undefined
}

export type TokenOutcome = { readonly token: TokenAnswer } | { readonly failure: TokenFailure }

export function readTokenAnswer(answer: OutboundAnswer): TokenOutcome {
  const text = answer.body.toString('utf8').trim()
  const fields = readFields(text)
  const word = fields === undefined ? undefined : errorWord(fields)
  const accessToken = fields?.get('access_token')
  const succeeded = answer.status >= 200 && answer.status < 300
  if (!succeeded || word !== undefined || typeof accessToken !== 'string' || accessToken === '') {
    return { failure: { status: answer.status, word, message: errorMessage(fields, text) } }
  }
  return {
    token: {
      accessToken,
      refreshToken: textOf(fields?.get('refresh_token')),
      expiresIn: secondsOf(fields?.get('expires_in')),
      scope: scopeOf(fields?.get('scope')),
      members: membersOf(fields),
    },
  }
}

type Fields = ReadonlyMap<string, unknown>

function readFields(text: string): Fields | undefined {
  if (text.startsWith('{')) {
    const value = parsed(text)
    return isJsonObject(value) ? new Map(Object.entries(value)) : undefined
  }
  // Older vendors answer as a form, `access_token=…&expires=…`.
  if (/^[\w.-]+=[^\s<&]*(?:&[\w.-]+=[^\s<&]*)*$/.test(text))
    return new Map(new URLSearchParams(text))
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON after all; judged as a text without fields.
    return undefined
  }
}

function errorWord(fields: Fields): string | undefined {
  const error = fields.get('error')
  if (typeof error === 'string' && error !== '') return error
  if (isJsonObject(error)) {
    const word = error['code'] ?? error['type'] ?? error['message']
    return typeof word === 'string' ? word : 'error'
  }
  return error === true ? 'error' : undefined
}

function errorMessage(fields: Fields | undefined, text: string): string | undefined {
  for (const name of ['error_description', 'errorMessage', 'error_message', 'message', 'error']) {
    const value = fields?.get(name)
    if (typeof value === 'string' && value !== '') return value
    if (isJsonObject(value) && typeof value['message'] === 'string') return value['message']
  }
  // An error page tells a person nothing here; a short plain text does.
  const isPlain = fields === undefined && text !== '' && !/[<>]/.test(text)
  return isPlain ? text.slice(0, 300) : undefined
}

function membersOf(fields: Fields | undefined): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  for (const [name, value] of fields ?? []) {
    const text = textOf(value)
    if (text !== undefined) members.set(name, text)
  }
  return members
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'boolean' ? String(value) : undefined
}

function secondsOf(value: unknown): number | undefined {
  const text = textOf(value)
  if (text === undefined || !/^\d+(?:\.\d+)?$/.test(text)) return undefined
  const seconds = Math.floor(Number(text))
  // Zero and absurd lives are how some vendors say "never".
  return seconds > 0 && seconds < 4_000_000_000 ? seconds : undefined
}

function scopeOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(' ')
  return textOf(value)
}
