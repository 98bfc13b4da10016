/** The objects that an instance wants events of: `event.objects`. Pure. */
import type { Connector } from './connector.ts'
import { eventObjectTypes, type EventsWord } from './events-word.ts'
import { objectsOf } from './objects.ts'
import type { PolledResource } from './polling-configuration.ts'

/** Commas and line breaks between the names; a JSON array is met in old instances. */
export function readObjectNames(text: string): string[] {
  return text
    .replaceAll(/[[\]"']/g, ' ')
    .split(/[\s,]+/)
    .filter((name) => name !== '')
}

/** The names as the connector writes them, which is in any case; others stay as they are. */
export function asWritten(names: readonly string[], known: Iterable<string>): string[] {
  const byLower = new Map([...known].map((name) => [name.toLowerCase(), name]))
  return names.map((name) => byLower.get(name.toLowerCase()) ?? name)
}

/** Whether events of an object are wanted; `undefined`: of all. Names are the same in any case. */
export function isWanted(objects: ReadonlySet<string> | undefined, objectType: string): boolean {
  if (objects === undefined || objects.has(objectType)) return true
  const lower = objectType.toLowerCase()
  return [...objects].some((name) => name.toLowerCase() === lower)
}

/** What may be told of an instance: what its connector's events know, and what its own configuration polls. */
export function tellableObjects(
  word: EventsWord | undefined,
  polled: ReadonlyMap<string, PolledResource> = new Map(),
): string[] {
  const own = [...polled.values()].map(({ objectName }) => objectName)
  return [...new Set([...eventObjectTypes(word), ...own])]
}

/**
 * Why a value of `event.objects` is not allowed, as the end of a sentence. Resources that have no events may be named, as
 * old clients do; connectors without events have no names to compare with.
 */
export function refusalOfObjects(
  text: string,
  connector: Connector,
  polled?: ReadonlyMap<string, PolledResource>,
): string | undefined {
  const word = connector.element.hubwright?.events
  if (word === undefined) return undefined
  const tellable = tellableObjects(word, polled)
  const known = new Set([...tellable, ...objectsOf(connector)].map((name) => name.toLowerCase()))
  const unknown = readObjectNames(text).filter((name) => !known.has(name.toLowerCase()))
  if (unknown.length === 0) return undefined
  const named = unknown.slice(0, 5).map((name) => `'${name.slice(0, 80)}'`)
  return `holds ${named.join(', ')}; the events of ${connector.name} are of ${tellable.join(', ')}`
}
