/** A poll that its owner plays: what it found is taken in as if we had polled (contract of the old platform's tests). */
import { randomUUID } from 'node:crypto'
import type { Caller } from '../../accounts/caller.ts'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { Instances } from '../../instances/instances.ts'
import { eventSettings } from '../event-settings.ts'
import { mostChanges } from '../event.ts'
import type { GroupCommit } from './group-commit.ts'

export interface PlayedPoll {
  readonly elementKey: string
  readonly instanceId: number
  readonly raw: Buffer
}

export interface PollParts {
  readonly instances: Pick<Instances, 'checkOwned' | 'connectionOf'>
  readonly group: Pick<GroupCommit, 'add'>
  readonly clock: Clock
}

/** @throws not_found for an instance that the caller has not, invalid_request for another body than a poll's */
export async function receivePoll(
  { instances, group, clock }: PollParts,
  caller: Caller,
  { elementKey, instanceId, raw }: PlayedPoll,
): Promise<void> {
  await instances.checkOwned(caller, instanceId)
  const instance = await instances.connectionOf(instanceId)
  const { connector, authenticationType, configuration, organizationId, accountId } = instance
  if (connector.key !== elementKey) {
    throw new PlatformError('not_found', `Instance ${instanceId} is none of '${elementKey}'`)
  }
  const eventId = readPoll(raw, instanceId)
  if (instance.disabled || !eventSettings(connector, authenticationType, configuration).enabled)
    return
  await group.add([
    {
      organizationId,
      accountId,
      instanceId,
      connectorKey: connector.key,
      source: 'poll',
      // A record is found again whenever it changes: each poll that is played counts.
      vendorEventId: `${eventId.slice(0, 200)} ${randomUUID()}`,
      occurredAt: new Date(clock.now()),
      contentType: 'application/json',
      headers: {},
      raw,
    },
  ])
}

/** Answers `eventId`. */
function readPoll(raw: Buffer, instanceId: number): string {
  const body = parseJson(raw)
  const wrong = (path: string, message: string): never => {
    throw new PlatformError('invalid_request', `'${path}' ${message}`, {
      details: [{ path, message }],
    })
  }
  if (!isJsonObject(body)) return wrong('/', 'must be a JSON object')
  const { instance_id: named, objectType, eventId, events } = body
  if (named !== undefined && named !== instanceId && named !== String(instanceId))
    return wrong('/instance_id', `must be ${instanceId}, as in the address`)
  if (typeof objectType !== 'string' || objectType === '')
    return wrong('/objectType', 'must be the name of the resource that was polled')
  if (typeof eventId !== 'string' && typeof eventId !== 'number')
    return wrong('/eventId', 'must be the id of the record')
  if (String(eventId).includes('\0')) return wrong('/eventId', 'must not hold NUL')
  if (Array.isArray(events) && events.length > mostChanges)
    return wrong(
      '/events',
      `must list at most ${mostChanges} changes, not ${events.length}: play the others as further polls`,
    )
  return String(eventId)
}
