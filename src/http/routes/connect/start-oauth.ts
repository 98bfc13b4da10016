import { Type } from 'typebox'
import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { flowCookie } from '../oauth/flow-cookie.ts'
import { ChoiceBody, connectSessionOf } from './schemas.ts'

export function startOAuth(server: PlatformServer, sessions: ConnectSessions): void {
  server.route({
    method: 'POST',
    url: '/connect/session/oauth',
    config: { access: 'connect' },
    bodyLimit: 64 * 1024,
    schema: {
      tags: ['connect'],
      summary: 'Make the address on which the person consents',
      description:
        'Send a whole window there, never a frame. The answer sets a cookie by which the landing page knows the browser and finishes at once; where the cookie does not stick, as in a frame on another site, it asks for a click. GET /connect/session then tells the outcome.',
      body: ChoiceBody,
      response: {
        200: Type.Object({
          element: Type.String(),
          oauthUrl: Type.String(),
          expiresAt: Type.String({ description: 'When it is too late to come back' }),
        }),
      },
    },
    async handler(request, reply) {
      const { element, oauthUrl, expiresAt, browserSecret, secureCookie } =
        await sessions.startOAuth(connectSessionOf(request), request.body)
      reply.header('set-cookie', flowCookie(element, browserSecret, secureCookie))
      return { element, oauthUrl, expiresAt }
    },
  })
}
