/**
 * Pass-through: a request of the client's own making, below `base.url` and nowhere else, with the connection's
 * credentials instead of the client's. Status and body come back as the vendor sent them.
 */
import { PlatformError } from '../core/errors.ts'
import { credentialHeaderNames, credentialsOf, elementCredentials } from './authenticate.ts'
import { baseUrlOf } from './base-url.ts'
import type { CallRoom } from './call-resource.ts'
import type { CallMeter, VendorConnection } from './connection.ts'
import { hasControlCharacter } from './safe-text.ts'

export interface ProxyRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below base.url as the client wrote it, still percent-encoded; a leading slash is optional. */
  readonly path: string
  /** Query as the client wrote it, without `?`. */
  readonly query: string
  /** The client's headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  /** Milliseconds since 1970. */
  readonly deadline: number
  readonly meter?: CallMeter
}

export interface ProxyAnswer {
  readonly status: number
  /** Fit to be sent on: without what belongs to the connection, cookies and our own names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly vendorCalls: number
}

/**
 * Sends it. Throws 400 for a path that leaves base.url; what `callResource` throws when no answer came. A vendor's
 * own error is an answer like any other.
 */
export async function proxy(
  room: CallRoom,
  connection: VendorConnection,
  request: ProxyRequest,
): Promise<ProxyAnswer> {
  const ours = elementCredentials(connection)
  const meter = request.meter ?? { vendorCalls: 0 }
  const before = meter.vendorCalls
  const done = await room.dispatch(
    connection,
    {
      method: request.method,
      url: proxyUrl(connection, request, ours.query),
      query: ours.query,
      headers: { ...forwardedHeaders(connection, request.headers), ...ours.headers },
      body: request.body,
    },
    { deadline: request.deadline, mayRepeat: request.method === 'GET', meter },
  )
  return {
    status: done.answer.status,
    headers: returnedHeaders(done.answer.headers),
    body: done.answer.body,
    vendorCalls: meter.vendorCalls - before,
  }
}

function proxyUrl(
  connection: VendorConnection,
  request: ProxyRequest,
  ours: Readonly<Record<string, string>>,
): string {
  const base = baseUrlOf(connection)
  const path = request.path.replace(/^\//, '')
  checkPath(path)
  const whole = path === '' ? base : `${base}/${path}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  const root = new URL(base)
  const rootPath = root.pathname.replace(/\/$/, '')
  const staysBelow =
    url !== undefined &&
    url.origin === root.origin &&
    (url.pathname === root.pathname || url.pathname.startsWith(`${rootPath}/`))
  if (!staysBelow) throw refuse()
  const query = ownQuery({ ...credentialsOf(connection).query, ...ours }, request.query)
  return query === '' ? whole : `${whole}?${query}`
}

/** Looks through three layers of encoding, as many as careless servers take off. An encoded `#` is data. */
function checkPath(path: string): void {
  if (path.includes('#')) throw refuse()
  let text = path
  for (let layer = 0; layer < 4; layer += 1) {
    const isStep = text.split(/[/\\]/).some((part) => part === '.' || part === '..')
    const isAbsolute = /^[a-z][a-z0-9+.-]*:[/\\]/i.test(text) || /^[/\\]/.test(text)
    if (isStep || isAbsolute || hasControlCharacter(text)) throw refuse()
    const decoded = decodeOnce(text)
    if (decoded === text) return
    text = decoded
  }
  throw refuse()
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw refuse(error)
  }
}

/** The client's query without names that carry our credentials. */
function ownQuery(ours: Readonly<Record<string, string>>, query: string): string {
  const reserved = Object.keys(ours)
  if (reserved.length === 0 || query === '') return query
  return query
    .split('&')
    .filter((pair) => !reserved.includes([...new URLSearchParams(pair).keys()][0] ?? ''))
    .join('&')
}

const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
]
const notForVendors = new Set([
  ...hopByHop,
  'authorization',
  'cookie',
  'host',
  'expect',
  'accept-encoding',
  'origin',
  'referer',
  'forwarded',
  'via',
])
const notForClients = new Set([
  ...hopByHop,
  'content-encoding',
  'set-cookie',
  'strict-transport-security',
  'server',
  'date',
  'vary',
  'alt-svc',
])

function forwardedHeaders(
  connection: VendorConnection,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = (headers['connection'] ?? '').split(',').map((name) => name.trim().toLowerCase())
  const dropped = new Set([...named, ...credentialHeaderNames(connection.connector)])
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        !notForVendors.has(name) &&
        !dropped.has(name) &&
        !name.startsWith('elements-') &&
        !name.startsWith('x-forwarded-') &&
        !name.startsWith('sec-'),
    ),
  )
}

function returnedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const named = (headers['connection'] ?? '').split(',').map((name) => name.trim().toLowerCase())
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        !notForClients.has(name) &&
        !named.includes(name) &&
        !name.startsWith('elements-') &&
        !name.startsWith('access-control-'),
    ),
  )
}

function refuse(cause?: unknown): PlatformError {
  const message =
    "The path after 'proxy/' must be relative to the instance's base.url and stay below it: no '..', no absolute address"
  return new PlatformError('invalid_request', message, {
    cause,
    details: [{ path: 'path', message }],
  })
}
