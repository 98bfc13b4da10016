/**
 * The catalog: every connector this server knows, read once at start. Built-in ones come from a folder each,
 * an operator's from a directory of Element JSON files; both are checked by the same rules, and one mistake
 * anywhere stops the start with a sentence that names all of them.
 */
import { PlatformError, type ErrorDetail } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { buildConnector } from './build-connector.ts'
import { keyOf } from './complete-definition.ts'
import type { Connector } from './connector.ts'
import type { ReadDefinition } from './definition-file.ts'
import type { Element } from './element.ts'
import { hubsOf, type Hub } from './hubs.ts'
import type { VendorOverride } from './origins.ts'
import { readBuiltIns } from './read-built-in.ts'
import { readDirectory } from './read-directory.ts'
import { firstStableId, stableId } from './stable-id.ts'

export interface CatalogSources {
  /** Folder that holds a folder for each built-in connector. */
  readonly connectorsFolder: string
  /** `HUBWRIGHT_CONNECTORS_DIR`; undefined = none. */
  readonly directory?: string | undefined
  /** `HUBWRIGHT_VENDOR_<KEY>_*` by the key in lower case. */
  readonly vendors?: Readonly<Record<string, VendorOverride>> | undefined
  /** Address of the simulated vendors while they run, such as `http://127.0.0.1:8090`. */
  readonly sandboxUrl?: string | undefined
  readonly log: Log
}

export interface Catalog {
  /** All connectors in the order of their ids. */
  list(): readonly Connector[]
  /** By key or id; a text of digits is an id. */
  get(keyOrId: string | number): Connector | undefined
  hubs(): readonly Hub[]
}

/**
 * Reads the catalog.
 * @throws PlatformError `invalid_definition` whose message names every wrong place as `file#/json/pointer: what`
 */
export async function loadCatalog(sources: CatalogSources): Promise<Catalog> {
  const builtIns = await readBuiltIns(sources.connectorsFolder)
  const imported = sources.directory === undefined ? [] : await readDirectory(sources.directory)
  const definitions = [...builtIns, ...imported]
  refuse(definitions.flatMap((definition) => definition.errors))
  const whole = definitions.filter(hasElement)
  refuse(clashes(whole))

  const vendors = sources.vendors ?? {}
  const connectors = whole
    .map((d) => buildConnector(d, vendors[keyOf(d.element)], sources.sandboxUrl))
    .sort((left, right) => left.id - right.id)
  warnAboutStrayVendors(vendors, connectors, sources.log)
  return catalogOf(connectors)
}

/** A catalog of connectors that are already built; `loadCatalog` reads them from disk. */
export function catalogOf(connectors: readonly Connector[]): Catalog {
  const list = Object.freeze([...connectors])
  const byKey = new Map(list.map((connector) => [connector.key, connector]))
  const byId = new Map(list.map((connector) => [String(connector.id), connector]))
  const hubs = hubsOf(list.map((connector) => connector.hub))
  return Object.freeze({
    list: () => list,
    get: (keyOrId: string | number) => byId.get(String(keyOrId)) ?? byKey.get(String(keyOrId)),
    hubs: () => hubs,
  })
}

function hasElement(
  definition: ReadDefinition,
): definition is ReadDefinition & { element: Element } {
  return definition.element !== undefined
}

/** Two definitions of one key, or of one id, could not be told apart. */
function clashes(definitions: readonly (ReadDefinition & { element: Element })[]): ErrorDetail[] {
  const keys = new Set<string>()
  const ids = new Set<number>()
  return definitions.flatMap(({ element, source }) => {
    const key = keyOf(element)
    const id = source === 'built-in' && element.id !== undefined ? element.id : stableId(key)
    const errors: ErrorDetail[] = []
    if (key === '')
      errors.push({ path: element.name, message: 'needs a key of letters and digits' })
    if (keys.has(key)) errors.push({ path: key, message: 'is the key of two definitions' })
    else if (ids.has(id)) {
      errors.push({
        path: key,
        message: `gets the id ${id} of another definition${id < firstStableId ? '' : ': choose another key'}`,
      })
    }
    keys.add(key)
    ids.add(id)
    return errors
  })
}

function refuse(errors: readonly ErrorDetail[]): void {
  if (errors.length === 0) return
  const places = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  throw new PlatformError('invalid_definition', `Connector definitions are not valid: ${places}`, {
    details: errors,
  })
}

/** A variable for a vendor that does not exist is probably misspelt. */
function warnAboutStrayVendors(
  vendors: Readonly<Record<string, VendorOverride>>,
  connectors: readonly Connector[],
  log: Log,
): void {
  for (const key of Object.keys(vendors)) {
    if (connectors.some((connector) => connector.key === key)) continue
    const variables = `HUBWRIGHT_VENDOR_${key.toUpperCase()}_*`
    log.warn({ connector: key }, `${variables} is set, and there is no connector ${key}`)
  }
}
