import type { Instances } from '../../../instances/instances.ts'
import type { Traces } from '../../../traces/traces.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { ElementInstanceParams, IdParams, InstanceBody, InstanceSchema } from './schemas.ts'
import { traceProvisioning } from './trace-provisioning.ts'
import { noteUnknownKeys } from './unknown-keys.ts'

const methods = ['PUT', 'PATCH'] as const

const description =
  'Members that are absent stay as they are; tags are replaced whole, configuration keys are merged. A new providerData.code authenticates the instance again; id and token stay.'

export function changeInstance(server: PlatformServer, instances: Instances, traces: Traces): void {
  for (const method of methods) {
    server.route({
      method,
      url: '/instances/:id',
      config: { access: 'user', privilege: 'createElementInstances' },
      schema: {
        tags: ['instances'],
        summary: 'Change an instance, or authenticate it again',
        description,
        params: IdParams,
        body: InstanceBody,
        response: { 200: InstanceSchema },
      },
      handler(request, reply) {
        noteUnknownKeys(request, reply)
        return traceProvisioning(traces, request, reply, () =>
          instances.change(callerOf(request), request.params.id, request.body),
        )
      },
    })
  }
}

export function changeOwnInstance(
  server: PlatformServer,
  instances: Instances,
  traces: Traces,
): void {
  for (const method of methods) {
    server.route({
      method,
      url: '/instances',
      config: { access: 'instance', privilege: 'createElementInstances' },
      schema: {
        tags: ['instances'],
        summary: 'Change the instance of the Element token',
        description,
        body: InstanceBody,
        response: { 200: InstanceSchema },
      },
      handler(request, reply) {
        noteUnknownKeys(request, reply)
        return traceProvisioning(traces, request, reply, () =>
          instances.change(callerOf(request), ownInstanceId(request), request.body),
        )
      },
    })
  }
}

export function changeElementInstance(
  server: PlatformServer,
  instances: Instances,
  traces: Traces,
): void {
  for (const method of methods) {
    server.route({
      method,
      url: '/elements/:keyOrId/instances/:id',
      config: { access: 'user', privilege: 'createElementInstances' },
      schema: {
        tags: ['instances'],
        summary: 'Change an instance of a connector',
        description,
        params: ElementInstanceParams,
        body: InstanceBody,
        response: { 200: InstanceSchema },
      },
      handler(request, reply) {
        noteUnknownKeys(request, reply)
        return traceProvisioning(traces, request, reply, () =>
          instances.change(
            callerOf(request),
            request.params.id,
            request.body,
            request.params.keyOrId,
          ),
        )
      },
    })
  }
}
