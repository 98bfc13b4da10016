import type { PlatformServer } from '../../platform-server.ts'
import type { ElementRooms } from '../elements/find-connector.ts'
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

export interface DocumentRooms extends ElementRooms {
  readonly connectorOfInstance: ConnectorOfInstance
  /** Address of this server, without a trailing slash; asked for each time. */
  readonly publicUrl: () => string
}

/** Swagger 2.0 documents of connectors and instances. */
export function registerDocumentRoutes(server: PlatformServer, rooms: DocumentRooms): void {
  const { connectorOfInstance, publicUrl } = rooms
  readElementDocument(server, rooms, publicUrl)
  readElementOperation(server, rooms, publicUrl)
  readElementDefinitions(server, rooms, publicUrl)
  readOwnDocument(server, publicUrl)
  readOwnOperation(server, publicUrl)
  readInstanceDocument(server, connectorOfInstance, publicUrl)
  readInstanceOperation(server, connectorOfInstance, publicUrl)
}
