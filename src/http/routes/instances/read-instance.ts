import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { ElementInstanceParams, IdParams, InstanceSchema, TokenQuery } from './schemas.ts'

export function readInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/:id',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read an instance',
      params: IdParams,
      querystring: TokenQuery,
      response: { 200: InstanceSchema },
    },
    handler: (request) =>
      instances.get(callerOf(request), request.params.id, { token: request.query.token }),
  })
}

export function readElementInstance(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/instances/:id',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Read an instance of a connector',
      params: ElementInstanceParams,
      querystring: TokenQuery,
      response: { 200: InstanceSchema },
    },
    handler: (request) =>
      instances.get(callerOf(request), request.params.id, {
        keyOrId: request.params.keyOrId,
        token: request.query.token,
      }),
  })
}
