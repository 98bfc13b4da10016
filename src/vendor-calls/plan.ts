/** What a definition says about one resource, taken apart once so that a call only has to follow it. */
import { isOwn } from '../catalog/account-overlay.ts'
import type { Connector } from '../catalog/connector.ts'
import type { Parameter, Resource } from '../catalog/element.ts'
import type { ResourceHooks } from '../catalog/hooks.ts'
import { genericHooks } from './generic-hooks.ts'
import { parseTemplate, type Template } from './placeholders.ts'

/** Parameters that paging, `where`, `fields` and `orderBy` answer for themselves. */
export interface PagingNames {
  /** Vendor query parameters; undefined when the vendor takes none. */
  readonly page: string | undefined
  readonly pageSize: string | undefined
  readonly cursor: string | undefined
}

export type WhereMode =
  /** The attribute map under `hubwright.where`. */
  | { readonly kind: 'attributes' }
  /** Each `a = 1` becomes the query parameter `a`. */
  | { readonly kind: 'parameters' }
  | { readonly kind: 'odata'; readonly version: 3 | 4; readonly parameter: string }
  /** The text goes to the vendor as the client wrote it. */
  | { readonly kind: 'verbatim' }
  /** Nothing of it reaches the vendor, except through hooks. */
  | { readonly kind: 'none' }

export interface ResourcePlan {
  readonly connector: Connector
  readonly resource: Resource
  /** Element parameters, then the resource's: those that build the request. */
  readonly assignments: readonly Parameter[]
  /** `source: response`: values to keep after the call. */
  readonly captures: readonly Parameter[]
  readonly vendorPath: Template
  readonly isAbsolute: boolean
  readonly requestRoot: string | undefined
  readonly responseRoot: string | undefined
  readonly where: WhereMode
  /** How the vendor pages, as far as the resource says; the style is the instance's `pagination.type`. */
  readonly paging: 'vendor' | 'sliced' | 'none'
  readonly pagingNames: PagingNames
  readonly hooks: readonly ResourceHooks[]
  readonly hasPreHooks: boolean
  readonly hasPostHooks: boolean
  readonly objectName: string
  /** What the client's body must be; `any` where no body goes to the vendor. */
  readonly bodyKind: 'object' | 'array' | 'any'
  readonly bodyRequired: boolean
  /** The client's body goes on although no parameter says so (a write without any body parameter). */
  readonly passesBody: boolean
  /** May be sent again after a failure whose effect is unknown. */
  readonly mayRepeat: boolean
  /** Steps of OAuth carry credentials of their own. */
  readonly isAnonymous: boolean
}

const plans = new WeakMap<Connector, WeakMap<Resource, ResourcePlan>>()

/** The plan of a resource; made at the first call and kept as long as the connector. */
export function planFor(connector: Connector, resource: Resource): ResourcePlan {
  let ofConnector = plans.get(connector)
  if (ofConnector === undefined) {
    ofConnector = new WeakMap()
    plans.set(connector, ofConnector)
  }
  let plan = ofConnector.get(resource)
  if (plan === undefined) {
    plan = compilePlan(connector, resource)
    ofConnector.set(resource, plan)
  }
  return plan
}

function compilePlan(connector: Connector, resource: Resource): ResourcePlan {
  const parameters = [...(connector.element.parameters ?? []), ...(resource.parameters ?? [])]
  const requests = parameters.filter((parameter) => parameter.source !== 'response')
  const isRead = resource.method === 'GET'
  const pagingNames = isRead ? findPagingNames(requests) : noPagingNames
  const where = findWhereMode(resource, requests)
  const [requestRoot, responseRoot] = splitRootKey(resource.rootKey)
  const hooks = [
    connector.hooks,
    // A connector's code knows its own resources only, not what an account put into their place.
    isOwn(resource)
      ? undefined
      : connector.hooks.resources?.[
          resource.hubwright?.hooks ?? `${resource.method} ${resource.path}`
        ],
    connector.genericResources.includes(resource) ? genericHooks(connector, resource) : undefined,
  ].filter(
    (one): one is ResourceHooks => one?.preRequest !== undefined || one?.postRequest !== undefined,
  )
  const bodyParameters = requests.filter(
    (one) => bodyTypes.has(one.type) || bodyTypes.has(one.vendorType),
  )
  const writes =
    resource.method === 'POST' || resource.method === 'PUT' || resource.method === 'PATCH'
  const passesBody = writes && bodyParameters.length === 0
  const wholeBody = requests.find((one) => one.type === 'body')
  return {
    connector,
    resource,
    assignments: requests.filter((one) => !isAnsweredElsewhere(one, resource, isRead, where)),
    captures: parameters.filter((parameter) => parameter.source === 'response'),
    vendorPath: parseTemplate(resource.vendorPath),
    isAbsolute: /^https?:\/\//i.test(resource.vendorPath),
    requestRoot,
    responseRoot,
    where,
    paging: findPagingKind(resource, pagingNames),
    pagingNames,
    hooks,
    hasPreHooks: hooks.some((one) => one.preRequest !== undefined),
    hasPostHooks: hooks.some((one) => one.postRequest !== undefined),
    objectName:
      resource.hubwright?.objectName ?? resource.objectName ?? firstSegment(resource.path),
    bodyKind: writes && (wholeBody !== undefined || passesBody) ? bodyKindOf(resource) : 'any',
    bodyRequired: writes && wholeBody?.required === true,
    passesBody,
    isAnonymous: resource.type?.startsWith('oauth') === true,
    mayRepeat: resource.vendorMethod === 'GET' || resource.hubwright?.idempotent === true,
  }
}

const bodyTypes = new Set(['body', 'bodyField', 'bodyToken', 'form', 'multipart'])
const noPagingNames: PagingNames = { page: undefined, pageSize: undefined, cursor: undefined }

function findPagingNames(parameters: readonly Parameter[]): PagingNames {
  const vendorNameOf = (name: string): string | undefined => {
    const found = parameters.find(
      (one) => one.type === 'query' && one.name === name && one.vendorType === 'query',
    )
    return found === undefined ? undefined : found.vendorName || found.name
  }
  return {
    page: vendorNameOf('page'),
    pageSize: vendorNameOf('pageSize'),
    cursor: vendorNameOf('nextPage'),
  }
}

function findPagingKind(resource: Resource, names: PagingNames): ResourcePlan['paging'] {
  if (resource.method !== 'GET') return 'none'
  if (resource.paginationType === 'NO_PAGINATION') return 'none'
  if (resource.paginationType === 'VENDOR_NOT_SUPPORTED') return 'sliced'
  return names.page === undefined && names.cursor === undefined ? 'none' : 'vendor'
}

/** The converter of a parameter: its own member, or written as `converter:<name>` in the vendor name. */
export function converterOf(parameter: Parameter): string | undefined {
  if (parameter.converter !== undefined && parameter.converter !== '') return parameter.converter
  return parameter.vendorName?.startsWith('converter:')
    ? parameter.vendorName.slice('converter:'.length)
    : undefined
}

function findWhereMode(resource: Resource, parameters: readonly Parameter[]): WhereMode {
  if (resource.hubwright?.where !== undefined) return { kind: 'attributes' }
  const parameter = parameters.find((one) => one.type === 'query' && one.name === 'where')
  if (parameter === undefined) return { kind: 'none' }
  switch (converterOf(parameter)) {
    case undefined:
      return parameter.vendorType === 'no-op' ? { kind: 'none' } : { kind: 'verbatim' }
    case 'toQueryParameters':
      return { kind: 'parameters' }
    case 'toODataFilter':
      return { kind: 'odata', version: 4, parameter: odataName(parameter) }
    case 'toODataV3Filter':
      return { kind: 'odata', version: 3, parameter: odataName(parameter) }
    default:
      return { kind: 'none' }
  }
}

function odataName(parameter: Parameter): string {
  const name = parameter.vendorName
  return name === undefined || name === '' || name.startsWith('converter:') ? '$filter' : name
}

const pagingWords = new Set(['page', 'pageSize', 'nextPage'])

function isAnsweredElsewhere(
  parameter: Parameter,
  resource: Resource,
  isRead: boolean,
  where: WhereMode,
): boolean {
  if (parameter.vendorType === 'no-op') return true
  if (parameter.type !== 'query') return false
  if (isRead && pagingWords.has(parameter.name)) return true
  if (parameter.name === 'where') return where.kind !== 'verbatim'
  if (parameter.name === 'fields') return resource.hubwright?.fields !== undefined
  if (parameter.name === 'orderBy') return resource.hubwright?.orderBy !== undefined
  return false
}

/** `request|response`; without a bar the whole text is the response's root. */
function splitRootKey(rootKey: string | undefined): [string | undefined, string | undefined] {
  if (rootKey === undefined || rootKey === '') return [undefined, undefined]
  const bar = rootKey.indexOf('|')
  if (bar < 0) return [undefined, rootKey]
  return [rootKey.slice(0, bar) || undefined, rootKey.slice(bar + 1) || undefined]
}

function bodyKindOf(resource: Resource): 'object' | 'array' {
  const name = resource.model?.requestName
  const schema = name === undefined ? undefined : resource.model?.requestSwagger?.[name]
  const type =
    typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined
  return type === 'array' ? 'array' : 'object'
}

function firstSegment(path: string): string {
  return path.split('/').find((segment) => segment !== '' && !segment.startsWith('{')) ?? ''
}
