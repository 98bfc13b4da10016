import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import {
  findConnector,
  KeyOrIdParams,
  ownerOf,
  ResourceParams,
  type ElementRooms,
} from './find-connector.ts'
import { shownResource, ShownResourceSchema } from './shown-element.ts'

/** Broad on purpose: the rules of definitions judge it and name every wrong place in one answer. */
const ResourceBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'A resource of a definition: at least method, path and vendorPath. The path may carry the hub or not; vendorPath stays below the base address of the vendor.',
  },
)

export function createResource(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'POST',
    url: '/elements/:keyOrId/resources',
    config: { access: 'user', privilege: 'editElements', idempotent: true },
    schema: {
      tags: ['elements'],
      summary: 'Add a resource to a connector, for your account',
      description:
        "Seen by your account alone and callable at once by its instances. With the method and path of one of the connector's resources it takes that one's place until it is deleted.",
      params: KeyOrIdParams,
      body: ResourceBody,
      response: { 200: ShownResourceSchema },
    },
    handler: async (request) => {
      const connector = findConnector(rooms.catalog, request.params.keyOrId, request.caller)
      const owner = ownerOf(callerOf(request))
      const added = await rooms.accountResources.add(owner, connector, request.body)
      return shownResource(connector, added)
    },
  })
}

export function replaceResource(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'PUT',
    url: '/elements/:keyOrId/resources/:resourceId',
    config: { access: 'user', privilege: 'editElements' },
    schema: {
      tags: ['elements'],
      summary: 'Replace a resource that your account added',
      params: ResourceParams,
      body: ResourceBody,
      response: { 200: ShownResourceSchema },
    },
    handler: async (request) => {
      const { keyOrId, resourceId } = request.params
      const connector = findConnector(rooms.catalog, keyOrId, request.caller)
      const owner = ownerOf(callerOf(request))
      const changed = await rooms.accountResources.change(
        owner,
        connector,
        resourceId,
        () => request.body,
      )
      return shownResource(connector, changed)
    },
  })
}

export function removeResource(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'DELETE',
    url: '/elements/:keyOrId/resources/:resourceId',
    config: { access: 'user', privilege: 'editElements' },
    schema: {
      tags: ['elements'],
      summary: 'Delete a resource that your account added',
      description: "What it stood in for is there again. The connector's own cannot be deleted.",
      params: ResourceParams,
      response: emptyResponse,
    },
    handler: async (request, reply) => {
      const connector = findConnector(rooms.catalog, request.params.keyOrId, request.caller)
      const owner = ownerOf(callerOf(request))
      await rooms.accountResources.remove(owner, connector, request.params.resourceId)
      return emptyAnswer(reply)
    },
  })
}
