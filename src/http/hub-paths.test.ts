import { describe, expect, it } from 'vitest'
import { namesInstance, platformNamesOf, routedUrl } from './hub-paths.ts'

const withElement = 'User u, Element t'
const base = '/elements/api-v2'

describe('routedUrl', () => {
  it.each([
    '/accounts',
    '/users/5',
    '/orders?where=a',
    '/objects',
    '/ping',
    '/organizations',
    '/a%2Fb',
  ])('%s with an Element token is the connector’s', (path) => {
    expect(routedUrl(base + path, withElement)).toBe(`${base}/hubs/_${path}`)
  })

  it.each([
    '/instances',
    '/instances/configuration',
    '/elements/ecwid/instances',
    '/hubs/ecommerce/accounts',
    '/usage/5f0c2a7be4b0d1a2c3d4e5f6',
    '/authentication/secrets',
    '/organizations/me',
    '/organizations/privileges',
    '/docs/all_platform',
  ])('%s stays the platform’s', (path) => {
    expect(routedUrl(base + path, withElement)).toBe(base + path)
  })

  it.each([
    [`http://evil.example${base}/orders?a=http://x/y`, `${base}/hubs/_/orders?a=http://x/y`],
    [`HTTPS://evil.example:8080${base}/instances`, `${base}/instances`],
    ['http://evil.example', '/'],
    ['http://evil.example?a=1', '/?a=1'],
    ['*', '*'],
  ])('%s, as clients write to proxies, is routed by its path', (target, url) => {
    expect(routedUrl(target, withElement)).toBe(url)
  })

  it('changes nothing without an Element token, and nothing outside the base path', () => {
    expect(routedUrl(`${base}/accounts`, 'User u, Organization o')).toBe(`${base}/accounts`)
    expect(routedUrl(`${base}/accounts`, undefined)).toBe(`${base}/accounts`)
    expect(routedUrl('/readyz', withElement)).toBe('/readyz')
    expect(routedUrl(base, withElement)).toBe(base)
    expect(routedUrl(`${base}/`, withElement)).toBe(`${base}/`)
  })
})

describe('namesInstance', () => {
  it.each(['Element t', 'element  t, User u', 'User u,ELEMENT t', 'User u ,  Element t'])(
    'sees the token in %s',
    (header) => {
      expect(namesInstance(header)).toBe(true)
    },
  )

  it.each(['User Element', 'User u, Organization o', '', 'Elements t', undefined])(
    'sees none in %s',
    (header) => {
      expect(namesInstance(header)).toBe(false)
    },
  )
})

it('names of the platform are the first segments of its routes', () => {
  const urls = ['/healthz', `${base}/users/:id`, `${base}/users`, `${base}/usage`]
  expect([...platformNamesOf(urls.map((url) => ({ url })))]).toEqual(['users', 'usage'])
})
