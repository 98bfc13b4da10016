/** What is remembered of a caller, on two nodes: warm calls ask nothing, and changes count at once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { connectDemoInstance, type DemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'

// Statements are counted; a worker has some of its own.
const env = { HUBWRIGHT_ROLE: 'api' }
const node = await startPlatform({ env })
const other = await startPlatform({ beside: node, env })
const { first } = node

let instance: DemoInstance
beforeAll(async () => {
  instance = await connectDemoInstance(node, first)
})

const products = (on = node, path = '/products') =>
  on.request('GET', path, { token: instance.token, query: { pageSize: 1 } })

describe('a warm hub call', () => {
  it('runs no SQL', async () => {
    for (let call = 0; call < 3; call += 1) expect((await products()).status).toBe(200)
    // Usage records of the calls before are written by then.
    await node.app.rooms.usage.flush()
    const { database } = node.app.rooms
    const before = database.countStatements()
    for (let call = 0; call < 20; call += 1) expect((await products()).status).toBe(200)
    expect(database.countStatements() - before).toBe(0)
    await node.app.rooms.usage.flush()
    expect(database.countStatements() - before).toBeGreaterThan(0)
  })
})

describe('a change of the instance', () => {
  it('counts for the next call on the same node', async () => {
    await products()
    await node.request('DELETE', `/instances/${instance.id}/enabled`)
    const disabled = await products()
    expect(disabled.status).toBe(403)
    expect(disabled.body).toMatchObject({ code: 'instance_disabled' })
    // The old platform still lists the objects of a disabled instance.
    const objects = await node.request('GET', '/objects', { token: instance.token })
    expect(objects.status).toBe(200)
    await node.request('PUT', `/instances/${instance.id}/enabled`)
    expect((await products()).status).toBe(200)
  })

  it('is heard by the other node', async () => {
    expect((await products(other)).status).toBe(200)
    await node.request('DELETE', `/instances/${instance.id}/enabled`)
    await expect.poll(async () => (await products(other)).status).toBe(403)
    await node.request('PUT', `/instances/${instance.id}/enabled`)
    await expect.poll(async () => (await products(other)).status).toBe(200)
  })

  it('that deletes it makes its token a wrong one, on both nodes', async () => {
    const doomed = await connectDemoInstance(node, first, { name: 'Doomed' })
    const call = (on: typeof node) => on.request('GET', '/ping', { token: doomed.token })
    expect((await call(node)).status).toBe(200)
    expect((await call(other)).status).toBe(200)
    await node.request('DELETE', `/instances/${doomed.id}`)
    const refused = await call(node)
    expect(refused.status).toBe(401)
    expect(refused.body).toMatchObject({
      message: 'Invalid Organization or User secret, or invalid Element token provided.',
    })
    await expect.poll(async () => (await call(other)).status).toBe(401)
  })
})

describe('one path for two families of routes', () => {
  it('is the connector’s with an Element token, with a hub or without', async () => {
    const bare = await products()
    const named = await products(node, '/hubs/ecommerce/products')
    const nonsense = await products(node, '/hubs/nonsense/products')
    expect([bare.status, named.status, nonsense.status]).toEqual([200, 200, 200])
    expect(bare.body).toEqual(named.body)
    expect(nonsense.body).toEqual(named.body)
    expect(bare.headers['elements-element-instance-id']).toBe(String(instance.id))
  })

  it('is the catalog’s without, and a hub call with an Element token', async () => {
    const catalog = await node.request('GET', '/hubs/ecommerce/elements')
    expect(catalog.status).toBe(200)
    expect(catalog.body).toMatchObject([{ key: 'ecwid' }])
    const call = await node.request('GET', '/hubs/ecommerce/elements', { token: instance.token })
    // The connector has no resource of that name.
    expect(call.status).toBe(404)
    expect(JSON.stringify(call.body)).not.toContain('Ecwid is')
  })

  it('stays the platform’s where its segment is reserved', async () => {
    const usage = await node.request('GET', '/organizations/me', { token: instance.token })
    expect(usage.body).toMatchObject({ id: first.organizationId })
    const list = await node.request('GET', '/elements/keys', { token: instance.token })
    expect(list.body).toContain('ecwid')
  })

  it('without an Element token is a 401 that says what is missing', async () => {
    const answer = await node.request('GET', '/hubs/ecommerce/products')
    expect(answer.status).toBe(401)
    expect(JSON.stringify(answer.body)).toMatch(/Element <instance token>/)
  })
})

describe('User and Element alone', () => {
  const authorization = () => `Element ${instance.token}, User ${first.userSecret}`

  it('are enough for a hub call, and not for the platform', async () => {
    const call = await node.request('GET', '/products', {
      headers: { authorization: authorization() },
    })
    expect(call.status).toBe(200)
    const platformCall = await node.request('GET', '/organizations/me', {
      headers: { authorization: authorization() },
    })
    expect(platformCall.status).toBe(401)
  })
})

describe('a change of the user', () => {
  it('is heard by the other node', async () => {
    const { accounts, database } = node.app.rooms
    const { secret, userId } = await accounts.createUser(first.organizationId, {
      email: 'leaving@example.com',
      password: 'Leav1ng-soon',
    })
    const authorization = `User ${secret}, Organization ${first.organizationSecret}`
    const me = (on: typeof node) =>
      on.request('GET', '/organizations/me', { headers: { authorization } })
    expect((await me(other)).status).toBe(200)
    await database.pool.query('update users set active = false where id = $1', [userId])
    await node.app.rooms.notices.publish('accounts', String(first.organizationId))
    await expect.poll(async () => (await me(other)).status).toBe(401)
    await expect.poll(async () => (await me(node)).status).toBe(401)
  })
})
