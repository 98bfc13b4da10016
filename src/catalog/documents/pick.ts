/** Parts of a document: one operation, or the operations of one object, with the models they need. */
import type { Connector } from '../connector.ts'
import { objectNameOf } from '../objects.ts'
import { referencesIn } from '../model-closure.ts'
import type { Schema } from './clean-schema.ts'
import type { Definitions } from './definitions.ts'
import type { DocumentOperation, SwaggerDocument } from './document-shape.ts'

/**
 * The document with one operation in it, named by its operationId or as `GET-orders-{id}`, where braces may be
 * left out. Undefined when there is none.
 */
export function onlyOperation(document: SwaggerDocument, id: string): SwaggerDocument | undefined {
  return onlyWhere(
    document,
    (operation, method, path) => operation.operationId === id || isPathForm(id, method, path),
  )
}

/** The document with the operations on one object; undefined when nothing is called so. */
export function onlyObject(
  document: SwaggerDocument,
  connector: Connector,
  objectName: string,
): SwaggerDocument | undefined {
  const routes = new Set(
    (connector.element.resources ?? [])
      .filter((resource) => objectNameOf(resource) === objectName)
      .map((resource) => `${resource.method} ${shapeWithoutNames(resource.path)}`),
  )
  return onlyWhere(document, (_, method, path) =>
    routes.has(`${method} ${shapeWithoutNames(path)}`),
  )
}

function onlyWhere(
  document: SwaggerDocument,
  wanted: (operation: DocumentOperation, method: string, path: string) => boolean,
): SwaggerDocument | undefined {
  const paths = Object.entries(document.paths).flatMap(([path, methods]) => {
    const kept = Object.entries(methods).filter(([method, operation]) =>
      wanted(operation, method.toUpperCase(), path),
    )
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const]
  })
  if (paths.length === 0) return undefined
  const tags = new Set(paths.flatMap(([, ms]) => Object.values(ms).flatMap((o) => o.tags)))
  return {
    ...document,
    tags: document.tags.filter(({ name }) => tags.has(name)),
    paths: Object.fromEntries(paths),
    definitions: needed(
      paths.flatMap(([, methods]) => Object.values(methods)),
      document.definitions,
    ),
  }
}

function isPathForm(id: string, method: string, path: string): boolean {
  const form = `${method}-${path.slice(1).replaceAll('/', '-')}`
  return id === form || id === form.replaceAll(/[{}]/g, '')
}

function shapeWithoutNames(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}')
}

function needed(
  operations: readonly DocumentOperation[],
  definitions: Definitions,
): Record<string, Schema> {
  const kept: Record<string, Schema> = {}
  const waiting = operations.flatMap((operation) => [
    ...operation.parameters.flatMap(({ schema }) => referencesIn(schema)),
    ...Object.values(operation.responses).flatMap(({ schema }) => referencesIn(schema)),
  ])
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const schema = definitions[name]
    if (schema === undefined || Object.hasOwn(kept, name)) continue
    kept[name] = schema
    waiting.push(...referencesIn(schema))
  }
  return kept
}
