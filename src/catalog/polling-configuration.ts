/** What an instance polls, read from `event.poller.configuration`, from the older `event.poller.urls`, or from the definition. */
import { isJsonObject } from '../core/json.ts'
import { javaDateFormat, PatternMistake, type JavaDateFormat } from '../core/java-date.ts'
import { gmt, timeZoneOf, type TimeZone } from '../core/time-zone.ts'
import { PollingMistake, pollingUrl, type PollingUrl } from './polling-url.ts'

/** How a record tells a time: where it stands and how it is written. */
export interface DateField {
  readonly path: string
  readonly format: JavaDateFormat
  /** Of dates without an offset. */
  readonly zone: TimeZone
}

/** One resource that is polled. Times in seconds. */
export interface PolledResource {
  /** The resource that is told of. */
  readonly objectName: string
  readonly url: PollingUrl
  readonly idField: string
  readonly updated: DateField | undefined
  readonly created: DateField | undefined
  /** False: the vendor keeps no time of change, so only new records are told. */
  readonly filterByUpdatedDate: boolean
  readonly createdCheckTolerance: number
  readonly pageSize: number | undefined
  readonly pollDelay: number
  readonly overlap: number
  readonly deleted:
    { readonly url: PollingUrl; readonly idField: string; readonly date: DateField } | undefined
  /** Set: all records are read and compared; those that are gone were deleted. */
  readonly compare: { readonly ignore: ReadonlySet<string> } | undefined
  readonly probe: readonly string[] | undefined
}

const usualTolerance = 10
const mostResources = 50
const longestName = 200

/** Reads the JSON text. Throws `PollingMistake`, to be said after the name of the key. */
export function readPollingConfiguration(text: string): ReadonlyMap<string, PolledResource> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new PollingMistake('must be JSON: an object of resources and how they are polled')
  }
  if (!isJsonObject(value)) throw new PollingMistake('must be a JSON object of resources')
  const entries = Object.entries(value)
  if (entries.length > mostResources)
    throw new PollingMistake(`has more than ${mostResources} resources`)
  return new Map(
    entries.map(([name, resource]) => {
      if (name === '' || name.length > longestName)
        throw new PollingMistake(`has a resource whose name is empty or too long`)
      return [name, within(`'${name}'`, () => readPolledResource(name, resource))] as const
    }),
  )
}

/** The older form: addresses alone. What was not seen before is told as created. */
export function readPollingUrls(urls: readonly string[]): ReadonlyMap<string, PolledResource> {
  return new Map(
    urls.map((url) => {
      const { path } = pollingUrl(url).at({ from: 0, to: 0 })
      const name = path.slice(path.lastIndexOf('/') + 1)
      return [name, readPolledResource(name, { url, idField: 'id' })] as const
    }),
  )
}

/** One resource; names of members are taken in any case, as they stand so in old configurations. */
export function readPolledResource(name: string, value: unknown): PolledResource {
  if (!isJsonObject(value)) throw new PollingMistake('must be an object with url and idField')
  const member = membersOf(value)
  const url = within('url', () => pollingUrl(requiredText(member('url'))))
  const dates = member('datesConfiguration')
  if (dates !== undefined && !isJsonObject(dates))
    throw new PollingMistake('has a datesConfiguration that is no object')
  const date = membersOf(dates ?? {})
  const updated = dateField(date, 'updated')
  const created = dateField(date, 'created', updated?.format.pattern)
  const deleted = member('deleted')
  const compare = member('compare')
  return {
    objectName: optionalText(member('objectName')) ?? name,
    url,
    idField: within('idField', () => requiredText(member('idField'))),
    updated,
    created,
    filterByUpdatedDate: !isFalse(member('filterByUpdatedDate')),
    createdCheckTolerance: seconds(member, 'createdCheckTolerance') ?? usualTolerance,
    pageSize: seconds(member, 'pageSize', 1),
    pollDelay: seconds(member, 'pollDelay') ?? 0,
    overlap: seconds(member, 'overlap') ?? 0,
    deleted: isJsonObject(deleted)
      ? within('deleted', () => deletedOf(deleted, updated ?? created))
      : undefined,
    compare: isJsonObject(compare) ? { ignore: new Set(textsOf(compare['ignore'])) } : undefined,
    probe: member('probe') === undefined ? undefined : textsOf(member('probe')),
  }
}

type Members = (name: string) => unknown

function membersOf(value: Readonly<Record<string, unknown>>): Members {
  const byName = new Map(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
  return (name) => byName.get(name.toLowerCase()) ?? undefined
}

function dateField(
  date: Members,
  kind: 'updated' | 'created',
  usualPattern?: string,
): DateField | undefined {
  const path = optionalText(date(`${kind}DateField`))
  if (path === undefined) return undefined
  const pattern = optionalText(date(`${kind}DateFormat`)) ?? usualPattern
  if (pattern === undefined)
    throw new PollingMistake(`has a ${kind}DateField without ${kind}DateFormat`)
  const format = within(`${kind}DateFormat`, () => javaDateFormat(pattern))
  const zoneName = optionalText(date(`${kind}DateTimezone`))
  const zone = zoneName === undefined ? gmt : timeZoneOf(zoneName)
  if (zone === undefined)
    throw new PollingMistake(`has the time zone '${zoneName}', which is not known`)
  return { path, format, zone }
}

function deletedOf(
  value: Readonly<Record<string, unknown>>,
  like: DateField | undefined,
): PolledResource['deleted'] {
  const member = membersOf(value)
  if (like === undefined) throw new PollingMistake('needs the date formats of the records')
  return {
    url: within('url', () => pollingUrl(requiredText(member('url')))),
    idField: within('idField', () => requiredText(member('idField'))),
    date: { ...like, path: within('dateField', () => requiredText(member('dateField'))) },
  }
}

function requiredText(value: unknown): string {
  const text = optionalText(value)
  if (text === undefined) throw new PollingMistake('is missing')
  return text
}

function isFalse(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false')
}

/** Empty is absent. */
function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new PollingMistake('must be a text')
  const text = value.trim()
  return text === '' ? undefined : text
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function seconds(member: Members, name: string, least = 0): number | undefined {
  const value = member(name)
  if (value === undefined || value === '') return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < least || number > 31_536_000)
    throw new PollingMistake(`has a ${name} that is no whole number from ${least} on`)
  return number
}

/** Says where a mistake was found. */
function within<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof PollingMistake || error instanceof PatternMistake)
      throw new PollingMistake(`${place} ${error.message}`)
    throw error
  }
}
