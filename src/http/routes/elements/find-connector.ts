import { Type } from 'typebox'
import type { Caller } from '../../../accounts/caller.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Connector } from '../../../catalog/connector.ts'
import { PlatformError } from '../../../core/errors.ts'

/** `{keyOrId}` in the path of a route. */
export const KeyOrIdParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

/**
 * The connector, if the caller may see it; a private one is not there for a request without credentials.
 * @throws PlatformError `not_found`
 */
export function findConnector(
  catalog: Catalog,
  keyOrId: string,
  caller: Caller | undefined,
): Connector {
  const connector = catalog.get(keyOrId)
  if (connector !== undefined && isShownTo(caller, connector)) return connector
  throw noElement(keyOrId)
}

export function noElement(keyOrId: string): PlatformError {
  return new PlatformError(
    'not_found',
    `No element found with key or ID ${keyOrId}. GET /elements/keys lists the keys`,
  )
}

/** What the catalog shows to a caller: everything, or what is not private when nobody says who asks. */
export function connectorsFor(catalog: Catalog, caller: Caller | undefined): readonly Connector[] {
  return catalog.list().filter((connector) => isShownTo(caller, connector))
}

function isShownTo(caller: Caller | undefined, { element }: Connector): boolean {
  return caller !== undefined || element.private !== true
}
