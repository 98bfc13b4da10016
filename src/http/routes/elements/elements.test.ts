import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { catalogServer, userHeader } from '../../../../test/support/catalog-server.ts'

const { server, catalog, get: getWith } = catalogServer()
const get = (path: string) => getWith(path, userHeader)
const getAnonymously = (path: string) => getWith(path)
afterAll(() => server.close())
const toysId = catalog.get('toys')?.id

describe('GET /elements', () => {
  it('answers whole definitions with their counts', async () => {
    const { status, headers, body } = await get('/elements')
    expect(status).toBe(200)
    expect(body).toMatchObject([{ key: 'acme', resources: [{}, {}, {}, {}] }, { key: 'toys' }])
    expect(headers).toMatchObject({
      'elements-returned-count': '2',
      'elements-total-count': '2',
    })
    expect(headers).not.toHaveProperty('elements-next-page-token')
  })

  it.each([['?abridged=true'], [`?where=${encodeURIComponent("abridged='true'")}`]])(
    'answers cards for %s',
    async (query) => {
      const { body } = await get(`/elements${query}`)
      expect(body).toMatchObject([
        { id: 7, key: 'acme', hub: 'ecommerce', image: 'elements/provider_acme.png' },
        { id: toysId, key: 'toys' },
      ])
      const [card] = body as [object]
      for (const member of ['configuration', 'resources', 'parameters', 'hubwright']) {
        expect(card).not.toHaveProperty(member)
      }
      expect(card).toMatchObject({ typeOauth: true, active: true, deleted: false })
    },
  )

  it.each([
    ["key='toys'", ['toys']],
    ["key in ('acme','nothing')", ['acme']],
    ["private='true' AND abridged='true'", ['toys']],
    ["extended='true' AND abridged='true'", []],
    ["hub='ecommerce' AND unheardOf='x'", ['acme']],
    ["name LIKE 'T%' OR id = 7", ['acme', 'toys']],
  ])('filters by %s', async (where, keys) => {
    const { status, body } = await get(`/elements?where=${encodeURIComponent(where)}`)
    expect(status).toBe(200)
    expect((body as { key: string }[]).map(({ key }) => key)).toEqual(keys)
  })

  it('ignores what it does not know, as ever, and says so', async () => {
    const where = "hub='ecommerce' AND unheardOf='x' AND hooks IS NULL AND abridged='true'"
    const { headers } = await get(`/elements?pageSize=5000&where=${encodeURIComponent(where)}`)
    expect(headers['elements-error']).toBe(
      'where: unheardOf, hooks is not known and was ignored; pageSize 5000 is above the maximum; 200 was used',
    )
    const known = await get(
      `/elements?where=${encodeURIComponent("signupURL='https://x.example'")}`,
    )
    expect(known.headers).not.toHaveProperty('elements-error')
    expect(known.body).toEqual([])
  })

  it('pages by token and by number', async () => {
    const first = await get('/elements?pageSize=1')
    const token = String(first.headers['elements-next-page-token'])
    expect(first.headers['elements-total-count']).toBe('2')
    const second = await get(`/elements?nextPage=${token}`)
    expect(second.body).toMatchObject([{ key: 'toys' }])
    expect(second.headers).not.toHaveProperty('elements-next-page-token')
    expect((await get('/elements?pageSize=1&page=2')).body).toEqual(second.body)
    expect((await get('/elements?pageSize=1&page=3')).body).toEqual([])
    const large = await get('/elements?pageSize=5000')
    expect(large.status).toBe(200)
    expect(large.headers['elements-error']).toBe('pageSize 5000 is above the maximum; 200 was used')
  })

  it.each([
    ['pageSize=0', 'pageSize'],
    ['pageSize=x', 'pageSize'],
    ['page=0', 'page'],
    ['nextPage=nonsense', 'nextPage'],
    [`nextPage=${Buffer.from('{"page":-1,"pageSize":1}').toString('base64url')}`, 'nextPage'],
    ['abridged=maybe', 'abridged'],
  ])('refuses %s', async (query, path) => {
    const { status, body } = await get(`/elements?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ details: [{ path }] })
  })

  it('refuses a where that cannot be read', async () => {
    const { status, body } = await get(`/elements?where=${encodeURIComponent('key = = 7')}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid_where' })
  })
})

describe('GET /elements/{keyOrId}', () => {
  it.each(['acme', '7'])('finds %s', async (keyOrId) => {
    const { status, body } = await get(`/elements/${keyOrId}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: 7,
      key: 'acme',
      authentication: { type: 'oauth2' },
      authenticationTypes: ['oauth2', 'custom'],
      origins: { api: 'https://api.acme.test', inForce: 'vendor' },
      hooks: [],
      hubwright: { sandbox: true },
    })
    const { resources } = body as { resources: { path: string; hooks: unknown }[] }
    expect(resources.map(({ path }) => path)).toEqual([
      '/hubs/ecommerce/orders',
      '/hubs/ecommerce/orders/{id}',
      '/hubs/ecommerce/orders',
      '/hubs/ecommerce/check',
    ])
    expect(resources[0]).toMatchObject({ model: { name: 'Orders', swagger: { Order: {} } } })
  })

  it('is what a definition may be, so that it can be imported again', async () => {
    const { checkDefinition } = await import('../../../catalog/check-definition.ts')
    const { body } = await get('/elements/acme')
    expect(checkDefinition(body).errors).toBeUndefined()
  })

  it.each(['/elements/acme', '/elements', '/elements/acme/configuration', '/elements/toys'])(
    'shows no secret, no app and nothing unknown: %s',
    async (path) => {
      const { text } = await get(path)
      expect(text).not.toMatch(/planted|platform-id|4242|internalNote|preRequest|logoFile/)
    },
  )

  it('masks the defaults of secrets', async () => {
    const { body } = await get('/elements/acme')
    const { configuration } = body as { configuration: { key: string; defaultValue?: string }[] }
    const defaultOf = (key: string): string | undefined =>
      configuration.find((entry) => entry.key === key)?.defaultValue
    expect(defaultOf('oauth.api.secret')).toBe('********')
    expect(defaultOf('store.key')).toBe('********')
    expect(defaultOf('oauth.user.token')).toBeUndefined()
    expect(defaultOf('filter.response.nulls')).toBe('true')
  })

  it.each([
    '/elements/nothing',
    '/elements/8',
    '/elements/nothing/configuration',
    '/elements/nothing/metadata',
    '/elements/nothing/abilities',
    '/elements/nothing/authentication-types',
    '/elements/nothing/authentication-types/custom/configurations',
    '/elements/nothing/docs',
    '/elements/provider_nothing.png',
  ])('404 for %s', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/^No element found with key or ID (nothing|8)/) as string,
    })
  })
})

describe('a private connector', () => {
  it.each([
    '/elements/toys',
    '/elements/toys/configuration',
    '/elements/toys/metadata',
    '/elements/toys/docs',
    '/elements/toys/authentication-types',
  ])('is there only for who says who asks: %s', async (path) => {
    expect((await getAnonymously(path)).status).toBe(404)
    expect((await get(path)).status).toBe(200)
  })

  it.each(['/elements', '/elements/keys', '/elements/metadata', '/hubs/crm/elements'])(
    'stands in lists only for who says who asks: %s',
    async (path) => {
      expect((await getAnonymously(path)).text).not.toContain('toys')
      expect((await get(path)).text).toContain('toys')
    },
  )

  it('leaves the public ones where they were', async () => {
    expect((await getAnonymously('/elements/keys')).body).toEqual(['acme'])
    expect((await getAnonymously('/elements/acme')).status).toBe(200)
  })
})

describe('parts of a connector', () => {
  it('GET /elements/keys', async () => {
    expect((await get('/elements/keys')).body).toEqual(['acme', 'toys'])
    expect((await get('/elements/keys?pageSize=1')).body).toEqual(['acme'])
  })

  it('GET /elements/{keyOrId}/configuration has both generations of names', async () => {
    const { body } = await get('/elements/acme/configuration')
    const { configuration, providerData } = body as {
      configuration: Record<string, unknown>[]
      providerData: unknown
    }
    expect(providerData).toEqual([])
    expect(configuration.find(({ key }) => key === 'store.key')).toMatchObject({
      required: true,
      mandatory: true,
      type: 'PASSWORD',
      configDataType: 'PASSWORD',
      groupName: 'custom',
      description: 'Store key',
    })
    for (const entry of configuration) expect(entry).toMatchObject({ mandatory: entry['required'] })
  })

  it('GET /elements/{keyOrId}/authentication-types', async () => {
    expect((await get('/elements/acme/authentication-types')).body).toEqual({
      defaultValue: 'oauth2',
      options: [
        { value: 'oauth2', description: 'OAuth 2.0' },
        { value: 'custom', description: 'Store key' },
      ],
    })
    expect((await get('/elements/toys/authentication-types')).body).toEqual({
      defaultValue: 'basic',
      options: [{ value: 'basic', description: 'basic' }],
    })
  })

  it('GET …/authentication-types/{type}/configurations', async () => {
    const keysOf = async (type: string): Promise<readonly string[]> => {
      const { body } = await get(`/elements/acme/authentication-types/${type}/configurations`)
      return (body as { key: string }[]).map(({ key }) => key)
    }
    expect(await keysOf('custom')).toEqual(expect.arrayContaining(['store.key', 'base.url']))
    expect(await keysOf('custom')).not.toContain('oauth.api.key')
    expect(await keysOf('oauth2')).toContain('oauth.api.key')
    const { status, body } = await get('/elements/acme/authentication-types/basic/configurations')
    expect(status).toBe(404)
    expect(body).toMatchObject({ message: expect.stringContaining('oauth2, custom') as string })
  })

  it('GET /elements/metadata and /elements/{keyOrId}/metadata', async () => {
    const { body } = await get('/elements/metadata')
    expect(body).toMatchObject([
      { id: 7, key: 'acme', events: { supported: false, methods: [] } },
      { key: 'toys' },
    ])
    const one = await get('/elements/7/metadata')
    expect(one.body).toEqual((body as unknown[])[0])
    expect(one.body).not.toHaveProperty('resources')
  })

  it('GET …/abilities is a 404 that says so when nobody measured them', async () => {
    for (const ask of [get, getAnonymously]) {
      const { status, body } = await ask('/elements/acme/abilities')
      expect(status).toBe(404)
      expect(body).toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('Nobody has measured what acme can do') as string,
      })
    }
    expect((await getAnonymously('/elements/toys/abilities')).body).toMatchObject({
      message: expect.stringContaining('No element found') as string,
    })
  })

  it('…/metadata?expand=true goes object by object', async () => {
    const { body } = await get('/elements/acme/metadata?expand=true')
    for (const member of [
      'image',
      'hub',
      'cloneable',
      'churros',
      'swaggerValidated',
      'normalizedPaging',
      'transformations',
      'elementType',
      'authenticationType',
      'discovery',
      'bulk',
    ]) {
      expect(body).toHaveProperty(member)
    }
    expect(body).toMatchObject({
      resources: [{ canonicalName: 'orders', operations: ['search', 'retrieve', 'create'] }],
    })
  })
})

describe('GET /elements/provider_{key}.png', () => {
  it('is a picture of its own for each connector', async () => {
    const acme = await get('/elements/provider_acme.png')
    expect(acme.status).toBe(200)
    expect(acme.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=3600',
    })
    expect(acme.bytes.subarray(0, 8)).toEqual(
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    )
    const width = acme.bytes.readUInt32BE(16)
    const start = acme.bytes.indexOf('IDAT')
    const length = acme.bytes.readUInt32BE(start - 4)
    const rows = inflateSync(acme.bytes.subarray(start + 4, start + 4 + length))
    expect(rows).toHaveLength(width * (width + 1))
    const toys = await get('/elements/provider_toys.png')
    expect(toys.bytes.equals(acme.bytes)).toBe(false)
  })
})
