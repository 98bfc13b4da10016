import { isSecretEntry } from '../catalog/secret-entries.ts'
import { PlatformError } from '../core/errors.ts'
import type { VendorConnection } from './connection.ts'
import { fillTemplate, parseTemplate, requiredConfiguration } from './placeholders.ts'
import { pathValue } from './safe-text.ts'

const known = new WeakMap<VendorConnection, string>()

/**
 * The vendor's root for a connection: `base.url` with its `{config.key}` places filled, no slash at the end.
 * Throws 400 when it is missing, no http(s) URL, or would carry a secret to an address that is not the definition's.
 */
export function baseUrlOf(connection: VendorConnection): string {
  const found = known.get(connection)
  if (found !== undefined) return found
  const { configuration } = connection
  const text = requiredConfiguration(configuration, 'base.url')
  const template = parseTemplate(text)
  refuseSecrets(connection, text, template.names)
  const filled = fillTemplate(template, (name) =>
    pathValue(name, requiredConfiguration(configuration, name)),
  ).replace(/\/+$/, '')
  if (!isHttpUrl(filled)) {
    throw new PlatformError(
      'invalid_configuration',
      "The instance's 'base.url' is not a complete http or https address without credentials, query or fragment",
      { details: [{ path: 'configuration/base.url', message: 'must be an http or https URL' }] },
    )
  }
  known.set(connection, filled)
  return filled
}

/** Whoever writes an address reads what it is asked for, and the configuration holds secrets that are not his. */
function refuseSecrets(connection: VendorConnection, text: string, names: readonly string[]): void {
  if (names.length === 0) return
  const entries = connection.connector.entriesFor(connection.authenticationType)
  if (entries.find(({ key }) => key === 'base.url')?.defaultValue === text) return
  for (const name of names) {
    const entry = entries.find(({ key }) => key === name) ?? { key: name }
    if (!isSecretEntry(entry)) continue
    const message = `'base.url' may not hold the secret '${name}'`
    throw new PlatformError('invalid_configuration', message, {
      details: [{ path: 'configuration/base.url', message }],
    })
  }
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  )
}
