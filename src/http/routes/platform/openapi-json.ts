import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'

export function openapiJson(server: PlatformServer): void {
  let document: string | undefined
  server.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: 'public' },
    schema: {
      tags: ['documents'],
      summary: 'The whole API as OpenAPI 3.1',
      response: {
        200: {
          description: 'OpenAPI',
          content: { 'application/json': { schema: Type.Unknown() } },
        },
      },
    },
    handler: (_request, reply) => {
      // Routes do not change after the start.
      document ??= JSON.stringify(server.swagger())
      return reply.header('content-type', 'application/json; charset=utf-8').send(document)
    },
  })
}
