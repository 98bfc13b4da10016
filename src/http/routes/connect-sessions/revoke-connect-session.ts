import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { emptyAnswer, emptyResponse } from '../instances/empty-answer.ts'
import { SessionParams } from './schemas.ts'

export function revokeConnectSession(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'DELETE',
    url: '/connect-sessions/:sessionId',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['connect-sessions'],
      summary: 'Revoke a connect session',
      description:
        'At once, also for an authorization under way. Answers 409 when the session is over already.',
      params: SessionParams,
      response: emptyResponse,
    },
    async handler(request, reply) {
      await sessions.revoke(callerOf(request), request.params.sessionId)
      return emptyAnswer(reply)
    },
  })
}
