/** The HTTP server with everything that holds for all routes; it knows none of them. */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { TSchema } from 'typebox'
import { PlatformError } from '../core/errors.ts'
import { newRequestId } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import { watchRoutes, type KnownPaths } from './allowed-methods.ts'
import type { Authenticator } from './authenticate.ts'
import { addBodyParsers } from './body.ts'
import { addCors } from './cors.ts'
import { errorBody } from '../core/error-body.ts'
import { addErrorHandler, sendError, type ErrorHandlerOptions } from './error-handler.ts'
import { routedUrl } from './hub-paths.ts'
import { instanceConstraint, keepCatalogOffHubCalls } from './instance-constraint.ts'
import type { PlatformServer } from './platform-server.ts'
import { refuseLoops } from './refuse-loops.ts'
import { addOrigins } from './request-origins.ts'
import { refusalOfPath } from './request-path.ts'
import { compileValidator } from './validation.ts'

export interface ServerOptions {
  readonly log: Log
  /** Without a trailing slash; asked for each time. */
  readonly publicUrl: () => string
  readonly authenticator: Authenticator
  /** What browsers see at an address that is no route; without it they see the error as everybody does. */
  readonly unknownPage?: ((reply: FastifyReply) => Promise<string>) | undefined
  /** Proxies whose `X-Forwarded-For` is believed (default none: the address is that of the connection). */
  readonly trustedProxies?: readonly string[]
  /** How long a connection may stand still within a request or answer, in milliseconds (default two minutes). */
  readonly idleTimeoutMs?: number
  /** Bytes of a body, unless a route says otherwise (default 1 MB). */
  readonly bodyLimit?: number
}

/** The server and its list of routes. */
export interface BuiltServer {
  readonly server: PlatformServer
  readonly paths: KnownPaths
}

export const limits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** Longer than any request may take to be answered; only who does not read, or not write, meets it. */
  idleTimeoutMs: 120_000,
  connections: 2000,
  bodyBytes: 1024 * 1024,
  /** Longest `:parameter` of a path. */
  parameterLength: 500,
} as const

/** A server without routes. Nothing listens yet. */
export function createServer(options: ServerOptions): BuiltServer {
  const proxies = options.trustedProxies ?? []
  const errors: ErrorHandlerOptions = { log: options.log, publicUrl: options.publicUrl }
  const server: PlatformServer = fastify<Server>({
    logger: false,
    genReqId: newRequestId,
    requestIdHeader: false,
    trustProxy: proxies.length === 0 ? false : [...proxies],
    bodyLimit: options.bodyLimit ?? limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: options.idleTimeoutMs ?? limits.idleTimeoutMs,
    // How long an idle connection may wait for its next request.
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // What still arrives on open connections is served; /readyz has told everybody to go elsewhere.
    return503OnClosing: false,
    http: { headersTimeout: limits.headersTimeoutMs, connectionsCheckingInterval: 2000 },
    exposeHeadRoutes: false,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: limits.parameterLength,
      constraints: { namesInstance: instanceConstraint },
    },
    rewriteUrl: (request) => routedUrl(request.url ?? '/', request.headers.authorization),
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, errors),
    frameworkErrors: (error, request, reply) => sendError(error, request, reply, errors),
  }).withTypeProvider<TypeBoxTypeProvider>()
  server.server.maxConnections = limits.connections
  server.setValidatorCompiler(({ schema, httpPart }) =>
    compileValidator(schema as TSchema, httpPart ?? 'body'),
  )
  server.decorateRequest('caller', undefined)
  server.decorateRequest('instanceCaller', undefined)
  server.decorateRequest('sentBody', undefined)
  server.decorateRequest('keyedCall', undefined)
  server.decorateRequest('failure', undefined)
  server.decorateRequest('connectSession', undefined)
  const paths = watchRoutes(server)
  addBodyParsers(server)
  addErrorHandler(server, errors)
  addAnswerHeaders(server)
  addCors(server)
  refuseStrangePaths(server)
  refuseLoops(server)
  keepCatalogOffHubCalls(server)
  options.authenticator.addTo(server)
  addOrigins(server)
  answerUnknown(server, paths, options.unknownPage)
  return { server, paths }
}

function addAnswerHeaders(server: PlatformServer): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('elements-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    // Answers depend on the caller; a route that serves the same to everybody says so itself.
    reply.header('cache-control', 'no-store')
    done()
  })
}

function refuseStrangePaths(server: PlatformServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const refusal = refusalOfPath(request.raw.url ?? '/')
    done(refusal === undefined ? undefined : new PlatformError('invalid_request', refusal))
  })
}

function answerUnknown(
  server: PlatformServer,
  paths: KnownPaths,
  unknownPage: ServerOptions['unknownPage'],
): void {
  server.setNotFoundHandler((request, reply) => {
    const path = (request.raw.url ?? '/').split('?', 1)[0] ?? '/'
    const methods = paths.methodsAt(path)
    if (methods.length === 0 && unknownPage !== undefined && wantsPage(request, path)) {
      return unknownPage(reply)
    }
    if (methods.length > 0 && !methods.includes(request.method)) {
      throw new PlatformError(
        'method_not_allowed',
        `${request.method} is not known here; this path knows ${methods.join(', ')}`,
        { headers: { allow: methods.join(', ') } },
      )
    }
    throw new PlatformError(
      'route_not_found',
      'There is no such route. The platform API begins with /elements/api-v2; /docs lists all routes',
    )
  })
}

/** A browser on its way to a page, outside of what only programs ask for. */
function wantsPage({ method, headers }: FastifyRequest, path: string): boolean {
  if (method !== 'GET' || /^\/(?:elements|console)(?:\/|$)/.test(path)) return false
  return headers.accept?.includes('text/html') ?? false
}

/** What never became a request: garbage, too large headers, a header that took too long. */
function refuseConnection(
  error: Error & { code?: string },
  socket: Socket,
  options: ErrorHandlerOptions,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const status = isLate
    ? '408 Request Timeout'
    : isLarge
      ? '431 Headers Too Large'
      : '400 Bad Request'
  const message = isLate
    ? 'The request did not arrive in time'
    : isLarge
      ? 'The headers are larger than 16 KB'
      : 'This is no valid HTTP request'
  const body = errorBody(
    new PlatformError('invalid_request', message),
    newRequestId(),
    options.publicUrl(),
  )
  const text = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nElements-Request-Id: ${body.requestId}\r\n\r\n${text}`,
  )
}
