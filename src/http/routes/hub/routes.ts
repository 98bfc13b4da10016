import type { Hub } from '../../../hub/hub.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callResource } from './call-resource.ts'
import { listObjects, readObjectDocument, readObjectMetadata } from './objects.ts'
import { passThrough } from './pass-through.ts'
import { ping } from './ping.ts'

export interface HubCallRooms {
  hub: Hub
  /** What callers reach us by, without a trailing slash. */
  publicUrl: () => string
  /** All routes of the server; complete when it is ready. */
  routes: readonly { readonly url: string }[]
}

/** Calls on connected accounts. Paths without `/hubs/{hub}` were rewritten to `/hubs/_` before. */
export function registerHubCallRoutes(server: PlatformServer, rooms: HubCallRooms): void {
  ping(server, rooms.hub)
  listObjects(server, rooms.hub)
  readObjectMetadata(server, rooms.hub)
  readObjectDocument(server, rooms.publicUrl)
  passThrough(server, rooms.hub)
  callResource(server, rooms.hub, rooms.routes)
}
