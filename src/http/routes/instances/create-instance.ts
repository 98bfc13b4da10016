import type { Instances } from '../../../instances/instances.ts'
import type { Traces } from '../../../traces/traces.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { InstanceBody, InstanceSchema, KeyOrIdParams } from './schemas.ts'
import { traceProvisioning } from './trace-provisioning.ts'
import { noteUnknownKeys } from './unknown-keys.ts'

const description =
  'Authenticates the account of a customer at a vendor. The answer holds the token with which the hub is called.'

export function createInstance(server: PlatformServer, instances: Instances, traces: Traces): void {
  server.route({
    method: 'POST',
    url: '/instances',
    config: { access: 'user', privilege: 'createElementInstances', idempotent: true },
    schema: {
      tags: ['instances'],
      summary: 'Make an instance',
      description,
      body: InstanceBody,
      response: { 200: InstanceSchema },
    },
    handler(request, reply) {
      noteUnknownKeys(request, reply)
      return traceProvisioning(traces, request, reply, () =>
        instances.create(callerOf(request), request.body),
      )
    },
  })
}

export function createElementInstance(
  server: PlatformServer,
  instances: Instances,
  traces: Traces,
): void {
  server.route({
    method: 'POST',
    url: '/elements/:keyOrId/instances',
    config: { access: 'user', privilege: 'createElementInstances', idempotent: true },
    schema: {
      tags: ['instances'],
      summary: 'Make an instance of a connector',
      description,
      params: KeyOrIdParams,
      body: InstanceBody,
      response: { 200: InstanceSchema },
    },
    handler(request, reply) {
      noteUnknownKeys(request, reply)
      return traceProvisioning(traces, request, reply, () =>
        instances.create(callerOf(request), request.body, request.params.keyOrId),
      )
    },
  })
}
