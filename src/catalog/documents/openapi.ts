/**
 * A swagger 2.0 document said in OpenAPI 3.1. The header that carries the secrets becomes a security scheme, because
 * OpenAPI ignores a parameter of that name.
 */
import { referenceOf } from '../model-closure.ts'
import type { Schema } from './clean-schema.ts'
import type { Definitions } from './definitions.ts'
import type {
  DocumentOperation,
  DocumentParameter,
  DocumentResponse,
  SwaggerDocument,
} from './document-shape.ts'
import { mapSubschemas, mapValues } from './walk-schema.ts'

/** An OpenAPI 3.1 document; its parts are those of the specification. */
export interface OpenapiDocument {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>
  readonly components: {
    readonly securitySchemes: object
    readonly schemas: Readonly<Record<string, Schema>>
  }
}

const authorization = 'Authorization'

export function openapiDocument(document: SwaggerDocument): OpenapiDocument {
  const { info, host, basePath, schemes, tags, paths, definitions } = document
  return {
    openapi: '3.1.0',
    info,
    servers: schemes.map((scheme) => ({ url: `${scheme}://${host}${basePath}` })),
    tags,
    security: [{ secrets: [] }],
    paths: mapValues(paths, (methods) => mapValues(methods, operationOf)),
    components: {
      securitySchemes: {
        secrets: {
          type: 'apiKey',
          in: 'header',
          name: authorization,
          description:
            'User <user secret>, Organization <organization secret>, Element <instance token>',
        },
      },
      schemas: openapiDefinitions(definitions),
    },
  }
}

/** Definitions as the schemas of OpenAPI 3.1 components. */
export function openapiDefinitions(definitions: Definitions): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [componentName(name), schemaOf(schema)]),
  )
}

/** Components have narrower names than definitions. */
function componentName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_')
}

function operationOf(operation: DocumentOperation): object {
  const { operationId, summary, tags, parameters, responses, consumes } = operation
  const plain = parameters.filter(
    ({ in: place, name }) => place !== 'body' && place !== 'formData' && name !== authorization,
  )
  const body = bodyOf(parameters, consumes)
  return {
    operationId,
    summary,
    tags,
    parameters: plain.map(parameterOf),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: mapValues(responses, responseOf),
  }
}

function parameterOf(parameter: DocumentParameter): object {
  const { name, in: place, required, description, collectionFormat } = parameter
  return {
    name,
    in: place,
    required,
    ...(description === undefined ? {} : { description }),
    schema: valueSchema(parameter),
    // Swagger 2.0 writes a list as one text with commas, unless it says otherwise.
    ...(parameter.type === 'array' && place === 'query'
      ? { style: 'form', explode: collectionFormat === 'multi' }
      : {}),
  }
}

function valueSchema({ type, format, items }: DocumentParameter): Schema {
  if (type === 'file') return { type: 'string', contentMediaType: 'application/octet-stream' }
  return {
    type: type ?? 'string',
    ...(format === undefined ? {} : { format }),
    ...(items === undefined ? {} : { items: schemaOf(items) }),
  }
}

function bodyOf(
  parameters: readonly DocumentParameter[],
  consumes: readonly string[] | undefined,
): object | undefined {
  const body = parameters.find(({ in: place }) => place === 'body')
  if (body !== undefined) {
    return {
      ...(body.description === undefined ? {} : { description: body.description }),
      required: body.required,
      content: { 'application/json': { schema: schemaOf(body.schema ?? {}) } },
    }
  }
  const fields = parameters.filter(({ in: place }) => place === 'formData')
  if (fields.length === 0) return undefined
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])),
    ...(required.length === 0 ? {} : { required }),
  }
  const type = consumes?.[0] ?? 'application/x-www-form-urlencoded'
  return { required: required.length > 0, content: { [type]: { schema } } }
}

function responseOf({ description, schema }: DocumentResponse): object {
  return schema === undefined
    ? { description }
    : { description, content: { 'application/json': { schema: schemaOf(schema) } } }
}

/** Members whose form changed between the two: references, exclusive limits, names of discriminators. */
function schemaOf(given: Schema): Schema {
  const reference = referenceOf(given)
  if (reference !== undefined) return { $ref: `#/components/schemas/${componentName(reference)}` }
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, discriminator, ...rest } = given
  const schema = mapSubschemas(rest, schemaOf)
  if (minimum !== undefined) {
    schema[exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum
  }
  if (maximum !== undefined) {
    schema[exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = maximum
  }
  if (typeof discriminator === 'string') schema['discriminator'] = { propertyName: discriminator }
  return schema
}
