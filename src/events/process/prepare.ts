/** What is to be done with an event, before anybody is asked or told. */
import { isWanted } from '../../catalog/event-objects.ts'
import { eventSettings, type EventSettings } from '../event-settings.ts'
import type { NormalizedEvent } from '../event.ts'
import type { OpenInstance } from '../../instances/open-instance.ts'
import { isAboutRecord } from './finding.ts'
import type { Outcome, WaitingEvent } from './job.ts'
import { normalize } from './normalize.ts'
import { notificationCount } from './notification-body.ts'
import { readPayload, type Payload } from './payload.ts'

/** An event whose changes are to be told. */
export interface Telling {
  readonly event: WaitingEvent
  readonly instance: OpenInstance
  readonly settings: EventSettings
  readonly payload: Payload
  /** As the vendor said. */
  readonly said: readonly NormalizedEvent[]
}

export type Prepared =
  | { readonly kind: 'over'; readonly outcome: Outcome }
  | { readonly kind: 'call'; readonly event: WaitingEvent; readonly instance: OpenInstance }
  | { readonly kind: 'tell' | 'read'; readonly telling: Telling }

/** All bodies of an event together, in bytes; each repeats the payload. */
const largestTelling = 64 * 1024 * 1024

const settingsOf = new WeakMap<OpenInstance, EventSettings>()

/** @param instance undefined when it was deleted */
export function prepare(
  event: WaitingEvent,
  instance: OpenInstance | undefined,
  now: number,
): Prepared {
  const nobody = (reason: string, normalized?: readonly NormalizedEvent[]): Prepared => ({
    kind: 'over',
    outcome: { job: event, status: 'CONSUMED', reason, normalized },
  })
  const failed = (reason: string): Prepared => ({
    kind: 'over',
    outcome: { job: event, status: 'FAILED', reason },
  })
  if (instance === undefined) return nobody('The instance was deleted')
  if (event.source === 'call') return { kind: 'call', event, instance }
  const settings = settingsIn(instance)
  if (!settings.enabled)
    return nobody('Events of the instance are off (event.notification.enabled)')
  if (instance.disabled) return nobody('The instance is disabled')
  const payload = readPayload(event.contentType, event.raw)
  const { connector, configuration } = instance
  const { value, exact } = payload
  const read = normalize({ event, value, exact, connector, configuration, now })
  if ('nothing' in read) return nobody(read.nothing)
  if ('refused' in read) return failed(read.refused)
  const { objects } = settings
  const said = read.events.filter(({ objectType }) => isWanted(objects, objectType))
  if (said.length === 0)
    return nobody('Not among the objects that are wanted (event.objects)', read.events)
  const count = notificationCount(event.source, said.length)
  if (event.raw.length * count > largestTelling)
    return failed(
      `Its ${said.length} changes need ${count} notifications, each with its payload of ${event.raw.length} bytes: together more than 64 MB`,
    )
  const telling = { event, instance, settings, payload, said }
  // Polls have just read what they tell of; a test tells of what need not exist.
  const mayRead = event.source === 'webhook' && settings.hydrate
  return {
    kind: mayRead && said.some((one) => wordFor(instance, one) !== undefined) ? 'read' : 'tell',
    telling,
  }
}

/** How the record of an event is read; undefined when it is told as it was said. */
export function wordFor({ connector }: OpenInstance, said: NormalizedEvent) {
  return isAboutRecord(said)
    ? connector.element.hubwright?.events?.objects?.[said.objectType]
    : undefined
}

function settingsIn(instance: OpenInstance): EventSettings {
  let settings = settingsOf.get(instance)
  if (settings === undefined) {
    settings = eventSettings(
      instance.connector,
      instance.authenticationType,
      instance.configuration,
    )
    settingsOf.set(instance, settings)
  }
  return settings
}
