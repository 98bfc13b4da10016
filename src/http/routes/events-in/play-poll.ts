import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import { largestEvent } from '../../../events/event.ts'
import type { Receiving } from '../../../events/receive/receiving.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { decodedId } from './webhook-request.ts'

/** Plays what a poll found, so that an app can be tried without waiting for one. */
export function playPoll(server: PlatformServer, receiving: Pick<Receiving, 'receivePoll'>): void {
  server.route({
    method: 'POST',
    url: '/events/:elementKey(.+)Polling/:encodedId',
    bodyLimit: largestEvent,
    config: { access: 'user', privilege: 'createElementInstances', rawBody: true },
    schema: {
      tags: ['events'],
      summary: 'Play a poll of an instance',
      description:
        'Takes the payload of a poll as if it had just been found: `{"instance_id":12,"objectType":"orders","eventId":"417","events":[…],"orders":[…]}`. Each call is an event of its own.',
      params: Type.Object({
        elementKey: Type.String({ description: 'Key of the connector; `Polling` follows it' }),
        encodedId: Type.String({ description: "Base64 of the instance's id, padded or not" }),
      }),
      headers: Type.Object({
        Id: Type.Optional(Type.String({ description: "The instance's id once more" })),
      }),
    },
    async handler(request, reply) {
      const { elementKey, encodedId } = request.params
      const id = decodedId(encodedId)
      if (id === undefined) {
        throw new PlatformError('not_found', 'The address holds no encoded id of an instance')
      }
      const named = request.headers['id']
      if (named !== undefined && named !== String(id)) {
        const message = `must be ${id}, as in the address`
        throw new PlatformError('invalid_request', `'Id' ${message}`, {
          details: [{ path: 'Id', message }],
        })
      }
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      await receiving.receivePoll(callerOf(request), { elementKey, instanceId: id, raw })
      return reply.send()
    },
  })
}
