import { describe, expect, it } from 'vitest'
import { operationIdOf, uniqueNames } from './operation-id.ts'

describe('the name of an operation', () => {
  it.each([
    ['GET', '/orders', 'getOrders'],
    ['POST', '/orders', 'createOrder'],
    ['GET', '/orders/{id}', 'getOrderById'],
    ['PATCH', '/orders/{id}', 'updateOrderById'],
    ['DELETE', '/products/{id}', 'deleteProductById'],
    ['GET', '/customers/{id}/orders', 'getCustomersOrders'],
    ['POST', '/carts/{id}/orders', 'createCartOrder'],
    ['PUT', '/carts/{id}/billing-addresses', 'replaceCartsBillingAddresses'],
    ['GET', '/categories/{categoryId}', 'getCategoryByCategoryId'],
    ['GET', '/taxes/{id}', 'getTaxeById'],
    ['GET', '/channels/{channel.id}', 'getChannelByChannel.id'],
    ['GET', '/carts/{id}/items/{itemId}', 'getCartsItemByItemId'],
    ['GET', '/{objectName}', 'getByObjectName'],
    ['POST', '/{objectName}', 'createByObjectName'],
    ['GET', '/{objectName}/{objectId}', 'getObjectNameByObjectId'],
    ['GET', '/objects/{objectName}/metadata', 'getObjectsObjectNameMetadata'],
    ['GET', '/objects/{objectName}/docs', 'getObjectsObjectNameDocs'],
    ['GET', '/ping', 'getPing'],
    ['POST', '/bulk/query', 'createBulkQuery'],
  ] as const)('%s %s is %s', (method, path, name) => {
    expect(operationIdOf(method, path)).toBe(name)
  })

  it('is numbered when it is taken', () => {
    const nameOf = uniqueNames()
    expect(['a', 'b', 'a', 'a'].map(nameOf)).toEqual(['a', 'b', 'a2', 'a3'])
  })
})
