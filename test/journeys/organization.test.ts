/** What an organization says of itself, and its accounts by its id, as old clients ask for them. */
import { describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'

const platform = await startPlatform({ sandbox: false })
const { first, second } = platform
const ask = (method: string, path: string, body?: unknown) =>
  platform.request(method, path, { body })
const messageOf = ({ body }: Answer) => (body as { message: string }).message

async function userAuthorization(email: string): Promise<string> {
  const { secret } = await platform.app.rooms.accounts.createUser(first.organizationId, {
    email,
    roles: ['org'],
  })
  return `User ${secret}, Organization ${first.organizationSecret}`
}

describe('the branding', () => {
  const url = '/organizations/branding'

  it('is kept as given, replaced whole, and gone after DELETE', async () => {
    expect(await ask('GET', url)).toMatchObject({ status: 200, body: {} })
    const given = {
      primaryColor: '#0a84ff',
      fontFamily: '"Open Sans", sans-serif',
      logo: 'https://cdn.example.com/logo.svg',
    }
    const saved = await ask('PUT', url, given)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    const read = await ask('GET', url)
    expect(read.body).toEqual(given)
    expect(Object.keys(read.body as object)).toEqual(Object.keys(given))
    await ask('PUT', url, { primaryColor: 'teal' })
    expect((await ask('GET', url)).body).toEqual({ primaryColor: 'teal' })
    expect((await platform.request('GET', url, { tenant: second })).body).toEqual({})
    expect((await ask('DELETE', url)).status).toBe(200)
    expect((await ask('GET', url)).body).toEqual({})
  })

  it('is refused with what is wrong', async () => {
    const answer = await ask('PUT', url, { logo: 'javascript:alert(1)', size: 4 })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: [{ path: '/logo' }, { path: '/size' }] },
    })
    expect(messageOf(answer)).toContain('/logo must be an address that begins with https://')
    expect((await ask('PUT', url, ['red'])).status).toBe(400)
    expect((await ask('GET', url)).body).toEqual({})
  })

  it('is read by everybody, changed by who may, and told to the audit log', async () => {
    await ask('PUT', url, { primaryColor: 'teal' })
    const authorization = await userAuthorization('reader@example.com')
    const asReader = (method: string, body?: unknown) =>
      platform.request(method, url, { body, headers: { authorization } })
    expect((await asReader('GET')).body).toEqual({ primaryColor: 'teal' })
    for (const refused of [await asReader('PUT', {}), await asReader('DELETE')]) {
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      expect(messageOf(refused)).toContain('manageUiBranding')
    }
    await ask('DELETE', url)
    const { rows } = await platform.app.rooms.database.pool.query<{ action: string }>(
      "select action from audit_records where organization_id = $1 and action like 'branding%' order by at",
      [first.organizationId],
    )
    expect(rows.slice(-2).map(({ action }) => action)).toEqual([
      'branding.changed',
      'branding.reset',
    ])
  })
})

describe('the accounts by the id of the organization', () => {
  const own = `/organizations/${first.organizationId}/accounts`

  it('are those of /accounts', async () => {
    const made = await ask('POST', own, { externalId: 'by-id' })
    expect(made).toMatchObject({ status: 200, body: { companyId: first.organizationId } })
    expect((await ask('GET', own)).body).toEqual((await ask('GET', '/accounts')).body)
    const { id } = made.body as { id: number }
    expect((await ask('GET', `${own}/${id}`)).body).toEqual(made.body)
    expect((await ask('GET', `${own}?where=externalId%3D'by-id'`)).body).toEqual([made.body])
    expect((await ask('GET', `${own}/-1`)).status).toBe(404)
  })

  it('of another organization are not there, as those of none', async () => {
    for (const id of [second.organizationId, 99_999_999]) {
      const path = `/organizations/${id}/accounts`
      for (const answer of [
        await ask('GET', path),
        await ask('GET', `${path}/${second.accountId}`),
        await ask('POST', path, { externalId: 'foreign' }),
      ]) {
        expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
        expect(messageOf(answer)).toBe(`No organization found with ID ${id}`)
      }
    }
    expect((await ask('GET', `${own}/${second.accountId}`)).status).toBe(404)
  })

  it('need the privileges of /accounts', async () => {
    const authorization = await userAuthorization('worker@example.com')
    for (const [method, body] of [
      ['GET', undefined],
      ['POST', { externalId: 'none' }],
    ] as const) {
      const answer = await platform.request(method, own, { body, headers: { authorization } })
      expect(answer.status).toBe(403)
    }
  })
})
