import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { SwaggerDocument } from '../catalog/documents/document-shape.ts'
import { typescriptClient } from '../catalog/documents/typescript-client.ts'
import { isJsonObject } from '../core/json.ts'

/**
 * `hubwright client`: reads a document, such as `GET /instances/{id}/docs` answers it, and answers the source of a
 * client for it. Throws a sentence for people when it is something else.
 */
export async function makeClient(input: Readable & { isTTY?: boolean }): Promise<string> {
  // Somebody who types nothing would wait for ever.
  const document = input.isTTY === true ? undefined : parsed(await text(input))
  if (isSwagger(document)) return typescriptClient(document)
  throw new Error(
    'Send a Swagger 2.0 document: curl -s "$HUBWRIGHT_URL/instances/<id>/docs" -H "Authorization: …" | hubwright client > client.ts',
  )
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document) as unknown
  } catch {
    return undefined
  }
}

function isSwagger(value: unknown): value is SwaggerDocument {
  return (
    isJsonObject(value) &&
    value['swagger'] === '2.0' &&
    isJsonObject(value['paths']) &&
    isJsonObject(value['definitions']) &&
    isJsonObject(value['info']) &&
    Array.isArray(value['schemes']) &&
    Object.values(value['paths']).every(isPath)
  )
}

function isPath(methods: unknown): boolean {
  return (
    isJsonObject(methods) &&
    Object.values(methods).every(
      (operation) =>
        isJsonObject(operation) &&
        typeof operation['operationId'] === 'string' &&
        Array.isArray(operation['parameters']) &&
        operation['parameters'].every(isJsonObject) &&
        isJsonObject(operation['responses']),
    )
  )
}
