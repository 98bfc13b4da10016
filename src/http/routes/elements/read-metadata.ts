import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { ElementMetadataSchema, expandedMetadataOf, metadataOfElement } from './element-metadata.ts'
import {
  KeyOrIdParams,
  seenConnector,
  seenConnectors,
  type ElementRooms,
} from './find-connector.ts'

export function listMetadata(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/metadata',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List what each connector can do',
      response: { 200: Type.Array(ElementMetadataSchema) },
    },
    handler: async (request) => (await seenConnectors(rooms, request)).map(metadataOfElement),
  })
}

export function readMetadata(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/metadata',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read what a connector can do',
      params: KeyOrIdParams,
      querystring: Type.Object({
        expand: Type.Optional(Type.Boolean({ description: 'Object by object' })),
      }),
      response: { 200: ElementMetadataSchema },
    },
    handler: async (request) => {
      const connector = await seenConnector(rooms, request, request.params.keyOrId)
      return request.query.expand === true
        ? expandedMetadataOf(connector)
        : metadataOfElement(connector)
    },
  })
}
