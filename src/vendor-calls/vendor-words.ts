import { isSecretEntry } from '../catalog/secret-entries.ts'
import type { VendorConnection } from './connection.ts'

/** Most of a vendor's text that a caller gets to see. */
const longestText = 1024
/** Shorter values would mask half of every sentence. */
const shortestSecret = 6

/**
 * A vendor's own words, fit for a caller: text only, the connection's secrets masked, cut at 1 KB. Undefined
 * when nothing is left.
 */
export function vendorWords(connection: VendorConnection, text: string): string | undefined {
  // Cut first, generously, so that a huge page costs nothing; masking may move the end.
  let words = text.slice(0, longestText * 16)
  if (/^\s*<(!doctype|html|\?xml)/i.test(words)) words = textOfPage(words)
  for (const secret of secretsOf(connection)) words = words.replaceAll(secret, '********')
  // oxlint-disable-next-line no-control-regex -- control characters have no place in a message
  words = words.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
  if (words.length > longestText) words = `${words.slice(0, longestText - 1)}…`
  return words === '' ? undefined : words
}

function textOfPage(page: string): string {
  return page.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ')
}

const known = new WeakMap<VendorConnection, readonly string[]>()

function secretsOf(connection: VendorConnection): readonly string[] {
  const found = known.get(connection)
  if (found !== undefined) return found
  const entries = connection.connector.element.configuration ?? []
  const values = entries
    .filter(isSecretEntry)
    .map((entry) => connection.configuration[entry.key])
    .filter((value): value is string => value !== undefined && value.length >= shortestSecret)
  // Vendors echo query strings, so the encoded form is a secret too.
  const secrets = [...new Set(values.flatMap((value) => [value, encodeURIComponent(value)]))].sort(
    (left, right) => right.length - left.length,
  )
  known.set(connection, secrets)
  return secrets
}
