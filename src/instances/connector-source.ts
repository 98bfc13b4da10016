import type { Connector } from '../catalog/connector.ts'
import { PlatformError } from '../core/errors.ts'

/** The part of the catalog that this room asks. */
export interface ConnectorSource {
  /** By key or by id, also an id as text; undefined when there is none. */
  get(keyOrId: string | number): Connector | undefined
}

/** Throws not_found in the words of the old platform. */
export function connectorOf(catalog: ConnectorSource, keyOrId: string | number): Connector {
  const connector = catalog.get(keyOrId)
  if (connector === undefined) {
    throw new PlatformError('not_found', `No element found with key or ID '${keyOrId}'`)
  }
  return connector
}
