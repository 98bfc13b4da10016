/**
 * Browsers of any origin may call the API: callers from elsewhere prove themselves by a header. The session cookie of
 * our own pages is never theirs: no answer says `Access-Control-Allow-Credentials`.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PlatformServer } from './platform-server.ts'

/** Old clients compare this list as a string; order and spelling are part of the contract. */
export const exposedHeaders =
  'Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition'

const allowedHeaders =
  'Authorization, Content-Type, Accept, Elements-Version, Elements-Async-Callback-Url, Elements-Async-Request, Elements-User-Password, Idempotency-Key'
const allowedMethods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Adds the answers to preflights and the headers that let a page's script read ours. */
export function addCors(server: PlatformServer): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (request.headers.origin === undefined) return done()
    reply.header('access-control-allow-origin', '*')
    reply.header('access-control-expose-headers', exposedHeaders)
    if (isPreflight(request)) {
      answerPreflight(reply)
      return
    }
    done()
  })
}

function isPreflight(request: FastifyRequest): boolean {
  return (
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  )
}

function answerPreflight(reply: FastifyReply): void {
  void reply
    .code(200)
    .headers({
      'access-control-allow-methods': allowedMethods,
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': '86400',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    })
    .send()
}
