import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerList } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import {
  type FieldSpec,
  mergeFields,
  readFields,
  requireChoice,
  requireField,
} from './field-spec.ts'
import type { JsonObject, PlainRow, Promotion } from './model.ts'
import type { Store } from './store.ts'

const spec: FieldSpec = {
  name: 'string',
  enabled: 'boolean',
  discountBase: 'string',
  discountType: 'string',
  amount: 'number',
  triggers: 'object',
  targets: 'object',
  externalReferenceId: 'string',
}

const bases = ['ITEM', 'SUBTOTAL', 'SHIPPING']
const types = ['PERCENT', 'ABSOLUTE', 'FIXED_PRICE']

/** Promotions; there is no reading of a single one. */
export const promotionRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/promotions',
    scope: 'read_promotion',
    handle: (call) =>
      answerList(call, {
        rows: call.store.promotions,
        keep: () => true,
        compare: (a, b) => a.id - b.id,
        show: showPromotion,
      }),
  },
  {
    method: 'POST',
    path: '/promotions',
    scope: 'create_promotion',
    handle: (call) => json(200, { id: createPromotion(call.store, call.body()).id }),
  },
  {
    method: 'PUT',
    path: '/promotions/:id',
    scope: 'update_promotion',
    handle: (call) => {
      const before = findPromotion(call)
      const fields = mergeFields(before.fields, readPromotion(call.body()))
      const updatedAt = call.store.nowSeconds()
      const changed = { ...before, updatedAt, fields, version: before.version + 1 }
      call.store.promotions.put(changed)
      announce(call.store, 'updated', changed)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/promotions/:id',
    scope: 'delete_promotion',
    handle: (call) => {
      const gone = findPromotion(call)
      call.store.promotions.delete(gone.id)
      announce(call.store, 'deleted', gone)
      return json(200, { deleteCount: 1 })
    },
  },
]

/** Creates a promotion from a request body. */
export function createPromotion(store: Store, body: JsonObject): Promotion {
  for (const name of ['name', 'discountBase', 'discountType', 'amount']) {
    requireField(body, 'Promotion', name)
  }
  const fields = mergeFields({ enabled: true, triggers: {}, targets: {} }, readPromotion(body))
  const now = store.nowSeconds()
  const id = store.nextId('promotion')
  const row = { id, createdAt: now, updatedAt: now, fields, version: 1 }
  store.promotions.put(row)
  announce(store, 'created', row)
  return row
}

function announce(store: Store, what: string, { id, version }: Promotion): void {
  store.announce(`promotion.${what}`, id, { version })
}

/** A promotion as the REST API prints it. */
export function showPromotion({ id, fields }: PlainRow): JsonObject {
  return { id, ...fields }
}

function readPromotion(body: JsonObject): JsonObject {
  const written = readFields(body, spec, 'Promotion')
  const { name } = written
  if (typeof name === 'string' && name.length > 1024) {
    throw wrongParameter('Field Promotion.name holds at most 1024 characters')
  }
  requireChoice(written['discountBase'], 'Promotion', 'discountBase', bases)
  requireChoice(written['discountType'], 'Promotion', 'discountType', types)
  return written
}

function findPromotion(call: ApiCall): Promotion {
  const id = call.params['id'] ?? ''
  const found = call.store.promotions.find(id)
  if (found !== undefined) return found
  throw new EcwidError(404, 'PROMOTION_NOT_FOUND', `Promotion #${id} not found`)
}
