/**
 * Masks in the text of a message what is named like a secret: members of JSON, fields of forms, elements of XML,
 * parameters of addresses, headers. Works on texts that were cut off, too. Each value that was masked is told, so that
 * it can be looked for in places that do not name it.
 */
import { isSecretName, masked } from './redact.ts'

/** Told of every value that was masked. */
export type OnSecret = (value: string) => void

/** The text without its named secrets. `type` is the Content-Type; what it is not told by is told by its beginning. */
export function maskMembers(text: string, type: string, onSecret: OnSecret): string {
  if (isJson(text, type)) return maskJson(text, onSecret)
  if (/x-www-form-urlencoded/i.test(type) || looksLikeForm.test(text)) {
    return maskForm(text, onSecret)
  }
  if (/xml|html/i.test(type) || /^\s*</.test(text)) return maskXml(text, onSecret)
  return text
}

/** Also of a string within JSON, which may hold JSON again. */
export function isJson(text: string, type = ''): boolean {
  return /json/i.test(type) || /^\s*[[{]/.test(text)
}

/** Some token endpoints answer so and call it plain text. */
const looksLikeForm = /^[\w.%[\]-]+=[^&\s]*(?:&[\w.%[\]-]+=[^&\s]*)+$/

/** Strings (perhaps cut off at the end), signs, and what else has no space in it. */
const jsonToken = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:,]|[^\s"{}[\]:,]+/gs

/** What follows a string that is a name. */
const afterName = /\s*:/y

function maskJson(text: string, onSecret: OnSecret): string {
  /** What the value that comes next is called; undefined in lists and at the top. */
  let name: string | undefined
  let depth = 0
  /** Everything deeper belongs to a secret member. */
  let secretDepth = Number.POSITIVE_INFINITY
  const isNamedSecret = () => name !== undefined && isSecretName(name)
  return text.replaceAll(jsonToken, (token, offset: number) => {
    if (token === ':') return token
    afterName.lastIndex = offset + token.length
    if (token.startsWith('"') && afterName.test(text)) {
      name = textOf(token)
      return token
    }
    const isSecret = depth > secretDepth || isNamedSecret()
    if (token === '{' || token === '[') {
      if (isSecret && depth < secretDepth) secretDepth = depth
      depth += 1
    } else if (token === '}' || token === ']') {
      depth -= 1
      if (depth <= secretDepth) secretDepth = Number.POSITIVE_INFINITY
    }
    name = undefined
    if (/^(?:[{}[\],]|true|false|null)$/.test(token)) return token
    const value = textOf(token)
    if (!isSecret) return isJson(value) ? JSON.stringify(maskJson(value, onSecret)) : token
    onSecret(value)
    return `"${masked}"`
  })
}

function textOf(token: string): string {
  if (!token.startsWith('"')) return token
  return (
    parsed(token) ?? parsed(`${token.replace(/\\(?:u[0-9a-f]{0,3})?$/i, '')}"`) ?? token.slice(1)
  )
}

function parsed(token: string): string | undefined {
  try {
    return String(JSON.parse(token))
  } catch {
    return undefined
  }
}

/** What OAuth calls otherwise, and what is a secret only there (RFC 6749, RFC 7521). */
const oauthFields: ReadonlySet<string> = new Set(['code', 'assertion', 'client_assertion'])

/** Fields of a form or of a query. */
function maskForm(text: string, onSecret: OnSecret): string {
  const isOAuth = /(?:^|&)grant_type=/.test(text)
  return text
    .split('&')
    .map((pair) => {
      const mark = pair.indexOf('=')
      if (mark < 0) return pair
      const name = decoded(pair.slice(0, mark))
      if (!isSecretName(name) && !(isOAuth && oauthFields.has(name))) return pair
      const value = decoded(pair.slice(mark + 1))
      if (value !== '') onSecret(value)
      return `${pair.slice(0, mark)}=${masked}`
    })
    .join('&')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const xmlElement = /<([\w:.-]{1,200})((?:\s[^<>]{0,2000})?)>([^<]+)/g
const xmlAttribute = /([\w:.-]{1,200})=(?:"([^"<]*)|'([^'<]*))/g

function maskXml(text: string, onSecret: OnSecret): string {
  const elements = text.replaceAll(
    xmlElement,
    (all, name: string, attributes: string, value: string) => {
      if (!isSecretName(name) || value.trim() === '') return all
      onSecret(value.trim())
      return `<${name}${attributes}>${masked}`
    },
  )
  return elements.replaceAll(
    xmlAttribute,
    (all, name: string, double: string | undefined, single: string | undefined) => {
      const value = double ?? single ?? ''
      if (!isSecretName(name) || value === '') return all
      onSecret(value)
      return `${name}=${double === undefined ? "'" : '"'}${masked}`
    },
  )
}

/** An address without user, password and the values of secret parameters; takes paths alike. */
export function maskAddress(address: string, onSecret: OnSecret): string {
  const withoutUser = address.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*)@/i,
    (_all, scheme, user) => {
      onSecret(decoded(String(user)))
      return `${String(scheme)}${masked}@`
    },
  )
  const mark = withoutUser.indexOf('?')
  if (mark < 0) return withoutUser
  return `${withoutUser.slice(0, mark)}?${maskForm(withoutUser.slice(mark + 1), onSecret)}`
}

/** Headers with the secret ones masked. */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  onSecret: OnSecret,
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (isSecretName(name)) {
      for (const part of partsOf(name, value)) onSecret(part)
      result[name] = masked
    } else if (/^(?:location|content-location|referer|link)$/i.test(name)) {
      result[name] = maskAddress(value, onSecret)
    } else result[name] = value
  }
  return result
}

/** What of a secret header is the secret itself. */
function partsOf(name: string, value: string): string[] {
  if (/cookie/i.test(name)) {
    return value
      .split(/[;,]\s*/)
      .filter(
        (pair) => pair.includes('=') && !/^(?:path|domain|expires|max-age|samesite)=/i.test(pair),
      )
      .map((pair) => pair.slice(pair.indexOf('=') + 1))
  }
  return value.split(/,\s*/).flatMap((part) => {
    const [scheme = '', secret] = part.split(/\s+/, 2)
    if (secret === undefined) return [scheme]
    return scheme.toLowerCase() === 'basic' ? [secret, ...passwordOf(secret)] : [secret]
  })
}

/** Of `user:password`; the user alone, where vendors take a key for it. */
function passwordOf(basic: string): string[] {
  const [user = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':')
  const password = rest.join(':')
  return [password === '' ? user : password]
}
