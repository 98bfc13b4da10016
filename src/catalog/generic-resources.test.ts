import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { connector, resource } from '../../test/support/fake-vendor.ts'
import { completedOwn, withOwnResources } from './account-overlay.ts'
import { connectorDocument } from './documents/swagger.ts'
import { objectsOf } from './objects.ts'

const generic = { authentication: ['oauth2'] }
const shop = connector(
  [
    resource({ method: 'GET', path: '/orders' }),
    resource({ method: 'GET', path: '/orders/{id}' }),
    resource({ method: 'GET', path: '/orders/{id}/notes', type: 'apiNoDocumentation' }),
    resource({ method: 'GET', path: '/check', type: 'provisionAuthValidation' }),
  ],
  { hubwright: { generic } },
)

const found = (method: string, path: string, of = shop) => {
  const match = of.findResource(method, path.slice(1).split('/'))
  return match === undefined ? undefined : [match.isGeneric ?? false, match.resource.path]
}

describe('an object without a resource', () => {
  it.each([
    ['GET', '/carts', '/{objectName}'],
    ['POST', '/carts', '/{objectName}'],
    ['DELETE', '/carts/1', '/{objectName}/{objectId}'],
    ['PUT', '/carts/a/lines/b', '/{objectName}/{objectId}/{childObjectName}/{childObjectId}'],
    ['POST', '/orders/7/lines', '/{objectName}/{objectId}/{childObjectName}'],
    // What runs in the life of an instance is no resource of clients.
    ['GET', '/check', '/{objectName}'],
  ])('is found: %s %s', (method, path, resourcePath) => {
    expect(found(method, path)).toEqual([true, resourcePath])
  })

  it.each([
    ['POST', '/orders'],
    ['DELETE', '/orders/7'],
    ['POST', '/orders/7/notes'],
    ['DELETE', '/carts'],
    ['POST', '/carts/1'],
    ['GET', '/ping'],
    ['POST', '/bulk/query'],
    ['GET', '/proxy/orders/1/x'],
    ['GET', '/'],
    ['GET', '/carts//lines'],
    ['GET', '/a/b/c/d/e'],
  ])('is not what has one, nor a word of ours: %s %s', (method, path) => {
    expect(found(method, path)).toBeUndefined()
  })

  it('has the methods of its path, unless a resource has any there', () => {
    expect(shop.methodsAt(['orders'])).toEqual(['GET'])
    expect(shop.methodsAt(['carts'])).toEqual(['GET', 'POST'])
    expect(shop.methodsAt(['carts', '1'])).toEqual(['GET', 'PATCH', 'PUT', 'DELETE'])
    expect(shop.methodsAt(['objects'])).toEqual([])
  })

  it('has no slash in its name, while an id may', () => {
    expect(shop.findResource('GET', ['orders/1'])).toBeUndefined()
    expect(shop.findResource('GET', ['carts', '1', 'a\\b'])).toBeUndefined()
    expect(shop.findResource('GET', ['carts', 'a/b'])?.pathVariables).toEqual({
      objectName: 'carts',
      objectId: 'a/b',
    })
  })

  it('is there only where the connector says so', () => {
    const plain = connector([resource({ method: 'GET', path: '/orders' })])
    expect(found('GET', '/carts', plain)).toBeUndefined()
    expect(plain.methodsAt(['carts'])).toEqual([])
  })

  it('gives way to a resource of an account', () => {
    const { id: _, ...document } = resource({ method: 'GET', path: '/carts/{id}' })
    const own = { id: 9001, accountId: 5, document }
    const extended = withOwnResources(shop, [own])
    expect(found('GET', '/carts/1', extended)).toEqual([false, completedOwn(shop, own).path])
    expect(found('DELETE', '/carts/1', extended)).toBeUndefined()
    expect(found('GET', '/carts', extended)).toEqual([true, '/{objectName}'])
  })
})

describe('the document', () => {
  it('shows the family, and is no list of objects', async () => {
    const document = connectorDocument(shop, 'https://connect.example.com')
    await SwaggerParser.validate(structuredClone(document) as never)
    const list = document.paths['/{objectName}']?.['get']
    expect(list?.parameters.map(({ name }) => name)).toEqual([
      'Authorization',
      'objectName',
      'where',
      'pageSize',
      'nextPage',
      'fields',
    ])
    expect(list?.responses['200']?.schema).toEqual({
      type: 'array',
      items: { $ref: '#/definitions/Object' },
    })
    const change = document.paths['/{objectName}/{objectId}']?.['patch']
    expect(change?.parameters.at(-1)).toMatchObject({ in: 'body', required: true })
    expect(objectsOf(shop)).toEqual(['orders'])
  })

  it('shows it to whom has it', () => {
    expect(connectorDocument(shop, 'https://x.test', 'oauth2').paths).toHaveProperty(
      '/{objectName}',
    )
    expect(connectorDocument(shop, 'https://x.test', 'custom').paths).not.toHaveProperty(
      '/{objectName}',
    )
  })

  it('keeps a connector’s own model and own route of the same name', async () => {
    const swagger = { Object: { type: 'object', properties: { a: { type: 'string' } } } }
    const own = connector(
      [
        resource({
          method: 'GET',
          path: '/{kind}',
          description: 'Mine',
          model: { name: 'Object', swagger },
        }),
      ],
      { hubwright: { generic: {} } },
    )
    const document = connectorDocument(own, 'https://connect.example.com')
    await SwaggerParser.validate(structuredClone(document) as never)
    expect(document.definitions['Object']).toEqual(swagger.Object)
    expect(document.paths['/{kind}']?.['get']?.summary).toBe('Mine')
    expect(document.paths).not.toHaveProperty('/{objectName}')
  })
})
