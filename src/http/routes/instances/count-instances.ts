import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'

export function countInstances(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/instances/count',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['instances'],
      summary: 'Count instances, in all and by connector',
      querystring: Type.Object({
        accountId: Type.Optional(
          Type.Integer({
            minimum: 1,
            description: 'Only those of this account, where you may see them',
          }),
        ),
      }),
      response: {
        200: Type.Object({
          totalInstances: Type.Integer(),
          elementInstances: Type.Record(Type.String(), Type.Integer()),
        }),
      },
    },
    handler: (request) => instances.count(callerOf(request), request.query.accountId),
  })
}
