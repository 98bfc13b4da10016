import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { SessionParams, SessionSchema } from './schemas.ts'

export function readConnectSession(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'GET',
    url: '/connect-sessions/:sessionId',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['connect-sessions'],
      summary: 'See what became of a connect session',
      description:
        'When `state` is connected, `instanceId` names the instance; GET /instances/{id} has its token.',
      params: SessionParams,
      response: { 200: SessionSchema },
    },
    handler: (request) => sessions.get(callerOf(request), request.params.sessionId),
  })
}
