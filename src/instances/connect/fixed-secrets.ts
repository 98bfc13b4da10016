/**
 * The person in front of the widget is not the customer: what he types may not say where secrets go that the customer
 * fixed for the session. Pure.
 */
import type { Connector } from '../../catalog/connector.ts'
import { isOAuthAddress } from '../configuration-values.ts'
import { byKey, type KeptValues } from '../configuration.ts'
import { hostKeyOf } from '../secret-destinations.ts'
import { isSecretKey } from '../secret-keys.ts'

/** Keys that name a host to which fixed secrets would be sent and that the session does not fix. */
export function openDestinations(
  connector: Connector,
  types: readonly string[],
  fixed: KeptValues,
): readonly string[] {
  const open = types.flatMap((type) => {
    const entries = byKey(connector.entriesFor(type))
    const holdsSecret = [...fixed.keys()].some((key) => isSecretKey(key, entries.get(key)))
    if (!holdsSecret) return []
    return [...entries]
      .filter(([key]) => key === 'base.url' || isOAuthAddress(key))
      .flatMap(([key, entry]) => hostKeyOf(fixed.get(key) ?? entry.defaultValue ?? '') ?? [])
  })
  return [...new Set(open)].filter((key) => (fixed.get(key) ?? '') === '')
}
