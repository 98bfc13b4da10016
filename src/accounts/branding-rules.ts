/**
 * What a branding may say. Its texts end up in styles and pages that other people see, so a value is a plain text that
 * can end neither a style nor a tag, an https address, or a picture. Pure.
 */
import { PlatformError, type ErrorDetail } from '../core/errors.ts'

/** Such as `primaryColor`, `fontFamily`, `logo`: names are the organization's own. */
export type Branding = Readonly<Record<string, string>>

const limits = { names: 50, text: 200, address: 2000, picture: 100_000, whole: 200_000 } as const

const name = /^[A-Za-z][\w.-]{0,63}$/
const picture = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/
const address = /^https:\/\/[^\s"'<>{}\\`;()]+$/
const otherScheme = /^\s*(?:about|blob|data|file|ftp|http|javascript|vbscript):/i
const notPlain = /[<>{};\\]|\p{Cc}|(?:url|expression)\s*\(/iu

/** @throws PlatformError `invalid_request` that names every member that is wrong */
export function readBranding(given: Readonly<Record<string, unknown>>): Branding {
  const entries = Object.entries(given)
  if (entries.length > limits.names) {
    throw wrong([{ path: '', message: `must have at most ${limits.names} names` }])
  }
  const details = entries.flatMap(([key, value]) => {
    const message = name.test(key)
      ? refusalOf(value)
      : 'must be named by a letter and at most 63 more letters, digits, dots, dashes and underscores'
    return message === undefined ? [] : [{ path: `/${key.slice(0, 100)}`, message }]
  })
  if (details.length > 0) throw wrong(details)
  if (JSON.stringify(given).length > limits.whole) {
    throw wrong([{ path: '', message: `must be at most ${limits.whole} characters as a whole` }])
  }
  return given as Branding
}

function refusalOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text'
  if (value.startsWith('data:')) {
    const isFit = value.length <= limits.picture && picture.test(value)
    return isFit
      ? undefined
      : `must be a PNG, JPEG, GIF, WebP or SVG picture in base64, at most ${limits.picture} characters`
  }
  if (value.startsWith('https:')) {
    const isFit = value.length <= limits.address && address.test(value) && isPublic(value)
    return isFit
      ? undefined
      : `must be an address without quotes, brackets and credentials, at most ${limits.address} characters`
  }
  if (otherScheme.test(value)) return 'must be an address that begins with https://'
  if (value.length > limits.text) return `must be a text of at most ${limits.text} characters`
  if (notPlain.test(value)) return String.raw`must not hold < > { } ; \ url( or control characters`
  return undefined
}

function isPublic(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

function wrong(details: readonly ErrorDetail[]): PlatformError {
  const named = details.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim())
  return new PlatformError('invalid_request', `The branding cannot be kept: ${named.join('; ')}`, {
    details,
  })
}
