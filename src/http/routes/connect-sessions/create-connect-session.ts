import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { MadeSessionSchema, SessionBody } from './schemas.ts'

export function createConnectSession(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'POST',
    url: '/connect-sessions',
    config: { access: 'user', privilege: 'createElementInstances', idempotent: true },
    schema: {
      tags: ['connect-sessions'],
      summary: 'Make a connect session',
      description:
        'Lets one person connect one account through the connect widget, without your secrets. Make it on your server and give the token, or the url, to the browser of that person.',
      body: SessionBody,
      response: { 200: MadeSessionSchema },
    },
    handler: (request) => sessions.create(callerOf(request), request.body),
  })
}
