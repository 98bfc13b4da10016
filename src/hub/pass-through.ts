import type { VendorCalls } from '../vendor-calls/vendor-calls.ts'
import type { CallNote } from './call-resource.ts'
import type { HubAnswer, HubRequest } from './hub-request.ts'
import { checkInstanceMayCall } from './may-call.ts'

/** Sends the client's own request below base.url; status, body and the vendor's headers come back untouched. */
export async function passThrough(
  vendorCalls: Pick<VendorCalls, 'proxy'>,
  request: HubRequest,
  rest: string,
  deadline: number,
  note: CallNote,
): Promise<HubAnswer> {
  const { instance } = request.instanceCaller
  checkInstanceMayCall(instance)
  const answer = await vendorCalls.proxy(instance, {
    method: request.method,
    path: rest,
    query: request.queryText,
    headers: request.headers,
    body: request.body instanceof Uint8Array ? request.body : undefined,
    deadline,
    meter: note.meter,
  })
  return {
    status: answer.status,
    // A vendor's page must not run as a page of ours.
    headers: {
      ...answer.headers,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
    payload: answer.body,
  }
}
