import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { WebhookSender } from './webhooks.ts'

const ClockBody = Type.Object(
  {
    advanceMs: Type.Optional(Type.Integer({ minimum: 0 })),
    /** ISO time, or milliseconds since 1970. */
    advanceTo: Type.Optional(Type.Union([Type.String(), Type.Integer({ minimum: 0 })])),
  },
  { additionalProperties: false },
)

const timeoutMs = Type.Optional(Type.Integer({ minimum: 1, maximum: 600_000 }))

const DeliveryBody = Type.Object(
  {
    retrySpeed: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000_000 })),
    connectTimeoutMs: timeoutMs,
    answerTimeoutMs: timeoutMs,
  },
  { additionalProperties: false },
)

/** No date lies behind this: what is dated by the clock must stay printable. */
const lastMoment = Date.UTC(2200, 0)

/** Registers the vendor's clock, and how fast and patient its webhooks are. */
export function registerTimeControl(scope: FastifyInstance, webhooks: WebhookSender): void {
  const { schedule, deliveries } = webhooks
  const clock = () => ({ now: new Date(schedule.now()).toISOString(), waiting: schedule.size })
  scope.get('/clock', clock)
  scope.post('/clock', { schema: { body: ClockBody } }, async (request, reply) => {
    const moment = readMoment(request.body as Static<typeof ClockBody>, schedule.now())
    if (typeof moment === 'string') return reply.code(400).send({ message: moment })
    const sent = await webhooks.advanceTo(moment)
    return { ...clock(), sent }
  })
  const state = () => ({
    ...deliveries.settings,
    sending: deliveries.unsettled,
    ...clock(),
  })
  scope.get('/webhooks', state)
  scope.put('/webhooks', { schema: { body: DeliveryBody } }, (request) => {
    const changes = request.body as Partial<typeof deliveries.settings>
    deliveries.settings = { ...deliveries.settings, ...changes }
    return state()
  })
}

/** Milliseconds since 1970, or what is wrong. */
function readMoment(
  { advanceMs, advanceTo }: Static<typeof ClockBody>,
  now: number,
): number | string {
  if ((advanceMs === undefined) === (advanceTo === undefined)) {
    return 'Give either advanceMs or advanceTo'
  }
  const moment =
    typeof advanceTo === 'string' ? Date.parse(advanceTo) : (advanceTo ?? now + (advanceMs ?? 0))
  if (Number.isNaN(moment)) return 'advanceTo must be an ISO time or milliseconds since 1970'
  if (moment < now) return 'advanceTo is past: time moves forward only; POST /reset returns to now'
  if (moment > lastMoment) return 'Time cannot be moved beyond the year 2199'
  return moment
}
