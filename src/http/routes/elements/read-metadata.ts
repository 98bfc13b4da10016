import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { ElementMetadataSchema, expandedMetadataOf, metadataOfElement } from './element-metadata.ts'
import { connectorsFor, findConnector, KeyOrIdParams } from './find-connector.ts'

export function listMetadata(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/metadata',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List what each connector can do',
      response: { 200: Type.Array(ElementMetadataSchema) },
    },
    handler: (request) => connectorsFor(catalog, request.caller).map(metadataOfElement),
  })
}

export function readMetadata(server: PlatformServer, catalog: Catalog): void {
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
    handler: (request) => {
      const connector = findConnector(catalog, request.params.keyOrId, request.caller)
      return request.query.expand === true
        ? expandedMetadataOf(connector)
        : metadataOfElement(connector)
    },
  })
}
