/** Ranges of deliveries that are larger than one request sends again. */
import { describe, expect, it } from 'vitest'
import { allowLoopback } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'

// Nobody delivers here: what is to be sent again stays where it can be counted.
const platform = await startPlatform({ env: { ...allowLoopback, HUBWRIGHT_ROLE: 'api' } })
const { pool } = platform.app.rooms.database
const { organizationId } = platform.first
const url = '/notifications/subscriptions'

async function subscribe(): Promise<number> {
  const { body } = await platform.request('POST', url, {
    body: { channel: 'webhook', topics: ['t'], config: { url: 'http://127.0.0.1:9999/' } },
  })
  return (body as { id: number }).id
}

/** Deliveries of an hour before, several with the same time. */
const add = (subscription: number, status: string, first: number, count: number, ago = '1 hour') =>
  pool.query(
    `insert into deliveries (organization_id, notification_id, subscription_id, status, created_at)
     select $1, n, $2, $3, date_trunc('second', now()) - $6::interval + (n % 7) * interval '1 microsecond'
     from generate_series($4::int, $4::int + $5::int - 1) n`,
    [organizationId, subscription, status, first, count, ago],
  )

/** As if all that was to be sent was taken. Answers the ids. */
async function takeAll(subscription: number): Promise<number[]> {
  const { rows } = await pool.query<{ notification_id: number }>(
    'delete from delivery_jobs where subscription_id = $1 returning notification_id',
    [subscription],
  )
  await pool.query(`update deliveries set status = 'delivered' where subscription_id = $1`, [
    subscription,
  ])
  return rows.map((row) => row.notification_id)
}

const again = async (path: string, query: Record<string, string>) => {
  const { status, body } = await platform.request('PUT', path, { query })
  return { status, ...(body as { deliveries: number; more: boolean; nextPage?: string }) }
}

describe('a range', () => {
  it('of what was taken is sent again, each once, request by request', async () => {
    const subscription = await subscribe()
    await add(subscription, 'delivered', 1, 20_500)
    const path = `${url}/${subscription}/deliveries`
    const first = await again(path, { status: 'delivered' })
    expect(first).toMatchObject({ status: 200, deliveries: 20_000, more: true })
    const sent = await takeAll(subscription)
    // What is told and taken meanwhile is no part of it.
    await add(subscription, 'delivered', 30_000, 10, '-1 minute')
    const nextPage = first.nextPage ?? ''
    const second = await again(path, { status: 'delivered', nextPage })
    expect(second).toEqual({ status: 200, deliveries: 500, reactivated: 0, more: false })
    const all = [...sent, ...(await takeAll(subscription))]
    expect(all).toHaveLength(20_500)
    expect(new Set(all).size).toBe(20_500)
    expect(Math.max(...all)).toBe(20_500)
    const other = await subscribe()
    const refused = await again(`${url}/${other}/deliveries`, { nextPage })
    expect(refused.status).toBe(400)
    expect((await again(path, { nextPage: 'x' })).status).toBe(400)
  })

  it('of a `where` that is not understood is nothing, in no list either', async () => {
    const id = await subscribe()
    await add(id, 'queued', 900_000, 3)
    await pool.query(
      `update subscriptions set active = false, inactive_reason = 'failures', inactive_since = now() where id = $1`,
      [id],
    )
    const wheres = [
      `subscriptonId=${id + 1}`,
      `status='queued' and subscriptonId=${id + 1}`,
      "status != 'delivred'",
    ]
    for (const where of wheres)
      for (const method of ['GET', 'PUT']) {
        const { status, body } = await platform.request(method, `${url}/deliveries`, {
          query: { where },
        })
        expect(status, where).toBe(400)
        expect(body).toMatchObject({
          code: 'invalid_where',
          message: expect.stringContaining('use ') as string,
          details: [{ path: 'where' }],
        })
      }
    const { body } = await platform.request('GET', `${url}/${id}`)
    expect(body).toMatchObject({ active: false, queued: 3, waiting: 0 })
    await platform.request('DELETE', `${url}/${id}`)
  })

  it('over several subscriptions goes on where it ended', async () => {
    const subscriptions = [await subscribe(), await subscribe()]
    for (const id of subscriptions) await add(id, 'retry', 50_000 + id * 20_000, 12_000)
    const where = `subscriptionId in (${subscriptions.join(',')})`
    const first = await again(`${url}/deliveries`, { where })
    expect(first).toMatchObject({ status: 200, deliveries: 20_000, more: true })
    const second = await again(`${url}/deliveries`, { where, nextPage: first.nextPage ?? '' })
    expect(second).toEqual({ status: 200, deliveries: 4000, reactivated: 0, more: false })
    for (const id of subscriptions) expect(await takeAll(id)).toHaveLength(12_000)
  })
})
