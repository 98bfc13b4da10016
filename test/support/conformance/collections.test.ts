import { describe, expect, it } from 'vitest'
import type { Resource } from '../../../src/catalog/element.ts'
import { collectionsOf, named } from './definition.ts'

const page = { name: 'page', type: 'query', vendorType: 'query' } as const
const resource = (method: Resource['method'], path: string, isList = false): Resource => ({
  method,
  path,
  vendorMethod: method,
  vendorPath: path,
  parameters: isList ? [page] : [],
})

describe('the resources of a definition', () => {
  it('are sorted into collections', () => {
    const resources = [
      resource('GET', '/orders', true),
      resource('POST', '/orders'),
      resource('GET', '/orders/{id}'),
      resource('DELETE', '/orders/{id}'),
      resource('GET', '/orders/{orderId}/payments', true),
      resource('GET', '/profile'),
      resource('PATCH', '/profile'),
    ]
    const shown = collectionsOf(resources).map(({ path, list, single, own, record }) => ({
      path,
      list: list !== undefined,
      single: single !== undefined,
      own: Object.keys(own),
      record: Object.keys(record),
    }))
    expect(shown).toEqual([
      { path: '/orders', list: true, single: false, own: ['POST'], record: ['GET', 'DELETE'] },
      { path: '/orders/{orderId}/payments', list: true, single: false, own: [], record: [] },
      { path: '/profile', list: false, single: true, own: ['PATCH'], record: [] },
    ])
  })

  it('that begin with a variable are tried only when example data names an object', () => {
    const family = resource('GET', '/{objectName}/{objectId}')
    expect(named(family, {})).toEqual([])
    expect(named(family, { '/{objectName}': 'tags' })).toMatchObject([{ path: '/tags/{objectId}' }])
    const plain = resource('GET', '/orders')
    expect(named(plain, {})).toEqual([plain])
  })
})
