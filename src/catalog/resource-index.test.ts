import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Resource } from './element.ts'
import { indexResources } from './resource-index.ts'
import { segmentsOf, shapeOf } from './resource-path.ts'

function resource(method: Resource['method'], path: string): Resource {
  return { method, path, vendorMethod: method, vendorPath: path }
}

const index = indexResources([
  resource('GET', '/orders'),
  resource('GET', '/orders/{id}'),
  resource('GET', '/orders/count'),
  resource('POST', '/orders'),
  resource('GET', '/orders/{id}/payments'),
  resource('GET', '/{any}/{id}/payments'),
  resource('GET', '/orders/{id}/{child}'),
])

describe('resources of one route', () => {
  const forType = (path: string, ...authentication: string[]): Resource => ({
    ...resource('GET', path),
    hubwright: { authentication },
  })
  const variants = indexResources([
    forType('/orders', 'oauth2'),
    forType('/orders/{id}', 'oauth2'),
    forType('/orders', 'custom', 'basic'),
    forType('/orders/{number}', 'custom'),
    forType('/orders/deleted', 'oauth2'),
  ])
  const typesOf = (type: string | undefined, ...segments: string[]) =>
    variants.find('GET', segments, type)?.resource.hubwright?.authentication

  it('are chosen by the authentication type, with their own variables', () => {
    expect(typesOf('custom', 'orders')).toEqual(['custom', 'basic'])
    expect(typesOf('basic', 'orders')).toEqual(['custom', 'basic'])
    expect(typesOf('oauth2', 'orders')).toEqual(['oauth2'])
    expect(variants.find('GET', ['orders', '7'], 'custom')?.pathVariables).toEqual({ number: '7' })
    expect(variants.find('GET', ['orders', '7'], 'oauth2')?.pathVariables).toEqual({ id: '7' })
  })

  it('give the first to those for whom there is none, and never a less concrete one', () => {
    expect(typesOf('basic', 'orders', '7')).toEqual(['oauth2'])
    expect(typesOf(undefined, 'orders')).toEqual(['oauth2'])
    expect(typesOf('custom', 'orders', 'deleted')).toEqual(['oauth2'])
  })
})

describe('finding a resource', () => {
  it('prefers words to variables, from the left', () => {
    const pathOf = (...segments: string[]): string | undefined =>
      index.find('GET', segments)?.resource.path
    expect(pathOf('orders', 'count')).toBe('/orders/count')
    expect(pathOf('orders', '7')).toBe('/orders/{id}')
    expect(pathOf('orders', '7', 'payments')).toBe('/orders/{id}/payments')
    expect(pathOf('orders', '7', 'refunds')).toBe('/orders/{id}/{child}')
    expect(pathOf('carts', '7', 'payments')).toBe('/{any}/{id}/payments')
  })

  it('reads the variables, decoded segments with a slash included', () => {
    expect(index.find('GET', ['orders', 'A/1', 'payments'])?.pathVariables).toEqual({ id: 'A/1' })
    expect(index.find('GET', ['orders/count'])).toBeUndefined()
  })

  it('finds nothing for an empty variable, another length, another method', () => {
    expect(index.find('GET', ['orders', ''])).toBeUndefined()
    expect(index.find('GET', [])).toBeUndefined()
    expect(index.find('DELETE', ['orders'])).toBeUndefined()
  })

  it('tells the methods of a path', () => {
    expect(index.methodsAt(['orders'])).toEqual(['GET', 'POST'])
    expect(index.methodsAt(['nothing'])).toEqual([])
  })

  it('agrees with trying every resource one by one', () => {
    const part = fc.constantFrom('a', 'b', '{x}', '{y}')
    const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((p) => `/${p.join('/')}`)
    const patterns = fc.uniqueArray(pattern, { selector: shapeOf, maxLength: 12 })
    const asked = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(patterns, asked, (paths, segments) => {
        const rank = (path: string): string =>
          segmentsOf(path)
            .map((segment) => ('word' in segment ? '0' : '1'))
            .join('')
        const fitting = paths
          .filter((path) => {
            const parts = segmentsOf(path)
            return (
              parts.length === segments.length &&
              parts.every((part, at) => !('word' in part) || part.word === segments[at])
            )
          })
          .sort((left, right) => (rank(left) < rank(right) ? -1 : 1))
        const found = indexResources(paths.map((path) => resource('GET', path)))
        expect(found.find('GET', segments)?.resource.path).toBe(fitting[0])
      }),
    )
  })
})
