/** Which configuration values are secrets: sealed at rest, shown as `********`. */
import type { ConfigEntry } from '../catalog/element.ts'
import { isSecretEntry, mask } from '../catalog/secret-entries.ts'
import type { InstanceRecord } from './instance-record.ts'

/** Masked although no definition needs to call it a password: old answers hide the client id too. */
const alwaysMasked: ReadonlySet<string> = new Set(['oauth.api.key'])

/** Keys that no definition describes are judged by their last word. */
const secretSounding = /(?:^|[._-])(?:password|secret|token|api_?key|access_?key|private_?key)$/i

/** True when values under `key` are secrets; `entry` is what the definition says about the key, if anything. */
export function isSecretKey(key: string, entry: ConfigEntry | undefined): boolean {
  if (isSecretEntry(entry ?? { key }) || alwaysMasked.has(key)) return true
  return entry === undefined && secretSounding.test(key)
}

/** The secrets among the values in force. */
export function secretValues(
  values: Readonly<Record<string, string>>,
  entries: ReadonlyMap<string, ConfigEntry>,
): string[] {
  return Object.entries(values)
    .filter(([key, value]) => value !== '' && isSecretKey(key, entries.get(key)))
    .map(([, value]) => value)
}

/** A value as answers show it. */
export function shown(key: string, value: string, entry: ConfigEntry | undefined): string {
  return isSecretKey(key, entry) && value !== '' ? mask : value
}

/** The kept secrets in one text, to see whether they are still the same. */
export function secretsOf(
  { entries }: Pick<InstanceRecord, 'entries'>,
  kept: ReadonlyMap<string, string | null>,
): string {
  const secrets = [...kept].filter(
    ([key, value]) => value !== null && isSecretKey(key, entries.get(key)),
  )
  return JSON.stringify(secrets.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
