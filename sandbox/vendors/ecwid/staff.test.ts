/** Who may work in a store's admin. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type EcwidClient, type Json, startEcwid, textOf } from '../../test-support/ecwid-client.ts'

let ecwid: EcwidClient

beforeAll(async () => {
  ecwid = await startEcwid()
})
afterAll(() => ecwid.sandbox.close())
beforeEach(async () => {
  await ecwid.control('POST', '/reset')
})

const list = async (): Promise<Json[]> => [
  ...((await ecwid.api('GET', '/staff')).body['staffList'] ?? []),
]
const outcome = async (method: string, path: string, body?: unknown) => {
  const answer = await ecwid.api(method, path, body)
  return [answer.status, answer.body['errorCode'] ?? answer.body]
}
const odd = `/staff/${encodeURIComponent('ü.b@example.com/a #1%?')}`

it('is listed whole, without an envelope; who has not answered yet has no name', async () => {
  const staff = await list()
  expect(staff.map(({ id, name, inviteAccepted }) => [id, name, inviteAccepted])).toEqual([
    ['p9501', 'Jo Miller', true],
    ['p9502', undefined, false],
    ['ü.b@example.com/a #1%?', 'Ümit Bern', true],
  ])
  const cut = await ecwid.api('GET', '/staff?limit=1&responseFields=staffList(email)')
  expect([...(cut.body['staffList'] ?? [])]).toEqual(staff.map(({ email }) => ({ email })))
  expect((await ecwid.control('GET', '/stores/1003/staff')).body['items']).toEqual(staff)
})

it('is invited without being told an id, changed and removed', async () => {
  const invited = { email: 'new@example.com', staffScopes: ['REPORT_ACCESS'] }
  expect(await outcome('POST', '/staff', invited)).toEqual([200, { success: true }])
  const made = (await list()).at(-1)
  expect(made).toEqual({ ...invited, id: 'p9503', inviteAccepted: false })
  expect(await outcome('GET', '/staff/p9503')).toEqual([200, invited])
  expect(await outcome('PUT', '/staff/p9503', { staffScopes: [] })).toEqual([
    200,
    { updateCount: 1 },
  ])
  expect(await outcome('GET', '/staff/p9503')).toEqual([200, { ...invited, staffScopes: [] }])
  expect(await outcome('DELETE', '/staff/p9503')).toEqual([200, { deleteCount: 1 }])
  expect((await list()).map(({ id }) => id)).not.toContain('p9503')
})

it('is found by ids of any characters', async () => {
  expect(await outcome('PUT', odd, { email: 'u@example.com' })).toEqual([200, { updateCount: 1 }])
  expect(await outcome('GET', odd)).toEqual([
    200,
    { email: 'u@example.com', staffScopes: ['REPORT_ACCESS'] },
  ])
  expect(await outcome('DELETE', odd)).toEqual([200, { deleteCount: 1 }])
})

it('that nobody knows is 404 to read, and 0 in number to write', async () => {
  expect((await ecwid.api('GET', '/staff/p1')).status).toBe(404)
  expect(await outcome('PUT', '/staff/p1', {})).toEqual([200, { updateCount: 0 }])
  expect(await outcome('DELETE', '/staff/p1')).toEqual([200, { deleteCount: 0 }])
})

it.each([
  ['POST', '/staff', {}, [400, 'WRONG_PARAMETER']],
  ['POST', '/staff', { email: 'nobody' }, [400, 'WRONG_PARAMETER']],
  ['POST', '/staff', { email: 'jo@example.com' }, [409, 'CONSTRAINT_VIOLATION']],
  ['PUT', '/staff/p9502', { email: 'jo@example.com' }, [409, 'CONSTRAINT_VIOLATION']],
  ['PUT', '/staff/p9502', { staffScopes: ['FLYING'] }, [400, 'WRONG_PARAMETER']],
  ['PUT', '/staff/p9502', { staffScopes: 'REPORT_ACCESS' }, [400, 'WRONG_PARAMETER']],
])('refuses %s %s %j', async (method, path, body, refusal) => {
  const before = await list()
  expect(await outcome(method, path, body)).toEqual(refusal)
  expect(await list()).toEqual(before)
})

it.each([
  ['GET', '/staff', 'read_staff'],
  ['POST', '/staff', 'create_staff'],
  ['GET', '/staff/p9501', 'read_staff'],
  ['PUT', '/staff/p9501', 'update_staff'],
  ['DELETE', '/staff/p9501', 'delete_staff'],
  ['GET', '/subscriptions', 'read_subscriptions'],
  ['GET', '/subscriptions/8001', 'read_subscriptions'],
  ['PUT', '/subscriptions/8001', 'update_subscriptions'],
])('needs for %s %s the scope %s', async (method, path, scope) => {
  const body = method === 'GET' || method === 'DELETE' ? undefined : { email: 'x@example.com' }
  const status = async (scopes: string[]) => {
    const issued = await ecwid.control('POST', '/stores/1003/tokens', { scopes })
    const token = textOf(issued.body['token'])
    return (await ecwid.api(method, path, body, { token })).status
  }
  const all = (await ecwid.control('GET', '/apps')).body['apps']?.[0]?.['scopes']
  const others = [...(all ?? [])].map(textOf).filter((one) => one !== scope)
  expect([await status(others), await status([scope])]).toEqual([403, 200])
})
