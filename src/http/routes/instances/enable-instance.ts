import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { IdParams, InstanceSchema } from './schemas.ts'

const switches = [
  { method: 'PUT', enabled: true, verb: 'Enable' },
  { method: 'DELETE', enabled: false, verb: 'Disable' },
] as const

/** A disabled instance is refused by the hub with 403; its metadata stays readable. */
export function enableInstance(server: PlatformServer, instances: Instances): void {
  for (const { method, enabled, verb } of switches) {
    server.route({
      method,
      url: '/instances/:id/enabled',
      config: { access: 'user', privilege: 'createElementInstances' },
      schema: {
        tags: ['instances'],
        summary: `${verb} an instance`,
        params: IdParams,
        response: { 200: InstanceSchema },
      },
      handler: (request) => instances.setEnabled(callerOf(request), request.params.id, enabled),
    })
  }
}

export function enableOwnInstance(server: PlatformServer, instances: Instances): void {
  for (const { method, enabled, verb } of switches) {
    server.route({
      method,
      url: '/instances/enabled',
      config: { access: 'instance', privilege: 'createElementInstances' },
      schema: {
        tags: ['instances'],
        summary: `${verb} the instance of the Element token`,
        response: { 200: InstanceSchema },
      },
      handler: (request) =>
        instances.setEnabled(callerOf(request), ownInstanceId(request), enabled),
    })
  }
}
