import { Type } from 'typebox'
import type { ConnectSessions } from '../../../instances/connect/connect-sessions.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'

/** The same page for every id, known or not; what it may do, its script finds out with the token. */
export function widgetPage(
  server: PlatformServer,
  build: ConsoleBuild,
  sessions: Pick<ConnectSessions, 'connectSessionFraming'>,
): void {
  server.route({
    method: 'GET',
    url: '/connect/:sessionId',
    config: { access: 'public' },
    schema: {
      tags: ['connect'],
      summary: 'The page of a connect session',
      description:
        'To open, frame or send, with the token as its fragment. Only the origins in `allowedOrigins` of the session may frame it.',
      params: Type.Object({ sessionId: Type.String({ description: 'Id of the connect session' }) }),
      response: {
        200: { description: 'A page', content: { 'text/html': { schema: Type.String() } } },
      },
    },
    async handler({ params }, reply) {
      const framing = await sessions.connectSessionFraming(params.sessionId)
      const { html, policy } = await build.connectPage(framing)
      // No X-Frame-Options: it cannot name origins.
      reply.header('content-security-policy', policy)
      reply.header('content-type', 'text/html; charset=utf-8')
      return html
    },
  })
}
