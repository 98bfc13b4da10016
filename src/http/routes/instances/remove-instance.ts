import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { emptyAnswer, emptyResponse } from './empty-answer.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { ElementInstanceParams, IdParams } from './schemas.ts'

const description =
  'Gives the access back to the vendor where the connector says how. The Element token is no longer good.'

export function removeInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/instances/:id',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['instances'],
      summary: 'Delete an instance',
      description,
      params: IdParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), request.params.id)
      return emptyAnswer(reply)
    },
  })
}

export function removeOwnInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/instances',
    config: { access: 'instance', privilege: 'createElementInstances' },
    schema: {
      tags: ['instances'],
      summary: 'Delete the instance of the Element token',
      description,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), ownInstanceId(request))
      return emptyAnswer(reply)
    },
  })
}

export function removeElementInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/elements/:keyOrId/instances/:id',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['instances'],
      summary: 'Delete an instance of a connector',
      description,
      params: ElementInstanceParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), request.params.id, request.params.keyOrId)
      return emptyAnswer(reply)
    },
  })
}
