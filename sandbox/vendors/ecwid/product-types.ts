import { json } from '../../answer.ts'
import type { ApiCall, ApiRoute } from './api-call.ts'
import { answerFields } from './envelope.ts'
import { EcwidError, wrongParameter } from './errors.ts'
import { type FieldSpec, mergeFields, readFields, requireField } from './field-spec.ts'
import type { JsonObject, PlainRow } from './model.ts'
import type { Store } from './store.ts'

const spec: FieldSpec = { name: 'string', googleTaxonomy: 'string' }

/** Product types ("classes"); number 0 is General, nameless and always there. The list is a bare array. */
export const productTypeRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/classes',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, [...call.store.productTypes.all()].map(showType)),
  },
  {
    method: 'POST',
    path: '/classes',
    scope: 'create_catalog',
    handle: (call) => {
      const { store } = call
      const body = call.body()
      requireField(body, 'ProductClass', 'name')
      const now = store.nowSeconds()
      const id = store.nextId('productType')
      const fields = { ...readFields(body, spec, 'ProductClass'), attributes: [] }
      const row: PlainRow = { id, createdAt: now, updatedAt: now, fields }
      store.productTypes.put(withAttributes(store, row, body))
      store.announce('product_class.created', id)
      return json(200, { id })
    },
  },
  {
    method: 'GET',
    path: '/classes/:id',
    scope: 'read_catalog',
    handle: (call) => answerFields(call, showType(findType(call))),
  },
  {
    method: 'PUT',
    path: '/classes/:id',
    scope: 'update_catalog',
    handle: (call) => {
      const before = findType(call)
      const body = call.body()
      const fields = mergeFields(before.fields, readFields(body, spec, 'ProductClass'))
      const changed = withAttributes(call.store, { ...before, fields }, body)
      call.store.productTypes.put(changed)
      forgetValues(call.store, before, changed)
      call.store.announce('product_class.updated', before.id)
      return json(200, { updateCount: 1 })
    },
  },
  {
    method: 'DELETE',
    path: '/classes/:id',
    scope: 'update_catalog',
    handle: (call) => {
      const { id } = findType(call)
      if (id === 0) {
        throw new EcwidError(409, 'CONSTRAINT_VIOLATION', 'The General type cannot be deleted')
      }
      call.store.productTypes.delete(id)
      call.store.announce('product_class.deleted', id)
      return json(200, { deleteCount: 1 })
    },
  },
]

/** A given list replaces the old one: what has no id is new, what is missing is gone. */
function withAttributes(store: Store, type: PlainRow, body: JsonObject): PlainRow {
  const list: unknown = body['attributes']
  if (list === undefined) return type
  if (!Array.isArray(list)) throw wrongParameter('Field ProductClass.attributes must be a list')
  const known = new Set(attributesOf(type).map(({ id }) => id))
  const attributes = (list as JsonObject[]).map((attribute) => {
    const { id, name } = attribute
    if (typeof name !== 'string' || name === '') {
      throw wrongParameter('Field Attribute.name is absent')
    }
    const kept = known.has(id) ? id : store.nextId('attribute')
    return { type: 'CUSTOM', show: 'DESCR', ...attribute, id: kept }
  })
  return { ...type, fields: { ...type.fields, attributes } }
}

/** What products said about an attribute that is gone is gone with it. */
function forgetValues(store: Store, before: PlainRow, changed: PlainRow): void {
  const kept = new Set(attributesOf(changed).map(({ id }) => id))
  const gone = attributesOf(before).filter(({ id }) => !kept.has(id))
  if (gone.length === 0) return
  for (const product of store.products.all()) {
    const values = (product.fields['attributes'] ?? []) as JsonObject[]
    const attributes = values.filter(({ name }) => !gone.some((one) => one['name'] === name))
    const isOfType = (product.fields['productClassId'] ?? 0) === before.id
    if (!isOfType || attributes.length === values.length) continue
    store.putProduct({ ...product, fields: { ...product.fields, attributes } })
    store.announce('product.updated', product.id)
  }
}

function attributesOf({ fields }: PlainRow): readonly JsonObject[] {
  return fields['attributes'] as JsonObject[]
}

function findType(call: ApiCall): PlainRow {
  const id = call.params['id'] ?? ''
  const found = call.store.productTypes.find(id)
  if (found !== undefined) return found
  throw new EcwidError(404, undefined, `Product class #${id} not found`)
}

/** A product type as the REST API prints it. */
export function showType({ id, fields }: PlainRow): JsonObject {
  return { id, ...fields }
}
