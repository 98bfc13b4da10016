import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'

/** Response schema of a delete. */
export const emptyResponse = { 200: Type.Null({ description: 'An empty body' }) }

/** Answers 200 without a body, as the old platform does after a delete. */
export function emptyAnswer(reply: FastifyReply): FastifyReply {
  // Without this the schema would write the literal `null`.
  return reply.serializer(() => '').send(null)
}
