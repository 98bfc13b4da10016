/** What the audit log says after people did things, and to whom. */
import { describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform, type Answer } from '../support/start-platform.ts'

const platform = await startPlatform()
const { first, second } = platform

interface Row {
  id: string
  action: string
  user_id: number | null
  account_id: number | null
  org_id: number
  instance_id: number | null
  entity_id: string | null
  method: string
  resource_uri: string
  ip_address: string
  status: number
}

const ask = (method: string, path: string, body?: unknown) =>
  platform.request(method, path, { body })
const rowsOf = ({ body }: Answer) => body as Row[]
const logs = async (path = '/audit-logs') => rowsOf(await ask('GET', path))
const actions = async (path?: string) => (await logs(path)).map(({ action }) => action)
const login = (password: string) =>
  platform.request('POST', '/authentication', {
    body: { username: first.email, password },
    headers: { authorization: null },
  })

async function createPerson(email: string) {
  const { body } = await ask('POST', '/organizations/users', {
    firstName: 'Anna',
    lastName: 'Field',
    email,
    password: 'Blue-h0rse',
  })
  const { id, secret } = body as { id: number; secret: string }
  return { id, authorization: `User ${secret}, Organization ${first.organizationSecret}` }
}

describe('the audit log', () => {
  it('holds logins, also failed ones, and the secrets that people then read', async () => {
    await login('wrong')
    const { token } = (await login(first.password)).body as { token: string }
    const authorization = `Bearer ${token}`
    await platform.request('GET', '/authentication/secrets', { headers: { authorization } })
    // Whoever calls with his secrets learns nothing here.
    await ask('GET', '/authentication/secrets')
    const rows = await logs('/audit-logs/authentication')
    expect(rows).toMatchObject([
      { action: 'secrets.read', method: 'GET', user_id: first.userId },
      { action: 'login', status: 200, user_id: first.userId },
      {
        action: 'login.failed',
        status: 401,
        user_id: first.userId,
        org_id: first.organizationId,
        account_id: first.accountId,
        method: 'POST',
        resource_uri: '/elements/api-v2/authentication',
        ip_address: '127.0.0.1',
      },
    ])
    const text = JSON.stringify(rows)
    for (const secret of [first.password, first.userSecret, first.organizationSecret, token]) {
      expect(text).not.toContain(secret)
    }
  })

  it('holds which tokens a person read, and nothing when he left them out', async () => {
    const instance = await connectDemoInstance(platform, first, { name: 'Quiet' })
    const { token: session } = (await login(first.password)).body as { token: string }
    const read = async (path: string, token?: boolean) => {
      const { status, body } = await platform.request('GET', path, {
        query: token === undefined ? {} : { token },
        headers: { authorization: `Bearer ${session}` },
      })
      expect(status).toBe(200)
      const found = [body as { id: number; token: string }].flat()
      return found.find(({ id }) => id === instance.id)?.token
    }
    const paths = [
      '/instances',
      `/instances/${instance.id}`,
      '/elements/ecwid/instances',
      `/elements/ecwid/instances/${instance.id}`,
    ]
    const before = await actions('/audit-logs/element-instances')
    for (const path of paths) expect(await read(path, false)).toBe('********')
    expect(await actions('/audit-logs/element-instances')).toEqual(before)
    for (const path of paths) expect(await read(path)).toBe(instance.token)
    expect(await read(`/instances/${instance.id}`, true)).toBe(instance.token)
    const after = await actions('/audit-logs/element-instances')
    expect(after.slice(0, after.length - before.length).toReversed()).toEqual([
      'instance-tokens.read',
      'instance-token.read',
      'instance-tokens.read',
      'instance-token.read',
      'instance-token.read',
    ])
    const bad = await platform.request('GET', '/instances', { query: { token: 'maybe' } })
    expect(bad.status).toBe(400)
  })

  it('holds a connection’s life from its making to its end', async () => {
    const instance = await connectDemoInstance(platform, first, { name: 'Watched' })
    await ask('PATCH', `/instances/${instance.id}`, { name: 'Renamed' })
    await ask('DELETE', `/instances/${instance.id}/enabled`)
    await ask('PUT', `/instances/${instance.id}/enabled`)
    await ask('DELETE', `/instances/${instance.id}`)
    const path = `/audit-logs/element-instances/${instance.id}`
    expect((await actions(path)).toReversed()).toEqual([
      'instance.created',
      'instance.changed',
      'instance.disabled',
      'instance.enabled',
      'instance.deleted',
    ])
    const rows = await logs(path)
    expect(rows.every((row) => row.instance_id === instance.id)).toBe(true)
    expect(rows.every((row) => row.user_id === first.userId)).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(instance.token)
  })

  it('tells when a vendor no longer takes the credentials', async () => {
    const instance = await connectDemoInstance(platform, first, { name: 'Revoked' })
    const demo = await platform.sandbox('POST', '/_control/ecwid/demo-instance')
    const { configuration } = demo.body as { configuration: Record<string, string> }
    const store = configuration['ecwid.store.id']
    const ended = await platform.sandbox('DELETE', `/_control/ecwid/stores/${store}/tokens`)
    expect(ended.status).toBe(200)
    await platform.request('GET', '/hubs/ecommerce/products', { token: instance.token })
    const [row] = await logs(`/audit-logs/element-instances/${instance.id}`)
    expect(row).toMatchObject({ action: 'instance.revoked', status: 401, user_id: null })
  })

  it('holds what was done to vendor apps, under their connector', async () => {
    const app = { clientId: 'some-client', clientSecret: 'planted-secret' }
    await ask('PUT', '/vendor-apps/ecwid', app)
    await ask('DELETE', '/vendor-apps/ecwid')
    const rows = await logs('/audit-logs/elements/ecwid')
    expect(rows.map(({ action }) => action)).toEqual(['vendor-app.removed', 'vendor-app.saved'])
    expect(rows[0]).toMatchObject({ entity_id: 'ecwid' })
    expect(JSON.stringify(rows)).not.toContain('planted-secret')
  })

  it('holds what an account added to a connector', async () => {
    const added = await ask('POST', '/elements/ecwid/resources', {
      path: '/own-things',
      vendorPath: '/orders',
      method: 'GET',
    })
    expect(added.status, JSON.stringify(added.body)).toBe(200)
    const [row] = await logs('/audit-logs/elements/ecwid')
    expect(row).toMatchObject({ action: 'element.changed', account_id: first.accountId })
    const nothing = await ask('GET', '/audit-logs/elements/unknown')
    expect(nothing.status).toBe(404)
  })

  it('holds what was done to people, roles and rules', async () => {
    const { id } = await createPerson('watched@example.com')
    await ask('PUT', `/users/${id}/roles/admin`)
    await ask('DELETE', `/users/${id}/roles/admin`)
    await ask('PATCH', `/users/${id}`, { password: 'Brown-h0rse' })
    await ask('PATCH', `/users/${id}`, { active: false })
    await ask('PATCH', `/users/${id}`, { active: true })
    await ask('DELETE', `/users/${id}?permanent=true`)
    const rows = await logs()
    const ofPerson = rows.filter((row) => row.entity_id === String(id))
    const done = ofPerson.map(({ action }) => action).toReversed()
    expect(done.filter((action, index) => action !== done[index - 1])).toEqual([
      'user.created',
      'role.granted admin',
      'role.revoked admin',
      'user.changed',
      'user.deactivated',
      'user.activated',
      'user.deactivated',
      'user.removed',
    ])
    expect(JSON.stringify(rows)).not.toContain('Brown-h0rse')
    const refused = await ask('PUT', `/users/${first.userId}/roles/admin`)
    expect(refused.status).toBe(403)
    expect((await logs())[0]?.action).toBe('user.removed')
  })

  it('is read page by page and by time and person', async () => {
    const all = await logs()
    const page = await ask('GET', '/audit-logs?pageSize=2')
    expect(rowsOf(page)).toEqual(all.slice(0, 2))
    const next = page.headers['elements-next-page-token'] ?? ''
    const following = await ask('GET', `/audit-logs?pageSize=2&nextPage=${next}`)
    expect(rowsOf(following)).toEqual(all.slice(2, 4))
    expect(await logs('/audit-logs?from=2100-01-01')).toEqual([])
    expect(await logs('/audit-logs?userId=1')).toEqual([])
    expect(await logs(`/audit-logs?userId=${first.userId}`)).not.toEqual([])
    expect((await ask('GET', '/audit-logs?from=yesterday')).status).toBe(400)
  })

  it('is each organization’s own', async () => {
    const { body } = await platform.request('GET', '/audit-logs', { tenant: second })
    expect(body).toEqual([])
  })

  it('shows people of one account what concerns it, and others nothing without the privilege', async () => {
    const account = await ask('POST', '/accounts', { externalId: 'watched' })
    const { id } = account.body as { id: number }
    const created = await ask('POST', `/accounts/${id}/users`, {
      firstName: 'Bert',
      lastName: 'Field',
      email: 'bert@example.com',
      password: 'Blue-h0rse',
    })
    const { secret } = created.body as { secret: string }
    const authorization = `User ${secret}, Organization ${first.organizationSecret}`
    const own = (path = '/audit-logs') =>
      platform.request('GET', path, { headers: { authorization } })
    expect(rowsOf(await own()).map(({ action }) => action)).toEqual([
      'user.created',
      'account.created',
    ])
    expect((await own(`/audit-logs?accountId=${first.accountId}`)).status).toBe(403)
    const roles = (await ask('GET', '/organizations/roles')).body as { id: number; key: string }[]
    const role = roles.find(({ key }) => key === 'default-user')
    await ask('PUT', `/organizations/roles/${role?.id}`, { privileges: ['viewElements'] })
    expect((await own()).status).toBe(403)
    await ask('PUT', '/organizations/roles/reset')
    expect((await actions()).slice(0, 2)).toEqual(['roles.reset', 'role.changed'])
  })
})
