import { describe, expect, it } from 'vitest'
import { buildConnector } from './build-connector.ts'
import { checkDefinition } from './check-definition.ts'
import type { Connector } from './connector.ts'
import { metadataOf, type FieldMetadata } from './object-metadata.ts'
import { objectsOf } from './objects.ts'

function connectorOf(
  resources: readonly object[],
  configuration: readonly object[] = [],
): Connector {
  const checked = checkDefinition({
    name: 'Acme',
    description: 'A store',
    authentication: { type: 'custom' },
    configuration,
    resources: resources.map((resource) => ({
      vendorPath: '/x',
      vendorMethod: 'GET',
      ...resource,
    })),
  })
  if (checked.element === undefined) throw new Error(JSON.stringify(checked.errors))
  const rest = { source: 'directory', errors: [], hooks: {}, logoFile: undefined } as const
  return buildConnector({ element: checked.element, ...rest }, undefined, undefined)
}

const swagger = {
  Orders: { type: 'array', items: { $ref: '#/definitions/Order' } },
  Order: {
    type: 'object',
    properties: {
      id: { type: 'integer', format: 'int64', 'x-primary-key': true },
      createDate: { type: 'string', 'x-mask': 'yyyy-mm-dd' },
      buyer: { type: 'Person' },
      items: { type: 'array', items: { properties: { sku: { type: 'string' } } } },
      tags: { type: 'array', items: { type: 'string' } },
    },
  },
  Person: {
    type: 'object',
    properties: { postal_code: { type: 'string', title: 'ZIP' }, boss: { type: 'Person' } },
  },
}
const requestSwagger = {
  OrderPost: {
    type: 'object',
    required: ['buyer'],
    properties: { buyer: { $ref: '#/definitions/Person' }, note: { type: 'string' } },
  },
  Person: swagger.Person,
}
const connector = connectorOf([
  { method: 'GET', path: '/orders', model: { name: 'Orders', swagger } },
  { method: 'GET', path: '/orders/{id}', model: { name: 'Order', swagger } },
  {
    method: 'POST',
    path: '/orders',
    model: { name: 'Order', swagger, requestName: 'OrderPost', requestSwagger },
  },
  { method: 'DELETE', path: '/orders/{id}' },
  { method: 'GET', path: '/orders/{id}/tax-rates' },
  { method: 'GET', path: '/hidden', type: 'apiNoDocumentation' },
  { method: 'GET', path: '/checkouts', objectName: 'carts' },
  { method: 'GET', path: '/ping' },
])

function field(path: string): FieldMetadata | undefined {
  return metadataOf(connector, 'orders')?.fields.find((candidate) => candidate.path === path)
}

describe('objects', () => {
  it('are named by their paths, unless the definition says otherwise', () => {
    expect(objectsOf(connector)).toEqual(['carts', 'orders', 'ordersTaxRates'])
  })

  it('of an authentication type are those that its instances have, with their fields', () => {
    const model = (name: string) => ({
      name: 'Order',
      swagger: { Order: { type: 'object', properties: { [name]: { type: 'string' } } } },
    })
    const both = connectorOf(
      [
        {
          method: 'GET',
          path: '/orders',
          hubwright: { authentication: ['custom'] },
          model: model('new'),
        },
        {
          method: 'GET',
          path: '/orders',
          hubwright: { authentication: ['basic'] },
          model: model('old'),
        },
        { method: 'GET', path: '/coupons', hubwright: { authentication: ['custom'] } },
        { method: 'GET', path: '/carts' },
      ],
      [
        {
          key: 'authentication.type',
          name: 'Type',
          groupControl: true,
          defaultValue: 'custom',
          options: ['custom', 'basic'].map((value) => ({ value, description: value })),
        },
      ],
    )
    expect(objectsOf(both)).toEqual(['carts', 'coupons', 'orders'])
    expect(objectsOf(both, 'basic')).toEqual(['carts', 'orders'])
    const paths = (type?: string) =>
      metadataOf(both, 'orders', type)?.fields.map(({ path }) => path)
    expect([paths(), paths('custom'), paths('basic')]).toEqual([['new'], ['new'], ['old']])
    expect(metadataOf(both, 'coupons', 'basic')).toBeUndefined()
  })
})

describe('metadata', () => {
  it('has every field once, nested ones with their path', () => {
    expect(metadataOf(connector, 'orders')?.fields.map(({ path }) => path)).toEqual([
      'id',
      'createDate',
      'buyer',
      'buyer.postal_code',
      'buyer.boss',
      'items',
      'items[*].sku',
      'tags',
      'note',
    ])
  })

  it('tells types, masks and names', () => {
    expect(field('id')).toMatchObject({
      type: 'number',
      vendorNativeType: 'integer',
      vendorDisplayName: 'Id',
      primaryKey: true,
    })
    expect(field('createDate')).toMatchObject({
      mask: 'yyyy-mm-dd',
      vendorDisplayName: 'Create Date',
    })
    expect(field('buyer.postal_code')).toMatchObject({ type: 'string', vendorDisplayName: 'ZIP' })
    expect(field('buyer')?.type).toBe('object')
    expect(field('items')?.type).toBe('array')
  })

  it('tells which methods carry a field, and what a create needs', () => {
    expect(field('buyer')).toMatchObject({
      vendorRequired: true,
      vendorReadOnly: false,
      createable: true,
      updateable: false,
      method: [
        { name: 'GET', request: false, response: true },
        { name: 'POST', request: true, response: true },
      ],
    })
    expect(field('id')).toMatchObject({ vendorReadOnly: true, vendorRequired: false })
    expect(field('note')?.method).toEqual([{ name: 'POST', request: true, response: false }])
  })

  it('is empty without models, and none for unknown objects', () => {
    expect(metadataOf(connector, 'carts')).toEqual({ fields: [] })
    expect(metadataOf(connector, 'hidden')).toBeUndefined()
    expect(metadataOf(connector, 'toString')).toBeUndefined()
  })
})
