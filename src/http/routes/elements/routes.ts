import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { listAuthenticationTypes, readTypeConfiguration } from './authentication-types.ts'
import { listElements } from './list-elements.ts'
import { listKeys } from './list-keys.ts'
import { readConfiguration } from './read-configuration.ts'
import { readElement } from './read-element.ts'
import { listMetadata, readMetadata } from './read-metadata.ts'
import { readPicture } from './read-picture.ts'

/** The catalog of connectors, for everybody to read. */
export function registerElementRoutes(
  server: PlatformServer,
  { catalog }: { readonly catalog: Catalog },
): void {
  listElements(server, catalog)
  listKeys(server, catalog)
  listMetadata(server, catalog)
  readPicture(server, catalog)
  readElement(server, catalog)
  readMetadata(server, catalog)
  readConfiguration(server, catalog)
  listAuthenticationTypes(server, catalog)
  readTypeConfiguration(server, catalog)
}
