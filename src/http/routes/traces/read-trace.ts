import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from '../instances/asked-instance.ts'
import { IdParams } from '../instances/schemas.ts'
import type { TraceRooms } from './routes.ts'
import { TraceSchema, traceView } from './trace-view.ts'

const RequestIdParams = Type.Object({
  requestId: Type.String({ description: "The call's Elements-Request-Id" }),
})

const words = {
  tags: ['traces'],
  summary: 'Read what was said in one traced call',
  description:
    "The client's request and our answer, and every request to the vendor with what came back: repeated ones and renewed tokens too. Secrets are masked, bodies end after 64 KB. That it was read is told to the audit log.",
  response: { 200: TraceSchema },
}

export function readTrace(server: PlatformServer, rooms: TraceRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/traces/:requestId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      ...words,
      params: Type.Object({ ...IdParams.properties, ...RequestIdParams.properties }),
    },
    handler: (request) => read(rooms, request, request.params.id, request.params.requestId),
  })
}

export function readOwnTrace(server: PlatformServer, rooms: TraceRooms): void {
  server.route({
    method: 'GET',
    url: '/instances/traces/:requestId',
    config: { access: 'instance', privilege: 'viewElements' },
    schema: {
      ...words,
      summary: 'Read what was said in one traced call of the instance of the Element token',
      params: RequestIdParams,
    },
    handler: (request) => read(rooms, request, ownInstanceId(request), request.params.requestId),
  })
}

async function read(
  { traces, instances }: TraceRooms,
  request: FastifyRequest,
  instanceId: number,
  requestId: string,
) {
  const caller = callerOf(request)
  await instances.checkOwned(caller, instanceId)
  return traceView(await traces.read(caller.organizationId, { requestId, instanceId }))
}
