import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { withoutBody } from '../../without-body.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'
import { EventSchema } from './event-view.ts'
import { found, InstanceEventParams } from './read-event.ts'
import type { EventRooms } from './routes.ts'

const Word = Type.String({ minLength: 1, maxLength: 200 })

/** Ours: an event to try one's own app with. */
export function addTestEvent(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'POST',
    url: '/instances/:id/events/test',
    config: { access: 'user', privilege: 'createElementInstances', idempotent: true },
    preValidation: withoutBody,
    schema: {
      tags: ['events'],
      summary: 'Make a test event',
      description:
        'It goes the way of all events, marked by the source `test`; the record is not read again. Without a body it tells of a record that is there, if one can be found.',
      params: IdParams,
      body: Type.Object(
        {
          objectType: Type.Optional(Word),
          objectId: Type.Optional(Word),
          eventType: Type.Optional(Word),
        },
        { default: {} },
      ),
      response: { 200: EventSchema },
    },
    handler: async (request) => {
      const caller = callerOf(request)
      const { id: instanceId } = request.params
      await rooms.instances.checkOwned(caller, instanceId)
      const instance = await rooms.instances.connectionOf(instanceId)
      const eventId = await rooms.eventLog.addTestEvent(caller, instance, request.body)
      const { organizationId } = caller
      return found(rooms, { organizationId, instanceId }, eventId)
    },
  })
}

/** Ours: another try for an event that was given up, or that nobody was told of. */
export function reprocessEvent(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'POST',
    url: '/instances/:id/events/:eventId/reprocess',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['events'],
      summary: 'Process an event again',
      description:
        'For events that FAILED or were CONSUMED, such as after a change of `event.objects`. Asynchronous calls are not made again.',
      params: InstanceEventParams,
      response: { 200: EventSchema },
    },
    handler: async (request) => {
      const caller = callerOf(request)
      const { id: instanceId, eventId } = request.params
      await rooms.instances.checkOwned(caller, instanceId)
      const { organizationId } = caller
      const scope = { organizationId, instanceId }
      const before = await found(rooms, scope, eventId)
      if (await rooms.processing.reprocess(organizationId, instanceId, eventId))
        return found(rooms, scope, eventId)
      throw new PlatformError(
        'conflict',
        before.source === 'call'
          ? 'An asynchronous call is not made again; send it again'
          : `The event is ${before.status}; only those that are FAILED or CONSUMED are processed again`,
      )
    },
  })
}
