import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { runExchange } from '../../exchange.ts'
import type { SandboxHost } from '../../vendor.ts'
import { type ApiRoute, readJsonObject } from './api-call.ts'
import { appStorageRoutes } from './app-storage.ts'
import { applicationRoutes } from './application.ts'
import { authorize, presentedToken } from './auth.ts'
import { batchRoutes } from './batches.ts'
import { brandRoutes } from './brands.ts'
import { cartRoutes } from './carts.ts'
import { categoryRoutes } from './categories.ts'
import { changeProbeRoutes } from './change-probes.ts'
import { checkoutOptionRoutes } from './checkout-options.ts'
import { combinationRoutes } from './combinations.ts'
import { couponRoutes } from './coupons.ts'
import { customerContactRoutes } from './customer-contacts.ts'
import { customerGroupRoutes } from './customer-groups.ts'
import { customerRoutes } from './customers.ts'
import { dictionaryRoutes } from './dictionaries.ts'
import { EcwidError } from './errors.ts'
import { orderExtraFieldRoutes } from './order-extra-fields.ts'
import { orderStatusRoutes } from './order-statuses.ts'
import { orderRoutes } from './orders.ts'
import { productFacetRoutes } from './product-facets.ts'
import { productSortRoutes } from './product-sort.ts'
import { productTypeRoutes } from './product-types.ts'
import { productRoutes } from './products.ts'
import { pictureRoutes } from './pictures.ts'
import { profileRoutes } from './profile.ts'
import { promotionRoutes } from './promotions.ts'
import type { RateLimit } from './rate-limit.ts'
import { reviewRoutes } from './reviews.ts'
import { staffRoutes } from './staff.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { ecwidVoice } from './voice.ts'
import type { World } from './world.ts'

/** All but batches, which are made of these. */
export const plainRoutes: readonly ApiRoute[] = [
  ...appStorageRoutes,
  ...applicationRoutes,
  ...brandRoutes,
  ...cartRoutes,
  ...categoryRoutes,
  ...changeProbeRoutes,
  ...checkoutOptionRoutes,
  ...combinationRoutes,
  ...couponRoutes,
  ...customerContactRoutes,
  ...customerGroupRoutes,
  ...customerRoutes,
  ...dictionaryRoutes,
  ...orderExtraFieldRoutes,
  ...orderStatusRoutes,
  ...orderRoutes,
  ...pictureRoutes,
  ...productFacetRoutes,
  ...productRoutes,
  ...productSortRoutes,
  ...productTypeRoutes,
  ...profileRoutes,
  ...promotionRoutes,
  ...reviewRoutes,
  ...staffRoutes,
  ...subscriptionRoutes,
]

const routes: readonly ApiRoute[] = [...plainRoutes, ...batchRoutes(plainRoutes)]

const verbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const

/** Registers `/api/v3/{storeId}/…`; a known path with another verb answers 405. */
export function registerRestApi(
  scope: FastifyInstance,
  host: SandboxHost,
  world: World,
  rateLimit: RateLimit,
): void {
  for (const route of routes) {
    scope.route({
      method: route.method,
      url: `/api/v3/:storeId${route.path}`,
      handler: (request, reply) => answerCall(host, world, rateLimit, route, request, reply),
    })
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const taken = routes.filter((route) => route.path === path).map((route) => route.method)
    scope.route({
      method: verbs.filter((verb) => !(taken as readonly string[]).includes(verb)),
      url: `/api/v3/:storeId${path}`,
      handler: (request, reply) =>
        runExchange(host, ecwidVoice, request, reply, () => {
          const text = `Method ${request.method} is not allowed here`
          throw new EcwidError(405, 'METHOD_NOT_ALLOWED', text)
        }),
    })
  }
}

function answerCall(
  host: SandboxHost,
  world: World,
  rateLimit: RateLimit,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  return runExchange(host, ecwidVoice, request, reply, () => {
    const query = new URL(request.raw.url ?? '/', 'http://sandbox').searchParams
    const params = request.params as Record<string, string>
    const presented = presentedToken(request.headers.authorization, query)
    const { store, token } = authorize(world, rateLimit, params['storeId'], presented, route.scope)
    const contentType = request.headers['content-type']
    const body = () => readJsonObject(request.body, contentType)
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const sent = () => ({ bytes, contentType })
    return route.handle({ world, store, token, params, query, origin: host.url(), body, sent })
  })
}
