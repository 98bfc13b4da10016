import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { connectorsFor } from '../elements/find-connector.ts'
import { HubSchema, hydratedHub, shownHub } from './shown-hub.ts'

export function listHubs(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/hubs',
    config: { access: 'optional' },
    schema: {
      tags: ['hubs'],
      summary: 'List the hubs',
      querystring: Type.Object({
        hydrate: Type.Optional(Type.Boolean({ description: 'With their resources' })),
      }),
      response: { 200: Type.Array(HubSchema) },
    },
    handler: (request) => {
      if (request.query.hydrate !== true) return catalog.hubs().map(shownHub)
      const connectors = connectorsFor(catalog, request.caller)
      return catalog.hubs().map((hub) => hydratedHub(connectors, hub))
    },
  })
}

export function listHubKeys(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/hubs/keys',
    config: { access: 'optional' },
    schema: {
      tags: ['hubs'],
      summary: 'List the keys of the hubs',
      response: { 200: Type.Array(Type.String()) },
    },
    handler: () => catalog.hubs().map((hub) => hub.key),
  })
}
