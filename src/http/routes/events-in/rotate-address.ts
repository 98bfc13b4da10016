import { Type } from 'typebox'
import type { Receiving } from '../../../events/receive/receiving.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { withoutBody } from '../../without-body.ts'
import { callerOf } from '../accounts/schemas.ts'
import { IdParams } from '../instances/schemas.ts'
import { WebhookSchema } from './read-webhook.ts'

const usualHours = 24
const mostHours = 168

const RotateSchema = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: mostHours,
        description: `How long the address before leads to the instance as well, ${usualHours} when absent; with 0 it ends at once. One that was replaced earlier always does`,
      }),
    ),
  },
  { description: 'May be left out' },
)

/** Whoever may make instances may register their webhooks. */
export function rotateAddress(
  server: PlatformServer,
  receiving: Pick<Receiving, 'rotateAddress'>,
): void {
  server.route({
    method: 'POST',
    url: '/instances/:id/webhook/rotate',
    config: { access: 'user', privilege: 'createElementInstances', idempotent: true },
    preValidation: withoutBody,
    schema: {
      tags: ['events'],
      summary: "Replace an instance's own address for webhooks",
      description:
        'Nobody can guess the new one. Where Hubwright registers webhooks by itself, it tells the vendor; elsewhere register it there before the old one ends.',
      params: IdParams,
      body: RotateSchema,
      response: { 200: WebhookSchema },
    },
    handler: (request) =>
      receiving.rotateAddress(
        callerOf(request),
        request.params.id,
        request.body.overlapHours ?? usualHours,
      ),
  })
}
