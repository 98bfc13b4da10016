import { Type } from 'typebox'
import type { Catalog } from '../../../catalog/catalog.ts'
import { providerPicture } from '../../../catalog/provider-picture.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { noElement } from './find-connector.ts'

export function readPicture(server: PlatformServer, catalog: Catalog): void {
  const pictures = new Map<string, Buffer>()
  server.route({
    method: 'GET',
    url: '/elements/provider_:key.png',
    config: { access: 'public' },
    schema: {
      tags: ['elements'],
      summary: 'Read the picture of a connector',
      params: Type.Object({ key: Type.String() }),
      produces: ['image/png'],
      response: { 200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
    },
    handler: async (request, reply) => {
      // A picture is put into pages, and an <img> cannot say who asks.
      const connector = catalog.get(request.params.key)
      if (connector === undefined) throw noElement(request.params.key)
      const picture = pictures.get(connector.key) ?? (await providerPicture(connector))
      pictures.set(connector.key, picture)
      return reply.type('image/png').header('cache-control', 'public, max-age=3600').send(picture)
    },
  })
}
