import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { EcwidError } from './errors.ts'
import {
  type FieldSpec,
  mergeFields,
  readFields,
  requireChoice,
  requireField,
} from './field-spec.ts'
import type { JsonObject } from './model.ts'
import type { Store } from './store.ts'

const shippingSpec: FieldSpec = {
  title: 'string',
  titleTranslated: 'object',
  enabled: 'boolean',
  orderby: 'integer',
  fulfilmentType: 'string',
  minimumOrderSubtotal: 'number',
  destinationZone: 'object',
  deliveryTimeDays: 'string',
  description: 'string',
  ratesCalculationType: 'string',
  flatRate: 'object',
  ratesTable: 'object',
  pickupInstruction: 'string',
  scheduledPickup: 'boolean',
  businessHours: 'string',
  blackoutDates: 'array',
}

const paymentSpec: FieldSpec = {
  enabled: 'boolean',
  checkoutTitle: 'string',
  checkoutTitleTranslated: 'object',
  checkoutDescription: 'string',
  paymentProcessorId: 'string',
  paymentProcessorTitle: 'string',
  orderBy: 'integer',
  appClientId: 'string',
  paymentSurcharges: 'object',
  instructionsForCustomer: 'object',
  shippingSettings: 'object',
}

/** Ways to ship and ways to pay: bare arrays, ids are texts. */
export const checkoutOptionRoutes: readonly ApiRoute[] = [
  ...optionRoutes('/profile/shippingOptions', 'ShippingOption', {
    list: ({ shipping }) => shipping,
    spec: shippingSpec,
    title: 'title',
    read: 'read_store_profile',
  }),
  ...optionRoutes('/profile/paymentOptions', 'PaymentOption', {
    list: ({ payment }) => payment,
    spec: paymentSpec,
    title: 'checkoutTitle',
    read: 'read_store_profile',
  }),
]

interface Kind {
  readonly list: (store: Store) => JsonObject[]
  readonly spec: FieldSpec
  /** The member that every option needs. */
  readonly title: string
  readonly read: string
}

function optionRoutes(path: string, entity: string, kind: Kind): readonly ApiRoute[] {
  const { list, spec, read } = kind
  const find = (call: ApiCall): JsonObject => {
    const id = call.params['id']
    const found = list(call.store).find((option) => option['id'] === id)
    if (found !== undefined) return found
    throw new EcwidError(404, 'SHIPPING_NOT_FOUND', `${entity} '${id}' not found`)
  }
  const told = (store: Store): void => {
    store.touch('profileUpdated')
    store.announce('profile.updated', store.id)
  }
  const readOption = (body: JsonObject): JsonObject => {
    const written = readFields(body, spec, entity)
    const kinds = ['pickup', 'delivery', 'shipping']
    requireChoice(written['fulfilmentType'], entity, 'fulfilmentType', kinds)
    const rates = ['carrier-calculated', 'table', 'flat', 'app']
    requireChoice(written['ratesCalculationType'], entity, 'ratesCalculationType', rates)
    return written
  }
  const routes: ApiRoute[] = [
    {
      method: 'GET',
      path,
      scope: read,
      handle: (call) => answerFields(call, list(call.store)),
    },
    {
      method: 'POST',
      path,
      scope: 'update_store_profile',
      handle: (call) => {
        const body = call.body()
        requireField(body, entity, kind.title)
        const { store } = call
        const id = `${store.id}-${store.nextId('option')}`
        list(store).push({ id, enabled: true, ...readOption(body) })
        told(store)
        return json(200, { id })
      },
    },
    {
      method: 'PUT',
      path: `${path}/:id`,
      scope: 'update_store_profile',
      handle: (call) => {
        const before = find(call)
        const options = list(call.store)
        options[options.indexOf(before)] = mergeFields(before, readOption(call.body()))
        told(call.store)
        return json(200, { updateCount: 1 })
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      scope: 'update_store_profile',
      handle: (call) => {
        const options = list(call.store)
        options.splice(options.indexOf(find(call)), 1)
        told(call.store)
        return json(200, { deleteCount: 1 })
      },
    },
  ]
  // Only ways to pay can be read one by one.
  if (entity === 'ShippingOption') return routes
  const one: ApiRoute = {
    method: 'GET',
    path: `${path}/:id`,
    scope: read,
    handle: (call) => answerFields(call, find(call)),
  }
  return [...routes, one]
}
