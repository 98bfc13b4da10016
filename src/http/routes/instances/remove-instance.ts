import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ownInstanceId } from './asked-instance.ts'
import { ElementInstanceParams, IdParams } from './schemas.ts'

const description =
  'Gives the access back to the vendor where the connector says how. The Element token is no longer good.'
const response = { 200: Type.Null({ description: 'An empty body' }) }

export function removeInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/instances/:id',
    config: { access: 'user' },
    schema: {
      tags: ['instances'],
      summary: 'Delete an instance',
      description,
      params: IdParams,
      response,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), request.params.id)
      return reply.send(null)
    },
  })
}

export function removeOwnInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/instances',
    config: { access: 'instance' },
    schema: {
      tags: ['instances'],
      summary: 'Delete the instance of the Element token',
      description,
      response,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), ownInstanceId(request))
      return reply.send(null)
    },
  })
}

export function removeElementInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'DELETE',
    url: '/elements/:keyOrId/instances/:id',
    config: { access: 'user' },
    schema: {
      tags: ['instances'],
      summary: 'Delete an instance of a connector',
      description,
      params: ElementInstanceParams,
      response,
    },
    async handler(request, reply) {
      await instances.remove(callerOf(request), request.params.id, request.params.keyOrId)
      return reply.send(null)
    },
  })
}
