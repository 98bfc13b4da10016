/** What an account adds to a connector of the catalog: its own, at once, on every node, and for nobody else. */
import SwaggerParser from '@apidevtools/swagger-parser'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkDefinition } from '../../src/catalog/check-definition.ts'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Row,
} from './ecwid-client.ts'

// Statements are counted; a worker has some of its own.
const platform = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const other = await startPlatform({ beside: platform })
const { first, second } = platform
const control = storeControl(platform)
const store = await newStore(control, 3901, { orders: 2, products: 1 })
const instance = await connectByToken(platformClient(platform), store)
const token = String(instance['token'])

const extended = {
  description: 'Orders by another name',
  path: '/extended-resource',
  vendorPath: '/orders',
  method: 'GET',
  vendorMethod: 'GET',
  rootKey: '|items',
  parameters: [{ name: 'limit', vendorName: 'limit', type: 'query', vendorType: 'query' }],
}

const call = (path: string, on = platform) => on.request('GET', `/hubs/ecommerce${path}`, { token })
const add = (body: unknown, tenant = first) =>
  platform.request('POST', '/elements/ecwid/resources', { body, tenant })
const remove = (id: unknown, tenant = first) =>
  platform.request('DELETE', `/elements/ecwid/resources/${String(id)}`, { tenant })
const own = async (tenant = first) =>
  rows(await platform.request('GET', '/elements/ecwid/resources?accountOnly=true', { tenant }))
const systemResource = async (method: string, path: string): Promise<Row> => {
  const all = rows(await platform.request('GET', '/elements/ecwid/resources'))
  const found = all.find((one) => one['method'] === method && one['path'] === path)
  if (found === undefined) throw new Error(`There is no ${method} ${path}`)
  return found
}

afterEach(async () => {
  for (const tenant of [first, second]) {
    for (const { id } of await own(tenant)) expect((await remove(id, tenant)).status).toBe(200)
  }
})

describe('an added resource', () => {
  it('is callable at once by an instance that is already open, on every node', async () => {
    expect((await call('/extended-resource')).status).toBe(404)
    expect((await call('/extended-resource', other)).status).toBe(404)
    const added = record(await add(extended))
    expect(added).toMatchObject({
      path: '/hubs/ecommerce/extended-resource',
      type: 'api',
      ownerAccountId: first.accountId,
    })
    const found = rows(await call('/extended-resource'))
    expect(found).toHaveLength(2)
    expect(rows(await call('/extended-resource?limit=1'))).toHaveLength(1)
    await vi.waitFor(async () =>
      expect(rows(await call('/extended-resource', other))).toHaveLength(2),
    )
    expect((await remove(added['id'])).status).toBe(200)
    expect((await call('/extended-resource')).status).toBe(404)
    await vi.waitFor(async () => expect((await call('/extended-resource', other)).status).toBe(404))
  })

  it('costs a warm call no statement', async () => {
    record(await add(extended))
    const { database, usage } = platform.app.rooms
    // The notice of the change reaches this node too, a moment after the answer.
    await vi.waitFor(async () => {
      rows(await call('/extended-resource'))
      await usage.flush()
      const before = database.countStatements()
      rows(await call('/extended-resource'))
      expect(database.countStatements() - before).toBe(0)
    })
  })

  it('is shown with the connector to its account, and to nobody else', async () => {
    const added = record(await add(extended))
    const path = `/elements/ecwid/resources/${String(added['id'])}`
    expect(record(await platform.request('GET', path))).toMatchObject({ id: added['id'] })
    expect((await platform.request('GET', path, { tenant: second })).status).toBe(404)
    const element = record(await platform.request('GET', '/elements/ecwid'))
    expect(element).toMatchObject({ extended: true })
    expect(JSON.stringify(element)).toContain('extended-resource')
    const list = rows(
      await platform.request('GET', '/elements', {
        query: { where: "extended='true' AND abridged='true'" },
      }),
    )
    expect(list).toMatchObject([{ key: 'ecwid', extended: true }])
    for (const options of [{ tenant: second }, { headers: { authorization: null } }]) {
      const foreign = await platform.request('GET', '/elements/ecwid', options)
      expect(foreign.body).toMatchObject({ extended: false })
      expect(JSON.stringify(foreign.body)).not.toContain('extended-resource')
    }
    expect(await own(second)).toEqual([])
  })

  it('is in the document of the instance, and of the connector for its account', async () => {
    record(await add(extended))
    for (const path of [`/instances/${String(instance['id'])}/docs`, '/elements/ecwid/docs']) {
      const document = record(await platform.request('GET', path))
      expect(document['paths']).toHaveProperty(['/extended-resource', 'get', 'operationId'])
      await SwaggerParser.validate(structuredClone(document) as never)
    }
    const foreign = record(
      await platform.request('GET', '/elements/ecwid/docs', { tenant: second }),
    )
    expect(foreign['paths']).not.toHaveProperty(['/extended-resource'])
  })

  it("takes the place of the connector's with the same method and path until it is deleted", async () => {
    const before = rows(await call('/products'))
    const system = await systemResource('GET', '/hubs/ecommerce/products')
    const added = record(await add({ ...extended, path: '/hubs/ecommerce/products' }))
    expect(await systemResource('GET', '/hubs/ecommerce/products')).toMatchObject({
      id: added['id'],
    })
    const orders = await callsSeen(control, '/api/v3/3901/orders')
    rows(await call('/products'))
    expect(await callsSeen(control, '/api/v3/3901/orders')).toBe(orders + 1)
    expect((await remove(added['id'])).status).toBe(200)
    expect(rows(await call('/products'))).toEqual(before)
    expect(await systemResource('GET', '/hubs/ecommerce/products')).toEqual(system)
  })

  it('is added once', async () => {
    const added = record(await add({ ...extended, path: '/own/{id}', vendorPath: '/orders' }))
    const again = await add({ ...extended, path: '/own/{other}' })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'conflict' })
    expect(await own()).toMatchObject([{ id: added['id'] }])
    record(await add(extended, second))
  })

  it('stays at the vendor, for the token goes along', async () => {
    const refused = await add({ ...extended, vendorPath: 'https://thief.example/collect' })
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({
      code: 'invalid_definition',
      details: [{ path: '/vendorPath' }],
    })
    expect(await own()).toEqual([])
  })

  it('takes the place of another at PUT, and is refused whole when it is wrong', async () => {
    const added = record(await add(extended))
    const path = `/elements/ecwid/resources/${String(added['id'])}`
    const wrong = await platform.request('PUT', path, { body: { ...extended, method: 'LIST' } })
    expect(wrong.status).toBe(400)
    const moved = record(
      await platform.request('PUT', path, { body: { ...extended, path: '/moved' } }),
    )
    expect(moved).toMatchObject({ id: added['id'], path: '/hubs/ecommerce/moved' })
    expect(rows(await call('/moved'))).toHaveLength(2)
    expect((await call('/extended-resource')).status).toBe(404)
  })

  it('survives that many are added at the same time', async () => {
    const paths = ['/a', '/b', '/c', '/d', '/a', '/b']
    const answers = await Promise.all(paths.map((path) => add({ ...extended, path })))
    const statuses = answers.map(({ status }: Answer) => status).toSorted((a, b) => a - b)
    expect(statuses).toEqual([200, 200, 200, 200, 409, 409])
  })
})

describe('parameters and models', () => {
  it('of an added resource can be changed', async () => {
    const added = record(await add(extended))
    const path = `/elements/ecwid/resources/${String(added['id'])}`
    const parameter = record(
      await platform.request('POST', `${path}/parameters`, {
        body: { name: 'skip', vendorName: 'offset', type: 'query', vendorType: 'query' },
      }),
    )
    expect(rows(await call('/extended-resource?skip=1'))).toHaveLength(1)
    const at = `${path}/parameters/${String(parameter['id'])}`
    const renamed = record(
      await platform.request('PUT', at, {
        body: { name: 'leap', vendorName: 'offset', type: 'query', vendorType: 'query' },
      }),
    )
    expect(renamed).toMatchObject({ name: 'leap', vendorName: 'offset' })
    const wrong = await platform.request('POST', `${path}/parameters`, { body: { name: 'x' } })
    expect(wrong.body).toMatchObject({
      code: 'invalid_definition',
      details: [{ path: '/parameters/2/type' }, { path: '/parameters/2/vendorType' }],
    })
    const gone = `${path}/parameters/${String(renamed['id'])}`
    expect((await platform.request('DELETE', gone)).status).toBe(200)
    expect(rows(await platform.request('GET', `${path}/parameters`))).toMatchObject([
      { name: 'limit' },
    ])
    expect((await platform.request('DELETE', gone)).status).toBe(404)

    expect((await platform.request('GET', `${path}/models`)).status).toBe(404)
    const model = { name: 'Thing', swagger: { Thing: { type: 'object', properties: {} } } }
    record(await platform.request('PUT', `${path}/models`, { body: model }))
    expect(record(await platform.request('GET', `${path}/models`))).toMatchObject(model)
    expect((await platform.request('DELETE', `${path}/models`)).status).toBe(200)
    expect((await platform.request('GET', `${path}/models`)).status).toBe(404)
  })

  it("of the connector's own cannot be touched: 404", async () => {
    const system = await systemResource('GET', '/hubs/ecommerce/products')
    const path = `/elements/ecwid/resources/${String(system['id'])}`
    const [parameter] = rows(await platform.request('GET', `${path}/parameters`))
    const body = { name: 'x', type: 'query', vendorType: 'query' }
    const answers = await Promise.all([
      platform.request('POST', `${path}/parameters`, { body }),
      platform.request('PUT', `${path}/parameters/${String(parameter?.['id'])}`, { body }),
      platform.request('DELETE', `${path}/parameters/${String(parameter?.['id'])}`),
      platform.request('POST', `${path}/models`, { body: { name: 'X' } }),
      platform.request('PUT', `${path}/models`, { body: { name: 'X' } }),
      platform.request('DELETE', `${path}/models`),
      platform.request('PUT', path, { body: extended }),
      platform.request('DELETE', path),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect(record(await platform.request('GET', path))).toEqual(system)
  })
})

describe('the other parts of a connector', () => {
  it('are listed', async () => {
    for (const part of ['parameters', 'hooks', 'objects', 'models', 'transformations']) {
      const answer = await platform.request('GET', `/elements/ecwid/${part}`)
      expect(answer, part).toMatchObject({ status: 200, body: expect.any(Array) as unknown })
    }
    const names = rows(await platform.request('GET', '/elements/ecwid/transformations'))
    expect(names).toContainEqual({ name: 'orders', vendorName: 'orders' })
  })

  it('name objects by id and name, with fields that know their keys and dates', async () => {
    const objects = rows(await platform.request('GET', '/elements/ecwid/objects'))
    const customers = objects.find(({ name }) => name === 'customers')
    expect(customers).toMatchObject({
      primaryKeyName: 'id',
      createdDateName: 'registered',
      createdDateFormat: 'yyyy-mm-dd hh:mm:ss',
      updatedDateName: 'updated',
    })
    const path = '/elements/ecwid/objects'
    expect(record(await platform.request('GET', `${path}/${String(customers?.['id'])}`))).toEqual(
      record(await platform.request('GET', `${path}/customers`)),
    )
    const email = record(await platform.request('GET', `${path}/customers/fields/email`))
    expect(email).toMatchObject({ name: 'email', type: 'string', required: true, request: true })
    expect((await platform.request('GET', `${path}/nothing`)).status).toBe(404)
    const model = record(await platform.request('GET', '/elements/ecwid/models/customers'))
    expect(model['modelFields']).toContainEqual(
      expect.objectContaining({ name: 'email', dataType: { jsonType: 'string' } }),
    )
  })

  it('are exported as a definition that is valid again, without secrets and addresses', async () => {
    record(await add(extended))
    const answer = await platform.request('GET', '/elements/ecwid/export')
    const definition = record(answer)
    expect(answer.headers['content-disposition']).toBe('attachment; filename="ecwid.json"')
    expect(checkDefinition(definition).errors).toBeUndefined()
    expect(JSON.stringify(definition)).not.toContain(platform.sandboxUrl)
    const resources = definition['resources'] as Row[]
    expect(resources.filter((one) => one['path'] === '/extended-resource')).toHaveLength(1)
    const only = record(
      await platform.request('GET', '/elements/ecwid/export', { query: { extendedOnly: true } }),
    )
    expect(only['resources']).toMatchObject([{ path: '/extended-resource', rootKey: '|items' }])
  })
})
