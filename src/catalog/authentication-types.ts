import type { ConfigEntry, Element } from './element.ts'

/** The entry by which an instance chooses its authentication type, when the connector has several. */
export function groupControlOf(element: Element): ConfigEntry | undefined {
  return element.configuration?.find((entry) => entry.groupControl === true)
}

/** Supported types, the default first. One type when no entry controls groups. */
export function authenticationTypesOf(element: Element): readonly string[] {
  const control = groupControlOf(element)
  const first = control?.defaultValue ?? element.authentication.type
  return [...new Set([first, ...(control?.options ?? []).map((option) => option.value)])]
}

/** True when the entry is for every type, or for this one. */
export function appliesTo(entry: ConfigEntry, authenticationType: string): boolean {
  return (
    entry.groupName === undefined ||
    entry.groupName === '' ||
    entry.groupName === authenticationType
  )
}
