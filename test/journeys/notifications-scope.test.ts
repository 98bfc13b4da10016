/** What somebody of one account sees and removes of what is told to others as well. */
import { expect, it } from 'vitest'
import { raise } from '../../src/notifications/operations.ts'
import { allowLoopback } from '../support/receiver.ts'
import { startPlatform, type RequestOptions } from '../support/start-platform.ts'

const platform = await startPlatform({
  sandbox: false,
  env: { ...allowLoopback, HUBWRIGHT_ROLE: 'api' },
})
const { database } = platform.app.rooms
const { organizationId, organizationSecret } = platform.first

async function ask(method: string, path: string, options?: RequestOptions): Promise<unknown> {
  const { status, body } = await platform.request(method, path, options)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function customer(externalId: string): Promise<{
  accountId: number
  headers: { readonly authorization: string }
}> {
  const made = await ask('POST', '/accounts', { body: { name: externalId, externalId } })
  const { id: accountId } = made as { id: number }
  const names = { firstName: 'O', lastName: 'Ne' }
  const person = { ...names, email: `${externalId}@example.com`, password: 'Blue-h0rse' }
  const user = await ask('POST', `/accounts/${accountId}/users`, { body: person })
  const { secret } = user as { secret: string }
  return {
    accountId,
    headers: { authorization: `User ${secret}, Organization ${organizationSecret}` },
  }
}

async function subscribe(options: RequestOptions, topic = 'operations'): Promise<number> {
  const body = {
    channel: 'webhook',
    topics: [topic],
    config: { url: 'http://127.0.0.1:9999/' },
  }
  const made = await ask('POST', '/notifications/subscriptions', { ...options, body })
  return (made as { id: number }).id
}

it('what became of a notification stays readable when its subscription is gone', async () => {
  const { accountId, headers } = await customer('c-2')
  const [owners, own] = [await subscribe({}), await subscribe({ headers })]
  const news = await subscribe({ headers }, 'news')
  const body = { topic: 'news', severity: 'low', message: 'm', from: 'f' }
  const { id } = (await ask('POST', '/notifications', { headers, body })) as { id: number }
  const operation = await database.transaction((trx) =>
    raise(trx, { organizationId, accountId, type: 'source.broken' }),
  )
  await ask('DELETE', `/notifications/subscriptions/${owners}`)
  for (const mine of [own, news])
    await ask('DELETE', `/notifications/subscriptions/${mine}`, { headers })
  const left = { subscriptionId: news, status: 'cancelled' }
  const path = `/notifications/${id}/subscriptions`
  expect(await ask('GET', `${path}/deliveries`, { headers })).toMatchObject([left])
  expect(await ask('GET', `${path}/${news}/deliveries`, { headers })).toMatchObject(left)
  expect(await ask('GET', `${path}/${news}/deliveries/attempts`, { headers })).toEqual([])
  // Whose it was is not known any more, and may have been another account's.
  const told = `/notifications/${operation}/subscriptions/deliveries`
  expect(await ask('GET', told, { headers })).toEqual([])
  expect(await ask('GET', told)).toHaveLength(2)
})

it("an operation of one account: the owner's deliveries are not its own, and it stays", async () => {
  const { accountId, headers } = await customer('c-1')
  const [owners, own] = [await subscribe({}), await subscribe({ headers })]
  const id = await database.transaction((trx) =>
    raise(trx, { organizationId, accountId, type: 'source.broken' }),
  )
  const path = `/notifications/${id}/subscriptions`
  expect(await ask('GET', `${path}/deliveries`)).toMatchObject([
    { subscriptionId: owners },
    { subscriptionId: own },
  ])
  expect(await ask('GET', `${path}/deliveries`, { headers })).toMatchObject([
    { subscriptionId: own },
  ])
  expect(await ask('GET', `${path}/${own}/deliveries/attempts`, { headers })).toEqual([])
  expect(await ask('GET', `${path}/${owners}/deliveries/attempts`)).toEqual([])
  for (const rest of ['deliveries', 'deliveries/attempts'])
    expect(await platform.request('GET', `${path}/${owners}/${rest}`, { headers })).toMatchObject({
      status: 404,
    })
  const { pool } = database
  await pool.query(`update deliveries set status = 'delivered' where subscription_id = $1`, [
    owners,
  ])
  const list = (status: string) =>
    ask('GET', '/notifications', { headers, query: { 'topics[]': ['operations'], status } })
  expect(await list('delivered')).toEqual([])
  expect(await list('created')).toMatchObject([{ id }])
  expect(await platform.request('DELETE', `/notifications/${id}`, { headers })).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('to others as well') as string },
  })
  expect(await ask('GET', `${path}/deliveries`)).toHaveLength(2)
  await ask('DELETE', `/notifications/${id}`)
})

it('an account makes five hundred subscriptions, and no more', async () => {
  const { accountId } = platform.first
  const copy = `insert into subscriptions (organization_id, account_id, origin, channel, topics, destination, config_sealed)
    select $1, $2, 'subscribed', 'webhook', '{}', 'http://127.0.0.1:9999/', '' from generate_series(1, $3::int)`
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from subscriptions where account_id = $1`,
    [accountId],
  )
  await database.pool.query(copy, [organizationId, accountId, 499 - (rows[0]?.count ?? 0)])
  const last = await subscribe({})
  const body = { channel: 'webhook', topics: ['t'], config: { url: 'http://127.0.0.1:9999/' } }
  expect(await platform.request('POST', '/notifications/subscriptions', { body })).toMatchObject({
    status: 409,
    body: { code: 'conflict', message: expect.stringContaining('500 subscriptions') as string },
  })
  await ask('DELETE', `/notifications/subscriptions/${last}`)
  await subscribe({})
  const made = await platform.request('POST', '/notifications/subscriptions', {
    body,
    tenant: platform.second,
  })
  expect(made.status).toBe(200)
})
