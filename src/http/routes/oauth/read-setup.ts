import { Type } from 'typebox'
import { SetupStep } from '../../../catalog/setup-step.ts'
import type { Instances } from '../../../instances/instances.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'

const EventsSetup = Type.Object(
  {
    methods: Type.Array(Type.Enum(['webhook', 'polling']), {
      description: 'How events are learnt; the first when an instance says nothing',
    }),
    pollingOnly: Type.Array(Type.String(), {
      description: 'Authentication types whose instances always poll',
    }),
    objectTypes: Type.Array(Type.String(), { description: 'What events can tell of' }),
    webhook: Type.Optional(
      Type.Object({
        url: Type.Optional(
          Type.String({
            description: 'One address for all instances; absent where each instance has its own',
          }),
        ),
        howToRegister: Type.Optional(
          Type.String({ description: 'What to do with the address at the vendor' }),
        ),
        registersItself: Type.Boolean({ description: 'Hubwright registers it by itself' }),
      }),
    ),
  },
  { description: 'Absent for a connector without events' },
)

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
          events: Type.Optional(EventsSetup),
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
