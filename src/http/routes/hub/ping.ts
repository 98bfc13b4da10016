import { Type } from 'typebox'
import type { Hub } from '../../../hub/hub.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { hubRequestOf } from './hub-request-of.ts'
import { nameInstance, sendAnswer } from './send-answer.ts'

export function ping(server: PlatformServer, hub: Hub): void {
  server.route({
    method: 'GET',
    url: '/hubs/:hub/ping',
    config: { access: 'instance' },
    schema: {
      tags: ['hub'],
      summary: 'Ask whether the instance still reaches its vendor',
      description:
        'Calls the vendor once with the credentials of the instance. `valid` is false when the vendor refuses them.',
      response: {
        200: Type.Object({
          dateTime: Type.String({ format: 'date-time' }),
          endpoint: Type.String({ description: 'Key of the connector' }),
          valid: Type.Boolean(),
        }),
      },
    },
    handler: async (request, reply) => {
      nameInstance(request, reply)
      return sendAnswer(reply, await hub.ping(hubRequestOf(request))) as never
    },
  })
}
