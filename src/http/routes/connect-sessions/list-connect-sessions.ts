import { Type } from 'typebox'
import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { SessionSchema } from './schemas.ts'

const largestPage = 200

export function listConnectSessions(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'GET',
    url: '/connect-sessions',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['connect-sessions'],
      summary: 'List connect sessions',
      description:
        'The newest first; an empty list when there are none. Sessions are forgotten 30 days after they expire.',
      querystring: Type.Object({
        endUserId: Type.Optional(Type.String({ description: 'Sessions of this end user' })),
        pageSize: Type.Optional(
          Type.Integer({
            minimum: 1,
            description: `Items on a page; at most and by default ${largestPage}`,
          }),
        ),
        nextPage: Type.Optional(
          Type.String({ description: 'Elements-Next-Page-Token of the page before' }),
        ),
      }),
      response: { 200: Type.Array(SessionSchema) },
    },
    async handler(request, reply) {
      const { endUserId, nextPage, pageSize = largestPage } = request.query
      const page = await sessions.list(callerOf(request), {
        endUserId,
        nextPage,
        pageSize: Math.min(pageSize, largestPage),
      })
      reply.header('elements-returned-count', page.sessions.length)
      if (page.nextPage !== undefined) reply.header('elements-next-page-token', page.nextPage)
      return page.sessions
    },
  })
}
