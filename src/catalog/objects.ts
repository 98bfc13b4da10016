/** Names of a connector's objects, from the paths or the words of its resources. */
import type { Connector } from './connector.ts'
import type { Resource } from './element.ts'
import { builtInSegments, segmentsOf } from './resource-path.ts'

/** The object that a resource is about: `/orders/{id}/payments` is about `ordersPayments`. */
export function objectNameOf(resource: Resource): string | undefined {
  const named = resource.hubwright?.objectName ?? resource.objectName
  if (named !== undefined && named !== '') return named
  const words = segmentsOf(resource.path).flatMap((part) => ('word' in part ? [part.word] : []))
  const [first, ...others] = words
  if (first === undefined || builtInSegments.has(first)) return undefined
  return [first, ...others]
    .flatMap((word) => word.split('-'))
    .reduce((name, word) => name + upperFirst(word))
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/**
 * The resources that documents show, one for each route: those that an instance of the authentication type has.
 * Without a type it is the whole connector: of several for a route the one for its default type.
 */
export function documentedResources(
  connector: Connector,
  authenticationType?: string,
): readonly Resource[] {
  return (connector.element.resources ?? []).filter((resource) => {
    if (resource.type !== 'api') return false
    const types = resource.hubwright?.authentication
    if (types === undefined) return true
    if (authenticationType !== undefined) return types.includes(authenticationType)
    const words = segmentsOf(resource.path).map((part) => ('word' in part ? part.word : '{}'))
    return connector.findResource(resource.method, words)?.resource === resource
  })
}

/** The generic resources that documents show, like `documentedResources`. */
export function documentedGenericResources(
  connector: Connector,
  authenticationType?: string,
): readonly Resource[] {
  return connector.genericResources.filter(
    ({ hubwright }) =>
      authenticationType === undefined ||
      hubwright?.authentication?.includes(authenticationType) !== false,
  )
}

/** The resources that documents show for an object. */
export function resourcesOf(
  connector: Connector,
  objectName: string,
  authenticationType?: string,
): readonly Resource[] {
  return documentedResources(connector, authenticationType).filter(
    (resource) => objectNameOf(resource) === objectName,
  )
}

/** Names of the objects of a connector, or of its instances of an authentication type, in alphabetical order. */
export function objectsOf(connector: Connector, authenticationType?: string): readonly string[] {
  const names = documentedResources(connector, authenticationType).flatMap(
    (resource) => objectNameOf(resource) ?? [],
  )
  return [...new Set(names)].sort()
}
