/** A connector's own document, read over HTTP and sorted into the collections that a client sees. */
import type { ConfigEntry, Resource } from '../../../src/catalog/element.ts'
import { isCallable } from '../../../src/catalog/element.ts'
import { objectNameOf } from '../../../src/catalog/objects.ts'
import { segmentsOf, withoutHub } from '../../../src/catalog/resource-path.ts'
import type { Answer, Platform } from '../start-platform.ts'

/** Records that stand under one path, and what can be done with them. */
export interface Collection {
  /** `/orders/{orderId}/payments`; names the first segment where example data did. */
  readonly path: string
  readonly list: Resource | undefined
  /** A GET of this very path that is no list. */
  readonly single: Resource | undefined
  /** Other methods of this very path. */
  readonly own: Readonly<Partial<Record<Resource['method'], Resource>>>
  /** Methods of one record, below a variable. */
  readonly record: Readonly<Partial<Record<Resource['method'], Resource>>>
}

export interface Definition {
  readonly hub: string
  readonly authenticationTypes: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
  collectionsFor(authenticationType: string): readonly Collection[]
  /** Most records that a page of this list may hold, as the definition promises. */
  largestPage(authenticationType: string, list: Resource): number
}

interface ShownElement {
  readonly hub: string
  readonly authenticationTypes: readonly string[]
  readonly configuration: readonly ConfigEntry[]
  readonly resources: readonly Resource[]
}

const largestOfAll = 5000

export async function readDefinition(
  platform: Platform,
  key: string,
  values: Readonly<Record<string, string>>,
): Promise<Definition> {
  const element = bodyOf(await platform.request('GET', `/elements/${key}`)) as ShownElement
  const metadata = await platform.request('GET', `/elements/${key}/metadata?expand=true`)
  const resources = element.resources
    .filter(isCallable)
    .flatMap((resource) => named({ ...resource, path: withoutHub(resource.path) }, values))
  return {
    hub: element.hub,
    authenticationTypes: element.authenticationTypes,
    metadata: bodyOf(metadata) as Record<string, unknown>,
    collectionsFor: (type) =>
      collectionsOf(
        resources.filter(({ hubwright }) => hubwright?.authentication?.includes(type) !== false),
      ),
    largestPage(type, list) {
      if (list.paginationType === 'VENDOR_NOT_SUPPORTED') return largestOfAll
      const limit = list.hubwright?.maxPageSize ?? configuredLimit(element, type, list)
      return Math.min(limit ?? largestOfAll, largestOfAll)
    },
  }
}

function bodyOf(answer: Answer): unknown {
  if (answer.status === 200) return answer.body
  throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
}

/** A path that begins with a variable stands for any number of objects: only a named one can be tried. */
export function named(resource: Resource, values: Readonly<Record<string, string>>): Resource[] {
  const [first] = segmentsOf(resource.path)
  if (first === undefined || 'word' in first) return [resource]
  const value = values[`/{${first.variable}}`]
  if (value === undefined) return []
  return [{ ...resource, path: resource.path.replace(`{${first.variable}}`, value) }]
}

export function collectionsOf(resources: readonly Resource[]): Collection[] {
  const found = new Map<string, Mutable>()
  for (const resource of resources) {
    const isRecord = /\/\{[^/]+\}$/.test(resource.path)
    const path = isRecord ? resource.path.replace(/\/[^/]+$/, '') : resource.path
    const collection = found.get(path) ?? {
      path,
      list: undefined,
      single: undefined,
      own: {},
      record: {},
    }
    found.set(path, collection)
    if (isRecord) collection.record[resource.method] ??= resource
    else if (resource.method !== 'GET') collection.own[resource.method] ??= resource
    else if (isList(resource)) collection.list ??= resource
    else collection.single ??= resource
  }
  return [...found.values()].sort((left, right) => (left.path < right.path ? -1 : 1))
}

type Mutable = {
  -readonly [Name in keyof Collection]: Name extends 'own' | 'record'
    ? Partial<Record<Resource['method'], Resource>>
    : Collection[Name]
}

function isList({ parameters }: Resource): boolean {
  return (
    parameters?.some(
      ({ type, name }) => type === 'query' && (name === 'page' || name === 'nextPage'),
    ) === true
  )
}

/** `pagination.max` is a number, or a JSON map by object name. */
function configuredLimit(
  { configuration }: ShownElement,
  type: string,
  list: Resource,
): number | undefined {
  const entry = configuration.find(
    ({ key, groupName }) =>
      key === 'pagination.max' && (groupName === undefined || groupName === type),
  )
  const value: unknown = JSON.parse(entry?.defaultValue ?? 'null')
  if (typeof value === 'number') return value
  const map = (value ?? {}) as Record<string, number>
  return map[objectNameOf(list) ?? ''] ?? map['default']
}
