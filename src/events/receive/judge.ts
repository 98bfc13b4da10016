/**
 * What a webhook claims, and whether a secret proves it. Fails closed: what is missing, empty, of a wrong length, too old
 * or from the future is refused before anybody's secret is tried. Pure.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookSignature, WebhookWord } from '../../catalog/events-word.ts'
import type { Payload } from './payload.ts'

/** Why nothing is stored; told to nobody but the figures. */
export type Refusal =
  | 'unknown_connector'
  | 'unknown_address'
  | 'unsigned'
  | 'malformed_signature'
  | 'wrong_signature'
  | 'unreadable'
  | 'stale'
  | 'future'

export interface Claim {
  /** Undefined where the connector's vendor signs nothing. */
  readonly signed: { readonly message: Buffer; readonly signature: Buffer } | undefined
  /** The vendor's own id of the event; undefined when the definition names none. */
  readonly eventId: string | undefined
  /** The vendor's account that the event is about. */
  readonly account: string | undefined
  readonly occurredAt: Date
}

export interface WebhookParts {
  readonly payload: Payload
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly raw: Buffer
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Of an id; longer ones fit no index. */
const longestText = 300

export function readClaim(word: WebhookWord, parts: WebhookParts): Claim | Refusal {
  const { signature: scheme } = word
  const signature = scheme === undefined ? undefined : signatureOf(scheme, parts.headers)
  if (typeof signature === 'string') return signature
  const eventId = memberOf(word.eventId, parts.payload)
  const account = memberOf(word.account, parts.payload)
  const occurredAt = timeOf(word.time, parts)
  if (eventId === null || account === null) return 'unreadable'
  if (typeof occurredAt === 'string') return occurredAt
  if (scheme === undefined || signature === undefined) {
    return { signed: undefined, eventId, account, occurredAt }
  }
  const message = messageOf(scheme.message, parts)
  if (message === undefined) return 'unreadable'
  return { signed: { message, signature }, eventId, account, occurredAt }
}

/** Whether the secret made the signature; takes the same time whatever is wrong. */
export function isSignedBy(
  scheme: WebhookSignature,
  { message, signature }: NonNullable<Claim['signed']>,
  secret: string,
): boolean {
  if (secret === '') return false
  const expected = createHmac(scheme.algorithm, secret).update(message).digest()
  return expected.length === signature.length && timingSafeEqual(expected, signature)
}

const digestBytes = { sha1: 20, sha256: 32, sha512: 64 } as const

function signatureOf(
  { header, prefix = '', encoding, algorithm }: WebhookSignature,
  headers: WebhookParts['headers'],
): Buffer | Refusal {
  const sent = headers[header]
  if (sent === undefined || sent === '') return 'unsigned'
  if (!sent.startsWith(prefix)) return 'malformed_signature'
  const text = sent.slice(prefix.length)
  const bytes = Buffer.from(text, encoding)
  const isWhole = bytes.toString(encoding) === (encoding === 'hex' ? text.toLowerCase() : text)
  return isWhole && bytes.length === digestBytes[algorithm] ? bytes : 'malformed_signature'
}

function messageOf(template: string, { payload, headers, raw }: WebhookParts): Buffer | undefined {
  const parts: Buffer[] = []
  for (const part of template.split(/(\{[^{}]*\})/)) {
    if (!part.startsWith('{')) parts.push(Buffer.from(part))
    else if (part === '{body}') parts.push(raw)
    else {
      const name = part.slice(1, -1)
      const text = name.startsWith('header:')
        ? headers[name.slice('header:'.length)]
        : payload.text(name)
      if (text === undefined || text === '') return undefined
      parts.push(Buffer.from(text))
    }
  }
  return Buffer.concat(parts)
}

/** Undefined when the definition names no such member; null when the body lacks it or no database can hold it. */
function memberOf(pointer: string | undefined, payload: Payload): string | undefined | null {
  if (pointer === undefined) return undefined
  const text = payload.text(pointer)
  if (text === undefined || text === '' || text.length > longestText) return null
  return /[\0\p{Surrogate}]/u.test(text) ? null : text
}

function timeOf(word: WebhookWord['time'], { payload, now }: WebhookParts): Date | Refusal {
  if (word === undefined) return new Date(now)
  const text = payload.text(word.pointer)
  const at = text === undefined ? Number.NaN : instantOf(text, word.unit)
  if (!Number.isFinite(at)) return 'unreadable'
  if (at < now - word.oldest * 1000) return 'stale'
  if (at > now + word.ahead * 1000) return 'future'
  return new Date(at)
}

function instantOf(text: string, unit: NonNullable<WebhookWord['time']>['unit']): number {
  if (unit === 'iso') return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  if (!/^\d{1,16}$/.test(text)) return Number.NaN
  return Number(text) * (unit === 'seconds' ? 1000 : 1)
}

/** An id for an event whose vendor gives none, by everything that makes this arrival what it is. */
export function digestOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}
