import { authenticationTypesOf } from './authentication-types.ts'
import { commonEntries, entriesOfAuthenticationType, eventEntries } from './default-entries.ts'
import type { Element } from './element.ts'

/** Every configuration key that an instance can have: the definition's own and those completed for it. */
export function configurationKeysOf(element: Element): ReadonlySet<string> {
  return new Set([
    ...(element.configuration ?? []).map((entry) => entry.key),
    ...commonEntries.map((entry) => entry.key),
    ...(element.hubwright?.events === undefined ? [] : eventEntries).map((entry) => entry.key),
    ...authenticationTypesOf(element).flatMap((type) =>
      entriesOfAuthenticationType(type).map((entry) => entry.key),
    ),
  ])
}
