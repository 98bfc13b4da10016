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
  ])('refuses %s = %s', async (name, value) => {
    expect(await platform('GET', '/usage', { query: { [name]: value } })).toMatchObject({
      status: 400,
    })
  })
})
