/** The stored form of what was polled, as the old platform's poller posted it. */
import { createHash } from 'node:crypto'
import { largestEvent, type NewEvent, type NormalizedEvent } from '../event.ts'
import type { Change, ClaimedSource } from './source.ts'

/** A notification of a poll holds at most so many, so does what becomes one. */
const mostTogether = 10
/** Beyond this much, records go each by itself. */
const comfortableBytes = 1024 * 1024

export interface ToldOf {
  readonly source: ClaimedSource
  readonly objectName: string
  readonly elementKey: string
  readonly hubKey: string
}

/** One event to be stored for at most ten changes, each with its full record. */
export function eventsOf(of: ToldOf, changes: readonly Change[]): NewEvent[] {
  const events: NewEvent[] = []
  for (let at = 0; at < changes.length; at += mostTogether) {
    const chunk = changes.slice(at, at + mostTogether)
    const whole = eventOf(of, chunk)
    if (chunk.length === 1 || whole.raw.length <= comfortableBytes) events.push(whole)
    else events.push(...chunk.map((change) => eventOf(of, [change])))
  }
  return events
}

function eventOf(of: ToldOf, changes: readonly Change[]): NewEvent {
  const { source, objectName } = of
  const pollDate = isoSeconds(source.now.getTime())
  const events = changes.map((change) => normalized(of, change, pollDate))
  const key = changes.map((change) => vendorId(of, change)).join(',')
  const eventId = createHash('sha256').update(key).digest('hex').slice(0, 24)
  const head = { instance_id: source.instanceId, objectType: objectName, eventId, events }
  const raw = Buffer.from(
    JSON.stringify({ ...head, [objectName]: changes.map(({ record }) => record ?? null) }),
  )
  return {
    organizationId: source.organizationId,
    accountId: source.accountId,
    instanceId: source.instanceId,
    connectorKey: of.elementKey,
    source: source.kind,
    vendorEventId: key,
    occurredAt: new Date(Math.max(...changes.map(({ at }) => at))),
    contentType: 'application/json',
    headers: {},
    // A record that is larger than any event may be is told without itself.
    raw:
      raw.length <= largestEvent ? raw : Buffer.from(JSON.stringify({ ...head, [objectName]: [] })),
  }
}

function normalized(of: ToldOf, change: Change, pollDate: string): NormalizedEvent {
  return {
    objectType: of.objectName,
    objectId: change.objectId,
    eventType: change.eventType,
    elementKey: of.elementKey,
    hubKey: of.hubKey,
    date: isoSeconds(change.at),
    pollDate,
  }
}

/** Such as `poll:orders:AB1CD:1772357460`. */
function vendorId(
  { source, objectName }: ToldOf,
  { objectId, at, eventType, mark }: Change,
): string {
  const time = mark.startsWith('=') ? mark.slice(1) : String(Math.floor(at / 1000))
  return `${source.kind}:${objectName}:${objectId}:${eventType === 'DELETED' ? 'deleted:' : ''}${time}`
}

function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
