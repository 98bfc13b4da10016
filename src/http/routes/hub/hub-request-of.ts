import type { FastifyRequest } from 'fastify'
import { PlatformError } from '../../../core/errors.ts'
import type { HubRequest } from '../../../hub/hub-request.ts'
import type { InstanceCaller } from '../../../instances/open-instance.ts'
import { basePath, unnamedHub } from '../../hub-paths.ts'

const hubsPath = `${basePath}/hubs/`

/** The caller of a route whose access is `instance`. */
export function instanceCallerOf(request: FastifyRequest): InstanceCaller {
  if (request.instanceCaller !== undefined) return request.instanceCaller
  throw new PlatformError('internal', 'A hub route without an instance asked for one')
}

/**
 * The request as the hub room takes it; `url` is its address below `/hubs`. Without a hub in front, `platformNames`
 * are not names of what the vendor has. Throws 400 for a query parameter that is given twice.
 */
export function hubRequestOf(
  request: FastifyRequest,
  url = request.raw.url ?? '',
  platformNames?: ReadonlySet<string>,
): HubRequest {
  const { hub, path, segments, queryText } = placesOf(url)
  const meter = { vendorCalls: 0, mayHaveActed: false }
  if (request.keyedCall !== undefined) request.keyedCall.meter = meter
  return {
    instanceCaller: instanceCallerOf(request),
    hub,
    method: request.method as HubRequest['method'],
    segments,
    path,
    isPlatformName: hub === unnamedHub && platformNames?.has(segments[0] ?? '') === true,
    query: singleValues(request.query as Record<string, string | string[]>),
    queryText,
    headers: request.headers as Record<string, string>,
    body: request.body,
    requestId: request.id,
    ip: request.ip,
    uri: uriOf(request),
    meter,
  }
}

interface Places {
  readonly hub: string
  /** After the hub, as written; a slash in front, none at the end. */
  readonly path: string
  /** Of the path, decoded. */
  readonly segments: readonly string[]
  readonly queryText: string
}

/** The parts of a URL below `/hubs`. */
export function placesOf(url: string): Places {
  const mark = url.indexOf('?')
  const whole = mark < 0 ? url : url.slice(0, mark)
  const slash = whole.indexOf('/', hubsPath.length)
  const written = slash < 0 ? '/' : whole.slice(slash)
  const path = written.length > 1 && written.endsWith('/') ? written.slice(0, -1) : written
  return {
    hub: decodeSegment(whole.slice(hubsPath.length, slash < 0 ? undefined : slash)),
    path,
    segments: path.slice(1).split('/').map(decodeSegment),
    queryText: mark < 0 ? '' : url.slice(mark + 1),
  }
}

function decodeSegment(segment: string): string {
  // The edge refused paths that cannot be decoded.
  return segment.includes('%') ? decodeURIComponent(segment) : segment
}

function singleValues(query: Record<string, string | string[]>): Record<string, string> {
  for (const name of Object.keys(query)) {
    if (typeof query[name] === 'string') continue
    const message = `The query parameter '${name.slice(0, 100)}' is given more than once`
    throw new PlatformError('invalid_request', message, { details: [{ path: name, message }] })
  }
  return query as Record<string, string>
}

/** Path and names of the parameters: their values may be people's data, or a key put in the wrong place. */
function uriOf(request: FastifyRequest): string {
  const url = request.originalUrl
  const mark = url.indexOf('?')
  if (mark < 0) return url
  return `${url.slice(0, mark)}?${Object.keys(request.query as object)
    .map(encodeURIComponent)
    .join('&')}`
}
