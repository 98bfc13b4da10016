import type { PlatformServer } from '../../platform-server.ts'
import type { ElementRooms } from '../elements/find-connector.ts'
import {
  readElementDefinitions,
  readElementDocument,
  readElementOperation,
} from './element-documents.ts'
import { readHubDocument, readPlatformDocument } from './hub-documents.ts'
import {
  readInstanceDefinitions,
  readInstanceDocument,
  readInstanceOperation,
  readOwnDefinitions,
  readOwnDocument,
  readOwnOperation,
  type ConnectorOfInstance,
} from './instance-documents.ts'

export interface DocumentRooms extends ElementRooms {
  readonly connectorOfInstance: ConnectorOfInstance
  /** Address of this server, without a trailing slash; asked for each time. */
  readonly publicUrl: () => string
}

/** Documents of connectors, instances, hubs and the platform. */
export function registerDocumentRoutes(server: PlatformServer, rooms: DocumentRooms): void {
  const { connectorOfInstance, publicUrl } = rooms
  readElementDocument(server, rooms, publicUrl)
  readElementOperation(server, rooms, publicUrl)
  readElementDefinitions(server, rooms)
  readOwnDocument(server, publicUrl)
  readOwnOperation(server, publicUrl)
  readInstanceDocument(server, connectorOfInstance, publicUrl)
  readInstanceOperation(server, connectorOfInstance, publicUrl)
  readInstanceDefinitions(server, connectorOfInstance)
  readOwnDefinitions(server)
  readHubDocument(server, rooms, publicUrl)
  readPlatformDocument(server, publicUrl)
}
