/** Tells the audit log where a request comes from. Calls of the hub have usage records instead and skip this. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { onBehalfOf } from '../audit/request-origin.ts'
import type { PlatformServer } from './platform-server.ts'

/** Holds for the routes that are registered from now on. */
export function addOrigins(server: PlatformServer): void {
  server.addHook('onRoute', (options) => {
    if (options.config?.access === undefined || options.url.includes('/hubs/:hub')) return
    // The last hook before the handler: what reads the body would lose the context again.
    options.preHandler = [options.preHandler ?? []].flat().concat(carryOrigin)
  })
}

function carryOrigin(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  const { method, url, ip, id, caller } = request
  onBehalfOf(
    {
      method,
      path: url.split('?', 1)[0] ?? '',
      address: ip,
      requestId: id,
      userId: caller?.userId,
      accountId: caller?.accountId,
    },
    done,
  )
}
