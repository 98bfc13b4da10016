import { Type } from 'typebox'
import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { ChoiceBody, ConnectedSchema, connectSessionOf } from './schemas.ts'

export function connectByKeys(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'POST',
    url: '/connect/session/instance',
    config: { access: 'connect' },
    bodyLimit: 256 * 1024,
    schema: {
      tags: ['connect'],
      summary: 'Connect by keys',
      description:
        'Makes the instance, or authenticates it again, and uses the session up. A failure carries `reason`; the session may then be tried again.',
      body: ChoiceBody,
      response: {
        200: Type.Object({ state: Type.Literal('connected'), instance: ConnectedSchema }),
      },
    },
    async handler(request) {
      const instance = await sessions.connect(connectSessionOf(request), request.body)
      return { state: 'connected' as const, instance }
    },
  })
}
