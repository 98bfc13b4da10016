import type { FastifyRequest } from 'fastify'
import { PlatformError } from '../../../core/errors.ts'
import type { Caller } from '../../../accounts/caller.ts'
import type { EventScope } from '../../../events/log/event-log-store.ts'
import { scopeOf } from '../../../instances/find-instances.ts'

/** The caller of a route whose access is `optional` because it takes secrets of an organization or of an instance. */
export function knownCaller(request: FastifyRequest): Caller {
  if (request.caller !== undefined) return request.caller
  throw new PlatformError('unauthorized', 'The Authorization header is missing', {
    details: [
      {
        path: 'Authorization',
        message:
          'This route needs Authorization: User <user secret>, Organization <organization secret> or User <user secret>, Element <instance token>',
      },
    ],
  })
}

/** Whose events a caller sees: those of the instance in the header, else of all instances that he sees. */
export function eventScopeOf(request: FastifyRequest): EventScope {
  const caller = knownCaller(request)
  const { organizationId, accountId } = scopeOf(caller)
  const instanceId = request.instanceCaller?.instance.id
  return instanceId === undefined ? { organizationId, accountId } : { organizationId, instanceId }
}
