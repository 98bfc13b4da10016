/** Which fields the settings of events have, and in which part of the form they stand. Pure. */
import type { ConnectorSetup } from '../../connectors/connector.ts'
import type { Entry } from '../configuration-values.ts'

export type EventsOfConnector = NonNullable<ConnectorSetup['events']>
export type Method = EventsOfConnector['methods'][number]

export const enabledKey = 'event.notification.enabled'
export const methodKey = 'event.vendor.type'
export const objectsKey = 'event.objects'
const intervalKey = 'event.poller.refresh_interval'

/** What most people set, in the order of the form; switched on first. */
const usualKeys = [
  enabledKey,
  methodKey,
  intervalKey,
  'event.notification.callback.url',
  'event.notification.signature.key',
  objectsKey,
  'event.hydrate',
  'event.exclude.own',
]
const callbackKeys = [
  'event.notification.callback.headers',
  'event.notification.basic.username',
  'event.notification.basic.password',
]
/** Of polling alone. */
const pollingKeys: ReadonlySet<string> = new Set([
  intervalKey,
  'event.poller.configuration',
  'event.poller.urls',
])
/** Has one value only. */
const neverShown: ReadonlySet<string> = new Set(['event.notification.type'])

export interface SettingFields {
  readonly usual: readonly Entry[]
  /** What the callback asks for besides. */
  readonly callback: readonly Entry[]
  readonly special: readonly Entry[]
}

export function settingFields(entries: readonly Entry[], method: Method): SettingFields {
  const shown = entries.filter(
    ({ key }) => !neverShown.has(key) && (method === 'polling' || !pollingKeys.has(key)),
  )
  const named = (keys: readonly string[]) =>
    keys.flatMap((key) => shown.find((entry) => entry.key === key) ?? [])
  const known = new Set([...usualKeys, ...callbackKeys])
  return {
    usual: named(usualKeys),
    callback: named(callbackKeys),
    special: shown.filter(({ key }) => !known.has(key)),
  }
}

/** How changes are noticed, as the server would decide it. */
export function methodOf(
  { methods, pollingOnly }: EventsOfConnector,
  authenticationType: string | undefined,
  asked: string,
): Method {
  if (asked === 'polling' || pollingOnly.includes(authenticationType ?? '')) return 'polling'
  return asked === '' ? (methods[0] ?? 'webhook') : 'webhook'
}

const methodLabels: Readonly<Record<Method, string>> = {
  webhook: 'Webhooks: the vendor tells',
  polling: 'Polling: Hubwright asks',
}

/** Choices for how changes are noticed; the words of the old platform are kept where they are in use. */
export function methodOptions({ methods }: EventsOfConnector, value: string): Entry['options'] {
  const options = methods.map((method) => ({ value: method, description: methodLabels[method] }))
  return value === '' || options.some((option) => option.value === value)
    ? options
    : [...options, { value, description: value === 'webhooks' ? methodLabels.webhook : value }]
}

/** Names in a setting of the old platform: commas, spaces, or a JSON array. */
export function namesIn(text: string): string[] {
  return text
    .replaceAll(/[[\]"']/g, ' ')
    .split(/[\s,]+/)
    .filter((name) => name !== '')
}
