/**
 * The swagger 2.0 document of a connector: its documented resources, the operations every connector has, and the
 * models of both. Paths carry no hub. Always valid, whatever the definition holds.
 */
import type { Connector } from '../connector.ts'
import type { Parameter, Resource } from '../element.ts'
import { isJsonObject } from '../../core/json.ts'
import { routeOf } from '../account-overlay.ts'
import { documentedGenericResources, documentedResources } from '../objects.ts'
import { segmentsOf, shapeOf } from '../resource-path.ts'
import { builtInDefinitions, builtInPaths } from './built-ins.ts'
import { referenceTo, type Schema } from './clean-schema.ts'
import { definitionsOf, type Definitions } from './definitions.ts'
import type { DocumentOperation, DocumentPath, SwaggerDocument } from './document-shape.ts'
import { operationIdOf, uniqueNames } from './operation-id.ts'
import { parametersOf } from './parameters.ts'
import { responsesWith } from './responses.ts'

/** Where the operations of a document are called. */
export const basePath = '/elements/api-v2'

/**
 * @param baseUrl address of this server as clients see it, such as `https://connect.example.com`; only host and
 *   scheme are used
 * @param authenticationType shows what its instances have; without it the whole connector is shown
 */
export function connectorDocument(
  connector: Connector,
  baseUrl: string,
  authenticationType?: string,
): SwaggerDocument {
  const { element } = connector
  const info = {
    title: connector.key,
    description: element.description,
    version: 'api-v2',
    'x-element-id': connector.id,
    'x-element-key': connector.key,
    'x-element-name': connector.name,
    'x-element-hub': connector.hub,
  }
  const documented = {
    own: documentedResources(connector, authenticationType),
    generic: documentedGenericResources(connector, authenticationType),
  }
  return documentOf(info, documented, element.parameters ?? [], baseUrl)
}

/** The resources of a document, each route once; one of `own` is shown instead of a generic one of its route. */
export interface DocumentedResources {
  readonly own: readonly Resource[]
  readonly generic: readonly Resource[]
}

/** The document of resources, with the parameters that all of them have. */
export function documentOf(
  info: SwaggerDocument['info'],
  { own, generic }: DocumentedResources,
  shared: readonly Parameter[],
  baseUrl: string,
): SwaggerDocument {
  const routes = new Set(own.map(routeOf))
  const documented = [...own, ...generic.filter((resource) => !routes.has(routeOf(resource)))]
  const definitions = {
    ...builtInDefinitions,
    ...definitionsOf(generic),
    ...definitionsOf(own),
  }
  const paths = pathsOf(shared, documented, definitions)
  const { host, protocol } = new URL(baseUrl)
  return {
    swagger: '2.0',
    info,
    host,
    basePath,
    schemes: [protocol.replace(':', '')],
    tags: tagsOf(paths),
    paths,
    definitions: withReferenced(paths, definitions),
  }
}

function pathsOf(
  shared: readonly Parameter[],
  resources: readonly Resource[],
  definitions: Definitions,
): Readonly<Record<string, DocumentPath>> {
  const nameOf = uniqueNames()
  const spellings = new Map<string, string>()
  const paths: Record<string, Record<string, DocumentOperation>> = {}
  for (const resource of resources) {
    const shape = shapeOf(resource.path)
    const path = spellings.get(shape) ?? resource.path
    spellings.set(shape, path)
    const operation = operationOf(spelled(resource, path), shared, definitions, nameOf)
    paths[path] = { ...paths[path], [resource.method.toLowerCase()]: operation }
  }
  for (const [path, { get }] of Object.entries(builtInPaths)) {
    const spelling = spellings.get(shapeOf(path)) ?? path
    if (get !== undefined && paths[spelling]?.['get'] === undefined) {
      const built = { ...get, operationId: nameOf(get.operationId) }
      paths[spelling] = { ...paths[spelling], get: renamedVariables(built, path, spelling) }
    }
  }
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Swagger knows a path by its shape: `/x/{a}` and `/x/{b}` are one, so the first spelling is used for all methods. */
function spelled(resource: Resource, path: string): Resource {
  const renames = renamesFrom(resource.path, path)
  if (renames.size === 0) return resource
  const parameters = (resource.parameters ?? []).map((parameter) =>
    parameter.type === 'path'
      ? { ...parameter, name: renames.get(parameter.name) ?? parameter.name }
      : parameter,
  )
  return { ...resource, path, parameters, operationId: resource.operationId ?? idOf(resource) }
}

function renamedVariables(
  operation: DocumentOperation,
  from: string,
  to: string,
): DocumentOperation {
  const renames = renamesFrom(from, to)
  const parameters = operation.parameters.map((parameter) =>
    parameter.in === 'path'
      ? { ...parameter, name: renames.get(parameter.name) ?? parameter.name }
      : parameter,
  )
  return { ...operation, parameters }
}

function renamesFrom(from: string, to: string): ReadonlyMap<string, string> {
  const target = segmentsOf(to)
  const renames = new Map<string, string>()
  segmentsOf(from).forEach((segment, index) => {
    const other = target[index]
    if ('variable' in segment && other !== undefined && 'variable' in other) {
      if (segment.variable !== other.variable) renames.set(segment.variable, other.variable)
    }
  })
  return renames
}

function idOf(resource: Resource): string {
  return operationIdOf(resource.method, resource.path)
}

function operationOf(
  resource: Resource,
  shared: readonly Parameter[],
  definitions: Definitions,
  nameOf: (name: string) => string,
): DocumentOperation {
  const multipart = resource.parameters?.some((parameter) => parameter.type === 'multipart')
  const ownName = resource.operationId === '' ? undefined : resource.operationId
  return {
    operationId: nameOf(ownName ?? idOf(resource)),
    summary: resource.description ?? '',
    tags: [tagOf(resource.path)],
    ...(multipart === true ? { consumes: ['multipart/form-data'] } : {}),
    parameters: parametersOf(resource, shared),
    responses: responsesWith(answerSchema(resource, definitions)),
  }
}

function tagOf(path: string): string {
  return (path.split('/')[1] ?? '').replaceAll(/[{}]/g, '')
}

/** A model whose definition is a list answers a list; so does `<name>Object` where `<name>` itself is missing. */
function answerSchema(resource: Resource, definitions: Definitions): Schema | undefined {
  const name = resource.model?.name
  const models = resource.model?.swagger ?? {}
  if (resource.method === 'DELETE' || name === undefined || Object.keys(models).length === 0) {
    return undefined
  }
  if (!Object.hasOwn(models, name)) {
    const one = `${name}Object`
    return Object.hasOwn(models, one) ? { type: 'array', items: referenceTo(one) } : undefined
  }
  const definition = definitions[name]
  return definition?.['type'] === 'array' && isJsonObject(definition['items'])
    ? { type: 'array', items: definition['items'] }
    : referenceTo(name)
}

function tagsOf(paths: Readonly<Record<string, DocumentPath>>): readonly { name: string }[] {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const names = new Set(operations.flatMap((operation) => operation.tags))
  return [...names].sort().map((name) => ({ name }))
}

/** A body may name a model that no resource carries; it is shown as an open object. */
function withReferenced(
  paths: Readonly<Record<string, DocumentPath>>,
  definitions: Definitions,
): Definitions {
  const completed: Record<string, Schema> = { ...definitions }
  const text = JSON.stringify(paths)
  for (const [, name] of text.matchAll(/"#\/definitions\/([^"]+)"/g)) {
    if (name !== undefined && !Object.hasOwn(completed, name)) completed[name] = { type: 'object' }
  }
  return completed
}
