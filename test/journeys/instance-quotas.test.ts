/** What a vendor allows an instance and what was used of it, told to those who see the instance. */
import { expect, it } from 'vitest'
import { connectDemoInstance } from '../support/demo-instance.ts'
import { startPlatform } from '../support/start-platform.ts'

const platform = await startPlatform()
const { first, second } = platform

it('tells what was used and until when the vendor is left alone', async () => {
  expect(await platform.request('GET', '/instances/quotas')).toMatchObject({
    status: 404,
    body: { code: 'nothing_found' },
  })
  const instance = await connectDemoInstance(platform, first)
  const quota = () => platform.request('GET', `/instances/${instance.id}/quota`)
  const before = (await quota()).body as { perMinute: number }
  expect(before).toEqual({
    instanceId: instance.id,
    instanceName: expect.any(String) as string,
    accountId: first.accountId,
    elementKey: 'ecwid',
    elementName: 'Ecwid',
    perMinute: expect.any(Number) as number,
    usablePerMinute: Math.floor(before.perMinute * 0.9),
    concurrency: expect.any(Number) as number,
    usedLastMinute: 0,
    quotaKey: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
  })
  await platform.request('GET', '/hubs/ecommerce/products', { token: instance.token })
  await expect
    .poll(async () => ((await quota()).body as { usedLastMinute: number }).usedLastMinute)
    .toBeGreaterThan(0)
  await platform.sandbox('POST', '/_control/ecwid/faults', {
    match: '/products',
    fault: 429,
    times: 5,
  })
  const refused = await platform.request('GET', '/hubs/ecommerce/products/1', {
    token: instance.token,
  })
  expect(refused.status).toBe(429)
  await expect
    .poll(async () => (await quota()).body)
    .toMatchObject({ blockedUntil: expect.stringMatching(/^\d{4}-.*Z$/) as string })

  const list = await platform.request('GET', '/instances/quotas', {
    query: { pageSize: 1, accountId: first.accountId },
  })
  expect(list.body).toMatchObject([{ instanceId: instance.id }])
  expect(list.headers['elements-returned-count']).toBe('1')
  const foreign = { tenant: second }
  expect((await platform.request('GET', '/instances/quotas', foreign)).status).toBe(404)
  expect((await platform.request('GET', `/instances/${instance.id}/quota`, foreign)).status).toBe(
    404,
  )
})
