/**
 * Fills `{key}` places of the vendor's OAuth addresses. What a person typed (a shop name, say) may choose a name below
 * the vendor's own domain and nothing else, because the client secret goes there.
 */
import { PlatformError } from '../../core/errors.ts'

const hostPart = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i

/**
 * The address with its places filled. `ownApp` = client id and secret are the caller's own, so that a whole host
 * may come from the configuration. Throws `missing_configuration` or `invalid_configuration`.
 */
export function oauthAddress(
  key: string,
  template: string,
  configuration: Readonly<Record<string, string>>,
  ownApp: boolean,
): URL {
  const [, scheme = '', authority = '', rest = ''] =
    /^(https?:\/\/|\{[^}]*\})?([^/?#]*)(.*)$/is.exec(template) ?? []
  if (/\}(?::\d+)?$/.test(authority) && !ownApp) {
    throw refused(
      key,
      'takes its host from the configuration; that needs oauth.api.key and oauth.api.secret of your own',
    )
  }
  const host = fill(key, authority, configuration, (name, value) => {
    if (!hostPart.test(value))
      throw refused(name, `must be a host name or a part of one, for '${key}'`)
    return value
  })
  const url = URL.parse(
    `${scheme}${host}${fill(key, rest, configuration, (_name, value) => encodeURIComponent(value))}`,
  )
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refused(key, 'is no valid http or https address')
  }
  return url
}

function fill(
  key: string,
  text: string,
  configuration: Readonly<Record<string, string>>,
  place: (name: string, value: string) => string,
): string {
  return text.replaceAll(/\{([\w.$-]+)\}/g, (_match, name: string) => {
    const value = Object.hasOwn(configuration, name) ? configuration[name] : undefined
    if (value === undefined || value === '') {
      throw new PlatformError(
        'missing_configuration',
        `Missing required configuration: '${name}' (a part of '${key}')`,
        { details: [{ path: name, message: 'is required' }] },
      )
    }
    return place(name, value)
  })
}

function refused(key: string, reason: string): PlatformError {
  const message = `The configuration value '${key}' ${reason}`
  return new PlatformError('invalid_configuration', message, {
    details: [{ path: key, message: reason }],
  })
}
