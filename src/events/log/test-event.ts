/** An event that nobody's change caused: it goes the way of all others, so that a customer can try the own app. */
import { randomUUID } from 'node:crypto'
import { eventsOf, eventTypesOf } from '../../catalog/connector-events.ts'
import { asWritten, tellableObjects } from '../../catalog/event-objects.ts'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { Hub } from '../../hub/hub.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { isoSeconds } from '../../instances/iso-seconds.ts'
import type { Database } from '../../storage/database.ts'
import type { Caller } from '../../accounts/caller.ts'
import { addEvents } from '../add-events-store.ts'
import { eventSettings, type EventSettings } from '../event-settings.ts'
import { polledResources } from '../sources/planned-sources.ts'
import { readRequest } from '../process/read-record.ts'

/** Every record may be made, changed and removed. */
const recordEventTypes = ['CREATED', 'UPDATED', 'DELETED']

export interface TestEventRequest {
  readonly objectType?: string | undefined
  readonly objectId?: string | undefined
  readonly eventType?: string | undefined
}

export interface TestEventParts {
  readonly database: Database
  readonly hub: Pick<Hub, 'call'>
  readonly clock: Clock
}

/** Stores it and answers its id. Throws 400 for a connector without events, and for words that it does not have. */
export async function addTestEvent(
  { database, hub, clock }: TestEventParts,
  caller: Caller,
  instance: OpenInstance,
  asked: TestEventRequest,
): Promise<number> {
  const { connector, authenticationType, configuration } = instance
  const settings = eventSettings(connector, authenticationType, configuration)
  const { objectType, eventType } = readWords(instance, settings, asked)
  const objectId = asked.objectId ?? (await someId(hub, caller, instance, objectType)) ?? '1'
  const now = new Date(clock.now())
  const vendorEventId = `test ${randomUUID()}`
  const event = {
    objectType,
    objectId,
    eventType,
    elementKey: connector.key,
    hubKey: connector.hub,
    date: isoSeconds(now),
  }
  const raw = { instance_id: instance.id, objectType, eventId: vendorEventId, isTest: true }
  const stored = await database.transaction((trx) =>
    addEvents(trx, [
      {
        organizationId: instance.organizationId,
        accountId: instance.accountId,
        instanceId: instance.id,
        connectorKey: connector.key,
        source: 'test',
        vendorEventId,
        occurredAt: now,
        contentType: 'application/json',
        headers: {},
        raw: Buffer.from(JSON.stringify({ ...raw, events: [event] })),
      },
    ]),
  )
  return stored[0]?.id ?? 0
}

/** What the event is of, as the connector writes it. Throws invalid_request that lists what there is. */
function readWords(
  { connector, authenticationType }: OpenInstance,
  settings: EventSettings,
  asked: TestEventRequest,
): { objectType: string; eventType: string } {
  const word = connector.element.hubwright?.events
  const { objects } = settings
  const tellable = tellableObjects(word, polledResources(connector, authenticationType, settings))
  const first = [...(objects ?? tellable)][0]
  if (word === undefined || first === undefined)
    throw new PlatformError('invalid_request', `${connector.name} has no events`)
  const objectType = oneOf('/objectType', asked.objectType ?? first, [
    ...tellable,
    ...(objects ?? []),
  ])
  const types = new Set([...recordEventTypes, ...eventTypesOf(eventsOf(connector), objectType)])
  return { objectType, eventType: oneOf('/eventType', asked.eventType ?? 'UPDATED', [...types]) }
}

function oneOf(path: string, given: string, known: readonly string[]): string {
  const [found = given] = asWritten([given], known)
  if (known.includes(found)) return found
  const message = `must be one of ${[...new Set(known)].join(', ')}`
  throw new PlatformError('invalid_request', `'${path}' ${message}`, {
    details: [{ path, message }],
  })
}

/** The id of a record that is there, so that the customer's app finds it. */
async function someId(
  hub: Pick<Hub, 'call'>,
  caller: Caller,
  instance: OpenInstance,
  objectType: string,
): Promise<string | undefined> {
  try {
    const request = readRequest(instance, caller, `/${encodeURIComponent(objectType)}`, '', {
      pageSize: '1',
    })
    const { payload } = await hub.call(request)
    const list: unknown = payload === undefined ? [] : parseJson(payload)
    const first: unknown = Array.isArray(list) ? list[0] : list
    const id = isJsonObject(first) ? first['id'] : undefined
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
  } catch (error) {
    // The test is about the way of an event; a vendor that is away must not be in its way.
    if (error instanceof PlatformError) return undefined
    throw error
  }
}
