import { Type } from 'typebox'
import type { Receiving } from '../../../events/receive/receiving.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'

export const WebhookSchema = Type.Object({
  connectorUrl: Type.Optional(
    Type.String({ description: 'One address for all instances; absent where each has its own' }),
  ),
  url: Type.Optional(
    Type.String({
      description:
        "The instance's own address, a secret; absent while its events do not come by webhook",
    }),
  ),
  formerUrlEndDate: Type.Optional(
    Type.String({ description: 'Until when the address before leads to the instance as well' }),
  ),
  howToRegister: Type.Optional(Type.String({ description: 'What to do with it at the vendor' })),
  registersItself: Type.Boolean({ description: 'Hubwright registers the address by itself' }),
  registeredDate: Type.Optional(Type.String({ description: 'When it did' })),
})

/** Whoever may make instances may register their webhooks. */
export function readWebhook(server: PlatformServer, receiving: Pick<Receiving, 'webhookOf'>): void {
  server.route({
    method: 'GET',
    url: '/instances/:id/webhook',
    config: { access: 'user', privilege: 'createElementInstances' },
    schema: {
      tags: ['events'],
      summary: 'Read where the vendor of an instance sends its webhooks',
      params: IdParams,
      response: { 200: WebhookSchema },
    },
    handler: (request) => receiving.webhookOf(callerOf(request), request.params.id),
  })
}
