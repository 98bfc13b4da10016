import { describe, expect, it } from 'vitest'
import type { OwnResource } from './account-overlay.ts'
import { buildConnector } from './build-connector.ts'
import { checkDefinition } from './check-definition.ts'
import type { Connector } from './connector.ts'
import { brokenWithout, checkOwnResource } from './own-resource-rules.ts'

function connectorOf(): Connector {
  const { element, errors } = checkDefinition({
    key: 'acme',
    name: 'Acme',
    description: 'A store',
    authentication: { type: 'oauth2' },
    configuration: [{ key: 'store.id', name: 'Store' }],
    resources: [
      { path: '/orders', vendorPath: '/orders', method: 'GET', vendorMethod: 'GET' },
      { path: '/next', vendorPath: '/next', method: 'GET', vendorMethod: 'GET' },
    ],
    hubwright: {
      origins: { api: 'https://api.acme.test/v1', auth: 'https://auth.acme.test' },
    },
  })
  if (element === undefined) throw new Error(JSON.stringify(errors))
  const rest = { source: 'directory', errors: [], hooks: {}, logoFile: undefined } as const
  return buildConnector({ element, ...rest }, undefined, undefined)
}

const connector = connectorOf()
const whole = { path: '/own', vendorPath: '/own', method: 'GET' }

function errorsOf(more: object, others: readonly OwnResource[] = []) {
  return checkOwnResource(connector, others, { ...whole, ...more }).errors ?? []
}

function own(document: object): OwnResource {
  const { resource, errors } = checkOwnResource(connector, [], document)
  if (resource === undefined) throw new Error(JSON.stringify(errors))
  return { id: 1, accountId: 100, document: resource }
}

describe('a resource of an account', () => {
  it('needs little: the vendor is asked by the same method', () => {
    const { resource } = checkOwnResource(connector, [], whole)
    expect(resource).toMatchObject({ ...whole, vendorMethod: 'GET' })
  })

  it('is judged by the rules of definitions, at the place where it was written', () => {
    expect(errorsOf({ method: 'FETCH' })).toMatchObject([
      { path: '/method' },
      { path: '/vendorMethod' },
    ])
    expect(errorsOf({ path: 'own' })).toEqual([
      { path: '/path', message: 'must begin with a slash' },
    ])
    expect(errorsOf({ vendorPath: '/x/{nothing}' })).toMatchObject([{ path: '/vendorPath' }])
    expect(
      errorsOf({ parameters: [{ name: 'a', type: 'odd', vendorType: 'query' }] }),
    ).toMatchObject([{ path: '/parameters/0/type' }])
    expect(errorsOf({ nextResource: 'GET:/none' })).toMatchObject([{ path: '/nextResource' }])
    expect(errorsOf({ hooks: [{ type: 'preRequest', body: 'done({})' }] })).toMatchObject([
      { path: '/hooks/0' },
    ])
    expect(checkOwnResource(connector, [], ['x']).errors).toMatchObject([{ path: '' }])
    expect(errorsOf({ description: 'x'.repeat(100_001) })).toMatchObject([{ path: '' }])
  })

  it.each([
    '/things',
    'things?limit=1',
    '/things/{store.id}',
    '{origin.api}/things',
    '{origin.auth}/api',
    'https://api.acme.test/v1/things',
  ])('may call %s', (vendorPath) => {
    expect(errorsOf({ vendorPath })).toEqual([])
  })

  it.each([
    'https://thief.test/collect',
    'HTTPS://thief.test',
    'http://api.acme.test/v1/things',
    'https://api.acme.test/v10/things',
    'https://api.acme.test/other',
    'https://api.acme.test@thief.test/v1/',
    'https://api.acme.test/v1@thief.test/',
    '{origin.api}@thief.test/',
    '{origin.api}.thief.test/things',
    '{origin.api}/../../_control',
    '{origin.api}/%2e%2E/things',
    '/things/../../other',
    '/..',
    String.raw`/\thief.test/`,
    'file:///etc/passwd',
    ' https://thief.test/',
    'https://{store.id}/v1/',
  ])('may not call %s', (vendorPath) => {
    expect(errorsOf({ vendorPath })).toMatchObject([{ path: '/vendorPath' }])
  })

  it('reads no secret of the instance and writes nothing into it', () => {
    const parameters = [
      { name: 'oauth.api.secret', vendorName: 'q', type: 'configuration', vendorType: 'query' },
      { name: 'Bearer {oauth.user.token}', vendorName: 'x-t', type: 'value', vendorType: 'header' },
      {
        name: 'location',
        vendorName: 'base.url',
        type: 'header',
        vendorType: 'configuration',
        source: 'response',
      },
      { name: 'store.id', vendorName: 's', type: 'configuration', vendorType: 'query' },
      {
        name: 'base.url',
        vendorName: 'location',
        type: 'configuration',
        vendorType: 'bodyField',
        source: 'response',
      },
    ]
    expect(errorsOf({ parameters }).map(({ path }) => path)).toEqual([
      '/parameters/0/name',
      '/parameters/1/name',
      '/parameters/2/source',
      '/parameters/2/vendorType',
      '/parameters/4/source',
    ])
    expect(errorsOf({ vendorPath: '/x/{oauth.api.secret}' })).toMatchObject([
      { path: '/vendorPath' },
    ])
  })

  it.each(['Host', 'Transfer-Encoding', 'content-length', 'a b', 'a:b'])(
    'does not set the header %s',
    (vendorName) => {
      const parameter = { name: 'v', vendorName, type: 'value', vendorType: 'header' }
      expect(errorsOf({ parameters: [parameter] })).toMatchObject([
        { path: '/parameters/0/vendorName' },
      ])
    },
  )

  it.each(['onProvision', 'oauthOnTokenExchange', 'onDelete'])('is never of type %s', (type) => {
    expect(errorsOf({ type })).not.toEqual([])
  })

  it("does not borrow a connector's code", () => {
    expect(errorsOf({ hubwright: { hooks: 'GET /orders' } })).toMatchObject([
      { path: '/hubwright/hooks' },
    ])
  })

  it('may go on to one of the connector, and to another own one as long as that is there', () => {
    expect(errorsOf({ nextResource: 'GET:/next' })).toEqual([])
    const target = own({ ...whole, path: '/target' })
    const first = { ...whole, nextResource: 'GET:/target' }
    expect(errorsOf(first, [target])).toEqual([])
    expect(errorsOf(first)).toMatchObject([{ path: '/nextResource' }])
    const kept = checkOwnResource(connector, [target], first).resource
    if (kept === undefined) throw new Error('refused')
    const remaining = [{ id: 2, accountId: 100, document: kept }]
    expect(brokenWithout(connector, remaining)).toMatchObject([{ path: '' }])
    expect(brokenWithout(connector, [target, ...remaining])).toEqual([])
  })

  it("may stand in for one of the connector's, whatever its variables are called", () => {
    expect(errorsOf({ path: '/hubs/general/orders' })).toEqual([])
  })
})
