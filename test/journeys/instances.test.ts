/** The life of an instance over HTTP: created, read, searched, changed, disabled, deleted; and what is refused. */
import { describe, expect, it } from 'vitest'
import { startPlatform, type Answer } from '../support/start-platform.ts'
import { app, codeFor, connect, instanceIn, oauthBody } from './store-consent.ts'

const platform = await startPlatform()
const storeId = 1003

/** The third documented request, word for word. */
const legacyBody = {
  element: { key: 'ecwid' },
  configuration: {
    'ecwid.order.key': 'sandbox-order-key',
    'ecwid.product.key': 'sandbox-product-key',
    'ecwid.store.id': '1003',
  },
  tags: ['legacy'],
  name: 'Legacy shop',
}

function post(body: unknown, more: object = {}): Promise<Answer> {
  return platform.request('POST', '/instances', { body, ...more })
}

function refusal(answer: Answer, status: number, code: string): string {
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { code } })
  return (answer.body as { message: string }).message
}

async function countAll(): Promise<number> {
  const answer = await platform.request('GET', '/instances/count')
  return (answer.body as { totalInstances: number }).totalInstances
}

async function products(token: string): Promise<Answer> {
  return platform.request('GET', '/hubs/ecommerce/products', { query: { pageSize: 1 }, token })
}

describe('by the keys of the legacy API', () => {
  it('an instance is made after the vendor took both keys', async () => {
    const answer = await post(legacyBody)
    expect(instanceIn(answer)).toMatchObject({
      name: 'Legacy shop',
      tags: ['legacy'],
      element: { key: 'ecwid', typeOauth: false },
      externalAuthentication: 'none',
      configuration: {
        'authentication.type': 'custom',
        'ecwid.store.id': '1003',
        'ecwid.order.key': '********',
        'ecwid.product.key': '********',
      },
    })
    expect(JSON.stringify(answer.body)).not.toContain('sandbox-order-key')
    const calls = await platform.sandbox('GET', '/_control/ecwid/calls?path=/api/v1/1003')
    expect((calls.body as { count: number }).count).toBeGreaterThanOrEqual(2)
  })

  it('all missing entries are named in one message', async () => {
    const message = refusal(
      await post({
        element: { key: 'ecwid' },
        configuration: { 'authentication.type': 'custom' },
        name: 'x',
      }),
      400,
      'missing_configuration',
    )
    expect(message).toBe(
      "Missing required configuration: 'ecwid.store.id', 'ecwid.order.key', 'ecwid.product.key'",
    )
  })

  it('a ready token that was forgotten is one of them', async () => {
    const message = refusal(
      await post({ element: { key: 'ecwid' }, externalAuthentication: 'initial' }),
      400,
      'missing_configuration',
    )
    expect(message).toBe("Missing required configuration: 'ecwid.store.id', 'oauth.user.token'")
  })

  it('one key alone is taken as meaning these keys', async () => {
    const configuration = { 'ecwid.store.id': 1003, 'ecwid.order.key': 'sandbox-order-key' }
    const message = refusal(
      await post({ element: { id: 52 }, configuration }),
      400,
      'missing_configuration',
    )
    expect(message).toBe("Missing required configuration: 'ecwid.product.key'")
  })

  it('a wrong key is refused with the vendor, and nothing is stored', async () => {
    const before = await countAll()
    const configuration = { ...legacyBody.configuration, 'ecwid.order.key': 'wrong-key' }
    const answer = await post({ ...legacyBody, configuration })
    expect([400, 401]).toContain(answer.status)
    expect(JSON.stringify(answer.body)).not.toContain('wrong-key')
    expect(await countAll()).toBe(before)
  })
})

describe('a body that is not right', () => {
  it.each([
    ['an empty key of the element', { element: { key: '' } }, '/element/key'],
    ['no element', { name: 'x' }, '/element'],
    ['an element that is a text', { element: 'ecwid' }, '/element'],
    [
      'an empty configuration key',
      { element: { key: 'ecwid' }, configuration: { '': '1003', 'ecwid.order.key': 'k' } },
      '/configuration/',
    ],
    [
      'a list as a value',
      { element: { key: 'ecwid' }, configuration: { 'ecwid.store.id': [1003] } },
      '/configuration/ecwid.store.id',
    ],
    [
      'a line break in a key',
      { element: { key: 'ecwid' }, configuration: { 'a\r\nb': 'x' } },
      '/configuration/a\r\nb',
    ],
    ['a name that is a number', { element: { key: 'ecwid' }, name: 7 }, '/name'],
    ['tags that are a text', { element: { key: 'ecwid' }, tags: 'eu' }, '/tags'],
    ['a tag that is a number', { element: { key: 'ecwid' }, tags: [7] }, '/tags/0'],
    [
      'a code that is a number',
      { element: { key: 'ecwid' }, providerData: { code: 7 } },
      '/providerData/code',
    ],
    [
      'an unknown external authentication',
      { element: { key: 'ecwid' }, externalAuthentication: 'later' },
      '/externalAuthentication',
    ],
    [
      'a flood of configuration',
      {
        element: { key: 'ecwid' },
        configuration: Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`k${n}`, 'x'])),
      },
      '/configuration',
    ],
  ])('%s: 400 that names the place', async (_title, body, path) => {
    const before = await countAll()
    const answer = await post(body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(400)
    const { details } = answer.body as { details: { path: string }[] }
    expect(details.map((detail) => detail.path)).toContain(path)
    expect(await countAll()).toBe(before)
  })

  it('a NUL is refused wherever it stands', async () => {
    for (const body of [
      { element: { key: 'ecwid' }, name: 'a\u0000b' },
      { ...legacyBody, tags: ['\u0000'] },
      { ...legacyBody, configuration: { ...legacyBody.configuration, 'x\u0000': 'y' } },
    ]) {
      expect((await post(body)).status).toBe(400)
    }
  })

  it('curly quotes are named', async () => {
    const answer = await post('{“element”:{“key”:“ecwid”}}', {
      headers: { authorization: platform.first.authorization, 'content-type': 'application/json' },
    })
    refusal(answer, 400, 'invalid_json')
  })

  it('an unknown connector is a 404', async () => {
    refusal(await post({ element: { key: 'nothing' } }), 404, 'not_found')
  })

  it('the connector of the address and of the body must be the same', async () => {
    const answer = await platform.request('POST', '/elements/ecwid/instances', {
      body: { element: { key: 'nothing' } },
    })
    expect(answer.status).toBe(404)
  })
})

describe('a configuration value that is not allowed', () => {
  const withValue = (key: string, value: unknown) => ({
    ...legacyBody,
    configuration: { ...legacyBody.configuration, [key]: value },
  })

  it.each([
    ['event.notification.type', 'email', "'webhook'"],
    ['event.vendor.type', 'push', "'polling' or 'webhook' or 'webhooks'"],
    ['event.notification.callback.url', 'ftp://app.test/events', 'http'],
    ['event.notification.callback.url', 'https;//app.test/events', 'https://'],
    ['event.notification.callback.url', 'http://127.0.0.1:22/events', 'may not be called'],
    ['event.notification.callback.url', 'http://169.254.169.254/latest', 'HUBWRIGHT_EGRESS_ALLOW'],
    ['base.url', 'https;//app.test', 'https://'],
    ['event.notification.enabled', 'perhaps', "'true' or 'false'"],
    ['authentication.type', 'magic', "'oauth2', 'custom'"],
    ['ecwid.order.key', 'x\r\nX-Evil: 1', 'line breaks'],
  ])('%s = %s: 400 with what is allowed', async (key, value, allowed) => {
    const answer = await post(withValue(key, value))
    expect(refusal(answer, 400, 'invalid_configuration')).toContain(allowed)
    const { details } = answer.body as { details: { path: string }[] }
    expect(details[0]?.path).toBe(`/configuration/${key}`)
  })

  it('the client secret of the platform is sent nowhere else', async () => {
    const code = await codeFor(platform, storeId)
    const answer = await post({
      element: { key: 'ecwid' },
      providerData: { code },
      configuration: { 'oauth.token.url': 'https://collector.example/token' },
    })
    expect(refusal(answer, 400, 'invalid_configuration')).toContain('oauth.token.url')
  })

  it('not even when an own app is taken back later', async () => {
    const instance = await connect(platform, storeId)
    const answer = await platform.request('PATCH', `/instances/${instance.id}`, {
      body: {
        configuration: { 'oauth.api.secret': '', 'oauth.token.url': `${platform.sandboxUrl}/x` },
      },
    })
    refusal(answer, 400, 'invalid_configuration')
  })

  it('unknown keys, booleans and numbers are taken', async () => {
    const answer = await post({
      ...legacyBody,
      configuration: {
        ...legacyBody.configuration,
        'ecwid.store.id': 1003,
        'event.notification.enabled': false,
        'my.own.key': 'mine',
        'my.own.secret': 'hidden',
      },
    })
    expect(instanceIn(answer).configuration).toMatchObject({
      'ecwid.store.id': '1003',
      'event.notification.enabled': 'false',
      'my.own.key': 'mine',
      'my.own.secret': '********',
    })
  })
})

describe('reading', () => {
  it('finds by tags, by text in name or tag, and both together', async () => {
    const make = (name: string, tags: string[]) => post({ ...legacyBody, name, tags })
    await make('North pole', ['cold', 'far'])
    await make('South sea', ['warm', 'far'])
    const find = async (query: Record<string, string | readonly string[]>) => {
      const answer = await platform.request('GET', '/instances', { query })
      return answer.status === 404 ? [] : (answer.body as { name: string }[]).map((one) => one.name)
    }
    expect(await find({ 'tags[]': 'far' })).toEqual(['North pole', 'South sea'])
    expect(await find({ 'tags[]': ['far', 'warm'] })).toEqual(['South sea'])
    expect(await find({ searchText: 'POLE' })).toEqual(['North pole'])
    expect(await find({ searchText: 'warm' })).toEqual(['South sea'])
    expect(await find({ searchText: '%' })).toEqual([])
    expect(await find({ 'tags[]': 'cold', searchText: 'sea' })).toEqual([])
    const sea = await platform.request('GET', '/instances', { query: { searchText: 'sea' } })
    const [{ id }] = sea.body as [{ id: number }]
    await platform.request('DELETE', `/instances/${id}/enabled`)
    expect(await find({ 'tags[]': 'far', state: 'connected' })).toEqual(['North pole'])
    expect(await find({ 'tags[]': 'far', state: 'disabled' })).toEqual(['South sea'])
    expect(await find({ 'tags[]': 'far', state: 'reauth_required' })).toEqual([])
    await platform.request('PUT', `/instances/${id}/enabled`)
    const bad = await platform.request('GET', '/instances', { query: { state: 'broken' } })
    expect(refusal(bad, 400, 'invalid_request')).toMatch(/'state' must be one of connected/)
    const none = await platform.request('GET', '/instances', { query: { searchText: 'nowhere' } })
    expect(refusal(none, 404, 'nothing_found')).toBe('No instances found')
  })

  it('pages by token and by number, and ends', async () => {
    const all = await platform.request('GET', '/elements/52/instances')
    const total = (all.body as unknown[]).length
    expect(total).toBeGreaterThan(3)
    const ids: number[] = []
    let nextPage: string | undefined
    do {
      const page: Answer = await platform.request('GET', '/instances', {
        query: { pageSize: 2, ...(nextPage === undefined ? {} : { nextPage }) },
      })
      ids.push(...(page.body as { id: number }[]).map(({ id }) => id))
      nextPage = page.headers['elements-next-page-token']
    } while (nextPage !== undefined)
    expect(ids).toEqual((all.body as { id: number }[]).map(({ id }) => id))
    const second = await platform.request('GET', '/instances', { query: { pageSize: 2, page: 2 } })
    expect((second.body as { id: number }[]).map(({ id }) => id)).toEqual(ids.slice(2, 4))
    const bad = await platform.request('GET', '/instances', { query: { nextPage: 'nonsense' } })
    expect(bad.status).toBe(400)
  })

  it('leaves the configuration out on wish', async () => {
    const answer = await platform.request('GET', '/instances', { query: { hydrate: false } })
    expect((answer.body as object[])[0]).not.toHaveProperty('configuration')
  })

  it('counts by connector', async () => {
    const answer = await platform.request('GET', '/instances/count')
    const { totalInstances, elementInstances } = answer.body as {
      totalInstances: number
      elementInstances: Record<string, number>
    }
    expect(totalInstances).toBe(elementInstances['ecwid'])
  })

  it('an unknown id is a 404, whatever the number', async () => {
    for (const id of ['1', '0', '-5', '9007199254740991']) {
      expect((await platform.request('GET', `/instances/${id}`)).status).toBe(404)
    }
    expect((await platform.request('GET', '/instances/abc')).status).toBe(400)
  })

  it('lists the objects on wish at creation', async () => {
    const answer = await post({ ...legacyBody, retrieveObjectsAfterInstantiation: true })
    const { objects } = answer.body as { objects: object[] }
    expect(objects).toContainEqual({ name: 'products', vendorName: 'products', type: 'vendor' })
  })
})

describe('changing', () => {
  it('takes a whole answer back and changes nothing but what differs', async () => {
    const instance = await connect(platform, storeId)
    const read = await platform.request('GET', `/instances/${instance.id}`)
    const before = instanceIn(read)
    const answer = await platform.request('PUT', `/instances/${instance.id}`, {
      body: { ...before, tags: [] },
    })
    const after = instanceIn(answer)
    expect(after.tags).toEqual([])
    expect(after.token).toBe(before.token)
    expect(after.configuration).toEqual(before.configuration)
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    const rows = await platform.app.rooms.database.db
      .selectFrom('instance_configuration')
      .select(['key', 'value', 'sealed'])
      .where('organization_id', '=', platform.first.organizationId)
      .where('instance_id', '=', instance.id)
      .execute()
    // Defaults stay those of the definition, so that a changed address of the vendor reaches the instance.
    const base = rows.find(({ key }) => key === 'base.url')
    expect(base).toMatchObject({ value: null, sealed: null })
    for (const { value } of rows) {
      expect(value ?? '').not.toContain(app.clientSecret)
      expect(value).not.toBe('********')
    }
  })

  it('renames without markup, replaces tags whole, merges configuration', async () => {
    const { id } = instanceIn(await post(legacyBody))
    const patch = async (body: object) =>
      instanceIn(await platform.request('PATCH', `/instances/${id}`, { body }))
    expect(await patch({ name: '<b>Bold</b> <script>x</script> & co < 5' })).toMatchObject({
      name: 'Bold x & co < 5',
    })
    expect(await patch({ tags: ['a', { name: 'b' }, 'a'] })).toMatchObject({ tags: ['a', 'b'] })
    expect(await patch({ configuration: { 'my.key': '1' } })).toMatchObject({
      name: 'Bold x & co < 5',
      tags: ['a', 'b'],
      configuration: { 'my.key': '1', 'ecwid.store.id': '1003' },
    })
    const gone = await patch({ configuration: { 'my.key': null } })
    expect(gone.configuration).not.toHaveProperty('my.key')
    const empty = await platform.request('PATCH', `/instances/${id}`, {
      body: { name: '<i></i>' },
    })
    expect(empty.status).toBe(400)
  })

  it('asks the vendor again when credentials change, and keeps the old ones when it says no', async () => {
    const { id } = instanceIn(await post(legacyBody))
    const answer = await platform.request('PATCH', `/instances/${id}`, {
      body: { configuration: { 'ecwid.order.key': 'wrong' }, name: 'Changed' },
    })
    expect([400, 401]).toContain(answer.status)
    const read = instanceIn(await platform.request('GET', `/instances/${id}`))
    expect(read.name).toBe('Legacy shop')
  })

  it('keeps no more keys than it can carry', async () => {
    const { id } = instanceIn(await post(legacyBody))
    const keys = (from: number) =>
      Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${from + n}`, 'x']))
    const patch = (from: number) =>
      platform.request('PATCH', `/instances/${id}`, { body: { configuration: keys(from) } })
    expect((await patch(0)).status).toBe(200)
    refusal(await patch(200), 400, 'invalid_configuration')
  })

  it('cannot take a required value away, nor become another connector', async () => {
    const { id } = instanceIn(await post(legacyBody))
    const emptied = await platform.request('PATCH', `/instances/${id}`, {
      body: { configuration: { 'ecwid.store.id': '' } },
    })
    expect(refusal(emptied, 400, 'missing_configuration')).toContain("'ecwid.store.id'")
    const moved = await platform.request('PATCH', `/instances/${id}`, {
      body: { element: { id: 1 } },
    })
    expect([400, 404]).toContain(moved.status)
  })

  it('one entry takes effect at the next call of the hub', async () => {
    const instance = await connect(platform, storeId)
    const list = await platform.request('GET', `/instances/${instance.id}/configuration`)
    const entries = list.body as { id: number; key: string; propertyValue: string }[]
    const entry = entries.find(({ key }) => key === 'filter.response.nulls')
    expect(entry).toMatchObject({
      name: expect.any(String) as string,
      propertyValue: 'true',
      type: 'BOOLEAN',
      required: false,
      active: true,
    })
    const secret = entries.find(({ key }) => key === 'oauth.user.token')
    expect(secret?.propertyValue).toBe('********')

    const opened = () => platform.app.rooms.instances.openByToken(instance.token)
    expect((await opened())?.filterNulls).toBe(true)
    const path = `/instances/${instance.id}/configuration/${entry?.id}`
    const changed = await platform.request('PATCH', path, { body: { propertyValue: false } })
    expect(changed).toMatchObject({ status: 200, body: { propertyValue: 'false' } })
    expect((await opened())?.filterNulls).toBe(false)
    expect((await platform.request('GET', path)).body).toMatchObject({ propertyValue: 'false' })

    const kept = await platform.request(
      'PATCH',
      `/instances/${instance.id}/configuration/${secret?.id}`,
      {
        body: { ...secret },
      },
    )
    expect(kept.status).toBe(200)
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    expect((await platform.request('PATCH', path, { body: {} })).status).toBe(400)
    expect(
      (await platform.request('GET', `/instances/${instance.id}/configuration/1`)).status,
    ).toBe(404)
  })
})

describe('with the Element token in the header', () => {
  it('acts on its own instance', async () => {
    const { id, token } = instanceIn(await post(legacyBody))
    const authorization = `Element ${token}, User ${platform.first.userSecret}`
    const own = (method: string, path: string, body?: unknown) =>
      platform.request(method, path, { headers: { authorization }, body })
    expect(instanceIn(await own('PATCH', '/instances', { name: 'Own' }))).toMatchObject({
      id,
      name: 'Own',
    })
    expect(instanceIn(await own('PUT', '/instances', { tags: ['own'] })).tags).toEqual(['own'])
    const entries = (await own('GET', '/instances/configuration')).body as { id: number }[]
    expect((await own('GET', `/instances/configuration/${entries[0]?.id}`)).status).toBe(200)
    expect(instanceIn(await own('DELETE', '/instances/enabled')).disabled).toBe(true)
    expect(await products(token)).toMatchObject({
      status: 403,
      body: { code: 'instance_disabled' },
    })
    expect(instanceIn(await own('PUT', '/instances/enabled')).disabled).toBe(false)
    expect((await own('DELETE', '/instances')).status).toBe(200)
    expect((await own('PATCH', '/instances', { name: 'Gone' })).status).toBe(401)
  })

  it('is needed where no id stands in the path', async () => {
    const answer = await platform.request('PATCH', '/instances', { body: { name: 'x' } })
    expect(answer.status).toBe(401)
  })
})

describe('deleting', () => {
  it('answers 200 with an empty body, also for the literal null, and the token is dead at once', async () => {
    const instance = await connect(platform, storeId)
    expect(await products(instance.token)).toMatchObject({ status: 200 })
    const answer = await platform.request('DELETE', `/instances/${instance.id}`, {
      body: 'null',
      headers: {
        authorization: platform.first.authorization,
        'content-type': 'application/json',
      },
    })
    expect(answer).toMatchObject({ status: 200, body: undefined })
    expect((await products(instance.token)).status).toBe(401)
    expect((await platform.request('DELETE', `/instances/${instance.id}`)).status).toBe(404)
  })
})

describe('another tenant', () => {
  it('meets the same 404 as for an unknown id on every route', async () => {
    const { id } = instanceIn(await post(legacyBody))
    const entries = await platform.request('GET', `/instances/${id}/configuration`)
    const configId = (entries.body as { id: number }[])[0]?.id
    const attempts: [string, string, unknown?][] = [
      ['GET', `/instances/${id}`],
      ['PUT', `/instances/${id}`, { name: 'Mine' }],
      ['PATCH', `/instances/${id}`, { name: 'Mine' }],
      ['DELETE', `/instances/${id}`],
      ['PUT', `/instances/${id}/enabled`],
      ['DELETE', `/instances/${id}/enabled`],
      ['GET', `/instances/${id}/configuration`],
      ['GET', `/instances/${id}/configuration/${configId}`],
      ['PATCH', `/instances/${id}/configuration/${configId}`, { propertyValue: 'x' }],
      ['GET', `/elements/ecwid/instances/${id}`],
      ['PUT', `/elements/ecwid/instances/${id}`, { name: 'Mine' }],
      ['DELETE', `/elements/ecwid/instances/${id}`],
      ['GET', '/instances'],
    ]
    for (const [method, path, body] of attempts) {
      const answer = await platform.request(method, path, { body, tenant: platform.second })
      expect(answer.status, `${method} ${path}`).toBe(404)
    }
    const still = instanceIn(await platform.request('GET', `/instances/${id}`))
    expect(still).toMatchObject({ name: 'Legacy shop', disabled: false })
  })

  it('cannot use the token with its own secrets', async () => {
    const { token } = instanceIn(await post(legacyBody))
    const authorization = `User ${platform.second.userSecret}, Element ${token}`
    const answer = await platform.request('PATCH', '/instances', {
      body: { name: 'Mine' },
      headers: { authorization },
    })
    expect(answer.status).toBe(401)
  })
})

it('the second documented request works word for word', async () => {
  const code = await codeFor(platform, storeId)
  const instance = instanceIn(await post(oauthBody(code)))
  expect(instance).toMatchObject({ name: 'Shop 7', element: { typeOauth: true }, tags: ['eu'] })
})
