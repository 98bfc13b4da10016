/** Documents and definitions with every reference replaced by what it refers to. */
import { referenceOf } from '../model-closure.ts'
import type { Schema } from './clean-schema.ts'
import type { Definitions } from './definitions.ts'
import type { DocumentOperation, SwaggerDocument } from './document-shape.ts'
import { mapSubschemas, mapValues } from './walk-schema.ts'

/** Nested deeper than this, a definition is shown as an open object: what it holds could grow without end. */
const deepest = 12
/** Schemas that one document may come to: ten models that each name the next ten times are ten thousand million. */
const mostSchemas = 100_000

/** How many schemas may still be written. */
interface Room {
  left: number
}

/** Each definition in full. One that contains itself is an open object where it does. */
export function resolvedDefinitions(definitions: Definitions): Definitions {
  const room = { left: mostSchemas }
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [
      name,
      resolved(schema, definitions, [name], room),
    ]),
  )
}

/** The document without `$ref` and therefore without definitions. */
export function resolvedDocument(document: SwaggerDocument): SwaggerDocument {
  const { definitions } = document
  const room = { left: mostSchemas }
  const inFull = (schema: Schema) => resolved(schema, definitions, [], room)
  const operationInFull = (operation: DocumentOperation): DocumentOperation => ({
    ...operation,
    parameters: operation.parameters.map((parameter) =>
      parameter.schema === undefined
        ? parameter
        : { ...parameter, schema: inFull(parameter.schema) },
    ),
    responses: mapValues(operation.responses, (response) =>
      response.schema === undefined ? response : { ...response, schema: inFull(response.schema) },
    ),
  })
  return {
    ...document,
    paths: mapValues(document.paths, (methods) => mapValues(methods, operationInFull)),
    definitions: {},
  }
}

function resolved(
  schema: Schema,
  definitions: Definitions,
  inside: readonly string[],
  room: Room,
): Schema {
  room.left -= 1
  if (room.left < 0) return { type: 'object' }
  const name = referenceOf(schema)
  if (name === undefined) {
    return mapSubschemas(schema, (part) => resolved(part, definitions, inside, room))
  }
  const target = definitions[name]
  if (target === undefined || inside.includes(name) || inside.length >= deepest) {
    return { type: 'object' }
  }
  return resolved(target, definitions, [...inside, name], room)
}
