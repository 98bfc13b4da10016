/** Which configuration entries a form shows for a way to connect, and in which part of it. Pure. */
import type { ConfigurationEntry, Connector } from '../connectors/connector.ts'
import { tokenKey, type Way } from './ways.ts'

export interface Fields {
  /** What the vendor cannot do without. */
  readonly required: readonly ConfigurationEntry[]
  /** Client id and secret, where a vendor app stands in for them. */
  readonly ownApp: readonly ConfigurationEntry[]
  /** Whatever has a default or may be left out. */
  readonly optional: readonly ConfigurationEntry[]
  readonly events: readonly ConfigurationEntry[]
}

const appKeys: ReadonlySet<string> = new Set(['oauth.api.key', 'oauth.api.secret'])
/** Set by the form or by the vendor's answer. */
const neverAsked: ReadonlySet<string> = new Set([
  'oauth.callback.url',
  'oauth.user.refresh_token',
  'oauth.user.refresh_time',
  'oauth.user.refresh_interval',
])

/** What stands above the fields of events. */
export const eventsNote =
  'What changes at the vendor is told to your app as signed notifications. It can be switched on and set later too, on the tab Events of the instance.'

export function isEvent({ key }: Pick<ConfigurationEntry, 'key'>): boolean {
  return key.startsWith('event.')
}

export function fieldsOf(connector: Connector, way: Way): Fields {
  const filledIn = new Set(way.kind === 'consent' ? answeredKeys(connector) : [])
  const shown = (connector.configuration ?? [])
    .filter(({ groupName = '' }) => groupName === '' || groupName === way.type)
    .filter(
      ({ groupControl, hideFromConsole, internal, active }) =>
        groupControl !== true && hideFromConsole !== true && internal !== true && active !== false,
    )
    .filter(({ key }) => !neverAsked.has(key) && !filledIn.has(key))
    // A token is asked for where it is the way in; an app has no part there.
    .filter(({ key }) => key !== tokenKey || way.kind === 'token')
    .filter(({ key }) => way.kind !== 'token' || (!appKeys.has(key) && key !== 'oauth.scope'))
    .toSorted((one, other) => (one.displayOrder ?? 999) - (other.displayOrder ?? 999))
  const hasApp = way.kind === 'consent' && way.vendorApp !== 'none'
  const isOwnApp = ({ key }: ConfigurationEntry) => hasApp && appKeys.has(key)
  const isRequired = ({ key, required, defaultValue = '' }: ConfigurationEntry) =>
    key === tokenKey || (required === true && defaultValue === '')
  const rest = shown.filter((entry) => !isOwnApp(entry) && !isEvent(entry))
  return {
    required: rest.filter(isRequired),
    ownApp: shown.filter(isOwnApp),
    optional: rest.filter((entry) => !isRequired(entry)),
    events: shown.filter(isEvent),
  }
}

/** Entries that the vendor's answer to a consent fills. */
function answeredKeys({ hubwright }: Connector): readonly string[] {
  const told = hubwright as { readonly oauth?: { readonly answer?: object } } | undefined
  return Object.keys(told?.oauth?.answer ?? {})
}

/** The entry that names the account at the vendor, which a reconnection may not change. */
export function accountKeyOf({ hubwright }: Connector): string | undefined {
  return (hubwright as { readonly accountKey?: string } | undefined)?.accountKey
}

export function allFields({ required, ownApp, optional, events }: Fields) {
  return [...required, ...ownApp, ...optional, ...events]
}

export function isSecret({ type, key }: ConfigurationEntry): boolean {
  return type === 'PASSWORD' || key === tokenKey
}
