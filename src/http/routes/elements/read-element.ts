import type { PlatformServer } from '../../platform-server.ts'
import { KeyOrIdParams, seenConnector, type ElementRooms } from './find-connector.ts'
import { elementOf, ShownElementSchema } from './shown-element.ts'

export function readElement(server: PlatformServer, rooms: ElementRooms): void {
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
    handler: async (request) =>
      elementOf(await seenConnector(rooms, request, request.params.keyOrId)),
  })
}
