import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Answer } from '../../answer.ts'
import { runExchange } from '../../exchange.ts'
import type { SandboxHost } from '../../vendor.ts'
import { EcwidError } from './errors.ts'
import { listLegacyOrders, updateLegacyOrders } from './legacy-v1-orders.ts'
import {
  legacyCategories,
  legacyCategory,
  legacyProduct,
  legacyProducts,
  legacyProfile,
  updateLegacyProduct,
} from './legacy-v1-catalog.ts'
import type { Store } from './store.ts'
import { ecwidVoice } from './voice.ts'
import type { World } from './world.ts'

/** One call of the retired API, with the key already judged. */
export interface LegacyCall {
  readonly store: Store
  /** Query of a GET or PUT; query and form of a POST. */
  readonly input: URLSearchParams
  /** Whether the product key was given, which opens hidden rows. */
  readonly trusted: boolean
  readonly body: Buffer
  readonly contentType: string | undefined
  readonly origin: string
}

type Handler = (call: LegacyCall) => Answer

const open: Readonly<Record<string, Handler>> = {
  categories: legacyCategories,
  category: legacyCategory,
  products: legacyProducts,
  product: legacyProduct,
  profile: legacyProfile,
}

/** Registers `/api/v1/{storeId}/…`, alive only where a store's switch says so. */
export function registerLegacyApi(scope: FastifyInstance, host: SandboxHost, world: World): void {
  const register = (
    method: 'GET' | 'POST' | 'PUT',
    name: string,
    key: 'order' | 'product' | 'none',
    handle: Handler,
  ) =>
    scope.route({
      method,
      url: `/api/v1/:storeId/${name}`,
      handler: (request, reply) =>
        runExchange(host, ecwidVoice, request, reply, () =>
          handle(readCall(world, host, request, key)),
        ),
    })
  register('GET', 'orders', 'order', listLegacyOrders)
  register('POST', 'orders', 'order', updateLegacyOrders)
  register('PUT', 'product', 'product', updateLegacyProduct)
  for (const [name, handle] of Object.entries(open)) register('GET', name, 'none', handle)
}

function readCall(
  world: World,
  host: SandboxHost,
  request: FastifyRequest,
  key: 'order' | 'product' | 'none',
): LegacyCall {
  const { storeId } = request.params as { storeId: string }
  const store = world.store(storeId)
  if (!store.settings.legacyApi) {
    throw new EcwidError(404, undefined, 'The legacy API is switched off for this store')
  }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const contentType = request.headers['content-type']
  const input = new URL(request.raw.url ?? '/', 'http://sandbox').searchParams
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) input.set(name, value)
  }
  const given = input.get('secure_auth_key')
  const { legacyKeys } = store
  const trusted = legacyKeys.product !== '' && given === legacyKeys.product
  const allowed =
    key === 'product' ? trusted : legacyKeys.order !== '' && given === legacyKeys.order
  const wrongKey = key === 'none' ? given !== null && given !== '' && !trusted : !allowed
  if (wrongKey) throw new EcwidError(403, undefined, 'Wrong secure_auth_key')
  return { store, input, trusted, body, contentType, origin: host.url() }
}
