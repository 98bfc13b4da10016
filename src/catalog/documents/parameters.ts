/** Which parameters of a resource a client sees, and how swagger 2.0 says them. */
import type { Parameter, Resource } from '../element.ts'
import { placeholdersOf } from '../resource-path.ts'
import { schemaTypeOf } from '../schema-types.ts'
import { referenceTo, type Schema } from './clean-schema.ts'
import type { DocumentParameter } from './document-shape.ts'

/** First parameter of every operation. */
export const authorizationParameter: DocumentParameter = {
  name: 'Authorization',
  in: 'header',
  description: 'User <user secret>, Organization <organization secret>, Element <instance token>',
  required: true,
  type: 'string',
}

const nextPageParameter: DocumentParameter = {
  name: 'nextPage',
  in: 'query',
  description:
    'The page after the one before: the value of its response header Elements-Next-Page-Token',
  required: false,
  type: 'string',
}

const fieldsParameter: DocumentParameter = {
  name: 'fields',
  in: 'query',
  description: 'The fields to return, separated by commas',
  required: false,
  type: 'string',
}

/** True for operations that answer page by page. */
export function isPaged(resource: Resource): boolean {
  return (
    resource.method === 'GET' &&
    (resource.parameters ?? []).some(
      ({ type, name }) => type === 'query' && (name === 'page' || name === 'nextPage'),
    )
  )
}

/**
 * Parameters of an operation in the order of the definition, Authorization first, body last. What a client does
 * not send (values, configuration, earlier answers, what is read from the vendor's answer) is left out.
 */
export function parametersOf(
  resource: Resource,
  shared: readonly Parameter[],
): readonly DocumentParameter[] {
  const all = [...shared, ...(resource.parameters ?? [])].filter((p) => p.source !== 'response')
  const variables = placeholdersOf(resource.path)
  const form = all.filter(({ type }) => type === 'form' || type === 'multipart')
  const plain = all.flatMap((parameter) => plainParameter(parameter, variables))
  const undeclared = variables
    .filter((name) => !all.some((p) => p.type === 'path' && p.name === name))
    .map((name) => plainOf({ name, type: 'path', vendorType: 'path' }, 'path'))
  const body = form.length > 0 ? form.map(formParameter) : bodyParameters(all)
  return unique([
    authorizationParameter,
    ...undeclared,
    ...withNextPage(plain, isPaged(resource)),
    ...body,
  ])
}

function plainParameter(
  parameter: Parameter,
  variables: readonly string[],
): readonly DocumentParameter[] {
  const { type, name } = parameter
  if (type === 'query' || type === 'header') return [plainOf(parameter, type)]
  return type === 'path' && variables.includes(name) ? [plainOf(parameter, type)] : []
}

/** The reference lets a query parameter name a model; swagger 2.0 does not, so that it becomes text. */
function plainOf(
  parameter: Parameter,
  place: 'query' | 'header' | 'path' | 'formData',
): DocumentParameter {
  const type = schemaTypeOf(parameter.dataType ?? 'string') ?? { type: 'string' }
  const simple = type.type === 'object' || type.type === 'file' ? { type: 'string' } : type
  return {
    name: parameter.name,
    in: place,
    ...described(parameter),
    required: place === 'path' ? true : (parameter.required ?? false),
    ...simple,
    ...(simple.type === 'array' ? { items: { type: 'string' } } : {}),
  }
}

function described(parameter: Parameter): { description?: string } {
  return parameter.description === undefined || parameter.description === ''
    ? {}
    : { description: parameter.description }
}

/** Paging by number is hidden: `nextPage` stands after `pageSize` instead, and every paged list has `fields`. */
function withNextPage(
  parameters: readonly DocumentParameter[],
  paged: boolean,
): readonly DocumentParameter[] {
  if (!paged) return parameters
  const shown = parameters.filter(({ name }) => name !== 'page' && name !== 'nextPage')
  const size = shown.findIndex(({ name }) => name === 'pageSize')
  const at = size === -1 ? shown.length : size + 1
  const withToken = [...shown.slice(0, at), nextPageParameter, ...shown.slice(at)]
  return shown.some(({ name }) => name === 'fields') ? withToken : [...withToken, fieldsParameter]
}

function formParameter(parameter: Parameter): DocumentParameter {
  const file = ['file', 'binary', 'byte'].includes((parameter.dataType ?? '').toLowerCase())
  return file && parameter.type === 'multipart'
    ? { ...plainOf({ ...parameter, dataType: 'string' }, 'formData'), type: 'file' }
    : plainOf(parameter, 'formData')
}

/** One body: the declared one, or an object of the fields that are taken from it. */
function bodyParameters(parameters: readonly Parameter[]): readonly DocumentParameter[] {
  const whole = parameters.find(({ type }) => type === 'body')
  if (whole !== undefined) {
    const { name, required = false } = whole
    return [{ name, in: 'body', ...described(whole), required, schema: bodySchema(whole) }]
  }
  const fields = parameters.filter(({ type }) => type === 'bodyField')
  if (fields.length === 0) return []
  const required = [...new Set(fields.filter((f) => f.required === true).map((f) => f.name))]
  const schema: Schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, bodySchema(field)])),
    ...(required.length > 0 ? { required } : {}),
  }
  return [{ name: 'body', in: 'body', required: required.length > 0, schema }]
}

/** Swagger 2.0 asks a body for a schema, also where the definition only says `string` or nothing. */
function bodySchema(parameter: Parameter): Schema {
  const word = parameter.dataType ?? 'string'
  const type = word === '' ? { type: 'string' as const } : schemaTypeOf(word)
  if (type === undefined) return referenceTo(word)
  if (type.type === 'array') return { type: 'array', items: { type: 'object' } }
  return type.type === 'file' ? { type: 'string', format: 'binary' } : { ...type }
}

/** Two vendor parameters may be fed by one of the client's; it is shown once. */
function unique(parameters: readonly DocumentParameter[]): readonly DocumentParameter[] {
  const seen = new Set<string>()
  return parameters.filter(({ in: place, name }) => {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
