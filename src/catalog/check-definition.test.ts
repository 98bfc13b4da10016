import { describe, expect, it } from 'vitest'
import { checkDefinition } from './check-definition.ts'

const resource = {
  path: '/orders/{id}',
  vendorPath: '/orders/{id}',
  method: 'GET',
  vendorMethod: 'GET',
  parameters: [{ name: 'id', vendorName: 'id', type: 'path', vendorType: 'path' }],
}
const definition = {
  key: 'acme',
  name: 'Acme',
  description: 'A store',
  authentication: { type: 'basic' },
  configuration: [{ key: 'base.url', name: 'Base URL', defaultValue: 'https://api.acme.test' }],
  resources: [resource],
}

/** The complaints about a changed copy of the definition, `pointer: message`. */
function complaints(change: Record<string, unknown>): readonly string[] {
  const { errors = [] } = checkDefinition({ ...definition, ...change })
  return errors.map(({ path, message }) => `${path}: ${message}`)
}

function complaintsOfResource(change: Record<string, unknown>): readonly string[] {
  return complaints({ resources: [{ ...resource, ...change }] })
}

describe('a definition that is right', () => {
  it('is accepted, with what exports carry besides', () => {
    const exported = {
      ...definition,
      id: 9000,
      ownerAccountId: 1,
      createdDate: '2019-01-01',
      hooks: [],
      configDescription: null,
      resources: [{ ...resource, path: '/hubs/crm/orders/{id}', nextPageKey: '', rootKey: null }],
    }
    const checked = checkDefinition(exported)
    expect(checked.errors).toBeUndefined()
    expect(checked.element).toMatchObject({ key: 'acme', name: 'Acme' })
  })

  it('is not changed by the check', () => {
    const given = { ...definition, image: null }
    checkDefinition(given)
    expect(given.image).toBeNull()
  })
})

describe('the shape', () => {
  it('names the place and the allowed values of a wrong word', () => {
    const parameters = [resource.parameters[0], { ...resource.parameters[0], vendorType: 'qury' }]
    expect(complaintsOfResource({ parameters })).toEqual([
      '/resources/0/parameters/1/vendorType: must be one of header, path, query, form, multipart, body, bodyField, bodyToken, configuration, value, no-op',
    ])
  })

  it('names everything that is wrong at once', () => {
    const bad = Array.from({ length: 40 }, () => ({ ...resource, method: 'FETCH' }))
    const found = complaints({ name: '', description: undefined, resources: bad })
    expect(found).toHaveLength(42)
    expect(found).toContain('/description: is missing')
    expect(found).toContain('/name: must not be empty')
    expect(found).toContain('/resources/39/method: must be one of GET, POST, PATCH, PUT, DELETE')
  })

  it('knows no other words under hubwright', () => {
    expect(complaintsOfResource({ hubwright: { retry: true } })).toEqual([
      '/resources/0/hubwright/retry: is not a word of the definition language',
    ])
  })

  it('says one thing about a choice that fits nowhere', () => {
    const where = { id: { type: 'string', operators: { '=': 7 } } }
    const found = complaintsOfResource({ hubwright: { where } })
    expect(found).toEqual([
      '/resources/0/hubwright/where/id/operators/=: must be a name, or a list of two names',
    ])
  })

  it('refuses what is no object', () => {
    expect(checkDefinition([]).errors).toEqual([
      { path: '', message: 'must be a JSON object, one connector definition' },
    ])
  })
})

describe('the card', () => {
  it('refuses keys that would be read as ids, and strange hubs', () => {
    expect(complaints({ key: '42' })).toEqual([
      '/key: must hold a letter: digits alone are read as an id',
    ])
    expect(complaints({ key: 'Acme!' })).toEqual([
      '/key: must consist of lower-case letters and digits',
    ])
    expect(complaints({ hub: 'E Commerce' })).toHaveLength(1)
  })
})

describe('scripts of strangers', () => {
  it('are refused where they stand', () => {
    const hook = { type: 'preRequest', body: 'done({})' }
    expect(complaints({ hooks: [hook], resources: [{ ...resource, hooks: [hook] }] })).toEqual([
      expect.stringMatching(/^\/hooks\/0: holds a script/),
      expect.stringMatching(/^\/resources\/0\/hooks\/0: holds a script/),
    ])
  })
})

describe('configuration', () => {
  const control = {
    key: 'authentication.type',
    name: 'Kind',
    groupControl: true,
    defaultValue: 'basic',
    options: [
      { value: 'basic', description: 'Password' },
      { value: 'custom', description: 'Key' },
    ],
  }

  it('has a key once for each authentication type', () => {
    const entry = (groupName?: string): object => ({ key: 'shop', name: 'Shop', groupName })
    expect(complaints({ configuration: [control, entry('basic'), entry('custom')] })).toEqual([])
    expect(complaints({ configuration: [control, entry('basic'), entry()] })).toEqual([
      '/configuration/2/key: appears twice for one authentication type: shop',
    ])
  })

  it('has groups that can be chosen', () => {
    const entry = { key: 'shop', name: 'Shop', groupName: 'oauth2' }
    expect(complaints({ configuration: [control, entry] })).toEqual([
      '/configuration/1/groupName: must be one of the groups: basic, custom',
    ])
    expect(complaints({ configuration: [entry] })).toEqual([
      '/configuration/0/groupName: must be one of the groups: there is no entry with groupControl',
    ])
    expect(complaints({ configuration: [{ ...control, defaultValue: 'oauth2' }] })).toEqual([
      '/configuration/0/options: must hold the default authentication type oauth2',
    ])
  })

  it('names entries and origins that are there', () => {
    const entry = { key: 'base.url', name: 'Base', defaultValue: '{origin.api}/{shop}/v1' }
    expect(complaints({ configuration: [entry] })).toEqual([
      '/configuration/0/defaultValue: {origin.api} names no configuration entry, and the definition has no hubwright.origins',
      '/configuration/0/defaultValue: {shop} names no configuration entry',
    ])
  })
})

describe('resources', () => {
  it('are told apart by method and shape of the path', () => {
    const twin = { ...resource, path: '/hubs/crm/orders/{orderId}' }
    expect(complaints({ resources: [resource, twin] })).toEqual([
      '/resources/1/path: is the same route as /resources/0: GET /hubs/crm/orders/{orderId}',
    ])
    const both = (first: string[] | undefined, second: string[] | undefined) =>
      complaints({
        resources: [first, second].map((authentication) => ({
          ...resource,
          hubwright: authentication === undefined ? {} : { authentication },
        })),
      }).filter((complaint) => complaint.includes('same route'))
    expect(both(['basic'], ['custom'])).toHaveLength(0)
    expect(both(['basic', 'custom'], ['custom'])).toHaveLength(1)
    expect(both(['basic'], undefined)).toHaveLength(1)
    const step = { ...resource, type: 'onProvision' }
    expect(complaints({ resources: [resource, step, step] })).toEqual([])
  })

  it('do not begin with a reserved word and hold variables as whole segments', () => {
    expect(complaintsOfResource({ path: '/proxy/{id}' })).toEqual([
      '/resources/0/path: may not begin with /proxy: it is reserved',
    ])
    expect(complaintsOfResource({ path: '/orders/{id}.json' })).toHaveLength(1)
    expect(complaintsOfResource({ path: '/orders/{id}/lines/{id}' })).toEqual([
      '/resources/0/path: holds the variable {id} twice',
    ])
  })

  it('feed every variable of the vendor path', () => {
    expect(complaintsOfResource({ parameters: [] })).toEqual([
      '/resources/0/vendorPath: {id} is fed by no path parameter and by no configuration entry',
    ])
    expect(complaintsOfResource({ vendorPath: '/{username}', parameters: [] })).toEqual([])
    const late = [{ ...resource.parameters[0], source: 'response' }]
    expect(complaintsOfResource({ parameters: late })).toHaveLength(1)
  })

  it('take configuration that exists', () => {
    const parameters = [
      ...resource.parameters,
      { name: 'shop', vendorName: 'shop', type: 'configuration', vendorType: 'query' },
    ]
    expect(complaintsOfResource({ parameters })).toEqual([
      '/resources/0/parameters/1/name: names no configuration entry: shop',
    ])
  })

  it('have a root key that can be read', () => {
    expect(complaintsOfResource({ rootKey: 'a|b|c' })).toHaveLength(1)
    expect(complaintsOfResource({ rootKey: '|data[0].items[*]' })).toEqual([])
  })

  it('chain to something, at most five times', () => {
    expect(complaintsOfResource({ nextResource: 'GET:/nothing' })).toEqual([
      '/resources/0/nextResource: must name a resource as METHOD:/path; there is none for GET:/nothing',
    ])
    const chain = (length: number): object[] =>
      Array.from({ length: length + 1 }, (_, index) => ({
        ...resource,
        path: `/step${index}`,
        vendorPath: '/x',
        parameters: [],
        ...(index < length ? { nextResource: `GET:/hubs/crm/step${index + 1}` } : {}),
      }))
    expect(complaints({ resources: chain(5) })).toEqual([])
    expect(complaints({ resources: chain(6) })).toEqual([
      '/resources/0/nextResource: leads through more than 5 resources',
    ])
    expect(complaintsOfResource({ nextResource: 'GET:/orders/{id}' })).toEqual([
      '/resources/0/nextResource: leads through more than 5 resources',
    ])
  })

  it.each([
    ['formulaAsResource', 'runs a formula'],
    ['oauthOnTokenExchange', 'replaces the standard exchange'],
    ['oauthOnTokenRefresh', 'replaces the standard refresh'],
    ['oauth1OnTokenRequest', 'belongs to OAuth 1.0'],
    ['oauth2Password', 'belongs to the password grant'],
  ])('that this release would not run are refused: %s', (type, why) => {
    expect(complaintsOfResource({ type })[0]).toMatch(
      new RegExp(`^/resources/0/type: ${why}.*leave the resource out`),
    )
  })
})

it.each(['oauth1', 'oauth2Password', 'awsv2', 'awsv4'])(
  'refuses an authentication that nothing here can do: %s',
  (type) => {
    expect(complaints({ authentication: { type } })[0]).toMatch(
      /^\/authentication\/type: .* not supported by this release: use oauth2, basic or custom/,
    )
  },
)

describe('words of our own', () => {
  const parameters = [...resource.parameters, { name: 'where', type: 'query', vendorType: 'no-op' }]
  const withWords = (hubwright: object): readonly string[] =>
    complaintsOfResource({ parameters, hubwright })

  it('filter by parameters that exist', () => {
    const where = { total: { type: 'number', operators: { '>': 'min total', '=': ['a', 'b'] } } }
    expect(withWords({ where })).toEqual([
      '/resources/0/hubwright/where/total/operators/>: must be the name of a query parameter',
      '/resources/0/hubwright/where/total/operators/=: may be two names only for = on a date',
    ])
    expect(
      complaintsOfResource({ hubwright: { where: { id: { type: 'string', operators: {} } } } }),
    ).toEqual([
      '/resources/0/hubwright/where: needs a query parameter named where in the parameters of the resource',
    ])
  })

  it('translate literals to values that are allowed', () => {
    const rule = { type: 'string', operators: { '=': 's' }, values: ['A'], synonyms: { b: 'B' } }
    expect(withWords({ where: { status: rule } })).toEqual([
      '/resources/0/hubwright/where/status/synonyms/b: must be one of the values: A',
    ])
  })

  it('name authentication types, fields and orders', () => {
    const fields = { parameter: 'fields', template: 'x' }
    const orderBy = { parameter: 'sort', values: { total: 'TOTAL' } }
    expect(withWords({ authentication: ['oauth2'], fields, orderBy })).toEqual([
      '/resources/0/hubwright/authentication/0: must be an authentication type: basic',
      '/resources/0/hubwright/fields/template: must hold {fields}',
      '/resources/0/hubwright/orderBy/values/total: must be a field and its direction, such as "total asc"',
    ])
  })

  it.each([
    '{path}x',
    'v2{path}',
    '/v2/',
    '{path}{path}',
    '/../..{path}',
    '/a/..{path}',
    '/./a{path}',
    '//x{path}',
    '/{shop}{path}',
    '{path}?a=b',
    'https://x.test{path}',
  ])('keep generic objects below the base address: %s', (path) => {
    expect(complaints({ hubwright: { generic: { path } } })).toEqual([
      '/hubwright/generic/path: must hold {path} once and only folders and an ending beside it, as /v2{path}.json',
    ])
  })

  it('say how generic objects are asked and who has them', () => {
    const generic = { authentication: ['oauth2'], lists: { pageSize: 'limit' }, update: 'DELETE' }
    expect(complaints({ hubwright: { generic: { ...generic, update: 'PUT' } } })).toEqual([
      '/hubwright/generic/authentication/0: must be an authentication type: basic',
      '/hubwright/generic/lists: needs page, the query parameter for the page, beside pageSize and nextPageKey',
    ])
    expect(complaints({ hubwright: { generic } })).toEqual([
      '/hubwright/generic/update: must be one of POST, PUT',
    ])
    for (const path of ['{path}', '/v2{path}.json', '/a.b/c-d{path}']) {
      expect(complaints({ hubwright: { generic: { path } } }), path).toEqual([])
    }
  })

  it('on the element name entries, types and plain addresses', () => {
    const hubwright = {
      origins: { api: 'https://user:pw@api.acme.test/' },
      accountKey: 'shop',
      authentication: {
        oauth2: { label: 'x', place: [{ in: 'header', name: 'a', value: '{nothing}' }] },
      },
      oauth: { answer: { shop: 'store_id' } },
    }
    expect(complaints({ hubwright })).toEqual([
      '/hubwright/origins/api: must be an http or https address without credentials, query and trailing slash',
      '/hubwright/accountKey: must be the key of a configuration entry',
      '/hubwright/authentication/oauth2: must be an authentication type: basic',
      '/hubwright/authentication/oauth2/place/0/value: {nothing} names no configuration entry',
      '/hubwright/oauth/answer/shop: must be the key of a configuration entry',
    ])
  })
})
