/** The session of a browser: a cookie that only our own pages may use. */
import { describe, expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform, type Answer, type Platform } from '../support/start-platform.ts'

let now = Date.now()
const platform = await startPlatform({ clock: { now: () => now } })
const { first, second } = platform
const instance = await connectDemoInstance(platform, first)

const hour = 3_600_000
const ownPage = { 'sec-fetch-site': 'same-origin' }
type Headers = Readonly<Record<string, string | null>>

const signIn = (headers: Headers = ownPage, on: Platform = platform, tenant = first) =>
  on.request('POST', '/authentication/session', {
    body: { username: tenant.email, password: tenant.password },
    headers: { authorization: null, ...headers },
  })

function cookieOf(answer: Answer): string {
  return (answer.headers['set-cookie'] ?? '').split(';', 1)[0] ?? ''
}

async function newCookie(tenant = first): Promise<string> {
  return cookieOf(await signIn(ownPage, platform, tenant))
}

const ask = (method: string, path: string, cookie: string, headers: Headers = ownPage) =>
  platform.request(method, path, { headers: { authorization: null, cookie, ...headers } })

describe('signing in', () => {
  it('sets a cookie that scripts cannot read, and tells no token', async () => {
    const answer = await signIn()
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: first.userId,
      email: first.email,
      roles: [{ key: 'org-admin' }],
    })
    expect(answer.body).not.toHaveProperty('token')
    const { port } = new URL(platform.url)
    expect(answer.headers['set-cookie']).toMatch(
      new RegExp(`^hubwright_${port}=hws_[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    )
    expect(JSON.stringify(answer.body)).not.toContain('hws_')
  })

  it('binds the cookie to https and to this host where we are reached by https', async () => {
    const secure = await startPlatform({
      sandbox: false,
      env: { HUBWRIGHT_PUBLIC_URL: 'https://hub.example.com' },
    })
    const answer = await signIn({ origin: 'https://hub.example.com' }, secure, secure.first)
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-hubwright=hws_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
    await secure.close()
  })

  it('is not done for a page of somebody else', async () => {
    const others = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]
    for (const headers of others) {
      const answer = await signIn(headers)
      expect(answer.status).toBe(403)
      expect(answer.headers).not.toHaveProperty('set-cookie')
    }
  })

  it('counts wrong passwords as every login does', async () => {
    const guess = () =>
      platform.request('POST', '/authentication/session', {
        body: { username: 'guessed@example.com', password: 'wrong' },
        headers: { authorization: null, ...ownPage },
      })
    const answers = await Promise.all(Array.from({ length: 11 }, guess))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  })
})

describe('the cookie', () => {
  it('tells who is signed in and opens the platform', async () => {
    const cookie = await newCookie()
    const who = await ask('GET', '/authentication/session', cookie)
    expect(who.body).toMatchObject({ email: first.email, organizationAdmin: true })
    expect((await ask('GET', '/organizations/me', cookie)).status).toBe(200)
    const renamed = await platform.request('PUT', '/organizations/me', {
      body: { name: 'By cookie' },
      headers: { authorization: null, cookie, ...ownPage },
    })
    expect(renamed.body).toMatchObject({ name: 'By cookie' })
  })

  it('is the user beside an Element token', async () => {
    const cookie = await newCookie()
    const element = { authorization: `Element ${instance.token}`, ...ownPage }
    const products = await ask('GET', '/hubs/ecommerce/products?pageSize=2', cookie, element)
    expect(products.status).toBe(200)
    expect(products.body).toHaveLength(2)
    const bare = await ask('GET', '/products?pageSize=1', cookie, element)
    expect(bare.status).toBe(200)
    const foreign = await ask('GET', '/products', await newCookie(second), element)
    expect(foreign.status).toBe(401)
  })

  it('gives way to secrets in the header', async () => {
    const cookie = await newCookie()
    const answer = await ask('GET', '/organizations/me', cookie, {
      authorization: second.authorization,
      ...ownPage,
    })
    expect(answer.body).toMatchObject({ id: second.organizationId })
    const wrong = await ask('GET', '/organizations/me', cookie, {
      authorization: `User ${second.userSecret}`,
      ...ownPage,
    })
    expect(wrong.status).toBe(401)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port or subdomain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, told the old way', { origin: 'https://evil.example' }],
    ['an origin that hides itself', { origin: 'null' }],
  ])('opens nothing and changes nothing for %s', async (_name, headers) => {
    const cookie = await newCookie()
    expect((await ask('GET', '/organizations/me', cookie, headers)).status).toBe(401)
    const change = await platform.request('PUT', '/organizations/me', {
      body: { name: 'Stolen' },
      headers: { authorization: null, cookie, ...headers },
    })
    expect(change.status).toBe(403)
    expect(change.body).toMatchObject({ code: 'forbidden' })
    expect((await ask('DELETE', '/authentication/session', cookie, headers)).status).toBe(403)
    expect((await ask('GET', '/authentication/session', cookie)).status).toBe(200)
  })

  it('changes nothing for a request that proves no origin, and reads for it', async () => {
    const cookie = await newCookie()
    expect((await ask('DELETE', '/authentication/session', cookie, {})).status).toBe(403)
    // Without a secure context browsers say nothing of where a GET comes from.
    expect((await ask('GET', '/authentication/session', cookie, {})).status).toBe(200)
  })

  it('takes the origin from older browsers, by our own name and by the name they used', async () => {
    const cookie = await newCookie()
    for (const origin of [platform.url, `http://${new URL(platform.url).host}`]) {
      const answer = await platform.request('PUT', '/organizations/me', {
        body: { name: 'Ours' },
        headers: { authorization: null, cookie, origin },
      })
      expect(answer.status).toBe(200)
    }
  })

  it('is shown to no other origin: answers to them never allow credentials', async () => {
    const answer = await ask('GET', '/organizations/me', await newCookie(), {
      origin: 'https://evil.example',
    })
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
  })

  it.each(['nonsense', 'hws_unknown', '"', '%00'])('with %s in it is nobody', async (value) => {
    const { port } = new URL(platform.url)
    const answer = await ask('GET', '/authentication/session', `hubwright_${port}=${value}`)
    expect(answer.status).toBe(401)
  })

  it('changes no password without the present one, and bounds the guesses at it', async () => {
    const person = await newPerson('careless@example.com')
    const cookie = await newCookie(person)
    const change = (currentPassword?: string) =>
      platform.request('POST', '/authentication/passwords', {
        body: { password: 'An0ther-horse', currentPassword },
        headers: { authorization: null, cookie, ...ownPage },
      })
    for (const told of [undefined, '', 'An0ther-horse']) {
      expect(await change(told)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', details: [{ path: '/currentPassword' }] },
      })
    }
    const guesses = await Promise.all(Array.from({ length: 10 }, () => change('Guessed-1')))
    expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await change(person.password)).status).toBe(429)
    const log = await platform.request('GET', '/audit-logs/authentication', {
      query: { userId: person.userId },
    })
    const rows = log.body as { action: string; status: number }[]
    const tried = rows.filter(({ action }) => action === 'password.changed')
    expect(tried.every(({ status }) => status === 400)).toBe(true)
    expect(tried.length).toBeGreaterThan(2)
  })
})

describe('a session ends', () => {
  it('by signing out, at once and on the server', async () => {
    const cookie = await newCookie()
    const other = await newCookie()
    const out = await ask('DELETE', '/authentication/session', cookie)
    expect(out.status).toBe(200)
    expect(out.headers['set-cookie']).toMatch(/^hubwright_\d+=; Path=\/; .*Max-Age=0$/)
    expect((await ask('GET', '/authentication/session', cookie)).status).toBe(401)
    expect((await ask('GET', '/authentication/session', other)).status).toBe(200)
    const { body } = await platform.request('GET', '/audit-logs/authentication')
    expect(body).toContainEqual(expect.objectContaining({ action: 'logout' }))
  })

  it('by signing out with a Bearer token, too', async () => {
    const login = await platform.request('POST', '/authentication', {
      body: { username: first.email, password: first.password },
      headers: { authorization: null },
    })
    const authorization = `Bearer ${(login.body as { token: string }).token}`
    const out = await platform.request('DELETE', '/authentication/session', {
      headers: { authorization },
    })
    expect(out.status).toBe(200)
    const again = await platform.request('GET', '/authentication/session', {
      headers: { authorization },
    })
    expect(again.status).toBe(401)
  })

  it('twelve hours after its last use, and a week after it began whatever its use', async () => {
    const idle = await newCookie()
    const used = await newCookie()
    const began = now
    const isOpen = async (cookie: string) =>
      (await ask('GET', '/authentication/session', cookie)).status === 200
    // Ten hours at a time, and after each the move of the end is awaited.
    while (now + 10 * hour < began + 7 * 24 * hour) {
      now += 10 * hour
      expect(await isOpen(used)).toBe(true)
      const end = Math.min(now + 12 * hour, began + 7 * 24 * hour)
      await expect.poll(() => latestEnd()).toBeGreaterThanOrEqual(end - hour)
    }
    expect(await isOpen(idle)).toBe(false)
    now = began + 7 * 24 * hour + 1
    expect(await isOpen(used)).toBe(false)
  })

  it('with a change of the password, except the one it was changed in', async () => {
    const person = await newPerson('changer@example.com')
    const kept = await newCookie(person)
    const ended = await newCookie(person)
    const change = await platform.request('POST', '/authentication/passwords', {
      body: { password: 'An0ther-horse', currentPassword: person.password },
      headers: { authorization: null, cookie: kept, ...ownPage },
    })
    expect(change.status).toBe(200)
    expect((await ask('GET', '/authentication/session', kept)).status).toBe(200)
    expect((await ask('GET', '/authentication/session', ended)).status).toBe(401)
  })

  it('when the person is deactivated', async () => {
    const person = await newPerson('leaver@example.com')
    const cookie = await newCookie(person)
    await platform.request('PATCH', `/users/${person.userId}`, { body: { active: false } })
    expect((await ask('GET', '/authentication/session', cookie)).status).toBe(401)
  })
})

async function latestEnd(): Promise<number> {
  const { rows } = await platform.app.rooms.database.pool.query<{ at: Date }>(
    'select max(expires_at) as at from sessions',
  )
  return rows[0]?.at.getTime() ?? 0
}

async function newPerson(email: string) {
  const password = 'Blue-h0rse'
  const { accounts } = platform.app.rooms
  const { userId } = await accounts.createUser(first.organizationId, { email, password })
  return { ...first, userId, email, password }
}

describe('the organization secret', () => {
  it('is replaced by an administrator, refused from then on, and noted', async () => {
    const before = second.authorization
    const answer = await platform.request('POST', '/organizations/me/secret', { tenant: second })
    expect(answer.status).toBe(200)
    const { secret } = answer.body as { secret: string }
    expect(secret).toMatch(/^[0-9a-f]{32}$/)
    expect(secret).not.toBe(second.organizationSecret)
    const me = (authorization: string) =>
      platform.request('GET', '/organizations/me', { headers: { authorization } })
    expect((await me(before)).status).toBe(401)
    const renewed = `User ${second.userSecret}, Organization ${secret}`
    expect((await me(renewed)).body).toMatchObject({ secret })
    const logs = await platform.request('GET', '/audit-logs', {
      headers: { authorization: renewed },
    })
    expect(logs.body).toContainEqual(
      expect.objectContaining({ action: 'organization.secret-reset' }),
    )
    expect(JSON.stringify(logs.body)).not.toContain(secret)
  })

  it('is not replaced by other people', async () => {
    const person = await newPerson('colleague@example.com')
    const answer = await platform.request('POST', '/organizations/me/secret', {
      headers: { authorization: null, cookie: await newCookie(person), ...ownPage },
    })
    expect(answer.status).toBe(403)
  })
})
