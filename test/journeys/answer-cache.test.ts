/** Answers that are remembered for an instance: asked of the vendor once, and never older than what we know. */
import { describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import {
  callsSeen,
  connectByToken,
  newStore,
  platformClient,
  record,
  rows,
  storeControl,
  type Call,
  type Row,
} from './ecwid-client.ts'

let ahead = 0
const clock = { now: () => Date.now() + ahead }
// Statements are counted; a worker has some of its own.
const env = { HUBWRIGHT_ROLE: 'api' }
const node = await startPlatform({ clock, env })
const other = await startPlatform({ beside: node, clock, env })
const control = storeControl(node)
const send = platformClient(node)

let storeId = 3600

interface Shop {
  readonly store: { storeId: number; token: string }
  readonly id: number
  readonly token: string
  /** A product of the shop. */
  readonly product: string
  /** As the shop's instance, on the first node unless another is named. */
  call(method: string, path: string, call?: Call & Options): Promise<Answer>
  /** How many requests the vendor has received for products of the shop. */
  asked(): Promise<number>
}

interface Options {
  readonly on?: typeof node
  readonly headers?: Record<string, string>
}

/** A store of its own, connected, with answers remembered unless `settings` say otherwise. */
async function newShop(settings: Row = { cachingEnabled: true }): Promise<Shop> {
  storeId += 1
  const store = await newStore(control, storeId, { products: 3 })
  return shopOf(store, await connectByToken(send, store), settings)
}

async function shopOf(store: Shop['store'], instance: Row, settings: Row): Promise<Shop> {
  const id = Number(instance['id'])
  const token = String(instance['token'])
  record(await send('PATCH', `/instances/${id}`, { body: settings }))
  await settled()
  return {
    store,
    id,
    token,
    product: await productOf(store),
    call: (method, path, { on = node, ...call } = {}) =>
      on.request(method, path, { ...call, token }),
    asked: () => callsSeen(control, `/api/v3/${store.storeId}/products`),
  }
}

/** An instance of the second tenant, for a store that may be the first one's. */
async function shopOfSecond(settings: Row, known?: Shop['store']) {
  const store = known ?? (await newStore(control, (storeId += 1), { products: 1 }))
  const configuration = {
    'ecwid.store.id': String(store.storeId),
    'oauth.user.token': store.token,
  }
  const body = { element: { key: 'ecwid' }, externalAuthentication: 'initial', configuration }
  const created = record(
    await node.request('POST', '/instances', {
      tenant: node.second,
      body: { ...body, ...settings },
    }),
  )
  return {
    id: Number(created['id']),
    token: String(created['token']),
    product: await productOf(store),
  }
}

async function productOf({ storeId: id }: Shop['store']): Promise<string> {
  const { body } = await control('GET', `/stores/${id}/products`)
  const [first] = (body as { items?: Row[] }).items ?? (body as Row[])
  return `/products/${String(first?.['id'])}`
}

/** Until both nodes have heard what was told before: notices come in order. */
async function settled(): Promise<void> {
  const channel = `settled_${(settlings += 1)}`
  const heard = new Set<typeof node>()
  for (const one of [node, other]) {
    await one.app.rooms.notices.subscribe(channel, () => void heard.add(one))
  }
  await node.app.rooms.notices.publish(channel, 'now')
  await expect.poll(() => heard.size).toBe(2)
}
let settlings = 0

const cacheOf = ({ headers }: Answer) => headers['elements-cache']

/** Asks twice, and the second answer was remembered. */
async function remember(shop: Shop, path: string, on = node): Promise<void> {
  expect((await shop.call('GET', path, { on })).status).toBe(200)
  expect(cacheOf(await shop.call('GET', path, { on }))).toBe('hit')
}

describe('the settings of an instance', () => {
  it('are off, and whoever leaves them so is asked about each time', async () => {
    const store = await newStore(control, 3601, { products: 1 })
    storeId = 3601
    const instance = await connectByToken(send, store)
    expect(instance).toMatchObject({ cachingEnabled: false, maxCacheSize: 0, cacheTimeToLive: 0 })
    const shop = await shopOf(store, instance, {})
    for (const turn of [1, 2]) {
      const answer = await shop.call('GET', '/products')
      expect([cacheOf(answer), answer.headers['age']]).toEqual([undefined, undefined])
      expect(await shop.asked()).toBe(turn)
    }
  })

  it('are taken at creation, by PUT and by PATCH, and come back as they were sent', async () => {
    storeId += 1
    const { token } = await newStore(control, storeId)
    const created = record(
      await send('POST', '/instances', {
        body: {
          element: { key: 'ecwid' },
          externalAuthentication: 'initial',
          configuration: { 'ecwid.store.id': String(storeId), 'oauth.user.token': token },
          cachingEnabled: true,
          maxCacheSize: 2048,
          cacheTimeToLive: 300,
        },
      }),
    )
    const settings = { cachingEnabled: true, maxCacheSize: 2048, cacheTimeToLive: 300 }
    expect(created).toMatchObject(settings)
    const path = `/instances/${Number(created['id'])}`
    expect(record(await send('PATCH', path, { body: { name: 'Other' } }))).toMatchObject(settings)
    const whole = record(await send('GET', path))
    const { updatedDate: _then, ...put } = record(await send('PUT', path, { body: whole }))
    expect(whole).toMatchObject(put)
    const changed = { cachingEnabled: false, maxCacheSize: 1, cacheTimeToLive: 0 }
    expect(record(await send('PUT', path, { body: changed }))).toMatchObject(changed)
  })

  it.each([
    ['cachingEnabled', 'yes'],
    ['maxCacheSize', 16_385],
    ['maxCacheSize', '12'],
    ['cacheTimeToLive', -1],
    ['cacheTimeToLive', 86_401],
    ['cacheTimeToLive', 1.5],
  ])('%s cannot be %j', async (field, value) => {
    const body = { [field]: value }
    const { id } = await newShop({})
    for (const [method, path] of [
      ['POST', '/instances'],
      ['PUT', `/instances/${id}`],
      ['PATCH', `/instances/${id}`],
    ] as const) {
      const refused = await send(method, path, { body: { element: { key: 'ecwid' }, ...body } })
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      expect(JSON.stringify(refused.body)).toContain(`/${field}`)
    }
  })
})

describe('an answer', () => {
  it('is asked of the vendor once and given again with all it had', async () => {
    const shop = await newShop()
    const first = await shop.call('GET', '/products', { query: { pageSize: '2' } })
    const again = await shop.call('GET', '/hubs/whatever/products', { query: { pageSize: '2' } })
    expect([cacheOf(first), cacheOf(again)]).toEqual(['miss', 'hit'])
    expect(again.headers['age']).toMatch(/^\d$/)
    expect(again.body).toEqual(first.body)
    expect(rows(again)).toHaveLength(2)
    for (const name of [
      'next-page-token',
      'returned-count',
      'total-count',
      'element-instance-id',
    ]) {
      expect(first.headers[`elements-${name}`], name).toBeDefined()
      expect(again.headers[`elements-${name}`]).toBe(first.headers[`elements-${name}`])
    }
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(await shop.asked()).toBe(1)
  })

  it('costs a usage record and no request to the vendor', async () => {
    const shop = await newShop()
    const miss = await shop.call('GET', '/products')
    const hit = await shop.call('GET', '/products')
    await node.app.rooms.usage.flush()
    for (const [answer, vendorCalls] of [
      [miss, 1],
      [hit, 0],
    ] as const) {
      const { body } = await send('GET', `/usage/${answer.headers['elements-request-id']}`)
      expect(body).toMatchObject({ elementApi: 'GET /products', responseCode: 200, vendorCalls })
    }
  })

  it('is asked for anew with no-cache', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    const fresh = await shop.call('GET', '/products', { headers: { 'cache-control': 'no-cache' } })
    expect(cacheOf(fresh)).toBe('bypass')
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('hit')
    expect(await shop.asked()).toBe(2)
  })

  it('of another question is another one, and an error is never remembered', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    expect(cacheOf(await shop.call('GET', '/products', { query: { pageSize: '1' } }))).toBe('miss')
    expect(cacheOf(await shop.call('GET', shop.product))).toBe('miss')
    const before = await shop.asked()
    for (const turn of [1, 2]) {
      const { status, headers } = await shop.call('GET', '/products/999999999')
      expect([status, headers['elements-cache']]).toEqual([404, undefined])
      expect(await shop.asked()).toBe(before + turn)
    }
  })

  it('that is larger than the instance may remember is asked for each time', async () => {
    const shop = await newShop({ cachingEnabled: true, maxCacheSize: 1 })
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
    await remember(shop, `${shop.product}?fields=id`)
  })

  it('is old after the time of the instance', async () => {
    const shop = await newShop({ cachingEnabled: true, cacheTimeToLive: 300 })
    await remember(shop, '/products')
    ahead += 290_000
    const old = await shop.call('GET', '/products')
    expect(cacheOf(old)).toBe('hit')
    expect(Number(old.headers['age'])).toBeGreaterThanOrEqual(290)
    ahead += 11_000
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
    expect(await shop.asked()).toBe(2)
  })
})

describe('a write', () => {
  it('is seen by the next read, whether it went through a resource or was passed through', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    record(await shop.call('PATCH', shop.product, { body: { price: 77 } }))
    const read = await shop.call('GET', shop.product)
    expect([cacheOf(read), record(read)['price']]).toEqual(['miss', 77])
    const vendorPath = `/proxy${shop.product}`
    record(await shop.call('PUT', vendorPath, { body: { price: 78 } }))
    const again = await shop.call('GET', shop.product)
    expect([cacheOf(again), record(again)['price']]).toEqual(['miss', 78])
  })

  it('through another instance of the store is seen too, whether that remembers or not', async () => {
    const shop = await newShop()
    const sibling = await shopOf(shop.store, await connectByToken(send, shop.store), {})
    await remember(shop, '/products')
    record(await sibling.call('PATCH', shop.product, { body: { price: 55 } }))
    const read = await shop.call('GET', shop.product)
    expect([cacheOf(read), record(read)['price']]).toEqual(['miss', 55])
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
  })

  it('in another store leaves the answers of this one', async () => {
    const [shop, elsewhere] = [await newShop(), await newShop()]
    await remember(shop, '/products')
    record(await elsewhere.call('PATCH', elsewhere.product, { body: { price: 5 } }))
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('hit')
  })

  it('whose effect nobody knows counts as one', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    const match = `PUT /ecwid/api/v3/${shop.store.storeId}/products`
    record(
      await control('POST', '/faults', {
        body: { match, fault: 'reset', when: 'after', times: 9 },
      }),
    )
    const cut = await shop.call('PATCH', shop.product, { body: { price: 31 } })
    expect(cut.status).toBe(502)
    expect(record(await shop.call('GET', shop.product))['price']).toBe(31)
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
  })

  it('that happens during a read keeps its answer from being remembered', async () => {
    const shop = await newShop()
    const match = `GET /ecwid/api/v3/${shop.store.storeId}/products`
    record(await control('POST', '/faults', { body: { match, fault: 'slow', delayMs: 700 } }))
    const reading = shop.call('GET', '/products')
    await expect.poll(() => shop.asked()).toBe(1)
    record(await shop.call('PATCH', shop.product, { body: { price: 12 } }))
    // The read was still under way when the write was done.
    expect(await Promise.race([reading, Promise.resolve('under way')])).toBe('under way')
    expect(cacheOf(await reading)).toBe('miss')
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
  })

  it('on one node is heard by the other', async () => {
    const shop = await newShop()
    const silent = await shopOf(shop.store, await connectByToken(send, shop.store), {})
    for (const [price, writer] of [
      [41, shop],
      [42, silent],
    ] as const) {
      await remember(shop, shop.product, other)
      record(await writer.call('PATCH', shop.product, { body: { price } }))
      await expect
        .poll(async () => record(await shop.call('GET', shop.product, { on: other }))['price'])
        .toBe(price)
    }
    // What one node knows, it learnt itself.
    expect(cacheOf(await shop.call('GET', shop.product))).toBe('miss')
    expect(cacheOf(await shop.call('GET', shop.product))).toBe('hit')
  })

  it('tells nobody while no instance of the organization remembers answers', async () => {
    const { notices, database, usage } = node.app.rooms
    const { token, product } = await shopOfSecond({})
    const write = async (price: number) =>
      record(await node.request('PATCH', product, { tenant: node.second, token, body: { price } }))
    const heard: string[] = []
    const end = await notices.subscribe('vendor_account_changed', (one) => void heard.push(one))
    await write(1)
    await usage.flush()
    const before = database.countStatements()
    await write(2)
    expect(database.countStatements() - before).toBe(0)
    await settled()
    end()
    expect(heard).toEqual([])
  })
})

describe('a change of the instance', () => {
  it('that disables it is a 403, whatever is remembered, and enabling begins anew', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    record(await send('DELETE', `/instances/${shop.id}/enabled`))
    expect((await shop.call('GET', '/products')).status).toBe(403)
    record(await send('PUT', `/instances/${shop.id}/enabled`))
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
  })

  it.each<[string, (shop: Shop) => Promise<Answer>]>([
    ['of its name', ({ id }) => send('PATCH', `/instances/${id}`, { body: { name: 'Now' } })],
    [
      'of its configuration',
      ({ id }) =>
        send('PATCH', `/instances/${id}`, {
          body: { configuration: { 'filter.response.nulls': 'false' } },
        }),
    ],
    [
      'of its credentials',
      ({ id, store }) =>
        send('PUT', `/instances/${id}`, {
          body: {
            configuration: {
              'ecwid.store.id': String(store.storeId),
              'oauth.user.token': store.token,
            },
          },
        }),
    ],
  ])('%s forgets its answers, on every node', async (_name, change) => {
    const shop = await newShop()
    await remember(shop, '/products')
    await remember(shop, '/products', other)
    record(await change(shop))
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
    await expect
      .poll(async () => cacheOf(await shop.call('GET', '/products', { on: other })))
      .toBe('miss')
  })

  it('that deletes it leaves nothing behind in memory', async () => {
    const { memory } = node.app.rooms.answers
    const shop = await newShop()
    const before = memory.counts().bytes
    await remember(shop, '/products')
    expect(memory.counts().bytes).toBeGreaterThan(before)
    expect((await send('DELETE', `/instances/${shop.id}`)).status).toBe(200)
    expect(memory.counts().bytes).toBe(before)
    expect((await shop.call('GET', '/products')).status).toBe(401)
  })

  it('turned off forgets and asks each time', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    record(await send('PATCH', `/instances/${shop.id}`, { body: { cachingEnabled: false } }))
    expect(cacheOf(await shop.call('GET', '/products'))).toBeUndefined()
    expect(await shop.asked()).toBe(2)
  })

  it('of the resources that its account added to the connector forgets too', async () => {
    const shop = await newShop()
    await remember(shop, '/products')
    record(
      await send('POST', '/elements/ecwid/resources', {
        body: {
          description: 'Products again',
          path: '/products-again',
          vendorPath: '/products',
          method: 'GET',
          rootKey: 'items',
        },
      }),
    )
    expect(cacheOf(await shop.call('GET', '/products'))).toBe('miss')
    await settled()
    await remember(shop, '/products-again')
  })
})

it('what one tenant was answered is given to no other', async () => {
  const shop = await newShop()
  await remember(shop, '/products')
  const theirs = await shopOfSecond({ cachingEnabled: true }, shop.store)
  const call = (path: string, token: string) =>
    node.request('GET', path, { tenant: node.second, token })
  expect(cacheOf(await call('/products', theirs.token))).toBe('miss')
  expect((await call('/products', shop.token)).status).toBe(401)
  expect(cacheOf(await shop.call('GET', '/products'))).toBe('hit')
  await node.request('DELETE', `/instances/${theirs.id}`, { tenant: node.second })
})

it('the figures count what was remembered', async () => {
  const shop = await newShop()
  await remember(shop, '/products')
  const { body } = await node.request('GET', `${node.url}/metrics`)
  expect(body).toMatch(/^hubwright_answer_cache\{kind="hits"\} [1-9]/m)
  expect(body).toMatch(/^hubwright_answer_cache\{kind="misses"\} [1-9]/m)
  expect(body).toMatch(/^hubwright_answer_cache_bytes\{kind="held"\} [1-9]/m)
})
