import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from '../elements/list-page.ts'
import { connectorsFor } from '../elements/find-connector.ts'
import { elementOf, ShownElementSchema } from '../elements/shown-element.ts'
import { findHub, HubParams, HubSchema, hydratedHub } from './shown-hub.ts'

export function readHub(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/hubs/:key',
    config: { access: 'optional' },
    schema: {
      tags: ['hubs'],
      summary: 'Read a hub',
      params: HubParams,
      response: { 200: HubSchema },
    },
    handler: (request) =>
      hydratedHub(connectorsFor(catalog, request.caller), findHub(catalog, request.params.key)),
  })
}

export function listHubElements(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/hubs/:key/elements',
    config: { access: 'optional' },
    schema: {
      tags: ['hubs'],
      summary: 'List the connectors of a hub',
      params: HubParams,
      querystring: Type.Object(PageQuery),
      response: { 200: Type.Array(ShownElementSchema) },
    },
    handler: (request, reply) => {
      const hub = findHub(catalog, request.params.key)
      const found = connectorsFor(catalog, request.caller).filter(
        (connector) => connector.hub === hub.key,
      )
      return pageOf(found, request.query, reply).map(elementOf)
    },
  })
}
