/** Accounts, users and roles as administrators handle them, by the status rules that old clients rely on. */
import { describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform, type Answer } from '../support/start-platform.ts'

const node = await startPlatform()
const other = await startPlatform({ beside: node })
const { first, second } = node

interface Person {
  id: number
  secret: string
  email: string
  roles: { key: string }[]
}

const password = 'Blue-h0rse'
let counter = 0
const newPerson = (more: Record<string, unknown> = {}) => {
  counter += 1
  const email = `person${counter}@example.com`
  return { firstName: 'Anna', lastName: 'Field', email, password, ...more }
}
const authorizationOf = ({ secret }: Person) =>
  `User ${secret}, Organization ${first.organizationSecret}`
const as = (person: Person, method: string, path: string, body?: unknown) =>
  node.request(method, path, { body, headers: { authorization: authorizationOf(person) } })
const ask = (method: string, path: string, body?: unknown) => node.request(method, path, { body })
const messageOf = ({ body }: Answer) => (body as { message: string }).message

async function createPerson(more: Record<string, unknown> = {}, path = '/organizations/users') {
  const answer = await ask('POST', path, newPerson(more))
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as Person
}
async function createAccount() {
  counter += 1
  const answer = await ask('POST', '/accounts', { externalId: `customer-${counter}` })
  expect(answer.status).toBe(200)
  return answer.body as { id: number; externalId: string }
}
async function createOfAccount(accountId: number, ...roles: string[]) {
  const person = await createPerson({}, `/accounts/${accountId}/users`)
  for (const role of roles) {
    expect((await ask('PUT', `/users/${person.id}/roles/${role}`)).status).toBe(200)
  }
  return person
}

describe('accounts', () => {
  it('are created with an external id, which names them until they have a name', async () => {
    const { body } = await ask('POST', '/accounts', { externalId: 'shop-1' })
    expect(body).toMatchObject({
      externalId: 'shop-1',
      name: 'shop-1',
      description: 'shop-1',
      active: true,
      type: 'CompanyAccount',
      defaultAccount: false,
      companyId: first.organizationId,
      createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    })
    const { id } = body as { id: number }
    const patched = await ask('PATCH', `/accounts/${id}`, { name: 'Shop one' })
    expect(patched.body).toMatchObject({ name: 'Shop one', externalId: 'shop-1' })
    const found = await ask('GET', `/accounts?where=${encodeURIComponent("externalId='shop-1'")}`)
    expect(found.body).toMatchObject([{ id }])
    const slip = encodeURIComponent("externalID='x' AND externalId='shop-1'")
    for (const list of ['accounts', 'users']) {
      const { headers } = await ask('GET', `/${list}?where=${slip}`)
      expect(headers['elements-error']).toBe('where: externalID is not known and was ignored')
    }
  })

  it('need an external id that no other has', async () => {
    const account = await createAccount()
    expect((await ask('POST', '/accounts', { name: 'x' })).status).toBe(400)
    const twice = await ask('POST', '/accounts', { externalId: account.externalId })
    expect(twice.status).toBe(409)
    expect(twice.body).toMatchObject({ code: 'conflict' })
  })

  it('that never were are a 404', async () => {
    for (const method of ['GET', 'DELETE']) {
      expect((await ask(method, '/accounts/-1')).status).toBe(404)
    }
    const missing = await ask('PATCH', '/accounts/123456', { name: 'x' })
    expect(missing.status).toBe(404)
    expect(messageOf(missing)).toBe('No account found with ID 123456')
  })

  it('lock their users out while they are not active', async () => {
    const account = await createAccount()
    const person = await createOfAccount(account.id)
    expect((await as(person, 'GET', '/organizations/me')).status).toBe(200)
    await ask('PATCH', `/accounts/${account.id}`, { active: false })
    expect((await as(person, 'GET', '/organizations/me')).status).toBe(401)
    expect((await ask('GET', `/accounts/${account.id}`)).status).toBe(404)
    await ask('PATCH', `/accounts/${account.id}`, { active: true })
    expect((await as(person, 'GET', '/organizations/me')).status).toBe(200)
  })

  it('that are deleted come back empty', async () => {
    const account = await createAccount()
    const person = await createOfAccount(account.id)
    expect((await ask('DELETE', `/accounts/${account.id}`)).status).toBe(200)
    const back = await ask('PATCH', `/accounts/${account.id}`, { active: true })
    expect(back.body).toMatchObject({ active: true })
    expect((await ask('GET', `/accounts/${account.id}/users/${person.id}`)).status).toBe(404)
    const users = await ask('GET', `/accounts/${account.id}/users`)
    expect(users.status).toBe(404)
    expect(messageOf(users)).toBe('No users found')
  })

  it('stay when they are the default one', async () => {
    expect((await ask('DELETE', `/accounts/${first.accountId}`)).status).toBe(403)
    const off = await ask('PATCH', `/accounts/${first.accountId}`, { active: false })
    expect(off.status).toBe(403)
  })
})

describe('users', () => {
  it('are created with the usual role of their account and a secret that works', async () => {
    const person = await createPerson({ city: 'Ulm', externalId: 'u-1', roles: undefined })
    expect(person).toMatchObject({
      fullName: 'Anna Field',
      password: 'secured',
      city: 'Ulm',
      externalId: 'u-1',
      active: true,
      lastLoginDate: '1970-01-01',
      roles: [{ key: 'org' }],
    })
    expect((await as(person, 'GET', '/organizations/me')).status).toBe(200)
    const account = await createAccount()
    const ofAccount = await createPerson({}, `/accounts/${account.id}/users`)
    expect(ofAccount).toMatchObject({ accountId: account.id, roles: [{ key: 'default-user' }] })
  })

  it('show their secret to their own password only', async () => {
    const person = await createPerson()
    const read = (given: string | null) =>
      node.request('GET', `/users/${person.email}`, {
        headers: {
          authorization: first.authorization,
          'elements-user-password': given,
        },
      })
    expect((await read(null)).body).not.toHaveProperty('secret')
    expect((await read(password)).body).toMatchObject({ id: person.id, secret: person.secret })
    const wrong = await read('Wrong-h0rse')
    expect(wrong.status).toBe(401)
    expect(JSON.stringify(wrong.body)).not.toContain(person.secret)
  })

  it('are refused with a blank payload, a taken email or a weak password', async () => {
    expect((await ask('POST', '/organizations/users', {})).status).toBe(400)
    const blank = await ask('POST', '/organizations/users', newPerson({ firstName: ' ' }))
    expect(blank.status).toBe(400)
    const person = await createPerson()
    const twice = newPerson({ email: person.email.toUpperCase() })
    expect((await ask('POST', '/organizations/users', twice)).status).toBe(409)
    const weak = await ask('POST', '/organizations/users', newPerson({ password: 'anna' }))
    expect(weak.status).toBe(400)
    expect(messageOf(weak)).toMatch(/at least.*uppercase.*numeric.*special character.*first name/)
  })

  it('that never were are a 404', async () => {
    for (const path of ['/users/-1', '/users/999999', '/users/nobody@example.com']) {
      expect((await ask('GET', path)).status).toBe(404)
    }
    expect((await ask('PATCH', '/users/-1', { firstName: 'x' })).status).toBe(404)
    expect((await ask('GET', '/accounts/-1/users')).status).toBe(404)
  })

  it('show the day of their last login', async () => {
    const person = await createPerson()
    const login = await node.request('POST', '/authentication', {
      body: { username: person.email, password },
      headers: { authorization: null },
    })
    expect(login.status).toBe(200)
    const { body } = await ask('GET', `/users/${person.id}`)
    expect(body).toMatchObject({ lastLoginDate: new Date().toISOString().slice(0, 10) })
  })

  it('cannot be created with a role that allows everything', async () => {
    for (const key of ['org-admin', 'sys-admin']) {
      const answer = await ask('POST', '/organizations/users', newPerson({ roles: [{ key }] }))
      expect(answer.status).toBe(403)
    }
    const unknown = newPerson({ roles: [{ key: 'emperor' }] })
    expect((await ask('POST', '/organizations/users', unknown)).status).toBe(400)
    const admin = await createPerson({ roles: [{ key: 'admin' }] })
    expect(admin.roles.map(({ key }) => key)).toEqual(['admin'])
  })
})

describe('deactivating', () => {
  it('makes a secret and a session worthless at once, on every node', async () => {
    const person = await createPerson()
    const login = await node.request('POST', '/authentication', {
      body: { username: person.email, password },
      headers: { authorization: null },
    })
    const session = `Bearer ${(login.body as { token: string }).token}`
    const me = (on: typeof node, authorization: string) =>
      on.request('GET', '/organizations/me', { headers: { authorization } })
    const secrets = authorizationOf(person)
    for (const authorization of [secrets, session]) {
      expect((await me(node, authorization)).status).toBe(200)
      expect((await me(other, authorization)).status).toBe(200)
    }
    const off = await ask('PATCH', `/users/${person.id}`, { active: false })
    expect(off.body).toMatchObject({ active: false })
    for (const authorization of [secrets, session]) {
      expect((await me(node, authorization)).status).toBe(401)
      await expect.poll(async () => (await me(other, authorization)).status).toBe(401)
    }
    const again = await node.request('POST', '/authentication', {
      body: { username: person.email, password },
      headers: { authorization: null },
    })
    expect(again.status).toBe(401)
    expect((await ask('GET', `/users/${person.id}`)).status).toBe(404)
    const hidden = await ask('GET', `/users/${person.id}?includeInactive=true`)
    expect(hidden.body).toMatchObject({ active: false })
    await ask('PATCH', `/users/${person.id}`, { active: true })
    expect((await me(node, secrets)).status).toBe(200)
    await expect.poll(async () => (await me(other, secrets)).status).toBe(200)
  })

  it('keeps the connections, unless it is for good', async () => {
    const account = await createAccount()
    const person = await createOfAccount(account.id)
    const tenant = { ...first, authorization: authorizationOf(person) }
    const instance = await connectDemoInstance(node, tenant, { name: 'Kept' })
    await ask('PATCH', `/users/${person.id}`, { active: false })
    expect((await ask('GET', `/instances/${instance.id}`)).status).toBe(200)
    await ask('PATCH', `/users/${person.id}`, { active: true })
    expect((await as(person, 'GET', '/instances')).status).toBe(200)
    await ask('PATCH', `/users/${person.id}?permanent=true`, { active: false })
    await ask('PATCH', `/users/${person.id}`, { active: true })
    expect((await as(person, 'GET', '/instances')).status).toBe(404)
    expect((await ask('GET', `/instances/${instance.id}`)).status).toBe(404)
    const token = {
      headers: { authorization: `${first.authorization}, Element ${instance.token}` },
    }
    expect((await node.request('GET', '/ping', token)).status).toBe(401)
  })

  it('by DELETE can be undone, and with permanent it cannot', async () => {
    const person = await createPerson()
    expect((await ask('DELETE', `/users/${person.id}`)).status).toBe(200)
    expect((await ask('PATCH', `/users/${person.id}`, { active: true })).status).toBe(200)
    expect((await ask('DELETE', `/users/${person.id}?permanent=true`)).status).toBe(200)
    expect((await ask('PATCH', `/users/${person.id}`, { active: true })).status).toBe(404)
    const again = await ask('POST', '/organizations/users', newPerson({ email: person.email }))
    expect(again.status).toBe(200)
  })

  it('is not for oneself', async () => {
    expect((await ask('PATCH', `/users/${first.userId}`, { active: false })).status).toBe(403)
    expect((await ask('DELETE', `/users/${first.userId}`)).status).toBe(403)
  })
})

describe('granting a role', () => {
  it('answers the role, counts at once, and is refused the second time', async () => {
    const person = await createPerson()
    expect((await as(person, 'GET', '/users')).status).toBe(403)
    const granted = await ask('PUT', `/users/${person.id}/roles/org-admin`)
    expect(granted.body).toMatchObject({ key: 'org-admin' })
    expect((await as(person, 'GET', '/users')).status).toBe(200)
    expect((await ask('PUT', `/users/${person.id}/roles/org-admin`)).status).toBe(409)
    const roles = await ask('GET', `/users/${person.id}/roles`)
    expect((roles.body as { key: string }[]).map(({ key }) => key)).toEqual(['org-admin', 'org'])
    expect((await ask('DELETE', `/users/${person.id}/roles/org-admin`)).status).toBe(200)
    expect((await as(person, 'GET', '/users')).status).toBe(403)
    expect((await ask('DELETE', `/users/${person.id}/roles/org-admin`)).status).toBe(404)
  })

  it.each([
    ['of another organization', () => second.userId, 'admin', 403],
    ['that is oneself', () => first.userId, 'admin', 403],
    ['that never was', () => -1, 'admin', 404],
  ])('to a user %s is refused', async (_name, id, role, status) => {
    expect((await ask('PUT', `/users/${id()}/roles/${role}`)).status).toBe(status)
  })

  it('that nobody knows or that ranks higher is refused', async () => {
    const person = await createPerson()
    expect((await ask('PUT', `/users/${person.id}/roles/emperor`)).status).toBe(400)
    expect((await ask('PUT', `/users/${person.id}/roles/sys-admin`)).status).toBe(403)
  })

  it('gives nobody more than the giver has', async () => {
    const account = await createAccount()
    const admin = await createOfAccount(account.id, 'admin')
    const person = await createOfAccount(account.id)
    // It would show him the log of the whole organization.
    expect((await as(admin, 'PUT', `/users/${person.id}/roles/org`)).status).toBe(403)
    expect((await as(admin, 'PUT', `/users/${person.id}/roles/org-admin`)).status).toBe(403)
    expect((await as(admin, 'PUT', `/users/${person.id}/roles/admin`)).status).toBe(200)
    const outside = await createPerson()
    expect((await as(admin, 'PUT', `/users/${outside.id}/roles/admin`)).status).toBe(403)
  })
})

describe('a role of an account', () => {
  it('is that of all its users as long as the account has it', async () => {
    const account = await createAccount()
    const person = await createOfAccount(account.id)
    const path = `/accounts/${account.id}/roles`
    expect((await ask('GET', path)).body).toEqual([])
    expect((await as(person, 'GET', '/users')).status).toBe(403)
    const granted = await ask('PUT', `${path}/admin`)
    expect(granted.body).toMatchObject({ key: 'admin' })
    expect((await as(person, 'GET', '/users')).status).toBe(200)
    expect((await ask('PUT', `${path}/admin`)).status).toBe(409)
    expect((await ask('GET', path)).body).toMatchObject([{ key: 'admin' }])
    const login = await node.request('POST', '/authentication', {
      body: { username: person.email, password },
      headers: { authorization: null },
    })
    expect(login.body).toMatchObject({ accountAdmin: true, organizationAdmin: false })
    // Not his to give, and his account's neither.
    expect((await as(person, 'PUT', `${path}/org`)).status).toBe(403)
    expect((await ask('DELETE', `${path}/admin`)).status).toBe(200)
    expect((await as(person, 'GET', '/users')).status).toBe(403)
    expect((await ask('DELETE', `${path}/admin`)).status).toBe(404)
  })

  it('is a known one, of an account that exists, and none that administers everything', async () => {
    const account = await createAccount()
    expect((await ask('PUT', `/accounts/${account.id}/roles/emperor`)).status).toBe(400)
    expect((await ask('PUT', `/accounts/${account.id}/roles/org-admin`)).status).toBe(403)
    expect((await ask('PUT', '/accounts/-1/roles/admin')).status).toBe(404)
  })
})

describe('an administrator of one account', () => {
  it('sees and changes its people and nobody else', async () => {
    const [own, foreign] = [await createAccount(), await createAccount()]
    const admin = await createOfAccount(own.id, 'admin')
    const stranger = await createOfAccount(foreign.id)
    const list = await as(admin, 'GET', '/users')
    expect((list.body as Person[]).map(({ id }) => id)).toEqual([admin.id])
    expect((await as(admin, 'GET', '/accounts')).body).toMatchObject([{ id: own.id }])
    expect((await as(admin, 'GET', `/users/${stranger.id}`)).status).toBe(404)
    expect((await as(admin, 'PATCH', `/users/${stranger.id}`, { active: false })).status).toBe(404)
    expect((await as(admin, 'GET', `/accounts/${foreign.id}/users`)).status).toBe(403)
    const created = await as(admin, 'POST', `/accounts/${own.id}/users`, newPerson())
    expect(created.status).toBe(200)
    const outside = await as(admin, 'POST', '/organizations/users', newPerson())
    expect(outside.status).toBe(403)
  })

  it('touches nobody of higher rank', async () => {
    const account = await createAccount()
    const admin = await createOfAccount(account.id, 'admin')
    const chief = await createOfAccount(account.id, 'org-admin')
    const change = await as(admin, 'PATCH', `/users/${chief.id}`, { password: 'Taken-0ver' })
    expect(change.status).toBe(403)
    expect((await as(admin, 'DELETE', `/users/${chief.id}`)).status).toBe(403)
    expect((await as(chief, 'GET', '/organizations/me')).status).toBe(200)
  })
})

describe('lacking a privilege', () => {
  it.each([
    ['GET', '/accounts'],
    ['GET', '/users'],
    ['POST', '/accounts'],
    ['PUT', '/organizations/me'],
    ['PUT', '/organizations/roles/reset'],
    ['PUT', '/organizations/password-policies'],
    ['PUT', '/vendor-apps/ecwid'],
  ])('is a 403 at %s %s', async (method, path) => {
    const person = await createPerson()
    const answer = await as(person, method, path, method === 'GET' ? undefined : {})
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'forbidden' })
    expect(messageOf(answer)).toMatch(/lack the privilege/)
  })

  it('leaves one’s own data readable', async () => {
    const person = await createPerson()
    expect((await as(person, 'GET', `/users/${person.id}`)).body).toMatchObject({ id: person.id })
    expect((await as(person, 'GET', `/users/${person.id}/roles`)).status).toBe(200)
  })
})

describe('what a role allows', () => {
  const keysOf = (answer: Answer) =>
    (answer.body as { privileges: { key: string }[] }).privileges.map(({ key }) => key)
  const roleOf = async (key: string) => {
    const { body } = await ask('GET', '/organizations/roles')
    return (body as { id: number; key: string; privileges: { key: string }[] }[]).find(
      (role) => role.key === key,
    ) as { id: number; key: string; privileges: { key: string }[] }
  }

  it('is changed for the organization, counts at once, and is as usual after a reset', async () => {
    const person = await createPerson()
    const role = await roleOf('org')
    expect((await as(person, 'GET', '/instances/count')).status).toBe(200)
    const kept = role.privileges.filter(({ key }) => key !== 'viewElements')
    const changed = await ask('PUT', `/organizations/roles/${role.id}`, { privileges: kept })
    expect(keysOf(changed)).not.toContain('viewElements')
    expect((await as(person, 'GET', '/instances/count')).status).toBe(403)
    const elsewhere = await node.request('GET', '/organizations/roles', { tenant: second })
    expect(JSON.stringify(elsewhere.body)).toContain('viewElements')
    await ask('PUT', '/organizations/roles/reset')
    expect((await as(person, 'GET', '/instances/count')).status).toBe(200)
  })

  it.each([
    ['system', 'org', "User can not add the 'system' privilege to any role."],
    [
      'intelligence',
      'default-user',
      "User can not add the 'intelligence' privilege to the 'default-user' role.",
    ],
  ])('never is %s for %s', async (privilege, key, sentence) => {
    const role = await roleOf(key)
    const answer = await ask('PUT', '/organizations/roles', [
      { ...role, privileges: [...role.privileges, { key: privilege }] },
    ])
    expect(answer.status).toBe(403)
    expect(messageOf(answer)).toBe(sentence)
    expect(await roleOf(key)).toEqual(role)
  })

  it('leaves administrators the way back', async () => {
    const role = await roleOf('org-admin')
    const without = role.privileges.filter(({ key }) => key !== 'configureRoles')
    const answer = await ask('PUT', `/organizations/roles/${role.id}`, { privileges: without })
    expect(answer.status).toBe(403)
  })

  it('is refused when nobody knows the role or the privilege', async () => {
    expect((await ask('PUT', '/organizations/roles/99', { privileges: [] })).status).toBe(404)
    const role = await roleOf('org')
    const path = `/organizations/roles/${role.id}`
    expect((await ask('PUT', path, { privileges: ['fly'] })).status).toBe(400)
  })
})

describe('the rules for passwords', () => {
  const url = '/organizations/password-policies'

  it('are the organization’s own, and hold for the next password', async () => {
    const saved = await ask('PUT', url, { minLength: 12, previousPasswordCount: 2 })
    expect(saved.body).toMatchObject({ minLength: 12, minSymbols: 1, previousPasswordCount: 2 })
    const short = await ask('POST', '/organizations/users', newPerson())
    expect(messageOf(short)).toMatch(/at least 12/)
    const person = await createPerson({ password: 'Long-blue-h0rse' })
    const change = (to: string) => ask('PATCH', `/users/${person.id}`, { password: to })
    expect(messageOf(await change('Long-blue-h0rse'))).toMatch(/last 2/)
    expect((await change('Long-brown-h0rse')).status).toBe(200)
    expect(messageOf(await change('Long-blue-h0rse'))).toMatch(/last 2/)
    expect((await change('Long-black-h0rse')).status).toBe(200)
    expect((await change('Long-blue-h0rse')).status).toBe(200)
    await ask('DELETE', url)
    expect((await ask('GET', url)).body).toMatchObject({ minLength: 8, previousPasswordCount: 0 })
  })

  it('name what is out of range', async () => {
    const answer = await ask('PUT', url, { minLength: 7, symbolCharacterSet: null })
    expect(answer.status).toBe(400)
    expect(messageOf(answer)).toMatch(/symbolCharacterSet.*minLength/)
  })
})
