/**
 * Our whole API as swagger 2.0, made of the OpenAPI 3.1 document. What the older format cannot say (one of several
 * shapes, names by pattern) becomes an open schema: clients of that age take it as any value.
 */
import { isJsonObject } from '../core/json.ts'

type Part = Readonly<Record<string, unknown>>

/** `openapi` is the document that the routes make; `baseUrl` the address clients reach us by. */
export function swaggerOf(openapi: Part, baseUrl: string): Part {
  const { host, protocol } = new URL(baseUrl)
  const components = partOf(openapi['components'])
  const { title, version, description } = partOf(openapi['info'])
  return {
    swagger: '2.0',
    info: { title, version, description },
    host,
    basePath: '/',
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: {
      secrets: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: partOf(partOf(components['securitySchemes'])['secrets'])['description'],
      },
    },
    paths: mapMembers(partOf(openapi['paths']), (methods) =>
      mapMembers(methods, (operation) => operationOf(operation, components)),
    ),
    definitions: mapMembers(partOf(components['schemas']), schemaOf),
  }
}

function operationOf(operation: Part, components: Part): Part {
  const { operationId, summary, description, tags } = operation
  const body = partOf(operation['requestBody'])
  const parameters = listOf(operation['parameters']).map(parameterOf)
  const security = listOf(operation['security'])
  const needed = security.length > 0 && !security.some((one) => Object.keys(one).length === 0)
  return withoutUndefined({
    operationId,
    summary,
    description,
    tags,
    parameters: body['content'] === undefined ? parameters : [...parameters, bodyOf(body)],
    responses: mapMembers(partOf(operation['responses']), (response) =>
      responseOf(response, components),
    ),
    security: needed ? [{ secrets: [] }] : undefined,
  })
}

function parameterOf(parameter: Part): Part {
  const { name, in: place, description, required } = parameter
  const { type, items, format } = schemaOf(partOf(parameter['schema']))
  const isPlain = type === 'integer' || type === 'number' || type === 'boolean'
  const list = type === 'array' ? { items: plainItems(items), collectionFormat: 'multi' } : {}
  return withoutUndefined({
    name,
    in: place,
    description,
    required: required ?? false,
    type: isPlain || type === 'array' ? type : 'string',
    format: isPlain ? format : undefined,
    ...(place === 'query' ? list : { ...list, collectionFormat: undefined }),
  })
}

function plainItems(items: unknown): Part {
  const { type } = partOf(items)
  return { type: type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string' }
}

function bodyOf(body: Part): Part {
  const schema = schemaOf(partOf(firstContent(body)['schema']))
  return { name: 'body', in: 'body', required: body['required'] ?? true, schema }
}

function responseOf(given: Part, components: Part): Part {
  const { $ref: reference } = given
  const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined
  const response = name === undefined ? given : partOf(partOf(components['responses'])[name])
  const { schema } = firstContent(response)
  return withoutUndefined({
    description: response['description'] ?? '',
    schema: schema === undefined ? undefined : schemaOf(partOf(schema)),
  })
}

function firstContent(part: Part): Part {
  return partOf(Object.values(partOf(part['content']))[0])
}

const kept = [
  'type',
  'format',
  'description',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
]

/** A schema of 3.1 in the words of 2.0. */
function schemaOf(given: Part): Part {
  const { $ref: reference } = given
  if (typeof reference === 'string') {
    return { $ref: reference.replace('#/components/schemas/', '#/definitions/') }
  }
  const words = Object.fromEntries(kept.map((word) => [word, given[word]]))
  const { type, properties, items, additionalProperties, enum: values } = given
  return withoutUndefined({
    ...words,
    type: typeof type === 'string' && type !== 'null' ? type : undefined,
    enum: Array.isArray(values) && values.length > 0 ? values : undefined,
    properties: isJsonObject(properties) ? mapMembers(properties, schemaOf) : undefined,
    items: type === 'array' ? schemaOf(partOf(items)) : undefined,
    additionalProperties: isJsonObject(additionalProperties)
      ? schemaOf(additionalProperties)
      : additionalProperties,
  })
}

function mapMembers(part: Part, change: (member: Part) => Part): Part {
  return Object.fromEntries(
    Object.entries(part).map(([name, member]) => [name, change(partOf(member))]),
  )
}

function partOf(value: unknown): Part {
  return isJsonObject(value) ? value : {}
}

function listOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(partOf) : []
}

function withoutUndefined(part: Part): Part {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}
