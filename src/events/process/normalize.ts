/** What a payload says changed, in the one shape of all vendors. Pure. */
import type { Connector } from '../../catalog/connector.ts'
import type { WebhookWord } from '../../catalog/events-word.ts'
import { isJsonObject } from '../../core/json.ts'
import { isoSeconds } from '../../instances/iso-seconds.ts'
import { WrittenNumber } from '../written-numbers.ts'
import { mostChanges, type NormalizedEvent } from '../event.ts'
import type { WaitingEvent } from './job.ts'

/** Either what changed, or why nothing follows from the payload, or why it cannot be processed. */
export type Normalized =
  | { readonly events: readonly NormalizedEvent[] }
  | { readonly nothing: string }
  | { readonly refused: string }

export interface NormalizeParts {
  readonly event: Pick<WaitingEvent, 'source' | 'headers' | 'occurredAt' | 'eventId'>
  readonly value: unknown
  /** The value with large numbers as they were written. */
  readonly exact: unknown
  readonly connector: Pick<Connector, 'key' | 'hub' | 'hooks' | 'element'>
  readonly configuration: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly now: number
}

export function normalize(parts: NormalizeParts): Normalized {
  const { event, connector } = parts
  if (event.source !== 'webhook') return ofPoll(parts)
  if (connector.hooks.event !== undefined) return ofHook(parts)
  return ofDeclaration(parts, connector.element.hubwright?.events?.webhook)
}

function ofPoll({ exact: value, connector, event }: NormalizeParts): Normalized {
  const listed = isJsonObject(value) && Array.isArray(value['events']) ? value['events'] : []
  if (listed.length > mostChanges) return tooMany(listed.length)
  const events = listed.filter(isJsonObject).flatMap((item) => {
    const objectType = textOf(item['objectType'])
    const objectId = textOf(item['objectId'])
    const eventType = textOf(item['eventType'])
    if (objectType === undefined || objectId === undefined || eventType === undefined) return []
    const optional = (name: 'pollDate' | 'otherId' | 'newPath' | 'oldPath') => {
      const text = textOf(item[name])
      return text === undefined ? {} : { [name]: text }
    }
    return [
      {
        objectType,
        objectId,
        eventType,
        elementKey: connector.key,
        hubKey: connector.hub,
        date: dateOf(item['date'], event.occurredAt),
        ...optional('pollDate'),
        ...optional('otherId'),
        ...optional('newPath'),
        ...optional('oldPath'),
      },
    ]
  })
  return events.length === 0 ? { nothing: 'The payload lists no events' } : { events }
}

function ofHook({ event, value, connector, configuration, now }: NormalizeParts): Normalized {
  const found = connector.hooks.event?.({
    events: value,
    headers: event.headers,
    configuration,
    now,
  })
  if (found === undefined || found.length === 0)
    return { nothing: 'The event hook of the connector found nothing to tell' }
  if (found.length > mostChanges) return tooMany(found.length)
  return {
    events: found.map((item) => ({
      objectType: storable(item.event_object_type),
      objectId: storable(item.event_object_id),
      eventType: storable(item.event_type),
      elementKey: connector.key,
      hubKey: connector.hub,
      date: dateOf(item.event_date, event.occurredAt),
      ...(item.event_other_id === undefined ? {} : { otherId: storable(item.event_other_id) }),
      ...(item.event_new_path === undefined ? {} : { newPath: storable(item.event_new_path) }),
      ...(item.event_old_path === undefined ? {} : { oldPath: storable(item.event_old_path) }),
    })),
  }
}

function ofDeclaration(
  { event, exact: value, connector }: NormalizeParts,
  word: WebhookWord | undefined,
): Normalized {
  const said = word?.type === undefined ? undefined : textOf(at(value, word.type))
  if (said === undefined) return { nothing: 'The payload does not say what kind of event it is' }
  const type = Object.entries(word?.types ?? {}).find(([name]) => plain(name) === plain(said))?.[1]
  if (type === undefined)
    return { nothing: `Events of the type '${said.slice(0, 100)}' are told of nobody` }
  const objectId = firstText(value, type.objectId)
  if (objectId === undefined)
    return { nothing: `An event of the type '${said.slice(0, 100)}' that names no record` }
  const otherId = type.otherId === undefined ? undefined : textOf(at(value, type.otherId))
  const { objectType, eventType } = type
  return {
    events: [
      {
        objectType,
        objectId,
        eventType,
        elementKey: connector.key,
        hubKey: connector.hub,
        date: isoSeconds(event.occurredAt),
        ...(otherId === undefined || otherId === objectId ? {} : { otherId }),
      },
    ],
  }
}

function tooMany(count: number): Normalized {
  return { refused: `It tells ${count} changes; one event may tell ${mostChanges}` }
}

function plain(type: string): string {
  return type.toLowerCase().replaceAll('_', '')
}

function firstText(value: unknown, pointers: readonly string[]): string | undefined {
  for (const pointer of pointers) {
    const text = textOf(at(value, pointer))
    if (text !== undefined) return text
  }
  return undefined
}

/** A JSON pointer (RFC 6901); undefined where it leads nowhere. */
function at(value: unknown, pointer: string): unknown {
  let found = value
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(found)) found = (found as unknown[])[Number(name)]
    else if (isJsonObject(found) && Object.hasOwn(found, name)) found = found[name]
    else return undefined
  }
  return found
}

/** Ids are text or numbers, even within one vendor. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (value instanceof WrittenNumber)
    return storable(/^-?\d+$/.test(value.text) ? value.text : String(Number(value.text)))
  return typeof value === 'string' && value !== '' ? storable(value) : undefined
}

/** Longer ones are nobody's ids; an index takes no more. */
const longestText = 400

/** Without what PostgreSQL does not take: a NUL, half of a character. */
function storable(text: string): string {
  return Buffer.from(text.slice(0, longestText).replaceAll('\0', '')).toString()
}

function dateOf(value: unknown, otherwise: Date): string {
  const date = typeof value === 'string' ? new Date(value) : otherwise
  return isoSeconds(Number.isNaN(date.getTime()) ? otherwise : date)
}
