/** The store itself, through the hub: profile, statuses, extra fields of orders, what changed and what was deleted. */
import { beforeAll, describe, expect, it } from 'vitest'
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
  type Send,
} from './ecwid-client.ts'

const running = await startPlatform()
const control = storeControl(running)
let hub: Send

beforeAll(async () => {
  const store = await newStore(control, 2402, {
    products: 10,
    orders: 20,
    customers: 12,
    currency: 'EUR',
  })
  const instance = await connectByToken(platformClient(running), store)
  hub = hubClient(running, String(instance['token']))
})

describe('the profile', () => {
  it('is read whole', async () => {
    expect(record(await hub('GET', '/profile'))).toMatchObject({
      generalInfo: { storeId: 2402 },
      formatsAndUnits: { currency: 'EUR' },
    })
  })

  it('is changed member by member', async () => {
    const first = record(await hub('PATCH', '/profile', { body: { company: { city: 'Faro' } } }))
    expect(first).toMatchObject({ company: { city: 'Faro' } })
    const second = record(
      await hub('PATCH', '/profile', { body: { company: { phone: '+351 1' } } }),
    )
    expect(second).toMatchObject({ company: { city: 'Faro', phone: '+351 1' } })
    expect((await hub('PATCH', '/profile', { body: {} })).status).toBe(400)
  })
})

describe('statuses', () => {
  it('are listed, in pages too, and custom ones get a name', async () => {
    const all = rows(await hub('GET', '/profile/order_statuses'))
    expect(all).toHaveLength(20)
    const page = await hub('GET', '/profile/order_statuses', { query: { pageSize: '5' } })
    expect(rows(page)).toEqual(all.slice(0, 5))
    const address = '/profile/order_statuses/CUSTOM_PAYMENT_STATUS_2'
    const named = record(await hub('PATCH', address, { body: { name: 'On account' } }))
    expect(named).toMatchObject({ name: 'On account', enabled: true, orderStatusType: 'PAYMENT' })
    expect(record(await hub('GET', address))).toEqual(named)
    expect((await hub('GET', '/profile/order_statuses/LOST')).status).toBe(404)
  })
})

describe('extra fields of an order', () => {
  it('are added, changed and removed', async () => {
    const [order] = rows(await hub('GET', '/orders', { query: { pageSize: '1' } }))
    const address = `/orders/${encodeURIComponent(String(order?.['id']))}/extraFields`
    expect(rows(await hub('GET', address))).toEqual([])
    const made = record(
      await hub('POST', address, { body: { title: 'Gift', value: 'Happy birthday' } }),
    )
    expect(made).toMatchObject({
      title: 'Gift',
      value: 'Happy birthday',
      customerInputType: 'TEXT',
    })
    const one = `${address}/${String(made['id'])}`
    expect(record(await hub('PATCH', one, { body: { value: 'Congratulations' } }))).toMatchObject({
      id: made['id'],
      title: 'Gift',
      value: 'Congratulations',
    })
    expect((await hub('DELETE', one)).status).toBe(200)
    expect(rows(await hub('GET', address))).toEqual([])
    expect((await hub('POST', address, { body: { title: 'No value' } })).status).toBe(400)
  })
})

describe('what changed', () => {
  it('is told in one call, with the counts', async () => {
    const stats = record(await hub('GET', '/latest-stats'))
    expect(stats).toMatchObject({ productCount: 10, categoryCount: 8 })
    expect(stats['ordersUpdated']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/)
  })
})

describe('what was deleted', () => {
  it.each(['products', 'customers', 'orders'])('is remembered: %s', async (kind) => {
    const [gone] = rows(await hub('GET', `/${kind}`, { query: { pageSize: '1' } }))
    const id = String(gone?.['id'])
    expect((await hub('DELETE', `/${kind}/${encodeURIComponent(id)}`)).status).toBe(200)
    const list = await hub('GET', `/${kind}/deleted`, {
      query: { where: "date >= '2020-01-01'", pageSize: '10' },
    })
    const found = rows(list).map((row: Row) => String(row['orderId'] ?? row['id']))
    expect(found).toEqual([id])
    expect(list.headers['elements-total-count']).toBe('1')
    const before = await hub('GET', `/${kind}/deleted`, {
      query: { where: "date < '2020-01-01'" },
    })
    expect(rows(before)).toEqual([])
  })
})
