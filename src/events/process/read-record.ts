/** Reads a record again before anything is said about it: vendors sign little of what they tell, and tell it late. */
import { createHash } from 'node:crypto'
import type { EventObject } from '../../catalog/events-word.ts'
import { PlatformError, type ErrorCode } from '../../core/errors.ts'
import { newRequestId } from '../../core/ids.ts'
import { isJsonObject } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { Hub } from '../../hub/hub.ts'
import type { HubRequest } from '../../hub/hub-request.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import type { Caller } from '../../accounts/caller.ts'

export type Reading =
  | {
      readonly kind: 'there'
      /** A hash of the record in our shape. */
      readonly state: Buffer
      /** Its own time of change, where it has one. */
      readonly updated: Date | undefined
    }
  | { readonly kind: 'gone' }
  /** It can be read later, perhaps. */
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number | undefined }
  /** It can never be read by this connection. */
  | { readonly kind: 'unreadable' }

const passing: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'internal',
  'unavailable',
  'reauth_required',
  'vendor_unauthorized',
  'vendor_payment_required',
  'vendor_rate_limited',
  'vendor_failed',
  'vendor_unreachable',
  'vendor_timeout',
  'vendor_answer_unreadable',
])

export async function readRecord(
  hub: Pick<Hub, 'call'>,
  instance: OpenInstance,
  caller: Caller,
  word: EventObject,
  objectId: string,
): Promise<Reading> {
  try {
    const { payload } = await hub.call(readRequest(instance, caller, word.read, objectId))
    return there(word, payload)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    if (error.code === 'vendor_not_found') return { kind: 'gone' }
    if (!passing.has(error.code)) return { kind: 'unreadable' }
    return { kind: 'later', reason: error.message, retryAfterMs: retryAfterOf(error) }
  }
}

/** A GET through the hub, on behalf of the owner of the instance; remembered answers are passed by. */
export function readRequest(
  instance: OpenInstance,
  caller: Caller,
  pattern: string,
  objectId = '',
  query: Readonly<Record<string, string>> = {},
): HubRequest {
  const path = pattern.replace('{id}', () => encodeURIComponent(objectId))
  return {
    instanceCaller: { caller, instance },
    hub: instance.connector.hub,
    method: 'GET',
    segments: path.slice(1).split('/').map(decodeURIComponent),
    path,
    query,
    queryText: '',
    headers: { 'cache-control': 'no-cache' },
    body: undefined,
    requestId: newRequestId(),
    ip: '',
    uri: path,
    meter: { vendorCalls: 0 },
  }
}

function there(word: EventObject, payload: string | Buffer | undefined): Reading {
  const text = payload ?? ''
  const state = createHash('sha256').update(text).digest()
  const updated = word.updated === undefined ? undefined : timeAt(textToJson(text), word.updated)
  return { kind: 'there', state, updated }
}

function textToJson(text: string | Buffer): unknown {
  return text.length === 0 ? undefined : parseJson(text)
}

function timeAt(record: unknown, path: string): Date | undefined {
  let value = record
  for (const name of path.split('.')) value = isJsonObject(value) ? value[name] : undefined
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  // Seconds since 1970 are met as well as milliseconds.
  const date = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function retryAfterOf({ headers }: PlatformError): number | undefined {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
}
