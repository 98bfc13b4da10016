import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { withoutBody } from '../../without-body.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { IdParams, InstanceSchema } from './schemas.ts'

const usualMinutes = 60
/** As long as traces are kept. */
const mostMinutes = 1_440

const TraceLoggingBody = Type.Object(
  {
    duration: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostMinutes,
        description: `Minutes from now; ${usualMinutes} when absent`,
      }),
    ),
  },
  { additionalProperties: true, description: 'May be left out' },
)

const begins = {
  tags: ['traces'],
  summary: 'Trace the calls of an instance',
  description:
    'All hub calls of the instance are kept with what was said to the vendor and back, secrets masked, until the time is over. `traceLoggingEnabled` of the instance is true meanwhile.',
  body: TraceLoggingBody,
  response: { 200: InstanceSchema },
}
const ends = {
  tags: ['traces'],
  summary: 'Trace the calls of an instance no longer',
  description: 'What was kept stays for its time.',
  response: { 200: InstanceSchema },
}

export function traceLogging(server: PlatformServer, instances: Instances): void {
  const config = { access: 'user', privilege: 'createElementInstances' } as const
  const url = '/instances/:id/trace-logging'
  server.route({
    method: 'PUT',
    url,
    config,
    preValidation: withoutBody,
    schema: { ...begins, params: IdParams },
    handler: (request) =>
      instances.setTraceLogging(
        callerOf(request),
        request.params.id,
        request.body.duration ?? usualMinutes,
      ),
  })
  server.route({
    method: 'DELETE',
    url,
    config,
    schema: { ...ends, params: IdParams },
    handler: (request) =>
      instances.setTraceLogging(callerOf(request), request.params.id, undefined),
  })
}

/** The same for the instance of the Element token. */
export function ownTraceLogging(server: PlatformServer, instances: Instances): void {
  const config = { access: 'instance', privilege: 'createElementInstances' } as const
  const url = '/instances/trace-logging'
  server.route({
    method: 'PUT',
    url,
    config,
    preValidation: withoutBody,
    schema: { ...begins, summary: 'Trace the calls of the instance of the Element token' },
    handler: (request) =>
      instances.setTraceLogging(
        callerOf(request),
        ownInstanceId(request),
        request.body.duration ?? usualMinutes,
      ),
  })
  server.route({
    method: 'DELETE',
    url,
    config,
    schema: { ...ends, summary: 'Trace the calls of the instance of the Element token no longer' },
    handler: (request) =>
      instances.setTraceLogging(callerOf(request), ownInstanceId(request), undefined),
  })
}
