/**
 * What a definition must keep beyond the shape of its parts. Each rule is a function from the element to the
 * places where it is broken; all of them are asked, so that an author sees everything at once.
 */
import type { ErrorDetail } from '../core/errors.ts'
import { authenticationTypesOf } from './authentication-types.ts'
import { configurationKeysOf } from './configuration-keys.ts'
import { configurationRules } from './configuration-rules.ts'
import { isCallable, type Element, type Resource } from './element.ts'
import { extensionRules } from './extension-rules.ts'
import { placeholdersOf, segmentsOf, shapeOf, withoutHub } from './resource-path.ts'
import { reservedKeyRules } from './reserved-keys.ts'
import { isRootKey } from './root-key.ts'
import { webhookRules } from './webhook-rules.ts'

const longestChain = 5
const hubKey = /^[a-z0-9][a-z0-9-]*$/
/** Path segments that the hub answers itself, whatever the connector says. */
const reservedSegments: ReadonlySet<string> = new Set(['proxy'])

/** Places where the element breaks a rule; paths are JSON pointers into it. */
export function definitionRules(element: Element): readonly ErrorDetail[] {
  return [
    ...cardRules(element),
    ...configurationRules(element),
    ...reservedKeyRules(element),
    ...webhookRules(element),
    ...scriptRules(element),
    ...unsupportedRules(element),
    ...resourceRules(element),
    ...extensionRules(element, authenticationTypesOf(element)),
  ]
}

function cardRules(element: Element): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  if (element.hub !== undefined && element.hub !== '' && !hubKey.test(element.hub)) {
    errors.push({
      path: '/hub',
      message: 'must begin with a lower-case letter or digit and hold only these and dashes',
    })
  }
  if (element.key !== undefined && /^\d+$/.test(element.key)) {
    errors.push({ path: '/key', message: 'must hold a letter: digits alone are read as an id' })
  }
  return errors
}

/** Scripts of strangers run in the script runner only, which this release does not have. */
function scriptRules(element: Element): ErrorDetail[] {
  const message =
    'holds a script, and this release cannot run scripts of definitions: leave it out, or describe the call with parameters'
  const errors: ErrorDetail[] = []
  element.hooks?.forEach((_, index) => errors.push({ path: `/hooks/${index}`, message }))
  element.resources?.forEach((resource, at) =>
    resource.hooks?.forEach((_, index) =>
      errors.push({ path: `/resources/${at}/hooks/${index}`, message }),
    ),
  )
  return errors
}

function resourceRules(element: Element): ErrorDetail[] {
  const resources = element.resources ?? []
  const keys = configurationKeysOf(element)
  return [
    ...duplicateRules(resources),
    ...resources.flatMap((resource, index) => [
      ...pathRules(element, keys, resource, `/resources/${index}`),
      ...chainRules(resources, resource, `/resources/${index}`),
    ]),
    ...(element.parameters ?? []).flatMap((parameter, index) =>
      parameterRules(parameter, keys, `/parameters/${index}`),
    ),
  ]
}

/** What the words allow and this release does not do: refused when read, rather than silently left out later. */
const unsupportedResourceTypes: Partial<Record<NonNullable<Resource['type']>, string>> = {
  formulaAsResource: 'runs a formula',
  oauthOnTokenExchange: 'replaces the standard exchange of OAuth 2.0',
  oauthOnTokenRefresh: 'replaces the standard refresh of OAuth 2.0',
  oauthOnTokenRequest: 'belongs to OAuth 1.0',
  oauth1OnTokenRequest: 'belongs to OAuth 1.0',
  oauth2Password: 'belongs to the password grant',
}
const unsupportedAuthentication: ReadonlySet<string> = new Set([
  'oauth1',
  'oauth2Password',
  'awsv2',
  'awsv4',
])

function unsupportedRules(element: Element): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  if (unsupportedAuthentication.has(element.authentication.type)) {
    errors.push({
      path: '/authentication/type',
      message: `${element.authentication.type} is not supported by this release: use oauth2, basic or custom`,
    })
  }
  for (const [index, { type }] of (element.resources ?? []).entries()) {
    const why = type === undefined ? undefined : unsupportedResourceTypes[type]
    if (why === undefined) continue
    errors.push({
      path: `/resources/${index}/type`,
      message: `${why}, which this release cannot do yet: leave the resource out`,
    })
  }
  return errors
}

function duplicateRules(resources: readonly Resource[]): ErrorDetail[] {
  const seen = new Map<string, number[]>()
  const errors: ErrorDetail[] = []
  for (const [index, resource] of resources.entries()) {
    if (!isCallable(resource)) continue
    const route = `${resource.method} ${shapeOf(withoutHub(resource.path))}`
    const others = seen.get(route) ?? []
    const first = others.find((other) => shareAType(resources[other], resource))
    if (first !== undefined) {
      errors.push({
        path: `/resources/${index}/path`,
        message: `is the same route as /resources/${first}: ${resource.method} ${resource.path}`,
      })
    }
    seen.set(route, [...others, index])
  }
  return errors
}

/** Whether an instance could mean both; a resource without a list is for all authentication types. */
function shareAType(one: Resource | undefined, other: Resource): boolean {
  const [types, otherTypes] = [one?.hubwright?.authentication, other.hubwright?.authentication]
  if (types === undefined || otherTypes === undefined) return true
  return types.some((type) => otherTypes.includes(type))
}

function pathRules(
  element: Element,
  keys: ReadonlySet<string>,
  resource: Resource,
  at: string,
): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  const segments = segmentsOf(withoutHub(resource.path))
  const first = segments[0]
  if (first !== undefined && 'word' in first && reservedSegments.has(first.word)) {
    errors.push({
      path: `${at}/path`,
      message: `may not begin with /${first.word}: it is reserved`,
    })
  }
  if (segments.some((segment) => 'word' in segment && /[{}?#]/.test(segment.word))) {
    errors.push({
      path: `${at}/path`,
      message: 'may hold variables only as whole segments, such as /orders/{id}, and no query',
    })
  }
  const variables = segments.flatMap((segment) => ('variable' in segment ? segment.variable : []))
  const twice = variables.find((name, index) => variables.indexOf(name) !== index)
  if (twice !== undefined) {
    errors.push({ path: `${at}/path`, message: `holds the variable {${twice}} twice` })
  }
  const parameters = [...(element.parameters ?? []), ...(resource.parameters ?? [])]
  const fed = new Set(
    parameters
      .filter((parameter) => parameter.vendorType === 'path' && parameter.source !== 'response')
      .map((parameter) => parameter.vendorName ?? parameter.name),
  )
  for (const name of placeholdersOf(resource.vendorPath)) {
    if (fed.has(name) || keys.has(name) || isOrigin(element, name)) continue
    errors.push({
      path: `${at}/vendorPath`,
      message: `{${name}} is fed by no path parameter and by no configuration entry`,
    })
  }
  if (resource.rootKey !== undefined && !isRootKey(resource.rootKey)) {
    errors.push({
      path: `${at}/rootKey`,
      message:
        'must be "response", "request|response", "request|" or "|response", such as |data.items',
    })
  }
  resource.parameters?.forEach((parameter, index) =>
    errors.push(...parameterRules(parameter, keys, `${at}/parameters/${index}`)),
  )
  return errors
}

function isOrigin(element: Element, name: string): boolean {
  return (
    element.hubwright?.origins !== undefined && (name === 'origin.api' || name === 'origin.auth')
  )
}

function parameterRules(
  parameter: NonNullable<Resource['parameters']>[number],
  keys: ReadonlySet<string>,
  at: string,
): ErrorDetail[] {
  if (parameter.type !== 'configuration' || parameter.source === 'response') return []
  return keys.has(parameter.name)
    ? []
    : [{ path: `${at}/name`, message: `names no configuration entry: ${parameter.name}` }]
}

/** `nextResource` must lead somewhere, and to an end. */
function chainRules(resources: readonly Resource[], resource: Resource, at: string): ErrorDetail[] {
  const path = `${at}/nextResource`
  let current = resource
  for (let links = 0; (current.nextResource ?? '') !== ''; links += 1) {
    if (links >= longestChain) {
      return [{ path, message: `leads through more than ${longestChain} resources` }]
    }
    const name = current.nextResource ?? ''
    const next = resources.find((candidate) => isNamed(candidate, name))
    if (next === undefined) {
      const message = `must name a resource as METHOD:/path; there is none for ${name}`
      return current === resource ? [{ path, message }] : []
    }
    current = next
  }
  return []
}

function isNamed(resource: Resource, name: string): boolean {
  const colon = name.indexOf(':')
  return (
    resource.method === name.slice(0, colon) &&
    shapeOf(withoutHub(resource.path)) === shapeOf(withoutHub(name.slice(colon + 1)))
  )
}
