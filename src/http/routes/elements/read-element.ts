import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { findConnector, KeyOrIdParams } from './find-connector.ts'
import { elementOf, ShownElementSchema } from './shown-element.ts'

export function readElement(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'Read the definition of a connector',
      params: KeyOrIdParams,
      response: { 200: ShownElementSchema },
    },
    handler: (request) => elementOf(findConnector(catalog, request.params.keyOrId, request.caller)),
  })
}
