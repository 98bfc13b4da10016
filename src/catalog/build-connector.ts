import { appliesTo, authenticationTypesOf } from './authentication-types.ts'
import { completeDefinition, completeResources, deepFreeze, keyOf } from './complete-definition.ts'
import type { Connector } from './connector.ts'
import type { ReadDefinition } from './definition-file.ts'
import { isCallable, type ConfigEntry, type Element, type Resource } from './element.ts'
import { genericResourcesOf, withGenericBehind } from './generic-resources.ts'
import { addressesInForce, type VendorOverride } from './origins.ts'
import { indexResources } from './resource-index.ts'

/** Makes a definition ready to be called. Everything that a hub call asks is computed here, once. */
export function buildConnector(
  definition: ReadDefinition & { element: Element },
  override: VendorOverride | undefined,
  sandboxUrl: string | undefined,
): Connector {
  const key = keyOf(definition.element)
  const addresses = addressesInForce(definition.element, key, override, sandboxUrl)
  const builtIn = definition.source === 'built-in'
  const id = builtIn ? definition.element.id : undefined
  const element = completeDefinition(definition.element, { ...addresses, id, builtIn })
  const types = Object.freeze(authenticationTypesOf(element))
  const generic = genericResourcesOf(element.hubwright?.generic)
  const genericResources = deepFreeze(
    completeResources(generic, key, addresses.origins, element.authentication.type),
  )
  const entries = new Map(types.map((type) => [type, entriesOf(element, type)]))
  return Object.freeze({
    id: element.id ?? 0,
    key,
    name: element.name,
    hub: element.hub ?? '',
    definition: definition.element,
    hooks: definition.hooks,
    source: definition.source,
    logoFile: definition.logoFile,
    abilities: definition.abilities,
    ...addresses,
    authenticationTypes: types,
    entriesFor: (type: string) => entries.get(type) ?? entriesOf(element, type),
    genericResources,
    ...withIndex(element, genericResources),
  })
}

/** The same connector with other resources; `element` is complete and frozen. */
export function withElement(connector: Connector, element: Element): Connector {
  return Object.freeze({ ...connector, ...withIndex(element, connector.genericResources) })
}

type Indexed = Pick<Connector, 'element' | 'findResource' | 'methodsAt' | 'lifecycleResources'>

/** What depends on the resources. */
function withIndex(element: Element, generic: readonly Resource[]): Indexed {
  const resources = element.resources ?? []
  const [mainType] = authenticationTypesOf(element)
  const own = indexResources(defaultFirst(resources.filter(isCallable), mainType))
  const index = generic.length === 0 ? own : withGenericBehind(own, indexResources(generic))
  const lifecycle = new Map<string, Resource[]>()
  for (const resource of resources) {
    const type = resource.type ?? 'api'
    lifecycle.set(type, [...(lifecycle.get(type) ?? []), resource])
  }
  return {
    element,
    findResource: index.find,
    methodsAt: index.methodsAt,
    lifecycleResources: (type) => lifecycle.get(type) ?? [],
  }
}

/** What serves the default authentication type stands in front of its variants for others. */
function defaultFirst(
  resources: readonly Resource[],
  type: string | undefined,
): readonly Resource[] {
  const isDefault = ({ hubwright }: Resource): boolean =>
    type === undefined || hubwright?.authentication?.includes(type) !== false
  return [...resources.filter(isDefault), ...resources.filter((one) => !isDefault(one))]
}

function entriesOf(element: Element, authenticationType: string): readonly ConfigEntry[] {
  return Object.freeze(
    (element.configuration ?? []).filter((entry) => appliesTo(entry, authenticationType)),
  )
}
