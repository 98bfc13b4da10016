import { Type } from 'typebox'
import { SetupStep } from '../../../catalog/setup-step.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'

export function readSetup(server: PlatformServer, instances: Instances): void {
  server.route({
    method: 'GET',
    url: '/elements/:keyOrId/setup',
    config: { access: 'user', privilege: 'viewElements' },
    schema: {
      tags: ['elements'],
      summary: 'Read how to get what a connection needs',
      description:
        "The ways to authenticate, whether a vendor app is set that serves yours, and the steps to the vendor's credentials with this server's addresses filled in. Steps with `token` lead to a ready access token; steps with `simulated`, which come only while the sandbox plays the vendor, give its values.",
      params: Type.Object({
        keyOrId: Type.String({ description: 'Key or id of the connector' }),
      }),
      response: {
        200: Type.Object({
          element: Type.String({ description: 'Key of the connector' }),
          redirectUrl: Type.String({
            description: 'The redirect address to register at the vendor',
          }),
          authenticationTypes: Type.Array(
            Type.Object({
              type: Type.String(),
              label: Type.String(),
              description: Type.Optional(Type.String()),
              usesOAuth: Type.Boolean({ description: "A person consents on the vendor's page" }),
              vendorApp: Type.Enum(['organization', 'platform', 'none'], {
                description: 'Whose vendor app serves requests that name none',
              }),
              steps: Type.Array(SetupStep),
            }),
          ),
        }),
      },
    },
    handler: async (request) => {
      const setup = await instances.setup(callerOf(request), request.params.keyOrId)
      const authenticationTypes = setup.authenticationTypes.map((one) => ({
        ...one,
        steps: [...one.steps],
      }))
      return { ...setup, authenticationTypes }
    },
  })
}
