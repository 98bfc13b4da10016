import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { JsonObject } from './model.ts'
import { findOrder } from './orders.ts'
import { refundOrder } from './order-book.ts'
import { allScopes } from './scopes.ts'
import { changeSettings, StoreSettings } from './settings.ts'
import { readEntities, readEntity, storeSummary } from './store-state.ts'
import { registerHappenings } from './control-happenings.ts'
import { storeOf } from './control-path.ts'
import { registerTimeControl } from './control-time.ts'
import { registerWebhookControl } from './control-webhooks.ts'
import type { WebhookSender } from './webhooks.ts'
import { customAppId, firstAppToken, mainStoreId, type World } from './world.ts'

const count = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }))

const StoreBody = Type.Object(
  {
    storeId: Type.Integer({ minimum: 1 }),
    seed: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
    products: count,
    orders: count,
    customers: count,
    categories: count,
    coupons: count,
    carts: count,
    subscriptions: count,
    legacyKeys: Type.Optional(
      Type.Object(
        { order: Type.String(), product: Type.String() },
        { additionalProperties: false },
      ),
    ),
    ...Type.Partial(StoreSettings).properties,
  },
  { additionalProperties: false },
)

const SettingsBody = Type.Partial(StoreSettings, { additionalProperties: false })

const AppBody = Type.Object(
  {
    clientId: Type.String({ minLength: 1 }),
    clientSecret: Type.String({ minLength: 1 }),
    name: Type.Optional(Type.String()),
    redirectHosts: Type.Optional(Type.Array(Type.String())),
    scopes: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
)

const TokenBody = Type.Object(
  {
    clientId: Type.Optional(Type.String({ minLength: 1 })),
    scopes: Type.Optional(Type.Array(Type.String())),
    kind: Type.Optional(Type.Union([Type.Literal('secret'), Type.Literal('public')])),
    token: Type.Optional(Type.String({ minLength: 8 })),
  },
  { additionalProperties: false },
)

const RefundBody = Type.Object(
  { amount: Type.Number(), reason: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

/** Registers what a test can do to the simulated Ecwid behind its back. */
export function registerControlRoutes(
  scope: FastifyInstance,
  world: World,
  webhooks: WebhookSender,
): void {
  registerStores(scope, world)
  registerApps(scope, world)
  registerTokens(scope, world)
  registerWebhookControl(scope, world, webhooks)
  registerHappenings(scope, world, webhooks)
  registerTimeControl(scope, webhooks)
}

function registerStores(scope: FastifyInstance, world: World): void {
  scope.get('/stores', () => ({ stores: [...world.stores.values()].map(storeSummary) }))
  scope.post('/stores', { schema: { body: StoreBody } }, (request) => {
    const body = request.body as Static<typeof StoreBody>
    const { storeId, seed, products, orders, customers, categories, coupons, ...rest } = body
    const { carts, subscriptions, legacyKeys, ...settings } = rest
    const counts = { products, orders, customers, categories, coupons, carts, subscriptions }
    const store = world.createStore({ storeId, seed, settings, ...definedOnly(counts) })
    if (legacyKeys !== undefined) store.legacyKeys = legacyKeys
    return storeSummary(store)
  })
  scope.get('/stores/:id', (request) => storeSummary(storeOf(world, request)))
  scope.put('/stores/:id/settings', { schema: { body: SettingsBody } }, (request) => {
    const store = storeOf(world, request)
    changeSettings(store, request.body as Partial<StoreSettings>)
    return storeSummary(store)
  })
  scope.delete('/stores/:id', (request) => {
    const store = storeOf(world, request)
    world.removeStore(store.id)
    return { deleted: store.id }
  })
  scope.get('/stores/:id/:kind', (request, reply) => {
    const { kind } = request.params as { kind: string }
    const rows = readEntities(storeOf(world, request), kind)
    return rows ?? reply.code(404).send({ message: `There is no kind of entity "${kind}"` })
  })
  scope.get('/stores/:id/:kind/:entityId', (request, reply) => {
    const { kind, entityId } = request.params as { kind: string; entityId: string }
    const row = readEntity(storeOf(world, request), kind, entityId)
    return row ?? reply.code(404).send({ message: `There is no ${kind} ${entityId}` })
  })
  scope.post('/stores/:id/orders/:entityId/refund', { schema: { body: RefundBody } }, (request) => {
    const store = storeOf(world, request)
    const { entityId } = request.params as { entityId: string }
    const { amount, reason = '' } = request.body as Static<typeof RefundBody>
    const order = refundOrder(store, findOrder(store, entityId), amount, reason)
    return readEntity(store, 'orders', String(order.id))
  })
}

function registerApps(scope: FastifyInstance, world: World): void {
  scope.get('/apps', () => ({
    apps: [...world.apps.values()].map((app) => ({
      ...app,
      webhookUrl: world.appWebhooks.get(app.clientId)?.target.url ?? null,
    })),
  }))
  scope.post('/apps', { schema: { body: AppBody } }, (request) => {
    const body = request.body as Static<typeof AppBody>
    const app = {
      clientId: body.clientId,
      clientSecret: body.clientSecret,
      name: body.name ?? body.clientId,
      redirectHosts: body.redirectHosts ?? ['loopback'],
      scopes: body.scopes ?? allScopes,
    }
    world.apps.set(app.clientId, app)
    const webhook = world.appWebhooks.get(app.clientId)
    if (webhook !== undefined) {
      webhook.target = { ...webhook.target, clientSecret: app.clientSecret }
    }
    return app
  })
}

/**
 * What a platform has to be told to connect the main store, in the words of its own route. The token is the first app's,
 * so that the webhooks of that app tell of the store.
 */
const demoInstance = {
  name: 'Sandbox store',
  externalAuthentication: 'initial',
  configuration: {
    'oauth.user.token': firstAppToken,
    'ecwid.store.id': String(mainStoreId),
    'event.vendor.type': 'webhook',
  },
  try: '/products?pageSize=3',
}

function registerTokens(scope: FastifyInstance, world: World): void {
  scope.post('/demo-instance', () => demoInstance)
  scope.get('/stores/:id/tokens', (request) => {
    const store = storeOf(world, request)
    const tokens = [...world.tokens.values()].filter((token) => token.storeId === store.id)
    return { tokens: tokens.map((token) => ({ ...token, scopes: [...token.scopes] })) }
  })
  scope.post('/stores/:id/tokens', { schema: { body: TokenBody } }, (request) => {
    const {
      clientId = customAppId,
      scopes = allScopes,
      kind,
      token,
    } = request.body as Static<typeof TokenBody>
    const issued = world.issueToken({
      storeId: storeOf(world, request).id,
      clientId,
      scopes,
      ...(kind === undefined ? {} : { kind }),
      ...(token === undefined ? {} : { value: token }),
    })
    return { token: issued.value, kind: issued.kind, scopes: [...issued.scopes], clientId }
  })
  scope.delete('/stores/:id/tokens', (request) => {
    const store = storeOf(world, request)
    const mine = [...world.tokens.values()].filter((token) => token.storeId === store.id)
    for (const token of mine) world.revoke(token.value)
    return { revoked: mine.length }
  })
  scope.delete('/stores/:id/apps/:clientId', (request) => {
    const { clientId } = request.params as { clientId: string }
    return { revoked: world.uninstall(storeOf(world, request), clientId) }
  })
}

function definedOnly(counts: Record<string, number | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined))
}
