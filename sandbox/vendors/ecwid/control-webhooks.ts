import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { isLoopbackHost } from '../../browser-guard.ts'
import { storeOf } from './control-path.ts'
import { Misbehaviour, MisbehaviourSettings } from './misbehaviour.ts'
import { Endpoint, type WebhookTarget } from './webhook-endpoint.ts'
import { eventTypes } from './webhook-event.ts'
import type { WebhookSender } from './webhooks.ts'
import type { World } from './world.ts'

const url = Type.String({ minLength: 1 })
const closed = { additionalProperties: false } as const

const StoreWebhookBody = Type.Object({ url, clientSecret: Type.String({ minLength: 1 }) }, closed)

const InstantBody = Type.Object({ url }, closed)

const AppWebhookBody = Type.Object(
  {
    url,
    events: Type.Optional(Type.Array(Type.Enum([...eventTypes]))),
    headers: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[\\w!#$%&'*+.^`|~-]+$" }),
        Type.String({ pattern: '^[\\x20-\\x7e]*$' }),
        closed,
      ),
    ),
  },
  closed,
)

/** Registers where webhooks go, and how they go wrong. */
export function registerWebhookControl(
  scope: FastifyInstance,
  world: World,
  webhooks: WebhookSender,
): void {
  registerStoreWebhook(scope, world, webhooks)
  registerAppWebhook(scope, world, webhooks)
  registerInstantNotification(scope, world)
}

function registerStoreWebhook(scope: FastifyInstance, world: World, webhooks: WebhookSender): void {
  scope.put('/stores/:id/webhook', { schema: { body: StoreWebhookBody } }, (request, reply) => {
    const store = storeOf(world, request)
    const target = request.body as Static<typeof StoreWebhookBody>
    const wrong = findWrongAddress(target.url)
    if (wrong !== undefined) return reply.code(400).send({ message: wrong })
    store.webhook = redirect(store.webhook, 'store', target)
    return { storeId: store.id, url: target.url }
  })
  scope.get('/stores/:id/webhook', (request, reply) => {
    const { id, webhook } = storeOf(world, request)
    if (webhook === undefined) return reply.code(404).send({ message: noStoreWebhook })
    return { storeId: id, ...summaryOf(webhooks, webhook) }
  })
  scope.delete('/stores/:id/webhook', (request) => {
    const store = storeOf(world, request)
    store.webhook = close(store.webhook)
    return { storeId: store.id }
  })
  scope.post('/stores/:id/webhook/unblock', (request, reply) => {
    const { id, webhook } = storeOf(world, request)
    if (webhook === undefined) return reply.code(404).send({ message: noStoreWebhook })
    webhook.unblock()
    return { storeId: id, ...summaryOf(webhooks, webhook) }
  })
  const path = '/stores/:id/webhook/misbehaviour'
  scope.put(path, { schema: { body: MisbehaviourSettings } }, (request) => {
    const store = storeOf(world, request)
    const settings = request.body as MisbehaviourSettings
    webhooks.misbehave(store, new Misbehaviour(settings))
    return { storeId: store.id, misbehaviour: settings }
  })
  scope.get(path, (request) => {
    const { id, misbehaviour } = storeOf(world, request)
    return { storeId: id, misbehaviour: misbehaviour?.settings ?? null }
  })
  scope.delete(path, (request) => {
    const store = storeOf(world, request)
    webhooks.misbehave(store, undefined)
    return { storeId: store.id, misbehaviour: null }
  })
}

function registerAppWebhook(scope: FastifyInstance, world: World, webhooks: WebhookSender): void {
  scope.put('/apps/:clientId/webhook', { schema: { body: AppWebhookBody } }, (request, reply) => {
    const { clientId } = request.params as { clientId: string }
    const app = world.apps.get(clientId)
    if (app === undefined) return reply.code(404).send({ message: `There is no app ${clientId}` })
    const body = request.body as Static<typeof AppWebhookBody>
    const wrong = findWrongAddress(body.url)
    if (wrong !== undefined) return reply.code(400).send({ message: wrong })
    const target = { ...body, clientSecret: app.clientSecret }
    const endpoint = redirect(world.appWebhooks.get(clientId), `app ${clientId}`, target)
    world.appWebhooks.set(clientId, endpoint)
    return { clientId, ...summaryOf(webhooks, endpoint) }
  })
  const withEndpoint =
    (act: (endpoint: Endpoint, clientId: string, body: unknown) => void = () => undefined) =>
    (request: { params: unknown; body: unknown }, reply: FastifyReply) => {
      const { clientId } = request.params as { clientId: string }
      const endpoint = world.appWebhooks.get(clientId)
      if (endpoint === undefined) {
        return reply.code(404).send({ message: `The app ${clientId} has no webhook address` })
      }
      act(endpoint, clientId, request.body)
      return { clientId, ...summaryOf(webhooks, endpoint) }
    }
  scope.get('/apps/:clientId/webhook', withEndpoint())
  scope.delete('/apps/:clientId/webhook', (request) => {
    const { clientId } = request.params as { clientId: string }
    close(world.appWebhooks.get(clientId))
    world.appWebhooks.delete(clientId)
    return { clientId }
  })
  scope.post(
    '/apps/:clientId/webhook/unblock',
    withEndpoint((endpoint) => endpoint.unblock()),
  )
  const path = '/apps/:clientId/webhook/misbehaviour'
  scope.put(
    path,
    { schema: { body: MisbehaviourSettings } },
    withEndpoint((endpoint, _clientId, body) =>
      webhooks.misbehave(endpoint, new Misbehaviour(body as MisbehaviourSettings)),
    ),
  )
  scope.delete(
    path,
    withEndpoint((endpoint) => webhooks.misbehave(endpoint, undefined)),
  )
}

function registerInstantNotification(scope: FastifyInstance, world: World): void {
  const path = '/stores/:id/instant-notification'
  scope.put(path, { schema: { body: InstantBody } }, (request, reply) => {
    const store = storeOf(world, request)
    const body = request.body as Static<typeof InstantBody>
    const wrong = findWrongAddress(body.url)
    if (wrong !== undefined) return reply.code(400).send({ message: wrong })
    const target = { url: body.url, clientSecret: '' }
    store.instantNotification = redirect(store.instantNotification, 'instant notification', target)
    return { storeId: store.id, url: body.url }
  })
  scope.delete(path, (request) => {
    const store = storeOf(world, request)
    store.instantNotification = close(store.instantNotification)
    return { storeId: store.id }
  })
}

const noStoreWebhook = 'This store has no webhook address of its own'

function summaryOf({ schedule, deliveries }: WebhookSender, endpoint: Endpoint) {
  return endpoint.summary(schedule.now(), deliveries.settings.retrySpeed)
}

/** What waits for an endpoint follows it to a new address, as does its record of failures. */
function redirect(endpoint: Endpoint | undefined, name: string, target: WebhookTarget): Endpoint {
  if (endpoint === undefined) return new Endpoint(name, target)
  endpoint.target = target
  return endpoint
}

/** What waits for the endpoint will not be sent. */
function close(endpoint: Endpoint | undefined): undefined {
  if (endpoint !== undefined) endpoint.closed = true
}

/** The sandbox sends to nobody but this machine. */
function findWrongAddress(text: string): string | undefined {
  const parsed = URL.parse(text)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    return 'url must be an http or https address'
  }
  if (isLoopbackHost(parsed.hostname)) return undefined
  return `url must name this machine, such as http://127.0.0.1:8080/…, not ${parsed.hostname}`
}
