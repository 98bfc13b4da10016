/** What of a configuration form was changed, and which field a problem belongs to. */
import type { Problem } from '../../api/problem.ts'
import type { ConfigurationEntry } from '../connectors/connector.ts'

/** How secrets are shown by the API; sent back, it keeps them. */
const masked = '********'

export interface Entry {
  readonly key: string
  readonly name: string
  readonly propertyValue: string
  readonly type: NonNullable<ConfigurationEntry['type']>
  readonly required: boolean
  readonly hideFromConsole: boolean
  readonly description: string
  /** Of a choice. */
  readonly options?: NonNullable<ConfigurationEntry['options']>
  /** The platform keeps it: nobody is asked for it. */
  readonly internal?: boolean
}

/** An entry of the instance with what only its connector tells of it. */
export function completed(
  entry: Omit<Entry, 'type' | 'options' | 'internal'> & { readonly type: string },
  connector: readonly ConfigurationEntry[],
): Entry {
  const { options, internal } = connector.find(({ key }) => key === entry.key) ?? {}
  return {
    ...entry,
    type: entry.type as Entry['type'],
    ...(options === undefined ? {} : { options }),
    ...(internal === undefined ? {} : { internal }),
  }
}

/** The time that an entry holds (milliseconds since 1970) in ISO 8601; undefined when it holds none. */
export function timeIn({ key, propertyValue }: Entry): string | undefined {
  return key.endsWith('_time') && /^\d{12,14}$/.test(propertyValue)
    ? new Date(Number(propertyValue)).toISOString()
    : undefined
}

/** A secret, stored or not. */
export function isSecret({ type, propertyValue }: Entry): boolean {
  return type === 'PASSWORD' || propertyValue === masked
}

/** A secret that is stored: it is never shown, and an empty field keeps it. */
export function isKept({ propertyValue }: Entry): boolean {
  return propertyValue === masked
}

/** What the field of an entry shows before anybody typed. */
export function shownValue(entry: Entry): string {
  return isKept(entry) ? '' : entry.propertyValue
}

/** The entries whose field differs from what it showed at first, to be sent. */
export function changedValues(
  entries: readonly Entry[],
  edits: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const edited = edits[entry.key]
      return edited === undefined || edited === shownValue(entry) ? [] : [[entry.key, edited]]
    }),
  )
}

const place = '/configuration/'

/** The problem's details by the key of the entry (keys have dots), and the problem while a part of it has no field. */
export function problemByEntry(
  problem: Problem,
  entries: readonly Pick<Entry, 'key'>[],
): { readonly byKey: Readonly<Record<string, string>>; readonly rest: Problem | undefined } {
  const keys = new Set(entries.map(({ key }) => key))
  const keyOf = (path: string) => (path.startsWith(place) ? path.slice(place.length) : path)
  const known = problem.details.filter(({ path }) => keys.has(keyOf(path)))
  return {
    byKey: Object.fromEntries(known.map(({ path, message }) => [keyOf(path), message])),
    rest: known.length > 0 && known.length === problem.details.length ? undefined : problem,
  }
}
