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

function textOfPage(page: string): string {
  return page.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ')
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
