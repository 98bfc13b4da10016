/** What a polled record says: which change it is, and when. Pure. */
import type { DateField, PolledResource } from '../../catalog/polling-configuration.ts'
import { PlatformError } from '../../core/errors.ts'
import { isJsonObject } from '../../core/json.ts'
import { markOf } from './cursor.ts'
import type { Change } from './source.ts'

/** From this many on, a number of seconds can only be one of milliseconds (the year 5138). */
const smallestMilliseconds = 1e11

/** Why a record is no change: it has no id or no time. */
export const unreadable = Symbol('unreadable')

/**
 * @param readTo everything that changed up to then was read before, in milliseconds: what was made later is new, even if
 * it was changed again meanwhile
 */
export function changeOf(
  resource: PolledResource,
  record: unknown,
  readTo: number,
): Change | typeof unreadable {
  const objectId = idOf(record, resource.idField)
  const created = timeOf(record, resource.created)
  const updated = timeOf(record, resource.updated) ?? created
  const at = resource.filterByUpdatedDate ? updated : (created ?? updated)
  if (objectId === undefined || at === undefined) return unreadable
  const isNew =
    !resource.filterByUpdatedDate ||
    (created !== undefined &&
      (at - created <= resource.createdCheckTolerance * 1000 || created > readTo))
  return {
    objectId,
    eventType: isNew ? 'CREATED' : 'UPDATED',
    at,
    mark: markOf(objectId, at, false),
    record,
  }
}

/** A row of the vendor's log of what was deleted. */
export function deletionOf(
  { idField, date }: NonNullable<PolledResource['deleted']>,
  record: unknown,
): Change | typeof unreadable {
  const objectId = idOf(record, idField)
  const at = timeOf(record, date)
  if (objectId === undefined || at === undefined) return unreadable
  return { objectId, eventType: 'DELETED', at, mark: markOf(objectId, at, true), record }
}

/** The id as text; undefined where there is none. */
export function idOf(record: unknown, path: string): string | undefined {
  const value = valueAt(record, path)
  if (typeof value === 'string' && value !== '') return value
  return typeof value === 'number' ? String(value) : undefined
}

/** Milliseconds since 1970. Throws for a date that is not written as the configuration says. */
function timeOf(record: unknown, field: DateField | undefined): number | undefined {
  if (field === undefined) return undefined
  const value = valueAt(record, field.path)
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number') return value >= smallestMilliseconds ? value : value * 1000
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const at = field.format.parse(text, field.zone) ?? isoTime(text)
  if (at !== undefined) return at
  throw new PlatformError(
    'invalid_configuration',
    `The date '${text.slice(0, 60)}' in '${field.path}' is not written as '${field.format.pattern}'`,
  )
}

/** A date with its offset says the same to everybody, whatever the configuration says. */
function isoTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

function valueAt(record: unknown, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}
