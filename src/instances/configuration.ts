/**
 * What an instance's configuration means: pure rules over the definition's entries and the values an instance keeps.
 * A kept value of null means that the default of the definition is in force, so that a changed address of the vendor
 * reaches old instances too.
 */
import type { ConfigEntry } from '../catalog/element.ts'
import { mask } from '../catalog/secret-entries.ts'
import { PlatformError } from '../core/errors.ts'

/** Key to value; null = the definition's default. */
export type KeptValues = ReadonlyMap<string, string | null>

/** Entries by key, as `Connector.entriesFor` lists them for the instance's authentication type. */
export type Entries = ReadonlyMap<string, ConfigEntry>

export function byKey(entries: readonly ConfigEntry[]): Entries {
  let known = entriesByKey.get(entries)
  if (known === undefined) {
    known = new Map(entries.map((entry) => [entry.key, entry]))
    entriesByKey.set(entries, known)
  }
  return known
}

/** Instances of a connector share one map: thousands of them stay in memory. */
const entriesByKey = new WeakMap<readonly ConfigEntry[], Entries>()

/**
 * What is kept after `given` came in. A mask means "as it is"; an empty text or null takes the value back; a value
 * that equals the default is not kept, because clients send whole answers back.
 */
export function withChanges(kept: KeptValues, given: KeptValues, entries: Entries): KeptValues {
  const next = new Map(kept)
  for (const [key, value] of given) {
    if (value === mask) continue
    const entry = entries.get(key)
    const worthKeeping = value !== null && value !== '' && value !== defaultOf(entry)
    if (worthKeeping) next.set(key, plainValue(entry, value))
    else if (entry === undefined) next.delete(key)
    else next.set(key, null)
  }
  refuseTooMany(next, entries)
  return next
}

/** Keys of the caller's own are kept, but not without end. */
const mostOwnKeys = 300

function refuseTooMany(kept: KeptValues, entries: Entries): void {
  const own = [...kept.keys()].filter((key) => !entries.has(key)).length
  if (own <= mostOwnKeys) return
  const message = `An instance keeps at most ${mostOwnKeys} configuration keys beside those of its connector`
  throw new PlatformError('invalid_configuration', message, {
    details: [{ path: '/configuration', message }],
  })
}

/** Keys whose kept value differs. */
export function changedKeys(before: KeptValues, after: KeptValues): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => (before.get(key) ?? null) !== (after.get(key) ?? null))
}

/** Values in force: kept ones over defaults. Keys without any value are left out. */
export function inForce(kept: KeptValues, entries: Entries): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [key, entry] of entries) {
    const value = kept.get(key) ?? defaultOf(entry)
    if (value !== undefined) values[key] = value
  }
  for (const [key, value] of kept) {
    if (value !== null && !entries.has(key) && key !== '__proto__') values[key] = value
  }
  return values
}

/** Required entries without a value, in the definition's order. `served` are keys that get one from elsewhere. */
export function missingKeys(
  values: Readonly<Record<string, string>>,
  entries: Entries,
  served: (key: string) => boolean,
): readonly string[] {
  return [...entries.values()]
    .filter((entry) => entry.required === true && entry.active !== false)
    .map((entry) => entry.key)
    .filter((key) => (values[key] ?? '') === '' && !served(key))
}

/** Throws one 400 that names every missing entry. */
export function throwIfMissing(keys: readonly string[]): void {
  if (keys.length === 0) return
  const names = keys.map((key) => `'${key}'`).join(', ')
  throw new PlatformError('missing_configuration', `Missing required configuration: ${names}`, {
    details: keys.map((key) => ({ path: `/configuration/${key}`, message: 'is required' })),
  })
}

function defaultOf(entry: ConfigEntry | undefined): string | undefined {
  return entry?.defaultValue === '' ? undefined : entry?.defaultValue
}

/** Switches are kept in lower case, whatever case they were sent in. */
function plainValue(entry: ConfigEntry | undefined, value: string): string {
  return isSwitch(entry) ? value.toLowerCase() : value
}

export function isSwitch(entry: ConfigEntry | undefined): boolean {
  return entry?.type === 'BOOLEAN' || entry?.type === 'BOOLEAN_YESNO'
}
