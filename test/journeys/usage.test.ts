/** What was asked can be looked up: by list, by id, by request id; by its own tenant only. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  connectByToken,
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Row,
} from './ecwid-client.ts'

const running = await startPlatform()
const platform = platformClient(running)
const control = storeControl(running)

describe('usage', () => {
  it('is a 404 while there is none', async () => {
    expect(await platform('GET', '/usage')).toMatchObject({
      status: 404,
      body: { message: 'No usage found', code: 'nothing_found' },
    })
  })

  it('has a record of every call with both sets of names', async () => {
    const store = await newStore(control, 3301, { products: 3 })
    const instance = await connectByToken(platform, store)
    record(
      await running.request('PATCH', `/instances/${String(instance['id'])}`, {
        body: { tags: ['eu'] },
      }),
    )
    const hub = hubClient(running, String(instance['token']))
    const good = await hub('GET', '/products', { query: { where: "keyword = 'private words'" } })
    const bad = await hub('GET', '/products/1')
    expect([good.status, bad.status]).toEqual([200, 404])
    const list = rows(await platform('GET', '/usage', { query: { pageSize: '10' } }))
    expect(list).toHaveLength(2)
    const requestId = good.headers['elements-request-id'] ?? ''
    const found = record(await platform('GET', `/usage/${requestId}`))
    expect(found).toMatchObject({
      requestStatus: 'SUCCESS',
      request_status: 'SUCCESS',
      request_id: requestId,
      requestId,
      elementKey: 'ecwid',
      element_name: 'Ecwid',
      elementApi: 'GET /products',
      instanceId: instance['id'],
      instanceName: instance['name'],
      elementTags: ['eu'],
      companyId: running.first.organizationId,
      account_id: running.first.accountId,
      vendorCalls: 1,
      responseCode: 200,
      processTime: expect.any(Number) as number,
      requestURI: '/elements/api-v2/hubs/ecommerce/products?where',
      company_external_id: String(running.first.organizationId),
      company_external_name: expect.any(String) as string,
    })
    expect(JSON.stringify(found)).not.toContain('private')
    expect(record(await platform('GET', `/usage/${String(found['id'])}`))).toEqual(found)
    expect(list).toContainEqual(found)

    const keyed = async (query: Record<string, string>) => {
      const answer = await platform('GET', '/usage', { query })
      return answer.status === 404 ? [] : rows(answer).map((row) => row['responseCode'])
    }
    expect(await keyed({ status: 'failed' })).toEqual([404])
    expect(await keyed({ status: 'SUCCESS', hub: 'ecommerce' })).toEqual([200])
    expect(await keyed({ hub: 'crm' })).toEqual([])
    expect(await keyed({ 'keys[]': 'ecwid', 'tags[]': 'eu' })).toEqual([404, 200])
    expect(await keyed({ 'instanceIds[]': String(instance['id']) })).toEqual([404, 200])
    expect(await keyed({ 'instanceIds[]': '999999' })).toEqual([])
    expect(await keyed({ searchText: 'PRODUCTS/{ID}' })).toEqual([404])
    expect(await keyed({ from: '2020-01-01T00:00:00Z', to: '2020-02-01' })).toEqual([])
    const large = await platform('GET', '/usage', { query: { pageSize: '5000' } })
    expect(large.headers['elements-error']).toMatch(/5000.*200/)
    const page = await platform('GET', '/usage', { query: { pageSize: '1' } })
    const nextPage = page.headers['elements-next-page-token'] ?? ''
    expect(await keyed({ pageSize: '1', nextPage })).toEqual([200])
    expect(await keyed({ pageSize: '1', pageOffset: '1' })).toEqual([200])

    const foreign = { tenant: running.second }
    expect(await running.request('GET', '/usage', foreign)).toMatchObject({ status: 404 })
    expect(await running.request('GET', `/usage/${requestId}`, foreign)).toMatchObject({
      status: 404,
    })
  })

  it.each([
    ['from', 'yesterday'],
    ['status', 'broken'],
    ['pageSize', '0'],
    ['nextPage', 'x'],
    ['accountIds[]', 'a'],
    ['instanceIds[]', 'a'],
  ])('refuses %s = %s', async (name, value) => {
    expect(await platform('GET', '/usage', { query: { [name]: value } })).toMatchObject({
      status: 400,
    })
  })
})

describe('usage analytics', () => {
  const around = {
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const long = { from: '2020-01-01T00:00:00Z', to: '2020-01-08T00:00:00Z' }
  const ask = (kind: string, query: Record<string, string>) =>
    platform('GET', `/usage/analytics/${kind}`, { query })

  it('counts calls in steps, by outcome, by time taken and by connector', async () => {
    const store = await newStore(control, 3302, { products: 1 })
    const instance = await connectByToken(platform, store)
    const hub = hubClient(running, String(instance['token']))
    await hub('GET', '/products')
    await hub('GET', '/products/1')
    const mine = (row: Row) => row['instanceId'] === instance['id']
    const step = { timestamp: expect.stringMatching(/T\d\d:\d\d:00\.000Z$/) as string }
    const total = (list: Row[], name: string) =>
      list.reduce((sum, one) => sum + Number(one[name]), 0)
    const activity = rows(await ask('activity', around))
    expect(activity[0]).toEqual({ count: expect.any(Number) as number, ...step })
    const all = total(activity, 'count')
    const elements = rows(await ask('activity/elements', { ...around, interval: 'year' }))
    expect(elements).toEqual([{ ecwid: all, count: all, timestamp: expect.anything() as string }])
    const statuses = rows(await ask('statuses', { ...around, interval: 'Hour' }))
    expect(total(statuses, 'success') + total(statuses, 'failed')).toBe(all)
    expect(total(statuses, 'failed')).toBeGreaterThan(0)
    const [times] = rows(await ask('times', { ...around, interval: 'quarter' }))
    expect(Number(times?.['min'])).toBeLessThanOrEqual(Number(times?.['avg']))
    expect(Number(times?.['avg'])).toBeLessThanOrEqual(Number(times?.['max']))
    expect(Number(times?.['p50'])).toBeLessThanOrEqual(Number(times?.['p95']))
    expect(Number(times?.['p95'])).toBeLessThanOrEqual(Number(times?.['max']))
    const used = record(await ask('activity/element-instances', around))['usage'] as Row[]
    expect(used.filter(mine)).toEqual([
      {
        instanceId: instance['id'],
        instanceName: 'Store 3302',
        elementKey: 'ecwid',
        elementName: 'Ecwid',
        accountId: running.first.accountId,
        count: 2,
        failed: 1,
      },
    ])
    const ids = { 'instanceIds[]': String(instance['id']) }
    const health = {
      instanceId: instance['id'],
      count: 2,
      failed: 1,
      lastCallDate: expect.stringMatching(/Z$/) as string,
      lastStatus: 404,
    }
    expect((await ask('health/element-instances', ids)).body).toEqual([health])
    expect((await ask('health/element-instances', { ...ids, ...long })).body).toEqual([])
    const foreignHealth = await running.request(
      'GET',
      '/usage/analytics/health/element-instances',
      {
        query: ids,
        tenant: running.second,
      },
    )
    expect(foreignHealth.body).toEqual([])
    expect((await ask('health/element-instances', {})).status).toBe(400)
    const ofOne = { ...around, 'instanceIds[]': String(instance['id']), interval: 'year' }
    expect(rows(await ask('statuses', ofOne))).toMatchObject([{ count: 2, failed: 1 }])
    expect(rows(await ask('activity', { ...ofOne, 'keys[]': 'ecwid' }))).toMatchObject([
      { count: 2 },
    ])
    expect((await ask('activity', { ...ofOne, 'keys[]': 'other' })).status).toBe(404)
    expect(record(await ask('activity/element-instances', ofOne))['usage']).toHaveLength(1)
    const listed = rows(
      await platform('GET', '/usage', { query: { 'instanceIds[]': String(instance['id']) } }),
    )
    expect(listed.map((row) => row['responseCode'])).toEqual([404, 200])
    const created = record(await ask('activity/element-instances/created-count', around))
    expect(created['instancesCreatedCount']).toBeGreaterThanOrEqual(1)
    const ofNobody = await ask('activity', { ...around, 'accountIds[]': '999999' })
    expect(ofNobody.status).toBe(404)
    const foreign = await running.request('GET', '/usage/analytics/activity', {
      query: around,
      tenant: running.second,
    })
    expect(foreign.status).toBe(404)
  })

  it('has the old empty answers outside of data', async () => {
    for (const kind of ['activity', 'activity/elements', 'statuses', 'times']) {
      expect(await ask(kind, long)).toMatchObject({ status: 404, body: { code: 'nothing_found' } })
    }
    for (const kind of ['element-instances', 'formula-instances']) {
      expect(await ask(`activity/${kind}`, long)).toMatchObject({
        status: 200,
        body: { usage: [] },
      })
      expect(await ask(`activity/${kind}/created-count`, long)).toMatchObject({
        status: 200,
        body: { instancesCreatedCount: 0 },
      })
    }
  })

  it.each<[string, Record<string, string>]>([
    ['no from', { to: long.to }],
    ['no to', { from: long.from }],
    ['an interval nobody knows', { ...long, interval: 'fortnight' }],
    ['too many steps', { ...long, interval: 'second' }],
    ['an end before the beginning', { from: long.to, to: long.from }],
  ])('refuses %s', async (_name, query) => {
    expect(await ask('activity', query)).toMatchObject({ status: 400 })
  })
})
