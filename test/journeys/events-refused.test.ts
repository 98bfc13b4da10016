/** What somebody writes who makes a slip of the keyboard: it is refused with what there is, or told as ignored. */
import { describe, expect, it } from 'vitest'
import { startPlatform } from '../support/start-platform.ts'
import { connectByToken, newStore, platformClient, record, storeControl } from './ecwid-client.ts'

const platform = await startPlatform({ env: { HUBWRIGHT_ROLE: 'api' } })
const request = platformClient(platform)
const store = await newStore(storeControl(platform), 4601, { products: 1 })
const instance = await connectByToken(request, store)
const id = Number(instance['id'])
const ecwidObjects = 'orders, carts, products, '

const configure = (configuration: Record<string, string>) =>
  request('PATCH', `/instances/${id}`, { body: { configuration } })
const refused = (code: string, path: string, message: string) => ({
  status: 400,
  body: {
    code,
    message: expect.stringContaining(message) as string,
    details: [{ path }],
  },
})

describe('the configuration of events', () => {
  it('names objects that the connector has, in any case', async () => {
    expect(await configure({ 'event.objects': 'orders,prodcts' })).toMatchObject(
      refused(
        'invalid_configuration',
        '/configuration/event.objects',
        `holds 'prodcts'; the events of Ecwid are of ${ecwidObjects}`,
      ),
    )
    // A resource without events is named by old clients.
    for (const objects of ['["Orders", "PRODUCTS"]', 'orders,ordersPayments'])
      expect((await configure({ 'event.objects': objects })).status, objects).toBe(200)
    // What is polled in the instance's own words has any name.
    const own = {
      'event.vendor.type': 'polling',
      'event.poller.configuration': JSON.stringify({ things: { url: '/products', idField: 'id' } }),
      'event.objects': 'things',
    }
    expect((await configure(own)).status).toBe(200)
    const both = { 'event.poller.configuration': '{}', 'event.objects': 'nothings' }
    expect((await configure(both)).status).toBe(400)
    const kept = { 'event.poller.configuration': '{}', 'event.vendor.type': 'webhook' }
    // What stands already is no reason to refuse something else.
    expect((await configure(kept)).status).toBe(200)
    expect((await configure({ 'event.objects': '' })).status).toBe(200)
  })

  it('has keys that the platform knows; others are kept and told', async () => {
    const told = await configure({ 'event.notificaton.enabled': 'true', 'event.metadata': '{}' })
    expect(told.status).toBe(200)
    expect(told.headers['elements-error']).toBe(
      'configuration: event.notificaton.enabled is not known and was ignored (did you mean event.notification.enabled?)',
    )
    expect(record(told)['configuration']).toMatchObject({ 'event.notificaton.enabled': 'true' })
    const long = await configure({ ['event.' + 'ü'.repeat(200)]: '1' })
    expect(long.status).toBe(200)
    expect(long.headers['elements-error']).toMatch(/^configuration: event\.\?+ is not known/)
    const known = await configure({ 'event.notification.enabled': 'true', 'my.own': '1' })
    expect(known.headers).not.toHaveProperty('elements-error')
  })
})

describe('a test event', () => {
  const test = (body: Record<string, string>) =>
    request('POST', `/instances/${id}/events/test`, { body })

  it('is of what the connector tells', async () => {
    expect(await test({ objectType: 'prodcts' })).toMatchObject(
      refused('invalid_request', '/objectType', `must be one of ${ecwidObjects}`),
    )
    expect(await test({ eventType: 'EXPLODED' })).toMatchObject(
      refused('invalid_request', '/eventType', 'must be one of CREATED, UPDATED, DELETED'),
    )
    const taken = record(
      await test({ objectType: 'Products', objectId: '7', eventType: 'deleted' }),
    )
    expect(JSON.parse(String(taken['providerData']))).toMatchObject({
      objectType: 'products',
      events: [{ objectType: 'products', objectId: '7', eventType: 'DELETED' }],
    })
  })
})

describe('a subscription', () => {
  const path = '/notifications/subscriptions'
  const url = 'https://app.example/hook'
  const subscribe = (topics: string[], config: Record<string, unknown> = { url }) =>
    request('POST', path, { body: { channel: 'webhook', topics, config } })

  it('has no members that do nothing', async () => {
    const sent = { url, header: { 'x-team': 'shop' } }
    const wrong = refused(
      'invalid_request',
      '/config/header',
      'is not known; a config has url, email, to, signatureKey, headers, basic',
    )
    expect(await subscribe(['news'], sent)).toMatchObject(wrong)
    const { id: made } = record(await subscribe(['news']))
    const change = { body: { config: { header: {} } } }
    expect(await request('PATCH', `${path}/${String(made)}`, change)).toMatchObject(wrong)
  })

  it('is to topics of instances that the account has', async () => {
    const right = `instance-${id}-ecwid-events`
    const made = await subscribe([right, 'evnts', 'instance-of-my-own'])
    expect(made.status).toBe(200)
    expect(await subscribe(['events', 'instance-999999-ecwid-events'])).toMatchObject(
      refused('invalid_request', '/topics/1', 'of an instance that the account does not have'),
    )
    expect(await subscribe([`instance-${id}-shopify-events`])).toMatchObject(
      refused('invalid_request', '/topics/0', `use ${right}`),
    )
    const one = `${path}/${String(record(made)['id'])}`
    const change = (topics: string[]) => request('PATCH', one, { body: { topics } })
    expect((await change(['instance-999999-ecwid-events'])).status).toBe(400)
    // One that stands there may stay although its instance went.
    const gone = await connectByToken(request, store)
    const old = `instance-${String(gone['id'])}-ecwid-events`
    expect((await change([old])).status).toBe(200)
    expect((await request('DELETE', `/instances/${String(gone['id'])}`)).status).toBe(200)
    expect((await change([old, 'news'])).status).toBe(200)
    expect((await subscribe([old])).status).toBe(400)
  })
})

describe('lists', () => {
  const times = { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }

  it.each([
    ['GET', '/instances/events'],
    ['GET', `/instances/${id}/events`],
    ['GET', '/notifications'],
    ['GET', '/notifications/subscriptions/deliveries'],
    ['PUT', '/notifications/subscriptions/1/deliveries'],
    ['GET', '/instances/events/dispositions'],
  ])('%s %s takes no time that ends before it begins', async (method, path) => {
    expect(await request(method, path, { query: times })).toMatchObject(
      refused('invalid_request', 'from', "'from' must not be after 'to'"),
    )
  })

  it.each([
    ['/instances/events', 'status', 'DONE'],
    ['/instances/events', 'source', 'mail'],
    ['/notifications', 'status', 'DELIVERED'],
    ['/notifications', 'kind', 'none'],
    ['/instances/events/sources', 'state', 'dead'],
    ['/notifications/feed', 'pageSize', '0'],
  ])('%s takes no %s %s', async (path, name, value) => {
    const answer = await request('GET', path, { query: { [name]: value } })
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: name }] } })
  })

  it.each(['/notifications/feed', '/instances/events/sources', '/instances/events'])(
    '%s says that a page is smaller than was asked for',
    async (path) => {
      const { status, headers } = await request('GET', path, { query: { pageSize: '1000' } })
      expect(status).toBe(200)
      expect(headers['elements-error']).toBe('pageSize 1000 is above the maximum; 200 was used')
    },
  )
})
