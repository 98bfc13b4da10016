/**
 * Our question becomes the vendor's: pure, in the order of the old platform (element parameters, resource
 * parameters, then the request root). Nothing here knows credentials.
 */
import type { Parameter } from '../catalog/element.ts'
import type { VendorRequestDraft } from '../catalog/hooks.ts'
import { PlatformError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { fillBodyTemplate } from './body-template.ts'
import type { ResourceRequest, VendorConnection } from './connection.ts'
import { configured, fillKnown, fillTemplate, requiredConfiguration } from './placeholders.ts'
import type { ResourcePlan } from './plan.ts'
import { isPrivateHeader } from './private-headers.ts'
import { headerValue, pathValue, queryValue } from './safe-text.ts'
import { readPath, writePath } from './value-path.ts'
import { baseUrlOf } from './base-url.ts'

/** What the link before in a chain answered. */
export interface PreviousAnswer {
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

interface Assembly {
  readonly path: Record<string, string>
  readonly query: Record<string, string | readonly string[]>
  readonly headers: Record<string, string | null>
  readonly tokens: Record<string, unknown>
  readonly fields: Record<string, string>
  formType: 'form' | 'multipart' | undefined
  body: unknown
  /** True once `body` is a copy of ours that may be written to. */
  ownsBody: boolean
  template: string | undefined
}

/**
 * Builds the vendor request without credentials. `extraQuery` (paging, where, fields, order) is put in after the
 * parameters. Throws 400 for values that are missing, of a wrong type, or cannot be carried.
 */
export function buildRequest(
  plan: ResourcePlan,
  connection: VendorConnection,
  request: ResourceRequest,
  extraQuery: Readonly<Record<string, string>>,
  previous: PreviousAnswer | undefined,
): VendorRequestDraft {
  checkBody(plan, request)
  const assembly: Assembly = {
    path: {},
    query: {},
    headers: {},
    tokens: {},
    fields: {},
    formType: undefined,
    body: plan.passesBody ? (request.body ?? undefined) : undefined,
    ownsBody: false,
    template: undefined,
  }
  for (const parameter of plan.assignments) {
    assign(assembly, parameter, sourceValue(parameter, connection, request, previous), connection)
  }
  for (const name of Object.keys(extraQuery)) {
    assembly.query[name] = queryValue(name, extraQuery[name] as string)
  }
  const body = finishBody(plan, assembly, connection)
  return {
    method: plan.resource.vendorMethod,
    url: vendorUrl(plan, connection, request, assembly.path),
    query: assembly.query,
    headers: withDefaultHeaders(assembly.headers, body),
    body,
  }
}

function checkBody(plan: ResourcePlan, request: ResourceRequest): void {
  if (plan.bodyKind === 'any') return
  const { body } = request
  if (body === undefined || body === null) {
    if (!plan.bodyRequired) return
    throw badRequest('body', `${plan.resource.method} ${plan.resource.path} needs a JSON body`)
  }
  const fits = plan.bodyKind === 'array' ? Array.isArray(body) : isJsonObject(body)
  if (fits) return
  const wanted = plan.bodyKind === 'array' ? 'a JSON array' : 'a JSON object'
  throw badRequest('body', `The body must be ${wanted}`)
}

function sourceValue(
  parameter: Parameter,
  connection: VendorConnection,
  request: ResourceRequest,
  previous: PreviousAnswer | undefined,
): unknown {
  const { name } = parameter
  switch (parameter.type) {
    case 'configuration':
      return configured(connection.configuration, name)
    case 'header':
      return clientHeader(request, name.toLowerCase())
    case 'path':
      return own(request.pathVariables, name)
    case 'query':
      return own(request.query, name)
    case 'form':
    case 'multipart':
    case 'bodyField':
      return readPath(request.body, name)
    case 'body':
      return request.body ?? undefined
    case 'value':
      return fillKnown(name, connection.configuration)
    case 'prevBody':
      return previous?.body
    case 'prevBodyField':
      return readPath(previous?.body, name)
    default:
      return parameter.type satisfies never
  }
}

function clientHeader({ headers }: ResourceRequest, name: string): unknown {
  return isPrivateHeader(name) ? undefined : own(headers, name)
}

function assign(
  assembly: Assembly,
  parameter: Parameter,
  value: unknown,
  connection: VendorConnection,
): void {
  if (value === undefined) {
    if (parameter.required === true) throw missing(parameter)
    return
  }
  if (parameter.type === 'query' || parameter.type === 'path') checkType(parameter, value)
  const target = parameter.vendorName || parameter.name
  switch (parameter.vendorType) {
    case 'path':
      assembly.path[target] = textOf(value)
      return
    case 'query':
      assembly.query[target] = Array.isArray(value)
        ? value.map((one) => queryValue(parameter.name, textOf(one)))
        : queryValue(parameter.name, textOf(value))
      return
    case 'header':
      assembly.headers[target.toLowerCase()] = headerValue(parameter.name, textOf(value))
      return
    case 'body':
      if (parameter.type === 'value') assembly.template = parameter.name
      else assembly.body = value
      return
    case 'bodyField':
      ownBody(assembly)
      writePath(assembly.body as Record<string, unknown>, target, value)
      return
    case 'bodyToken':
      assembly.tokens[target] = value
      return
    case 'form':
    case 'multipart':
      assembly.formType = parameter.vendorType
      addFields(assembly, parameter, target, value)
      return
    case 'configuration':
    case 'value':
    case 'no-op':
      // Nothing of these reaches the vendor; a configuration value is kept only from answers.
      return
    default:
      parameter.vendorType satisfies never
      throw new Error(`unknown target of '${parameter.name}' in '${connection.connector.key}'`)
  }
}

/** A whole body sent as a form gives its members; anything else is one field. */
function addFields(assembly: Assembly, parameter: Parameter, target: string, value: unknown): void {
  if (parameter.type === 'body' && isJsonObject(value)) {
    for (const key of Object.keys(value)) assembly.fields[key] = textOf(value[key])
    return
  }
  assembly.fields[target] = textOf(value)
}

function ownBody(assembly: Assembly): void {
  if (assembly.ownsBody) return
  assembly.body = isJsonObject(assembly.body) ? structuredClone(assembly.body) : {}
  assembly.ownsBody = true
}

function finishBody(plan: ResourcePlan, assembly: Assembly, connection: VendorConnection): unknown {
  if (assembly.formType !== undefined) {
    assembly.headers['content-type'] =
      assembly.formType === 'form' ? 'application/x-www-form-urlencoded' : 'multipart/form-data'
    return assembly.fields
  }
  const body =
    assembly.template === undefined
      ? assembly.body
      : fillBodyTemplate(assembly.template, assembly.tokens, connection.configuration)
  if (body === undefined || plan.requestRoot === undefined) return body
  const wrapped: Record<string, unknown> = {}
  writePath(wrapped, plan.requestRoot, body)
  return wrapped
}

/** What a request carries that has no headers of its own and no body; known by identity further down. */
export const usualHeaders: VendorRequestDraft['headers'] = Object.freeze({
  accept: 'application/json',
})

function withDefaultHeaders(
  headers: Record<string, string | null>,
  body: unknown,
): VendorRequestDraft['headers'] {
  let hasOwn = false
  for (const _name in headers) hasOwn = true
  if (!hasOwn && body === undefined) return usualHeaders
  if (!('accept' in headers)) headers['accept'] = 'application/json'
  if (body !== undefined && !('content-type' in headers)) {
    headers['content-type'] = 'application/json'
  }
  return headers
}

function vendorUrl(
  plan: ResourcePlan,
  connection: VendorConnection,
  request: ResourceRequest,
  values: Readonly<Record<string, string>>,
): string {
  const path = fillTemplate(plan.vendorPath, (name) =>
    pathValue(
      name,
      own(values, name) ??
        own(request.pathVariables, name) ??
        requiredConfiguration(connection.configuration, name),
    ),
  )
  if (plan.isAbsolute) return path
  return `${baseUrlOf(connection)}${path.startsWith('/') || path === '' ? '' : '/'}${path}`
}

const integerTypes = new Set(['integer', 'long'])
const numberTypes = new Set(['float', 'double', 'number'])

/** Values of the URL are text; the declared type says which texts make sense. Nothing is bent into shape. */
function checkType(parameter: Parameter, value: unknown): void {
  const type = parameter.dataType
  if (type === undefined || typeof value !== 'string') return
  if (integerTypes.has(type) && !/^-?\d{1,19}$/.test(value))
    throw wrongType(parameter, 'an integer')
  if (numberTypes.has(type) && !/^-?\d+(\.\d+)?$/.test(value))
    throw wrongType(parameter, 'a number')
  if (type === 'boolean' && !/^(true|false)$/i.test(value)) {
    throw wrongType(parameter, 'true or false')
  }
}

function wrongType(parameter: Parameter, wanted: string): PlatformError {
  return badRequest(
    parameter.name,
    `The ${parameter.type} parameter '${parameter.name}' must be ${wanted}`,
  )
}

function missing(parameter: Parameter): PlatformError {
  if (parameter.type === 'configuration') {
    return new PlatformError(
      'missing_configuration',
      `The instance has no value for '${parameter.name}', which this resource needs`,
      { details: [{ path: `configuration/${parameter.name}`, message: 'a value is required' }] },
    )
  }
  const place = parameter.type === 'bodyField' ? 'body field' : `${parameter.type} parameter`
  return badRequest(
    parameter.name,
    parameter.type === 'body'
      ? 'The request needs a JSON body'
      : `The ${place} '${parameter.name}' is required`,
  )
}

function badRequest(path: string, message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path, message }] })
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return String(value)
}

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
