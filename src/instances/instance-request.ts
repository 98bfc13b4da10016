/**
 * Reads what a caller posts, puts or patches as an instance. Strict about the members it knows (a wrong type is a 400
 * that names the place), tolerant of others: clients send whole answers back.
 */
import { PlatformError, type ErrorDetail } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'
import { longestCacheSeconds, mostCacheKilobytes } from './instance-caching.ts'
import { hasControlCharacter, refusalOfLine, refusalOfText, withoutTags } from './plain-text.ts'

const longestName = 1000
const longestTag = 255
const mostTags = 200
const longestKey = 255
const mostKeys = 300
const longestValue = 100_000

/** Keys whose value may be an object, too: it is kept as its text. */
const objectKeys: ReadonlySet<string> = new Set(['event.poller.configuration'])

/** The members that we act on; absent ones are undefined. */
export interface InstanceRequest {
  readonly name: string | undefined
  readonly element: { readonly key: string } | { readonly id: number } | undefined
  /** Text values; null takes a value back, so that the default of the definition is in force. */
  readonly configuration: ReadonlyMap<string, string | null> | undefined
  readonly providerData: ReadonlyMap<string, string> | undefined
  readonly tags: readonly string[] | undefined
  readonly externalAuthentication: 'none' | 'initial' | undefined
  readonly cachingEnabled: boolean | undefined
  /** Kilobytes of remembered answers; 0 = the usual. */
  readonly maxCacheSize: number | undefined
  /** Seconds; 0 = the usual. */
  readonly cacheTimeToLive: number | undefined
  readonly retrieveObjects: boolean
}

/** Throws `invalid_request` with every wrong place in `details`. */
export function readInstanceRequest(body: unknown): InstanceRequest {
  if (!isJsonObject(body)) {
    throw new PlatformError(
      'invalid_request',
      'The body must be a JSON object that describes the instance, such as {"element":{"key":"…"},"configuration":{}}',
      { details: [{ path: '', message: 'must be a JSON object' }] },
    )
  }
  const wrong = new WrongPlaces()
  const request: InstanceRequest = {
    name: readName(body['name'], wrong),
    element: readElement(body['element'], wrong),
    configuration: readConfiguration(body['configuration'], wrong),
    providerData: readProviderData(body['providerData'], wrong),
    tags: readTags(body['tags'], wrong),
    externalAuthentication: readExternal(body['externalAuthentication'], wrong),
    cachingEnabled: readBoolean('cachingEnabled', body, wrong),
    maxCacheSize: readCount('maxCacheSize', body, mostCacheKilobytes, 'kilobytes', wrong),
    cacheTimeToLive: readCount('cacheTimeToLive', body, longestCacheSeconds, 'seconds', wrong),
    retrieveObjects: body['retrieveObjectsAfterInstantiation'] === true,
  }
  wrong.throwIfAny()
  return request
}

/** The configuration of a request as `{key: value}`; used for `PATCH …/configuration/{id}` too. */
export function readConfigurationValue(value: unknown): string | null | undefined {
  if (value === null) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return undefined
}

class WrongPlaces {
  readonly #details: ErrorDetail[] = []

  add(path: string, message: string): undefined {
    this.#details.push({ path, message })
    return undefined
  }

  throwIfAny(): void {
    if (this.#details.length === 0) return
    const sentence = this.#details.map(({ path, message }) => `${path} ${message}`).join('; ')
    throw new PlatformError('invalid_request', `The body is not as expected: ${sentence}`, {
      details: this.#details,
    })
  }
}

function readName(value: unknown, wrong: WrongPlaces): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') return wrong.add('/name', 'must be a string')
  const refusal = refusalOfLine(value, longestName)
  if (refusal !== undefined) return wrong.add('/name', refusal)
  return withoutTags(value)
}

function readElement(value: unknown, wrong: WrongPlaces): InstanceRequest['element'] {
  if (value === undefined) return undefined
  if (!isJsonObject(value)) {
    return wrong.add('/element', 'must be an object with the key or id of a connector')
  }
  const { key, id } = value
  if (key !== undefined) {
    if (typeof key !== 'string') return wrong.add('/element/key', 'must be a string')
    if (key.trim() === '') {
      return wrong.add(
        '/element/key',
        'is empty: give the key of a connector, or leave it out and give element.id',
      )
    }
    return { key: key.trim() }
  }
  if (id === undefined) return wrong.add('/element', 'needs the member key (or id)')
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return wrong.add('/element/id', 'must be a whole number')
  }
  return { id }
}

function readConfiguration(
  value: unknown,
  wrong: WrongPlaces,
): ReadonlyMap<string, string | null> | undefined {
  if (value === undefined || value === null) return undefined
  if (!isJsonObject(value)) {
    return wrong.add('/configuration', 'must be an object of keys and text values')
  }
  const members = Object.entries(value)
  if (members.length > mostKeys) {
    return wrong.add('/configuration', `has more than ${mostKeys} entries`)
  }
  const entries = new Map<string, string | null>()
  for (const [key, given] of members) {
    const place = pointer('/configuration', key)
    if (key.trim() === '') {
      wrong.add(place, 'has an empty key: name the entry, such as "oauth.api.key"')
      continue
    }
    const text = readConfigurationValue(
      objectKeys.has(key.trim()) && isJsonObject(given) ? JSON.stringify(given) : given,
    )
    if (text === undefined) {
      wrong.add(place, 'must be a string (a boolean or number is taken as its text)')
      continue
    }
    const refusal =
      refusalOfText(key, longestKey) ??
      refusalOfText(text ?? '', longestValue) ??
      (hasControlCharacter(key) ? 'has a control character in its key' : undefined)
    if (refusal === undefined) entries.set(key.trim(), text)
    else wrong.add(place, refusal)
  }
  return entries
}

/** Texts and what can be written as one; the rest is of no use for any vendor and dropped. */
function readProviderData(
  value: unknown,
  wrong: WrongPlaces,
): ReadonlyMap<string, string> | undefined {
  if (value === undefined || value === null) return undefined
  if (!isJsonObject(value)) {
    return wrong.add('/providerData', 'must be an object of what the vendor put into the callback')
  }
  const members = Object.entries(value)
  if (members.length > mostKeys) {
    return wrong.add('/providerData', `has more than ${mostKeys} entries`)
  }
  const entries = new Map<string, string>()
  for (const [key, given] of members) {
    const place = pointer('/providerData', key)
    if (key === 'code' && typeof given !== 'string') {
      wrong.add(place, 'must be a string')
      continue
    }
    const text = readConfigurationValue(given)
    if (typeof text !== 'string') continue
    const refusal = refusalOfText(text, longestValue)
    if (refusal === undefined) entries.set(key, text)
    else wrong.add(place, refusal)
  }
  return entries
}

function readTags(value: unknown, wrong: WrongPlaces): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) return wrong.add('/tags', 'must be a list of strings')
  if (value.length > mostTags) return wrong.add('/tags', `has more than ${mostTags} entries`)
  const tags = new Set<string>()
  for (const [index, given] of value.entries()) {
    const place = `/tags/${index}`
    const named: unknown = isJsonObject(given) ? given['name'] : given
    if (typeof named !== 'string') {
      wrong.add(place, 'must be a string')
      continue
    }
    const refusal = refusalOfLine(named, longestTag)
    const tag = withoutTags(named)
    if (refusal !== undefined) wrong.add(place, refusal)
    else if (tag !== '') tags.add(tag)
  }
  return [...tags]
}

function readExternal(value: unknown, wrong: WrongPlaces): 'none' | 'initial' | undefined {
  if (value === undefined || value === null) return undefined
  if (value === 'none' || value === 'initial') return value
  return wrong.add('/externalAuthentication', 'must be "initial" or "none"')
}

function readBoolean(
  member: string,
  body: Readonly<Record<string, unknown>>,
  wrong: WrongPlaces,
): boolean | undefined {
  const value = body[member]
  if (value === undefined || value === null) return undefined
  return typeof value === 'boolean' ? value : wrong.add(`/${member}`, 'must be true or false')
}

function readCount(
  member: string,
  body: Readonly<Record<string, unknown>>,
  most: number,
  unit: string,
  wrong: WrongPlaces,
): number | undefined {
  const value = body[member]
  if (value === undefined || value === null) return undefined
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
  if (fits) return value
  return wrong.add(`/${member}`, `must be a whole number of ${unit} from 0 to ${most}`)
}

/** A JSON pointer one step down (RFC 6901, section 4). */
function pointer(base: string, key: string): string {
  return `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
