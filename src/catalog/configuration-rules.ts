import type { ErrorDetail } from '../core/errors.ts'
import { appliesTo, authenticationTypesOf, groupControlOf } from './authentication-types.ts'
import { configurationKeysOf } from './configuration-keys.ts'
import type { Element } from './element.ts'
import { placeholdersOf } from './resource-path.ts'

/** Where the configuration entries of an element contradict each other. */
export function configurationRules(element: Element): readonly ErrorDetail[] {
  return [...duplicateRules(element), ...groupRules(element), ...placeholderRules(element)]
}

/** Within one authentication type a key has one meaning; two types may each have their own. */
function duplicateRules(element: Element): ErrorDetail[] {
  const entries = element.configuration ?? []
  const reported = new Set<number>()
  for (const type of authenticationTypesOf(element)) {
    const seen = new Set<string>()
    entries.forEach((entry, index) => {
      if (!appliesTo(entry, type)) return
      if (seen.has(entry.key)) reported.add(index)
      seen.add(entry.key)
    })
  }
  return [...reported].map((index) => ({
    path: `/configuration/${index}/key`,
    message: `appears twice for one authentication type: ${entries[index]?.key}`,
  }))
}

function groupRules(element: Element): ErrorDetail[] {
  const entries = element.configuration ?? []
  const control = groupControlOf(element)
  const options = control?.options?.map((option) => option.value) ?? []
  const errors: ErrorDetail[] = []
  entries.forEach((entry, index) => {
    const at = `/configuration/${index}`
    if (entry.groupControl === true && entry !== control) {
      errors.push({ path: `${at}/groupControl`, message: 'may be true for one entry only' })
    }
    if (entry.groupControl === true && (entry.options ?? []).length === 0) {
      errors.push({ path: `${at}/options`, message: 'must list the groups that can be chosen' })
    }
    if (entry.groupName === undefined || entry.groupName === '') return
    if (!options.includes(entry.groupName)) {
      const allowed =
        options.length === 0 ? 'there is no entry with groupControl' : options.join(', ')
      errors.push({ path: `${at}/groupName`, message: `must be one of the groups: ${allowed}` })
    }
  })
  if (control !== undefined && options.length > 0) {
    const first = control.defaultValue ?? element.authentication.type
    if (!options.includes(first)) {
      errors.push({
        path: `/configuration/${entries.indexOf(control)}/options`,
        message: `must hold the default authentication type ${first}`,
      })
    }
  }
  return errors
}

/** `{key}` in a default means another entry, or an origin of the vendor. */
function placeholderRules(element: Element): ErrorDetail[] {
  const keys = configurationKeysOf(element)
  return (element.configuration ?? []).flatMap((entry, index) =>
    !mayHoldPlaceholders(entry.key)
      ? []
      : placeholdersOf(entry.defaultValue ?? '')
          .filter((name) => !keys.has(name) && !isOrigin(element, name))
          .map((name) => ({
            path: `/configuration/${index}/defaultValue`,
            message: `{${name}} names no configuration entry${originHint(element, name)}`,
          })),
  )
}

/** Addresses only: other defaults may hold JSON, whose braces mean something else. */
function mayHoldPlaceholders(key: string): boolean {
  return key.endsWith('.url') || key.endsWith('_url')
}

function isOrigin(element: Element, name: string): boolean {
  return name.startsWith('origin.') && element.hubwright?.origins !== undefined
    ? name === 'origin.api' || name === 'origin.auth'
    : false
}

function originHint(element: Element, name: string): string {
  if (!name.startsWith('origin.')) return ''
  return element.hubwright?.origins === undefined
    ? ', and the definition has no hubwright.origins'
    : '; origins are {origin.api} and {origin.auth}'
}
