import type { FastifyReply, FastifyRequest } from 'fastify'
import { PlatformError } from '../../../core/errors.ts'
import type { HubAnswer } from '../../../hub/hub-request.ts'
import { instanceCallerOf } from './hub-request-of.ts'

const json = 'application/json; charset=utf-8'

/** Names the instance on every answer, errors too, as old clients expect. */
export function nameInstance(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('elements-element-instance-id', String(instanceCallerOf(request).instance.id))
}

/** Hub answers are JSON; a client that takes none gets 406 before the vendor is asked. */
export function checkAccept(request: FastifyRequest): void {
  const accept = request.headers.accept
  if (accept === undefined || accept.includes('*/*') || accept.includes('json')) return
  if (accept.trim() === '' || /application\/\*/.test(accept)) return
  throw new PlatformError(
    'not_acceptable',
    'Hub calls answer application/json; the Accept header does not take it',
  )
}

/** Sends text or bytes as they are: nothing is serialized again. */
export function sendAnswer(reply: FastifyReply, answer: HubAnswer): FastifyReply {
  reply.code(answer.status)
  for (const name of Object.keys(answer.headers)) reply.header(name, answer.headers[name])
  if (answer.payload === undefined) return reply.send()
  if (!reply.hasHeader('content-type')) reply.header('content-type', json)
  return reply.send(answer.payload)
}
