import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlatformError } from '../core/errors.ts'
import { silentLog, type Log } from '../core/log.ts'
import { loadCatalog, type Catalog, type CatalogSources } from './catalog.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'catalog-'))
  await mkdir(join(root, 'connectors'))
  await mkdir(join(root, 'directory'))
})
afterEach(() => rm(root, { recursive: true }))

async function write(path: string, content: unknown): Promise<void> {
  const file = join(root, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
}

function load(sources: Partial<CatalogSources> = {}): Promise<Catalog> {
  const connectorsFolder = join(root, 'connectors')
  return loadCatalog({ connectorsFolder, log: silentLog, ...sources })
}

async function complaints(sources: Partial<CatalogSources> = {}): Promise<readonly string[]> {
  const error = await load(sources).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PlatformError)) throw new Error('The catalog was accepted')
  expect(error.code).toBe('invalid_definition')
  for (const { path } of error.details ?? []) expect(error.message).toContain(path)
  return (error.details ?? []).map(({ path, message }) => `${path}: ${message}`)
}

const card = {
  id: 7,
  key: 'acme',
  name: 'Acme',
  description: 'A store',
  hub: 'ecommerce',
  authentication: { type: 'oauth2' },
  configuration: [
    {
      key: 'authentication.type',
      name: 'Kind',
      type: 'COMBO',
      groupControl: true,
      options: [
        { value: 'oauth2', description: 'OAuth' },
        { value: 'custom', description: 'Key' },
      ],
    },
    { key: 'shop', name: 'Shop', required: true },
    { key: 'oauth.token.url', name: 'Token', groupName: 'oauth2', defaultValue: '{origin.auth}/t' },
    { key: 'base.url', name: 'Base', defaultValue: '{origin.api}/v1/{shop}' },
  ],
  hubwright: {
    origins: { api: 'https://api.acme.test', auth: 'https://acme.test' },
    sandbox: true,
  },
}
const orders = {
  models: {
    Order: { type: 'object', properties: { customer: { $ref: '#/definitions/Customer' } } },
  },
  resources: [
    {
      path: '/orders',
      vendorPath: '/orders',
      method: 'GET',
      vendorMethod: 'GET',
      objectName: '',
      model: { name: 'Order' },
    },
    {
      path: '/status',
      vendorPath: '{origin.api}/status',
      method: 'GET',
      vendorMethod: 'GET',
      type: 'provisionAuthValidation',
    },
  ],
}
const customers = {
  models: {
    Customer: { type: 'object', properties: { city: { type: 'City' } } },
    City: { type: 'object' },
    Unused: { type: 'object' },
  },
  resources: [],
}

async function writeAcme(change: Record<string, unknown> = {}): Promise<void> {
  await write('connectors/acme/connector.json', { ...card, ...change })
  await write('connectors/acme/resources/orders.json', orders)
  await write('connectors/acme/resources/customers.json', customers)
}

const imported = {
  id: 7,
  name: 'Toy Shop 2',
  description: 'Imported',
  authentication: { type: 'basic' },
  configuration: [{ key: 'base.url', name: 'Base', defaultValue: 'https://toys.test/api' }],
}

describe('a folder', () => {
  it('is put together from its files, models with all they need', async () => {
    await writeAcme()
    await write('connectors/notes.txt', 'not a connector')
    await write('connectors/empty/readme.md', 'not one either')
    const acme = (await load()).get('acme')
    expect(acme).toMatchObject({ id: 7, key: 'acme', hub: 'ecommerce', source: 'built-in' })
    const [first] = acme?.element.resources ?? []
    expect(Object.keys(first?.model?.swagger ?? {})).toEqual(['Order', 'Customer', 'City'])
    expect(first).not.toHaveProperty('objectName')
  })

  it('holds what was measured of it, or nothing', async () => {
    await writeAcme()
    expect((await load()).get('acme')?.abilities).toBeUndefined()
    const abilities = {
      connector: 'acme',
      bulk: false,
      events: false,
      authentications: { custom: { ping: true, resources: {}, faults: {} } },
      skipped: { bulk: 'not there' },
    }
    await write('connectors/acme/abilities.json', abilities)
    expect((await load()).get('acme')?.abilities).toEqual(abilities)
    const whoWrites = "; the connector's conformance test writes this file"
    await write('connectors/acme/abilities.json', { ...abilities, connector: 'other' })
    expect(await complaints()).toEqual([`acme/abilities.json#/connector: must be acme${whoWrites}`])
    await write('connectors/acme/abilities.json', { ...abilities, bulk: 'no' })
    expect(await complaints()).toEqual([`acme/abilities.json#/bulk: must be boolean${whoWrites}`])
    await write('connectors/acme/abilities.json', '{')
    expect(await complaints()).toEqual([
      expect.stringContaining('acme/abilities.json: cannot be read as JSON') as string,
    ])
  })

  it('is completed with defaults for each authentication type', async () => {
    await writeAcme()
    const acme = (await load()).get(7)
    const keysFor = (type: string): readonly string[] =>
      (acme?.entriesFor(type) ?? []).map((entry) => entry.key)
    expect(acme?.authenticationTypes).toEqual(['oauth2', 'custom'])
    expect(keysFor('oauth2')).toContain('oauth.api.secret')
    expect(keysFor('custom')).not.toContain('oauth.api.secret')
    expect(keysFor('custom')).toContain('filter.response.nulls')
    for (const type of ['oauth2', 'custom']) {
      expect(new Set(keysFor(type)).size).toBe(keysFor(type).length)
    }
    const ids = acme?.element.configuration?.map((entry) => entry.id)
    expect(new Set(ids).size).toBe(acme?.element.configuration?.length)
    expect(acme?.element).toMatchObject({
      image: 'elements/provider_acme.png',
      typeOauth: true,
      active: true,
      deleted: false,
    })
    expect(Object.isFrozen(acme?.element.configuration?.[0])).toBe(true)
  })

  it('keeps its numbers when something is added', async () => {
    await writeAcme()
    const idsOf = async (): Promise<Record<string, number | undefined>> => {
      const entries = (await load()).get('acme')?.element.configuration ?? []
      return Object.fromEntries(entries.map((entry) => [entry.key, entry.id]))
    }
    const before = await idsOf()
    const added = { key: 'new', name: 'New' }
    await writeAcme({ configuration: [added, ...card.configuration] })
    expect(await idsOf()).toMatchObject(before)
  })

  it('says in which file and where something is wrong, everything at once', async () => {
    await writeAcme({ hub: 'E!', id: 'seven' })
    await write('connectors/acme/resources/orders.json', {
      ...orders,
      resources: [orders.resources[1], { ...orders.resources[0], path: 'orders' }],
    })
    await write('connectors/acme/resources/people.json', { resources: {} })
    await write('connectors/acme/resources/zoo.json', '{"models":')
    expect(await complaints()).toEqual([
      'acme/resources/people.json: must be {"models": {…}, "resources": […]}',
      expect.stringContaining('acme/resources/zoo.json: cannot be read as JSON'),
      'acme/connector.json#/id: must be integer',
      'acme/resources/orders.json#/resources/1/path: must begin with a slash',
    ])
  })

  it('needs every model that it names, once', async () => {
    await writeAcme()
    await write('connectors/acme/resources/customers.json', {
      models: { Customer: { type: 'object', properties: { a: { $ref: '#/definitions/Lost' } } } },
      resources: [],
    })
    await write('connectors/acme/resources/more.json', {
      models: { Order: { type: 'object' } },
      resources: [
        { ...orders.resources[0], path: '/more', model: { name: 'Customer', requestName: 'Gone' } },
      ],
    })
    expect(await complaints()).toEqual([
      'acme/resources/orders.json#/models/Order: is defined in two files',
      'acme/resources/more.json#/resources/0/model/name: needs the model Lost, which no file of the folder defines',
      'acme/resources/more.json#/resources/0/model/requestName: needs the model Gone, which no file of the folder defines',
    ])
  })

  it('brings hooks for resources that exist', async () => {
    await writeAcme()
    const hooks = (route: string): string =>
      `export const hooks = { resources: { '${route}': { preRequest() {} } } }`
    await write('connectors/acme/hooks.ts', hooks('GET /orders'))
    expect((await load()).get('acme')?.hooks.resources).toHaveProperty('GET /orders')
  })

  it.each([
    ['export const hook = {}', 'acme/hooks.ts: must export hooks'],
    ["throw new Error('broken')", 'acme/hooks.ts: cannot be run: broken'],
  ])('needs hooks that can be used: %s', async (code, complaint) => {
    await writeAcme()
    await write('connectors/acme/hooks.ts', code)
    expect(await complaints()).toEqual([complaint])
  })

  it('may not have hooks that never run', async () => {
    await writeAcme()
    await write(
      'connectors/acme/hooks.ts',
      `export const hooks = { resources: { 'GET /order': {} } }`,
    )
    expect(await complaints()).toEqual([
      'acme/hooks.ts: has hooks for GET /order, which is no resource',
    ])
  })
})

describe('addresses in force', () => {
  const sandboxUrl = 'http://127.0.0.1:8090/'
  const baseUrlOf = (catalog: Catalog): string | undefined =>
    catalog
      .get('acme')
      ?.entriesFor('oauth2')
      .find((entry) => entry.key === 'base.url')?.defaultValue

  it('are the vendor’s when nobody says otherwise', async () => {
    await writeAcme()
    const catalog = await load()
    expect(catalog.get('acme')).toMatchObject({
      origins: { api: 'https://api.acme.test', auth: 'https://acme.test', inForce: 'vendor' },
      platformApp: undefined,
    })
    expect(baseUrlOf(catalog)).toBe('https://api.acme.test/v1/{shop}')
  })

  it('are the sandbox’s while it plays the vendor, app included', async () => {
    await writeAcme()
    const catalog = await load({ sandboxUrl })
    const address = 'http://127.0.0.1:8090/acme'
    expect(catalog.get('acme')).toMatchObject({
      origins: { api: address, auth: address, inForce: 'sandbox' },
      platformApp: { clientId: 'sandbox-app', clientSecret: 'sandbox-secret' },
    })
    expect(baseUrlOf(catalog)).toBe(`${address}/v1/{shop}`)
    const [validation] = catalog.get('acme')?.lifecycleResources('provisionAuthValidation') ?? []
    expect(validation?.vendorPath).toBe(`${address}/status`)
  })

  it('are the vendor’s when the sandbox does not play it', async () => {
    await writeAcme({ hubwright: { ...card.hubwright, sandbox: false } })
    expect((await load({ sandboxUrl })).get('acme')?.origins.inForce).toBe('vendor')
  })

  it('are the environment’s, and one variable turns the sandbox off', async () => {
    await writeAcme()
    const apiUrl = 'https://mirror.test/acme'
    const moved = await load({ sandboxUrl, vendors: { acme: { apiUrl } } })
    expect(moved.get('acme')).toMatchObject({
      origins: { api: apiUrl, auth: 'https://acme.test', inForce: 'environment' },
      platformApp: undefined,
    })
    const app = { clientId: 'id', clientSecret: 'secret' }
    const own = await load({ sandboxUrl, vendors: { acme: app } })
    expect(own.get('acme')).toMatchObject({ origins: { inForce: 'vendor' }, platformApp: app })
  })

  it('move a definition without origins by its base URL', async () => {
    await write('directory/toys.json', { ...imported, key: 'toys' })
    const vendors = { toys: { apiUrl: 'https://mirror.test' } }
    const toys = (await load({ directory: join(root, 'directory'), vendors })).get('toys')
    expect(toys?.origins).toMatchObject({ api: 'https://mirror.test', inForce: 'environment' })
    const base = toys?.entriesFor('basic').find((entry) => entry.key === 'base.url')
    expect(base?.defaultValue).toBe('https://mirror.test')
  })

  it('of a vendor that does not exist are told to the log', async () => {
    const warnings: string[] = []
    const log: Log = { ...silentLog, warn: (_, message) => void warnings.push(message) }
    await load({ log, vendors: { acmee: { clientId: 'a', clientSecret: 'b' } } })
    expect(warnings).toEqual(['HUBWRIGHT_VENDOR_ACMEE_* is set, and there is no connector acmee'])
  })
})

describe('a directory of an operator', () => {
  it('joins the catalog with ids that stay', async () => {
    await writeAcme()
    await write('directory/b.json', imported)
    await write('directory/readme.txt', 'no definition')
    const directory = join(root, 'directory')
    const catalog = await load({ directory })
    const toys = catalog.get('toyshop2')
    expect(toys).toMatchObject({ source: 'directory', hub: 'general', name: 'Toy Shop 2' })
    expect(toys?.id).toBeGreaterThan(100_000)
    expect((await load({ directory })).get('toyshop2')?.id).toBe(toys?.id)
    expect(catalog.list().map((connector) => connector.key)).toEqual(['acme', 'toyshop2'])
    expect(catalog.get(String(toys?.id))).toBe(toys)
  })

  it('stops the start with every mistake of every file', async () => {
    await write('directory/a.json', { ...imported, authentication: { type: 'magic' } })
    await write('directory/b.json', { ...imported, resources: [{ path: '/x' }] })
    await write('directory/c.json', '{')
    expect(await complaints({ directory: join(root, 'directory') })).toEqual([
      'a.json#/authentication/type: must be one of oauth2, oauth1, basic, custom, oauth2Password, awsv2, awsv4',
      'b.json#/resources/0/vendorPath: is missing',
      'b.json#/resources/0/method: is missing',
      'b.json#/resources/0/vendorMethod: is missing',
      expect.stringContaining('c.json: cannot be read as JSON'),
    ])
    expect(await complaints({ directory: join(root, 'nowhere') })).toEqual([
      expect.stringContaining('nowhere: cannot be listed'),
    ])
  })

  it('may not take the key of another definition', async () => {
    await writeAcme()
    await write('directory/acme.json', { ...imported, key: 'acme' })
    expect(await complaints({ directory: join(root, 'directory') })).toEqual([
      'acme: is the key of two definitions',
    ])
  })
})

describe('hubs', () => {
  it('are the known ones and those that connectors name', async () => {
    await write('directory/b.json', { ...imported, hub: 'robots' })
    const hubs = (await load({ directory: join(root, 'directory') })).hubs()
    expect(hubs).toHaveLength(29)
    expect(new Set(hubs.map((hub) => hub.id)).size).toBe(29)
    expect(hubs.at(-1)).toMatchObject({ id: 29, key: 'robots' })
    expect(hubs.find((hub) => hub.key === 'ecommerce')).toMatchObject({ id: 18 })
  })
})
