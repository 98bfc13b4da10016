/**
 * Which configuration values are allowed. Pure, but for the one question whether an address may be called; every
 * refusal is a 400 that says what is allowed instead.
 */
import type { Connector } from '../catalog/connector.ts'
import type { ConfigEntry } from '../catalog/element.ts'
import { refusalOfObjects } from '../catalog/event-objects.ts'
import {
  readPollingConfiguration,
  readPollingUrls,
  type PolledResource,
} from '../catalog/polling-configuration.ts'
import { PollingMistake, pollingUrl, pollingUrls } from '../catalog/polling-url.ts'
import { PlatformError } from '../core/errors.ts'
import { isSwitch, type Entries } from './configuration.ts'
import { refusalOfEventValue } from './event-values.ts'
import { hasControlCharacter } from './plain-text.ts'

const allowedWords: Readonly<Record<string, readonly string[]>> = {
  'event.notification.type': ['webhook'],
  'event.vendor.type': ['polling', 'webhook', 'webhooks'],
}

const objectsKey = 'event.objects'

/** Addresses that Hubwright itself calls, so that they must pass the guard; the others only a browser opens. */
const calledByUs: ReadonlySet<string> = new Set([
  'base.url',
  'event.notification.callback.url',
  'oauth.token.url',
  'oauth.token.refresh_url',
  'oauth.token.revoke_url',
  'oauth.request.url',
])

/** True for keys whose value is an address. */
export function isUrlKey(key: string): boolean {
  return /(?:^|[._])url$/i.test(key)
}

/** True for the addresses of the vendor's OAuth, to which the client secret goes. */
export function isOAuthAddress(key: string): boolean {
  return key.startsWith('oauth.') && isUrlKey(key) && key !== 'oauth.callback.url'
}

/** Throws `invalid_configuration` for the first value that is not allowed. */
export function checkValues(values: ReadonlyMap<string, string>, entries: Entries): void {
  for (const [key, value] of values) {
    const reason = refusalOfValue(key, value, entries.get(key))
    if (reason !== undefined) throw refused(key, reason)
  }
}

/** Throws `invalid_configuration` when `event.objects` was changed to something that the connector does not have. */
export function checkEventObjects(
  connector: Connector,
  changed: ReadonlyMap<string, string>,
  inForce: Readonly<Record<string, string>>,
): void {
  const objects = changed.get(objectsKey)
  if (objects === undefined) return
  const reason = refusalOfObjects(objects, connector, polledBy(inForce))
  if (reason !== undefined) throw refused(objectsKey, reason)
}

/** By an instance's own words; what cannot be read is refused when it is set, and no reason to refuse something else. */
function polledBy(
  values: Readonly<Record<string, string>>,
): ReadonlyMap<string, PolledResource> | undefined {
  const configuration = values['event.poller.configuration']?.trim() ?? ''
  try {
    if (configuration !== '' && configuration !== '{}')
      return readPollingConfiguration(configuration)
    return readPollingUrls(pollingUrls(values['event.poller.urls'] ?? ''))
  } catch (error) {
    if (error instanceof PollingMistake) return undefined
    throw error
  }
}

/** Asks the guard about the addresses that we are going to call. */
export async function checkAddresses(
  values: ReadonlyMap<string, string>,
  refusal: (url: string) => Promise<string | undefined>,
): Promise<void> {
  for (const [key, value] of values) {
    // An address with places in it is judged when they are filled, at the call.
    if (!calledByUs.has(key) || value.includes('{')) continue
    const reason = await refusal(value)
    if (reason !== undefined) throw refused(key, `may not be called: ${reason}`)
  }
}

function refusalOfValue(
  key: string,
  value: string,
  entry: ConfigEntry | undefined,
): string | undefined {
  const words = allowedWords[key]
  if (words !== undefined && !words.includes(value)) {
    return `must be ${words.map((word) => `'${word}'`).join(' or ')}, not '${shortened(value)}'`
  }
  if (isUrlKey(key)) return refusalOfUrl(value)
  const ofEvent = refusalOfEventValue(key, value)
  if (ofEvent !== undefined) return ofEvent
  if (key.startsWith('event.poller.')) return refusalOfPolling(key, value)
  if (entry !== undefined && !isLongText(entry) && hasControlCharacter(value)) {
    return 'must not contain line breaks or other control characters'
  }
  if (isSwitch(entry)) return refusalOfSwitch(value, entry)
  return undefined
}

/** What is empty stands for what the connector suggests. */
function refusalOfPolling(key: string, value: string): string | undefined {
  const text = value.trim()
  if (text === '') return undefined
  if (key === 'event.poller.refresh_interval') {
    return Number(text) >= 1 && Number.isFinite(Number(text))
      ? undefined
      : `must be a number of minutes, at least 1, not '${shortened(value)}'`
  }
  try {
    if (key === 'event.poller.configuration') readPollingConfiguration(text)
    if (key === 'event.poller.urls') pollingUrls(text).forEach(pollingUrl)
    return undefined
  } catch (error) {
    if (error instanceof PollingMistake) return error.message
    throw error
  }
}

/** Entries that are typed into a box of several lines. */
function isLongText({ type }: ConfigEntry): boolean {
  return type === 'TEXTAREA' || type === 'CODE_EDITOR'
}

function refusalOfSwitch(value: string, entry: ConfigEntry | undefined): string | undefined {
  const words = entry?.type === 'BOOLEAN_YESNO' ? ['yes', 'no', 'true', 'false'] : ['true', 'false']
  if (words.includes(value.toLowerCase())) return undefined
  return `must be ${words.map((word) => `'${word}'`).join(' or ')}, not '${shortened(value)}'`
}

/** Checks an absolute http(s) address; places such as `{site}` count as filled. */
export function refusalOfUrl(value: string): string | undefined {
  const seen = `, not '${shortened(value)}'`
  const scheme = /^([a-z][a-z0-9+.-]*)(:\/\/|;\/\/|:\/|:|;)?/i.exec(value)
  if (!/^https?:\/\/[^/?#]/i.test(value)) {
    if (scheme?.[2] === ';//') return `has ';' where ':' belongs: write '${scheme[1]}://…'${seen}`
    return `must be an address that begins with http:// or https://${seen}`
  }
  if (/\s/.test(value)) return `must not contain white space${seen}`
  const url = URL.parse(value.replaceAll(/\{[\w.$-]+\}/g, 'x'))
  if (url === null) return `must be a valid http or https address${seen}`
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  return undefined
}

function refused(key: string, reason: string): PlatformError {
  const message = `The configuration value '${key}' ${reason}`
  return new PlatformError('invalid_configuration', message, {
    details: [{ path: `/configuration/${key}`, message: reason }],
  })
}

function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value
}
