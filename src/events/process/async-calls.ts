/** Calls whose answer goes to the customer's address later: they are stored as events, and answered by the worker. */
import { PlatformError } from '../../core/errors.ts'
import { hopsHeader, keptHops, loopRefusal } from '../../core/hops.ts'
import type { HubAnswer, HubRequest } from '../../hub/hub-request.ts'
import { checkInstanceMayCall } from '../../hub/may-call.ts'
import type { Sender } from '../../net/sender.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../storage/database.ts'
import { addEvents } from '../add-events-store.ts'
import { eventSettings } from '../event-settings.ts'
import { largestEvent } from '../event.ts'
import { callRecord } from './call-record.ts'

export interface AsyncCalls {
  /** Whether the client wants the answer at its own address. */
  wants(request: Pick<HubRequest, 'headers'>): boolean
  /** Stores the call and answers `{"eventId","eventStatus":"dispatched"}`. Throws 400 when there is no address for the answer. */
  dispatch(request: HubRequest): Promise<HubAnswer>
}

const urlHeader = 'Elements-Async-Callback-Url'

export function createAsyncCalls(parts: {
  readonly database: Database
  readonly sender: Pick<Sender, 'refusal'>
  readonly clock: Clock
}): AsyncCalls {
  return {
    wants: ({ headers }) => headers['elements-async-request']?.toLowerCase() === 'true',
    async dispatch(request) {
      const { instance } = request.instanceCaller
      checkInstanceMayCall(instance)
      // A read is no exception here: its answer is a notification.
      const loop = loopRefusal(request.headers[hopsHeader])
      if (loop !== undefined) throw loop
      const callbackUrl = await addressOf(request, parts.sender)
      const raw = Buffer.from(JSON.stringify(callRecord(request, callbackUrl)))
      if (raw.length > largestEvent)
        throw new PlatformError('body_too_large', 'An asynchronous call may have at most 8 MB')
      const [stored] = await parts.database.transaction((trx) =>
        addEvents(trx, [
          {
            organizationId: instance.organizationId,
            accountId: instance.accountId,
            instanceId: instance.id,
            connectorKey: instance.connector.key,
            source: 'call',
            vendorEventId: `call ${request.requestId}`,
            occurredAt: new Date(parts.clock.now()),
            contentType: 'application/json',
            headers: keptHops(request.headers[hopsHeader]),
            raw,
          },
        ]),
      )
      const payload = JSON.stringify({ eventId: stored?.id, eventStatus: 'dispatched' })
      return { status: 200, headers: {}, payload }
    },
  }
}

async function addressOf(request: HubRequest, sender: Pick<Sender, 'refusal'>): Promise<string> {
  const { connector, authenticationType, configuration } = request.instanceCaller.instance
  const named = request.headers[urlHeader.toLowerCase()]?.trim() ?? ''
  const url =
    named === '' ? eventSettings(connector, authenticationType, configuration).callbackUrl : named
  if (url === undefined) {
    throw refused(
      `Elements-Async-Request needs the header ${urlHeader}, or an instance with event.notification.callback.url: the answer is sent there`,
    )
  }
  const refusal = URL.canParse(url) ? await sender.refusal(url) : 'It is no absolute URL'
  if (refusal === undefined) return url
  throw refused(`The answer cannot be sent to the address of ${urlHeader}: ${refusal}`)
}

function refused(message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path: urlHeader, message }] })
}
