/** A checked definition becomes a whole one: defaults, ids, addresses; then it is frozen. */
import { appliesTo, authenticationTypesOf } from './authentication-types.ts'
import { commonEntries, entriesOfAuthenticationType, eventEntries } from './default-entries.ts'
import {
  systemAccountId,
  type ConfigEntry,
  type Element,
  type Parameter,
  type Resource,
} from './element.ts'
import type { AddressesInForce } from './origins.ts'
import { withoutHub } from './resource-path.ts'
import { stableId, stableNumbering } from './stable-id.ts'

/** Hub of definitions that name none. */
const generalHub = 'general'

/** The key that a definition gets which names none: its name, letters and digits only. */
export function keyOf(element: Pick<Element, 'key' | 'name'>): string {
  return element.key ?? element.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** What the loader decides about an element; `id` undefined = one that is computed from the key. */
export interface CompletionFacts extends AddressesInForce {
  readonly id: number | undefined
  readonly builtIn: boolean
}

/** Answers the whole element, deeply frozen; ids in the document of a stranger are ignored. */
export function completeDefinition(element: Element, facts: CompletionFacts): Element {
  const key = keyOf(element)
  const type = element.authentication.type
  const completed: Element = {
    ...element,
    id: facts.id ?? stableId(key),
    key,
    hub: element.hub === undefined || element.hub === '' ? generalHub : element.hub,
    image: pictureOf(element, key, facts.builtIn),
    active: element.active ?? true,
    deleted: element.deleted ?? false,
    typeOauth: type === 'oauth2' || type === 'oauth1',
    trialAccount: element.trialAccount ?? false,
    protocolType: element.protocolType ?? 'http',
    private: element.private ?? false,
    beta: element.beta ?? false,
    cloneable: element.cloneable ?? true,
    extendable: element.extendable ?? true,
    extended: false,
    configuration: completeEntries(element, key, facts),
    parameters: completeParameters(element.parameters ?? [], key, facts.origins),
    hooks: [],
    resources: completeResources(element.resources ?? [], key, facts.origins, type),
  }
  return deepFreeze(completed)
}

/** Strangers' pictures are kept when they are addresses a browser can load by itself. */
function pictureOf(element: Element, key: string, builtIn: boolean): string {
  const given = element.image
  const loadable = given !== undefined && /^(https:\/\/|data:image\/(png|jpeg|gif);)/.test(given)
  return !builtIn && loadable ? given : `elements/provider_${key}.png`
}

function completeEntries(element: Element, key: string, facts: CompletionFacts): ConfigEntry[] {
  const own = element.configuration ?? []
  const types = authenticationTypesOf(element)
  const brought = element.hubwright?.events === undefined ? [] : eventEntries
  const missing = [...commonEntries, ...brought].filter(
    ({ key: name }) => !own.some((entry) => entry.key === name),
  )
  const ofTypes = types.flatMap((type) =>
    entriesOfAuthenticationType(type)
      .filter((brought) => !own.some((e) => e.key === brought.key && appliesTo(e, type)))
      .map((brought) => (types.length > 1 ? { ...brought, groupName: type } : brought)),
  )
  const number = stableNumbering()
  return [...own, ...ofTypes, ...missing].map((entry, index) =>
    completeEntry(
      entry,
      index,
      element,
      facts,
      number(`${key} entry ${entry.groupName} ${entry.key}`),
    ),
  )
}

function completeEntry(
  entry: ConfigEntry,
  index: number,
  element: Element,
  facts: CompletionFacts,
  id: number,
): ConfigEntry {
  const value = defaultOf(entry, element, facts)
  return {
    ...entry,
    id,
    description: entry.description ?? entry.name,
    type: entry.type ?? 'TEXTFIELD_128',
    required: entry.required ?? false,
    hideFromConsole: entry.hideFromConsole ?? false,
    active: entry.active ?? true,
    internal: entry.internal ?? false,
    groupControl: entry.groupControl ?? false,
    displayOrder: entry.displayOrder ?? index + 1,
    ...(value === undefined ? {} : { defaultValue: value }),
  }
}

/** A definition that names no origins is moved by its base.url; one that names no base.url has its origin there. */
function defaultOf(
  entry: ConfigEntry,
  element: Element,
  facts: CompletionFacts,
): string | undefined {
  const named = element.hubwright?.origins !== undefined
  if (entry.key === 'base.url') {
    if (!named && facts.origins.inForce === 'environment') return facts.origins.api
    if (named && (entry.defaultValue ?? '') === '') return facts.origins.api
  }
  return entry.defaultValue === undefined ? undefined : inForce(entry.defaultValue, facts.origins)
}

function completeParameters(
  parameters: readonly Parameter[],
  place: string,
  origins: AddressesInForce['origins'],
): Parameter[] {
  const number = stableNumbering()
  return parameters.map((parameter) => {
    const { name, type, vendorName = '', vendorType, source = 'request' } = parameter
    return {
      ...parameter,
      id: number(`${place} parameter ${source} ${type} ${name} ${vendorType} ${vendorName}`),
      name: type === 'value' ? inForce(name, origins) : name,
      source,
      required: type === 'path' ? true : (parameter.required ?? false),
    }
  })
}

/** Defaults, ids and addresses of resources; `key` is the connector's. */
export function completeResources(
  resources: readonly Resource[],
  key: string,
  origins: AddressesInForce['origins'],
  main: string,
): Resource[] {
  const number = stableNumbering()
  return resources.map((resource) => {
    const type = resource.type ?? 'api'
    const path = withoutHub(resource.path)
    const place = `${key} ${type} ${resource.method} ${path}${variantOf(resource, main)}`
    return {
      ...withoutEmptyWords(resource),
      id: number(place),
      ownerAccountId: systemAccountId,
      path,
      type,
      kind: resource.kind ?? 'eb',
      vendorPath: inForce(resource.vendorPath, origins),
      parameters: completeParameters(resource.parameters ?? [], place, origins),
      hooks: [],
    }
  })
}

/** A resource that is not for the default authentication type may have a twin on its route that is. */
function variantOf({ hubwright }: Resource, main: string): string {
  const types = hubwright?.authentication
  return types === undefined || types.includes(main) ? '' : ` for ${types.join()}`
}

/** Exports write "" for words that say nothing; inside the house they are absent. */
function withoutEmptyWords(resource: Resource): Resource {
  const words = new Set(['rootKey', 'nextResource', 'nextPageKey', 'paginationType', 'objectName'])
  const members = Object.entries(resource)
  return Object.fromEntries(members.filter(([k, v]) => !(v === '' && words.has(k)))) as Resource
}

function inForce(text: string, origins: AddressesInForce['origins']): string {
  return text.replaceAll('{origin.api}', origins.api).replaceAll('{origin.auth}', origins.auth)
}

/** The value itself, frozen through and through. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) deepFreeze(member)
  }
  return value
}
