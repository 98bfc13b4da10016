import { Type } from 'typebox'
import { behindGateway, hubDocument } from '../../../catalog/documents/hub-document.ts'
import { swaggerOf } from '../../platform-document.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { seenConnectors, type ElementRooms } from '../elements/find-connector.ts'
import { findHub } from '../hubs/shown-hub.ts'
import { addressOf, DocumentSchema, inVersion, isNew, VersionQuery } from './document-request.ts'

export function readHubDocument(
  server: PlatformServer,
  rooms: ElementRooms,
  publicUrl: () => string,
): void {
  server.route({
    method: 'GET',
    url: '/docs/:hub',
    config: { access: 'optional' },
    schema: {
      tags: ['hubs'],
      summary: 'Read the API document of a hub',
      description: 'What the connectors of the hub offer, each path once.',
      params: Type.Object({ hub: Type.String({ description: 'Key of the hub' }) }),
      querystring: Type.Object({
        ...VersionQuery.properties,
        provider: Type.Optional(
          Type.String({
            description: '`aws` writes the document for clients behind an API gateway',
          }),
        ),
      }),
      response: { 200: DocumentSchema },
    },
    handler: async (request) => {
      const { query } = request
      const hub = findHub(rooms.catalog, request.params.hub)
      const connectors = await seenConnectors(rooms, request)
      const document = hubDocument(hub, connectors, addressOf(query, publicUrl()))
      return inVersion(query.provider === 'aws' ? behindGateway(document) : document, query)
    },
  })
}

export function readPlatformDocument(server: PlatformServer, publicUrl: () => string): void {
  server.route({
    method: 'GET',
    url: '/docs/all_platform',
    config: { access: 'optional' },
    schema: {
      tags: ['papers'],
      summary: 'Read the API document of the whole platform',
      description: 'With `version=3.1` the same as /openapi.json.',
      querystring: VersionQuery,
      response: { 200: DocumentSchema },
    },
    handler: ({ query }) => {
      const address = addressOf(query, publicUrl())
      const document = server.swagger() as { info: object }
      return isNew(query)
        ? { ...document, servers: [{ url: new URL(address).origin }] }
        : (swaggerOf({ ...document }, address) as { info: object })
    },
  })
}
