import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'

// Statements are counted; a worker has some of its own.
const platform = await startPlatform({ sandbox: false, env: { HUBWRIGHT_ROLE: 'api' } })
const { first, second } = platform
const me = (authorization: string | null) =>
  platform.request('GET', '/organizations/me', { headers: { authorization } })

describe('the Authorization header', () => {
  it.each([
    `User ${first.userSecret}, Organization ${first.organizationSecret}`,
    `Organization ${first.organizationSecret}, User ${first.userSecret}`,
    `user ${first.userSecret},organization ${first.organizationSecret}`,
    `  USER   ${first.userSecret} ,   ORGANIZATION ${first.organizationSecret} ,`,
  ])('takes the pairs in any order and case: form %#', async (authorization) => {
    const answer = await me(authorization)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: first.organizationId,
      secret: first.organizationSecret,
    })
  })

  it.each([
    ['nothing', null, /missing/],
    [
      'a foreign organization',
      `User ${first.userSecret}, Organization ${second.organizationSecret}`,
      undefined,
    ],
    ['only a user', `User ${first.userSecret}`, /Add Organization/],
    ['only an organization', `Organization ${first.organizationSecret}`, /Add User/],
    ['only an instance', `Element ${first.userSecret}`, /Add User/],
    [
      'a semicolon between',
      `User ${first.userSecret}; Organization ${first.organizationSecret}`,
      /commas/,
    ],
    [
      'nothing between',
      `User ${first.userSecret} Organization ${first.organizationSecret}`,
      /commas/,
    ],
    ['quotes', `User "${first.userSecret}", Organization "${first.organizationSecret}"`, /quotes/],
    [
      'swapped secrets',
      `User ${first.organizationSecret}, Organization ${first.userSecret}`,
      /shape of an organization secret/,
    ],
    ['Basic', 'Basic YWRtaW46YWRtaW4=', /Basic/],
    ['a kind twice', `User ${first.userSecret}, User ${first.userSecret}`, /twice/],
    ['an unknown token', `${first.authorization}, Element ${'A'.repeat(43)}=`, undefined],
    ['a session that never was', 'Bearer hws_nothing', /Log in again/],
  ])('refuses %s and says what to correct', async (_name, authorization, hint) => {
    const answer = await me(authorization)
    expect(answer.status).toBe(401)
    expect(answer.body).toMatchObject({
      message: 'Invalid Organization or User secret, or invalid Element token provided.',
      code: 'unauthorized',
      requestId: answer.headers['elements-request-id'],
      docs: `${platform.url}/docs/errors/unauthorized`,
    })
    const { details } = answer.body as { details?: { message: string }[] }
    if (hint === undefined) expect(details).toBeUndefined()
    else expect(details?.[0]?.message).toMatch(hint)
  })

  it('asks the database once for a header that comes again', async () => {
    await me(first.authorization)
    const before = platform.app.rooms.database.countStatements()
    const logins = await Promise.all([1, 2, 3].map(() => me(first.authorization)))
    // One statement each is the handler's own.
    expect(platform.app.rooms.database.countStatements() - before).toBe(logins.length)
  })
})

describe('logging in', () => {
  const login = (username: string, password: string) =>
    platform.request('POST', '/authentication', {
      body: { username, password },
      headers: { authorization: null },
    })

  it('begins a session that reads the secrets', async () => {
    const answer = await login(first.email, first.password)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: first.userId,
      username: first.email,
      organizationAdmin: true,
      roles: [{ key: 'org-admin' }],
    })
    const { token } = answer.body as { token: string }
    const secrets = await platform.request('GET', '/authentication/secrets', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(secrets.body).toEqual({
      userSecret: first.userSecret,
      organizationSecret: first.organizationSecret,
    })
  })

  it('answers a wrong password and an unknown person alike', async () => {
    const wrong = await login(first.email, 'wrong')
    const nobody = await login('nobody@example.com', 'wrong')
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    expect(wrong.body).toMatchObject({ message: 'Wrong email or password', code: 'login_failed' })
    expect(nobody.body).toMatchObject({ message: 'Wrong email or password', code: 'login_failed' })
  })

  it('stops guessing after ten failures, for the guessed person only', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await login('guessed@example.com', 'wrong')).status).toBe(401)
    }
    const refused = await login('guessed@example.com', 'wrong')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await login(second.email, second.password)).status).toBe(200)
  })

  it('judges no more than ten guesses that come at once', async () => {
    const guesses = Array.from({ length: 30 }, () => login('rushed@example.com', 'wrong'))
    const answers = await Promise.all(guesses)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })

  it('reads no large body of somebody who has shown nothing', async () => {
    const padding = 'x'.repeat(20_000)
    const answer = await platform.request('POST', '/authentication', {
      body: { username: first.email, password: first.password, padding },
      headers: { authorization: null },
    })
    expect(answer.status).toBe(413)
  })

  it('changes the password by the rules and ends the other sessions', async () => {
    const kept = (await login(second.email, second.password)).body as { token: string }
    const ended = (await login(second.email, second.password)).body as { token: string }
    const change = (password: string, token: string) =>
      platform.request('POST', '/authentication/passwords', {
        body: { password },
        headers: { authorization: `Bearer ${token}` },
      })
    const { message } = (await change('', kept.token)).body as { message: string }
    expect(message).toMatch(/at least.*uppercase.*lowercase.*numeric.*special character/)
    expect((await change('Adm1n-of-all', kept.token)).status).toBe(200)
    expect((await login(second.email, second.password)).status).toBe(401)
    expect((await login(second.email, 'Adm1n-of-all')).status).toBe(200)
    expect((await me(`Bearer ${kept.token}`)).status).toBe(200)
    await expect.poll(async () => (await me(`Bearer ${ended.token}`)).status).toBe(401)
  })

  it('lists the sessions of a person, who can end all others', async () => {
    const one = (await login(first.email, first.password)).body as { token: string }
    const other = (await login(first.email, first.password)).body as { token: string }
    const ask = (method: string) =>
      platform.request(method, '/authentication/sessions', {
        headers: { authorization: `Bearer ${one.token}` },
      })
    const list = (await ask('GET')).body as { current: boolean }[]
    expect(list.length).toBeGreaterThanOrEqual(2)
    expect(list.filter(({ current }) => current)).toHaveLength(1)
    expect(list[0]).toEqual({
      beganDate: expect.stringMatching(/^\d{4}-/) as string,
      expiresDate: expect.stringMatching(/^\d{4}-/) as string,
      current: false,
    })
    expect((await ask('DELETE')).status).toBe(200)
    expect((await ask('GET')).body).toMatchObject([{ current: true }])
    await expect.poll(async () => (await me(`Bearer ${other.token}`)).status).toBe(401)
    const logs = await platform.request('GET', '/audit-logs/authentication')
    expect(logs.body).toContainEqual(expect.objectContaining({ action: 'logout.elsewhere' }))
  })
})

describe('behind a proxy', () => {
  const guess = (from: Awaited<ReturnType<typeof startPlatform>>, client: string) =>
    from.request('POST', '/authentication', {
      body: { username: 'proxied@example.com', password: 'wrong' },
      headers: { authorization: null, 'x-forwarded-for': client },
    })

  it('believes the address of a client only from a proxy that was named', async () => {
    const behind = await startPlatform({
      sandbox: false,
      env: { HUBWRIGHT_TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' },
    })
    for (const node of [platform, behind]) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => guess(node, `192.0.2.${index}, 203.0.113.9`)),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(401))
      expect((await guess(node, '198.51.100.1, 203.0.113.9')).status).toBe(429)
    }
    expect((await guess(behind, '203.0.113.8, 10.0.0.1')).status).toBe(401)
    expect((await guess(platform, '203.0.113.8, 10.0.0.1')).status).toBe(429)
    await behind.close()
  })
})

describe('the organization', () => {
  it('is renamed by its administrator', async () => {
    const answer = await platform.request('PUT', '/organizations/me', { body: { name: ' Shops ' } })
    expect(answer.body).toMatchObject({ id: first.organizationId, name: 'Shops' })
  })

  it('keeps its name when the new one is blank', async () => {
    const answer = await platform.request('PUT', '/organizations/me', { body: { name: ' ' } })
    expect(answer.status).toBe(400)
  })

  it('is not renamed by other users', async () => {
    const { secret } = await platform.app.rooms.accounts.createUser(first.organizationId, {
      email: 'user@example.com',
    })
    const answer = await platform.request('PUT', '/organizations/me', {
      body: { name: 'Mine' },
      headers: { authorization: `User ${secret}, Organization ${first.organizationSecret}` },
    })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'forbidden' })
  })
})

describe('the first organization', () => {
  it('is created once, however many nodes start', async () => {
    const again = await Promise.all(
      [1, 2, 3].map(() => platform.app.rooms.accounts.ensureFirstOrganization({})),
    )
    expect(again).toEqual([undefined, undefined, undefined])
  })
})
