import type { FastifyReply, FastifyRequest } from 'fastify'
import { isJsonObject } from '../../../core/json.ts'
import type { Traces } from '../../../traces/traces.ts'
import { callerOf } from '../accounts/schemas.ts'

/**
 * Runs `work`, which makes or authenticates an instance. Where the body says `debug`, what is said to the vendor is
 * kept and `Elements-Trace-Id` names it, also on an error, which is when one wants to see it.
 */
export function traceProvisioning<T>(
  traces: Pick<Traces, 'capture'>,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<T>,
): Promise<T> {
  if (!wantsDebug(request.body)) return work()
  const { organizationId, accountId } = callerOf(request)
  const call = {
    kind: 'provisioning' as const,
    requestId: request.id,
    organizationId,
    accountId,
    method: request.method,
    url: request.url,
    headers: request.headers as Record<string, string>,
    // It is made of secrets, and nobody can tell which of its members are none.
    body: undefined,
    secrets: [],
    onKept: () => void reply.header('elements-trace-id', request.id),
  }
  // The instance itself is no news, and holds its token.
  return traces.capture(call, work, () => ({ status: 200, headers: {}, payload: undefined }))
}

function wantsDebug(body: unknown): boolean {
  if (!isJsonObject(body)) return false
  return [body['providerData'], body['configuration']].some(
    (part) => isJsonObject(part) && (part['debug'] === true || part['debug'] === 'true'),
  )
}
