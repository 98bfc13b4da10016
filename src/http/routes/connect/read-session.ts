import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { connectSessionOf, WidgetSessionSchema } from './schemas.ts'

export function readSession(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'GET',
    url: '/connect/session',
    config: { access: 'connect' },
    schema: {
      tags: ['connect'],
      summary: 'Read the session of the widget',
      description:
        'What to show and to ask for; asked again while the person is at the vendor, it tells what came of it. Answers for sessions that are over, too. Never holds fixed values or the instance token.',
      response: { 200: WidgetSessionSchema },
    },
    handler: (request) => sessions.read(connectSessionOf(request)),
  })
}
