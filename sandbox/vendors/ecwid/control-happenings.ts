import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { impossibleType, runBurst } from './burst.ts'
import { storeOf } from './control-path.ts'
import { hearers } from './webhook-scopes.ts'
import type { WebhookSender } from './webhooks.ts'
import type { World } from './world.ts'

const closed = { additionalProperties: false } as const

const EmitBody = Type.Object(
  {
    eventType: Type.String({ minLength: 1 }),
    entityId: Type.Union([Type.Integer(), Type.String()]),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    eventId: Type.Optional(Type.String()),
    eventCreated: Type.Optional(Type.Integer()),
    signature: Type.Optional(
      Type.Union([Type.Literal('valid'), Type.Literal('wrong'), Type.Literal('missing')]),
    ),
    copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    storeId: Type.Optional(Type.Integer()),
  },
  closed,
)

const BurstBody = Type.Object(
  {
    count: Type.Integer({ minimum: 1, maximum: 100_000 }),
    perSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    eventTypes: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    seed: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
  },
  closed,
)

/** Registers what makes webhooks happen, and the log of what was sent. */
export function registerHappenings(
  scope: FastifyInstance,
  world: World,
  webhooks: WebhookSender,
): void {
  scope.post('/stores/:id/emit', { schema: { body: EmitBody } }, async (request, reply) => {
    const store = storeOf(world, request)
    const { eventType, entityId, ...options } = request.body as Static<typeof EmitBody>
    const apps = hearers(world, store, eventType).filter((one) => one !== store.webhook)
    const endpoints = store.webhook === undefined ? apps : [store.webhook, ...apps]
    if (endpoints.length === 0) {
      const message =
        'Nobody hears of it: set the webhook address of this store first, or of an app'
      return reply.code(409).send({ message })
    }
    const open = endpoints.filter((endpoint) => !webhooks.isBlocked(endpoint))
    if (open.length === 0) {
      return reply
        .code(409)
        .send({ message: 'Two weeks without success: the webhooks are blocked' })
    }
    return { attempts: await webhooks.emit(store, open, eventType, entityId, options) }
  })
  scope.post('/stores/:id/burst', { schema: { body: BurstBody } }, async (request, reply) => {
    const store = storeOf(world, request)
    const body = request.body as Static<typeof BurstBody>
    const wrong = impossibleType(body.eventTypes)
    if (wrong !== undefined) {
      return reply.code(400).send({ message: `Nothing here leads to "${wrong}": use emit for it` })
    }
    return runBurst(world, webhooks, store, body)
  })
  scope.get('/stores/:id/webhook/attempts', (request) => {
    const query = new URL(request.url, 'http://sandbox').searchParams
    const limit = Number(query.get('limit') ?? 0)
    const attempts = webhooks.deliveries
      .attempts(storeOf(world, request).id)
      .filter((attempt) => fits(attempt.eventId, query.get('eventId')))
      .filter((attempt) => fits(attempt.eventType, query.get('eventType')))
    return { attempts: limit > 0 ? attempts.slice(-limit) : attempts }
  })
}

function fits(value: string, wanted: string | null): boolean {
  return wanted === null || value === wanted
}
