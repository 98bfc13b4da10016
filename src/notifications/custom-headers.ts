/** Headers that a customer wants with each notification, judged before they are kept. Pure. */
import { PlatformError } from '../core/errors.ts'
import { hopsHeader } from '../core/hops.ts'
import { isJsonObject } from '../core/json.ts'

/** Those of the connection or of the message itself; they say what is true, not what is wished. */
const ours = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  hopsHeader,
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
])
const mostHeaders = 50
const longestValue = 4096
const headerName = /^[!#$%&'*+.^_`|~\w-]{1,128}$/
// Visible signs of Latin-1, blanks and tabs within.
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

/**
 * @param given an object of texts, numbers or booleans by name
 * @param path where it stands in the request, for messages
 * @returns lower-case names
 * @throws PlatformError invalid_request that names the header
 */
export function readHeaders(given: unknown, path: string): Record<string, string> {
  if (!isJsonObject(given)) throw wrong(path, 'must be a JSON object of header names and values')
  const entries = Object.entries(given)
  if (entries.length > mostHeaders) throw wrong(path, `must have at most ${mostHeaders} headers`)
  const headers: Record<string, string> = {}
  for (const [name, value] of entries) {
    const place = `${path}/${name}`
    const lower = name.toLowerCase()
    if (!headerName.test(name)) throw wrong(place, 'is no name of a header')
    if (ours.has(lower) || /^(?:elements-)?webhook-/.test(lower))
      throw wrong(place, 'cannot be set; Hubwright sets this header itself')
    if (!['string', 'number', 'boolean'].includes(typeof value))
      throw wrong(place, 'must be a text, a number or a boolean')
    const text = String(value).trim()
    if (text.length > longestValue || !headerValue.test(text))
      throw wrong(place, `must be at most ${longestValue} visible characters in one line`)
    headers[lower] = text
  }
  return headers
}

/** The same from JSON text, as configurations of instances hold it; empty is none. */
export function readHeaderText(text: string | undefined, path: string): Record<string, string> {
  if (text === undefined || text.trim() === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw wrong(path, 'must be a JSON object such as {"X-Team":"shop"}')
  }
  return readHeaders(parsed, path)
}

function wrong(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}
