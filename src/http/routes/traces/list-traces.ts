import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { PlatformError } from '../../../core/errors.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from '../instances/asked-instance.ts'
import { IdParams } from '../instances/schemas.ts'
import { instants } from '../usage/instant.ts'
import { outcomeOf } from '../usage/list-usage.ts'
import type { TraceRooms } from './routes.ts'
import { TraceHeadSchema, traceHeadView } from './trace-view.ts'

const largestPage = 200

const querystring = Type.Object({
  status: Type.Optional(Type.String({ description: '`success` or `failed`, in any case' })),
  from: Type.Optional(Type.String({ description: 'ISO 8601' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601' })),
  pageSize: Type.Optional(
    Type.Integer({ minimum: 1, description: `At most and by default ${largestPage}` }),
  ),
  nextPage: Type.Optional(
    Type.String({ maxLength: 500, description: 'Elements-Next-Page-Token of the page before' }),
  ),
})

const words = {
  tags: ['traces'],
  summary: 'List the traced calls of an instance',
  description:
    'The newest first. Traces are kept for 24 hours, the newest 1,000 of an instance. Answers 404 "No traces found" when there are none.',
  querystring,
  response: { 200: Type.Array(TraceHeadSchema) },
}

export function listTraces(server: PlatformServer, rooms: TraceRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/traces',
    config: { access: 'user', privilege: 'viewElements' },
    schema: { ...words, params: IdParams },
    handler: (request, reply) => page(rooms, request, reply, request.params.id, request.query),
  })
}

export function listOwnTraces(server: PlatformServer, rooms: TraceRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/traces',
    config: { access: 'instance', privilege: 'viewElements' },
    schema: { ...words, summary: 'List the traced calls of the instance of the Element token' },
    handler: (request, reply) => page(rooms, request, reply, ownInstanceId(request), request.query),
  })
}

async function page(
  { traces, instances }: TraceRooms,
  request: FastifyRequest,
  reply: FastifyReply,
  instanceId: number,
  query: Static<typeof querystring>,
) {
  const caller = callerOf(request)
  await instances.checkOwned(caller, instanceId)
  const limit = Math.min(query.pageSize ?? largestPage, largestPage)
  const found = await traces.list(caller.organizationId, instanceId, {
    outcome: outcomeOf(query.status),
    ...instants(query),
    after: query.nextPage === undefined ? undefined : readPage(query.nextPage),
    limit: limit + 1,
  })
  if (found.length === 0) throw new PlatformError('nothing_found', 'No traces found')
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  if (found.length > limit && last !== undefined) {
    reply.header('elements-next-page-token', last.requestId)
  }
  reply.header('elements-returned-count', shown.length)
  return shown.map(traceHeadView)
}

/** Request ids begin with the time, so the last one tells where the page ended. */
function readPage(token: string): string {
  if (/^[0-9a-f]{24}$/.test(token)) return token
  const message =
    "The 'nextPage' token cannot be read; use the value of Elements-Next-Page-Token as it came"
  throw new PlatformError('invalid_request', message, { details: [{ path: 'nextPage', message }] })
}
