import { PlatformError } from '../core/errors.ts'
import type { VendorConnection } from './connection.ts'
import { fillTemplate, parseTemplate, requiredConfiguration } from './placeholders.ts'
import { pathValue } from './safe-text.ts'

const known = new WeakMap<VendorConnection, string>()

/**
 * The vendor's root for a connection: `base.url` with its `{config.key}` places filled, no slash at the end.
 * Throws 400 when it is missing or no http(s) URL.
 */
export function baseUrlOf(connection: VendorConnection): string {
  const found = known.get(connection)
  if (found !== undefined) return found
  const { configuration } = connection
  const template = parseTemplate(requiredConfiguration(configuration, 'base.url'))
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
