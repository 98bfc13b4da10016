import { isIP } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Whether a host name can only mean this machine. */
export function isLoopbackHost(host: string): boolean {
  if (host === 'localhost' || host === '::1' || host === '[::1]') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

/**
 * The sandbox asks nobody for a password, so the browser of whoever runs it must not become a way
 * in: pages of other sites can neither press the admin's buttons, nor use the control routes, nor
 * post to receivers, and a foreign name that was pointed to this machine (DNS rebinding) reaches nothing at all.
 */
export async function refuseForeignPages(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { host = '', origin } = request.headers
  if (!isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? '')) {
    return reply.code(403).send({ message: 'The sandbox answers to names of this machine only' })
  }
  const guarded = /^\/(_control|receiver|[^/]+\/admin)([/?]|$)/.test(request.url)
  if (guarded && origin !== undefined && URL.parse(origin)?.host !== host) {
    return reply.code(403).send({ message: 'Pages of other sites cannot use this address' })
  }
  return undefined
}
