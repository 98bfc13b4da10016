import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Connector } from '../../../catalog/connector.ts'
import { PlatformError } from '../../../core/errors.ts'

/** `{keyOrId}` in the path of a route. */
export const KeyOrIdParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

/** @throws PlatformError `not_found` */
export function findConnector(catalog: Catalog, keyOrId: string): Connector {
  const connector = catalog.get(keyOrId)
  if (connector !== undefined) return connector
  throw new PlatformError(
    'not_found',
    `No element found with key or ID ${keyOrId}. GET /elements/keys lists the keys`,
  )
}
