/**
 * What a resource must keep that an account adds to a connector of the catalog. Its author is a customer, and the
 * connector's instances hold credentials that are not his to read (of the platform's app, of the vendor account):
 * so a call stays at the vendor, names no secret, and writes no configuration.
 */
import type { ErrorDetail } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { mergedWith, routeOf, type OwnResource } from './account-overlay.ts'
import { checkDefinition } from './check-definition.ts'
import type { Connector } from './connector.ts'
import { isCallable, type Parameter, type Resource } from './element.ts'
import { placeholdersOf } from './resource-path.ts'
import { isSecretEntry } from './secret-entries.ts'

/** Longest document, as JSON text. */
const mostCharacters = 100_000

/** Headers that say how a message is carried; the platform writes them. */
const carriage: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export type CheckedResource =
  | { readonly resource: Resource; readonly errors?: undefined }
  | { readonly errors: readonly ErrorDetail[]; readonly resource?: undefined }

/**
 * Checks a document among the definition's resources and the account's others. Paths are JSON pointers into it.
 * Null members count as absent; the given value is not changed.
 */
export function checkOwnResource(
  connector: Connector,
  others: readonly OwnResource[],
  document: unknown,
): CheckedResource {
  if (!isJsonObject(document)) {
    return { errors: [{ path: '', message: 'must be a JSON object, one resource' }] }
  }
  if (JSON.stringify(document).length > mostCharacters) {
    return { errors: [{ path: '', message: `must be at most ${mostCharacters} characters long` }] }
  }
  const candidate = withVendorWords(document)
  const resources = among(connector, others, candidate)
  const at = resources.length - 1
  const { element, errors } = checkDefinition({ ...connector.definition, resources })
  if (errors !== undefined) return { errors: errors.map((error) => located(error, at, resources)) }
  const resource = element.resources?.[at]
  if (resource === undefined) throw new Error('A checked document lost its last resource')
  const broken = ownRules(connector, resource)
  return broken.length > 0 ? { errors: broken } : { resource }
}

/** Places in the account's resources that would be broken were one of them gone. */
export function brokenWithout(
  connector: Connector,
  remaining: readonly OwnResource[],
): readonly ErrorDetail[] {
  const resources = among(connector, remaining, undefined)
  const { errors = [] } = checkDefinition({ ...connector.definition, resources })
  return errors.map((error) => located(error, resources.length, resources))
}

/** The vendor is asked as we are, unless the document says otherwise. */
function withVendorWords(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { method, vendorMethod } = document
  return { ...document, vendorMethod: vendorMethod ?? method }
}

/** The definition's resources that remain, the account's, and the candidate in the last place. */
function among(
  connector: Connector,
  others: readonly OwnResource[],
  candidate: Readonly<Record<string, unknown>> | undefined,
): readonly unknown[] {
  const system = connector.definition.resources ?? []
  const own = others.map(({ document }) => document)
  if (candidate === undefined) return mergedWith(system, own)
  const { method, path } = candidate
  if (typeof method !== 'string' || typeof path !== 'string') {
    return [...mergedWith(system, own), candidate]
  }
  // A candidate without a shape is judged like any other; that it takes a place already taken is told elsewhere.
  const resource = candidate as unknown as Resource
  const rest = own.filter((one) => routeOf(one) !== routeOf(resource))
  return mergedWith(system, [...rest, resource])
}

/** A pointer into the whole document becomes one into the candidate; other places are named in the message. */
function located(error: ErrorDetail, at: number, resources: readonly unknown[]): ErrorDetail {
  const match = /^\/resources\/(\d+)(.*)$/.exec(error.path)
  if (match !== null && Number(match[1]) === at) {
    return { path: match[2] ?? '', message: error.message }
  }
  const other = match === null ? undefined : (resources[Number(match[1])] as Resource | undefined)
  const place =
    other === undefined ? error.path : `${other.method} ${other.path}${match?.[2] ?? ''}`
  return { path: '', message: `breaks ${place}: ${error.message}` }
}

function ownRules(connector: Connector, resource: Resource): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  if (!isCallable(resource)) {
    errors.push({ path: '/type', message: 'must be api or apiNoDocumentation' })
  }
  if (resource.hubwright?.hooks !== undefined) {
    errors.push({ path: '/hubwright/hooks', message: "may not name a connector's code" })
  }
  errors.push(...addressRules(connector, resource.vendorPath))
  const secrets = new Set(
    (connector.element.configuration ?? []).filter(isSecretEntry).map(({ key }) => key),
  )
  errors.push(...secretRules(resource.vendorPath, secrets, '/vendorPath'))
  resource.parameters?.forEach((parameter, index) =>
    errors.push(...parameterRules(parameter, secrets, `/parameters/${index}`)),
  )
  return errors
}

function secretRules(text: string, secrets: ReadonlySet<string>, path: string): ErrorDetail[] {
  return placeholdersOf(text)
    .filter((name) => secrets.has(name))
    .map((name) => ({ path, message: `may not hold the secret {${name}}` }))
}

function parameterRules(
  parameter: Parameter,
  secrets: ReadonlySet<string>,
  at: string,
): ErrorDetail[] {
  const errors: ErrorDetail[] = []
  const { type, vendorType, name, source } = parameter
  // What is taken from an answer is kept in the configuration, and an address there decides where the token goes.
  if (source === 'response') {
    errors.push({
      path: `${at}/source`,
      message: 'may not be response: a resource of an account does not change instances',
    })
  }
  if (type === 'configuration' && secrets.has(name)) {
    errors.push({ path: `${at}/name`, message: `may not send the secret ${name}` })
  }
  if (type === 'value') errors.push(...secretRules(name, secrets, `${at}/name`))
  if (vendorType === 'configuration') {
    errors.push({
      path: `${at}/vendorType`,
      message: 'may not be configuration: a resource of an account does not change instances',
    })
  }
  const target = (parameter.vendorName || name).toLowerCase()
  if (vendorType === 'header') {
    if (carriage.has(target) || !/^[!#$%&'*+.^_`|~\w-]+$/.test(target)) {
      const member = parameter.vendorName === undefined ? 'name' : 'vendorName'
      errors.push({ path: `${at}/${member}`, message: 'must be a header that clients may set' })
    }
  }
  return errors
}

/**
 * A path below `base.url`, or an address at the connector's origins: the instance's token goes along with the call.
 * Braces in an address's host could be filled by a caller, and a step upwards leads out of the vendor's API.
 */
function addressRules(connector: Connector, vendorPath: string): ErrorDetail[] {
  const path = '/vendorPath'
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  if (/[\\\u0000-\u0020\u007f]/.test(vendorPath)) {
    return [{ path, message: 'may hold no space, backslash or control character' }]
  }
  const { api, auth } = connector.origins
  const inForce = vendorPath.replaceAll('{origin.api}', api).replaceAll('{origin.auth}', auth)
  if (/(?:^|[/])(?:\.|%2e){1,2}(?=$|[/?#])/i.test(inForce)) {
    return [{ path, message: 'may not step to another path by . or ..' }]
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(inForce)) return []
  return [api, auth].some((origin) => isBelow(inForce, origin))
    ? []
    : [
        {
          path,
          message:
            'must stay at the vendor: a path, or an address that begins with {origin.api} or {origin.auth}. The credentials of the instance go along',
        },
      ]
}

function isBelow(address: string, origin: string): boolean {
  if (!address.startsWith(`${origin}/`) && address !== origin) return false
  const authority = /^https?:\/\/([^/?#]+)/.exec(address)?.[1]
  return authority !== undefined && !/[{}@]/.test(authority)
}
