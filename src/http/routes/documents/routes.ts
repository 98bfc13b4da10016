import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import {
  readElementDefinitions,
  readElementDocument,
  readElementOperation,
} from './element-documents.ts'
import {
  readInstanceDocument,
  readInstanceOperation,
  readOwnDocument,
  readOwnOperation,
  type ConnectorOfInstance,
} from './instance-documents.ts'

export interface DocumentRooms {
  readonly catalog: Catalog
  readonly connectorOfInstance: ConnectorOfInstance
  /** Address of this server, without a trailing slash; asked for each time. */
  readonly publicUrl: () => string
}

/** Swagger 2.0 documents of connectors and instances. */
export function registerDocumentRoutes(
  server: PlatformServer,
  { catalog, connectorOfInstance, publicUrl }: DocumentRooms,
): void {
  readElementDocument(server, catalog, publicUrl)
  readElementOperation(server, catalog, publicUrl)
  readElementDefinitions(server, catalog, publicUrl)
  readOwnDocument(server, publicUrl)
  readOwnOperation(server, publicUrl)
  readInstanceDocument(server, connectorOfInstance, publicUrl)
  readInstanceOperation(server, connectorOfInstance, publicUrl)
}
