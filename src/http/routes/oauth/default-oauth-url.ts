import { Type } from 'typebox'
import type { OAuthFlows } from '../../../instances/oauth/flows.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { flowCookie } from './flow-cookie.ts'
import { flowParameters } from './flow-parameters.ts'

/** Uses the vendor app of the organization or the platform; state and PKCE are ours. */
export function defaultOAuthUrl(server: PlatformServer, flows: OAuthFlows): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/oauth/url/default',
    config: { access: 'optional', privilege: 'createElementInstances' },
    schema: {
      tags: ['oauth'],
      summary: 'Make the consent address with the vendor app that is set',
      description:
        "Uses the vendor app of your organization, or the platform's. The state is issued here, good for ten minutes and one use. Without callbackUrl the person comes back to the platform's own page, which finishes the connection. The answer sets a cookie by which that page knows the browser again. Without credentials the state is yours, as with /oauth/url.",
      params: Type.Object({
        keyOrId: Type.String({ description: 'Key or id of the connector' }),
      }),
      querystring: Type.Object(
        {
          callbackUrl: Type.Optional(Type.String()),
          scope: Type.Optional(Type.String()),
          state: Type.Optional(Type.String({ description: 'Kept and shown again at the end' })),
        },
        { additionalProperties: true },
      ),
      response: {
        200: Type.Object({
          element: Type.String(),
          oauthUrl: Type.String(),
          configuration: Type.Record(Type.String(), Type.String()),
        }),
      },
    },
    async handler(request, reply) {
      const { browserSecret, secureCookie, ...answer } = await flows.defaultUrl(
        request.caller,
        request.params.keyOrId,
        flowParameters(request.query),
      )
      if (browserSecret !== undefined) {
        reply.header('set-cookie', flowCookie(answer.element, browserSecret, secureCookie))
      }
      return answer
    },
  })
}
