import { isSecretEntry } from '../catalog/secret-entries.ts'
import { redactText } from '../net/redact.ts'
import type { VendorConnection } from './connection.ts'

/**
 * A vendor's own words, fit for a caller: text only, secrets masked (the connection's by value, others by their
 * shape), cut at 1 KB. Undefined when nothing is left.
 */
export function vendorWords(connection: VendorConnection, text: string): string | undefined {
  const start = text.slice(0, mostRead)
  const plain = /^\s*<(!doctype|html|\?xml)/i.test(start) ? textOfPage(start) : start
  const words = redactText(plain.replace(/\s+/g, ' ').trim(), secretsOf(connection))
  return words === '' ? undefined : words
}

/** A huge page costs no more than a large one. */
const mostRead = 16 * 1024

/** In one walk from front to end: a page of nothing but opening brackets must not cost its square. */
function textOfPage(page: string): string {
  const [before = '', ...parts] = page.split(/<(?=(?:script|style)\b)/i)
  const after = parts.map((part) => {
    const end = /<\/(?:script|style)\s*>/i.exec(part)
    // Code that never ends was cut off; nothing behind it is text.
    return end === null ? '' : part.slice(end.index + end[0].length)
  })
  return [before, ...after].join(' ').replace(/<[^<>]*>/g, ' ')
}

const known = new WeakMap<VendorConnection, readonly string[]>()

function secretsOf(connection: VendorConnection): readonly string[] {
  const found = known.get(connection)
  if (found !== undefined) return found
  const entries = connection.connector.element.configuration ?? []
  const secrets = entries
    .filter(isSecretEntry)
    .map((entry) => connection.configuration[entry.key] ?? '')
    .filter((value) => value !== '')
  known.set(connection, secrets)
  return secrets
}
