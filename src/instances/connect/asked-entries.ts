/** Which configuration entries the widget asks a person for. Pure. */
import type { Connector } from '../../catalog/connector.ts'
import type { ConfigEntry } from '../../catalog/element.ts'
import { groupControlOf } from '../../catalog/authentication-types.ts'
import { oauth2 } from '../authentication-type.ts'
import { isOAuthAddress } from '../configuration-values.ts'
import type { KeptValues } from '../configuration.ts'
import { isSecretKey } from '../secret-keys.ts'

/** One field of the widget's form. Prefilled values are never among them, nor any value that is stored. */
export interface AskedEntry {
  readonly key: string
  /** The label. */
  readonly name: string
  /** Help, as plain text. */
  readonly description: string
  /** As the definition types it: TEXTFIELD_32 … CODE_EDITOR. */
  readonly type: string
  readonly required: boolean
  /** Typed into a field that hides it. */
  readonly secret: boolean
  /** Best shown folded away: it may stay as it is. */
  readonly advanced: boolean
  /** In force when nothing is typed. */
  readonly defaultValue?: string
  readonly options?: { readonly value: string; readonly name: string }[]
}

/** Keys with a value already: fixed by the session, or kept by the instance that is authenticated again. */
export interface Known {
  readonly prefilled: KeptValues
  /** Undefined when a new instance is made. */
  readonly kept: KeptValues | undefined
}

/**
 * In the order of the form. Never asked: what the customer fixed, what is hidden or the platform's, addresses (secrets go
 * there), events and filters (the customer's matter), vendor apps, and what the vendor's consent answers by itself. In
 * reconnect mode secrets only, and what is required and missing; never the account.
 */
export function askedEntries(
  connector: Connector,
  authenticationType: string,
  known: Known,
): AskedEntry[] {
  const isAsked = askedOf(connector, authenticationType, known)
  return connector
    .entriesFor(authenticationType)
    .filter(isAsked)
    .toSorted((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0))
    .map(shownEntry)
}

function askedOf(connector: Connector, authenticationType: string, { prefilled, kept }: Known) {
  const control = groupControlOf(connector.element)?.key
  const accountKey = connector.element.hubwright?.accountKey
  const answered = new Set(
    authenticationType === oauth2
      ? Object.keys(connector.element.hubwright?.oauth?.answer ?? {})
      : [],
  )
  return (entry: ConfigEntry): boolean => {
    const { key } = entry
    if (entry.active === false || entry.internal === true || entry.hideFromConsole === true) {
      return false
    }
    if (key === control || prefilled.has(key) || answered.has(key)) return false
    if (key === 'base.url' || isOAuthAddress(key) || /^(?:event|filter)\./.test(key)) return false
    if (authenticationType === oauth2 && key.startsWith('oauth.')) return false
    if (kept === undefined) return true
    const lacks = (kept.get(key) ?? entry.defaultValue ?? '') === ''
    return key !== accountKey && (isSecretKey(key, entry) || (entry.required === true && lacks))
  }
}

function shownEntry(entry: ConfigEntry): AskedEntry {
  const { key, name, description = '', type = 'TEXTFIELD_1000', defaultValue, options } = entry
  const secret = isSecretKey(key, entry)
  const hasDefault = defaultValue !== undefined && defaultValue !== ''
  return {
    key,
    name,
    description,
    type,
    required: entry.required === true && !hasDefault,
    secret,
    advanced: hasDefault,
    ...(hasDefault && !secret ? { defaultValue } : {}),
    ...(options === undefined
      ? {}
      : { options: options.map((one) => ({ value: one.value, name: one.description })) }),
  }
}
