/** How instances and their configuration entries look in answers. */
import type { Connector } from '../catalog/connector.ts'
import { mask } from '../catalog/secret-entries.ts'
import { isOAuthType } from './authentication-type.ts'
import type { ConfigurationRow } from './configuration-store.ts'
import type { Credentials } from './credentials.ts'
import type { InstanceRecord } from './instance-record.ts'
import { isoSeconds } from './iso-seconds.ts'
import { shown } from './secret-keys.ts'

/** The connector of an instance in the short form. */
export interface ElementView {
  id: number
  name: string
  key: string
  description: string
  image: string
  active: boolean
  deleted: boolean
  /** Whether this instance was made by OAuth, not what the connector can do. */
  typeOauth: boolean
  trialAccount: boolean
  configDescription: string
  existingAccountDescription?: string
  signupURL?: string
  hub?: string
}

export interface InstanceView {
  id: number
  /** Ours: the account that it belongs to. */
  accountId: number
  name: string
  createdDate: string
  updatedDate: string
  /** `********` with `token=false`. */
  token: string
  element: ElementView
  elementId: number
  tags: string[]
  provisionInteractions: never[]
  valid: boolean
  disabled: boolean
  maxCacheSize: number
  cacheTimeToLive: number
  cachingEnabled: boolean
  /** Secrets as `********`; left out with `hydrate=false`. */
  configuration?: Record<string, string>
  eventsEnabled: boolean
  traceLoggingEnabled: boolean
  externalAuthentication: string
  user: { id: number; emailAddress: string; firstName: string; lastName: string }
  /** Ours: `connected`, or `reauth_required` when the vendor refused the credentials. */
  state: 'connected' | 'reauth_required'
  /** Why it must be authenticated again. */
  stateReason?: string
  /** Only when asked for at creation. */
  objects?: { name: string; vendorName: string; type: string }[]
}

export interface ConfigurationView {
  id: number
  key: string
  name: string
  propertyValue: string
  type: string
  required: boolean
  hideFromConsole: boolean
  active: boolean
  description: string
}

export interface ViewOptions {
  /** `false` leaves the configuration out. */
  readonly hydrate?: boolean | undefined
  /** `false` shows `********` in the place of the token. Ours. */
  readonly token?: boolean | undefined
}

export function instanceView(
  record: InstanceRecord,
  credentials: Credentials,
  { hydrate = true, token = true }: ViewOptions = {},
): InstanceView {
  const { row, values } = record
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    createdDate: isoSeconds(row.created_at),
    updatedDate: isoSeconds(row.updated_at),
    token: token ? credentials.openToken(row.organization_id, row.id, row.token_sealed) : mask,
    element: elementView(record),
    elementId: row.connector_id,
    tags: row.tags,
    provisionInteractions: [],
    valid: row.valid,
    disabled: row.disabled,
    maxCacheSize: row.max_cache_size,
    cacheTimeToLive: row.cache_time_to_live,
    cachingEnabled: row.caching_enabled,
    ...(hydrate ? { configuration: configurationMap(record) } : {}),
    eventsEnabled: values['event.notification.enabled'] === 'true',
    traceLoggingEnabled: (row.trace_ms_left ?? 0) > 0,
    externalAuthentication: row.external_authentication,
    user: {
      id: row.user_id,
      emailAddress: row.user_email,
      firstName: row.user_first_name,
      lastName: row.user_last_name,
    },
    state: row.state,
    ...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
  }
}

function elementView({ row, connector }: InstanceRecord): ElementView {
  const element: Partial<Connector['element']> = connector?.element ?? {}
  return {
    id: row.connector_id,
    name: connector?.name ?? row.connector_key,
    key: row.connector_key,
    description: element.description ?? '',
    image: element.image ?? `elements/provider_${row.connector_key}.png`,
    active: connector !== undefined && element.active !== false,
    deleted: connector === undefined || element.deleted === true,
    typeOauth: isOAuthType(row.authentication_type),
    trialAccount: element.trialAccount ?? false,
    configDescription: element.configDescription ?? '',
    ...(element.existingAccountDescription === undefined
      ? {}
      : { existingAccountDescription: element.existingAccountDescription }),
    ...(element.signupURL === undefined ? {} : { signupURL: element.signupURL }),
    ...(connector === undefined ? {} : { hub: connector.hub }),
  }
}

/** Every key with a value in force, secrets masked. */
function configurationMap({ values, entries }: InstanceRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, shown(key, value, entries.get(key))]),
  )
}

/** One entry as the configuration routes answer it. */
export function configurationView(
  record: InstanceRecord,
  row: ConfigurationRow,
): ConfigurationView {
  const entry = record.entries.get(row.key)
  return {
    id: row.id,
    key: row.key,
    name: entry?.name ?? row.key,
    propertyValue: shown(row.key, record.values[row.key] ?? '', entry),
    type: entry?.type ?? 'TEXTFIELD_1000',
    required: entry?.required ?? false,
    hideFromConsole: entry?.hideFromConsole ?? false,
    active: entry?.active ?? true,
    description: entry?.description ?? '',
  }
}
