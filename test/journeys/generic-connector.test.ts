/** A definition of an operator's own that has no resource at all: everything of the vendor is reached by its names. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import {
  hubClient,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Send,
} from './ecwid-client.ts'

const storeId = 2602
const first = await startPlatform()
const folder = mkdtempSync(join(tmpdir(), 'hubwright-generic-'))
afterAll(() => rmSync(folder, { recursive: true }))

const definition = {
  key: 'anyshop',
  name: 'Any Shop',
  description: 'A shop without a resource of its own',
  hub: 'ecommerce',
  authentication: { type: 'custom' },
  configuration: [
    { key: 'shop.token', name: 'Token', type: 'PASSWORD', required: true },
    {
      key: 'base.url',
      name: 'Base URL',
      defaultValue: `${first.sandboxUrl}/ecwid/api/v3/${storeId}`,
    },
    { key: 'pagination.type', name: 'Pagination type', defaultValue: 'offset' },
    { key: 'pagination.max', name: 'Largest page', defaultValue: '100' },
  ],
  resources: [],
  hubwright: {
    authentication: {
      custom: {
        label: 'Token',
        place: [{ in: 'header', name: 'Authorization', value: 'Bearer {shop.token}' }],
      },
    },
    generic: {
      update: 'PUT',
      lists: {
        items: ['items'],
        page: 'offset',
        pageSize: 'limit',
        total: 'total',
        paged: 'limit',
      },
      counts: { update: 'updateCount', delete: 'deleteCount' },
      readBack: ['id', 'key'],
    },
    errors: { message: ['errorMessage'], code: ['errorCode'] },
  },
}
writeFileSync(join(folder, 'anyshop.json'), JSON.stringify(definition))
const running = await startPlatform({
  beside: first,
  env: { HUBWRIGHT_CONNECTORS_DIR: folder, HUBWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' },
})
let hub: Send

beforeAll(async () => {
  const store = await newStore(storeControl(first), storeId, {
    products: 12,
    orders: 10,
    customers: 6,
    carts: 7,
  })
  const body = {
    element: { key: 'anyshop' },
    name: 'Any store',
    configuration: { 'shop.token': store.token },
  }
  const instance = record(await platformClient(running)('POST', '/instances', { body }))
  hub = hubClient(running, String(instance['token']))
})

describe('an object of the vendor', () => {
  it('is created, read, changed, replaced and deleted, and each write answers the record', async () => {
    const made = record(await hub('POST', '/classes', { body: { name: 'Lamps' } }))
    expect(made).toMatchObject({ name: 'Lamps', attributes: [] })
    const one = `/classes/${String(made['id'])}`
    expect(record(await hub('GET', one))).toEqual(made)
    expect(record(await hub('PATCH', one, { body: { name: 'Tall lamps' } }))).toMatchObject({
      id: made['id'],
      name: 'Tall lamps',
    })
    expect(record(await hub('PUT', one, { body: { name: 'Low lamps' } }))).toMatchObject({
      name: 'Low lamps',
    })
    expect(rows(await hub('GET', '/classes')).map(({ name }) => name)).toContain('Low lamps')
    const gone = await hub('DELETE', one)
    expect([gone.status, gone.body]).toEqual([200, undefined])
    expect(await hub('GET', one)).toMatchObject({ status: 404, body: { code: 'vendor_not_found' } })
  })

  it('has records that are addressed by odd characters', async () => {
    const key = 'a/b #1%?ü'
    const address = `/storage/${encodeURIComponent(key)}`
    expect(record(await hub('PUT', address, { body: { color: 'red' } }))).toMatchObject({ key })
    expect(record(await hub('GET', address))).toMatchObject({ key })
    expect(rows(await hub('GET', '/storage')).map((entry) => entry['key'])).toEqual([key])
  })

  it('answers a write that cannot be read back in the vendor’s words, and says so', async () => {
    // This vendor shows no single promotion, and nothing below a cart.
    const [promotion] = rows(await hub('GET', '/promotions'))
    const changed = await hub('PATCH', `/promotions/${String(promotion?.['id'])}`, {
      body: { name: 'Renamed' },
    })
    expect([changed.status, changed.body]).toEqual([200, { updateCount: 1 }])
    expect(changed.headers['elements-error']).toContain('reading it back failed')
    const [cart] = rows(await hub('GET', '/carts'))
    const placed = await hub('POST', `/carts/${String(cart?.['cartId'])}/place`)
    expect(record(placed)).toMatchObject({ cartId: cart?.['cartId'] })
    expect(placed.headers['elements-error']).toContain('reading it back failed')
  })

  it('is listed whole or by pages, as the vendor does', async () => {
    const classes = rows(await hub('GET', '/classes'))
    const start = await hub('GET', '/classes', { query: { pageSize: '1' } })
    expect(rows(start)).toEqual(classes.slice(0, 1))
    expect(start.headers['elements-total-count']).toBe(String(classes.length))
    const nextPage = String(start.headers['elements-next-page-token'])
    expect(rows(await hub('GET', '/classes', { query: { nextPage } }))).toEqual(classes.slice(1, 2))
    const carts = rows(await hub('GET', '/carts'))
    const query = { page: '2', pageSize: '3' }
    expect(rows(await hub('GET', '/carts', { query }))).toEqual(carts.slice(3, 6))
    const hidden = await hub('GET', '/carts', { query: { where: 'showHidden = false' } })
    expect([carts.length, rows(hidden).length]).toEqual([7, 6])
  })

  it('is none of the objects that have resources', async () => {
    expect((await hub('GET', '/objects')).body).toEqual([])
    const document = record(await platformClient(running)('GET', '/elements/anyshop/docs'))
    const paths = Object.keys(document['paths'] as object)
    expect(paths.filter((path) => path.startsWith('/{objectName}'))).toHaveLength(4)
    expect(paths).not.toContain('/classes')
  })
})
