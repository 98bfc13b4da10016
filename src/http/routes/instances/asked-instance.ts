import type { FastifyRequest } from 'fastify'
import { PlatformError } from '../../../core/errors.ts'

/** The instance of the Element token, for the routes without an id in their path. */
export function ownInstanceId(request: FastifyRequest): number {
  if (request.instanceCaller !== undefined) return request.instanceCaller.instance.id
  throw new PlatformError('internal', 'A route without an instance asked for one')
}
