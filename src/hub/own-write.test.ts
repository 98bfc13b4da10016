import { describe, expect, it } from 'vitest'
import { ownWriteOf } from './own-write.ts'

const element = {
  name: 'Shop',
  description: '',
  authentication: { type: 'oauth2' as const },
  hubwright: {
    events: { methods: ['webhook' as const], objects: { orders: { read: '/orders/{id}' } } },
  },
}

function of(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, words: object = element) {
  const resource = {
    method,
    path,
    vendorPath: path,
    vendorMethod: method,
    description: '',
    type: 'api' as const,
  }
  const pathVariables = { id: '7', orderId: '8' }
  return ownWriteOf(
    { element: words as typeof element },
    {
      resource: resource,
      pathVariables,
    },
  )
}

describe('the record that a call changes', () => {
  it.each([
    ['POST', '/orders', { objectId: undefined, eventType: 'CREATED' }],
    ['PATCH', '/orders/{id}', { objectId: '7', eventType: 'UPDATED' }],
    ['PUT', '/orders/{id}', { objectId: '7', eventType: 'UPDATED' }],
    ['DELETE', '/orders/{id}', { objectId: '7', eventType: 'DELETED' }],
    ['POST', '/orders/{orderId}/refunds', { objectId: '8', eventType: 'UPDATED' }],
    ['DELETE', '/orders/{orderId}/refunds/{id}', { objectId: '8', eventType: 'UPDATED' }],
  ] as const)('of %s %s', (method, path, expected) => {
    expect(of(method, path)).toEqual({ objectType: 'orders', ...expected })
  })

  it.each([
    ['POST', '/batch'],
    ['PUT', '/orders'],
    ['POST', '/orders/calculate'],
  ] as const)('of %s %s is not known', (method, path) => {
    expect(of(method, path)).toBeUndefined()
  })

  it('matters only where the connector has events of it', () => {
    expect(of('POST', '/orders', { ...element, hubwright: {} })).toBeUndefined()
    const told = { methods: ['webhook'], webhook: { types: { x: { objectType: 'orders' } } } }
    expect(of('POST', '/orders', { hubwright: { events: told } })).toBeDefined()
    const polled = { methods: ['polling'], polling: { orders: {} } }
    expect(of('POST', '/orders', { hubwright: { events: polled } })).toBeDefined()
  })
})
