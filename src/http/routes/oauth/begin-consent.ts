import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { flowCookie } from './flow-cookie.ts'

/** For pages of this server: the code comes back to the page that began, which makes the request itself. */
export function beginConsent(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'POST',
    url: '/elements/:keyOrId/oauth/consent',
    config: { access: 'user', privilege: 'createElementInstances' },
    bodyLimit: 1024 * 1024,
    schema: {
      tags: ['oauth'],
      summary: "Begin a consent that a page of this server's own finishes",
      description:
        "Checks the configuration as the later request will, issues a state (ten minutes, one use) and answers the vendor's page. Open it in a window of its own: the person comes back to redirectUrl, whose page hands code and state over the BroadcastChannel `hubwright-consent` to the pages of this server in the same browser. Whoever knows the state posts them as `providerData` of POST /instances, or of PATCH /instances/{id}. The answer sets the cookie by which the landing page knows the browser.",
      params: Type.Object({
        keyOrId: Type.String({ description: 'Key or id of the connector' }),
      }),
      body: Type.Object({
        configuration: Type.Optional(
          Type.Object({}, { additionalProperties: true, description: 'As of POST /instances' }),
        ),
        instanceId: Type.Optional(
          Type.Integer({ minimum: 1, description: 'The instance to be authenticated again' }),
        ),
      }),
      response: {
        200: Type.Object({
          element: Type.String({ description: 'Key of the connector' }),
          oauthUrl: Type.String({ description: "The vendor's page on which the person consents" }),
          state: Type.String(),
          redirectUrl: Type.String({ description: 'Must be registered with the vendor app' }),
          expiresDate: Type.String({ description: 'When it is too late to come back' }),
        }),
      },
    },
    async handler(request, reply) {
      const { configuration, instanceId } = request.body
      const begun = await instances.beginConsent(callerOf(request), request.params.keyOrId, {
        configuration,
        instanceId,
      })
      const { element, oauthUrl, state, redirectUrl, expiresAt } = begun
      reply.header('set-cookie', flowCookie(element, begun.browserSecret, begun.secureCookie))
      return { element, oauthUrl, state, redirectUrl, expiresDate: expiresAt.toISOString() }
    },
  })
}
