/**
 * The old platform has two families of routes under one base path: its own (`/accounts`, `/users`) and, for a
 * caller who names an instance with an Element token, the resources of that instance's connector, with
 * `/hubs/{hub}` in front or without. So `GET /accounts` with an Element token asks the connector.
 * The rule: with an Element token, every path without `/hubs` is the connector's, unless its first segment is
 * reserved for the platform. A connector's resource with a reserved name is reached as `/hubs/{hub}/{name}`; for
 * some of these names routes/hub/prefer-own-resource.ts gives way to the connector.
 */

export const basePath = '/elements/api-v2'
const hubsPath = `${basePath}/hubs/`

/**
 * First segments that stay the platform's even with an Element token: those whose routes take such a token by
 * contract (`instances`, `elements/{key}/instances`, `usage`), those old clients call with the same full header
 * they use for everything, and the way in.
 */
export const reservedSegments: ReadonlySet<string> = new Set([
  'authentication',
  'connect-sessions',
  'docs',
  'elements',
  'formulas',
  'hubs',
  'instances',
  'notifications',
  'usage',
  'vdrs',
  'vendor-apps',
])

/** `organizations` may be a CRM's resource; these below it are the platform's. */
const organizationSegments: ReadonlySet<string> = new Set([
  'branding',
  'elements',
  'me',
  'objects',
  'password-policies',
  'privileges',
  'roles',
])

/** `events` may be a calendar's resource; a poll that somebody plays is the platform's. */
const playedPoll = /.Polling$/

/** The path segment that stands for "no hub was named"; the hub's name is never checked anyway. */
export const unnamedHub = '_'

/**
 * First segments of the platform's routes, from all that were registered. Without a hub in front such a name never
 * means whatever the vendor may call so: what is in a request to `POST /users` is not for the vendor.
 */
export function platformNamesOf(routes: readonly { readonly url: string }[]): ReadonlySet<string> {
  const names = routes
    .filter(({ url }) => url.startsWith(`${basePath}/`))
    .map(({ url }) => url.slice(basePath.length + 1).split('/', 1)[0] ?? '')
  return new Set(names)
}

const elementPair = /(?:^|,)\s*element\s/i

const originPart = /^https?:\/\/[^/?#]*/i

function pathOf(target: string): string {
  if (!originPart.test(target)) return target
  const path = target.replace(originPart, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** True when the header names an instance; cheap, because it runs for every request before routing. */
export function namesInstance(authorization: string | undefined): boolean {
  return authorization !== undefined && elementPair.test(authorization)
}

/**
 * The URL to route by: the same, or the hub's form of a connector's resource. `target` is path and query, or a
 * whole address as clients send it to proxies, which servers must take, too (RFC 9112, section 3.2.2).
 */
export function routedUrl(target: string, authorization: string | undefined): string {
  const url = target.startsWith('/') ? target : pathOf(target)
  // The hub's own form stays as it is, whatever the header names.
  if (!url.startsWith(`${basePath}/`) || url.startsWith(hubsPath)) return url
  if (!namesInstance(authorization)) return url
  const rest = url.slice(basePath.length + 1)
  const path = rest.split('?', 1)[0] ?? ''
  const [first = '', second = ''] = path.split('/', 2)
  if (first === '' || reservedSegments.has(first)) return url
  if (first === 'organizations' && organizationSegments.has(second)) return url
  if (first === 'events' && playedPoll.test(second)) return url
  return `${basePath}/hubs/${unnamedHub}/${rest}`
}
