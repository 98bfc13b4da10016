import type { FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { readIdToken, writePageToken } from '../../../core/page-token.ts'
import { eventStatuses, type EventScope } from '../../../events/log/event-log-store.ts'
import { viewPage } from '../../../storage/list-store.ts'
import { askedPage, countedWords, PageQuery, shownPage } from '../../paged-list.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'
import { instants } from '../usage/instant.ts'
import { eventScopeOf } from './event-scope.ts'
import { EventSchema, eventView } from './event-view.ts'
import type { EventRooms } from './routes.ts'

const Word = Type.String({ maxLength: 200 })

const querystring = Type.Object({
  status: Type.Optional(Type.Enum([...eventStatuses])),
  source: Type.Optional(Type.Enum(['webhook', 'poll', 'reconcile', 'test', 'call'])),
  objectType: Type.Optional(Word),
  objectId: Type.Optional(Word),
  eventType: Type.Optional(Word),
  searchText: Type.Optional(
    Type.String({
      maxLength: 200,
      description: "Part of the id of a record, or the vendor's id of the event",
    }),
  ),
  from: Type.Optional(Type.String({ description: 'ISO 8601; by the time of arrival' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601' })),
  ...PageQuery,
})

const ofAll = Type.Object({
  ...querystring.properties,
  accountId: Type.Optional(Type.Integer({ description: 'Only of instances of this account' })),
  instanceId: Type.Optional(Type.Integer({ description: 'Only of this instance' })),
  elementKey: Type.Optional(Type.String({ maxLength: 200, description: 'Key of a connector' })),
})

const words = {
  tags: ['events'],
  description: `The newest first. Types and ids of records are known when an event was processed. Events are kept for days; an empty list is no error. ${countedWords}`,
  querystring,
  response: { 200: Type.Array(EventSchema) },
}

/** With an Element token in the header only those of its instance. */
export function listEvents(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/events',
    config: { access: 'optional', privilege: 'viewElements' },
    schema: {
      ...words,
      querystring: ofAll,
      summary: 'List events of all instances, or of the one of the Element token',
    },
    handler: (request, reply) => page(rooms, eventScopeOf(request), request.query, reply),
  })
}

export function listInstanceEvents(server: PlatformServer, rooms: EventRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/events',
    config: { access: 'user', privilege: 'viewElements' },
    schema: { ...words, summary: 'List events of an instance', params: IdParams },
    handler: async (request, reply) => {
      const caller = callerOf(request)
      const instanceId = request.params.id
      await rooms.instances.checkOwned(caller, instanceId)
      const { organizationId } = caller
      return page(rooms, { organizationId, instanceId }, request.query, reply)
    },
  })
}

async function page(
  { eventLog }: EventRooms,
  scope: EventScope,
  query: Partial<Static<typeof ofAll>>,
  reply: FastifyReply,
) {
  const { accountId, instanceId, elementKey } = query
  const { status, source, objectType, objectId, eventType, searchText } = query
  const asked = askedPage(query)
  const found = await eventLog.list(
    scope,
    {
      accountId,
      instanceId,
      connectorKey: elementKey,
      status,
      source,
      objectType,
      objectId,
      eventType,
      searchText,
      ...instants(query),
    },
    { ...asked, after: readIdToken(asked.nextPage) },
  )
  const views = found.rows.map(eventView)
  return shownPage(
    reply,
    query,
    viewPage(found, views, ({ id }) => writePageToken(id)),
  )
}
