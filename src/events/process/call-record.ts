/** An asynchronous call as it is stored: what it asks, for whom, and where its answer goes. */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parseJson } from '../../core/parse-json.ts'
import type { HubRequest } from '../../hub/hub-request.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'

const Words = Type.Record(Type.String(), Type.String())

const CallRecord = Type.Object({
  method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  hub: Type.String(),
  path: Type.String(),
  segments: Type.Array(Type.String()),
  isPlatformName: Type.Boolean(),
  query: Words,
  queryText: Type.String(),
  headers: Words,
  body: Type.Optional(Type.Unknown()),
  requestId: Type.String(),
  ip: Type.String(),
  uri: Type.String(),
  userId: Type.Integer(),
  accountId: Type.Integer(),
  callbackUrl: Type.String(),
})
export type CallRecord = Static<typeof CallRecord>

/** Without the credentials of the caller: only headers that the resource takes, and ours, are kept. */
export function callRecord(request: HubRequest, callbackUrl: string): CallRecord {
  const { caller, instance } = request.instanceCaller
  const { method, hub, path, segments, query, queryText, body, requestId, ip, uri } = request
  return {
    method,
    hub,
    path,
    query,
    queryText,
    requestId,
    ip,
    uri,
    segments: [...segments],
    isPlatformName: request.isPlatformName === true,
    headers: headersOf(request, instance),
    ...(body === undefined ? {} : { body }),
    userId: caller.userId,
    accountId: caller.accountId,
    callbackUrl,
  }
}

/** Throws when it is none. */
export function readCallRecord(raw: Buffer): CallRecord {
  return Value.Parse(CallRecord, parseJson(raw))
}

function headersOf(request: HubRequest, instance: OpenInstance): Record<string, string> {
  const match = instance.connector.findResource(
    request.method,
    request.segments,
    instance.authenticationType,
  )
  const named = (match?.resource.parameters ?? [])
    .filter(({ type }) => type === 'header')
    .map(({ name }) => name.toLowerCase())
  const kept = new Set([...named, 'accept', 'cache-control', 'elements-version'])
  kept.delete('authorization')
  return Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name, value]) => kept.has(name) && typeof value === 'string',
    ),
  )
}
