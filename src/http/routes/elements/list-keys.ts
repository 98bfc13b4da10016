import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { connectorsFor } from './find-connector.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from './list-page.ts'

export function listKeys(server: PlatformServer, catalog: Catalog): void {
  server.route({
    method: 'GET',
    url: '/elements/keys',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the keys of the connectors',
      querystring: Type.Object(PageQuery),
      response: { 200: Type.Array(Type.String()) },
    },
    handler: (request, reply) =>
      pageOf(connectorsFor(catalog, request.caller), request.query, reply).map(({ key }) => key),
  })
}
