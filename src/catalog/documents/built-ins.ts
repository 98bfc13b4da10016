/** Operations that every connector has without defining them, and the models of their answers. */
import type { Definitions } from './definitions.ts'
import type { DocumentOperation, DocumentParameter, DocumentPath } from './document-shape.ts'
import { referenceTo, type Schema } from './clean-schema.ts'
import { operationIdOf } from './operation-id.ts'
import { authorizationParameter } from './parameters.ts'
import { responsesWith } from './responses.ts'

const objectName: DocumentParameter = {
  name: 'objectName',
  in: 'path',
  description: 'Name of an object, as GET /objects lists them',
  required: true,
  type: 'string',
}

const text: Schema = { type: 'string' }
const flag: Schema = { type: 'boolean' }

function operation(
  path: string,
  summary: string,
  parameters: readonly DocumentParameter[],
  schema: Schema,
): DocumentOperation {
  return {
    operationId: operationIdOf('GET', path),
    summary,
    tags: [path.split('/')[1] ?? ''],
    parameters: [authorizationParameter, ...parameters],
    responses: responsesWith(schema),
  }
}

function get(
  path: string,
  summary: string,
  parameters: readonly DocumentParameter[],
  schema: Schema,
): readonly [string, DocumentPath] {
  return [path, { get: operation(path, summary, parameters, schema) }]
}

/** By path; a resource of the connector with the same method and path wins. */
export const builtInPaths: Readonly<Record<string, DocumentPath>> = Object.fromEntries([
  get(
    '/ping',
    'Check that the vendor answers and accepts the credentials',
    [],
    referenceTo('Pong'),
  ),
  get('/objects', 'List the names of the objects', [], { type: 'array', items: text }),
  get(
    '/objects/{objectName}/metadata',
    'Read the fields of an object',
    [objectName],
    referenceTo('objectsMetadata'),
  ),
  get(
    '/objects/{objectName}/docs',
    'Read the document of the operations of an object',
    [objectName],
    referenceTo('swaggerDocs'),
  ),
])

export const builtInDefinitions: Definitions = {
  Pong: {
    type: 'object',
    properties: {
      dateTime: { type: 'string', format: 'date-time' },
      endpoint: text,
      valid: flag,
    },
  },
  objectsMetadata: {
    type: 'object',
    properties: { fields: { type: 'array', items: referenceTo('objectsMetadataField') } },
  },
  objectsMetadataField: {
    type: 'object',
    properties: {
      type: text,
      path: text,
      vendorPath: text,
      vendorDisplayName: text,
      vendorNativeType: text,
      vendorRequired: flag,
      vendorReadOnly: flag,
      hidden: flag,
      createable: flag,
      updateable: flag,
      mask: text,
      method: { type: 'array', items: referenceTo('objectsMetadataMethod') },
    },
  },
  objectsMetadataMethod: {
    type: 'object',
    properties: { name: text, request: flag, response: flag },
  },
  swaggerDocs: {
    type: 'object',
    properties: {
      swagger: text,
      info: { type: 'object' },
      host: text,
      basePath: text,
      schemes: { type: 'array', items: text },
      tags: { type: 'array', items: { type: 'object' } },
      paths: { type: 'object' },
      definitions: { type: 'object' },
    },
  },
}
