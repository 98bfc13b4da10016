import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listHubKeys, listHubs } from './list-hubs.ts'
import { listHubElements, readHub } from './read-hub.ts'

/** The families of connectors, for everybody to read. */
export function registerHubRoutes(
  server: PlatformServer,
  { catalog }: { readonly catalog: Catalog },
): void {
  listHubs(server, catalog)
  listHubKeys(server, catalog)
  readHub(server, catalog)
  listHubElements(server, catalog)
}
