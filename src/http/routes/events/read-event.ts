import { Type } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { EventScope } from '../../../events/log/event-log-store.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'
import { eventScopeOf } from './event-scope.ts'
import { EventSchema, eventView } from './event-view.ts'
import type { EventRooms } from './routes.ts'

const EventId = { eventId: Type.Integer({ description: 'Id of the event' }) }
export const InstanceEventParams = Type.Object({ ...IdParams.properties, ...EventId })

export function readEvent(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/events/:eventId',
    config: { access: 'optional', privilege: 'viewElements' },
    schema: {
      tags: ['events'],
      summary: 'Read an event',
      params: Type.Object(EventId),
      response: { 200: EventSchema },
    },
    handler: (request) => found(rooms, eventScopeOf(request), request.params.eventId),
  })
}

export function readInstanceEvent(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/events/:eventId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['events'],
      summary: 'Read an event of an instance',
      params: InstanceEventParams,
      response: { 200: EventSchema },
    },
    handler: async (request) => {
      const caller = callerOf(request)
      const { id: instanceId, eventId } = request.params
      await rooms.instances.checkOwned(caller, instanceId)
      const { organizationId } = caller
      return found(rooms, { organizationId, instanceId }, eventId)
    },
  })
}

/** Throws not_found. */
export async function found({ eventLog }: EventRooms, scope: EventScope, id: number) {
  const event = await eventLog.find(scope, id)
  if (event !== undefined) return eventView(event)
  throw new PlatformError('not_found', `No event found with ID ${id}`)
}
