/** How connect sessions look: to the customer who made them, and to the widget. */
import type { Connector } from '../../catalog/connector.ts'
import { isoSeconds } from '../iso-seconds.ts'
import type { KeptValues } from '../configuration.ts'
import { isSecretKey, shown } from '../secret-keys.ts'
import type { ConnectSessionRow } from './connect-session-store.ts'
import { themeOf, themeOver, type ThemeView, type WidgetTheme } from './looks.ts'
import type { Offer, OfferedType } from './offers.ts'
import { isOpen, stateOf, type ConnectState } from './session-state.ts'

/** For the customer's server. */
export interface ConnectSessionView {
  id: string
  state: ConnectState
  /** Why the last try failed. */
  reason?: string
  mode: 'connect' | 'reconnect'
  elements: string[]
  authenticationTypes?: string[]
  name?: string
  tags: string[]
  /** Secrets as `********`; gone when the session is over. */
  configuration: Record<string, string>
  endUser?: { id: string; email?: string; displayName?: string }
  /** The instance that was made, or is to be authenticated again. */
  instanceId?: number
  allowedOrigins: string[]
  returnUrl?: string
  theme: ThemeView
  language?: string
  createdDate: string
  expiresAt: string
}

export function sessionView(
  row: ConnectSessionRow,
  connectors: readonly Connector[],
  fixed: KeptValues,
  now: number,
): ConnectSessionView {
  const instanceId = row.connected_instance_id ?? row.instance_id
  return {
    id: row.id,
    state: stateOf(row, now),
    ...maybe('reason', row.last_reason),
    mode: row.instance_id === null ? 'connect' : 'reconnect',
    elements: row.connector_keys,
    ...maybe('authenticationTypes', row.authentication_types),
    ...maybe('name', row.name),
    tags: row.tags,
    configuration: shownFixed(connectors[0], fixed),
    ...(row.end_user_id === null ? {} : { endUser: { id: row.end_user_id, ...person(row) } }),
    ...maybe('instanceId', instanceId),
    allowedOrigins: row.allowed_origins,
    ...maybe('returnUrl', row.return_url),
    theme: themeOf(row),
    ...maybe('language', row.language),
    createdDate: isoSeconds(row.created_at),
    expiresAt: isoSeconds(row.expires_at),
  }
}

/** For the widget, whose user is not the customer: no configuration values, no instance token. */
export interface WidgetSessionView {
  id: string
  state: ConnectState
  reason?: string
  mode: 'connect' | 'reconnect'
  /** To whom the account will be linked; the person must see it before he agrees. */
  organizationName: string
  endUser?: { email?: string; displayName?: string }
  /** Empty when the session is over. */
  connectors: ConnectorView[]
  instance?: { id: number; name: string }
  allowedOrigins: string[]
  returnUrl?: string
  theme: WidgetTheme
  language?: string
  expiresAt: string
}

export interface ConnectorView {
  key: string
  name: string
  description: string
  logoUrl: string
  authenticationTypes: OfferedType[]
}

export interface WidgetParts {
  readonly organizationName: string
  readonly offers: readonly Offer[]
  readonly instance: { id: number; name: string } | undefined
  readonly publicUrl: string
  /** Of the organization. */
  readonly branding: unknown
  readonly now: number
}

export function widgetView(row: ConnectSessionRow, parts: WidgetParts): WidgetSessionView {
  const { organizationName, offers, instance, publicUrl, branding, now } = parts
  return {
    id: row.id,
    state: stateOf(row, now),
    ...maybe('reason', row.last_reason),
    mode: row.instance_id === null ? 'connect' : 'reconnect',
    organizationName,
    ...(row.end_user_id === null ? {} : { endUser: person(row) }),
    connectors: isOpen(row, now) ? offers.map((offer) => connectorView(offer, publicUrl)) : [],
    ...(instance === undefined ? {} : { instance }),
    allowedOrigins: row.allowed_origins,
    ...maybe('returnUrl', row.return_url),
    theme: themeOver(branding, row),
    ...maybe('language', row.language),
    expiresAt: isoSeconds(row.expires_at),
  }
}

function connectorView({ connector, types }: Offer, publicUrl: string): ConnectorView {
  const { key, name, element } = connector
  return {
    key,
    name,
    description: element.configDescription ?? element.description ?? '',
    logoUrl: `${publicUrl}/elements/api-v2/elements/provider_${key}.png`,
    authenticationTypes: [...types],
  }
}

/** A key that is a secret for one type of the connector is one for all. */
function shownFixed(connector: Connector | undefined, fixed: KeptValues): Record<string, string> {
  const entries = connector?.authenticationTypes.flatMap((type) => connector.entriesFor(type)) ?? []
  return Object.fromEntries(
    [...fixed].map(([key, value]) => {
      const named = entries.filter((entry) => entry.key === key)
      const entry = named.find((one) => isSecretKey(key, one)) ?? named[0]
      return [key, shown(key, value ?? '', entry)]
    }),
  )
}

function person(row: ConnectSessionRow) {
  return { ...maybe('email', row.end_user_email), ...maybe('displayName', row.end_user_name) }
}

/** The member, or none when there is nothing to say. */
function maybe<Name extends string, Value>(name: Name, value: Value | null) {
  return (value === null ? {} : { [name]: value }) as Partial<Record<Name, Value>>
}
