/** The request that a form makes, and how it is shown beside the form. Pure. */
import type { ConfigurationEntry, Connector } from '../connectors/connector.ts'
import { isSecret } from './fields.ts'
import { typeKeyOf, type Way } from './ways.ts'

export interface Filled {
  readonly name: string
  readonly tags: readonly string[]
  /** By key of the entry. */
  readonly values: Readonly<Record<string, string>>
}

export interface ConnectRequest {
  readonly method: 'POST' | 'PATCH'
  /** Below `/elements/api-v2`. */
  readonly path: string
  readonly body: {
    readonly element?: { readonly key: string }
    readonly name?: string
    readonly tags?: string[]
    readonly externalAuthentication?: 'initial'
    readonly configuration: Record<string, string>
    readonly providerData?: Record<string, string>
  }
}

export interface RequestParts {
  readonly connector: Connector
  readonly way: Way
  readonly fields: readonly ConfigurationEntry[]
  readonly filled: Filled
  /** Where the form began: what equals it is not sent. */
  readonly initial: Readonly<Record<string, string>>
  readonly redirectUrl: string
  /** Of the instance that is authenticated again. */
  readonly instanceId?: number | undefined
}

/** `returned` is what the vendor put into the callback of a consent. */
export function requestOf(
  { connector, way, fields, filled, initial, redirectUrl, instanceId }: RequestParts,
  returned?: Record<string, string>,
): ConnectRequest {
  const given = fields
    .map(({ key }) => [key, filled.values[key] ?? ''] as const)
    .filter(([key, value]) => value !== '' && value !== (initial[key] ?? ''))
  const typeKey = typeKeyOf(connector)
  const hasOwnApp =
    way.kind === 'consent' &&
    (way.vendorApp === 'none' || given.some(([key]) => key === 'oauth.api.secret'))
  const configuration = {
    ...(typeKey === undefined ? {} : { [typeKey]: way.type }),
    ...Object.fromEntries(given),
    ...(hasOwnApp ? { 'oauth.callback.url': redirectUrl } : {}),
  }
  const common = {
    ...(way.kind === 'token' ? { externalAuthentication: 'initial' as const } : {}),
    configuration,
    ...(returned === undefined ? {} : { providerData: returned }),
  }
  if (instanceId !== undefined) {
    return { method: 'PATCH', path: `/instances/${instanceId}`, body: common }
  }
  const { name, tags } = filled
  const element = { key: connector.key }
  const tagged = tags.length === 0 ? {} : { tags: [...tags] }
  return {
    method: 'POST',
    path: '/instances',
    body: { element, name: name.trim(), ...tagged, ...common },
  }
}

const mask = '********'

/** The same request with nothing secret in it. */
export function masked(
  { method, path, body }: ConnectRequest,
  fields: readonly ConfigurationEntry[],
  way: Way,
): ConnectRequest {
  const secrets = new Set(fields.filter(isSecret).map(({ key }) => key))
  const configuration = Object.fromEntries(
    Object.entries(body.configuration).map(([key, value]) => [
      key,
      secrets.has(key) ? mask : value,
    ]),
  )
  const providerData =
    way.kind === 'consent'
      ? { providerData: { code: 'code of the consent', state: 'state of the consent' } }
      : {}
  return { method, path, body: { ...body, configuration, ...providerData } }
}

export function asJson({ body }: ConnectRequest): string {
  return JSON.stringify(body, undefined, 2)
}

export function asCurl(request: ConnectRequest, apiAddress: string): string {
  // An apostrophe ends a quoted word of the shell.
  const quoted = asJson(request).replaceAll("'", String.raw`'\''`)
  const method = request.method === 'POST' ? '' : ` -X ${request.method}`
  return [
    `curl${method} '${apiAddress}${request.path}' \\`,
    `  -H "Authorization: User $USER_SECRET, Organization $ORGANIZATION_SECRET" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${quoted}'`,
  ].join('\n')
}
