/** What an instance's configuration says about its events, read once. */
import type { Connector } from '../catalog/connector.ts'
import { asWritten, readObjectNames } from '../catalog/event-objects.ts'
import { eventObjectTypes, type EventsWord } from '../catalog/events-word.ts'
import { pollingUrls } from '../catalog/polling-url.ts'

export interface EventSettings {
  /** `event.notification.enabled`, and the connector has events at all. */
  readonly enabled: boolean
  /** Both spellings of webhook are met; the connector's first method by default. */
  readonly method: 'webhook' | 'polling'
  /** Absent: events are kept for who asks. */
  readonly callbackUrl: string | undefined
  readonly signatureKey: string | undefined
  /** JSON text of an object of headers. */
  readonly callbackHeaders: string | undefined
  readonly basic: { readonly username: string; readonly password: string } | undefined
  /** Object types that are wanted; undefined for all. */
  readonly objects: ReadonlySet<string> | undefined
  readonly hydrate: boolean
  readonly excludeOwn: boolean
  readonly pollMinutes: number
  /** As written; `{}` and empty mean the connector's own. */
  readonly pollerConfiguration: string | undefined
  readonly pollerUrls: readonly string[]
  /** `key|path` */
  readonly finder: string | undefined
}

const leastMinutes = 1
const usualMinutes = 15

/** @param values the configuration in force, defaults merged, secrets in clear */
export function eventSettings(
  connector: Pick<Connector, 'element'>,
  authenticationType: string,
  values: Readonly<Record<string, string>>,
): EventSettings {
  const word = connector.element.hubwright?.events
  const text = (key: string) => {
    const value = values[key]?.trim()
    return value === undefined || value === '' ? undefined : value
  }
  const isOn = (key: string, otherwise: boolean) => {
    const value = text(key)?.toLowerCase()
    return value === undefined ? otherwise : value === 'true'
  }
  const username = text('event.notification.basic.username')
  return {
    enabled: word !== undefined && isOn('event.notification.enabled', false),
    method: methodOf(word, authenticationType, text('event.vendor.type')),
    callbackUrl: text('event.notification.callback.url'),
    signatureKey: text('event.notification.signature.key'),
    callbackHeaders: text('event.notification.callback.headers'),
    basic:
      username === undefined
        ? undefined
        : { username, password: values['event.notification.basic.password'] ?? '' },
    objects: objectsOf(text('event.objects'), word),
    hydrate: isOn('event.hydrate', true),
    excludeOwn: isOn('event.exclude.own', false),
    pollMinutes: minutesOf(text('event.poller.refresh_interval')),
    pollerConfiguration: text('event.poller.configuration'),
    pollerUrls: pollingUrls(text('event.poller.urls') ?? ''),
    finder: text('event.notification.instance.finder'),
  }
}

function methodOf(
  word: EventsWord | undefined,
  authenticationType: string,
  asked: string | undefined,
): 'webhook' | 'polling' {
  if (asked === 'polling' || word?.pollingOnly?.includes(authenticationType) === true)
    return 'polling'
  if (asked !== undefined) return 'webhook'
  return word?.methods[0] ?? 'webhook'
}

function objectsOf(
  text: string | undefined,
  word: EventsWord | undefined,
): ReadonlySet<string> | undefined {
  const names = asWritten(readObjectNames(text ?? ''), eventObjectTypes(word))
  return names.length === 0 ? undefined : new Set(names)
}

function minutesOf(text: string | undefined): number {
  const minutes = Number(text ?? usualMinutes)
  return Number.isFinite(minutes) ? Math.max(leastMinutes, minutes) : usualMinutes
}
