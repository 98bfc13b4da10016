import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Caller } from '../../../accounts/caller.ts'
import type { AccountResources } from '../../../catalog/account-resources.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Connector } from '../../../catalog/connector.ts'
import { PlatformError } from '../../../core/errors.ts'

export interface ElementRooms {
  readonly catalog: Catalog
  readonly accountResources: AccountResources
}

/** `{keyOrId}` in the path of a route. */
export const KeyOrIdParams = Type.Object({
  keyOrId: Type.String({ description: 'Key or id of the connector' }),
})

/** `{keyOrId}` and `{resourceId}`. */
export const ResourceParams = Type.Object({
  ...KeyOrIdParams.properties,
  resourceId: Type.Integer({ minimum: 1, description: 'Id of the resource' }),
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

/**
 * The connector as the caller's account sees it; without a caller, as the catalog has it.
 * @throws PlatformError `not_found`
 */
export async function seenConnector(
  { catalog, accountResources }: ElementRooms,
  { caller }: FastifyRequest,
  keyOrId: string,
): Promise<Connector> {
  const connector = findConnector(catalog, keyOrId, caller)
  return caller === undefined
    ? connector
    : accountResources.connectorFor(ownerOf(caller), connector)
}

/** What the catalog shows to the caller; those that the caller's account added to with what it added. */
export async function seenConnectors(
  { catalog, accountResources }: ElementRooms,
  { caller }: FastifyRequest,
): Promise<readonly Connector[]> {
  const list = connectorsFor(catalog, caller)
  if (caller === undefined) return list
  const owner = ownerOf(caller)
  const extended = new Set(await accountResources.extendedBy(owner))
  if (extended.size === 0) return list
  const seen = async (connector: Connector) =>
    extended.has(connector.key) ? accountResources.connectorFor(owner, connector) : connector
  return Promise.all(list.map(seen))
}

export function ownerOf({ organizationId, accountId }: Caller) {
  return { organizationId, accountId }
}

/** What the catalog shows to a caller: everything, or what is not private when nobody says who asks. */
export function connectorsFor(catalog: Catalog, caller: Caller | undefined): readonly Connector[] {
  return catalog.list().filter((connector) => isShownTo(caller, connector))
}

function isShownTo(caller: Caller | undefined, { element }: Connector): boolean {
  return caller !== undefined || element.private !== true
}
