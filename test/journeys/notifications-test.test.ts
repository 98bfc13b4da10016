/** A test of one subscription: told to it alone, like anything else. */
import { expect, it } from 'vitest'
import { allowLoopback, startReceiver } from '../support/receiver.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform({ env: allowLoopback })
const receiver = await startReceiver()
const url = '/notifications/subscriptions'

async function subscribe(topics: string[]): Promise<number> {
  const { body } = await platform.request('POST', url, {
    body: { channel: 'webhook', topics, config: { url: receiver.url } },
  })
  return (body as { id: number }).id
}

it('goes to the one subscription, whatever it subscribed to, signed as all are', async () => {
  const id = await subscribe(['deploys'])
  const other = await subscribe(['test', 'deploys'])
  const { status, body } = await platform.request('POST', `${url}/${id}/test`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    subscriptionId: id,
    tries: 0,
    notification: { topic: 'test', kind: 'custom', from: 'hubwright', severity: 'low' },
  })
  const [arrived] = await receiver.arrived(1)
  const { notificationId } = body as { notificationId: number }
  expect(arrived?.headers['webhook-id']).toBe(String(notificationId))
  expect(arrived?.headers['webhook-signature']).toMatch(/^v1,/)
  const deliveries = await platform.request(
    'GET',
    `/notifications/${notificationId}/subscriptions/deliveries`,
  )
  expect(deliveries.body).toHaveLength(1)
  const others = { where: `subscriptionId = ${other}` }
  const none = await platform.request('GET', `${url}/deliveries`, { query: others })
  expect(none.body).toEqual([])
})

it('is not made where nothing would be sent, or nothing is known', async () => {
  const id = await subscribe(['deploys'])
  await platform.request('DELETE', `${url}/${id}/active`)
  const refused = await platform.request('POST', `${url}/${id}/test`)
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ code: 'conflict' })
  const unknown = await platform.request('POST', `${url}/999999/test`)
  expect(unknown.status).toBe(404)
  const foreign = await platform.request('POST', `${url}/${id}/test`, { tenant: platform.second })
  expect(foreign.status).toBe(404)
})
