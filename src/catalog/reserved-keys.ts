/** Configuration keys that the platform keeps for itself: `event.*` and `bulk.*`, so that each means one thing. */
import type { ErrorDetail } from '../core/errors.ts'
import { nearestName } from '../core/nearest-name.ts'
import { commonEntries, eventEntries } from './default-entries.ts'
import type { Element } from './element.ts'

/** Known from exported definitions of the old platform; kept, though nothing here reads them. */
const fromExports = [
  'event.helper.key',
  'event.metadata',
  'event.raw.enabled',
  'bulk.query.operator',
  'bulk.query.field_name',
  'bulk.query.date_mask',
  'bulk.query.download_format',
  'bulk.attribute.created_time',
  'bulk.attribute.modified_time',
  'bulk.add_metadata',
  'bulk.relations',
]

const known: ReadonlySet<string> = new Set([
  ...[...commonEntries, ...eventEntries].map(({ key }) => key),
  ...fromExports,
])

/** Keys of events that the platform does not have, as they stand in a configuration that somebody sends. */
export function unknownEventKeys(keys: readonly string[]): string[] {
  return keys.filter((key) => key.startsWith('event.') && !known.has(key))
}

/** The key that was probably meant by one that is not known. */
export function nearestReservedKey(key: string): string | undefined {
  return key.length > 80 ? undefined : nearestName(key.toLowerCase(), known)
}

/** Entries of a definition that invent a key of the platform's. */
export function reservedKeyRules(element: Element): readonly ErrorDetail[] {
  return (element.configuration ?? []).flatMap(({ key }, index) =>
    !/^(?:event|bulk)\./.test(key) || known.has(key)
      ? []
      : [
          {
            path: `/configuration/${index}/key`,
            message: `keys that begin with event. or bulk. are the platform's, and it has no ${key}: choose another name`,
          },
        ],
  )
}
