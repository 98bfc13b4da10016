/** Keys that do nothing are stored, as on the old platform; that nobody has them is said. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { nearestReservedKey, unknownEventKeys } from '../../../catalog/reserved-keys.ts'
import { isJsonObject } from '../../../core/json.ts'
import { notice } from '../../elements-error.ts'

const mostNamed = 5

/** Names in `Elements-Error` the keys of events in the body that the platform does not have. */
export function noteUnknownKeys(request: FastifyRequest, reply: FastifyReply): void {
  const configuration = isJsonObject(request.body) ? request.body['configuration'] : undefined
  if (!isJsonObject(configuration)) return
  for (const key of unknownEventKeys(Object.keys(configuration)).slice(0, mostNamed)) {
    const meant = nearestReservedKey(key)
    const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`
    notice(reply, `configuration: ${key} is not known and was ignored${hint}`)
  }
}
