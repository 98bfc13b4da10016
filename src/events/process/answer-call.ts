/** Makes an asynchronous call, and tells its answer in the shape that the old platform gave it. */
import { errorBody } from '../../core/error-body.ts'
import { PlatformError, toError } from '../../core/errors.ts'
import { hopsHeader, readHops } from '../../core/hops.ts'
import type { Log } from '../../core/log.ts'
import type { Hub } from '../../hub/hub.ts'
import type { HubAnswer, HubRequest } from '../../hub/hub-request.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { addNotifications } from '../../notifications/add-notifications-store.ts'
import { answerSubscription } from '../../notifications/answer-subscription-store.ts'
import { instanceTopic } from '../../notifications/notification.ts'
import type { Database } from '../../storage/database.ts'
import type { Vault } from '../../vault/seal.ts'
import { isRead } from '../../vendor-calls/chain.ts'
import { eventSettings } from '../event-settings.ts'
import { readCallRecord, type CallRecord } from './call-record.ts'
import type { Outcome, WaitingEvent } from './job.ts'
import { endJobs, markBegun, writeOutcomes } from './job-store.ts'
import { ownerCaller } from './owner-caller.ts'

export interface AnswerCallRooms {
  readonly database: Database
  readonly hub: Pick<Hub, 'call'>
  readonly vault: Pick<Vault, 'seal'>
  readonly publicUrl: () => string
  readonly log: Log
}

/** The answer as it is told. */
interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly response: string
}

/** A read is made again after a crash; a write never: it is answered that nobody knows what became of it. */
export async function answerCall(
  rooms: AnswerCallRooms,
  event: WaitingEvent,
  instance: OpenInstance,
): Promise<Outcome[]> {
  const call = readCallRecord(event.raw)
  const request = requestOf(call, instance)
  if (!isRepeatable(request, instance)) {
    if (event.isBegun)
      return store(rooms, event, instance, call, failed(rooms, call, unknownOutcome()))
    if (!(await markBegun(rooms.database.db, event))) return []
  }
  return store(rooms, event, instance, call, await made(rooms, call, request))
}

async function made(
  rooms: AnswerCallRooms,
  call: CallRecord,
  request: HubRequest,
): Promise<Answered> {
  try {
    return answered(await rooms.hub.call(request))
  } catch (thrown) {
    if (thrown instanceof PlatformError) return failed(rooms, call, thrown)
    rooms.log.error(
      { err: toError(thrown), requestId: call.requestId },
      'a call failed unexpectedly',
    )
    return failed(rooms, call, new PlatformError('internal', 'Something failed inside Hubwright'))
  }
}

function answered({ status, headers, payload }: HubAnswer): Answered {
  return { status, headers, response: payload === undefined ? 'null' : payload.toString() }
}

function failed(rooms: AnswerCallRooms, call: CallRecord, error: PlatformError): Answered {
  const body = errorBody(error, call.requestId, rooms.publicUrl())
  return { status: error.status, headers: {}, response: JSON.stringify(body) }
}

function unknownOutcome(): PlatformError {
  return new PlatformError(
    'call_outcome_unknown',
    'The server stopped while the call was made. Whether the vendor did it is not known: look for its effect before you send it again',
  )
}

async function store(
  { database, vault }: AnswerCallRooms,
  event: WaitingEvent,
  instance: OpenInstance,
  call: CallRecord,
  { status, headers, response }: Answered,
): Promise<Outcome[]> {
  const { organizationId, accountId, eventId } = event
  const topic = instanceTopic(instance.id, instance.connector.key)
  const { connector, authenticationType, configuration } = instance
  const { signatureKey } = eventSettings(connector, authenticationType, configuration)
  const outcome: Outcome = { job: event, status: 'DISPATCHED' }
  return database.transaction(async (trx) => {
    if (!(await endJobs(trx, [event])).has(eventId)) return []
    const address = { organizationId, accountId, instanceId: instance.id, url: call.callbackUrl }
    const subscriptionId = await answerSubscription(trx, vault, { ...address, signatureKey })
    const head = JSON.stringify({ eventId, instanceId: instance.id }).slice(0, -1)
    const about = JSON.stringify({ status, headers }).slice(1, -1)
    await addNotifications(trx, [
      {
        organizationId,
        accountId,
        eventId,
        topic,
        subscriptionId,
        instanceId: instance.id,
        kind: 'answer',
        severity: 'low',
        hops: readHops(event.headers[hopsHeader]),
        body: (id) => `${head},"notificationId":${id},${about},"response":${response}}`,
      },
    ])
    await writeOutcomes(trx, [outcome])
    return [outcome]
  })
}

function requestOf(call: CallRecord, instance: OpenInstance): HubRequest {
  const { userId, accountId, callbackUrl: _callbackUrl, body, ...rest } = call
  const { organizationId } = instance
  return {
    ...rest,
    body,
    instanceCaller: { instance, caller: ownerCaller({ organizationId, accountId, userId }) },
    meter: { vendorCalls: 0, mayHaveActed: false },
  }
}

/** Doing it twice does no harm. What leads to no resource ends with an error anyway. */
function isRepeatable({ method, segments }: HubRequest, instance: OpenInstance): boolean {
  const { connector, authenticationType } = instance
  const match = connector.findResource(method, segments, authenticationType)
  return match === undefined || isRead(connector, match.resource)
}
