/** Puts the credentials of a connection on the wire, by the words of the definition or the type's own custom. */
import type { Connector } from '../catalog/connector.ts'
import { isSecretEntry } from '../catalog/secret-entries.ts'
import { PlatformError } from '../core/errors.ts'
import type { VendorConnection } from './connection.ts'
import { configured, fillTemplate, parseTemplate } from './placeholders.ts'
import { headerValue } from './safe-text.ts'

export interface Credentials {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

const known = new WeakMap<VendorConnection, Credentials>()

/**
 * Headers and query parameters that carry the credentials. Throws `reauth_required` when the instance has no value
 * for one of them, `authentication_not_supported` for a kind this version cannot sign.
 */
export function credentialsOf(connection: VendorConnection): Credentials {
  const found = known.get(connection)
  if (found !== undefined) return found
  const made = placesOf(connection)
  known.set(connection, made)
  return made
}

/** Names of the headers that the definition fills, lower case: a client's own values never pass. */
export function credentialHeaderNames(connector: Connector): readonly string[] {
  const types = Object.values(connector.element.hubwright?.authentication ?? {})
  const places = types.flatMap((type) => type.place)
  return places.filter((place) => place.in === 'header').map((place) => place.name.toLowerCase())
}

/**
 * What a request that no resource of the definition describes carries besides: the element's own parameters with
 * configuration or fixed values, for vendors whose keys travel there. Throws `authentication_not_supported` when the
 * instance has secrets and nothing says how a plain request would carry them.
 */
export function elementCredentials(connection: VendorConnection): Credentials {
  const { connector, authenticationType, configuration } = connection
  const headers: Record<string, string> = {}
  const query: Record<string, string> = {}
  for (const parameter of connector.element.parameters ?? []) {
    const { type, vendorType, name, source } = parameter
    if (source === 'response' || (type !== 'configuration' && type !== 'value')) continue
    const value = type === 'value' ? name : configured(configuration, name)
    if (value === undefined) continue
    const target = parameter.vendorName || name
    if (vendorType === 'header') headers[target.toLowerCase()] = headerValue(target, value)
    if (vendorType === 'query') query[target] = value
  }
  const { headers: own, query: ownQuery } = credentialsOf(connection)
  const carried = [headers, query, own, ownQuery].some((place) => Object.keys(place).length > 0)
  if (!carried && connector.entriesFor(authenticationType).some(isSecretEntry)) {
    throw new PlatformError(
      'authentication_not_supported',
      `Pass-through cannot be used with the authentication type '${authenticationType}' of ${connector.name}: its resources carry the keys each in their own way`,
    )
  }
  return { headers, query }
}

function placesOf(connection: VendorConnection): Credentials {
  const { connector, authenticationType } = connection
  const wire = connector.element.hubwright?.authentication?.[authenticationType]
  if (wire === undefined) return customary(connection)
  const headers: Record<string, string> = {}
  const query: Record<string, string> = {}
  for (const place of wire.place) {
    const value = fillTemplate(parseTemplate(place.value), (key) => credential(connection, key))
    if (place.in === 'header') {
      headers[place.name.toLowerCase()] = headerValue(place.name, value)
    } else query[place.name] = value
  }
  return { headers, query }
}

/** What every vendor of a kind expects, when the definition says nothing else. */
function customary(connection: VendorConnection): Credentials {
  switch (connection.authenticationType) {
    case 'oauth2': {
      const token = credential(connection, 'oauth.user.token')
      return {
        headers: { authorization: headerValue('Authorization', `Bearer ${token}`) },
        query: {},
      }
    }
    case 'basic': {
      const pair = `${credential(connection, 'username')}:${credential(connection, 'password')}`
      const encoded = Buffer.from(pair, 'utf8').toString('base64')
      return { headers: { authorization: `Basic ${encoded}` }, query: {} }
    }
    case 'custom':
      // The definition's parameters carry the keys.
      return { headers: {}, query: {} }
    default:
      throw new PlatformError(
        'authentication_not_supported',
        `Calls with the authentication type '${connection.authenticationType}' cannot be signed`,
      )
  }
}

function credential(connection: VendorConnection, key: string): string {
  const value = configured(connection.configuration, key)
  if (value !== undefined) return value
  throw new PlatformError(
    'reauth_required',
    `The instance has no value for '${key}'; authenticate it again`,
    { details: [{ path: `configuration/${key}`, message: 'a value is required' }] },
  )
}
