import { byKey } from '../instances/configuration.ts'
import { secretValues } from '../instances/secret-keys.ts'
import type { TracedCall } from '../traces/capture.ts'
import type { TracedAnswer } from '../traces/traces.ts'
import type { HubAnswer, HubRequest } from './hub-request.ts'

/** A hub call as a trace shows it, with the secrets that it must not show. */
export function tracedCall(request: HubRequest): TracedCall {
  const { instance } = request.instanceCaller
  const { connector, authenticationType, configuration } = instance
  const path = request.uri.split('?', 1)[0] ?? ''
  return {
    kind: 'call',
    requestId: request.requestId,
    organizationId: instance.organizationId,
    accountId: instance.accountId,
    instanceId: instance.id,
    connectorKey: connector.key,
    method: request.method,
    url: request.queryText === '' ? path : `${path}?${request.queryText}`,
    headers: request.headers,
    body: bodyOf(request.body),
    secrets: secretValues(configuration, byKey(connector.entriesFor(authenticationType))),
  }
}

function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  return body instanceof Uint8Array ? body : JSON.stringify(body)
}

/** Resources answer JSON without saying so; pass-through says what the vendor said. */
export function answerOf({ status, headers, payload }: HubAnswer): TracedAnswer {
  const type = headers['content-type'] ?? 'application/json; charset=utf-8'
  return { status, headers: { ...headers, 'content-type': type }, payload }
}
