/** What the keys of events may hold, where it is more than a word, a switch or an address. Pure. */
import { isJsonObject } from '../core/json.ts'

/** Why a value is not allowed, as the end of a sentence; undefined when it is, or when the key is none of these. */
export function refusalOfEventValue(key: string, value: string): string | undefined {
  switch (key) {
    case 'event.notification.instance.finder': {
      return refusalOfFinder(value)
    }
    case 'event.notification.callback.headers': {
      return refusalOfHeaders(value)
    }
    case 'event.notification.basic.username': {
      // RFC 7617, section 2.
      return value.includes(':')
        ? "must not contain ':', which ends the name in the header"
        : undefined
    }
    default: {
      return undefined
    }
  }
}

const finder = /^[^|\s][^|]*\|[^|.\s]+(?:\.[^|.\s]+)*$/

function refusalOfFinder(value: string): string | undefined {
  if (finder.test(value.trim())) return undefined
  return "must be a configuration key and a path in the vendor's payload, such as 'shop.id|store.id'"
}

const token = /^[\w!#$%&'*+.^`|~-]+$/
/** What we send ourselves, and what belongs to the connection. */
const ours =
  /^(?:host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-.*|webhook-.*|elements-webhook-.*)$/i
const mostHeaders = 30
const longestHeader = 4096

function refusalOfHeaders(value: string): string | undefined {
  let headers: unknown
  try {
    headers = JSON.parse(value)
  } catch {
    headers = undefined
  }
  if (!isJsonObject(headers)) return 'must be a JSON object of headers, such as {"X-Team":"shop"}'
  const entries = Object.entries(headers)
  if (entries.length > mostHeaders) return `must hold at most ${mostHeaders} headers`
  for (const [name, text] of entries) {
    if (!token.test(name)) return `holds '${name.slice(0, 80)}', which is no name of a header`
    if (ours.test(name)) return `must not hold '${name}', which Hubwright sets itself`
    if (typeof text !== 'string') return `must hold a text for '${name}'`
    if (text.length > longestHeader)
      return `must hold at most ${longestHeader} characters for '${name}'`
    if (!/^[\t\u0020-\u007E\u0080-\u00FF]*$/.test(text))
      return `must not hold line breaks or characters outside of Latin-1 for '${name}'`
  }
  return undefined
}
