/** Changes in a connected store become events by asking for them; nothing is lost, nothing is told twice. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepDays } from '../../src/jobs/partitions-store.ts'
import { startPlatform } from '../support/start-platform.ts'
import { createSourceStage } from '../support/source-stage.ts'

// No loop of its own: the tests say when it is polled.
const platform = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const stage = await createSourceStage(platform)
const { db } = platform.app.rooms.database

beforeAll(async () => {
  for (const name of ['events', 'event_keys', 'notifications', 'deliveries'] as const)
    await keepDays(db, { name, keptDays: 7 }, new Date())
})
beforeEach(() => platform.sandbox('DELETE', '/_control/ecwid/faults'))

describe('a polled store', () => {
  it('has a source for each resource as soon as events are switched on, and none when they are off', async () => {
    const store = await stage.newStore()
    const before = await stage.list(store)
    expect(before.map(({ kind, resource, state }) => [kind, resource, state])).toEqual([
      ['poll', 'products', 'waiting'],
      ['poll', 'orders', 'waiting'],
      ['poll', 'customers', 'waiting'],
      ['poll', 'categories', 'waiting'],
    ])
    await stage.pollAll(store)
    const after = await stage.list(store)
    expect(after.map(({ state, lastProofAt }) => [state, lastProofAt !== undefined])).toEqual(
      Array.from({ length: 4 }, () => ['live', true]),
    )
    expect(await stage.told(store)).toEqual([])
    await stage.configure(store, { 'event.objects': 'orders,reviews' })
    expect((await stage.list(store)).map(({ resource }) => resource)).toEqual(['orders', 'reviews'])
    await stage.configure(store, { 'event.notification.enabled': 'false' })
    expect(await stage.list(store)).toEqual([])
  })

  it('tells what was made, changed and deleted, once each', async () => {
    const store = await stage.newStore()
    await stage.pollAll(store)
    const product = await stage.call(store, 'POST', '/products', { name: 'Cup', price: 3 })
    const customer = await stage.call(store, 'POST', '/customers', { email: 'a@example.com' })
    const category = await stage.call(store, 'POST', '/categories', { name: 'Cups' })
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `categories ${category} CREATED`,
      `customers ${customer} CREATED`,
      `products ${product} CREATED`,
    ])
    await stage.forget(store)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([])
    await stage.nextSecond()
    await stage.call(store, 'PATCH', `/categories/${category}`, { name: 'Big cups' })
    await stage.call(store, 'DELETE', `/products/${product}`)
    await stage.call(store, 'DELETE', `/customers/${customer}`)
    await stage.pollAll(store)
    expect(await stage.told(store)).toEqual([
      `categories ${category} UPDATED`,
      `customers ${customer} DELETED`,
      `products ${product} DELETED`,
    ])
  })
})
