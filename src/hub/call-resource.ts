/** The story of a hub call. */
import type { ResourceMatch } from '../catalog/connector.ts'
import { isRead } from '../vendor-calls/chain.ts'
import type { CallMeter, ResourceAnswer } from '../vendor-calls/connection.ts'
import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import type { AnswerMemory } from './answer-memory.ts'
import type { HubAnswer, HubRequest } from './hub-request.ts'
import { checkAuthentication, checkInstanceMayCall, findResource } from './may-call.ts'
import { withoutNulls } from './null-filter.ts'
import { ownWriteOf } from './own-write.ts'
import type { OwnWrites } from './own-writes.ts'
import { rememberedAnswer } from './remembered-answer.ts'

/** Set as soon as it is known, for the usage record: which resource was meant. */
export interface CallNote {
  api: string
  /** The vendor's records may be others afterwards, if it was asked. */
  mayChange: boolean
  readonly meter: CallMeter
}

export interface CallRooms {
  readonly vendorCalls: Pick<VendorCalls, 'callResource'>
  readonly memory: AnswerMemory
  readonly ownWrites: OwnWrites
}

/** What it refuses itself it throws at once: an async function around another costs every call a promise. */
export function callResource(
  { vendorCalls, memory, ownWrites }: CallRooms,
  request: HubRequest,
  deadline: number,
  note: CallNote,
): Promise<HubAnswer> {
  const { instance } = request.instanceCaller
  checkInstanceMayCall(instance)
  const match = findResource(instance, request)
  note.api = `${match.resource.method} ${match.resource.path}`
  checkAuthentication(instance, match)
  note.mayChange = !isRead(instance.connector, match.resource)
  const ask = () => askVendor(vendorCalls, request, match, deadline, note)
  if (note.mayChange) {
    const write = ownWriteOf(instance.connector, match)
    if (write === undefined) return ask()
    return ownWrites.keep(instance, write, ask, () => note.meter.mayHaveActed === true)
  }
  if (instance.caching === undefined) return ask()
  return rememberedAnswer(memory, request, ask)
}

async function askVendor(
  vendorCalls: CallRooms['vendorCalls'],
  request: HubRequest,
  match: ResourceMatch,
  deadline: number,
  note: CallNote,
): Promise<HubAnswer> {
  const { instance } = request.instanceCaller
  const answer = await vendorCalls.callResource(instance, match.resource, {
    method: request.method,
    path: request.path,
    pathVariables: match.pathVariables,
    query: request.query,
    headers: request.headers,
    body: request.body,
    requestId: request.requestId,
    deadline,
    meter: note.meter,
  })
  return {
    // Success is 200 towards the client, whatever kind of success it was at the vendor.
    status: answer.status < 300 ? 200 : answer.status,
    headers: pageHeaders(answer),
    payload: payloadOf(answer, instance.filterNulls),
  }
}

function payloadOf(answer: ResourceAnswer, filterNulls: boolean): string | Buffer | undefined {
  const { body } = answer
  if (body === undefined) return undefined
  const kept = filterNulls && answer.mayHoldNulls ? withoutNulls(body) : body
  return kept === body && answer.bytes !== undefined ? answer.bytes : JSON.stringify(kept)
}

function pageHeaders(answer: ResourceAnswer): Record<string, string> {
  const headers: Record<string, string> = {}
  const { page, notice } = answer
  if (page !== undefined) {
    headers['elements-returned-count'] = String(page.returned)
    if (page.total !== undefined) headers['elements-total-count'] = String(page.total)
    if (page.next !== undefined) headers['elements-next-page-token'] = page.next
  }
  // Header text is ASCII; what a notice quotes of the request may be anything.
  if (notice !== undefined)
    headers['elements-error'] = notice.replace(/[^\x20-\x7e]/g, '?').slice(0, 1000)
  return headers
}
